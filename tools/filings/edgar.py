"""EDGAR: its addresses, its lists of filings, and which filings are worth reading first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

DATA = "https://data.sec.gov"
ARCHIVES = "https://www.sec.gov/Archives/edgar/data"
YEAR = timedelta(days=366)

_ANNUAL = ("10-K", "10-K405", "10-KSB", "10-K405/A", "10-KT", "20-F", "40-F")
_AMENDED_ANNUAL = ("10-K/A", "20-F/A", "40-F/A", "10-KT/A")
_QUARTERLY = ("10-Q", "10-QSB", "10-QT")
_CURRENT = ("8-K", "8-K/A", "8-K12B", "8-K12G3", "8-K15D5")
_PROXY = ("DEF 14A", "DEFM14A")
_OFFERING = ("S-1", "S-1/A", "F-1", "F-1/A", "424B4", "10-12B", "10-12B/A")
_PRIVATE_OFFERING = ("D", "D/A")


@dataclass(frozen=True, slots=True)
class Listed:
    """A filing as the filer's list names it."""

    cik: str
    accession: str
    form: str
    filed: date
    report: date | None
    primary: str
    items: tuple[str, ...]
    size: int

    @property
    def folder(self) -> str:
        """The address that the documents of this filing share, with a slash at its end."""
        return f"{ARCHIVES}/{int(self.cik)}/{self.accession.replace('-', '')}/"

    @property
    def url(self) -> str:
        """The address of the main document, or of the whole submission where the list names none."""
        plain = re.sub(r"^xsl[^/]*/", "", self.primary)
        return self.folder + plain if plain else self.submission

    @property
    def submission(self) -> str:
        """The address of the full submission."""
        return f"{self.folder}{self.accession}.txt"

    @property
    def old_submission(self) -> str:
        """The address of the full submission of old filings, which have no folder."""
        return f"{ARCHIVES}/{int(self.cik)}/{self.accession}.txt"

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses under which the main document may have been kept."""
        return (self.url, self.submission, self.old_submission)

    @property
    def indexes(self) -> tuple[str, str]:
        """The two addresses of the page that lists the documents of this filing."""
        return (
            f"{self.folder}{self.accession}-index.html",
            f"{ARCHIVES}/{int(self.cik)}/{self.accession}-index.html",
        )


def submissions_url(cik: str) -> str:
    """Return the address of a filer's list of filings."""
    return f"{DATA}/submissions/CIK{int(cik):010d}.json"


def facts_url(cik: str) -> str:
    """Return the address of all XBRL facts of a filer."""
    return f"{DATA}/api/xbrl/companyfacts/CIK{int(cik):010d}.json"


def filings_of(cik: str, columns: Any) -> list[Listed]:
    """Return the filings of a list in columns (of a submissions file or one of its further pages), newest
    first.
    """
    if not isinstance(columns, Mapping):
        return []
    accessions = columns.get("accessionNumber")
    count = len(accessions) if isinstance(accessions, list) else 0
    listed = [row for at in range(count) if (row := _row(cik, columns, at)) is not None]
    return sorted(listed, key=lambda row: (row.filed, row.accession), reverse=True)


def _row(cik: str, columns: Mapping[str, Any], at: int) -> Listed | None:
    def cell(name: str) -> str:
        column = columns.get(name)
        value = column[at] if isinstance(column, list) and at < len(column) else ""
        return str(value) if value is not None else ""

    filed = _day(cell("filingDate"))
    if filed is None or not re.fullmatch(r"\d{10}-\d{2}-\d{6}", cell("accessionNumber")):
        return None
    items = tuple(code.strip() for code in cell("items").split(",") if code.strip())
    size = cell("size")
    return Listed(
        cik,
        cell("accessionNumber"),
        cell("form").upper(),
        filed,
        _day(cell("reportDate")),
        cell("primaryDocument"),
        items,
        int(size) if size.isdigit() else 0,
    )


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words[:10])
    except ValueError:
        return None


def further_pages(submissions: Mapping[str, Any], since: date, until: date) -> list[str]:
    """Return the addresses of the older pages of a filer's list that hold filings of these days."""
    filings = submissions.get("filings")
    files = filings.get("files") if isinstance(filings, Mapping) else None
    pages = [page for page in files or () if isinstance(page, Mapping) and page.get("name")]
    return [
        f"{DATA}/submissions/{page['name']}"
        for page in pages
        if (_day(str(page.get("filingTo") or "")) or date.max) >= since
        and (_day(str(page.get("filingFrom") or "")) or date.min) <= until
    ]


def choose(listed: Iterable[Listed], today: date) -> list[Listed]:
    """Return the filings to read, the most useful first: nothing filed after `today`.

    The latest annual report; what happened since; the latest quarters; the proxy statement; the year before.
    """
    known = sorted(
        (row for row in listed if row.filed <= today),
        key=lambda row: (row.filed, row.accession),
        reverse=True,
    )
    annual = [row for row in known if row.form in _ANNUAL]
    last = annual[0].filed if annual else date.min
    current = list(_recent(known, _CURRENT, today, least=6, most=30))
    foreign = list(_recent(known, ("6-K", "6-K/A"), today, least=4, most=16))
    quarters = [row for row in known if row.form in _QUARTERLY][:4]
    since = [row for row in quarters if row.filed >= last] or quarters[:1]
    fresh = [row for row in current + foreign if row.filed >= today - timedelta(days=100)]
    rest = [row for row in current + foreign if row not in fresh]
    order = [
        annual[:1],
        since[:1],
        fresh,
        [row for row in known if row.form in _AMENDED_ANNUAL and row.filed >= last][:1],
        since[1:],
        _newest(known, _PROXY, today, years=2),
        rest,
        annual[1:2],
        _newest(known, _OFFERING, today, years=3),
        _newest(known, _PRIVATE_OFFERING, today, years=6, most=3),
    ]
    return list(dict.fromkeys(row for group in order for row in group))


def _recent(
    known: list[Listed], forms: tuple[str, ...], today: date, *, least: int, most: int
) -> Iterator[Listed]:
    """Yield those of the last year, or the newest `least` where there were fewer."""
    of_form = [row for row in known if row.form in forms]
    yield from (row for at, row in enumerate(of_form[:most]) if at < least or row.filed >= today - YEAR)


def _newest(
    known: list[Listed], forms: tuple[str, ...], today: date, *, years: int, most: int = 1
) -> list[Listed]:
    return [row for row in known if row.form in forms and row.filed >= today - years * YEAR][:most]
