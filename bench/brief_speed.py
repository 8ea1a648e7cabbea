"""A cold brief where every answer takes 200 ms, beside its critical path; and warm briefs."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import anyio
from whynow.server.app import App, open_app
from whynow.server.demo import ACCOUNT, AS_OF, PURPOSE, warc
from whynow.server.settings import load_settings
from whynow.server.wiring import Clockwork, web_options
from whynow.tools.web import Web
from whynow.tools.web.archive import Recorded
from whynow.tools.web.messages import Request
from whynow.tools.web.replay import Replay

from .table import Table

LATENCY = 0.2
ROUNDS = (
    "identity: the registers, side by side",
    "identity: the entity that one of them names",
    "identity: the filer that the entity names",
    "site: robots.txt of its domain",
    "site: the home page, which leads to www",
    "site: robots.txt of www",
    "site: the home page there",
    "site: the news page that it links",
    "site: the feed that the news page names",
    "site: the posts of the feed",
)
"""The longest chain in the demo world of requests that must wait for one another (read off a trace)."""
WARM = 40
PURPOSES = (PURPOSE, "selling accounting software", "selling warehouse robots", "recruiting engineers")


async def _opened(stack: AsyncExitStack, home: Path, recording: Path, latency: float) -> App:
    """Open an App whose replay answers after `latency` seconds."""
    settings = load_settings(home=home)
    clockwork = Clockwork(replay=(recording,), as_of=AS_OF)
    app = await stack.enter_async_context(open_app(settings, clockwork))
    replay = Replay([recording])

    async def reach(request: Request) -> Recorded:
        await anyio.sleep(latency)
        return await replay.reach(request)

    app._web = Web(web_options(settings, clockwork), reach, None)
    return app


async def _cold(recording: Path, latency: float) -> float:
    with TemporaryDirectory() as home:
        async with AsyncExitStack() as stack:
            app = await _opened(stack, Path(home), recording, latency)
            start = time.perf_counter()
            brief = await app.research(ACCOUNT, PURPOSE, deadline=120)
            assert not brief.partial, brief.resume
            return time.perf_counter() - start


async def _warm(recording: Path) -> list[float]:
    with TemporaryDirectory() as home:
        async with AsyncExitStack() as stack:
            app = await _opened(stack, Path(home), recording, 0)
            await app.research(ACCOUNT, PURPOSE, deadline=120)
            return [await _timed(app, PURPOSES[i % len(PURPOSES)]) for i in range(WARM)]


async def _timed(app: App, purpose: str) -> float:
    start = time.perf_counter()
    await app.research(ACCOUNT, purpose)
    return time.perf_counter() - start


async def _measured(recording: Path) -> tuple[list[float], list[float], list[float]]:
    await _cold(recording, 0)  # the libraries are imported once
    bare = [await _cold(recording, 0) for _ in range(3)]
    late = [await _cold(recording, LATENCY) for _ in range(3)]
    return bare, late, await _warm(recording)


def measure() -> list[Table]:
    """Return the cold and the warm table."""
    with TemporaryDirectory() as folder:
        bare, late, warm = anyio.run(_measured, warc(Path(folder)))
    return [_cold_table(bare, late), _warm_table(warm)]


def _cold_table(bare: Sequence[float], late: Sequence[float]) -> Table:
    floor = statistics.median(bare) + LATENCY * len(ROUNDS)
    took = statistics.median(late)
    rows: list[tuple[str, ...]] = [
        ("the same brief without latency", f"{statistics.median(bare):.2f}", ""),
        (f"critical path: that, and {len(ROUNDS)} rounds of {LATENCY} s", f"{floor:.2f}", "1.00"),
        ("whynow, every answer after 0.2 s", f"{took:.2f}", f"{took / floor:.2f}"),
    ]
    title, goal = "Cold brief of the demo company", "at most 1.5 times its critical path"
    return Table(title, ("what", "seconds (median of 3)", "ratio"), rows, goal, ROUNDS)


def _warm_table(warm: Sequence[float]) -> Table:
    cuts = statistics.quantiles(warm, n=20)
    rows: list[tuple[str, ...]] = [
        ("median", f"{statistics.median(warm):.3f}"),
        ("95th percentile", f"{cuts[-1]:.3f}"),
    ]
    return Table(f"Warm briefs ({WARM}, four purposes)", ("what", "seconds"), rows, "p95 under 0.5 s")
