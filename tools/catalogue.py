"""The searchable memory of one account, or of many: passages as arrays, loaded from the store in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .evidence import Document
from .lexical import Floats, Ints, Postings
from .periods import Cover, Span, covered
from .store import Indexed, Light

YEARS = range(1990, 2045)

TABLE = 1
"""The trait of a passage that is mostly a table."""

PAGE = 9000
REGION = 3500
"""Characters: a document up to PAGE is one printed page, a longer one is looked at in regions of REGION."""


@dataclass(frozen=True)
class Catalogue:
    """Passages numbered from zero: `owner[i]` is the document of passage i, `region[i]` its page."""

    documents: tuple[Document, ...]
    numbers: Ints
    """For each document, the number of the change that brought it."""
    covers: tuple[Cover, ...]
    cover: Ints
    """The periods that occur, and for each document which of them it reports on."""
    owner: Ints
    place: Ints
    """Which passage of its document each is."""
    starts: Ints
    ends: Ints
    sections: tuple[str | None, ...]
    tables: Floats
    """One where the passage is mostly a table, else zero."""
    region: Ints
    regions: int
    postings: Postings
    vectors: Floats
    """One row a passage, all zero where it has none; without columns where none has any."""
    first: dict[str, int]
    """The first passage of each document, by the document's id."""

    @classmethod
    def of(cls, lights: Sequence[Light], indexed: Sequence[Indexed]) -> Catalogue:
        """Lay out what is to be found; documents hidden by another are left out."""
        shown = {light.document.id: light.document for light in lights if light.hidden_by is None}
        entries = [entry for entry in indexed if entry.document in shown and entry.rows]
        documents = tuple(shown[entry.document] for entry in entries)
        sizes = [len(entry.rows) for entry in entries]
        starting = np.cumsum([0, *sizes])[:-1]
        owner = np.repeat(np.arange(len(entries)), sizes)
        place, starts, ends, traits = _columns(entries)
        postings = Postings.of([entry.terms for entry in entries])
        covers = _covers(documents, owner, postings)
        kinds = {cover: i for i, cover in enumerate(dict.fromkeys(covers))}
        region = _regions(starts, ends, owner)
        return cls(
            documents=documents,
            numbers=np.array([entry.number for entry in entries], np.int64),
            covers=tuple(kinds),
            cover=np.array([kinds[cover] for cover in covers], np.int64),
            owner=owner,
            place=place,
            starts=starts,
            ends=ends,
            sections=tuple(row.section for entry in entries for row in entry.rows),
            tables=(traits & TABLE).astype(np.float32),
            region=region,
            regions=int(region[-1]) + 1 if len(region) else 0,
            postings=postings,
            vectors=_vectors(entries, sizes),
            first=dict(zip((document.id for document in documents), starting.tolist(), strict=True)),
        )

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self.owner)


def _columns(entries: Sequence[Indexed]) -> tuple[Ints, Ints, Ints, Ints]:
    rows = [(row.place, row.start, row.end, row.traits) for entry in entries for row in entry.rows]
    table = np.array(rows, np.int64).reshape(len(rows), 4)
    return table[:, 0].copy(), table[:, 1].copy(), table[:, 2].copy(), table[:, 3].copy()


def _covers(documents: Sequence[Document], owner: Ints, postings: Postings) -> list[Cover]:
    """Return what each document says of its period, else the year that its text names most."""
    said = [covered(document) for document in documents]
    if all(said) or not documents:
        return [Cover(span) for span in said]
    often = np.zeros((len(YEARS), len(documents)))
    for i, year in enumerate(YEARS):
        places, counts = postings.of_term(str(year))
        often[i] = np.bincount(owner[places], weights=counts, minlength=len(documents))
    most = len(YEARS) - 1 - often[::-1].argmax(axis=0)
    return [
        Cover(span) if span or not often[most[i], i] else Cover(Span(YEARS[most[i]]), guessed=True)
        for i, span in enumerate(said)
    ]


def _regions(starts: Ints, ends: Ints, owner: Ints) -> Ints:
    """Number the pages: a document of one long page is one, a longer one is cut every REGION characters."""
    if not len(owner):
        return owner
    length = np.zeros(int(owner[-1]) + 1, np.int64)
    np.maximum.at(length, owner, ends)
    page = np.where(length[owner] <= PAGE, 0, (starts + ends) // 2 // REGION)
    fresh = (np.diff(owner, prepend=-1) != 0) | (np.diff(page, prepend=-1) != 0)
    return np.asarray(np.cumsum(fresh) - 1)


def _vectors(entries: Sequence[Indexed], sizes: Sequence[int]) -> Floats:
    dimensions = max(
        (len(e.vectors or b"") // 2 // size for e, size in zip(entries, sizes, strict=True)), default=0
    )
    vectors: NDArray[np.float32] = np.zeros((sum(sizes), dimensions), np.float32)
    at = 0
    for entry, size in zip(entries, sizes, strict=True):
        packed = np.frombuffer(entry.vectors or b"", np.float16)
        if len(packed) == size * dimensions and dimensions:
            vectors[at : at + size] = packed.reshape(size, dimensions)
        at += size
    return vectors
