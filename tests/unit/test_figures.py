"""Figures that belong together are computed; what cannot be compared is not."""

from __future__ import annotations

import pytest
from desks import desk, document, quarter, year
from hypothesis import given
from hypothesis import strategies as st
from whynow.agents.brief.proof import verify
from whynow.agents.figures.breakdown import breakdown, label
from whynow.agents.figures.claims import financials
from whynow.agents.figures.detail import detail
from whynow.agents.figures.formulas import compute, growth
from whynow.agents.figures.series import annual
from whynow.agents.sentences.amounts import day, fiscal, money, numbers, spell
from whynow.tools.errors import InvalidInput
from whynow.tools.evidence import Period

REVENUE = ("us-gaap:Revenues", "us-gaap:SalesRevenueNet")
SEGMENT = "us-gaap:StatementBusinessSegmentsAxis"
PRODUCT = "srt:ProductOrServiceAxis"


def texts(*figures: object) -> list[str]:
    return [claim.text for claim in financials(desk(figures=figures)).claims]  # type: ignore[arg-type]


def test_years_are_said_with_their_days_and_growth() -> None:
    assert texts(year(880e6, 2025), year(800e6, 2024), year(400e6, 2023))[0] == (
        "Halden Pumps' revenue was $880.0 million in fiscal 2025 (Oct 1, 2024 to Sep 30, 2025), up 10.0%; "
        "$800.0 million in fiscal 2024 (Oct 1, 2023 to Sep 30, 2024), up 100%; "
        "$400.0 million in fiscal 2023 (Oct 1, 2022 to Sep 30, 2023)."
    )


def test_a_missing_year_gives_no_growth() -> None:
    assert texts(year(880e6, 2025), year(400e6, 2023)) == [
        "Halden Pumps' revenue was $880.0 million in fiscal 2025 (Oct 1, 2024 to Sep 30, 2025)."
    ]


def test_another_currency_is_never_compared() -> None:
    assert growth(year(880e6, 2025), None) is None
    assert "up" not in texts(year(880e6, 2025), year(800e6, 2024, currency="EUR"))[0]


def test_a_loss_is_no_base_for_growth() -> None:
    assert growth(year(5e6, 2025), year(-1e6, 2024)) is None


def test_a_changed_tag_is_followed_only_where_values_agree() -> None:
    old = [year(800e6, 2024, REVENUE[1]), year(700e6, 2023, REVENUE[1])]
    assert [f.value for f in annual([year(880e6, 2025), year(800e6, 2024), *old], REVENUE)] == [
        880e6,
        800e6,
        700e6,
    ]
    assert [f.value for f in annual([year(880e6, 2025), year(790e6, 2024), *old], REVENUE)] == [880e6, 790e6]


def test_the_version_filed_last_counts() -> None:
    assert [f.value for f in annual([year(800e6, 2024), year(810e6, 2024, filed="2025-11-20")], REVENUE)] == [
        810e6
    ]


def test_a_quarter_is_compared_with_the_same_quarter() -> None:
    now = quarter(230e6, "2025-10-01", "2025-12-31", "Q1 FY2026", "2026-02-04")
    then = quarter(200e6, "2024-10-01", "2024-12-31", "Q1 FY2025", "2026-02-04")
    half = quarter(500e6, "2025-07-01", "2025-12-31", "H2", "2026-02-04")
    said = texts(year(880e6, 2025), now, then, half)
    assert said[1] == (
        "Halden Pumps' revenue in Q1 of fiscal 2026 (Oct 1, 2025 to Dec 31, 2025) was $230.0 million, "
        "up 15.0% on the same quarter a year before ($200.0 million)."
    )


def test_margins_say_their_direction() -> None:
    said = texts(
        year(1000e6, 2025), year(800e6, 2024),
        year(400e6, 2025, "us-gaap:GrossProfit"), year(300e6, 2024, "us-gaap:GrossProfit"),
    )  # fmt: skip
    assert "gross margin 40.0% (up 2.5 points), against fiscal 2024." in said[1]


def test_figures_long_past_are_stale() -> None:
    assert {claim.status for claim in financials(desk(figures=(year(880e6, 2022),))).claims} == {"stale"}


def test_no_figures_are_a_gap_and_not_a_zero() -> None:
    written = financials(desk())
    assert (written.claims, written.gaps[0].why) == ([], "no annual revenue was found there")


def test_the_row_that_shows_a_figure_is_quoted() -> None:
    report = document("Net sales | 2025: $880,000 | 2024: $800,000", accession="0009990001-25-000050")
    (claim,) = financials(desk(report, figures=(year(880e6, 2025),))).claims
    assert claim.quotes[0].text == "Net sales | 2025: $880,000 | 2024: $800,000"


