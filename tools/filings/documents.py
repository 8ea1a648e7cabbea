"""From one filing's parts to Documents and Facts: titles that read alone, periods, dates, figures with
their source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..errors import UnreadableDocument
from ..evidence import Document, Evidence, Facts, Figure, Gap, Period, document_id
from .concepts import name_of
from .edgar import Listed
from .event_dates import dates
from .filing import Filing, read_filing
from .fiscal import Calendar, from_cover, plain_period, span
from .form_d import read_form_d
from .inline_xbrl import InlineFact
from .item_names import administrative, family_of, title_of

_PERIODIC = frozenset({"10-K", "10-Q", "20-F", "40-F"})
_ENDED = re.compile(
    r"\b(?:quarter|year|months|period|weeks)\b[^.\n]{0,60}?\bended\s+(?:on\s+)?", re.IGNORECASE
)
_WORDY = re.compile(r"[A-Za-z]{2,}")
_NO_HEADLINE = re.compile(
    r"^(?:exhibit|ex-?\d|for immediate|contacts?\b|media|investors?\b|source:|news release|press release|"
    r"\S+@|united states$|securities and exchange)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Fetched:
    """One part of a filing as it arrived: its form ('8-K', 'EX-99.1'), address, bytes and the moment of
    reading.
    """

    form: str
    url: str
    body: bytes | str
    read: str
    description: str = ""


@dataclass(frozen=True)
class Filer:
    """Whose filing it is, and how that company names its fiscal years."""

    account: str
    name: str
    calendar: Calendar | None = None


def evidence(listed: Listed, parts: Sequence[Fetched], filer: Filer) -> Iterator[Evidence]:
    """Yield the exhibits, then the main document, then its facts: a stored main document means a whole
    filing.
    """
    for part in reversed(parts):
        try:
            yield from _document(listed, part, filer, main=part.form == listed.form)
        except UnreadableDocument as error:
            yield Gap(wanted=f"{part.form} filed {listed.filed}", where=part.url, why=str(error))


def _document(listed: Listed, part: Fetched, filer: Filer, *, main: bool) -> Iterator[Evidence]:
    filing = _read(part, listed)
    calendar = filer.calendar or _own_calendar(filing)
    if main or part.form.startswith("EX-13"):
        period = _period(listed, filing, calendar)
    else:
        period = _results_period(filing, listed.filed, calendar)
    event = filing.event_date or (listed.report if family_of(listed.form) == "8-K" else None)
    title = (
        _title(listed, filing, filer.name, period, event)
        if main
        else _exhibit_title(listed, part, filing, filer.name)
    )
    yield Document(
        id=document_id(filer.account, part.url, filing.text),
        account=filer.account,
        url=part.url,
        kind="filing",
        title=title,
        text=filing.text,
        published=listed.filed.isoformat(),
        published_from="filing",
        read=part.read,
        language="en",
        source="filings",
        sections=filing.sections,
        form=listed.form if main else part.form,
        accession=listed.accession,
        items=filing.items if main else (),
        period=period,
        event_date=event.isoformat() if event else None,
    )
    if filing.cut:
        why = "the document breaks off before its end; what is whole was kept"
        yield Gap(wanted=f"the rest of the {listed.form} filed {listed.filed}", where=part.url, why=why)
    if main and filing.facts:
        figures = tuple(_figure(fact, listed, calendar) for fact in filing.facts)
        yield Facts(account=filer.account, url=part.url, figures=figures, read=part.read)


def _read(part: Fetched, listed: Listed) -> Filing:
    if part.form in ("D", "D/A") and (part.body[:200].lstrip()[:1] in (b"<", "<")):
        body = part.body if isinstance(part.body, bytes) else part.body.encode()
        text, sections = read_form_d(body)
        return Filing(text=text, sections=sections, form=part.form)
    return read_filing(part.body, form=part.form or listed.form)


def _own_calendar(filing: Filing) -> Calendar | None:
    cover = filing.cover
    if not (cover.fiscal_year.isdigit() and re.fullmatch(r"\d{4}-\d{2}-\d{2}", cover.period_end)):
        return None
    return from_cover(date.fromisoformat(cover.period_end), int(cover.fiscal_year), cover.fiscal_period)


def _period(listed: Listed, filing: Filing, calendar: Calendar | None) -> Period | None:
    """Return the fiscal year or quarter that a periodic report is of; other filings are of no period."""
    if family_of(listed.form) not in _PERIODIC:
        return None
    told = filing.cover.period_end
    end = date.fromisoformat(told) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", told) else listed.report
    if end is None:
        return None
    wanted = "quarter" if family_of(listed.form) == "10-Q" else "year"
    starts = {
        fact.context.start
        for fact in filing.facts
        if fact.context.end == end and span(fact.context.start, end) == wanted
    }
    start = min((day for day in starts if day), default=None)
    return plain_period(start, end, calendar)


def _results_period(filing: Filing, filed: date, calendar: Calendar | None) -> Period | None:
    """Return the quarter or year whose results a release tells: the first 'ended' day of the months before
    it.
    """
    opening = filing.text[:4000]
    for ended in _ENDED.finditer(opening):
        day = next((day for _, _, day in dates(opening[ended.end() : ended.end() + 24])), None)
        if day is not None and 0 < (filed - day).days < 130:
            return plain_period(None, day, calendar)
    return None


def _title(listed: Listed, filing: Filing, name: str, period: Period | None, event: date | None) -> str:
    if period is not None:
        kind = "quarter" if family_of(listed.form) == "10-Q" else "year"
        fiscal = f", {_spoken(period.fiscal_label)}" if period.fiscal_label else ""
        return f"{name} {listed.form}{fiscal} ({kind} ended {period.end}), filed {listed.filed}"
    if family_of(listed.form) == "8-K":
        codes = [code for code in filing.items if not administrative(code)] or list(filing.items)
        said = "; ".join(
            f"Item {code} {title_of('8-K', code) or ''}".strip().split(";")[0] for code in codes[:3]
        )
        happened = f", event of {event}" if event and event != listed.filed else ""
        return f"{name} {listed.form}{': ' + said if said else ''}{happened}, filed {listed.filed}"
    headline = f": {_headline(filing)}" if listed.form.startswith("6-K") and _headline(filing) else ""
    called = _FORM_NAMES.get(listed.form.removesuffix("/A"), listed.form)
    return f"{name} {called}{headline}, filed {listed.filed}"


_FORM_NAMES = {
    "DEF 14A": "proxy statement (DEF 14A)",
    "DEFM14A": "merger proxy statement (DEFM14A)",
    "S-1": "registration statement (S-1)",
    "F-1": "registration statement (F-1)",
    "424B4": "prospectus (424B4)",
    "D": "notice of private offering (Form D)",
    "10-12B": "registration statement (Form 10)",
}


def _spoken(label: str) -> str:
    return label.replace("FY", "fiscal ")


def _exhibit_title(listed: Listed, part: Fetched, filing: Filing, name: str) -> str:
    said = _headline(filing) or ("" if part.description.upper().startswith("EX") else part.description)
    return f"{name} {part.form} to the {listed.form} filed {listed.filed}{': ' + said if said else ''}"


def _headline(filing: Filing) -> str:
    """Return the line that heads a press release: the first of a headline's length among its first lines."""
    for line in filing.text[:3000].split("\n")[:24]:
        words = _WORDY.findall(line)
        if (
            4 <= len(words) <= 26
            and len(line) <= 180
            and "|" not in line
            and not _NO_HEADLINE.match(line.strip())
        ):
            return line.strip(" .")
    return ""


def _figure(fact: InlineFact, listed: Listed, calendar: Calendar | None) -> Figure:
    code = fact.unit.split("/")[0]
    return Figure(
        name=name_of(fact.tag),
        value=fact.value,
        unit=fact.unit,
        currency=code if re.fullmatch(r"[A-Z]{3}", code) else None,
        period=plain_period(fact.context.start, fact.context.end, calendar),
        tag=fact.tag,
        dimensions=dict(fact.context.dimensions),
        accession=listed.accession,
        form=listed.form,
        filed=listed.filed.isoformat(),
    )
