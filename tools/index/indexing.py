"""Making documents findable: cut, counted, embedded and kept in one go, near-duplicates told apart."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ..errors import FetchError, IndexMismatch
from ..evidence import Document
from .passages import CUTTING, Cut, cuts
from .rows import Indexed, PassageRow
from .store import Store

if TYPE_CHECKING:
    from .embedding import Embedding

log = logging.getLogger(__name__)

BATCH = 400
"""Passages that are embedded and committed together."""


class Indexer:
    """Writes documents into the store together with what makes them findable."""

    def __init__(self, store: Store, embedding: Embedding, *, embed_private: bool) -> None:
        """`embed_private` lets the user's own documents go to a remote embedding."""
        self._store, self._embedding, self._embed_private = store, embedding, embed_private

    def add(self, documents: Iterable[Document]) -> list[Document]:
        """Keep the documents that are new, and return those; each batch is whole or absent."""
        every = {document.id: document for document in documents}
        known = self._store.known(list(every))
        new = ((document, cuts(document)) for document in every.values() if document.id not in known)
        added = [document for some in _batched(new) for document in self._add(some)]
        if added and self._embedding.remote:
            self.complete()
        return added

    def rebuild(self) -> None:
        """Make the whole index again from the kept documents, with the embedding of this run."""
        self._store.drop_index()
        self._store.say("embedding", self._embedding.name)
        while waiting := self._store.unindexed(limit=50):
            for some in _batched((document, cuts(document)) for document in waiting):
                self._store.index(self._entries(some))

    def complete(self, most: int = 500) -> None:
        """Embed documents whose vectors could not be made when they were kept."""
        waiting = [d for d in self._store.without_vectors(limit=most) if self._may_embed(d)]
        if self.mismatch() is None:
            for some in _batched((document, cuts(document)) for document in waiting):
                self._store.index(self._entries(some))

    def mismatch(self) -> IndexMismatch | None:
        """Return what is wrong where the index was made with another embedding."""
        made_with = self._store.said("embedding")
        if made_with is None or made_with == self._embedding.name:
            return None
        return IndexMismatch(
            f"The index was made with the embedding {made_with!r}; this run uses {self._embedding.name!r}. "
            "Set that one again, or make the index anew: `whynow doctor --rebuild`."
        )

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
        from .lexical import counted

        texts = [[_said(document, cut) for cut in found] for document, found in some]
        packed = self._vectors([document for document, _ in some], texts)
        return [
            Indexed(document.id, document.account, CUTTING, _rows(found), counted(said), vectors)
            for (document, found), said, vectors in zip(some, texts, packed, strict=True)
        ]

    def _vectors(self, documents: Sequence[Document], texts: Sequence[Sequence[str]]) -> list[bytes | None]:
        """Embed what may be embedded; a remote model that is away leaves the rest for later."""
        if self._store.said("embedding") is None:
            self._store.say("embedding", self._embedding.name)
        free = [self._may_embed(document) for document in documents]
        every = [text for may, said in zip(free, texts, strict=True) if may for text in said]
        if (wrong := self.mismatch()) is not None:
            log.warning("no vectors for %d passages: %s", len(every), wrong)
            return [None] * len(documents)
        try:
            vectors = self._embedding.embed(every).astype("float16")
        except FetchError as error:
            log.warning("no vectors yet for %d passages: %s", len(every), error)
            return [None] * len(documents)
        packed: list[bytes | None] = []
        at = 0
        for may, said in zip(free, texts, strict=True):
            packed.append(vectors[at : at + len(said)].tobytes() if may else None)
            at += len(said) if may else 0
        return packed

    def _may_embed(self, document: Document) -> bool:
        return self._embed_private or not (document.private and self._embedding.remote)


def _rows(found: Sequence[Cut]) -> tuple[PassageRow, ...]:
    from .catalogue import NEW_PAGE, TABLE

    return tuple(
        PassageRow(i, cut.start, cut.end, cut.section, TABLE * cut.table | NEW_PAGE * cut.new_page)
        for i, cut in enumerate(found)
    )


def _said(document: Document, cut: Cut) -> str:
    """Return what is indexed of a passage: its words under title, section and headings."""
    parts = (document.title, cut.section, cut.context, document.text[cut.start : cut.end])
    return "\n".join(filter(None, parts))


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
