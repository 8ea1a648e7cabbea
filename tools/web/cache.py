"""The HTTP cache of the home folder: RFC 9111 with revalidation, kept by hishel in one SQLite file.

Several processes share it (WAL, waiting instead of failing, entries hidden until they are complete), and a
kill in the middle of a write leaves nothing that is ever served. It holds nothing that cannot be read again:
a damaged file is put aside, and where none can be opened reading goes on without a cache.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

CACHE = "web.sqlite"
"""Its name in the home folder."""

log = logging.getLogger(__name__)

LARGEST = 1_000_000_000
"""Bytes that the cache may grow to; what was used least goes first."""


async def cached(transport: httpx.AsyncBaseTransport, home: Path) -> httpx.AsyncBaseTransport:
    """Return `transport` with the cache of `home` before it; closing it closes both."""
    import anysqlite
    from hishel import AsyncSqliteStorage, CacheOptions
    from hishel.httpx import AsyncCacheTransport

    path = home / CACHE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _put_aside_if_damaged(path)
        connection = await anysqlite.connect(str(path), isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        log.warning("reading without a cache: %s cannot be opened (%s)", path, error)
        return transport
    storage = AsyncSqliteStorage(connection=connection, max_size=LARGEST)
    # A cache of one person: what a server calls private may be kept.
    return AsyncCacheTransport(transport, storage, rfc=CacheOptions(shared=False))


def forget_cached(home: Path, urls: Iterable[str]) -> int:
    """Delete what the cache of a home folder holds of `urls`; return how many answers that were."""
    path = home / CACHE
    if not path.exists():
        return 0
    keys = [(sha256(f"RFC {url}".encode()).hexdigest().encode(),) for url in urls]  # as hishel names them
    with closing(sqlite3.connect(path, timeout=10, isolation_level=None)) as file:
        file.execute("PRAGMA foreign_keys=ON")
        file.execute("PRAGMA secure_delete=ON")
        return file.executemany("DELETE FROM entries WHERE cache_key = ?", keys).rowcount


def _put_aside_if_damaged(path: Path) -> None:
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path, timeout=10)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        log.warning("the web cache %s is damaged and begun anew", path)
        path.replace(path.with_suffix(".damaged"))
        for companion in ("-wal", "-shm"):
            path.with_name(path.name + companion).unlink(missing_ok=True)
