"""What a question is understood to ask."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from whynow.tools.index.periods import Span
from whynow.tools.index.questions import understood


def test_an_analysts_word_brings_the_words_of_the_page() -> None:
    terms = understood("What was Halden's capex in FY2022?", names=["Halden"]).terms
    assert {"capex", "purchase", "property", "plant", "equipment"} <= set(terms)
    assert terms["capex"] > terms["purchase"]


def test_a_ratio_asks_for_the_statements_of_its_line_items() -> None:
    faces = understood("Does it have a healthy quick ratio?").faces
    assert "liability" in faces
    assert "reconcile" not in faces
    assert {"liability", "operation"} <= set(understood("fixed asset turnover ratio").faces)


def test_a_statement_that_is_named_is_the_one_that_is_meant() -> None:
    question = understood("Using the cash flow statement, what is the net income?")
    assert question.named
    assert "reconcile" in question.faces
    assert "diluted" not in question.faces


def test_how_to_answer_is_not_what_is_asked() -> None:
    text = (
        "What is the revenue of Halden Rail (in USD millions)? Answer using details of the filing, "
        "rounded to two decimal places."
    )
    assert set(understood(text, names=["Halden Rail"]).own) == {"revenue"}


def test_periods_and_forms_are_taken_out_of_the_words() -> None:
    question = understood("gross margin in the Q2 2023 10-Q")
    assert question.spans[0] == Span(2023, 2)
    assert question.forms == ("10-Q",)
    assert set(question.own) == {"gross", "margin"}


def test_a_period_given_beside_the_question_counts() -> None:
    assert understood("gross margin", period="FY2021").spans == (Span(2021),)


def test_the_latest_is_asked_only_where_no_period_is() -> None:
    assert understood("the most recent risk factors").latest
    assert not understood("the most recent risk factors of 2022").latest


def test_a_sales_question_keeps_its_words() -> None:
    assert set(understood("Who runs predictive maintenance at the depots?").own) >= {
        "run",
        "predictive",
        "maintenance",
        "depot",
    }


@given(st.text(max_size=300))
def test_anything_can_be_asked(text: str) -> None:
    assert understood(text).text == text
