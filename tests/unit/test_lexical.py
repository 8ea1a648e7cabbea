"""BM25 over packed terms."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from whynow.tools.index.lexical import K1, B, Postings, counted, telling, words

TEXTS = ["the depot in Oslo opens", "Oslo Oslo depots", "a contract in Bergen", ""]


def test_words_bring_spellings_together() -> None:
    assert words("Companies’ 18,546 depots, U.S. taxes") == ["company", "18546", "depot", "us", "taxe"]
    assert telling("What is the tax?") == ["tax"]


def test_scores_are_bm25_by_hand() -> None:
    postings = Postings.of([counted(TEXTS[:3]), counted(TEXTS[3:])])
    lengths = [len(words(text)) for text in TEXTS]
    mean = sum(lengths) / 3
    idf = math.log(1 + (3 - 2 + 0.5) / 2.5)
    wanted = [
        idf * (K1 + 1) * tf / (tf + K1 * (1 - B + B * length / mean)) if tf else 0.0
        for tf, length in zip((1, 2, 0, 0), lengths, strict=True)
    ]
    assert np.allclose(postings.scores({"oslo": 1.0}), wanted, rtol=1e-5)


def test_groups_are_scored_as_one_text() -> None:
    apart, whole = Postings.of([counted(TEXTS)]), Postings.of([counted([" ".join(TEXTS[:2]), TEXTS[2]])])
    grouped = apart.scores({"oslo": 1.0, "bergen": 0.5}, np.array([0, 0, 1, 2]), 3)
    assert np.allclose(grouped[:2], whole.scores({"oslo": 1.0, "bergen": 0.5}), rtol=1e-5)
    assert grouped[2] == 0


def test_a_mask_leaves_out_the_rest() -> None:
    postings = Postings.of([counted(TEXTS)])
    scores = postings.scores({"oslo": 1.0}, np.arange(4), 4, np.array([True, False, True, True]))
    assert scores[0] > 0
    assert scores[1] == 0


@given(st.lists(st.lists(st.text(max_size=40), max_size=4), max_size=4))
def test_packing_loses_no_passage(documents: list[list[str]]) -> None:
    postings = Postings.of([counted(texts) for texts in documents])
    flat = [text for texts in documents for text in texts]
    assert len(postings) == len(flat)
    assert postings.lengths.tolist() == [len(words(text)) for text in flat]


def test_an_empty_index_answers_nothing() -> None:
    assert Postings.of([]).scores({"oslo": 1.0}).tolist() == []
