"""Which span of days is which fiscal year and quarter."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whynow.tools.filings.fiscal import from_cover, learn, span

D = date


def test_one_company_names_its_year_by_the_end_and_another_by_the_start() -> None:
    chips = learn([(D(2024, 1, 28), 2024), (D(2025, 1, 26), 2025)])
    shops = learn([(D(2024, 2, 3), 2023), (D(2025, 2, 1), 2024)])
    assert chips is not None
    assert shops is not None
    assert chips.label(D(2024, 1, 29), D(2025, 1, 26)) == "FY2025"
    assert shops.label(D(2024, 2, 4), D(2025, 2, 1)) == "FY2024"


def test_years_of_52_and_53_weeks_around_new_year_keep_their_names() -> None:
    calendar = learn(
        [(D(2021, 1, 3), 2020), (D(2022, 1, 2), 2021), (D(2023, 1, 1), 2022), (D(2023, 12, 31), 2023)]
    )
    assert calendar is not None
    assert [calendar.label(None, end) for end in calendar.ends] == ["FY2020", "FY2021", "FY2022", "FY2023"]


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        (D(2025, 1, 27), D(2025, 4, 27), "Q1 FY2026"),
        (D(2025, 4, 28), D(2025, 7, 27), "Q2 FY2026"),
        (D(2025, 1, 27), D(2025, 7, 27), "6M FY2026"),
        (D(2024, 1, 29), D(2024, 10, 27), "9M FY2025"),
        (None, D(2025, 1, 26), "FY2025"),
        (None, D(2025, 7, 27), "Q2 FY2026"),
        (None, D(2025, 6, 10), None),
        (D(2024, 7, 29), D(2025, 7, 27), None),
        (D(2010, 2, 1), D(2011, 1, 30), "FY2011"),
    ],
)
def test_quarters_and_running_totals_are_told_apart(start: date | None, end: date, label: str | None) -> None:
    calendar = learn([(D(2024, 1, 28), 2024), (D(2025, 1, 26), 2025)])
    assert calendar is not None
    assert calendar.label(start, end) == label


def test_the_cover_of_one_quarterly_report_is_enough() -> None:
    calendar = from_cover(D(2025, 7, 27), 2026, "Q2")
    assert calendar is not None
    assert calendar.label(D(2025, 4, 28), D(2025, 7, 27)) == "Q2 FY2026"
    assert from_cover(D(2025, 7, 27), 2026, "H1") is None


def test_a_transition_period_is_not_given_a_name() -> None:
    calendar = learn([(D(2019, 12, 31), 2019), (D(2021, 6, 30), 2021)])
    assert calendar is not None
    assert calendar.label(D(2020, 1, 1), D(2020, 3, 31)) is None


def test_spans_are_known_by_their_days() -> None:
    assert span(D(2024, 1, 1), D(2024, 12, 31)) == "year"
    assert span(D(2024, 1, 1), D(2024, 3, 31)) == "quarter"
    assert span(D(2024, 1, 1), D(2024, 5, 1)) == "other"
    assert span(None, D(2024, 5, 1)) == "instant"


@given(st.dates(D(2001, 1, 1), D(2040, 1, 1)), st.integers(-1, 1), st.integers(-12, 12))
def test_every_year_and_its_quarters_carry_the_same_number(end: date, offset: int, years: int) -> None:
    name = (end - timedelta(days=15)).year + offset
    calendar = learn([(end, name)])
    assert calendar is not None
    assert calendar.label(end - timedelta(days=364), end) == f"FY{name}"
    assert calendar.label(end - timedelta(days=90), end) == f"Q4 FY{name}"
    first = end - timedelta(days=273)
    assert calendar.label(first - timedelta(days=90), first) == f"Q1 FY{name}"
