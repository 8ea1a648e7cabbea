"""All XBRL facts of a filer as Figures."""

from __future__ import annotations

from datetime import date
from typing import Any

from whynow.tools.evidence import Figure
from whynow.tools.filings.company_facts import read_company_facts
from whynow.tools.filings.concepts import name_of, words


def fact(
    start: str | None, end: str, value: float, filed: str, *, form: str = "10-K", year: int = 2024
) -> dict[str, Any]:
    row = {
        "end": end,
        "val": value,
        "accn": f"0000000001-{filed[2:4]}-{filed[5:7]}{filed[8:]}00",
        "fy": year,
        "fp": "FY",
    }
    return row | {"form": form, "filed": filed} | ({"start": start} if start else {})


def facts(concept: str, *rows: dict[str, Any], unit: str = "USD") -> dict[str, Any]:
    taxonomy, _, local = concept.partition(":")
    return {"facts": {taxonomy: {local: {"units": {unit: list(rows)}}}}}


YEARS = facts(
    "us-gaap:Revenues",
    fact("2021-02-01", "2022-01-30", 80, "2023-03-20", year=2023),
    fact("2022-01-31", "2023-01-29", 90, "2023-03-20", year=2023),
    fact("2022-01-31", "2023-01-29", 91, "2024-03-20", year=2024),
    fact("2023-01-30", "2024-01-28", 120, "2024-03-20", year=2024),
    fact("2024-01-29", "2024-04-28", 33, "2024-05-20", form="10-Q", year=2025),
)


def read(data: dict[str, Any], until: date = date(2024, 12, 31)) -> tuple[Figure, ...]:
    return read_company_facts(data, until=until)[1]


def test_fiscal_years_are_those_of_the_facts_and_not_those_of_the_filing() -> None:
    assert [(figure.period.fiscal_label, figure.value) for figure in read(YEARS)] == [
        ("FY2022", 80), ("FY2023", 90), ("FY2023", 91), ("FY2024", 120), ("Q1 FY2025", 33),
    ]  # fmt: skip


def test_a_restated_value_stands_under_the_filing_that_restated_it_and_the_first_is_remembered() -> None:
    both = [figure for figure in read(YEARS) if figure.period.fiscal_label == "FY2023"]
    assert [(figure.value, figure.filed) for figure in both] == [(90, "2023-03-20"), (91, "2024-03-20")]


def test_nothing_filed_after_the_clock_is_told() -> None:
    assert [figure.value for figure in read(YEARS, until=date(2023, 12, 31))] == [80, 90]


def test_a_value_repeated_by_later_filings_is_one_figure_under_its_first() -> None:
    data = facts(
        "us-gaap:Assets",
        fact(None, "2023-12-31", 5, "2024-02-01"),
        fact(None, "2023-12-31", 5, "2024-05-01", form="10-Q"),
    )
    assert [(figure.value, figure.filed, figure.period.start) for figure in read(data)] == [
        (5, "2024-02-01", None)
    ]


def test_units_and_currencies_are_told() -> None:
    shares = read(
        facts(
            "us-gaap:EarningsPerShareDiluted",
            fact("2023-01-01", "2023-12-31", 1.5, "2024-02-01"),
            unit="USD/shares",
        )
    )
    euros = read(
        facts("ifrs-full:Revenue", fact("2023-01-01", "2023-12-31", 7, "2024-02-01", form="20-F"), unit="EUR")
    )
    assert [(figure.name, figure.unit, figure.currency) for figure in (*shares, *euros)] == [
        ("diluted EPS", "USD/shares", "USD"), ("revenue", "EUR", "EUR"),
    ]  # fmt: skip


def test_whatever_shape_is_served_nothing_is_invented() -> None:
    odd: list[dict[str, Any]] = [
        {}, {"facts": []}, {"facts": {"us-gaap": {"Revenues": None}}},
        {"facts": {"us-gaap": {"Revenues": {"units": []}}}},
        facts("us-gaap:Revenues", {"end": "soon"}, {"start": 5, "end": "2024-01-01"}),
    ]  # fmt: skip
    assert [read(data) for data in odd] == [()] * len(odd)


def test_names_of_tags_are_words() -> None:
    assert name_of("us-gaap:SalesRevenueNet") == "revenue"
    assert name_of("qmf:IslandLinesRevenue") == "island lines revenue"
    assert [words(name) for name in ("qmf:DataCenterMember", "country:US", "us-gaap:IPOMember")] == [
        "Data Center",
        "US",
        "IPO",
    ]
