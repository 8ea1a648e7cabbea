"""What was read a moment ago is not asked again: the sources of one run share home pages and feeds."""

from __future__ import annotations

from dataclasses import dataclass, field

import anyio

from .archive import Recorded
from .messages import Reach, Request

KEPT_SECONDS = 60.0
KEPT_BYTES = 8_000_000
_LARGEST = 1_000_000


@dataclass
class _Entry:
    asking: anyio.Lock = field(default_factory=anyio.Lock)
    answer: Recorded | None = None
    until: float = 0.0


class Lately:
    """Stands before the network and remembers plain questions for a minute, small answers only."""

    def __init__(self, reach: Reach) -> None:
        """Ask through `reach` what is not remembered."""
        self._reach = reach
        self._entries: dict[tuple[str, int, bool], _Entry] = {}

    async def reach(self, request: Request) -> Recorded:
        """Return the answer of a minute ago, or of whoever is asking the same right now, or ask."""
        if request.method != "GET" or request.headers or request.content:
            return await self._reach(request)
        entry = self._entries.setdefault((request.url, request.limit, request.cut), _Entry())
        # If the one who asks is cancelled, or fails, the next in line asks instead.
        async with entry.asking:
            if entry.answer is not None and anyio.current_time() < entry.until:
                return entry.answer
            answer = await self._reach(request)
            entry.answer = answer if len(answer.body) <= _LARGEST else None
            entry.until = anyio.current_time() + KEPT_SECONDS
        self._forget()
        return answer

    def _forget(self) -> None:
        """Drop what is old, then the oldest of the rest until what is kept is small."""
        now = anyio.current_time()
        kept = 0
        for key, entry in reversed(list(self._entries.items())):
            kept += len(entry.answer.body) if entry.answer else 0
            idle = not entry.asking.statistics().locked
            if idle and (entry.answer is None or entry.until < now or kept > KEPT_BYTES):
                del self._entries[key]
