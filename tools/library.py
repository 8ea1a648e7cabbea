"""The library: what was read, kept for good, found by words and by meaning.

Synchronous and safe to call from many threads and many processes. The store is the truth; what this module holds
in memory is a copy that knows by the number of the last change whether it still stands.
"""

from __future__ import annotations

import base64
import binascii
import json
import logging
import re
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import FetchError, IndexMismatch, InvalidInput
from .evidence import Account, Document, Facts, Figure, Found, Gap, Noun, Passage
from .passages import CUTTING, Cut, cuts, passage
from .store import Indexed, PassageRow, Store

if TYPE_CHECKING:
    import numpy as np

    from .catalogue import Catalogue
    from .embedding import Embedding
    from .questions import Question

log = logging.getLogger(__name__)

BATCH = 400
"""Passages that are embedded and committed together."""

HELD = 60_000
"""Passages of single accounts that are kept in memory."""

MOST = 100
"""Passages in one answer at most."""


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


class Forgotten(Noun):
    """How much was deleted with an account."""

    account: str
    documents: int
    passages: int
    figures: int


@dataclass(frozen=True)
class IndexState:
    """What the index was made with, and whether all of it is there."""

    embedding: str
    passages: int
    vectors: int
    stale: bool


class Library:
    """Everything that is kept of every account."""

    def __init__(self, home: Path, embedding: Embedding, *, embed_private: bool = False) -> None:
        """Open the home folder; `embed_private` lets the user's own documents go to a remote embedding."""
        self._store = Store(home / "whynow.sqlite")
        self._embedding, self._embed_private = embedding, embed_private
        self._catalogues: OrderedDict[tuple[str, int], Catalogue] = OrderedDict()
        self._loading = threading.Lock()

    def close(self) -> None:
        """Let go of every file."""
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
        with self._store.changing_account(account.id) as slot:
            slot.new = account if slot.old is None else _merged(slot.old, account)
        return slot.new

    def forget(self, account_id: str) -> Forgotten:
        """Delete an account and everything that was kept of it, everywhere."""
        gone = self._store.forget(account_id)
        with self._loading:
            for key in [key for key in self._catalogues if key[0] in ("", account_id)]:
                del self._catalogues[key]
        return Forgotten(
            account=account_id,
            documents=gone["documents"],
            passages=gone["passages"],
            figures=gone["figures"],
        )

    # Documents

    def add(self, documents: Iterable[Document]) -> list[Document]:
        """Keep and index the documents that are new, and return those; each batch is whole or absent."""
        every = {document.id: document for document in documents}
        known = self._store.known(list(every))
        new = [document for document in every.values() if document.id not in known]
        added: list[Document] = []
        for some in _batched((document, cuts(document)) for document in new):
            added += self._add(some)
        return added

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
        """Return an account's documents by publication; undated ones come last, and never where `since` is asked."""
        return [d for d in self._store.documents(account_id, kind) if _within(d.published, since, until)]

    def figures(self, account_id: str) -> list[Figure]:
        """Return an account's figures."""
        return self._store.figures(account_id)

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
        import numpy as np

        from .questions import understood
        from .ranking import ranked

        if not query.strip():
            raise InvalidInput("Say what to look for: a question or a few words.")
        if limit < 1:
            raise InvalidInput("limit must be 1 or more.")
        limit = min(limit, MOST)
        self._check_embedding()
        asked = json.dumps([query, account, kind, str(since), str(until), period])
        number, skip = _resumed(cursor, asked) if cursor else (self._store.number(account), 0)
        catalogue = self._catalogue(account, number)
        question = understood(query, period, self._called(account))
        allowed = np.array(
            [
                (not kind or d.kind == kind) and _within(d.published, since, until)
                for d in catalogue.documents
            ],
            bool,
        )
        hits = ranked(catalogue, question, self._vector(question), allowed)
        shown = hits[skip : skip + limit]
        further = _cursor(asked, number, skip + limit) if len(hits) > skip + limit else None
        return Found(passages=tuple(self._passages(catalogue, shown)), cursor=further)

    def state(self) -> IndexState:
        """Say what the index was made with and whether it is whole."""
        passages, waiting = self._store.counts()
        made_with = self._store.said("embedding") or self._embedding.name
        stale = made_with != self._embedding.name
        return IndexState(made_with, passages, passages - waiting, stale)

    def rebuild(self) -> None:
        """Make the index again from the kept documents, with the embedding of this run."""
        self._store.drop_vectors()
        self._store.say("embedding", self._embedding.name)
        while waiting := self._store.unindexed(CUTTING, vectors=False, limit=50):
            for some in _batched((document, cuts(document)) for document in waiting):
                self._store.index([entry for entry in self._entries(some)])

    def _add(self, some: list[tuple[Document, list[Cut]]]) -> list[Document]:
        from .twins import Kept, hidden, sketch

        documents = [document for document, _ in some]
        sketches = {d.id: packed for d in documents if (packed := sketch(d)) is not None}
        new = self._store.add(documents, self._entries(some), sketches)
        added = [document for document in documents if document.id in new]
        for account in dict.fromkeys(document.account for document in added):
            kept = [Kept(*row) for row in self._store.sketches(account)]
            twins = hidden([document for document in added if document.account == account], kept)
            if twins:
                self._store.hide(twins, account)
        return added

    def _entries(self, some: list[tuple[Document, list[Cut]]]) -> list[Indexed]:
        from .catalogue import TABLE
        from .lexical import counted

        texts = [[_said(document, cut) for cut in found] for document, found in some]
        packed = self._vectors([document for document, _ in some], texts)
        return [
            Indexed(
                document.id, document.account, CUTTING,
                tuple(
                    PassageRow(i, cut.start, cut.end, cut.section, TABLE if cut.table else 0)
                    for i, cut in enumerate(found)
                ),
                counted(said), vectors,
            )
            for (document, found), said, vectors in zip(some, texts, packed, strict=True)
        ]  # fmt: skip

    def _vectors(self, documents: Sequence[Document], texts: Sequence[Sequence[str]]) -> list[bytes | None]:
        """Embed what may be embedded; a remote model that is away leaves vectors to be made later."""
        import numpy as np

        if self._store.said("embedding") is None:
            self._store.say("embedding", self._embedding.name)
        free = [self._may_embed(document) for document in documents]
        every = [text for may, said in zip(free, texts, strict=True) if may for text in said]
        try:
            self._check_embedding()
            vectors = self._embedding.embed(every).astype(np.float16)
        except (FetchError, IndexMismatch) as error:
            log.warning("no vectors for %d passages: %s", len(every), error)
            return [None] * len(documents)
        packed: list[bytes | None] = []
        at = 0
        for may, said in zip(free, texts, strict=True):
            packed.append(vectors[at : at + len(said)].tobytes() if may else None)
            at += len(said) if may else 0
        return packed

    def _called(self, account_id: str) -> list[str]:
        """Return the names of an account, which tell nothing among its own documents."""
        for account in self.accounts() if account_id else ():
            if account.id == account_id:
                return [account.name, *filter(None, (account.legal_name, account.ticker)), *account.aliases]
        return []

    def _may_embed(self, document: Document) -> bool:
        return not (document.private and self._embedding.remote) or self._embed_private

    def _vector(self, question: Question) -> np.ndarray | None:
        try:
            return self._embedding.embed([question.text])[0]
        except FetchError as error:
            log.warning("searching by words only: %s", error)
            return None

    def _check_embedding(self) -> None:
        made_with = self._store.said("embedding")
        if made_with is not None and made_with != self._embedding.name:
            raise IndexMismatch(
                f"The index was made with the embedding {made_with!r} and this run uses {self._embedding.name!r}. "
                f"Go back to that one in the settings, or rebuild the index: `whynow doctor --rebuild`."
            )

    def _catalogue(self, account: str, number: int) -> Catalogue:
        """Return the searchable memory of an account as it was at `number`."""
        from .catalogue import Catalogue

        with self._loading:
            held = self._catalogues.get((account, number))
            if held is None:
                indexed = [entry for entry in self._store.indexed(account) if entry.number <= number]
                held = Catalogue.of(self._store.light(account), indexed, self._embedding.dimensions)
                for key in [key for key in self._catalogues if key[0] == account]:
                    del self._catalogues[key]
                self._catalogues[account, number] = held
            self._catalogues.move_to_end((account, number))
            while len(self._catalogues) > 1 and sum(map(len, self._catalogues.values())) > HELD:
                self._catalogues.popitem(last=False)
        return held

    def _passages(self, catalogue: Catalogue, hits: Sequence[tuple[int, float]]) -> Iterator[Passage]:
        owners = [catalogue.documents[catalogue.owner[place]] for place, _ in hits]
        texts = self._store.texts([document.id for document in owners])
        for document, (place, score) in zip(owners, hits, strict=True):
            if document.id not in texts:
                continue  # forgotten by another process since the ranking
            row = catalogue.rows[place]
            whole = document.model_copy(update={"text": texts[document.id]})
            found = passage(whole, Cut(row.start, row.end, row.section, "", False))
            yield found.model_copy(update={"score": round(score, 6)})


