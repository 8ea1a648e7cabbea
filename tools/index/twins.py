"""Pages that say the same: near-duplicates of one account are found once."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..evidence import Document

COPIED = frozenset({"website", "post", "news", "encyclopedia"})
"""Kinds that are published again and again; a filing that repeats last year's words is other evidence."""

SHINGLE = 4
HASHES = 64
ALIKE = 0.85
"""Share of word shingles in common from which two pages are one."""

_WORD = re.compile(r"[^\W_]+")
_SEEDS = np.random.default_rng(20250901).integers(1, 2**63, (2, HASHES), dtype=np.uint64) | np.uint64(1)


class Kept(NamedTuple):
    """What is remembered of a document to tell its twins."""

    id: str
    url: str
    kind: str
    title: str
    read: str
    sketch: bytes | None
    hidden_by: str | None


def sketch(document: Document) -> bytes | None:
    """Return the min-hash of a document's word shingles; None where it is too short to tell."""
    shingles = _shingles(document.text)
    if len(shingles) < HASHES // 4:
        return None
    mixed = shingles[:, None] * _SEEDS[0] + _SEEDS[1]
    return np.asarray((mixed >> np.uint64(32)).min(axis=0).astype(np.uint32)).tobytes()


def hidden(documents: Sequence[Document], kept: Sequence[Kept]) -> dict[str, str]:
    """Return which documents the new `documents` hide, or are hidden by: {hidden: the one that is found}.

    Of two readings of one URL the later is found; of two pages that say the same the one that was kept first.
    """
    result: dict[str, str] = {}
    order = {document.id: i for i, document in enumerate(documents)}
    found = sorted((other for other in kept if other.hidden_by is None), key=lambda k: order.get(k.id, -1))
    matrix = np.array([_signature(other.sketch) for other in found], np.uint32).reshape(len(found), HASHES)
    place = {other.id: i for i, other in enumerate(found)}
    for document in documents:
        if document.id not in place:
            continue
        here = place[document.id]
        alike = _alike(matrix, here)
        for there, other in enumerate(found):
            if there == here or other.id in result or document.id in result:
                continue
            if other.url == document.url and _supersedes(document, other, bool(alike[there])):
                older, newer = sorted((found[here], other), key=lambda k: (k.read, k.id == document.id))
                result[older.id] = newer.id
            elif alike[there] and {other.kind, document.kind} <= COPIED and other.url != document.url:
                late = document.id if there < here or other.id not in order else other.id
                result[late] = other.id if late == document.id else document.id
    return result


def _supersedes(document: Document, other: Kept, alike: bool) -> bool:
    """Say whether two readings of one URL are readings of one page."""
    if document.kind in COPIED and other.kind in COPIED:
        return True
    return alike and document.kind == other.kind == "filing" and document.title == other.title


def _alike(matrix: NDArray[np.uint32], here: int) -> NDArray[np.bool_]:
    mine = matrix[here]
    if not mine.any():
        return np.zeros(len(matrix), bool)
    return np.asarray((matrix == mine).mean(axis=1) >= ALIKE)


def _signature(packed: bytes | None) -> NDArray[np.uint32]:
    return np.frombuffer(packed, np.uint32) if packed else np.zeros(HASHES, np.uint32)


def _shingles(text: str) -> NDArray[np.uint64]:
    """Return the distinct shingles of a text as numbers."""
    words = [zlib.crc32(word.encode()) for word in _WORD.findall(text.lower())]
    row = np.array(words, np.uint64)
    if len(row) < SHINGLE:
        return np.zeros(0, np.uint64)
    mixed = np.zeros(len(row) - SHINGLE + 1, np.uint64)
    for i in range(SHINGLE):
        mixed = mixed * np.uint64(1_099_511_628_211) + row[i : len(row) - SHINGLE + 1 + i]
    return np.unique(mixed)
