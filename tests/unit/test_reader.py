from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import cast

import anyio
import pytest
from anyio.abc import TaskGroup
from whynow.agents.gaps import settled
from whynow.agents.reading import Reader, Reading, due
from whynow.tools.errors import FetchError, StoreError
from whynow.tools.evidence import Account, Document, Evidence, Gap, document_id
from whynow.tools.library import Library, Mark
from whynow.tools.sources import Source
from whynow.tools.web import Web

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 3, 12, 12, tzinfo=UTC)
ACCOUNT = Account(id="brindle", name="Brindle Pumps")


@dataclass
class FakeLibrary:
    """Keeps what it is given, in memory."""

    kept: list[Document] = field(default_factory=list)
    marked: dict[str, Mark] = field(default_factory=dict)
    forgotten: set[str] = field(default_factory=set)
    full: bool = False

    def add(self, documents: list[Document]) -> list[Document]:
        self.kept.extend(documents)
        return documents

    def follows(self, account_id: str) -> bool:
        return account_id not in self.forgotten

    def has(self, account_id: str, url: str) -> bool:
        return any(document.url == url for document in self.kept)

    def marks(self, account_id: str) -> dict[str, Mark]:
        return dict(self.marked)

    def mark(self, account_id: str, mark: Mark) -> None:
        if self.full:
            raise StoreError("the disk is full")
        self.marked[mark.source] = mark


class FakeWeb:
    now = NOW


def document(url: str) -> Document:
    return Document(
        id=document_id("brindle", url, "Pumps."), account="brindle", url=url, kind="website", title="Pumps",
        text="Pumps.", read="2026-03-12T12:00:00Z", source="quick",
    )  # fmt: skip


async def quick(account: Account, web: object, shelf: object) -> AsyncIterator[Evidence]:
    yield document("https://brindle.example/")
    yield Gap(wanted="leadership page", where="https://brindle.example/team", why="404 Not Found")


async def dead(account: Account, web: object, shelf: object) -> AsyncIterator[Evidence]:
    raise FetchError("https://dead.example/", "the host does not answer")
    yield


async def broken(account: Account, web: object, shelf: object) -> AsyncIterator[Evidence]:
    yield document("https://brindle.example/half")
    raise KeyError("a fault of ours")


def reader_of(library: FakeLibrary, tasks: TaskGroup, sources: dict[str, Source]) -> Reader:
    return Reader(cast(Library, library), cast(Web, FakeWeb()), sources, tasks)


def slow(release: anyio.Event) -> Source:
    async def slow(account: Account, web: object, shelf: object) -> AsyncIterator[Evidence]:
        yield document("https://brindle.example/first")
        await release.wait()
        yield document("https://brindle.example/second")

    return slow


async def test_one_dead_source_and_one_faulty_source_stop_nothing_and_say_why() -> None:
    library = FakeLibrary()
    async with anyio.create_task_group() as tasks:
        reader = reader_of(library, tasks, {"quick": quick, "dead": dead, "broken": broken})
        reading = await reader.read(ACCOUNT, reader.sources, seconds=5)
    assert sorted(kept.url for kept in library.kept) == [
        "https://brindle.example/",
        "https://brindle.example/half",
    ]
    assert [(gap.wanted, gap.why) for gap in reading.gaps] == [
        ("leadership page", "404 Not Found"),
        ("dead", "the host does not answer"),
        ("broken", "the source failed: KeyError"),
    ]
    assert reading.unfinished == ()


async def test_what_is_ready_at_the_deadline_is_answered_and_the_rest_goes_on() -> None:
    library, release = FakeLibrary(), anyio.Event()
    async with anyio.create_task_group() as tasks:
        reader = reader_of(library, tasks, {"slow": slow(release)})
        first = await reader.read(ACCOUNT, ["slow"], seconds=0.05)
        assert (first.unfinished, len(library.kept)) == (("slow",), 1)
        assert library.marked["slow"].finished is None
        release.set()
        second = await reader.read(ACCOUNT, ["slow"], seconds=5)
    assert (second.unfinished, len(library.kept)) == ((), 2)
    assert library.marked["slow"].finished is not None


