"""The date of the earliest event reported."""

from __future__ import annotations

from datetime import date

import pytest
from whynow.tools.filings.event_dates import dates, event_date


@pytest.mark.parametrize(
    ("cover", "day"),
    [
        ("Date of Report (Date of earliest event reported): March 4, 2024\n\nQuillmark", date(2024, 3, 4)),
        (
            "Date of Report: July 19, 2016 (Date of Earliest Event Reported): July 13, 2016",
            date(2016, 7, 13),
        ),
        (
            "Date of Report (Date of earliest event reported): April 23, 2003 (April 15, 2003)",
            date(2003, 4, 15),
        ),
        ("DATE OF REPORT (DATE OF EARLIEST EVENT REPORTED)\n\nSEPTEMBER 12, 2006", date(2006, 9, 12)),
        (
            "OCTOBER 3, 1999\n\nDate of Report (Date of earliest event reported)\n\nQuillmark",
            date(1999, 10, 3),
        ),
        ("Date of Report (Date of earliest event reported): 3/4/99", date(1999, 3, 4)),
        ("Date of Report (Date of earliest event reported): 4 March 2024", date(2024, 3, 4)),
        ("FORM 8-K\n\nJune 7, 1995\n\nQUILLMARK FERRIES, INC.", date(1995, 6, 7)),
        ("Quillmark was founded on March 4, 1924.", None),
        ("Date of Report: soon", None),
    ],
)
def test_the_cover_tells_the_day_of_the_event(cover: str, day: date | None) -> None:
    assert event_date(cover) == day


def test_a_day_that_is_in_no_calendar_is_no_date() -> None:
    assert [day for _, _, day in dates("February 30, 2024 and Feb. 29, 2024")] == [date(2024, 2, 29)]
