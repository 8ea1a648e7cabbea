"""The one place of truth: accounts, documents, passages, vectors, figures and marks in one SQLite file.

Any number of processes share the file (WAL). Every change gets a number, whole database and account apart,
so that whoever holds something in memory knows in one small query whether it still stands. SQL is
SQLAlchemy Core that PostgreSQL would take too; what only SQLite knows is in `_engine`.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
    update,
)

from .evidence import Account, Document, Facts, Figure, Noun, content_id

PATIENCE = 60
"""Seconds that a writer waits for another process to finish its transaction."""

_META = MetaData()
_ACCOUNTS = Table(
    "accounts", _META, Column("id", String, primary_key=True), Column("body", Text, nullable=False)
)
_DOCUMENTS = Table(
    "documents", _META,
    Column("id", String, primary_key=True),
    Column("account", String, nullable=False),
    Column("url", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("published", String),
    Column("read", String, nullable=False),
    Column("source", String, nullable=False),
    Column("body", Text, nullable=False),
    Column("hidden_by", String),
    Column("sketch", LargeBinary),
    Column("number", Integer, nullable=False),
    Index("documents_of_account", "account", "kind"),
    Index("documents_by_url", "url"),
)  # fmt: skip
_PASSAGES = Table(
    "passages", _META,
    Column("document", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("account", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("section", Text),
    Column("traits", Integer, nullable=False),
    Index("passages_of_account", "account"),
)  # fmt: skip
_INDEXED = Table(
    "indexed", _META,
    Column("document", String, primary_key=True),
    Column("account", String, nullable=False),
    Column("cutting", String, nullable=False),
    Column("terms", LargeBinary, nullable=False),
    Column("vectors", LargeBinary),
    Column("number", Integer, nullable=False),
    Index("indexed_of_account", "account"),
    Index("indexed_by_number", "number"),
)  # fmt: skip
_FIGURES = Table(
    "figures", _META,
    Column("account", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("body", Text, nullable=False),
)  # fmt: skip
_MARKS = Table(
    "marks", _META,
    Column("account", String, primary_key=True),
    Column("source", String, primary_key=True),
    Column("body", Text, nullable=False),
)  # fmt: skip
_CHANGES = Table(
    "changes", _META, Column("account", String, primary_key=True), Column("number", Integer, nullable=False)
)
_SAID = Table("said", _META, Column("name", String, primary_key=True), Column("value", Text, nullable=False))

_COLUMNS = ("id", "account", "url", "kind", "title", "text", "published", "read", "source")
_LIGHT = [_DOCUMENTS.c[name] for name in (*_COLUMNS, "body", "hidden_by") if name != "text"]


class PassageRow(NamedTuple):
    """Where a passage stands in its document; `traits` is what cutting learned of it, one bit each."""

    place: int
    start: int
    end: int
    section: str | None
    traits: int


@dataclass(frozen=True)
class Indexed:
    """What makes one document findable: its passages, their terms and (unless withheld) their vectors."""

    document: str
    account: str
    cutting: str
    rows: tuple[PassageRow, ...]
    terms: bytes
    vectors: bytes | None
    number: int = 0


class Light(NamedTuple):
    """A document without its text."""

    document: Document
    hidden_by: str | None


class Store:
    """The SQLite file of one home folder."""

    def __init__(self, path: Path) -> None:
        """Open the file, and make it where it is missing."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._engine = _engine(path)
        with self._writing() as connection:
            _META.create_all(connection)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def number(self, account: str = "") -> int:
        """Return the number of the last change, of one account or of everything."""
        with self._engine.connect() as connection:
            return _number(connection, account)

    def said(self, name: str) -> str | None:
        """Return what was noted under `name`."""
        with self._engine.connect() as connection:
            return connection.scalar(select(_SAID.c.value).where(_SAID.c.name == name))

    def say(self, name: str, value: str) -> None:
        """Note `value` under `name`."""
        with self._writing() as connection:
            _put(connection, _SAID, {"name": name}, {"value": value})

    def accounts(self) -> list[Account]:
        """Return every account, in the order of their names."""
        with self._engine.connect() as connection:
            bodies = connection.scalars(select(_ACCOUNTS.c.body)).all()
        return sorted(map(Account.model_validate_json, bodies), key=lambda account: account.name.casefold())

    def account(self, account_id: str) -> Account | None:
        """Return the account of that id."""
        with self._engine.connect() as connection:
            body = connection.scalar(select(_ACCOUNTS.c.body).where(_ACCOUNTS.c.id == account_id))
        return Account.model_validate_json(body) if body else None

    @contextmanager
    def changing_account(self, account_id: str) -> Iterator[AccountSlot]:
        """Hold the account still while its new state is decided from the old one."""
        with self._writing() as connection:
            where = _ACCOUNTS.c.id == account_id
            body = connection.scalar(select(_ACCOUNTS.c.body).where(where))
            slot = AccountSlot(Account.model_validate_json(body) if body else None)
            yield slot
            if slot.new is not None and slot.new != slot.old:
                _put(connection, _ACCOUNTS, {"id": account_id}, {"body": slot.new.model_dump_json()})
                _advance(connection, [account_id])

    def known(self, ids: Sequence[str]) -> set[str]:
        """Return which of these documents are kept already."""
        with self._engine.connect() as connection:
            return _known(connection, ids)

    def add(
        self, documents: Sequence[Document], entries: Sequence[Indexed], sketches: Mapping[str, bytes]
    ) -> set[str]:
        """Keep the documents that are new with what makes them findable, all or none; return their ids."""
        with self._writing() as connection:
            known = _known(connection, [document.id for document in documents])
            new = {document.id: document for document in documents if document.id not in known}
            if new:
                numbers = _advance(connection, {document.account for document in new.values()})
                connection.execute(
                    insert(_DOCUMENTS),
                    [
                        _row(d) | {"sketch": sketches.get(d.id), "number": numbers[d.account]}
                        for d in new.values()
                    ],
                )
                _index(connection, [entry for entry in entries if entry.document in new], numbers)
        return set(new)

    def index(self, entries: Sequence[Indexed]) -> None:
        """Write anew what makes documents findable, all or none, but for what was forgotten meanwhile."""
        with self._writing() as connection:
            known = _known(connection, [entry.document for entry in entries])
            entries = [entry for entry in entries if entry.document in known]
            for some in _batches([entry.document for entry in entries]):
                connection.execute(delete(_PASSAGES).where(_PASSAGES.c.document.in_(some)))
                connection.execute(delete(_INDEXED).where(_INDEXED.c.document.in_(some)))
            _index(connection, entries, _advance(connection, {entry.account for entry in entries}))

    def hide(self, hidden: Mapping[str, str], account: str) -> None:
        """Keep the documents on the left out of search, each for the sake of the one on the right."""
        with self._writing() as connection:
            for document, by in hidden.items():
                connection.execute(update(_DOCUMENTS).where(_DOCUMENTS.c.id == document).values(hidden_by=by))
            _advance(connection, [account])

    def unindexed(self, limit: int) -> list[Document]:
        """Return documents that were kept and are not findable."""
        joined = _DOCUMENTS.outerjoin(_INDEXED, _INDEXED.c.document == _DOCUMENTS.c.id)
        return self._some(joined, _INDEXED.c.document.is_(None), limit)

    def without_vectors(self, limit: int) -> list[Document]:
        """Return documents that are findable by their words only."""
        joined = _DOCUMENTS.join(_INDEXED, _INDEXED.c.document == _DOCUMENTS.c.id)
        return self._some(joined, _INDEXED.c.vectors.is_(None), limit)

    def drop_index(self) -> None:
        """Delete what makes documents findable, so that it can be made anew."""
        with self._writing() as connection:
            connection.execute(delete(_PASSAGES))
            connection.execute(delete(_INDEXED))
            _put(connection, _SAID, {"name": "forgotten"}, {"value": str(time.time_ns())})
            _advance(connection, connection.scalars(select(_DOCUMENTS.c.account).distinct()).all())

    def changed(self, after: int) -> dict[str, int]:
        """Return the accounts that changed after `after`, and the number of the last change of each."""
        query = select(_CHANGES.c.account, _CHANGES.c.number)
        query = query.where(_CHANGES.c.number > after, _CHANGES.c.account != "").order_by(_CHANGES.c.account)
        with self._engine.connect() as connection:
            return {row.account: row.number for row in connection.execute(query)}

    def cut_otherwise(self, cutting: str) -> int:
        """Return how many documents were cut in another way than `cutting`."""
        with self._engine.connect() as connection:
            query = select(func.count()).select_from(_INDEXED).where(_INDEXED.c.cutting != cutting)
            return connection.scalar(query) or 0

    def document(self, document_id: str) -> Document | None:
        """Return the document of that id."""
        return self._one(_DOCUMENTS.c.id == document_id)

    def by_url(self, url: str, account: str | None) -> Document | None:
        """Return the newest reading of a URL."""
        where = _DOCUMENTS.c.url == url
        return self._one(where if account is None else where & (_DOCUMENTS.c.account == account))

    def texts(self, ids: Sequence[str]) -> dict[str, str]:
        """Return the text of each of these documents."""
        found: dict[str, str] = {}
        with self._engine.connect() as connection:
            for some in _batches(ids):
                query = select(_DOCUMENTS.c.id, _DOCUMENTS.c.text).where(_DOCUMENTS.c.id.in_(some))
                found.update((row.id, row.text) for row in connection.execute(query))
        return found

    def documents(self, account: str, kind: str = "") -> list[Document]:
        """Return an account's documents in the order of their publication, undated ones last."""
        query = select(*_LIGHT, _DOCUMENTS.c.text).where(_DOCUMENTS.c.account == account)
        if kind:
            query = query.where(_DOCUMENTS.c.kind == kind)
        with self._engine.connect() as connection:
            found = [_document(row._mapping) for row in connection.execute(query)]
        return sorted(found, key=lambda d: (d.published is None, d.published or "", d.url, d.id))

    def light(self, account: str = "") -> list[Light]:
        """Return documents without their text, of one account or of all."""
        query = select(*_LIGHT).order_by(_DOCUMENTS.c.account, _DOCUMENTS.c.id)
        if account:
            query = query.where(_DOCUMENTS.c.account == account)
        with self._engine.connect() as connection:
            return [Light(_document(row._mapping), row.hidden_by) for row in connection.execute(query)]

    def sketches(self, account: str) -> list[tuple[str, str, str, str, str, bytes | None, str | None]]:
        """Return (id, url, kind, title, read, sketch, hidden by) of an account's documents."""
        c = _DOCUMENTS.c
        query = select(c.id, c.url, c.kind, c.title, c.read, c.sketch, c.hidden_by).where(
            c.account == account
        )
        with self._engine.connect() as connection:
            return [tuple(row) for row in connection.execute(query.order_by(c.number, c.id))]

    def indexed(self, account: str = "", after: int = -1, limit: int = 0) -> list[Indexed]:
        """Return what makes documents findable, of one account or of all, in the order they were indexed.

        With `limit`, about so many after the change of number `after`: changes are never cut in two.
        """
        c, p = _INDEXED.c, _PASSAGES.c
        wanted = select(c.document).where(c.number > after)
        if account:
            wanted = wanted.where(c.account == account)
        with self._engine.connect() as connection:
            if limit:
                last = select(c.number).where(c.number > after).order_by(c.number).offset(limit - 1).limit(1)
                if (upto := connection.scalar(last)) is not None:
                    wanted = wanted.where(c.number <= upto)
            places = select(p.document, p.place, p.start, p.end, p.section, p.traits)
            # One account's rows are found by its own index, quicker than by a list of its documents.
            places = places.where(p.account == account) if account else places.where(p.document.in_(wanted))
            query = select(c.document, c.account, c.cutting, c.terms, c.vectors, c.number)
            query = query.where(c.document.in_(wanted)).order_by(c.number, c.document)
            entries = connection.execute(query).all()
            rows: dict[str, list[PassageRow]] = {}
            for document, *row in connection.execute(places.order_by(p.document, p.place)):
                rows.setdefault(document, []).append(PassageRow(*row))
        return [Indexed(e[0], e[1], e[2], tuple(rows.get(e[0], ())), *e[3:]) for e in entries]

    def counts(self) -> tuple[int, int]:
        """Return how many passages there are, and how many of them have no vector."""
        bare = select(_INDEXED.c.document).where(_INDEXED.c.vectors.is_(None))
        query = select(func.count()).select_from(_PASSAGES)
        with self._engine.connect() as connection:
            passages = connection.scalar(query) or 0
            return passages, connection.scalar(query.where(_PASSAGES.c.document.in_(bare))) or 0

    def add_facts(self, facts: Facts) -> int:
        """Keep the figures that are new, and return how many those were."""
        bodies = {content_id(body): body for body in map(_json, facts.figures)}
        with self._writing() as connection:
            where = _FIGURES.c.account == facts.account
            known = set(connection.scalars(select(_FIGURES.c.id).where(where)))
            rows = [
                {"account": facts.account, "id": key, "body": body}
                for key, body in bodies.items()
                if key not in known
            ]
            if rows:
                connection.execute(insert(_FIGURES), rows)
                _advance(connection, [facts.account])
        return len(rows)

    def figures(self, account: str) -> list[Figure]:
        """Return an account's figures in the order they were kept."""
        query = select(_FIGURES.c.body).where(_FIGURES.c.account == account)
        with self._engine.connect() as connection:
            return [Figure.model_validate_json(body) for body in connection.scalars(query)]

    def marks(self, account: str) -> dict[str, str]:
        """Return the body of each mark of an account by its source."""
        query = select(_MARKS.c.source, _MARKS.c.body).where(_MARKS.c.account == account)
        with self._engine.connect() as connection:
            return {row.source: row.body for row in connection.execute(query)}

    def mark(self, account: str, source: str, body: str) -> None:
        """Keep one mark."""
        with self._writing() as connection:
            _put(connection, _MARKS, {"account": account, "source": source}, {"body": body})

    def forget(self, account: str) -> dict[str, int]:
        """Delete everything of an account; return how many rows of each table went."""
        gone = {}
        with self._writing() as connection:
            for table in (_PASSAGES, _INDEXED, _DOCUMENTS, _FIGURES, _MARKS, _CHANGES):
                gone[table.name] = connection.execute(
                    delete(table).where(table.c.account == account)
                ).rowcount
            gone["accounts"] = connection.execute(delete(_ACCOUNTS).where(_ACCOUNTS.c.id == account)).rowcount
            if any(gone.values()):
                _put(connection, _SAID, {"name": "forgotten"}, {"value": str(time.time_ns())})
                _advance(connection, [])
        _truncate_log(self._engine)
        return gone

    def _one(self, where: Any) -> Document | None:
        query = select(*_LIGHT, _DOCUMENTS.c.text).where(where)
        query = query.order_by(_DOCUMENTS.c.read.desc(), _DOCUMENTS.c.number.desc(), _DOCUMENTS.c.id).limit(1)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return None if row is None else _document(row._mapping)

    def _some(self, joined: Any, where: Any, limit: int) -> list[Document]:
        query = select(*_LIGHT, _DOCUMENTS.c.text).select_from(joined).where(where).limit(limit)
        with self._engine.connect() as connection:
            return [_document(row._mapping) for row in connection.execute(query)]

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """Open a transaction that holds the pen from its first statement."""
        with self._engine.connect().execution_options(writing=True) as connection, connection.begin():
            yield connection


