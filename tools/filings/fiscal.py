"""Fiscal periods: which days a company calls its fiscal year and quarter, so that no reader mistakes them.

A fiscal year is named by the company, not by the calendar: one that ends on 26 January 2025 is fiscal 2025
here and fiscal 2024 there. `Calendar` learns the habit from what the company's own filings say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ..evidence import Period

Span = Literal["year", "quarter", "half", "nine months", "instant", "other"]

_SLACK = 12
_ANCHOR = 15


def span(start: date | None, end: date) -> Span:
    """Return what kind of period this is, by its days: 52 and 53 week years and 12 to 14 week quarters
    count.
    """
    if start is None:
        return "instant"
    days = (end - start).days + 1
    for low, high, name in (
        (350, 380, "year"),
        (80, 101, "quarter"),
        (168, 196, "half"),
        (257, 288, "nine months"),
    ):
        if low <= days <= high:
            return name  # type: ignore[return-value]
    return "other"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The ends of a company's fiscal years, and how far their names lie from the calendar year they end
    in.
    """

    ends: tuple[date, ...]
    offset: int

    def label(self, start: date | None, end: date) -> str | None:
        """Return 'FY2025', 'Q2 FY2026', '9M FY2025', or None where the period fits no fiscal year of the
        company.
        """
        year_end = self._year_end(end)
        if year_end is None:
            return None
        year = f"FY{(year_end - timedelta(days=_ANCHOR)).year + self.offset}"
        closing = abs((year_end - end).days) <= _SLACK
        quarter = 4 if closing else 4 - round((year_end - end).days / 91.3)
        kind = span(start, end)
        if kind == "year":
            return year if closing else None
        if kind == "instant":
            return year if closing else f"Q{quarter} {year}" if self._on_quarter(year_end, end) else None
        if not self._on_quarter(year_end, end) and not closing:
            return None
        return {
            "quarter": f"Q{quarter} {year}",
            "half": f"6M {year}" if quarter == 2 else None,
            "nine months": f"9M {year}" if quarter == 3 else None,
        }.get(kind)

    def period(self, start: date | None, end: date) -> Period:
        """Return the Period of these days with its label."""
        return Period(
            start=start.isoformat() if start else None,
            end=end.isoformat(),
            fiscal_label=self.label(start, end),
        )

    def _on_quarter(self, year_end: date, end: date) -> bool:
        left = (year_end - end).days % 91.3125
        return min(left, 91.3125 - left) <= _SLACK

    def _year_end(self, end: date) -> date | None:
        """Return the end of the fiscal year that holds `end`; years not filed lie whole years from those
        filed.
        """
        before: date | None = None
        for known in self.ends:
            if end <= known + timedelta(days=_SLACK):
                if (known - end).days <= 352:
                    return known
                return _shifted(known, end) if before is None or _whole_years(before, known) else None
            before = known
        return _shifted(self.ends[-1], end) if self.ends else None


def _whole_years(before: date, known: date) -> bool:
    """Say whether the fiscal year kept its end between two years: a transition period lies in between
    where not.
    """
    beyond = (known - before).days % 365.25
    return min(beyond, 365.25 - beyond) <= _SLACK


def _shifted(known: date, end: date) -> date:
    """Return `known` moved by whole years to the first that does not end before `end`."""
    moved = (_in_year(known, end.year + years) for years in (-1, 0, 1, 2))
    return next(day for day in moved if day + timedelta(days=_SLACK) >= end)


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, 28)) if day.month == 2 else day.replace(year=year)


def learn(years: Iterable[tuple[date, int]]) -> Calendar | None:
    """Return the calendar of a company from (end of fiscal year, its name); None where nothing is known."""
    named = sorted(set(years))
    if not named:
        return None
    votes = Counter(name - (end - timedelta(days=_ANCHOR)).year for end, name in named)
    offset = votes.most_common(1)[0][0]
    return Calendar(tuple(sorted({end for end, _ in named})), offset if abs(offset) <= 1 else 0)


def from_cover(period_end: date, fiscal_year: int, fiscal_period: str) -> Calendar | None:
    """Return the calendar that the cover of one filing tells: its period, and the fiscal year it says that
    is in.
    """
    quarter = {"FY": 4, "Q4": 4, "Q3": 3, "Q2": 2, "Q1": 1}.get(fiscal_period.upper())
    if quarter is None:
        return None
    year_end = period_end + timedelta(days=round((4 - quarter) * 91.3))
    return learn([(year_end, fiscal_year)])


def plain_period(start: date | None, end: date, calendar: Calendar | None) -> Period:
    """Return the Period of these days, labelled where the calendar is known."""
    if calendar is not None:
        return calendar.period(start, end)
    return Period(start=start.isoformat() if start else None, end=end.isoformat())
