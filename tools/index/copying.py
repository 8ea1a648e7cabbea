"""Keeping the vector index up with the store: a thread that writes while nobody asks.

A search never waits for it: it asks the index only where the index has everything, and ranks exactly
otherwise.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .rows import Indexed
from .store import Store

if TYPE_CHECKING:
    from .lexical import Floats
    from .vectors import VectorIndex

LEAST = 5_000
"""Passages below which exact ranking is quicker than opening an index."""

DOCUMENTS = 100
"""Documents copied at a time."""


class Copier:
    """Owns the vector index, if this process is the one that may have it."""

    def __init__(self, store: Store, index: VectorIndex, embedding: str, *, idle: float) -> None:
        """Start nothing yet; `idle` is the quiet seconds before copying begins (0: never by itself)."""
        self._store, self._index, self._idle = store, index, idle
        self._embedding = embedding
        self._using = threading.Lock()
        self._stop = threading.Event()
        self._last = time.monotonic()
        self._thread: threading.Thread | None = None

    def poke(self) -> None:
        """Note that something is being asked or written; copying waits until that is over."""
        self._last = time.monotonic()
        if self._thread is None and self._idle > 0:
            self._thread = threading.Thread(target=self._work, name="whynow-vectors", daemon=True)
            self._thread.start()

    def nearest(self, vector: Floats, many: int, number: int) -> dict[tuple[str, int], float] | None:
        """Return the cosine of the nearest (document, place), or None where the index is behind `number`."""
        if not self._using.acquire(blocking=False):
            return None
        try:
            made = self._index.made
            if made is None or made.number < number or made.epoch != self._epoch():
                return None
            found = self._index.nearest(vector, many)
        finally:
            self._using.release()
        return None if found is None else {_unnamed(key): near for key, near in found}

    def copy(self, *, gently: bool = False) -> bool:
        """Bring the index up with the store; return whether this process has it and it is whole.

        `gently` stops between two batches when somebody asks or writes.
        """
        epoch = self._epoch()
        with self._using:
            if not self._index.open(self._embedding, epoch):
                return False
        while not self._stop.is_set() and not (gently and not self._quiet()):
            with self._using:
                made = self._index.made
                if made is None:
                    return False
                number = self._store.number()
                entries = self._store.indexed(after=made.number, limit=DOCUMENTS)
                if not entries:
                    self._index.reach(number)
                    return True
                self._write(entries)
        return False

    def forget(self) -> None:
        """Remove the copy, if it is ours, so that nothing of what was forgotten stays in it."""
        with self._using:
            if self._index.take():
                self._index.wipe()

    def close(self) -> None:
        """Stop copying and let another process have the index."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
        with self._using:
            self._index.close()

    def _work(self) -> None:
        while not self._stop.wait(self._idle / 2):
            if self._quiet() and self._behind():
                self.copy(gently=True)

    def _quiet(self) -> bool:
        return time.monotonic() - self._last >= self._idle

    def _behind(self) -> bool:
        """Say whether there is something to copy or to forget, and enough to be worth it."""
        made = self._index.made
        if made is None:
            return self._store.counts()[0] >= LEAST
        return made.number < self._store.number() or made.epoch != self._epoch()

    def _write(self, entries: Sequence[Indexed]) -> None:
        import numpy as np

        ids: list[str] = []
        parts = []
        for entry in entries:
            packed = np.frombuffer(entry.vectors or b"", np.float16)
            if entry.rows and len(packed):
                ids += [_named(entry.document, row.place) for row in entry.rows]
                parts.append(packed.reshape(len(entry.rows), -1).astype(np.float32))
        number = max(entry.number for entry in entries)
        if parts:
            self._index.add(ids, np.concatenate(parts), number)
        else:
            self._index.reach(number)

    def _epoch(self) -> str:
        return self._store.said("forgotten") or ""


def _named(document: str, place: int) -> str:
    return f"{document}:{place}"


def _unnamed(key: str) -> tuple[str, int]:
    document, _, place = key.rpartition(":")
    return document, int(place)
