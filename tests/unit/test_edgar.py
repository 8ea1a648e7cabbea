"""Lists of filings, their addresses, and which are read first."""

from __future__ import annotations

from datetime import date
from typing import Any

from whynow.tools.filings.edgar import choose, facts_url, filings_of, further_pages, submissions_url

TODAY = date(2025, 9, 1)


def columns(*rows: tuple[str, str]) -> dict[str, Any]:
    """Filings of (form, filed); each has its own accession and document."""
    return {
        "accessionNumber": [f"0000000001-25-{at:06}" for at, _ in enumerate(rows)],
        "form": [form for form, _ in rows],
        "filingDate": [filed for _, filed in rows],
        "reportDate": ["" for _ in rows],
        "items": ["2.02,9.01" for _ in rows],
        "primaryDocument": [f"d{at}.htm" for at, _ in enumerate(rows)],
        "size": [1000 for _ in rows],
    }


def chosen(*rows: tuple[str, str]) -> list[tuple[str, str]]:
    return [(row.form, row.filed.isoformat()) for row in choose(filings_of("1", columns(*rows)), TODAY)]


def test_the_latest_report_comes_first_then_what_is_new_and_the_year_before_late() -> None:
    assert chosen(
        ("4", "2025-08-30"), ("8-K", "2025-08-20"), ("10-Q", "2025-08-01"), ("10-Q", "2025-05-01"),
        ("DEF 14A", "2025-04-01"), ("10-K", "2025-02-01"), ("8-K", "2025-01-15"), ("10-Q", "2024-11-01"),
        ("10-K", "2024-02-01"), ("10-K", "2023-02-01"),
    ) == [
        ("10-K", "2025-02-01"), ("10-Q", "2025-08-01"), ("8-K", "2025-08-20"), ("10-Q", "2025-05-01"),
        ("DEF 14A", "2025-04-01"), ("8-K", "2025-01-15"), ("10-K", "2024-02-01"),
    ]  # fmt: skip


def test_nothing_filed_after_the_clock_is_chosen() -> None:
    assert chosen(("10-K", "2025-09-02"), ("10-K", "2024-09-02")) == [("10-K", "2024-09-02")]


def test_a_company_that_fell_silent_is_read_as_far_as_it_went() -> None:
    assert chosen(("8-K", "2019-03-01"), ("8-K", "2018-03-01")) == [
        ("8-K", "2019-03-01"),
        ("8-K", "2018-03-01"),
    ]


def test_foreign_filers_have_their_own_forms() -> None:
    assert chosen(("6-K", "2025-08-01"), ("20-F", "2025-04-01"), ("20-F/A", "2025-05-01")) == [
        ("20-F", "2025-04-01"), ("6-K", "2025-08-01"), ("20-F/A", "2025-05-01"),
    ]  # fmt: skip


def test_a_filing_knows_its_addresses() -> None:
    row = filings_of(
        "0000000001", columns(("D", "2025-08-01")) | {"primaryDocument": ["xslFormDX01/primary_doc.xml"]}
    )[0]
    assert row.url == "https://www.sec.gov/Archives/edgar/data/1/000000000125000000/primary_doc.xml"
    assert (
        row.submission
        == "https://www.sec.gov/Archives/edgar/data/1/000000000125000000/0000000001-25-000000.txt"
    )
    assert row.old_submission == "https://www.sec.gov/Archives/edgar/data/1/0000000001-25-000000.txt"
    assert submissions_url("1") == "https://data.sec.gov/submissions/CIK0000000001.json"
    assert facts_url("0000000001") == "https://data.sec.gov/api/xbrl/companyfacts/CIK0000000001.json"


def test_rows_that_cannot_be_meant_are_left_out() -> None:
    assert filings_of("1", columns(("8-K", "soon"))) == []
    assert filings_of("1", {"accessionNumber": "nonsense"}) == []
    assert filings_of("1", None) == []


def test_only_pages_of_the_days_asked_for_are_read() -> None:
    files = [
        {"name": "a.json", "filingFrom": "2010-01-01", "filingTo": "2015-01-01"},
        {"name": "b.json", "filingFrom": "2000-01-01", "filingTo": "2009-12-31"},
    ]
    pages = further_pages({"filings": {"files": files}}, date(2009, 1, 1), date(2009, 12, 1))
    assert pages == ["https://data.sec.gov/submissions/b.json"]
    assert further_pages({"filings": {"files": None}}, TODAY, TODAY) == []
