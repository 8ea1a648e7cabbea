"""The vector index over all accounts: chromadb, a copy that can always be made again from the store.

One process at a time opens it (a lock of the operating system, which a killed process cannot leave behind);
the others rank exactly. How far the copy has come is noted beside it after each batch, so that a kill in
the middle only means that the batch is written again. Whatever is wrong with the folder, the answer is to
start it anew.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

log = logging.getLogger(__name__)

BATCH = 2000
COLLECTION = "passages"


@dataclass(frozen=True)
class Made:
    """What the copy was made of, and how far it has come."""

    embedding: str
    epoch: str
    """Changes when something was forgotten: the copy must not remember it either."""
    folder: str
    number: int = 0
    count: int = 0


class VectorIndex:
    """The chromadb folder of one home; every method is called by one thread at a time."""

    def __init__(self, folder: Path) -> None:
        """Open nothing yet."""
        self._folder = folder
        self._lock: IO[bytes] | None = None
        self._client: Any = None
        self._collection: Any = None
        self.made: Made | None = None

    def open(self, embedding: str, epoch: str) -> bool:
        """Open the folder, anew where it does not fit; say whether this process has it."""
        if (
            self._collection is not None
            and self.made
            and (self.made.embedding, self.made.epoch) == (embedding, epoch)
        ):
            return True
        if not self.take():
            return False
        noted = self._noted()
        if noted is not None and (noted.embedding, noted.epoch) == (embedding, epoch):
            with _no_panic("the vector index does not open and is made anew"):
                # A batch that was cut short stands beyond what is noted, and is written again.
                if self._attach(noted.folder) >= noted.count:
                    self.made = noted
                    return True
        self.wipe()
        # A new name: chromadb remembers, for the life of the process, a folder that failed to open.
        folder = f"data-{time.time_ns():x}"
        self._attach(folder)
        self._note(Made(embedding, epoch, folder))
        return True

    def add(self, ids: Sequence[str], vectors: NDArray[np.float32], number: int) -> None:
        """Write one batch; `number` says how far the store has been copied with it."""
        made = self.made
        if made is None:
            return
        with self._mended("write"):
            for i in range(0, len(ids), BATCH):
                self._collection.upsert(ids=list(ids[i : i + BATCH]), embeddings=vectors[i : i + BATCH])
            self._note(replace(made, number=number, count=int(self._collection.count())))

    def reach(self, number: int) -> None:
        """Note that the copy has everything up to `number`."""
        if self.made is not None and self.made.number < number:
            self._note(replace(self.made, number=number))

    def nearest(self, vector: NDArray[np.float32], many: int) -> list[tuple[str, float]] | None:
        """Return the ids of the nearest vectors with their cosine, best first; None where it cannot."""
        if self.made is None or not self.made.count:
            return None
        with self._mended("answer"):
            many = min(many, self.made.count)
            found = self._collection.query(query_embeddings=[vector], n_results=many, include=["distances"])
            return [(key, 1 - far) for key, far in zip(found["ids"][0], found["distances"][0], strict=True)]
        return None

    def wipe(self) -> None:
        """Remove the copy; call it only after `take`."""
        self._detach()
        self._notes.unlink(missing_ok=True)
        for data in self._folder.glob("data-*"):
            shutil.rmtree(data)

    def close(self) -> None:
        """Let another process have the folder."""
        self._detach()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    @property
    def _notes(self) -> Path:
        return self._folder / "made.json"

    def take(self) -> bool:
        """Say whether this process has the folder; it has it until `close`."""
        if self._lock is not None:
            return True
        self._folder.mkdir(parents=True, exist_ok=True)
        file = (self._folder / "lock").open("ab")
        if _locked(file):
            self._lock = file
            return True
        file.close()
        return False

    def _attach(self, folder: str) -> int:
        """Open the collection and return how many vectors it holds."""
        import chromadb
        from chromadb.config import Settings

        self._detach()
        data = self._folder / folder
        data.mkdir(parents=True, exist_ok=True)
        self._client = chromadb.PersistentClient(str(data), settings=Settings(anonymized_telemetry=False))
        # No embedding function: chromadb's own would be downloaded.
        self._collection = self._client.get_or_create_collection(
            COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine", "ef_search": 200}}
        )
        return int(self._collection.count())

    def _detach(self) -> None:
        client, self._client, self._collection, self.made = self._client, None, None, None
        if client is not None:
            with _no_panic("the vector index did not close"):
                client.close()

    @contextmanager
    def _mended(self, what: str) -> Iterator[None]:
        """Start the copy anew, next time it is opened, where it fails to do `what`."""
        whole = False
        with _no_panic(f"the vector index does not {what} and is made anew"):
            yield
            whole = True
        if not whole:
            self.wipe()

    def _noted(self) -> Made | None:
        try:
            return Made(**json.loads(self._notes.read_text()))
        except (OSError, ValueError, TypeError):
            return None

    def _note(self, made: Made) -> None:
        fresh = self._notes.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(made)))
        fresh.replace(self._notes)
        self.made = made


@contextmanager
def _no_panic(what: str) -> Iterator[None]:
    """Log whatever chromadb raises, panics of its Rust half included, and go on: it is only a copy."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001  pyo3 panics derive from BaseException
        log.warning("%s: %s", what, error)


def _locked(file: IO[bytes]) -> bool:
    """Take the lock of the operating system on `file`, or say that another process has it."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
