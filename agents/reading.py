"""Reading: sources run side by side into the library, under a deadline that never loses work.

A reading belongs to the process, not to the call that asked for it: when the caller's patience ends, what is
ready is answered and the reading goes on; another call for the same account joins it. Only a caller that is
cancelled, and alone, stops it. What was read is in the library at once, so a kill loses nothing: the next
reading finds the source unfinished and goes on from what is kept.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import anyio
from anyio.abc import TaskGroup

from ..tools.errors import FetchError
from ..tools.evidence import Account, Document, Evidence, Facts, Gap, utc
from ..tools.library import Library, Mark
from ..tools.sources import Source
from ..tools.web import Web
from .gaps import settled

log = logging.getLogger(__name__)

Progress = Callable[[int, int, str], Awaitable[None]]
"""Told after each step: how many are done, of how many, and what was done last."""


@dataclass(frozen=True)
class Reading:
    """How a reading stands: what could not be had, and which sources are still at work."""

    gaps: tuple[Gap, ...]
    unfinished: tuple[str, ...]


@dataclass
class _Job:
    """One source at work for one account."""

    name: str
    scope: anyio.CancelScope = field(default_factory=anyio.CancelScope)
    done: anyio.Event = field(default_factory=anyio.Event)
    waiting: int = 0


@dataclass(frozen=True)
class _Shelf:
    library: Library
    account: str

    def has(self, url: str) -> bool:
        return self.library.has(self.account, url)


def due(marks: Mapping[str, Mark], names: Iterable[str], *, now: datetime, days: int) -> list[str]:
    """Return the sources never read to their end, or read more than `days` days before `now`."""
    oldest = utc(now - timedelta(days=days))
    return [name for name in names if name not in marks or (marks[name].finished or "") < oldest]


class Reader:
    """Runs the sources of one process into one library."""

    def __init__(self, library: Library, web: Web, sources: Mapping[str, Source], tasks: TaskGroup) -> None:
        """Work goes on in `tasks`, which outlives every call."""
        self._library, self._web, self._sources, self._tasks = library, web, sources, tasks
        self._jobs: dict[tuple[str, str], _Job] = {}
        self.sources = tuple(sources)

    async def read(
        self, account: Account, names: Iterable[str], *, seconds: float, progress: Progress | None = None
    ) -> Reading:
        """Read `names` for `account` and answer within `seconds`, complete or not."""
        jobs = [self._job(account, name) for name in names]
        for job in jobs:
            job.waiting += 1
        try:
            with anyio.move_on_after(seconds):
                await self._watch(jobs, progress)
        except anyio.get_cancelled_exc_class():
            for job in jobs:
                if job.waiting == 1:
                    job.scope.cancel()
            raise
        finally:
            for job in jobs:
                job.waiting -= 1
        return self.state(account)

    def state(self, account: Account) -> Reading:
        """Say how the last reading of `account` stands, without reading anything."""
        marks = self._library.marks(account.id)
        running = tuple(name for name in self._sources if (account.id, name) in self._jobs)
        gaps = [gap for name in self._sources if name in marks for gap in marks[name].gaps]
        return Reading(gaps=settled(gaps), unfinished=running)

    async def stop(self, account_id: str) -> None:
        """Stop whatever is read of an account, and return once nothing of it can arrive any more."""
        jobs = [job for (account, _), job in self._jobs.items() if account == account_id]
        for job in jobs:
            job.scope.cancel()
        for job in jobs:
            await job.done.wait()

    def _job(self, account: Account, name: str) -> _Job:
        key = (account.id, name)
        before = self._jobs.get(key)
        if before is None or before.scope.cancel_called:
            self._jobs[key] = job = _Job(name)
            self._tasks.start_soon(self._run, account, job, before)
        return self._jobs[key]

    async def _watch(self, jobs: list[_Job], progress: Progress | None) -> None:
        finished = 0

        async def wait(job: _Job) -> None:
            nonlocal finished
            await job.done.wait()
            finished += 1
            if progress is not None:
                await progress(finished, len(jobs), f"read {job.name}")

        async with anyio.create_task_group() as tasks:
            for job in jobs:
                tasks.start_soon(wait, job)

    async def _run(self, account: Account, job: _Job, before: _Job | None) -> None:
        """Run one source to its end; whatever goes wrong with it stays with it.

        A run `before` that somebody stopped has to end first: joining it would give half for the whole.
        """
        if before is not None:
            await before.done.wait()
        started = utc(self._web.now)
        gaps: list[Gap] = []
        try:
            with job.scope:
                await self._mark(account, Mark(source=job.name, started=started))
                await self._drain(account, job.name, gaps)
                finished = utc(self._web.now)
                await self._mark(account, Mark(job.name, started, finished, settled(gaps)))
        finally:
            if self._jobs.get((account.id, job.name)) is job:
                del self._jobs[account.id, job.name]
            job.done.set()

    async def _drain(self, account: Account, name: str, gaps: list[Gap]) -> None:
        shelf = _Shelf(self._library, account.id)
        try:
            async for evidence in self._sources[name](account, self._web, shelf):
                if not self._library.follows(account.id):
                    log.warning("%s was forgotten while %s was read", account.id, name)
                    return
                await self._keep(evidence, gaps)
        except FetchError as error:
            gaps.append(Gap(wanted=name, where=error.url, why=error.why))
        except Exception as error:  # noqa: BLE001  a fault in one source must not take the others with it
            log.exception("source %s failed for %s", name, account.id)
            gaps.append(
                Gap(wanted=name, where=account.name, why=f"the source failed: {type(error).__name__}")
            )

    async def _keep(self, evidence: Evidence, gaps: list[Gap]) -> None:
        match evidence:
            case Gap():
                gaps.append(evidence)
            case Document():
                await anyio.to_thread.run_sync(self._library.add, [evidence])
            case Facts():
                await anyio.to_thread.run_sync(self._library.add_facts, evidence)

    async def _mark(self, account: Account, mark: Mark) -> None:
        """Note how a reading goes; a note that cannot be kept only means that the source is read again."""
        try:
            if self._library.follows(account.id):
                await anyio.to_thread.run_sync(self._library.mark, account.id, mark)
        except Exception:  # noqa: BLE001  the work of all callers hangs on this task group
            log.exception("the reading of %s for %s was not noted", mark.source, account.id)
