"""Progress bars on stderr, only where a person sees them."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

Steps = Callable[[int, int, str], Awaitable[None]]
"""Told after each step: how many are done, of how many, and what was done last."""


async def silent(done: int, total: int, what: str) -> None:
    """Show nothing."""


@contextmanager
def bars() -> Iterator[Callable[[str], Steps]]:
    """Give each account that is worked on a bar of its own."""
    if not sys.stderr.isatty():
        yield lambda name: silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.fields[account]}"),
        BarColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:

        def bar(name: str) -> Steps:
            task = shown.add_task("starting", total=None, account=name)

            async def step(done: int, total: int, what: str) -> None:
                shown.update(task, completed=done, total=total, description=what)

            return step

        yield bar
