"""robots.txt as RFC 9309 has it: one reading a host, kept for a day."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import anyio

from ..errors import FetchError, Refused
from .addresses import Target
from .charset import decoded

if TYPE_CHECKING:
    from protego import Protego

AGENT = "whynow"
"""The product token that robots.txt files may address."""
ROBOTS_BYTES = 512_000
"""RFC 9309 asks crawlers to read at least 500 KiB; what stands beyond is ignored."""
KEPT_SECONDS = 24 * 3600.0
"""RFC 9309: not to be used for more than a day."""
RETRY_SECONDS = 300.0
"""How long a robots.txt that could not be read closes a host before it is asked again."""

Answer = tuple[int, bytes]
Fetch = Callable[[str], Awaitable[Answer]]
"""Reads a robots.txt, redirects followed: status and body; FetchError where the host does not answer."""


@dataclass
class _Rules:
    """What one host allows, or why nothing can be asked of it."""

    until: float
    allowed: Protego | None = None
    closed: str = ""
    failure: FetchError | None = None


@dataclass
class Robots:
    """Asks each host once what it allows."""

    fetch: Fetch
    _rules: dict[str, _Rules] = field(default_factory=dict)
    _locks: dict[str, anyio.Lock] = field(default_factory=dict)

    async def pause(self, target: Target) -> float:
        """Return the seconds that the host wants between requests; raise Refused where it forbids the URL."""
        rules = await self._of(target)
        if rules.failure is not None:
            raise type(rules.failure)(target.url, rules.failure.why, rules.failure.status)
        if rules.closed:
            raise Refused(target.url, rules.closed)
        if rules.allowed is None:
            return 0.0
        if not rules.allowed.can_fetch(target.url, AGENT):
            raise Refused(target.url, "robots.txt of the host forbids it")
        return pause(rules.allowed)

    async def _of(self, target: Target) -> _Rules:
        # Whoever comes first asks; if that one is cancelled, the next in line asks instead.
        async with self._locks.setdefault(target.origin, anyio.Lock()):
            rules = self._rules.get(target.origin)
            if rules is None or rules.until < anyio.current_time():
                rules = self._rules[target.origin] = await self._asked(f"{target.origin}/robots.txt")
        return rules

    async def _asked(self, url: str) -> _Rules:
        now = anyio.current_time()
        try:
            status, body = await self.fetch(url)
        except FetchError as error:
            return _Rules(now + RETRY_SECONDS, failure=error)
        if status >= 500 or status == 429:
            why = f"robots.txt of the host answers {status}, which closes the host until it can be read"
            return _Rules(now + RETRY_SECONDS, closed=why)
        if status >= 400 or not body:
            return _Rules(now + KEPT_SECONDS)
        return _Rules(now + KEPT_SECONDS, allowed=await anyio.to_thread.run_sync(parsed, body))


def parsed(body: bytes) -> Protego:
    """Return the rules of a robots.txt; what cannot be understood in it is ignored."""
    from protego import Protego

    return Protego.parse(decoded(body[:ROBOTS_BYTES]))


def pause(rules: Protego) -> float:
    """Return the longest of the pauses that the rules ask of us; nonsense counts as none."""
    rate = rules.request_rate(AGENT)
    asked = [rules.crawl_delay(AGENT), rate.seconds / rate.requests if rate and rate.requests else None]
    return max((pause for pause in asked if pause and math.isfinite(pause)), default=0.0)
