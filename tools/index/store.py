"""The one place of truth: accounts, documents, passages, vectors, figures and marks in one SQLite file.

Any number of processes share the file (WAL). Every change gets a number, whole database and account apart,
so that whoever holds something in memory knows in one small query whether it still stands. SQL is
SQLAlchemy Core that PostgreSQL would take too; what only SQLite knows is in `engine`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sql
from sqlalchemy import Connection, delete, func, insert, select, update

from ..evidence import Account, Document, Facts, Figure, content_id
from .engine import account_of, connect, empty_log
from .rows import (
    COLUMNS,
    Indexed,
    Light,
    PassageRow,
    as_json,
    batches,
    document_of,
    index_row,
    passage_rows,
    row_of,
)

META = sql.MetaData()


def _key(name: str) -> sql.Column[str]:
    return sql.Column(name, sql.String, primary_key=True)


def _text(name: str, *, maybe: bool = False) -> sql.Column[str]:
    return sql.Column(name, sql.Text, nullable=maybe)


def _count(name: str, *, key: bool = False) -> sql.Column[int]:
    return sql.Column(name, sql.Integer, primary_key=key, autoincrement=False, nullable=False)


ACCOUNTS = sql.Table("accounts", META, _key("id"), _text("body"))
DOCUMENTS = sql.Table(
    "documents", META, _key("id"), _text("account"), _text("url"), _text("kind"), _text("title"),
    _text("text"), _text("read"), _text("source"), _text("body"), _text("published", maybe=True),
    _text("hidden_by", maybe=True), sql.Column("sketch", sql.LargeBinary), _count("number"),
    sql.Index("documents_of_account", "account", "kind"), sql.Index("documents_by_url", "url"),
)  # fmt: skip
PASSAGES = sql.Table(
    "passages", META, _key("document"), _count("place", key=True), _text("account"), _count("start"),
    _count("end"), _text("section", maybe=True), _count("traits"),
    sql.Index("passages_of_account", "account"),
)  # fmt: skip
INDEXED = sql.Table(
    "indexed", META, _key("document"), _text("account"), _text("cutting"), _count("number"),
    sql.Column("terms", sql.LargeBinary, nullable=False), sql.Column("vectors", sql.LargeBinary),
    sql.Index("indexed_of_account", "account"), sql.Index("indexed_by_number", "number"),
)  # fmt: skip
FIGURES = sql.Table("figures", META, _key("account"), _key("id"), _text("body"))
MARKS = sql.Table("marks", META, _key("account"), _key("source"), _text("body"))
CHANGES = sql.Table("changes", META, _key("account"), _count("number"))
SAID = sql.Table("said", META, _key("name"), _text("value"))
LIGHT = [DOCUMENTS.c[name] for name in (*COLUMNS, "body", "hidden_by") if name != "text"]


PROVIDED = "provided"
"""The source of documents that are the user's own."""


