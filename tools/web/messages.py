"""What is asked of the web and what it answers, whichever way it is reached."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from .archive import Recorded
from .charset import decoded

NO_HEADERS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Request:
    """One question to one URL, already checked against the rules that need no network.

    `pause` is how many seconds the host's robots.txt wants between two requests; with `cut` a body beyond
    the limit is cut off there instead of refused.
    """

    url: str
    limit: int
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None
    pause: float = 0.0
    cut: bool = False


@dataclass(frozen=True)
class Response:
    """What a URL answered in the end; `body` is decompressed, header names are lower case."""

    url: str
    requested: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    moment: datetime

    @property
    def media_type(self) -> str:
        """The media type without parameters, lower case; empty where the server named none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def text(self) -> str:
        """The body as text, by the charset that it declares or, failing that, the likeliest one."""
        return decoded(self.body, self.headers.get("content-type", ""))


Reach = Callable[[Request], Awaitable[Recorded]]
"""How a request gets its answer: over the network, or out of recordings. Redirects are not followed."""


def too_large(limit: int) -> str:
    """Return the reason for refusing a body beyond `limit` bytes."""
    return f"larger than the {limit / 1_000_000:g} MB that are read"
