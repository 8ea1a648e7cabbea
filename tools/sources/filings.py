"""SEC EDGAR: what a company files, the newest and most useful first, with its XBRL facts."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, TypeVar

import anyio

from ..edgar import Listed, choose, facts_url, filings_of, further_pages, submissions_url
from ..errors import FetchError
from ..evidence import Account, Evidence, Facts, Gap, utc
from ..reading.company_facts import read_company_facts
from ..reading.filing_documents import Fetched, Filer, evidence
from ..reading.filings import decode
from ..reading.fiscal import Calendar
from ..reading.item_names import family_of
from ..reading.submission import Part, is_submission, parts, read_index
from ..web import FILING_BYTES, Response, Web
from . import Shelf

SMALL = 1_000_000
"""Submissions up to this many bytes are read whole: one request instead of one for each exhibit."""
WAVE = 8
LARGE = 4
"""Filings are read together in waves; a report of megabytes counts for this many of the `WAVE`."""
EXHIBITS = 4
_BACK = timedelta(days=3 * 366)
_WITH_EXHIBITS = frozenset({"9.01", "7", "2.02", "7.01", "8.01", "12", "9"})

T = TypeVar("T")
Outcome = list[Fetched] | FetchError


async def filings(account: Account, web: Web, shelf: Shelf) -> AsyncIterator[Evidence]:
    """Read the filings of an account's CIK: facts and the latest report first, then what happened since."""
    if account.cik is None:
        yield Gap(wanted="filings", where="SEC EDGAR", why=_NO_CIK.format(name=account.name))
        return
    listed = await _listing(account.cik, web)
    chosen = [row for row in choose(listed, web.today) if not shelf.has(row.url)]
    if not listed:
        yield Gap(
            wanted="filings",
            where=submissions_url(account.cik),
            why="the SEC lists no filings of this company",
        )
    filer = Filer(account.id, account.name)
    missed: list[tuple[Listed, FetchError]] = []
    for number, wave in enumerate(_waves(chosen) or [[]]):
        asked = [_attempt(_Filing(row, web).fetch) for row in wave]
        if number == 0:
            calendar, found, *outcomes = await _first(account, web, asked)
            filer = Filer(account.id, account.name, calendar)
            yield found
        else:
            outcomes = await _together(asked)
        for row, outcome in zip(wave, outcomes, strict=True):
            if isinstance(outcome, FetchError):
                missed.append((row, outcome))
                continue
            for piece in await anyio.to_thread.run_sync(lambda r=row, o=outcome: list(evidence(r, o, filer))):  # type: ignore[misc]
                yield piece
    for gap in _gaps(missed, account.name):
        yield gap


_NO_CIK = (
    "no SEC registration is known for {name}: private and most non-US companies file nothing there. "
    "If it does file, set its number with `whynow account NAME --cik …`"
)


async def _listing(cik: str, web: Web) -> list[Listed]:
    """Return the filer's list, with its older pages where the clock stands before the newest page begins."""
    submissions = _json(await web.read(submissions_url(cik), limit=FILING_BYTES))
    recent = submissions.get("filings")
    listed = filings_of(cik, recent.get("recent") if isinstance(recent, Mapping) else None)
    since = web.today - _BACK
    if not listed or listed[-1].filed > since:
        for page in further_pages(submissions, since, web.today):
            older = await _attempt(lambda page=page: web.read(page, limit=FILING_BYTES))()  # type: ignore[misc]
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
        cost = 1 if family_of(row.form) in ("8-K", "6-K", "D") else LARGE
        if room < cost:
            waves.append([])
            room = WAVE
        waves[-1].append(row)
        room -= cost
    return waves


def _attempt(act: Callable[[], Awaitable[T]]) -> Callable[[], Awaitable[T | FetchError]]:
    """In a batch a failure is a value."""

    async def attempt() -> T | FetchError:
        try:
            return await act()
        except FetchError as error:
            return error

    return attempt


async def _together(asked: Sequence[Callable[[], Awaitable[T]]]) -> list[T]:
    """Return the answers of all, in order, asked side by side."""
    answers: dict[int, T] = {}

    async def ask(number: int, act: Callable[[], Awaitable[T]]) -> None:
        answers[number] = await act()

    async with anyio.create_task_group() as tasks:
        for number, act in enumerate(asked):
            tasks.start_soon(ask, number, act)
    return [answers[number] for number in range(len(asked))]


async def _first(
    account: Account, web: Web, asked: Sequence[Callable[[], Awaitable[Outcome]]]
) -> tuple[Any, ...]:
    """Read the facts beside the first filings: they tell how the company names its fiscal years."""
    found: list[tuple[Calendar | None, Evidence]] = []

    async def facts() -> Outcome:
        found.append(await _facts(account, web))
        return []

    _, *outcomes = await _together([facts, *asked])
    return (*found[0], *outcomes)


