"""Briefs as the front door hands them out: with their Markdown, one or several side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import anyio

from ..tools.errors import WhynowError
from ..tools.evidence import Brief, Depth
from .progress import Steps, bars

if TYPE_CHECKING:
    from .app import App

AT_ONCE = 4
"""Accounts that one command works on side by side."""


@dataclass(frozen=True)
class Outcome:
    """What became of one account of several: its brief with its Markdown, or why there is none."""

    brief: Brief | None = None
    text: str = ""
    error: WhynowError | None = None


@dataclass(frozen=True)
class Request:
    """What is asked about every account."""

    purpose: str = ""
    depth: Depth = "card"
    refresh: bool = False


async def brief_text(app: App, brief: Brief) -> str:
    """Return the Markdown of a brief."""
    from ..agents.brief.markdown import markdown

    return await anyio.to_thread.run_sync(markdown, brief)


async def brief_all(app: App, accounts: Sequence[str], request: Request) -> list[Outcome]:
    """Brief every account, a few at a time, in the order given; one that fails does not stop the rest."""
    outcomes = [Outcome()] * len(accounts)
    limiter = anyio.CapacityLimiter(AT_ONCE)

    async def one(place: int, steps: Steps) -> None:
        async with limiter:
            outcomes[place] = await _outcome(app, accounts[place], request, steps)

    with bars() as bar:
        async with anyio.create_task_group() as tasks:
            for place, account in enumerate(accounts):
                tasks.start_soon(one, place, bar(account))
    return outcomes


async def _outcome(app: App, account: str, request: Request, steps: Steps) -> Outcome:
    try:
        brief = await app.research(
            account, request.purpose, depth=request.depth, refresh=request.refresh, progress=steps
        )
        return Outcome(brief, await brief_text(app, brief))
    except WhynowError as error:
        return Outcome(error=error)