async def test_a_cancelled_caller_stops_work_that_nobody_else_waits_for() -> None:
    library, release = FakeLibrary(), anyio.Event()
    async with anyio.create_task_group() as tasks:
        reader = reader_of(library, tasks, {"slow": slow(release)})
        with anyio.move_on_after(0.05):
            await reader.read(ACCOUNT, ["slow"], seconds=60)
        with anyio.fail_after(5):
            while reader.state(ACCOUNT).unfinished:
                await anyio.sleep(0.01)
    assert library.marked["slow"].finished is None


async def test_a_caller_that_comes_while_a_reading_is_being_stopped_gets_all_of_it() -> None:
    library, release = FakeLibrary(), anyio.Event()
    async with anyio.create_task_group() as tasks:
        reader = reader_of(library, tasks, {"slow": slow(release)})
        with anyio.move_on_after(0.05):
            await reader.read(ACCOUNT, ["slow"], seconds=60)
        release.set()
        reading = await reader.read(ACCOUNT, ["slow"], seconds=5)
    assert reading.unfinished == () and library.marked["slow"].finished is not None
    assert {kept.url for kept in library.kept} == {
        "https://brindle.example/first",
        "https://brindle.example/second",
    }


async def test_a_cancelled_caller_leaves_the_work_that_another_waits_for() -> None:
    library, release = FakeLibrary(), anyio.Event()
    async with anyio.create_task_group() as tasks:
        reader = reader_of(library, tasks, {"slow": slow(release)})
        answers: list[Reading] = []

        async def patient() -> None:
            answers.append(await reader.read(ACCOUNT, ["slow"], seconds=60))

        async with anyio.create_task_group() as callers:
            callers.start_soon(patient)
            with anyio.move_on_after(0.05):
                await reader.read(ACCOUNT, ["slow"], seconds=60)
            release.set()
    assert [answer.unfinished for answer in answers] == [()]
    assert len(library.kept) == 2


async def test_a_reading_that_cannot_be_noted_harms_no_other_work() -> None:
    library = FakeLibrary(full=True)
    async with anyio.create_task_group() as tasks:
        reader = reader_of(library, tasks, {"quick": quick})
        reading = await reader.read(ACCOUNT, reader.sources, seconds=5)
    assert (reading.unfinished, len(library.kept), library.marked) == ((), 1, {})


async def test_nothing_arrives_for_an_account_after_its_reading_was_stopped() -> None:
    library, release = FakeLibrary(), anyio.Event()
    async with anyio.create_task_group() as tasks:
        reader = reader_of(library, tasks, {"slow": slow(release)})
        await reader.read(ACCOUNT, ["slow"], seconds=0.05)
        await reader.stop(ACCOUNT.id)
        assert reader.state(ACCOUNT).unfinished == ()
        release.set()
    assert len(library.kept) == 1 and library.marked["slow"].finished is None


async def test_what_another_process_forgot_is_not_kept_again() -> None:
    library, release = FakeLibrary(), anyio.Event()
    async with anyio.create_task_group() as tasks:
        reader = reader_of(library, tasks, {"slow": slow(release)})
        await reader.read(ACCOUNT, ["slow"], seconds=0.05)
        library.forgotten.add(ACCOUNT.id)
        release.set()
        await reader.read(ACCOUNT, ["slow"], seconds=5)
    assert len(library.kept) == 1 and library.marked["slow"].finished is None


def test_a_source_is_due_when_unread_unfinished_or_older_than_the_days_allowed() -> None:
    marks = {
        "fresh": Mark("fresh", started="2026-03-10T08:00:00Z", finished="2026-03-10T08:01:00Z"),
        "old": Mark("old", started="2026-03-01T08:00:00Z", finished="2026-03-01T08:01:00Z"),
        "cut": Mark("cut", started="2026-03-12T08:00:00Z"),
    }
    assert due(marks, ["fresh", "old", "cut", "never"], now=NOW, days=7) == ["old", "cut", "never"]


def test_gaps_of_one_kind_are_said_once_with_their_number() -> None:
    kind = Gap(wanted="filing", where="a", why="not recorded")
    other = Gap(wanted="filing", where="b", why="404")
    assert settled([kind, other, kind.model_copy(update={"where": "c", "count": 3})]) == (
        kind.model_copy(update={"count": 4}),
        other,
    )