async def _facts(account: Account, web: Web) -> tuple[Calendar | None, Evidence]:
    url = facts_url(account.cik or "0")
    try:
        response = await web.read(url, limit=FILING_BYTES)
        data = _json(response)
    except FetchError as error:
        return None, Gap(wanted="XBRL facts", where=url, why=error.why)
    calendar, figures = await anyio.to_thread.run_sync(lambda: read_company_facts(data, until=web.today))
    if not figures:
        return calendar, Gap(
            wanted="XBRL facts", where=url, why="none of the concepts that are read is stated there"
        )
    return calendar, Facts(account=account.id, url=url, figures=figures, read=utc(response.moment))


class _Filing:
    """One filing on its way: its main document and the exhibits that say something, by the cheapest way there is."""

    def __init__(self, listed: Listed, web: Web) -> None:
        self._listed, self._web = listed, web
        self._event = family_of(listed.form) in ("8-K", "6-K")

    async def fetch(self) -> list[Fetched]:
        """Return the main document and its exhibits, or raise the FetchError of the main document."""
        if self._event and 0 < self._listed.size <= SMALL:
            whole = await self._whole()
            if whole:
                return whole
        try:
            main = await self._web.read(self._listed.url, limit=FILING_BYTES)
        except FetchError as error:
            whole = await self._whole() if error.status == 404 or self._web.replaying else []
            if not whole:
                raise
            return whole
        return await self._with_exhibits(main)

    async def _with_exhibits(self, main: Response) -> list[Fetched]:
        body = decode(main.body)
        if is_submission(body):
            return self._cut(main)
        fetched = [Fetched(self._listed.form, main.url, main.body, utc(main.moment))]
        if not self._event or not (
            _WITH_EXHIBITS & set(self._listed.items) or self._listed.form.startswith("6-K")
        ):
            return fetched
        named = [part for part in await self._named() if part.form.startswith("EX-99")][:EXHIBITS]
        answers = await _together(
            [_attempt(lambda part=part: self._web.read(self._listed.folder + part.name)) for part in named]
        )  # type: ignore[misc]
        read = [
            Fetched(part.form, answer.url, answer.body, utc(answer.moment), part.description)
            for part, answer in zip(named, answers, strict=True)
            if isinstance(answer, Response)
        ]
        return [*fetched, *(read or (await self._whole())[1:])]

    async def _named(self) -> list[Part]:
        """Return the documents that the index page names."""
        for url in self._listed.indexes:
            answer = await _attempt(lambda url=url: self._web.read(url))()  # type: ignore[misc]
            if isinstance(answer, Response):
                return read_index(answer.body)
        return []

    async def _whole(self) -> list[Fetched]:
        """Return the parts of the full submission, or nothing where it cannot be had."""
        for url in (self._listed.submission, self._listed.old_submission):
            answer = await _attempt(lambda url=url: self._web.read(url, limit=FILING_BYTES))()  # type: ignore[misc]
            if isinstance(answer, Response):
                return self._cut(answer)
        return []

    def _cut(self, response: Response) -> list[Fetched]:
        """Return the main document and the exhibits of a full submission, each under its own address."""
        submission = decode(response.body)
        moment = utc(response.moment)
        chosen = list(_chosen(parts(submission), event=self._event))
        return [
            Fetched(
                self._listed.form if number == 0 else part.form, self._address(part, response.url, number), part.body,
                moment, part.description,
            )
            for number, part in enumerate(chosen)
        ]  # fmt: skip

    def _address(self, part: Part, submission: str, number: int) -> str:
        if number == 0 and (not part.name or self._listed.primary.endswith(".txt")):
            return submission
        return self._listed.folder + part.name if part.name else f"{submission}#{part.form.lower()}"


def _chosen(listed: Iterator[Part], *, event: bool) -> Iterator[Part]:
    """Yield the main document, then press releases; of an annual report also the one it is bound with (EX-13)."""
    wanted = ("EX-99",) if event else ("EX-13", "EX-99")
    for number, part in enumerate(listed):
        if number == 0 or part.form.startswith(wanted):
            yield part


def _gaps(missed: Sequence[tuple[Listed, FetchError]], name: str) -> Iterator[Gap]:
    """Say filings that could not be read once for each reason, with their number."""
    reasons: dict[str, list[Listed]] = {}
    for row, error in missed:
        reasons.setdefault(error.why, []).append(row)
    for why, rows in reasons.items():
        forms = {
            form: sum(row.form == form for row in rows) for form in dict.fromkeys(row.form for row in rows)
        }
        counted = ", ".join(f"{count} × {form}" for form, count in forms.items())
        span = f"{min(row.filed for row in rows)} to {max(row.filed for row in rows)}"
        noun = "filing" if len(rows) == 1 else "filings"
        yield Gap(
            wanted=f"{len(rows)} {noun} of {name} that EDGAR lists ({counted}; {span})",
            where=rows[0].folder if len(rows) == 1 else "SEC EDGAR",
            why=why,
            count=len(rows),
        )
