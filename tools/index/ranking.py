"""Which passages answer a question best: words, meaning, page, statement and period fused. Pure.

Every measure is brought to 0..1 among the passages that may answer, and they are added with the weights
below; the period is a factor. Weights were set on half of the questions of the retrieval measurement and
checked on the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..evidence import Document
from .catalogue import Catalogue
from .lexical import Floats, Ints
from .periods import Span, age, fit
from .questions import Question

POOL = 400
"""How many of the best are put in order."""

FEW = 20_000
"""Above so many passages, pages and statements are weighed only where words or meaning already point."""

ELSEWHERE = 0.5
"""What a passage has of its page's likeness to a statement where none of the likeness is its own."""

AGAIN = 0.5
"""What a passage keeps of its score for each better one on the same page."""


@dataclass(frozen=True)
class Weights:
    """How much each measure counts."""

    words: float = 1.0
    page_words: float = 1.0
    meaning: float = 0.35
    face: float = 1.0
    table: float = 0.25
    period: float = 0.75
    form: float = 0.2
    latest: float = 1.0
    age: float = 0.03


WEIGHTS = Weights()


@dataclass(frozen=True)
class Part:
    """A catalogue that takes part in a search; `allowed[d]` says whether its document d may answer."""

    catalogue: Catalogue
    allowed: NDArray[np.bool_]
    near: Mapping[int, float] | None = None
    """The nearest passages and their cosine, where an index found them."""


@dataclass(frozen=True)
class Hit:
    """A passage that answers: where it is, and how well."""

    part: int
    passage: int
    score: float


@dataclass(frozen=True)
class _Measures:
    """What is known of the passages `at` of one part, before all parts are compared."""

    at: Ints
    region: Ints
    words: Floats
    page_words: Floats
    meaning: Floats
    face: Floats
    table: Floats
    factor: Floats


def ranked(
    parts: Sequence[Part], question: Question, vector: Floats | None, weights: Weights = WEIGHTS
) -> list[Hit]:
    """Return the passages that answer, best first; the same input gives the same order."""
    if not parts:
        return []
    newest = _newest(parts)
    measures = [_measured(part, question, vector, newest, weights) for part in parts]
    offsets = np.cumsum([0, *(part.catalogue.regions for part in parts)])
    region = np.concatenate([m.region + offset for m, offset in zip(measures, offsets, strict=False)])
    scores = (
        weights.words * _scaled(_joined([m.words for m in measures]))
        + weights.page_words * _scaled(_joined([m.page_words for m in measures]))
        + weights.meaning * _scaled(_joined([m.meaning for m in measures]))
        + weights.face * _scaled(_joined([m.face for m in measures])) ** 2
        + weights.table * _joined([m.table for m in measures])
    ) * _joined([m.factor for m in measures])
    owner = np.repeat(np.arange(len(parts)), [len(m.at) for m in measures])
    at = np.concatenate([m.at for m in measures])
    return [Hit(int(owner[i]), int(at[i]), score) for i, score in _spread(scores, region)]


def _measured(
    part: Part, question: Question, vector: Floats | None, newest: Span | None, weights: Weights
) -> _Measures:
    """Measure how well passages, and the pages they stand on, speak of what is asked."""
    catalogue, postings = part.catalogue, part.catalogue.postings
    open_to = part.allowed[catalogue.owner]
    words = np.where(open_to, postings.scores(question.terms), 0)
    near = _near(catalogue, vector, part.near)
    at, among = _candidates(words, np.where(open_to, near, 0), open_to)
    region = catalogue.region[at]
    if among is not None:
        pointed = np.zeros(catalogue.regions, bool)
        pointed[region] = True
        among = pointed[catalogue.region]
    pages = postings.scores(question.terms, catalogue.region, catalogue.regions, among)
    faces = postings.scores(question.faces, catalogue.region, catalogue.regions, among)
    # Several statements may stand on one page: the passage that is like the one asked for counts more.
    own = _scaled(postings.scores(question.faces, among=_only(at, among))[at])
    return _Measures(
        at=at,
        region=region,
        words=words[at],
        page_words=pages[region],
        meaning=near[at],
        face=faces[region] * (ELSEWHERE + (1 - ELSEWHERE) * own),
        table=catalogue.tables[at] * question.amount,
        factor=_timely(catalogue, question, newest, weights)[catalogue.owner[at]],
    )


def _near(catalogue: Catalogue, vector: Floats | None, found: Mapping[int, float] | None) -> Floats:
    """Return how much nearer than usual each passage is to the question."""
    if found is not None:
        near = np.zeros(len(catalogue), np.float32)
        near[list(found)] = list(found.values())
        return np.asarray(np.maximum(near - min(found.values(), default=0), 0), np.float32)
    if vector is None or catalogue.vectors.shape[1] != len(vector):
        return np.zeros(len(catalogue), np.float32)
    cosine = catalogue.vectors @ vector
    usual = min(float(np.median(cosine[: 4 * POOL])), float(cosine.max()) / 2) if len(cosine) else 0.0
    return np.asarray(np.maximum(cosine - usual, 0), np.float32)


def _candidates(
    words: Floats, near: Floats, open_to: NDArray[np.bool_]
) -> tuple[Ints, NDArray[np.bool_] | None]:
    """Return the passages worth measuring, and (where that is not all) a mask for the pages to weigh."""
    if len(words) <= FEW:
        return np.flatnonzero(open_to), None
    chosen = np.union1d(_best(words), _best(near))
    return chosen, np.zeros(len(words), bool)


def _only(at: Ints, among: NDArray[np.bool_] | None) -> NDArray[np.bool_] | None:
    """Return a mask of the passages `at`, where not all are weighed."""
    if among is None:
        return None
    mask = np.zeros_like(among)
    mask[at] = True
    return mask


def _timely(catalogue: Catalogue, question: Question, newest: Span | None, weights: Weights) -> Floats:
    """Return a factor for each document: whether it reports on the time, and is of the form, asked about."""
    fits = np.array([fit(question.spans, cover) for cover in catalogue.covers], np.float32)
    factor = 1 - weights.period + weights.period * fits
    if not question.spans and newest:
        fading = weights.latest if question.latest else weights.age
        years = np.array([min(age(cover, newest), 5) for cover in catalogue.covers], np.float32)
        factor = factor / (1 + fading * years)
    factor = factor[catalogue.cover] if len(catalogue.covers) else np.zeros(0, np.float32)
    if question.forms:
        match = [_is_form(document, question.forms) for document in catalogue.documents]
        factor = factor * (1 - weights.form + weights.form * np.array(match, np.float32))
    return np.asarray(factor, np.float32)


def _newest(parts: Sequence[Part]) -> Span | None:
    said = (cover for part in parts for cover in part.catalogue.covers if not cover.guessed)
    return max(
        (cover.span for cover in said if cover.span), key=lambda s: (s.year, s.quarter or 4), default=None
    )


def _is_form(document: Document, forms: tuple[str, ...]) -> bool:
    said = f"{document.form or ''} {document.title}".upper().replace("-", "")
    return any(form.upper().replace("-", "") in said for form in forms)


def _joined(arrays: Sequence[Floats]) -> Floats:
    return np.concatenate(arrays) if arrays else np.zeros(0, np.float32)


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
    for i in map(int, _best(scores)):
        before = seen.get(int(region[i]), 0)
        seen[int(region[i])] = before + 1
        result.append((i, float(scores[i]) * AGAIN**before))
    return sorted(result, key=lambda pair: (-pair[1], pair[0]))
