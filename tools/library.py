"""The library: what was read, kept for good, found by words and by meaning.

Synchronous and safe to call from many threads and many processes. The store is the truth; what this module
holds in memory is a copy that knows by the number of the last change whether it still stands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import InvalidInput
from .evidence import Account, Document, Facts, Figure, Forgotten, Found, Gap, Noun
from .index.copying import Copier
from .index.indexing import Indexer
from .index.passages import CUTTING
from .index.remembering import Remembered
from .index.store import Store
from .index.vectors import VectorIndex

if TYPE_CHECKING:
    from .index.embedding import Embedding
    from .index.finding import Finder

MOST = 100
"""Passages in one answer at most."""

IDLE = 5.0
"""Quiet seconds after which the vector index is brought up with the store."""


@dataclass(frozen=True)
class Mark:
    """How the last reading of one source went for one account."""

    source: str
    started: str
    finished: str | None = None
    gaps: tuple[Gap, ...] = ()


class _MarkBody(Noun):
    source: str
    started: str
    finished: str | None = None
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True)
class IndexState:
    """What the index was made with, and whether all of it is there."""

    embedding: str
    passages: int
    vectors: int
    stale: bool


class Library:
    """Everything that is kept of every account."""

    def __init__(
        self, home: Path, embedding: Embedding, *, embed_private: bool = False, idle: float = IDLE
    ) -> None:
        """Open the home folder; `embed_private` lets the user's own documents go to a remote embedding."""
        self._store = Store(home / "whynow.sqlite")
        self._embedding = embedding
        self._indexer = Indexer(self._store, embedding, embed_private=embed_private)
        self._copier = Copier(self._store, VectorIndex(home / "chroma"), embedding.name, idle=idle)
        self._finder: Finder | None = None
        self._figures = Remembered(self._store.number, self._store.figures)

    def close(self) -> None:
        """Let go of every file."""
        self._copier.close()
        self._store.close()

    # Accounts

    def accounts(self) -> list[Account]:
        """Return every account that is followed, by name."""
        return self._store.accounts()

    def account(self, key: str) -> Account | None:
        """Return the one account that `key` names: an id, CIK, ticker, domain, or any name it has or had."""
        every = self.accounts()
        for names in (_ids, _marks_of, _names):
            found = [account for account in every if _key(key) in names(account)]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def save(self, account: Account) -> Account:
        """Insert or update an account; what a person pinned stays, and what is known is not forgotten."""
        return self._store.save(account.id, lambda old: account if old is None else _merged(old, account))

    def forget(self, account_id: str) -> Forgotten:
        """Delete an account and everything that was kept of it, everywhere."""
        gone = self._store.forget(account_id)
        self._drop_copies(account_id)
        return Forgotten(
            account=account_id,
            documents=gone["documents"],
            passages=gone["passages"],
            figures=gone["figures"],
        )

    def follows(self, account_id: str) -> bool:
        """Say whether the account is there: another process may have forgotten it."""
        return self._store.account(account_id) is not None

    def correct(self, account: Account) -> Account:
        """Make another company of an account: what sources brought is deleted, the user's own stays."""
        self._store.correct(account)
        self._drop_copies(account.id)
        return account

    # Documents

    def add(self, documents: Iterable[Document]) -> list[Document]:
        """Keep and index the documents that are new, and return those; each batch is whole or absent."""
        self._copier.poke()
        return self._indexer.add(documents)

    def add_facts(self, facts: Facts) -> int:
        """Keep figures, and return how many were new."""
        return self._store.add_facts(facts)

    def document(self, document_id: str) -> Document | None:
        """Return the document of that id."""
        return self._store.document(document_id)

    def by_url(self, url: str, account_id: str | None = None) -> Document | None:
        """Return the newest reading of a URL."""
        return self._store.by_url(url, account_id)

    def documents(
        self, account_id: str, *, kind: str = "", since: date | None = None, until: date | None = None
    ) -> list[Document]:
        """Return documents by publication; undated ones come last, and never where `since` is asked."""
        return [d for d in self._store.documents(account_id, kind) if _within(d.published, since, until)]

    def figures(self, account_id: str) -> list[Figure]:
        """Return an account's figures."""
        return list(self._figures.of(account_id))

    def has(self, account_id: str, url: str) -> bool:
        """Say whether the URL was read whole for this account and never changes: a filing."""
        known = self._store.by_url(url, account_id)
        return known is not None and known.kind == "filing"

    def marks(self, account_id: str) -> dict[str, Mark]:
        """Return how the last reading of each source went."""
        bodies = self._store.marks(account_id)
        return {
            source: Mark(**dict(_MarkBody.model_validate_json(body)))
            for source, body in sorted(bodies.items())
        }

    def mark(self, account_id: str, mark: Mark) -> None:
        """Note how a reading goes."""
        body = _MarkBody(source=mark.source, started=mark.started, finished=mark.finished, gaps=mark.gaps)
        self._store.mark(account_id, mark.source, body.model_dump_json())

    # Search

    def search(
        self,
        query: str,
        *,
        account: str = "",
        kind: str = "",
        since: date | None = None,
        until: date | None = None,
        period: str = "",
        limit: int = 10,
        cursor: str = "",
    ) -> Found:
        """Return the passages that answer `query` best, and a cursor where there are more."""
        if not query.strip():
            raise InvalidInput("Say what to look for: a question or a few words.")
        if limit < 1:
            raise InvalidInput("limit must be 1 or more.")
        if (wrong := self._indexer.mismatch()) is not None:
            raise wrong
        self._copier.poke()
        if self._finder is None:
            from .index.finding import Finder

            self._finder = Finder(self._store, self._embedding, self._copier)

        def allowed(document: Document) -> bool:
            return (not kind or document.kind == kind) and _within(document.published, since, until)

        return self._finder.find(
            query,
            account=account,
            names=self._called(account),
            allowed=allowed if kind or since or until else None,
            period=period,
            asked=json.dumps([query, account, kind, str(since), str(until), period]),
            limit=min(limit, MOST),
            cursor=cursor,
        )

    def state(self) -> IndexState:
        """Say what the index was made with and whether it is whole."""
        passages, without = self._store.counts()
        made_with = self._store.said("embedding") or self._embedding.name
        stale = (
            made_with != self._embedding.name
            or self._store.cut_otherwise(CUTTING) > 0
            or bool(self._store.unindexed(limit=1))
        )
        return IndexState(made_with, passages, passages - without, stale)

    def rebuild(self) -> None:
        """Make the index anew from the kept documents, with the embedding of this run."""
        self._indexer.rebuild()
        self.copy_vectors()

    def copy_vectors(self) -> bool:
        """Bring the vector index up with the store now; say whether this process has it."""
        return self._copier.copy()

    def _drop_copies(self, account_id: str) -> None:
        self._copier.forget()
        self._figures.forget(account_id)
        if self._finder is not None:
            self._finder.forget(account_id)

    def _called(self, account_id: str) -> list[str]:
        """Return the names of an account, which tell nothing among its own documents."""
        account = self._store.account(account_id) if account_id else None
        if account is None:
            return []
        return [account.name, *filter(None, (account.legal_name, account.ticker)), *account.aliases]


