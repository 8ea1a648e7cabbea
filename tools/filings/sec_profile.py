"""What the SEC's register says of a filer: who it is, and which of its filings tell of an event, line by
line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from ..evidence import Document, Section, document_id
from ..registers.names import display, plain
from .edgar import Listed
from .item_names import family_of, title_of

FORM = "SEC profile"
"""The form under which the register's entry is kept: it is no filing of the company itself."""
MOST = 60
"""Lines of filings; of them current reports leave room for the others, which are few and weigh more."""
MOST_CURRENT = 45
SPAN = timedelta(days=366)
"""How long before the newest filing the list begins. The filing's day and not today's decides, so that the
text changes with what was filed and never with the calendar."""
_TICKERS = 6

_CALLED: Mapping[str, str] = {
    "8-K": "current report",
    "8-K12B": "current report of a successor issuer",
    "8-K12G3": "current report of a successor issuer",
    "8-K15D5": "current report of a successor issuer",
    "6-K": "report of a foreign issuer",
    "10-K": "annual report",
    "10-K405": "annual report",
    "10-KSB": "annual report",
    "10-KT": "annual report for a transition period",
    "20-F": "annual report of a foreign issuer",
    "40-F": "annual report of a Canadian issuer",
    "10-Q": "quarterly report",
    "10-QSB": "quarterly report",
    "10-QT": "quarterly report for a transition period",
    "NT 10-K": "notice that the annual report is late",
    "NT 10-Q": "notice that the quarterly report is late",
    "NT 20-F": "notice that the annual report is late",
    "DEF 14A": "proxy statement",
    "DEFM14A": "proxy statement about a merger or acquisition",
    "PREM14A": "preliminary proxy statement about a merger or acquisition",
    "DEFC14A": "proxy statement in a contested vote",
    "S-1": "registration statement",
    "F-1": "registration statement of a foreign issuer",
    "S-4": "registration statement for a business combination or exchange",
    "F-4": "registration statement of a foreign issuer for a business combination or exchange",
    "424B4": "prospectus",
    "10-12B": "registration of a class of securities",
    "10-12G": "registration of a class of securities",
    "1-A": "offering statement under Regulation A",
    "C": "offering statement of a crowdfunding",
    "D": "notice of an exempt offering of securities",
    "SC TO-T": "tender offer statement",
    "SC TO-I": "tender offer statement by the issuer",
    "SC 14D9": "recommendation on a tender offer",
    "SC 13E3": "statement of a going-private transaction",
    "25": "notice of removal of a class of securities from listing",
    "25-NSE": "notice of removal of a class of securities from listing",
    "15-12B": "notice that a registration ends",
    "15-12G": "notice that a registration ends",
    "15-15D": "notice that the duty to report is suspended",
}  # fmt: skip
_PERIODIC = frozenset({"10-K", "10-Q", "20-F", "40-F"})
_MEETING = frozenset({"DEF 14A", "DEFM14A", "DEFC14A"})
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_STATES: Mapping[str, str] = dict(
    re.findall(
        r"(\w\w) ([^|]+)",
        "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|"
        "DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|"
        "KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|"
        "MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|"
        "NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|"
        "PA Pennsylvania|PR Puerto Rico|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|"
        "TX Texas|UT Utah|VT Vermont|VA Virginia|VI Virgin Islands|WA Washington|WV West Virginia|"
        "WI Wisconsin|WY Wyoming",
    )
)


def read_profile(
    submissions: Mapping[str, Any],
    listed: Sequence[Listed],
    *,
    account: str,
    url: str,
    until: date,
    read: str,
) -> Document | None:
    """Return the register's entry of a filer as of `until`, or None where it says nothing."""
    name = display(_words(submissions, "name"))
    if not name:
        return None
    known = [row for row in listed if row.filed <= until]
    profile, filings = list(profile_lines(submissions, name, until)), filing_lines(known)
    if not filings and not _words(submissions, "sicDescription"):
        return None  # a person who files about shares, or nothing that is known
    text, sections = _text([("Profile", profile), ("Filings", filings)])
    newest = max((row.filed.isoformat() for row in known), default=None)
    return Document(
        id=document_id(account, url, text),
        account=account,
        url=url,
        kind="filing",
        title=f"{name} in the SEC’s register of filers",
        text=text,
        published=newest,
        published_from="filing" if newest else None,
        read=read,
        language="en",
        source="filings",
        sections=sections,
        form=FORM,
    )


def _text(parts: Iterable[tuple[str, Sequence[str]]]) -> tuple[str, tuple[Section, ...]]:
    text = ""
    sections = []
    for name, lines in parts:
        if lines:
            start = len(text) + (2 if text else 0)
            text += ("\n\n" if text else "") + "\n".join(lines)
            sections.append(Section(name=name, start=start, end=len(text)))
    return text, tuple(sections)