def test_the_finest_parts_that_add_up_are_told_and_none_is_counted_twice() -> None:
    amounts = {"Goods": 700e6, "Pump": 450e6, "Valve": 250e6, "Service": 300e6}
    figures = [year(value, 2025, dimensions={PRODUCT: f"x:{name}Member"}) for name, value in amounts.items()]
    (claim,) = breakdown(desk(figures=(year(1000e6, 2025), *figures))).claims
    assert "Pump $450.0 million" in claim.text and "Valve $250.0 million" in claim.text
    assert "Goods" not in claim.text


def test_parts_are_named_as_the_rows_of_the_report_write_them() -> None:
    report = document(
        "Pumps, hoses & tools (1) | 2025: $700\nHeat | 2025: $300", accession="0009990001-25-000050"
    )
    figures = (
        year(1000e6, 2025),
        year(700e6, 2025, dimensions={SEGMENT: "x:PumpsHosesToolsMember"}),
        year(300e6, 2025, dimensions={SEGMENT: "x:HeatMember"}),
    )
    (claim,) = breakdown(desk(report, figures=figures)).claims
    assert "Pumps, hoses & tools $700.0 million (70.0%); Heat" in claim.text


def test_segments_say_share_and_growth() -> None:
    figures = (
        year(1000e6, 2025), year(900e6, 2024),
        year(700e6, 2025, dimensions={SEGMENT: "x:FlowMember"}), year(300e6, 2025,
        dimensions={SEGMENT: "x:HeatMember"}),
        year(500e6, 2024, dimensions={SEGMENT: "x:FlowMember"}),
    )  # fmt: skip
    (claim,) = breakdown(desk(figures=figures)).claims
    assert "Flow $700.0 million (70.0%, up 40.0%); Heat $300.0 million (30.0%)." in claim.text


@pytest.mark.parametrize(
    ("member", "said"),
    [
        ("x:DataCenterMember", "Data Center"),
        ("country:US", "United States"),
        ("x:IPumpMember", "iPump"),
        ("x:FlowAndHeatSegmentMember", "Flow and Heat"),
    ],
)
def test_members_are_said_as_words(member: str, said: str) -> None:
    assert label(member) == said


def test_formulas_hold_arithmetic_only() -> None:
    assert compute("100 * (a / b - 1)", [3, 2]) == 50
    for formula in ("a / b", "__import__('os')", "a ** b", "a +"):
        with pytest.raises(InvalidInput):
            compute(formula, [1, 0])


@given(st.integers(1, 10**13), st.sampled_from(["USD", "SEK", "EUR"]))
def test_money_reads_back_as_what_it_was(value: int, currency: str) -> None:
    ((read, width),) = numbers(money(value, currency))
    assert abs(read - value) <= width * 0.5001


def test_periods_cannot_be_mistaken() -> None:
    period = Period(start="2024-01-29", end="2025-01-26", fiscal_label="FY2025")
    assert spell(period) == "fiscal 2025 (Jan 29, 2024 to Jan 26, 2025)"
    assert (fiscal(Period(end="2025-01-26")), day("2025-03")) == ("at Jan 26, 2025", "Mar 2025")


def test_a_full_brief_tells_quarters_and_the_profit_of_segments() -> None:
    quarters = (
        quarter(210e6, "2025-10-01", "2025-12-31", "Q1 FY2026", "2026-02-05"),
        quarter(190e6, "2025-04-01", "2025-06-30", "Q3 FY2025", "2025-08-05"),
        quarter(200e6, "2024-10-01", "2024-12-31", "Q1 FY2025", "2025-02-05"),
    )
    profits = [
        year(value, 2025, "us-gaap:OperatingIncomeLoss", dimensions={SEGMENT: f"x:{name}Member"})
        for name, value in {"Flow": 70e6, "Heat": -5e6}.items()
    ]
    by_quarter, by_segment = detail(desk(figures=(year(800e6, 2025), *quarters, *profits)))
    assert "$210.0 million in Q1 of fiscal 2026 (Oct 1, 2025 to Dec 31, 2025), up 5.0%" in by_quarter.text
    assert by_segment.text == (
        "Halden Pumps' operating income by segment in fiscal 2025: Flow $70.0 million; Heat -$5.0 million."
    )
    kept, dropped = verify([by_quarter, by_segment], lambda _: None)
    assert len(kept) == 2 and not dropped
