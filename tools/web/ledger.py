"""When each host may be asked next: kept in memory, or in the home folder for all processes that share it.

Every MCP host starts a server of its own, and a host that bans fast readers counts them together.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Protocol

log = logging.getLogger(__name__)

_FORGOTTEN = 2 * 86_400.0
"""A turn further away than this was booked by a clock that has since been set back."""


class Ledger(Protocol):
    """Books turns; times are seconds since the epoch."""

    def book(self, host: str, interval: float, now: float, most: float) -> float:
        """Return when the next turn at `host` begins and book it, unless it begins after `most`."""
        ...

    def rest(self, host: str, until: float) -> None:
        """Let no turn at `host` begin before `until`."""
        ...


@dataclass
class OneProcess:
    """The turns of this process alone."""

    _free: dict[str, float] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def book(self, host: str, interval: float, now: float, most: float) -> float:
        """Return when the next turn at `host` begins and book it, unless it begins after `most`."""
        with self._lock:
            start = next_start(self._free.get(host, 0.0), now)
            if start <= most:
                self._free[host] = start + interval
        return start

    def rest(self, host: str, until: float) -> None:
        """Let no turn at `host` begin before `until`."""
        with self._lock:
            self._free[host] = max(self._free.get(host, 0.0), until)


@dataclass
class ManyProcesses:
    """The turns of all processes on one home folder; where the file fails, those of this process alone."""

    path: Path
    _alone: OneProcess = field(default_factory=OneProcess)

    def book(self, host: str, interval: float, now: float, most: float) -> float:
        """Return when the next turn at `host` begins and book it, unless it begins after `most`."""
        try:
            with self._open() as file:
                found = file.execute("SELECT free FROM turns WHERE host = ?", (host,)).fetchone()
                start = next_start(found[0] if found else 0.0, now)
                if start <= most:
                    file.execute("REPLACE INTO turns VALUES (?, ?)", (host, start + interval))
                return start
        except (sqlite3.Error, OSError) as error:
            log.debug("turns are not shared between processes: %s (%s)", self.path, error)
            return self._alone.book(host, interval, now, most)

    def rest(self, host: str, until: float) -> None:
        """Let no turn at `host` begin before `until`."""
        self._alone.rest(host, until)
        try:
            with self._open() as file:
                file.execute(
                    "INSERT INTO turns VALUES (?, ?) "
                    "ON CONFLICT (host) DO UPDATE SET free = max(free, excluded.free)",
                    (host, until),
                )
        except (sqlite3.Error, OSError) as error:
            log.debug("turns are not shared between processes: %s (%s)", self.path, error)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Hold the file alone; a turn is soon over, so nothing is lost by not waiting for the disk."""
        with closing(sqlite3.connect(self.path, timeout=2.0, isolation_level=None)) as file:
            file.execute("PRAGMA synchronous=OFF")
            file.execute("CREATE TABLE IF NOT EXISTS turns (host TEXT PRIMARY KEY, free REAL NOT NULL)")
            file.execute("BEGIN IMMEDIATE")
            yield file
            file.execute("COMMIT")


def next_start(free: float, now: float) -> float:
    """Return when a turn can begin at a host that is free from `free` on."""
    return max(free, now) if free - now < _FORGOTTEN else now


def ledger(home: Path | None) -> Ledger:
    """Return the ledger of a home folder, or one for this process where there is none."""
    if home is None:
        return OneProcess()
    home.mkdir(parents=True, exist_ok=True)
    return ManyProcesses(home / "turns.sqlite")