def profile_lines(submissions: Mapping[str, Any], name: str, until: date) -> Iterator[str]:
    """Yield what the register says of a filer, one sentence a fact, each with the filer's name."""
    industry, code = _words(submissions, "sicDescription"), _words(submissions, "sic")
    if industry:
        yield f"{name} is in the industry “{industry}”{f' (SIC code {code})' if code else ''}."
    if place := _seat(submissions):
        yield f"{name} has its business address in {place}."
    origin = _place(submissions, "stateOfIncorporation", "stateOfIncorporationDescription")
    if origin:
        yield f"{name} is incorporated in {origin}."
    if listing := _listing(submissions):
        yield f"{name} is listed on {listing}."
    if end := _year_end(_words(submissions, "fiscalYearEnd")):
        yield f"{name} ends its fiscal year on {end}, by the SEC’s register."
    categories = [part.strip() for part in re.split(r"<br\s*/?>", _words(submissions, "category"))]
    if any(categories):
        yield f"{name} files as: {', '.join(filter(None, categories)).lower()}."
    if website := _words(submissions, "website"):
        yield f"{name} gives its website as {website}."
    yield from _former(submissions, name, until)


def _seat(submissions: Mapping[str, Any]) -> str:
    addresses = submissions.get("addresses")
    business = addresses.get("business") if isinstance(addresses, Mapping) else None
    if not isinstance(business, Mapping):
        return ""
    city = _cased(_words(business, "city"))
    place = _place(business, "stateOrCountry", "stateOrCountryDescription")
    return ", ".join(part for part in (city, place) if part) if city else ""


def _place(row: Mapping[str, Any], code: str, described: str) -> str:
    """Return the name of a state or country; EDGAR's own codes (`E9`) say nothing to a reader."""
    short, words = _words(row, code), _words(row, described)
    return _STATES.get(short) or (_cased(words) if len(words) > 2 else "")


def _cased(words: str) -> str:
    return words.title() if words.isupper() else words


def _listing(submissions: Mapping[str, Any]) -> str:
    """Return the exchanges with the tickers there, as many as a sentence bears."""
    tickers, exchanges = submissions.get("tickers"), submissions.get("exchanges")
    if not isinstance(tickers, list) or not isinstance(exchanges, list):
        return ""
    pairs = [(str(t), str(e)) for t, e in zip(tickers, exchanges, strict=False) if t and e]
    named = pairs[:_TICKERS]
    said = [
        f"{exchange} as {', '.join(ticker for ticker, where in named if where == exchange)}"
        for exchange in dict.fromkeys(where for _, where in named)
    ]
    more = f", and under {len(pairs) - _TICKERS} more tickers" if len(pairs) > _TICKERS else ""
    return " and on ".join(said) + more


def _year_end(code: str) -> str:
    if not re.fullmatch(r"(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", code):
        return ""
    return f"{_MONTHS[int(code[:2]) - 1]} {int(code[2:])}"


def _former(submissions: Mapping[str, Any], name: str, until: date) -> Iterator[str]:
    """Yield the names that were given up until then."""
    rows = submissions.get("formerNames")
    said = {plain(name)}
    for row in rows[:10] if isinstance(rows, list) else ():
        former = display(_words(row, "name")) if isinstance(row, Mapping) else ""
        start, end = (_words(row, "from")[:10], _words(row, "to")[:10]) if former else ("", "")
        if former and plain(former) not in said and end <= until.isoformat():
            said.add(plain(former))
            days = f"{f' from {start}' if start else ''}{f' until {end}' if end else ''}"
            yield f"{name} filed under the name {former}{days}."


def filing_lines(listed: Sequence[Listed]) -> list[str]:
    """Return a line for each filing of the last year of filings that can name an event, the newest first."""
    telling = sorted(
        (row for row in listed if _plain(row) in _CALLED),
        key=lambda row: (row.filed, row.accession),
        reverse=True,
    )
    recent = [row for row in telling if row.filed >= telling[0].filed - SPAN]
    lines: dict[str, None] = {}
    current = 0
    for row in recent:
        current += family_of(row.form) in ("8-K", "6-K")
        if len(lines) < MOST and (family_of(row.form) not in ("8-K", "6-K") or current <= MOST_CURRENT):
            lines[_line(row)] = None
    return list(lines)


def _plain(row: Listed) -> str:
    return row.form.removesuffix("/A")


def _line(row: Listed) -> str:
    """Return `8-K filed 2025-07-30, event of 2025-07-29: Item 2.02 …`: the day, then what."""
    named = [f"Item {code} {title_of(row.form, code) or ''}".strip() for code in row.items]
    said = "; ".join(named) if named and family_of(row.form) == "8-K" else _CALLED[_plain(row)]
    amends = "amended " if row.form.endswith("/A") and not named else ""
    return f"{row.form} filed {row.filed}{_when(row)}: {amends}{said}"


def _when(row: Listed) -> str:
    if row.report is None:
        return ""
    if _plain(row) in _MEETING:
        return f", for the meeting of {row.report}"
    if row.report > row.filed:
        return ""
    if family_of(row.form) == "8-K":
        return f", event of {row.report}"
    return f", period ended {row.report}" if family_of(row.form) in _PERIODIC else ""


def _words(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""
