"""SEC EDGAR: what a company files, the newest and most useful first, with its XBRL facts."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

import anyio

from ..errors import FetchError
from ..evidence import Account, Evidence, Facts, Gap, utc
from ..filings.company_facts import read_company_facts
from ..filings.documents import Fetched, Filer, evidence
from ..filings.edgar import Listed, choose, facts_url, filings_of, further_pages, submissions_url
from ..filings.edgar_parts import Haul, answer, fetch, fetch_lacking, is_event, may_lack, together
from ..filings.fiscal import Calendar
from ..filings.sec_profile import read_profile
from ..web import FILING_BYTES, Response, Web
from . import Shelf

WAVE = 8
LARGE = 4
"""Filings are read together in waves; a report of megabytes counts for this many of the `WAVE`."""
_BACK = timedelta(days=3 * 366)
_NO_CIK = (
    "no SEC registration is known for {name}: private and most non-US companies file nothing there. "
    "If it does file, set its number with `whynow account NAME --cik …`"
)

_ABOUT_SHARES = re.compile(r"(?:[345]|144|SC(?:HEDULE)? 13[DG])(?:/A)?$")
_HOLDER = (
    "{name} reports there only on shares that it holds (forms 3, 4, 5, 144, 13D, 13G), as a person or an "
    "investor does: if a company is meant, give its own CIK, ticker or domain"
)


async def filings(account: Account, web: Web, shelf: Shelf) -> AsyncIterator[Evidence]:
    """Read the filings of an account's CIK: facts and the latest report first, then what happened since."""
    if account.cik is None:
        yield Gap(wanted="filings", where="SEC EDGAR", why=_NO_CIK.format(name=account.name))
        return
    entry = await web.read(submissions_url(account.cik), limit=FILING_BYTES)
    submissions = _json(entry)
    listed = await _listing(account.cik, submissions, web)
    for said in _register(account, entry, submissions, listed, web.today):
        yield said
    chosen = choose(listed, web.today)
    kept = [row for row in chosen if any(map(shelf.has, row.addresses))]
    missed: list[_Missed] = []
    calendar: Calendar | None = None
    for number, (wave, ask) in enumerate(_plan(chosen, kept, web, shelf)):
        if number == 0:
            calendar, found, outcomes = await _first(account, web, wave)
            yield found
        else:
            outcomes = await together([partial(ask, row) for row in wave])
        filer = Filer(account.id, account.name, calendar)
        for row, outcome in zip(wave, outcomes, strict=True):
            if outcome.missed is not None:
                missed.append((row, bool(outcome.parts) or row in kept, outcome.missed))
            for piece in await anyio.to_thread.run_sync(_read, row, outcome.parts, filer):
                yield piece
    for gap in _gaps(missed, account.name):
        yield gap


def _register(
    account: Account, entry: Response, submissions: Mapping[str, Any], listed: Sequence[Listed], today: date
) -> Iterator[Evidence]:
    """Yield what the register itself says of the filer, and a gap where it lists nothing."""
    profile = read_profile(
        submissions, listed, account=account.id, url=entry.url, until=today, read=utc(entry.moment)
    )
    if profile is not None:
        yield profile
    if not listed:
        yield Gap(wanted="filings", where=entry.url, why="the SEC lists no filings of this company")
    elif all(_ABOUT_SHARES.match(row.form) for row in listed):
        yield Gap(wanted="filings", where=entry.url, why=_HOLDER.format(name=account.name))


def _plan(
    chosen: Sequence[Listed], kept: Sequence[Listed], web: Web, shelf: Shelf
) -> list[tuple[list[Listed], Callable[[Listed], Awaitable[Haul]]]]:
    """Return what is read together and how: filings that are new here, then what kept ones still lack."""
    fresh = _waves([row for row in chosen if row not in kept]) or [[]]
    lacking = [row for row in kept if may_lack(row, web.today)][:WAVE]
    return [
        *((wave, partial(fetch, web=web)) for wave in fresh),
        (lacking, partial(fetch_lacking, web=web, has=shelf.has)),
    ]


