"""The searchable memory of one account, or of many: passages as arrays, loaded from the store in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..evidence import Document
from .lexical import Floats, Ints, Postings
from .periods import Cover, Span, covered
from .rows import Indexed, Light

YEARS = range(1990, 2045)

TABLE, NEW_PAGE = 1, 2
"""Traits of a passage: it is mostly a table; a page of its document begins with it."""

PAGE, SECTION, REGION = 9000, 16_000, 3500
"""Characters: a document up to PAGE, or a section up to SECTION, is one place to look at; beyond that every
REGION is. Sections may be longer than pages: the rows of their tables may name their columns."""


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
        sections = tuple(row.section for entry in entries for row in entry.rows)
        region = _regions(starts, ends, owner, sections, traits)
        return cls(
            documents=documents,
            numbers=np.array([entry.number for entry in entries], np.int64),
            covers=tuple(kinds),
            cover=np.array([kinds[cover] for cover in covers], np.int64),
            owner=owner,
            place=place,
            starts=starts,
            ends=ends,
            sections=sections,
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
    """Return the period of each document; a silent filing covers the year that its text names most."""
    said = [covered(document) for document in documents]
    silent = [
        cover.span is None or cover.guessed and d.kind == "filing"
        for cover, d in zip(said, documents, strict=True)
    ]
    if not any(silent):
        return said
    often = np.zeros((len(YEARS), len(documents)))
    for i, year in enumerate(YEARS):
        places, counts = postings.of_term(str(year))
        often[i] = np.bincount(owner[places], weights=counts, minlength=len(documents))
    # Of years named equally often the later is meant: the earlier stands beside it to be compared.
    most = len(YEARS) - 1 - often[::-1].argmax(axis=0)
    return [
        Cover(Span(YEARS[most[i]]), guessed=True) if silent[i] and often[most[i], i] else cover
        for i, cover in enumerate(said)
    ]


def _regions(starts: Ints, ends: Ints, owner: Ints, sections: Sequence[str | None], traits: Ints) -> Ints:
    """Number the places to look at: pages where there are some, else sections, long ones in parts."""
    if not len(owner):
        return owner
    opens = np.diff(owner, prepend=-1) != 0
    length = np.zeros(int(owner[-1]) + 1, np.int64)
    np.maximum.at(length, owner, ends)
    paged = np.zeros(len(length), bool)
    paged[owner[(traits & NEW_PAGE) > 0]] = True
    other = np.array([a != b for a, b in zip(sections, (None, *sections), strict=False)], bool)
    opens |= np.where(paged[owner], (traits & NEW_PAGE) > 0, other & (length[owner] > PAGE))
    first = np.flatnonzero(opens)
    last = np.r_[first[1:], len(owner)] - 1
    sizes = last - first + 1
    begin = np.repeat(starts[first], sizes)
    named = np.array([sections[int(i)] is not None for i in first])
    long = np.repeat(ends[last] - starts[first] > np.where(named, SECTION, PAGE), sizes)
    part = np.where(long, ((starts + ends) // 2 - begin) // REGION, 0)
    return np.asarray(np.cumsum(opens | (np.diff(part, prepend=0) != 0)) - 1)


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
