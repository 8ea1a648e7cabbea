"""The searchable memory of one account, or of all: passages as arrays, loaded from the store in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .evidence import Document
from .lexical import Floats, Ints, Postings
from .periods import Cover, Span, covered
from .store import Indexed, Light, PassageRow

YEARS = range(1990, 2045)

TABLE = 1
"""The trait of a passage that is mostly a table."""

PAGE = 9000
REGION = 3500
"""Characters of a printed page, about: passages within one are one place to look at."""


@dataclass(frozen=True)
class Catalogue:
    """Passages numbered from zero; `owner[i]` is the document of passage i, `region[i]` the page it stands on."""

    documents: tuple[Document, ...]
    rows: tuple[PassageRow, ...]
    owner: Ints
    region: Ints
    regions: int
    covers: tuple[Cover, ...]
    """For each document, the period it reports on."""
    tables: Floats
    """One where the passage is mostly a table, else zero."""
    postings: Postings
    vectors: Floats
    """One row a passage; all zero where it has none."""

    @classmethod
    def of(cls, lights: Sequence[Light], indexed: Sequence[Indexed], dimensions: int) -> Catalogue:
        """Lay out what is to be found; documents hidden by another are left out."""
        shown = {light.document.id: light.document for light in lights if light.hidden_by is None}
        entries = [entry for entry in indexed if entry.document in shown and entry.rows]
        rows = tuple(row for entry in entries for row in entry.rows)
        sizes = [len(entry.rows) for entry in entries]
        owner = np.repeat(np.arange(len(entries)), sizes)
        region = _regions(rows, owner)
        documents = tuple(shown[entry.document] for entry in entries)
        postings = Postings.of([entry.terms for entry in entries])
        return cls(
            documents, rows, owner, region,
            int(region[-1]) + 1 if len(region) else 0, _covers(documents, owner, postings), np.array([row.traits & TABLE for row in rows], np.float32),
            postings,
            _vectors(entries, sizes, dimensions),
        )  # fmt: skip

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self.rows)


def _covers(documents: Sequence[Document], owner: Ints, postings: Postings) -> tuple[Cover, ...]:
    """Return what each document says of its period, else the year that its text names most (the later of equals)."""
    said = [covered(document) for document in documents]
    if all(said) or not documents:
        return tuple(Cover(span) for span in said)
    often = np.zeros((len(YEARS), len(documents)))
    for i, year in enumerate(YEARS):
        places, counts = postings.of_term(str(year))
        often[i] = np.bincount(owner[places], weights=counts, minlength=len(documents))
    most = len(YEARS) - 1 - often[::-1].argmax(axis=0)
    return tuple(
        Cover(span) if span or not often[most[i], i] else Cover(Span(YEARS[most[i]]), guessed=True)
        for i, span in enumerate(said)
    )


def _regions(rows: Sequence[PassageRow], owner: Ints) -> Ints:
    """Number the pages: a document of one long page is one, a longer one is cut every REGION characters."""
    if not rows:
        return np.zeros(0, np.int64)
    middle = np.array([(row.start + row.end) // 2 for row in rows])
    length = np.zeros(int(owner[-1]) + 1, np.int64)
    np.maximum.at(length, owner, np.array([row.end for row in rows]))
    page = np.where(length[owner] <= PAGE, 0, middle // REGION)
    fresh = (np.diff(owner, prepend=-1) != 0) | (np.diff(page, prepend=-1) != 0)
    return np.cumsum(fresh) - 1


def _vectors(entries: Sequence[Indexed], sizes: Sequence[int], dimensions: int) -> Floats:
    if not dimensions:
        return np.zeros((sum(sizes), 0), np.float32)
    parts: list[NDArray[np.float32]] = []
    for entry, size in zip(entries, sizes, strict=True):
        packed = np.frombuffer(entry.vectors or b"", np.float16)
        fits = len(packed) == size * dimensions
        part = (
            packed.reshape(size, dimensions).astype(np.float32)
            if fits
            else np.zeros((size, dimensions), np.float32)
        )
        parts.append(part)
    return np.concatenate(parts) if parts else np.zeros((0, dimensions), np.float32)