class Store:
    """The SQLite file of one home folder."""

    def __init__(self, path: Path) -> None:
        """Open the file, and make it where it is missing."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._engine = connect(path)
        with self._writing() as connection:
            META.create_all(connection)

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
            return connection.scalar(select(SAID.c.value).where(SAID.c.name == name))

    def say(self, name: str, value: str) -> None:
        """Note `value` under `name`."""
        with self._writing() as connection:
            _put(connection, SAID, {"name": name}, {"value": value})

    def accounts(self) -> list[Account]:
        """Return every account, in the order of their names."""
        with self._engine.connect() as connection:
            bodies = connection.scalars(select(ACCOUNTS.c.body)).all()
        return sorted(map(account_of, bodies), key=lambda account: account.name.casefold())

    def account(self, account_id: str) -> Account | None:
        """Return the account of that id."""
        with self._engine.connect() as connection:
            body = connection.scalar(select(ACCOUNTS.c.body).where(ACCOUNTS.c.id == account_id))
        return account_of(body) if body else None

    def save(self, account_id: str, decide: Callable[[Account | None], Account]) -> Account:
        """Hold an account still while `decide` makes its new state of the old one, and keep that."""
        with self._writing() as connection:
            body = connection.scalar(select(ACCOUNTS.c.body).where(ACCOUNTS.c.id == account_id))
            old = account_of(body) if body else None
            new = decide(old)
            if new != old:
                _put(connection, ACCOUNTS, {"id": account_id}, {"body": new.model_dump_json()})
                _advance(connection, [account_id])
        return new

    def correct(self, account: Account) -> None:
        """Put an account in place of what it was, and delete all that was kept of that but the user's own."""
        c = DOCUMENTS.c
        wrong = select(c.id).where((c.account == account.id) & (c.source != PROVIDED))
        with self._writing() as connection:
            for table in (PASSAGES, INDEXED):
                connection.execute(delete(table).where(table.c.document.in_(wrong)))
            connection.execute(delete(DOCUMENTS).where(c.id.in_(wrong)))
            connection.execute(update(DOCUMENTS).where(c.account == account.id).values(hidden_by=None))
            for table in (FIGURES, MARKS):
                connection.execute(delete(table).where(table.c.account == account.id))
            _put(connection, ACCOUNTS, {"id": account.id}, {"body": account.model_dump_json()})
            _put(connection, SAID, {"name": "forgotten"}, {"value": str(time.time_ns())})
            _advance(connection, [account.id])

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
                    insert(DOCUMENTS),
                    [
                        row_of(d) | {"sketch": sketches.get(d.id), "number": numbers[d.account]}
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
            for some in batches([entry.document for entry in entries]):
                connection.execute(delete(PASSAGES).where(PASSAGES.c.document.in_(some)))
                connection.execute(delete(INDEXED).where(INDEXED.c.document.in_(some)))
            _index(connection, entries, _advance(connection, {entry.account for entry in entries}))

    def hide(self, hidden: Mapping[str, str], account: str) -> None:
        """Keep the documents on the left out of search, each for the sake of the one on the right."""
        with self._writing() as connection:
            for document, by in hidden.items():
                connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.id == document).values(hidden_by=by))
            _advance(connection, [account])

    def unindexed(self, limit: int) -> list[Document]:
        """Return documents that were kept and are not findable."""
        joined = DOCUMENTS.outerjoin(INDEXED, INDEXED.c.document == DOCUMENTS.c.id)
        return self._some(joined, INDEXED.c.document.is_(None), limit)

    def without_vectors(self, limit: int) -> list[Document]:
        """Return documents that are findable by their words only."""
        joined = DOCUMENTS.join(INDEXED, INDEXED.c.document == DOCUMENTS.c.id)
        return self._some(joined, INDEXED.c.vectors.is_(None), limit)

    def drop_index(self) -> None:
        """Delete what makes documents findable, so that it can be made anew."""
        with self._writing() as connection:
            connection.execute(delete(PASSAGES))
            connection.execute(delete(INDEXED))
            _put(connection, SAID, {"name": "forgotten"}, {"value": str(time.time_ns())})
            _advance(connection, connection.scalars(select(DOCUMENTS.c.account).distinct()).all())

    def changed(self, after: int) -> dict[str, int]:
        """Return the accounts that changed after `after`, and the number of the last change of each."""
        some = (CHANGES.c.number > after) & (CHANGES.c.account != "")
        query = select(CHANGES.c.account, CHANGES.c.number).where(some).order_by(CHANGES.c.account)
        with self._engine.connect() as connection:
            return {row.account: row.number for row in connection.execute(query)}

    def cut_otherwise(self, cutting: str) -> int:
        """Return how many documents were cut in another way than `cutting`."""
        query = select(func.count()).select_from(INDEXED).where(INDEXED.c.cutting != cutting)
        with self._engine.connect() as connection:
            return connection.scalar(query) or 0

    def document(self, document_id: str) -> Document | None:
        """Return the document of that id."""
        return self._one(DOCUMENTS.c.id == document_id)

    def by_url(self, url: str, account: str | None) -> Document | None:
        """Return the newest reading of a URL."""
        where = DOCUMENTS.c.url == url
        return self._one(where if account is None else where & (DOCUMENTS.c.account == account))

    def texts(self, ids: Sequence[str]) -> dict[str, str]:
        """Return the text of each of these documents."""
        found: dict[str, str] = {}
        with self._engine.connect() as connection:
            for some in batches(ids):
                query = select(DOCUMENTS.c.id, DOCUMENTS.c.text).where(DOCUMENTS.c.id.in_(some))
                found.update((row.id, row.text) for row in connection.execute(query))
        return found

    def documents(self, account: str, kind: str = "") -> list[Document]:
        """Return an account's documents in the order of their publication, undated ones last."""
        query = select(*LIGHT, DOCUMENTS.c.text).where(DOCUMENTS.c.account == account)
        if kind:
            query = query.where(DOCUMENTS.c.kind == kind)
        with self._engine.connect() as connection:
            found = [document_of(row._mapping) for row in connection.execute(query)]
        return sorted(found, key=lambda d: (d.published is None, d.published or "", d.url, d.id))

    def light(self, account: str = "") -> list[Light]:
        """Return documents without their text, of one account or of all."""
        query = select(*LIGHT).order_by(DOCUMENTS.c.account, DOCUMENTS.c.id)
        if account:
            query = query.where(DOCUMENTS.c.account == account)
        with self._engine.connect() as connection:
            return [Light(document_of(row._mapping), row.hidden_by) for row in connection.execute(query)]

    def sketches(self, account: str) -> list[tuple[str, str, str, str, str, bytes | None, str | None]]:
        """Return (id, url, kind, title, read, sketch, hidden by) of an account's documents."""
        c = DOCUMENTS.c
        query = select(c.id, c.url, c.kind, c.title, c.read, c.sketch, c.hidden_by).where(
            c.account == account
        )
        with self._engine.connect() as connection:
            return [tuple(row) for row in connection.execute(query.order_by(c.number, c.id))]

    def indexed(self, account: str = "", after: int = -1, limit: int = 0) -> list[Indexed]:
        """Return what makes documents findable, of one account or of all, in the order they were indexed.

        With `limit`, about so many after the change of number `after`: changes are never cut in two.
        """
        c, p = INDEXED.c, PASSAGES.c
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
        bare = select(INDEXED.c.document).where(INDEXED.c.vectors.is_(None))
        query = select(func.count()).select_from(PASSAGES)
        with self._engine.connect() as connection:
            passages = connection.scalar(query) or 0
            return passages, connection.scalar(query.where(PASSAGES.c.document.in_(bare))) or 0

    def add_facts(self, facts: Facts) -> int:
        """Keep the figures that are new, and return how many those were."""
        bodies = {content_id(body): body for body in map(as_json, facts.figures)}
        with self._writing() as connection:
            where = FIGURES.c.account == facts.account
            known = set(connection.scalars(select(FIGURES.c.id).where(where)))
            rows = [
                {"account": facts.account, "id": key, "body": body}
                for key, body in bodies.items()
                if key not in known
            ]
            if rows:
                connection.execute(insert(FIGURES), rows)
                _advance(connection, [facts.account])
        return len(rows)

    def figures(self, account: str) -> list[Figure]:
        """Return an account's figures in the order they were kept."""
        query = select(FIGURES.c.body).where(FIGURES.c.account == account)
        with self._engine.connect() as connection:
            return [Figure.model_validate_json(body) for body in connection.scalars(query)]

    def marks(self, account: str) -> dict[str, str]:
        """Return the body of each mark of an account by its source."""
        query = select(MARKS.c.source, MARKS.c.body).where(MARKS.c.account == account)
        with self._engine.connect() as connection:
            return {row.source: row.body for row in connection.execute(query)}

    def mark(self, account: str, source: str, body: str) -> None:
        """Keep one mark."""
        with self._writing() as connection:
            _put(connection, MARKS, {"account": account, "source": source}, {"body": body})

    def forget(self, account: str) -> dict[str, int]:
        """Delete everything of an account; return how many rows of each table went."""
        gone = {}
        with self._writing() as connection:
            for table in (PASSAGES, INDEXED, DOCUMENTS, FIGURES, MARKS, CHANGES):
                gone[table.name] = connection.execute(
                    delete(table).where(table.c.account == account)
                ).rowcount
            gone["accounts"] = connection.execute(delete(ACCOUNTS).where(ACCOUNTS.c.id == account)).rowcount
            if any(gone.values()):
                _put(connection, SAID, {"name": "forgotten"}, {"value": str(time.time_ns())})
                _advance(connection, [])
        empty_log(self._engine)
        return gone

    def _one(self, where: Any) -> Document | None:
        query = select(*LIGHT, DOCUMENTS.c.text).where(where)
        query = query.order_by(DOCUMENTS.c.read.desc(), DOCUMENTS.c.number.desc(), DOCUMENTS.c.id).limit(1)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return None if row is None else document_of(row._mapping)

    def _some(self, joined: Any, where: Any, limit: int) -> list[Document]:
        query = select(*LIGHT, DOCUMENTS.c.text).select_from(joined).where(where).limit(limit)
        with self._engine.connect() as connection:
            return [document_of(row._mapping) for row in connection.execute(query)]

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """Open a transaction that holds the pen from its first statement."""
        with self._engine.connect().execution_options(writing=True) as connection, connection.begin():
            yield connection


