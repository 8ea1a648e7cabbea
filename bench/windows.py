"""The floors of the retrieval measurement: plain windows of words, BM25, static vectors, their fusion.

Written apart from the product's own index on purpose; nothing here knows sections, tables or periods.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from whynow.tools.index.embedding import LocalEmbedding

WINDOW, STEP = 180, 180
WORD = re.compile(r"[a-z0-9]+(?:[.,][0-9]+)*")


@dataclass(frozen=True)
class Window:
    """Some words of one page."""

    page: tuple[str, int]
    text: str


class Windows:
    """The windows of one company's pages, ranked three ways."""

    def __init__(self, pages: Sequence[tuple[tuple[str, int], str]], embedding: LocalEmbedding) -> None:
        """Cut and count."""
        self.windows = [Window(page, text) for page, whole in pages for text in _windows(whole)]
        self._embedding = embedding
        self._vectors = embedding.embed([window.text for window in self.windows])
        self._counts = [Counter(WORD.findall(window.text.lower())) for window in self.windows]
        self._lengths = np.array([sum(counts.values()) for counts in self._counts])
        self._held = Counter(word for counts in self._counts for word in counts)

    def words(self, question: str) -> list[int]:
        """Rank by BM25."""
        mean, total = self._lengths.mean(), len(self.windows)
        scores = np.zeros(total)
        for word in set(WORD.findall(question.lower())) & self._held.keys():
            idf = math.log(1 + (total - self._held[word] + 0.5) / (self._held[word] + 0.5))
            often = np.array([counts[word] for counts in self._counts])
            scores += idf * often * 2.2 / (often + 1.2 * (0.25 + 0.75 * self._lengths / mean))
        return [int(i) for i in np.argsort(-scores, kind="stable") if scores[i] > 0]

    def meaning(self, question: str) -> list[int]:
        """Rank by the cosine of static vectors."""
        return [
            int(i) for i in np.argsort(-(self._vectors @ self._embedding.embed([question])[0]), kind="stable")
        ]

    def fused(self, question: str) -> list[int]:
        """Fuse both by reciprocal rank, words twice."""
        scores: Counter[int] = Counter()
        for weight, order in ((2, self.words(question)), (1, self.meaning(question))):
            for rank, i in enumerate(order[:1000]):
                scores[i] += weight / (61 + rank)  # type: ignore[assignment]
        return [i for i, _ in scores.most_common()]

    def pages(self, order: Sequence[int], many: int = 10) -> list[tuple[str, int]]:
        """Return the first `many` different pages of a ranking."""
        return list(dict.fromkeys(self.windows[i].page for i in order[: 20 * many]))[:many]


def _windows(text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[i : i + WINDOW]) for i in range(0, len(words), STEP)]