def open_library(
    home: Path, embedding: Embedding | None = None, *, embed_private: bool = False, idle: float = IDLE
) -> Library:
    """Open the library of a home folder; without an embedding, with the one that is built in."""
    if embedding is None:
        from .index.embedding import LocalEmbedding

        embedding = LocalEmbedding()
    return Library(Path(home), embedding, embed_private=embed_private, idle=idle)


def _within(published: str | None, since: date | None, until: date | None) -> bool:
    """Compare as precisely as the date is known: a document of 2025-03 is within since=2025-03-20."""
    if published is None:
        return since is None
    precision = len(published)
    if since is not None and published < since.isoformat()[:precision]:
        return False
    return until is None or published <= until.isoformat()[:precision]


def _key(text: str) -> str:
    text = re.sub(r"^https?://(www\.)?|^www\.", "", text.strip().casefold()).rstrip("/")
    return text.lstrip("0") if text.isdigit() else " ".join(text.split())


def _ids(account: Account) -> set[str]:
    return {account.id.casefold(), *([account.cik.lstrip("0")] if account.cik else [])}


def _marks_of(account: Account) -> set[str]:
    said = (account.ticker, account.domain, account.lei, account.wikidata)
    return {_key(mark) for mark in said if mark}


def _names(account: Account) -> set[str]:
    names = (account.name, account.legal_name, *account.aliases, *account.former_names)
    return {_key(name) for name in names if name}


def _merged(old: Account, new: Account) -> Account:
    """Return `new`, with what only `old` knows and with what a person pinned in `old` and not in `new`."""
    kept = {
        name: value
        for name, value in dict(old).items()
        if (name in old.pinned and name not in new.pinned) or getattr(new, name) in (None, ())
    }
    pinned = tuple(dict.fromkeys((*old.pinned, *new.pinned)))
    status = "verified" if "verified" in (old.status, new.status) else "unverified"
    return new.model_copy(update={**kept, "pinned": pinned, "status": status})
