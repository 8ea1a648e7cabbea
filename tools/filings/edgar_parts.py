"""The parts of one filing, by the cheapest way there is: its main document and the exhibits that say
something.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import TypeVar

import anyio

from ..errors import FetchError
from ..evidence import utc
from ..web import FILING_BYTES, Response, Web
from .documents import Fetched
from .edgar import YEAR, Listed
from .filing import decode
from .item_names import family_of
from .submission import Part, is_submission, parts, read_index

SMALL = 1_000_000
"""Submissions up to this many bytes are read whole: one request instead of one for each exhibit."""
EXHIBITS = 4
_NEW = timedelta(days=100)
_WITH_EXHIBITS = frozenset({"9.01", "7", "2.02", "7.01", "8.01", "12", "9"})

_BOUND = re.compile(rb"exhibit\s*(?:no\.\s*)?13\b", re.IGNORECASE)

T = TypeVar("T")


@dataclass(frozen=True)
class Haul:
    """What could be had of one filing: its main document first; `missed` says what kept the rest away."""

    parts: list[Fetched] = field(default_factory=list)
    missed: FetchError | None = None


async def fetch(listed: Listed, web: Web) -> Haul:
    """Return the main document of a filing and its exhibits; no parts where the main document was kept
    away.
    """
    if is_event(listed) and 0 < listed.size <= SMALL:
        whole = await _whole(listed, web)
        if whole:
            return Haul(whole)
    try:
        main = await web.read(listed.url, limit=FILING_BYTES)
    except FetchError as error:
        whole = await _whole(listed, web) if error.status == 404 or web.replaying else []
        return Haul(whole) if whole else Haul(missed=error)
    if is_submission(decode(main.body[:5000])):
        return Haul(_cut(listed, main))
    own = Fetched(listed.form, main.url, main.body, utc(main.moment))
    wanted = _wanted(listed, main.body)
    exhibits = await _exhibits(listed, web, wanted) if wanted else Haul()
    return Haul([own, *exhibits.parts], exhibits.missed)


async def fetch_lacking(listed: Listed, web: Web, has: Callable[[str], bool]) -> Haul:
    """Return the exhibits that an earlier reading could not have, of a filing whose main document it kept."""
    if family_of(listed.form) != "10-K":
        return await _exhibits(listed, web, _told(listed), has)
    found = await _exhibits(listed, web, "EX-13", has)
    # Few annual reports are bound with one: an index page that is away says nothing of what is lacking.
    return Haul() if found.missed is not None and found.missed.url in listed.indexes else found


def may_lack(listed: Listed, today: date) -> bool:
    """Say whether to ask again for the exhibits of a kept filing: of annual reports, and of events still
    new.
    """
    if family_of(listed.form) == "10-K":
        return listed.filed >= today - YEAR
    return bool(_told(listed)) and listed.filed >= today - _NEW


def _wanted(listed: Listed, main: bytes) -> str:
    """Return the exhibits that say what the main document only points to: press releases, the bound
    report.
    """
    if family_of(listed.form) == "10-K":
        return "EX-13" if _BOUND.search(main) else ""
    return _told(listed)


def _told(listed: Listed) -> str:
    told = family_of(listed.form) == "6-K" or (is_event(listed) and _WITH_EXHIBITS & set(listed.items))
    return "EX-99" if told else ""


def is_event(listed: Listed) -> bool:
    """Say whether a filing reports an event, so that its exhibits say more than its main document."""
    return family_of(listed.form) in ("8-K", "6-K")


async def answer(web: Web, url: str) -> Response | FetchError:
    """Return what `url` answers, or why it does not, where another way to the same words is tried next."""
    try:
        return await web.read(url, limit=FILING_BYTES)
    except FetchError as error:
        return error


async def together(asked: Sequence[Callable[[], Awaitable[T]]]) -> list[T]:
    """Return the answers of all, in order, asked side by side."""
    answers: dict[int, T] = {}

    async def ask(number: int, act: Callable[[], Awaitable[T]]) -> None:
        answers[number] = await act()

    async with anyio.create_task_group() as tasks:
        for number, act in enumerate(asked):
            tasks.start_soon(ask, number, act)
    return [answers[number] for number in range(len(asked))]


async def _exhibits(
    listed: Listed, web: Web, wanted: str, has: Callable[[str], bool] = lambda url: False
) -> Haul:
    """Return the exhibits of one kind, named by the index page or held by the full submission, but those
    that `has` knows.
    """
    page = await answer(web, listed.indexes[0])
    if isinstance(page, FetchError):
        page = await answer(web, listed.indexes[1])
    if isinstance(page, FetchError):
        return await _bundled(listed, web, page, has)
    named = [part for part in read_index(page.body) if part.form.startswith(wanted)][:EXHIBITS]
    if any(not part.name for part in named):
        nameless = FetchError(page.url, "its exhibits have no addresses of their own")
        return await _bundled(listed, web, nameless, has)
    named = [part for part in named if not has(listed.folder + part.name)]
    answers = await together([partial(answer, web, listed.folder + part.name) for part in named])
    read = [
        Fetched(part.form, found.url, found.body, utc(found.moment), part.description)
        for part, found in zip(named, answers, strict=True)
        if isinstance(found, Response)
    ]
    kept_away = next((found for found in answers if isinstance(found, FetchError)), None)
    return await _bundled(listed, web, kept_away, has) if kept_away and not read else Haul(read, kept_away)


async def _bundled(listed: Listed, web: Web, before: FetchError, has: Callable[[str], bool]) -> Haul:
    """Return the exhibits out of the full submission, or what kept them away `before`.

    The submission of a report is not asked for: it has tens of megabytes.
    """
    whole = await _whole(listed, web) if is_event(listed) else []
    return Haul([part for part in whole[1:] if not has(part.url)], None if whole else before)


async def _whole(listed: Listed, web: Web) -> list[Fetched]:
    """Return the parts of the full submission, or nothing where it cannot be had."""
    for url in (listed.submission, listed.old_submission):
        found = await answer(web, url)
        if isinstance(found, Response):
            return _cut(listed, found)
    return []


def _cut(listed: Listed, response: Response) -> list[Fetched]:
    """Return the main document and the exhibits of a full submission, each under its own address."""
    chosen = _chosen(parts(decode(response.body)), event=is_event(listed))
    return [
        Fetched(
            form=part.form if number else listed.form,
            url=_address(listed, part, response.url, number),
            body=part.body,
            read=utc(response.moment),
            description=part.description,
        )
        for number, part in enumerate(chosen)
    ]


def _address(listed: Listed, part: Part, submission: str, number: int) -> str:
    """Return where a person finds this part; the parts of old filings have no address of their own."""
    if number == 0 and (not part.name or listed.primary.endswith(".txt")):
        return submission
    return listed.folder + part.name if part.name else f"{submission}#{part.form.lower()}"


def _chosen(listed: Iterable[Part], *, event: bool) -> Iterator[Part]:
    """Yield the main document, then press releases; of an annual report also what it is bound with
    (EX-13).
    """
    wanted = ("EX-99",) if event else ("EX-13", "EX-99")
    exhibits = 0
    for number, part in enumerate(listed):
        if number == 0:
            yield part
        elif part.form.startswith(wanted) and exhibits < EXHIBITS:
            exhibits += 1
            yield part
