"""Reading side by side: results come as they finish, and what is left is stopped with whoever asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


async def abreast(
    call: Callable[[T], Awaitable[R]], inputs: Iterable[T], *, width: int = 4
) -> AsyncIterator[R]:
    """Yield `call(input)` for each of `inputs` in the order they finish, `width` at a time.

    Plain tasks and no task group: a cancel scope must not stay open across a yield (PEP 789).
    """
    waiting = iter(inputs)
    running: set[asyncio.Task[R]] = set()
    try:
        while True:
            for value in waiting:
                running.add(asyncio.ensure_future(_of(call, value)))
                if len(running) >= width:
                    break
            if not running:
                return
            done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                yield task.result()
    finally:
        for task in running:
            task.cancel()


async def _of(call: Callable[[T], Awaitable[R]], value: T) -> R:
    return await call(value)
