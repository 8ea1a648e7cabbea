"""Words: how text becomes terms, and BM25 over the terms of many passages.

Terms are kept as 32-bit hashes beside each document in the store, so that the index of an account is loaded
with a few copies of memory and needs no tokenising.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

K1, B = 1.2, 0.75

_TERM = re.compile(r"[^\W_]+(?:[.,’'&][^\W_]+)*")
_SILENT = """
a about all also an and any are as at be been being but by can could did do does doing for from had has
have having he her his how i if in into is it its it's may me might more most much my no not of on or
our over please s she should so some such than that the their them then there these they this those
through to under up us was we were what when where which while who whom why will with within would you
your
"""
_STOP = frozenset(_SILENT.split())


def words(text: str) -> list[str]:
    """Return the words of `text` in lower case, thousands without their commas, plurals as singulars."""
    return [_plain(word) for word in _TERM.findall(text.lower())]


def telling(text: str) -> list[str]:
    """Return the words of a question that can tell one passage from another."""
    return [word for word in words(text) if word not in _STOP]


@lru_cache(maxsize=200_000)
def _plain(word: str) -> str:
    """Bring the spellings of one word together."""
    word = word.replace("’", "'").removesuffix("'s")
    if word[0].isdigit():
        return word.replace(",", "").rstrip(".")
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]
    return word.replace(".", "") if len(word) <= 6 else word


@lru_cache(maxsize=200_000)
def term(word: str) -> int:
    """Return the number that stands for a word, the same on every machine."""
    return zlib.crc32(word.encode())


def counted(texts: Iterable[str]) -> bytes:
    """Return the terms of each text and how often each stands there, packed for `Postings.of`."""
    parts = [
        np.unique(np.array([term(w) for w in words(text)], np.uint32), return_counts=True) for text in texts
    ]
    sizes = np.array([len(terms) for terms, _ in parts], np.uint32)
    head = np.array([len(parts)], np.uint32)
    terms = np.concatenate([terms for terms, _ in parts] or [np.zeros(0, np.uint32)])
    counts = np.concatenate([counts for _, counts in parts] or [np.zeros(0, np.int64)])
    return b"".join(
        (head.tobytes(), sizes.tobytes(), terms.tobytes(), np.minimum(counts, 255).astype(np.uint8).tobytes())
    )


@dataclass(frozen=True)
class Postings:
    """Which passages hold which terms, how often; passages are numbered in the order they were given."""

    drawers: NDArray[np.uint16]
    starts: Ints
    """The first halves of terms, in order, and where the entries of each begin: to put a hundred thousand
    passages in drawers takes half the time of sorting them, and a drawer is looked through at once."""
    terms: NDArray[np.uint32]
    places: NDArray[np.uint32]
    counts: NDArray[np.uint8]
    lengths: Floats

    @classmethod
    def of(cls, packed: Sequence[bytes]) -> Postings:
        """Unpack what `counted` packed, document after document."""
        sizes, terms, counts = zip(*map(_unpacked, packed), strict=True) if packed else ((), (), ())
        each = _joined(sizes, np.uint32).astype(np.int64)
        all_terms = np.asarray(_joined(terms, np.uint32), np.uint32)
        all_counts = np.asarray(_joined(counts, np.uint8), np.uint8)
        places = np.repeat(np.arange(len(each), dtype=np.uint32), each)
        upto = np.r_[0, np.cumsum(all_counts, dtype=np.int64)]
        lengths = np.diff(upto[np.r_[0, np.cumsum(each)]]).astype(np.float32)
        halves = (all_terms >> np.uint32(16)).astype(np.uint16)
        order = np.argsort(halves, kind="stable")
        halves = halves[order]
        first = np.flatnonzero(np.diff(halves, prepend=~halves[:1]))
        return cls(
            halves[first], np.r_[first, len(halves)].astype(np.int64), all_terms[order], places[order],
            all_counts[order], lengths,
        )  # fmt: skip

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self.lengths)

    def of_term(self, word: str) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
        """Return the passages that hold a word, and how often each does."""
        wanted = term(word)
        at = int(np.searchsorted(self.drawers, np.uint16(wanted >> 16)))
        if at == len(self.drawers) or self.drawers[at] != wanted >> 16:
            return self.places[:0], self.counts[:0]
        drawer = slice(int(self.starts[at]), int(self.starts[at + 1]))
        held = self.terms[drawer] == np.uint32(wanted)
        if held.all():
            return self.places[drawer], self.counts[drawer]
        return self.places[drawer][held], self.counts[drawer][held]

    def scores(
        self,
        query: Mapping[str, float],
        groups: Ints | None = None,
        size: int = 0,
        among: NDArray[np.bool_] | None = None,
    ) -> Floats:
        """Return the BM25 of each passage; with `groups`, of each group of passages read as one text.

        `among` says which passages are read at all: whole groups, where only some are of interest.
        """
        lengths = self.lengths if groups is None else _grouped(groups, self.lengths, size)
        result = np.zeros(len(lengths), np.float32)
        filled = max(int(np.count_nonzero(lengths)), 1)
        norm = K1 * (1 - B + B * lengths / max(float(lengths.sum()) / filled, 1.0))
        for word, weight in query.items():
            places, counts = self.of_term(word)
            holders = len(places)
            if among is not None:
                chosen = among[places]
                places, counts = places[chosen], counts[chosen]
            if not len(places):
                continue
            at, often = (
                (places, counts.astype(np.float32)) if groups is None else _held(groups[places], counts, size)
            )
            # Which groups elsewhere hold the term is not known then; as many as passages, at most all.
            holders = min(holders, filled - 1) if among is not None else len(at)
            idf = np.log1p((filled - holders + 0.5) / (holders + 0.5))
            result[at] += np.float32(weight * idf * (K1 + 1)) * often / (often + norm[at])
        return result


def _held(groups: Ints, counts: NDArray[np.uint8], size: int) -> tuple[Ints, Floats]:
    """Return the groups that hold a term, and how often each does."""
    if len(groups) * 20 < size:
        at, inverse = np.unique(groups, return_inverse=True)
        return at, np.bincount(inverse, weights=counts).astype(np.float32)
    held = _grouped(groups, counts, size)
    at = np.flatnonzero(held)
    return at, held[at]


def _grouped(groups: Ints, values: NDArray[np.generic], size: int) -> Floats:
    return np.bincount(groups, weights=values, minlength=size).astype(np.float32)


def _unpacked(packed: bytes) -> tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint8]]:
    many = int(np.frombuffer(packed, np.uint32, 1)[0])
    sizes = np.frombuffer(packed, np.uint32, many, 4)
    total = int(sizes.sum())
    terms = np.frombuffer(packed, np.uint32, total, 4 + 4 * many)
    return sizes, terms, np.frombuffer(packed, np.uint8, total, 4 + 4 * many + 4 * total)


def _joined(parts: Sequence[NDArray[np.generic]], kind: type[np.generic]) -> NDArray[np.generic]:
    return np.concatenate(parts) if parts else np.zeros(0, kind)
