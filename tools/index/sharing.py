"""How several processes share one SQLite file."""

from __future__ import annotations

import sqlite3
import time

PATIENCE = 60
"""Seconds that a writer waits for another process to finish its transaction."""

TRIES = 50

PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON", "cache_size=-16000")
"""Readers never wait for the writer; a kill loses nothing committed; what is deleted is overwritten."""


def share(connection: sqlite3.Connection) -> None:
    """Prepare a fresh connection; transactions are begun by whoever uses it."""
    connection.isolation_level = None
    for pragma in PRAGMAS:
        _patiently(connection, f"PRAGMA {pragma}")


def _patiently(connection: sqlite3.Connection, statement: str) -> None:
    """Run a statement that SQLite refuses, without waiting, while another process opens the same file."""
    for attempt in range(TRIES):
        try:
            connection.execute(statement)
            return
        except sqlite3.OperationalError:
            if attempt == TRIES - 1:
                raise
            time.sleep(0.05)
