"""Politeness: who may ask which host when."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import anyio

from ..errors import FetchError, Refused
from .manners import Manner, manner

PATIENCE = 20.0
"""Seconds that we wait for a host which asked us to pause; beyond it the answer is a Gap that says so."""


@dataclass
class _Host:
    """One host, or a family of hosts that count requests together."""

    slots: anyio.Semaphore
    next: float = 0.0
    rests_until: float = 0.0
    why: str = ""
    status: int | None = None


@dataclass
class Turns:
    """Hands out turns: few connections and a pause between requests, host by host."""

    _hosts: dict[str, _Host] = field(default_factory=dict)

    @asynccontextmanager
    async def turn(self, url: str, host: str, pause: float = 0.0) -> AsyncIterator[None]:
        """Wait for a turn at `host` and hold one of its connections; `pause` is what its robots.txt wants.

        Raise FetchError where the host wants us to stay away for longer than we wait.
        """
        manners = manner(host)
        known = self._of(host, manners)
        async with known.slots:
            await self._wait(url, known, max(manners.interval, pause))
            yield

    def rest(self, host: str, seconds: float, status: int) -> None:
        """Leave a host alone for as long as it asks."""
        known = self._of(host, manner(host))
        known.rests_until = max(known.rests_until, anyio.current_time() + seconds)
        known.status = status

    def _of(self, host: str, manners: Manner) -> _Host:
        key = manners.domain or host
        if key not in self._hosts:
            self._hosts[key] = _Host(anyio.Semaphore(manners.connections))
        return self._hosts[key]

    async def _wait(self, url: str, host: _Host, interval: float) -> None:
        while True:
            now = anyio.current_time()
            if host.rests_until - now > PATIENCE:
                left = host.rests_until - now
                why = f"the host answered {host.status} and asks us to wait {left:.0f} s more"
                raise FetchError(url, why, host.status)
            if interval > PATIENCE and host.next - now > PATIENCE:
                raise Refused(url, f"robots.txt of the host asks for {interval:.0f} s between two requests")
            if (start := max(host.next, host.rests_until)) <= now:
                host.next = now + interval
                return
            # The turn is taken at once, so that those who wait stand in a queue.
            host.next = start + interval
            await anyio.sleep(start - now)
            if host.rests_until <= anyio.current_time():
                return