def open_library(home: Path, embedding: Embedding | None = None, *, embed_private: bool = False) -> Library:
    """Open the library of a home folder; without an embedding, with the one that is built in."""
    if embedding is None:
        from .embedding import LocalEmbedding

        embedding = LocalEmbedding()
    return Library(Path(home), embedding, embed_private=embed_private)


def _said(document: Document, cut: Cut) -> str:
    """Return what is indexed of a passage: its words under title, section and headings."""
    return "\n".join(
        filter(None, (document.title, cut.section, cut.context, document.text[cut.start : cut.end]))
    )


def _batched(some: Iterable[tuple[Document, list[Cut]]]) -> Iterator[list[tuple[Document, list[Cut]]]]:
    batch: list[tuple[Document, list[Cut]]] = []
    size = 0
    for document, found in some:
        batch.append((document, found))
        size += len(found)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _within(published: str | None, since: date | None, until: date | None) -> bool:
    """Compare as precisely as the date is known: a document of 2025-03 is within since=2025-03-20."""
    if published is None:
        return since is None
    precision = len(published)
    if since is not None and published < since.isoformat()[:precision]:
        return False
    return until is None or published <= until.isoformat()[:precision]


def _cursor(asked: str, number: int, skip: int) -> str:
    return base64.urlsafe_b64encode(json.dumps([_print(asked), number, skip]).encode()).decode().rstrip("=")


def _resumed(cursor: str, asked: str) -> tuple[int, int]:
    """Return what the cursor says, or raise InvalidInput where it belongs to another question."""
    try:
        mark, number, skip = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if mark == _print(asked) and int(number) >= 0 and int(skip) >= 0:
            return int(number), int(skip)
    except (binascii.Error, ValueError, TypeError):
        pass
    raise InvalidInput("This cursor belongs to another search: repeat the first call without a cursor.")


def _print(asked: str) -> str:
    from .evidence import content_id

    return content_id(asked)[:8]


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
