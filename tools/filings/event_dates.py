"""The date that the cover of an 8-K names as that of the earliest event reported."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_NAMES = "|".join(f"{name[:3]}(?:{name[3:]})?" if name != "may" else "may" for name in _MONTHS)
_DATE = re.compile(
    rf"\b(?P<month>{_NAMES}|sept)\.?,?\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s*(?P<year>(?:19|20)\d{{2}})\b|"
    rf"\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{_NAMES})\.?,?\s+(?P<year2>(?:19|20)\d{{2}})\b|"
    r"\b(?P<m3>\d{1,2})[/-](?P<d3>\d{1,2})[/-](?P<y3>(?:19|20)?\d{2})\b",
    re.IGNORECASE,
)
_MARK = re.compile(r"date\s+of\s+(?:earliest\s+)?(?:report|event)|earliest\s+event", re.IGNORECASE)
_LABEL = re.compile(
    r"date\s+of\s+report[^\d]{0,60}?(?:\(\s*date\s+of\s+(?:the\s+)?earliest\s+event\s+reported\s*\)?)?",
    re.IGNORECASE,
)
_COVER = 6000


def dates(text: str) -> Iterator[tuple[int, int, date]]:
    """Yield the whole dates written in `text` with their offsets."""
    for found in _DATE.finditer(text):
        day = _day(found)
        if day is not None:
            yield found.start(), found.end(), day


def _day(found: re.Match[str]) -> date | None:
    month = found["month"] or found["month2"]
    try:
        if month:
            number = next(at for at, name in enumerate(_MONTHS, 1) if name.startswith(month.lower()[:3]))
            return date(int(found["year"] or found["year2"]), number, int(found["day"] or found["day2"]))
        year = int(found["y3"])
        return date(
            year if year > 100 else year + (1900 if year > 60 else 2000), int(found["m3"]), int(found["d3"])
        )
    except ValueError:
        return None


def event_date(text: str) -> date | None:
    """Return the date of the earliest event reported, as the cover states it, or None."""
    cover = text[:_COVER]
    mark = _MARK.search(cover)
    if mark is None:
        return _alone(cover)
    after = [(start, day) for start, _, day in dates(cover[mark.start() : mark.start() + 420])]
    before = [(end, day) for _, end, day in dates(cover[max(0, mark.start() - 160) : mark.start()])]
    if after:
        return _chosen(cover[mark.start() : mark.start() + 420], after)
    return before[-1][1] if before else None


def _alone(cover: str) -> date | None:
    """Return the first date that is a whole line of a cover without labels."""
    for line in cover[:2500].split("\n"):
        found = next(dates(line), None)
        if found is not None and found[1] - found[0] >= len(line.strip(" .()")):
            return found[2]
    return None


def _chosen(cover: str, after: list[tuple[int, date]]) -> date:
    """Of two dates (of the report, of the event) take that of the event, which is marked or the earlier
    one.
    """
    near = [day for start, day in after if start - after[0][0] < 160]
    if len(near) > 1 and re.match(
        rf"[^()]{{0,30}}\(\s*(?:{_NAMES})[^()]{{4,24}}\)", cover[after[0][0] :], re.IGNORECASE
    ):
        return min(near[:2])
    parenthesised = re.search(
        r"\(\s*(?:date\s+of\s+)?(?:the\s+)?earliest\s+event(?:\s+reported)?\s*[:\-–—]?\s*",
        cover,
        re.IGNORECASE,
    )
    if parenthesised and len(near) > 1:
        for start, day in after:
            if 0 <= start - parenthesised.end() < 12:
                return day
        return min(near)
    return near[0]
