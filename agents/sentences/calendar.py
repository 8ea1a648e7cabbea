"""Dates that a sentence names, as ISO days or months."""

from __future__ import annotations

import re
from datetime import date, timedelta

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november",
    "december",
)  # fmt: skip
_MONTH = "|".join(name.capitalize() for name in _MONTHS)
_DAY_OF_MONTH = re.compile(
    rf"\b(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)\b"
)
_EUROPEAN = re.compile(rf"\b(?P<day>\d{{1,2}})\.? (?P<month>{_MONTH}),? (?P<year>(?:19|20)\d\d)\b")
_MONTH_OF_YEAR = re.compile(rf"\b(?P<month>{_MONTH}),? (?:of )?(?P<year>(?:19|20)\d\d)\b")


def dates_in(words: str) -> list[str]:
    """Return the days and months that a sentence names in full, in order; impossible ones are left out."""
    plain = " ".join(words.replace("\xa0", " ").split())
    found: dict[int, str] = {}
    for pattern in (_DAY_OF_MONTH, _EUROPEAN):
        for match in pattern.finditer(plain):
            if iso := _iso(match["year"], match["month"], match["day"]):
                found.setdefault(match.start("month"), iso)
    for match in _MONTH_OF_YEAR.finditer(plain):
        month = _MONTHS.index(match["month"].lower()) + 1
        found.setdefault(match.start("month"), f"{match['year']}-{month:02}")
    return [found[at] for at in sorted(found)]


def happened(words: str, published: str | None, *, within: int = 400) -> str | None:
    """Return the first date in a sentence that lies in the time before its publication, if one does."""
    latest = published or "9999"
    earliest = (
        (date.fromisoformat(published) - timedelta(days=within)).isoformat()
        if published and len(published) == 10
        else "0"
    )
    return next((day for day in dates_in(words) if earliest[: len(day)] <= day <= latest), None)


def last_day(day: str) -> date:
    """Return the latest day that an ISO date of any precision can mean, for comparing ages."""
    if len(day) == 10:
        return date.fromisoformat(day)
    year, month = int(day[:4]), int(day[5:7]) if len(day) == 7 else 12
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), _MONTHS.index(month.lower()) + 1, int(day)).isoformat()
    except ValueError:
        return None
