"""The connection to the SQLite file: shared between processes, and plain about what is wrong with it."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sql
from pydantic import ValidationError
from sqlalchemy import Connection

from ..errors import StoreError
from ..evidence import Account
from .sharing import PATIENCE, share

DAMAGED = "the file is damaged: move it away (a new one is made), or put a copy of yours in its place"
MENDS = {
    "readonly": "it may not be written: mend its permissions, or give another home",
    "unable to open": "it may not be written: mend its permissions, or give another home",
    "full": "the disk is full: make room, then ask again; what was kept is whole",
    "locked": "another process holds it for too long: end that one, then ask again",
    "not a database": DAMAGED,
    "malformed": DAMAGED,
}


def connect(path: Path) -> sql.Engine:
    """Connect to SQLite so that processes share it, and what is deleted is overwritten."""
    place = sql.URL.create("sqlite", database=str(path))
    engine = sql.create_engine(place, connect_args={"timeout": PATIENCE, "check_same_thread": False})

    @sql.event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        try:
            share(connection)
        except sqlite3.Error as error:
            raise told(path, error) from error

    @sql.event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    @sql.event.listens_for(engine, "handle_error")
    def tell(context: Any) -> None:
        if isinstance(context.original_exception, sqlite3.DatabaseError):
            raise told(path, context.original_exception) from context.original_exception

    return engine


def told(path: Path, error: sqlite3.Error) -> StoreError:
    """Return what SQLite found wrong with the file, and what would mend it."""
    mend = next((mend for sign, mend in MENDS.items() if sign in str(error)), "see `whynow doctor`")
    return StoreError(f"{path}: {error}; {mend}.")


def account_of(body: str) -> Account:
    """Return the account that was kept as `body`; a row that is none comes of a damaged file."""
    try:
        return Account.model_validate_json(body)
    except ValidationError as error:
        raise StoreError(f"An account that is kept cannot be read; {DAMAGED}.") from error


def empty_log(engine: sql.Engine) -> None:
    """Empty the write-ahead log, which still holds what was deleted; a reader may delay it a little."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for _ in range(20):
            if connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar() == 0:
                return
            time.sleep(0.05)
