"""Periods as people write them, and whether a document answers for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whynow.tools.evidence import Document, Period
from whynow.tools.index.periods import Cover, Span, covered, fit, spans


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("What was FY2018 capex?", Span(2018)),
        ("revenue in fiscal year 2022", Span(2022)),
        ("fiscal 2022 growth", Span(2022)),
        ("FY23 margin", Span(2023)),
        ("Q2 2023 results", Span(2023, 2)),
        ("Q2 of FY2023", Span(2023, 2)),
        ("Q2 FY23", Span(2023, 2)),
        ("2Q23", Span(2023, 2)),
        ("FY2023 Q4", Span(2023, 4)),
        ("third quarter of fiscal 2024", Span(2024, 3)),
        ("HALDEN_2023Q1_EARNINGS", Span(2023, 1)),
        ("HALDEN_2018_10K", Span(2018)),
        ("2022 Q3 HLDN", Span(2022, 3)),
        ("Q3 results for 2021", Span(2021, 3)),
    ],
)
def test_a_period_is_read_as_it_is_written(text: str, wanted: Span) -> None:
    assert spans(text.replace("_", " "), loose=True)[0] == wanted


@pytest.mark.parametrize(
    "text", ["costs of $2,019 million", "30% of 2018.5", "part no. 12018", "the quick ratio"]
)
def test_other_numbers_are_no_period(text: str) -> None:
    assert spans(text, loose=True) == ()


def test_a_range_names_each_of_its_years() -> None:
    assert {s.year for s in spans("average margin FY2017 - FY2019", loose=True)} == {2017, 2018, 2019}


def test_a_balance_sheet_date_may_mean_the_quarter_or_the_year() -> None:
    assert set(spans("cash as of June 30, 2023", loose=True)) == {Span(2023, 2), Span(2023)}
    assert spans("as of December 31, 2021", loose=True) == (Span(2021),)


@given(st.text(max_size=200))
def test_any_text_can_be_asked_for_its_periods(text: str) -> None:
    assert all(
        1900 < span.year < 2100 and span.quarter in (None, 1, 2, 3, 4) for span in spans(text, loose=True)
    )


def _document(**changes: object) -> Document:
    fields = {
        "id": "d", "account": "a", "url": "https://halden.example/d", "kind": "filing", "title": "Filing",
        "text": "", "read": "2026-01-01T00:00:00Z", "source": "filings",
    }  # fmt: skip
    return Document.model_validate(fields | changes)


def test_the_label_of_the_period_is_believed_before_the_title() -> None:
    period = Period(start="2024-02-01", end="2025-01-31", fiscal_label="FY2024")
    assert covered(_document(period=period, title="10-K filed 2025")) == Cover(Span(2024))


def test_a_quarterly_report_without_a_label_covers_the_quarter_of_its_end() -> None:
    assert covered(_document(form="10-Q", period=Period(end="2023-06-30"))) == Cover(Span(2023, 2))


def test_an_annual_report_published_in_spring_covers_the_year_before() -> None:
    assert covered(_document(form="10-K", published="2019-02-07")) == Cover(Span(2018), guessed=True)
    assert covered(_document(published="2019-02-07")) == Cover(Span(2019), guessed=True)
    assert covered(_document()) == Cover()


def test_the_period_asked_for_fits_best_and_later_reports_better_than_earlier() -> None:
    asked = (Span(2022),)
    order = [Span(2022), Span(2023), Span(2024), Span(2021)]
    fits = [fit(asked, Cover(span)) for span in order]
    assert fits == sorted(fits, reverse=True)
    assert fits[0] == 1.0
    assert fits[-1] == 0.0
    assert fit((), Cover(Span(2001))) == 1.0


def test_a_guessed_period_neither_convinces_nor_excludes() -> None:
    assert (
        0
        < fit((Span(2022),), Cover(Span(2019), guessed=True))
        < fit((Span(2022),), Cover(Span(2022), guessed=True))
        < 1
    )
