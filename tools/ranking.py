"""Which passages answer a question best: words and meaning fused, one place after another. Pure."""

from __future__ import annotations

import numpy as np

from .catalogue import Catalogue
from .lexical import Floats, Ints
from .questions import Question

POOL = 400
"""How many of the best by each measure are looked at."""

EVEN = 60
"""The constant of reciprocal rank fusion."""

AGAIN = 0.6
"""What a passage keeps of its score for each better one on the same page."""


def ranked(
    catalogue: Catalogue, question: Question, vector: Floats | None, allowed: np.ndarray
) -> list[tuple[int, float]]:
    """Return passages with their scores, best first; `allowed[d]` says whether document d may answer."""
    if not len(catalogue):
        return []
    open_to = allowed[catalogue.owner]
    lists = [(2.0, np.where(open_to, catalogue.postings.scores(question.terms), 0))]
    if vector is not None:
        lists.append((1.0, np.where(open_to, catalogue.vectors @ vector, 0)))
    fused = np.zeros(len(catalogue), np.float32)
    for weight, scores in lists:
        best = _best(scores)
        fused[best] += weight / (EVEN + 1 + np.arange(len(best)))
    return _spread(fused, catalogue.region)


def _best(scores: Floats) -> Ints:
    """Return the best of these scores in order, zero and less left out, ties by place."""
    some = np.flatnonzero(scores > 0)
    if len(some) > POOL:
        some = np.sort(some[np.argpartition(-scores[some], POOL - 1)[:POOL]])
    return some[np.argsort(-scores[some], kind="stable")]


def _spread(scores: Floats, region: Ints) -> list[tuple[int, float]]:
    """Order by score, where each further passage of a page counts less."""
    seen: dict[int, int] = {}
    result = []
    for place in _best(scores):
        before = seen.get(int(region[place]), 0)
        seen[int(region[place])] = before + 1
        result.append((int(place), float(scores[place]) * AGAIN**before))
    return sorted(result, key=lambda pair: (-pair[1], pair[0]))
