"""Embeddings: text to vectors of length one, by the model whose weights came with the package."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]


class Embedding(Protocol):
    """Whatever turns texts into vectors; `name` is stored with them, so that no two models are mixed."""

    @property
    def name(self) -> str:
        """The model's name."""
        ...

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        ...

    @property
    def remote(self) -> bool:
        """Whether the text leaves this machine."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row a text, float32, each of length one (or all zero where the text says nothing)."""
        ...


class LocalEmbedding:
    """Static word vectors (wordllama), loaded from its own package when first used; opens no socket."""

    name = "wordllama-l2-supercat-256"
    dimensions = 256
    remote = False

    def __init__(self) -> None:
        """Load nothing yet."""
        self._model: Any = None
        self._loading = threading.Lock()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row a text; an empty text has no direction and stays zero."""
        import numpy as np

        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        model = self._loaded()
        encoded = model.tokenizer.encode_batch(list(texts), add_special_tokens=False)
        vectors = np.stack([_mean(model.embedding, encoding.ids) for encoding in encoded])
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.where(lengths > 0, lengths, 1), np.float32)

    def _loaded(self) -> Any:
        with self._loading:
            if self._model is None:
                self._model = _load()
        return self._model


def _mean(rows: Vectors, ids: Sequence[int]) -> Vectors:
    """Return the mean of the rows of these tokens, as the library does, without its padding."""
    import numpy as np

    known = np.minimum(np.asarray(ids, np.int64), len(rows) - 1)
    return rows[known].mean(axis=0) if len(known) else np.zeros(rows.shape[1], np.float32)


def _load() -> Any:
    """Load the weights of the installed package, without its habit of setting up everybody's logging."""
    import logging
    from pathlib import Path

    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    import wordllama

    root.handlers[:] = handlers
    root.setLevel(level)
    folder = Path(wordllama.__file__).parent
    model = wordllama.WordLlama.load(cache_dir=folder, disable_download=True)
    model.tokenizer.no_padding()
    return model
