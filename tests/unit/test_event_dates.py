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
            "Date of Report: January 9, 2017 (Date of Earliest Event Reported): January 3, 2017",
            date(2017, 1, 3),
        ),
        (
            "Date of Report (Date of earliest event reported): March 14, 2002 (March 6, 2002)",
            date(2002, 3, 6),
        ),
        ("DATE OF REPORT (DATE OF EARLIEST EVENT REPORTED)\n\nAUGUST 10, 2005", date(2005, 8, 10)),
        (
            "OCTOBER 3, 1999\n\nDate of Report (Date of earliest event reported)\n\nQuillmark",
            date(1999, 10, 3),
        ),
        ("Date of Report (Date of earliest event reported): 3/4/99", date(1999, 3, 4)),
        ("Date of Report (Date of earliest event reported): 4 March 2024", date(2024, 3, 4)),
        ("FORM 8-K\n\nMarch 22, 1994\n\nQUILLMARK FERRIES, INC.", date(1994, 3, 22)),
        ("Quillmark was founded on March 4, 1924.", None),
        ("Date of Report: soon", None),
    ],
)
def test_the_cover_tells_the_day_of_the_event(cover: str, day: date | None) -> None:
    assert event_date(cover) == day


def test_a_day_that_is_in_no_calendar_is_no_date() -> None:
    assert [day for _, _, day in dates("February 30, 2024 and Feb. 29, 2024")] == [date(2024, 2, 29)]
