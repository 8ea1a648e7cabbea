"""Search: what is held in memory, brought up with the store before every answer."""

from __future__ import annotations

import base64
import binascii
import json
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ..errors import FetchError, InvalidInput
from ..evidence import Document, Found, Passage, content_id
from .catalogue import Catalogue
from .copying import Copier
from .passages import passage_at
from .questions import Question, understood
from .ranking import FEW, Hit, Part, ranked
from .store import Store

if TYPE_CHECKING:
    from .embedding import Embedding
    from .lexical import Floats

log = logging.getLogger(__name__)

HELD = 60_000
"""Passages of single accounts that are kept in memory."""

NEAREST = 200
"""Passages asked of the vector index."""

LATER = 30
"""Accounts that may change before the memory of all accounts is laid out anew."""

Allowed = Callable[[Document], bool]


class Finder:
    """Answers searches from memory that is as new as the store, whichever process wrote last."""

    def __init__(self, store: Store, embedding: Embedding, copier: Copier) -> None:
        """Hold nothing yet."""
        self._store, self._embedding, self._copier = store, embedding, copier
        self._held: OrderedDict[tuple[str, int], Catalogue] = OrderedDict()
        self._all: tuple[Catalogue, int, str | None] | None = None
        self._loading = threading.RLock()

    def find(
        self,
        query: str,
        *,
        account: str,
        names: Sequence[str],
        allowed: Allowed | None,
        period: str,
        asked: str,
        limit: int,
        cursor: str,
    ) -> Found:
        """Return `limit` passages from `cursor` on; `asked` is what a cursor must have been made for."""
        number, skip = _resumed(cursor, asked) if cursor else (self._store.number(account), 0)
        question = understood(query, period, names)
        vector = self._vector(question)
        catalogues = [self._of_account(account, number)] if account else self._of_all()
        near = None if account else self._nearest(catalogues, vector, number)
        parts = [
            Part(catalogue, _mask(catalogue, allowed, number) & shown, near[i] if near else None)
            for i, (catalogue, shown) in enumerate(catalogues)
        ]
        hits = ranked(parts, question, vector)
        passages = tuple(self._passages(parts, hits[skip : skip + limit]))
        further = _cursor(asked, number, skip + limit) if len(hits) > skip + limit else None
        return Found(passages=passages, cursor=further)

    def forget(self, account: str) -> None:
        """Hold nothing of an account any more."""
        with self._loading:
            self._all = None
            for key in [key for key in self._held if key[0] == account]:
                del self._held[key]

    def _of_account(self, account: str, number: int) -> tuple[Catalogue, np.ndarray]:
        """Return the memory of an account as it was at `number`."""
        with self._loading:
            held = self._held.get((account, number))
            if held is None:
                indexed = [entry for entry in self._store.indexed(account) if entry.number <= number]
                held = Catalogue.of(self._store.light(account), indexed)
                for key in [key for key in self._held if key[0] == account]:
                    del self._held[key]
                self._held[account, number] = held
            self._held.move_to_end((account, number))
            while len(self._held) > 1 and sum(map(len, self._held.values())) > HELD:
                self._held.popitem(last=False)
        return held, np.ones(len(held.documents), bool)

    def _of_all(self) -> list[tuple[Catalogue, np.ndarray]]:
        """Return the memory of all accounts: laid out once, and beside it the accounts that changed since."""
        with self._loading:
            forgotten = self._store.said("forgotten")
            changed = self._store.changed(self._all[1]) if self._all else {}
            if self._all is None or self._all[2] != forgotten or len(changed) > LATER:
                number = self._store.number()
                every = Catalogue.of(self._store.light(), self._store.indexed())
                self._all, changed = (every, number, forgotten), {}
            base = self._all[0]
            parts = [self._of_account(account, number) for account, number in changed.items()]
        still = np.ones(len(base.documents), bool)
        if changed:
            still[:] = [document.account not in changed for document in base.documents]
        return [(base, still), *parts]

    def _nearest(
        self, catalogues: Sequence[tuple[Catalogue, np.ndarray]], vector: Floats | None, number: int
    ) -> list[Mapping[int, float]] | None:
        """Ask the vector index where there is enough to be worth it and it has everything."""
        if vector is None or sum(len(catalogue) for catalogue, _ in catalogues) <= FEW:
            return None
        found = self._copier.nearest(vector, NEAREST, number)
        if found is None:
            return None
        return [
            {
                c.first[document] + place: near
                for (document, place), near in found.items()
                if document in c.first
            }
            for c, _ in catalogues
        ]

    def _vector(self, question: Question) -> Floats | None:
        try:
            vectors = self._embedding.embed([question.text])
            return np.asarray(vectors[0])
        except FetchError as error:
            log.warning("searching by words only: %s", error)
            return None

    def _passages(self, parts: Sequence[Part], hits: Sequence[Hit]) -> Iterator[Passage]:
        found = [(parts[hit.part].catalogue, hit) for hit in hits]
        owners = [catalogue.documents[catalogue.owner[hit.passage]] for catalogue, hit in found]
        texts = self._store.texts([document.id for document in owners])
        for document, (catalogue, hit) in zip(owners, found, strict=True):
            if document.id not in texts:
                continue  # forgotten by another process since the ranking
            start, end = int(catalogue.starts[hit.passage]), int(catalogue.ends[hit.passage])
            made = passage_at(document, texts[document.id], start, end, catalogue.sections[hit.passage])
            yield made.model_copy(update={"score": round(hit.score, 6)})


def _mask(catalogue: Catalogue, allowed: Allowed | None, number: int) -> np.ndarray:
    """Say of each document whether it may answer: it was there at `number`, and the filters let it."""
    mask = catalogue.numbers <= number
    if allowed is not None:
        mask &= np.array([allowed(document) for document in catalogue.documents], bool)
    return np.asarray(mask)


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
    return content_id(asked)[:8]