def _number(connection: Connection, account: str) -> int:
    return connection.scalar(select(CHANGES.c.number).where(CHANGES.c.account == account)) or 0


def _advance(connection: Connection, accounts: Iterable[str]) -> dict[str, int]:
    """Give this change its number, for everything and for each account that it touches."""
    number = _number(connection, "") + 1
    numbers = dict.fromkeys(["", *sorted(accounts)], number)
    for account in numbers:
        _put(connection, CHANGES, {"account": account}, {"number": number})
    return numbers


def _put(connection: Connection, table: sql.Table, key: Mapping[str, str], values: Mapping[str, Any]) -> None:
    """Update the row of that key, or insert it; the caller holds the pen, so nobody comes between."""
    query = update(table).values(**values)
    for name, value in key.items():
        query = query.where(table.c[name] == value)
    if connection.execute(query).rowcount == 0:
        connection.execute(insert(table).values(**key, **values))


def _known(connection: Connection, ids: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for some in batches(ids):
        found.update(connection.scalars(select(DOCUMENTS.c.id).where(DOCUMENTS.c.id.in_(some))))
    return found


def _index(connection: Connection, entries: Sequence[Indexed], numbers: Mapping[str, int]) -> None:
    if rows := passage_rows(entries):
        connection.execute(insert(PASSAGES), rows)
    if entries:
        connection.execute(insert(INDEXED), [index_row(entry, numbers[entry.account]) for entry in entries])
