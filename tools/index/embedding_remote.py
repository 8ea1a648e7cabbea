"""Embeddings of any OpenAI-compatible endpoint, chosen by a setting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..errors import FetchError

if TYPE_CHECKING:
    from .embedding import Vectors

BATCH = 64
"""Texts in one request."""


class RemoteEmbedding:
    """A model behind a URL; its texts leave this machine."""

    remote = True

    def __init__(self, model: str, *, base_url: str = "", key: str = "", client: Any = None) -> None:
        """Connect to nothing yet; `client` replaces the one that would be made."""
        self.name = f"{model}@{base_url or 'default'}"
        self._model, self._base_url, self._key, self._client = model, base_url, key, client
        self._dimensions = 0

    @property
    def dimensions(self) -> int:
        """How long the vectors are: known once the endpoint has answered."""
        if not self._dimensions:
            self.embed(["dimensions"])
        return self._dimensions

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row a text, or raise FetchError with what the endpoint said."""
        import numpy as np

        rows = [row for i in range(0, len(texts), BATCH) for row in self._asked([*texts[i : i + BATCH]])]
        vectors = np.asarray(rows, np.float32).reshape(len(texts), -1)
        if len(texts):
            self._dimensions = vectors.shape[1]
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.where(lengths > 0, lengths, 1), np.float32)

    def _asked(self, texts: list[str]) -> list[list[float]]:
        import openai

        if self._client is None:
            # Local endpoints ask for no key, and the client insists on one.
            self._client = openai.OpenAI(
                base_url=self._base_url or None, api_key=self._key or "none", timeout=30, max_retries=2
            )
        try:
            # Servers other than OpenAI's own often know no base64.
            answer = self._client.embeddings.create(
                model=self._model, input=[text or " " for text in texts], encoding_format="float"
            )
        except openai.OpenAIError as error:
            raise FetchError(self._base_url or "the embeddings endpoint", str(error)) from error
        if len(answer.data) != len(texts):
            raise FetchError(self._base_url, f"{len(answer.data)} vectors came back for {len(texts)} texts")
        return [row.embedding for row in sorted(answer.data, key=lambda row: row.index)]