def _read(row: Listed, fetched: Sequence[Fetched], filer: Filer) -> list[Evidence]:
    return list(evidence(row, fetched, filer))


async def _listing(cik: str, submissions: Mapping[str, Any], web: Web) -> list[Listed]:
    """Return the filer's list, with its older pages where the clock stands before the newest page begins."""
    recent = submissions.get("filings")
    listed = filings_of(cik, recent.get("recent") if isinstance(recent, Mapping) else None)
    since = web.today - _BACK
    if not listed or listed[-1].filed > since:
        for page in further_pages(submissions, since, web.today):
            older = await answer(web, page)
            if isinstance(older, Response):
                listed += filings_of(cik, _json(older))
    return listed


def _json(response: Response) -> Mapping[str, Any]:
    try:
        data = json.loads(response.body)
    except ValueError as error:
        raise FetchError(response.url, "the answer is not JSON", response.status) from error
    if not isinstance(data, Mapping):
        raise FetchError(response.url, "the answer has another shape than EDGAR's", response.status)
    return data


def _waves(chosen: Sequence[Listed]) -> list[list[Listed]]:
    """Cut the filings into groups that are read together: many small ones, or few large ones."""
    waves: list[list[Listed]] = []
    room = 0
    for row in chosen:
        cost = 1 if is_event(row) or row.form in ("D", "D/A") else LARGE
        if room < cost:
            waves.append([])
            room = WAVE
        waves[-1].append(row)
        room -= cost
    return waves


async def _first(
    account: Account, web: Web, wave: Sequence[Listed]
) -> tuple[Calendar | None, Evidence, list[Haul]]:
    """Read the facts beside the first filings: they tell how the company names its fiscal years."""
    found: list[tuple[Calendar | None, Evidence]] = []

    async def facts() -> Haul:
        found.append(await _facts(account, web))
        return Haul()

    asked: list[Callable[[], Awaitable[Haul]]] = [facts]
    asked += [partial(fetch, row, web) for row in wave]
    _, *outcomes = await together(asked)
    return (*found[0], outcomes)


async def _facts(account: Account, web: Web) -> tuple[Calendar | None, Evidence]:
    url = facts_url(account.cik or "0")
    try:
        response = await web.read(url, limit=FILING_BYTES)
        read = partial(read_company_facts, _json(response), until=web.today)
    except FetchError as error:
        return None, Gap(wanted="XBRL facts", where=url, why=error.why)
    calendar, figures = await anyio.to_thread.run_sync(read)
    if not figures:
        why = "none of the concepts that are read is stated there"
        return calendar, Gap(wanted="XBRL facts", where=url, why=why)
    return calendar, Facts(account=account.id, url=url, figures=figures, read=utc(response.moment))


_Missed = tuple[Listed, bool, FetchError]
"""A filing, whether its main document was read, and what kept the rest of it away."""


def _gaps(missed: Sequence[_Missed], name: str) -> Iterator[Gap]:
    """Say what could not be read once for each reason, with its number."""
    reasons: dict[tuple[bool, str], list[Listed]] = {}
    for row, read, error in missed:
        reasons.setdefault((read, error.why), []).append(row)
    for (read, why), rows in reasons.items():
        forms = [row.form for row in rows]
        counted = ", ".join(f"{forms.count(form)} × {form}" for form in dict.fromkeys(forms))
        days = f"{min(row.filed for row in rows)} to {max(row.filed for row in rows)}"
        wanted = f"exhibits of {name}'s filings" if read else f"filings of {name} that EDGAR lists"
        where = rows[0].url if len(rows) == 1 else "SEC EDGAR"
        yield Gap(wanted=f"{wanted} ({counted}; {days})", where=where, why=why, count=len(rows))
