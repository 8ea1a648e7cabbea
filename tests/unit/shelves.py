"""An account, embeddings and documents for the tests of the library."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from whynow.tools.errors import FetchError
from whynow.tools.evidence import Account, Document, document_id

HALDEN = Account(
    id="halden", name="Halden Rail Systems", domain="haldenrail.example", ticker="HLDN", cik="0001234567",
    aliases=("Halden Rail",), former_names=("Halden Vogn AS",),
)  # fmt: skip


class Letters:
    """An embedding of letters: near where the same letters are used; counts its texts."""

    name, dimensions, remote = "letters", 26, False

    def __init__(self) -> None:
        self.texts: list[str] = []

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        self.texts += texts
        rows = np.array([[text.lower().count(chr(97 + i)) for i in range(26)] for text in texts], np.float32)
        rows = rows.reshape(len(texts), 26)
        return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1))


class Away(Letters):
    """A remote embedding that may be unreachable."""

    name, remote = "away", True

    def __init__(self) -> None:
        super().__init__()
        self.reachable = True

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        if not self.reachable:
            raise FetchError("https://embeddings.example", "connection refused")
        return super().embed(texts)


def note(text: str, url: str = "", account: str = "halden", **fields: object) -> Document:
    url = url or f"https://haldenrail.example/{len(text)}-{text[:12].replace(' ', '-')}"
    known = {
        "id": document_id(account, url, text), "account": account, "url": url, "kind": "note",
        "title": "Note", "text": text, "read": "2026-01-01T00:00:00Z", "source": "provided",
    }  # fmt: skip
    return Document.model_validate(known | fields)
