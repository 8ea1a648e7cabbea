"""What is said to the door to the network when it is opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class WebOptions:
    """How this run meets the web; `keys` are the user's own, by service (brave, tavily, exa, searxng)."""

    home: Path | None = None
    contact: str | None = None
    replay: tuple[Path, ...] = ()
    record: Path | None = None
    as_of: date | None = None
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    user_agent: str | None = None
    allow_private: bool = False
    """Let loopback addresses be asked, on any port: for tests, never for users."""
