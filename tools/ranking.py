"""Which passages answer a question best: words, meaning, page, statement and period fused. Pure.

Every measure is brought to 0..1 among the passages that may answer, and they are added with the weights below; the
period is a factor. Weights were set on half of the questions of the retrieval measurement and checked on the rest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .catalogue import Catalogue
from .evidence import Document
from .lexical import Floats, Ints
from .periods import Span, age, fit
from .questions import Question

POOL = 400
"""How many of the best are put in order."""

AGAIN = 0.5
"""What a passage keeps of its score for each better one on the same page."""


@dataclass(frozen=True)
class Weights:
    """How much each measure counts."""

    words: float = 1.0
    page_words: float = 1.0
    meaning: float = 0.4
    face: float = 0.8
    table: float = 0.1
    period: float = 0.75
    form: float = 0.2
    latest: float = 1.0
    age: float = 0.03


def ranked(
    catalogue: Catalogue,
    question: Question,
    vector: Floats | None,
    allowed: NDArray[np.bool_],
    weights: Weights = Weights(),
) -> list[tuple[int, float]]:
    """Return passages with their scores, best first; `allowed[d]` says whether document d may answer."""
    if not len(catalogue) or not allowed.any():
        return []
    scores = _scores(catalogue, question, vector, weights) * _timely(catalogue, question, weights)
    return _spread(np.where(allowed[catalogue.owner], scores, 0), catalogue.region)


def _scores(catalogue: Catalogue, question: Question, vector: Floats | None, weights: Weights) -> Floats:
    """Return how well each passage, and the page it stands on, speak of what is asked."""
    region, size = catalogue.region, catalogue.regions
    scores = weights.words * _scaled(catalogue.postings.scores(question.terms))
    scores += weights.page_words * _scaled(catalogue.postings.scores(question.terms, region, size))[region]
    if vector is not None and catalogue.vectors.size:
        near = catalogue.vectors @ vector
        near = _scaled(np.maximum(near - np.median(near), 0))
        scores += weights.meaning * near
    if question.faces:
        face = _scaled(catalogue.postings.scores(question.faces, region, size)) ** 2
        scores += weights.face * face[region]
    if question.amount:
        scores += weights.table * catalogue.tables
    return scores


def _timely(catalogue: Catalogue, question: Question, weights: Weights) -> Floats:
    """Return a factor for each passage: whether its document reports on the time, and is of the form, asked about."""
    fits = [fit(question.spans, cover) for cover in catalogue.covers]
    factor = 1 - weights.period + weights.period * np.array(fits, np.float32)
    newest = max((c.span for c in catalogue.covers if c.span and not c.guessed), key=_moment, default=None)
    if not question.spans and newest:
        fading = weights.latest if question.latest else weights.age
        years = np.array([min(age(cover, newest), 5) for cover in catalogue.covers], np.float32)
        factor = factor / (1 + fading * years)
    if question.forms:
        match = [_is_form(document, question.forms) for document in catalogue.documents]
        factor = factor * (1 - weights.form + weights.form * np.array(match, np.float32))
    return np.asarray(factor[catalogue.owner], np.float32)


def _moment(span: Span) -> tuple[int, int]:
    return span.year, span.quarter or 4


def _is_form(document: Document, forms: tuple[str, ...]) -> bool:
    said = f"{document.form or ''} {document.title}".upper().replace("-", "")
    return any(form.upper().replace("-", "") in said for form in forms)


def _scaled(scores: Floats) -> Floats:
    """Divide by the best, so that measures of different kinds can be added."""
    best = float(scores.max(initial=0))
    return scores / best if best > 0 else scores


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
