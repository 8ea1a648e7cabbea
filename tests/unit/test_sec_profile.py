"""The register's entry of a filer, on invented filers."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from whynow.tools.evidence import Document
from whynow.tools.filings.edgar import Listed
from whynow.tools.filings.sec_profile import MOST, filing_lines, read_profile

URL = "https://data.sec.gov/submissions/CIK0000000001.json"
FERRIES: dict[str, Any] = {
    "name": "QUILLMARK FERRIES INC",
    "sic": "4400",
    "sicDescription": "Water Transportation",
    "tickers": ["QLMK", "QLMKW"],
    "exchanges": ["Nasdaq", "Nasdaq"],
    "fiscalYearEnd": "0131",
    "stateOfIncorporation": "DE",
    "stateOfIncorporationDescription": "DE",
    "category": "Non-accelerated filer<br>Smaller reporting company",
    "website": "https://quillmark.example",
    "phone": "555-0100",
    "addresses": {"business": {"city": "NORRVIK", "stateOrCountry": "E9", "street1": "1 QUAY"}},
    "formerNames": [
        {"name": "Quillmark Ferries, Inc.", "from": "2001-01-02T05:00:00.000Z", "to": "2009-01-01"},
        {
            "name": "OARMAKER & SONS CORP",
            "from": "1996-02-01T05:00:00.000Z",
            "to": "2000-12-31T05:00:00.000Z",
        },
        {"name": "Later Boats Inc", "from": "2001-01-02", "to": "2030-01-01"},
    ],
}


def filed(form: str, day: str, items: str = "", report: str = "", number: int = 1) -> Listed:
    when = date.fromisoformat(report) if report else None
    codes = tuple(code for code in items.split(",") if code)
    return Listed(
        "0000000001",
        f"0000000001-24-{number:06}",
        form,
        date.fromisoformat(day),
        when,
        "d.htm",
        codes,
        0,
    )


def entry(submissions: dict[str, Any], *listed: Listed, until: date = date(2024, 6, 1)) -> Document | None:
    return read_profile(
        submissions, listed, account="quillmark", url=URL, until=until, read="2024-06-01T12:00:00Z"
    )


def test_each_line_of_a_profile_is_a_sentence_that_reads_alone() -> None:
    found = entry(FERRIES)
    assert found is not None
    assert found.title == "Quillmark Ferries Inc in the SEC’s register of filers"
    assert found.text.split("\n") == [
        "Quillmark Ferries Inc is in the industry “Water Transportation” (SIC code 4400).",
        "Quillmark Ferries Inc has its business address in Norrvik.",
        "Quillmark Ferries Inc is incorporated in Delaware.",
        "Quillmark Ferries Inc is listed on Nasdaq as QLMK, QLMKW.",
        "Quillmark Ferries Inc ends its fiscal year on January 31, by the SEC’s register.",
        "Quillmark Ferries Inc files as: non-accelerated filer, smaller reporting company.",
        "Quillmark Ferries Inc gives its website as https://quillmark.example.",
        "Quillmark Ferries Inc filed under the name Oarmaker & Sons Corp from 1996-02-01 until 2000-12-31.",
    ]
    assert (found.published, found.published_from) == (None, None)


def test_filings_are_named_by_their_days_and_items() -> None:
    assert filing_lines(
        [
            filed("8-K", "2024-03-06", "5.02,9.01", "2024-03-04"),
            filed("10-K", "2024-02-20", report="2024-01-28"),
            filed("DEF 14A", "2024-02-19", report="2024-04-01"),
            filed("4", "2024-02-18"),
            filed("S-1/A", "2024-02-17"),
            filed("8-K", "2024-02-16"),
            filed("8-K", "2022-02-16"),
        ]
    ) == [
        "8-K filed 2024-03-06, event of 2024-03-04: Item 5.02 Departure of Directors or Certain Officers; "
        "Election of Directors; Appointment of Certain Officers; "
        "Compensatory Arrangements of Certain Officers; Item 9.01 Financial Statements and Exhibits",
        "10-K filed 2024-02-20, period ended 2024-01-28: annual report",
        "DEF 14A filed 2024-02-19, for the meeting of 2024-04-01: proxy statement",
        "S-1/A filed 2024-02-17: amended registration statement",
        "8-K filed 2024-02-16: current report",
    ]


def test_items_of_the_old_numbering_have_their_own_names() -> None:
    assert filing_lines([filed("8-K", "2003-11-12", "12,7", "2003-11-12")]) == [
        "8-K filed 2003-11-12, event of 2003-11-12: Item 12 Results of Operations and Financial Condition; "
        "Item 7 Financial Statements and Exhibits"
    ]


def test_nothing_after_the_day_is_told() -> None:
    later = filed("8-K", "2024-06-02", "8.01", "2024-06-01", 2)
    earlier = filed("8-K", "2024-05-02", "8.01", "2024-05-01")
    assert entry(FERRIES, later, earlier) == entry(FERRIES, earlier)


def test_the_text_stays_while_nothing_is_filed() -> None:
    listed = [filed("8-K", "2024-03-06", "8.01"), filed("10-Q", "2023-08-06", number=2)]
    now, then = entry(FERRIES, *listed), entry(FERRIES, *listed, until=date(2025, 5, 1))
    assert now == then


def test_sections_hold_the_profile_and_the_filings() -> None:
    found = entry(FERRIES, filed("8-K", "2024-03-06", "8.01"))
    assert found is not None
    assert [(s.name, found.text[s.start : s.end].split(" ")[0]) for s in found.sections] == [
        ("Profile", "Quillmark"),
        ("Filings", "8-K"),
    ]
    assert found.published == "2024-03-06"


def test_a_list_of_filings_alone_is_an_entry() -> None:
    found = entry({"name": "OAR INC", "tickers": [], "exchanges": []}, filed("8-K", "2003-11-12", "5"))
    assert found is not None
    assert found.text == "8-K filed 2003-11-12: Item 5 Other Events"


def test_a_person_who_files_about_shares_has_no_entry() -> None:
    home = {"business": {"city": "NORRVIK"}}
    assert entry({"name": "LINDQVIST ADA", "addresses": home}, filed("4", "2024-01-02")) is None


def test_many_current_reports_leave_room_for_the_others() -> None:
    reports = [filed("6-K", "2024-03-06", number=number) for number in range(2)]
    events = [
        filed("8-K", f"2024-{month:02}-{day:02}", "8.01") for month in range(1, 6) for day in range(1, 28)
    ]
    lines = filing_lines([*events, *reports, filed("10-K", "2023-12-20")])
    assert len(lines) <= MOST
    assert lines[-1] == "10-K filed 2023-12-20: annual report"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.fixed_dictionaries({name: JSON for name in FERRIES if name != "name"}), st.text(max_size=20))
def test_any_shape_of_a_register_gives_an_entry_or_none(fields: dict[str, Any], name: str) -> None:
    found = entry({**fields, "name": name}, filed("8-K", "2024-03-06", "8.01"))
    assert found is None or found.text.endswith("Other Events")
