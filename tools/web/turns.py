"""Politeness: who may ask which host when."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial

import anyio

from ..errors import FetchError, Refused
from .ledger import Ledger, OneProcess
from .manners import Manner, manner

PATIENCE = 20.0
"""Seconds that we wait for a host which asked us to pause; beyond it the answer is a Gap that says so."""
QUEUE = 600.0
"""Seconds after which nobody waits for a turn any more."""
LONGEST_REST = 86_400.0


@dataclass
class _Host:
    """One host, or a family of hosts that count requests together."""

    slots: anyio.Semaphore
    rests_until: float = 0.0
    status: int | None = None


@dataclass
class Turns:
    """Hands out turns: few connections and a pause between requests, host by host."""

    ledger: Ledger = field(default_factory=OneProcess)
    _hosts: dict[str, _Host] = field(default_factory=dict)

    @asynccontextmanager
    async def turn(self, url: str, host: str, pause: float = 0.0) -> AsyncIterator[None]:
        """Wait for a turn at `host` and hold one of its connections; `pause` is what its robots.txt wants.

        Raise FetchError where the host wants us to stay away for longer than we wait.
        """
        manners = manner(host)
        known = self._of(host, manners)
        async with known.slots:
            await self._wait(url, manners.domain or host, known, max(manners.interval, pause))
            yield

    async def rest(self, host: str, seconds: float, status: int) -> None:
        """Leave a host alone for as long as it asks."""
        manners = manner(host)
        known = self._of(host, manners)
        until = time.time() + min(seconds, LONGEST_REST)
        known.rests_until, known.status = max(known.rests_until, until), status
        await anyio.to_thread.run_sync(self.ledger.rest, manners.domain or host, until)

    def _of(self, host: str, manners: Manner) -> _Host:
        key = manners.domain or host
        if key not in self._hosts:
            self._hosts[key] = _Host(anyio.Semaphore(manners.connections))
        return self._hosts[key]

    async def _wait(self, url: str, key: str, host: _Host, interval: float) -> None:
        now = time.time()
        self._refuse_long_rests(url, host, now)
        if interval <= 0 and host.rests_until <= now:
            return
        most = now + (PATIENCE if interval > PATIENCE else QUEUE)
        start = await anyio.to_thread.run_sync(partial(self.ledger.book, key, interval, now, most))
        if start > most and interval > PATIENCE:
            raise Refused(url, f"robots.txt of the host asks for {interval:.0f} s between two requests")
        if start > most:
            raise FetchError(url, f"the host is not to be asked for another {start - now:.0f} s")
        while (left := max(start, host.rests_until) - time.time()) > 0:
            self._refuse_long_rests(url, host, time.time())
            await anyio.sleep(left)

    def _refuse_long_rests(self, url: str, host: _Host, now: float) -> None:
        if (left := host.rests_until - now) > PATIENCE:
            why = f"the host answered {host.status} and asks us to wait {left:.0f} s more"
            raise FetchError(url, why, host.status)
