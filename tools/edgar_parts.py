"""The parts of one filing, by the cheapest way there is: its main document and the exhibits that say
something.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar

import anyio

from .edgar import Listed
from .errors import FetchError
from .evidence import utc
from .reading.filing_documents import Fetched
from .reading.filings import decode
from .reading.item_names import family_of
from .reading.submission import Part, is_submission, parts, read_index
from .web import FILING_BYTES, Response, Web

SMALL = 1_000_000
"""Submissions up to this many bytes are read whole: one request instead of one for each exhibit."""
EXHIBITS = 4
_WITH_EXHIBITS = frozenset({"9.01", "7", "2.02", "7.01", "8.01", "12", "9"})

T = TypeVar("T")


async def fetch(listed: Listed, web: Web) -> list[Fetched] | FetchError:
    """Return the main document of a filing and its exhibits, or the error that kept the main document
    away.
    """
    event = is_event(listed)
    if event and 0 < listed.size <= SMALL:
        whole = await _whole(listed, web)
        if whole:
            return whole
    try:
        main = await web.read(listed.url, limit=FILING_BYTES)
    except FetchError as error:
        whole = await _whole(listed, web) if error.status == 404 or web.replaying else []
        return whole or error
    if is_submission(decode(main.body[:5000])):
        return _cut(listed, main)
    own = Fetched(listed.form, main.url, main.body, utc(main.moment))
    return [own, *(await _exhibits(listed, web) if event else [])]


def is_event(listed: Listed) -> bool:
    """Say whether a filing reports an event, so that its exhibits say more than its main document."""
    return family_of(listed.form) in ("8-K", "6-K")


async def answer(web: Web, url: str) -> Response | None:
    """Return what `url` answers, or None where another way to the same words is tried instead."""
    try:
        return await web.read(url, limit=FILING_BYTES)
    except FetchError:
        return None


async def together(asked: Sequence[Callable[[], Awaitable[T]]]) -> list[T]:
    """Return the answers of all, in order, asked side by side."""
    answers: dict[int, T] = {}

    async def ask(number: int, act: Callable[[], Awaitable[T]]) -> None:
        answers[number] = await act()

    async with anyio.create_task_group() as tasks:
        for number, act in enumerate(asked):
            tasks.start_soon(ask, number, act)
    return [answers[number] for number in range(len(asked))]


async def _exhibits(listed: Listed, web: Web) -> list[Fetched]:
    """Return the press releases and the like of a filing, found on its index page or in its full
    submission.
    """
    if not (_WITH_EXHIBITS & set(listed.items) or family_of(listed.form) == "6-K"):
        return []
    named = [part for part in await _named(listed, web) if part.form.startswith("EX-99")][:EXHIBITS]
    answers = await together([partial(answer, web, listed.folder + part.name) for part in named])
    read = [
        Fetched(part.form, found.url, found.body, utc(found.moment), part.description)
        for part, found in zip(named, answers, strict=True)
        if found is not None
    ]
    return read or (await _whole(listed, web))[1:]


async def _named(listed: Listed, web: Web) -> list[Part]:
    """Return the documents that the index page names."""
    for url in listed.indexes:
        found = await answer(web, url)
        if found is not None:
            return read_index(found.body)
    return []


async def _whole(listed: Listed, web: Web) -> list[Fetched]:
    """Return the parts of the full submission, or nothing where it cannot be had."""
    for url in (listed.submission, listed.old_submission):
        found = await answer(web, url)
        if found is not None:
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