@dataclass
class AccountSlot:
    """An account before a change; `new` is what it becomes (None leaves it)."""

    old: Account | None
    new: Account | None = None


def _engine(path: Path) -> Engine:
    """Connect to SQLite so that processes share it, and what is deleted is overwritten."""
    engine = create_engine(
        f"sqlite:///{path}", connect_args={"timeout": PATIENCE, "check_same_thread": False}
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON", "cache_size=-16000"):
            _patiently(connection, f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _patiently(connection: Any, statement: str) -> None:
    """Run a statement that SQLite refuses, without waiting, while another process opens the same file."""
    for attempt in range(50):
        try:
            connection.execute(statement)
            return
        except sqlite3.OperationalError:
            if attempt == 49:
                raise
            time.sleep(0.05)


def _truncate_log(engine: Engine) -> None:
    """Empty the write-ahead log, which still holds what was deleted; a reader may delay it a little."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for _ in range(20):
            if connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar() == 0:
                return
            time.sleep(0.05)


def _number(connection: Connection, account: str) -> int:
    return connection.scalar(select(_CHANGES.c.number).where(_CHANGES.c.account == account)) or 0


def _advance(connection: Connection, accounts: Iterable[str]) -> dict[str, int]:
    """Give this change its number, for everything and for each account that it touches."""
    number = _number(connection, "") + 1
    numbers = dict.fromkeys(["", *sorted(accounts)], number)
    for account in numbers:
        _put(connection, _CHANGES, {"account": account}, {"number": number})
    return numbers


def _put(connection: Connection, table: Table, key: Mapping[str, str], values: Mapping[str, Any]) -> None:
    """Update the row of that key, or insert it; the caller holds the pen, so nobody comes between."""
    query = update(table).values(**values)
    for name, value in key.items():
        query = query.where(table.c[name] == value)
    if connection.execute(query).rowcount == 0:
        connection.execute(insert(table).values(**key, **values))


def _known(connection: Connection, ids: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for some in _batches(ids):
        found.update(connection.scalars(select(_DOCUMENTS.c.id).where(_DOCUMENTS.c.id.in_(some))))
    return found


def _index(connection: Connection, entries: Sequence[Indexed], numbers: Mapping[str, int]) -> None:
    rows = [
        {"document": entry.document, "account": entry.account, **row._asdict()}
        for entry in entries
        for row in entry.rows
    ]
    if rows:
        connection.execute(insert(_PASSAGES), rows)
    if entries:
        connection.execute(insert(_INDEXED), [_index_row(entry, numbers[entry.account]) for entry in entries])


def _index_row(entry: Indexed, number: int) -> dict[str, Any]:
    return {
        "document": entry.document, "account": entry.account, "cutting": entry.cutting, "terms": entry.terms,
        "vectors": entry.vectors, "number": number,
    }  # fmt: skip


def _batches(ids: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    for i in range(0, len(ids), size):
        yield ids[i : i + size]


def _json(noun: Noun) -> str:
    return noun.model_dump_json(exclude_none=True)


def _row(document: Document) -> dict[str, Any]:
    body = document.model_dump(mode="json", exclude=set(_COLUMNS), exclude_defaults=True)
    return {name: getattr(document, name) for name in _COLUMNS} | {
        "body": json.dumps(body),
        "hidden_by": None,
    }


def _document(row: Mapping[Any, Any]) -> Document:
    """Return the document of a row; one without its text has an empty one."""
    columns = {name: row[name] for name in _COLUMNS if name != "text"}
    return Document.model_validate({**json.loads(row["body"]), **columns, "text": row.get("text", "")})
