"""How numbers, periods and dates are said, and how they are read back from a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ...tools.evidence import Figure, Period

_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def money(value: float, currency: str | None) -> str:
    """Say an amount as a reader would, `$130.5 billion`, `SEK 4.1 billion`, `-$12 million`."""
    sign = _SIGNS.get(currency or "", f"{currency} " if currency else "")
    return f"{'-' if value < 0 else ''}{sign}{_scaled(abs(value))}"


def _scaled(value: float) -> str:
    for scale, name in _SCALES:
        if value >= scale:
            number = value / scale
            return f"{number:.1f} {name}"
    return f"{value:,.0f}"


def percent(value: float) -> str:
    """Say a percentage with as many digits as it deserves: `114%`, `9.3%`."""
    return f"{value:.0f}%" if abs(value) >= 99.5 else f"{value:.1f}%"


def change(value: float) -> str:
    """Say a growth rate: `up 114%`, `down 3.2%`."""
    return f"{'up' if value >= 0 else 'down'} {percent(abs(value))}"


def points(value: float) -> str:
    """Say a difference between two percentages: `up 2.3 points`."""
    return f"{'up' if value >= 0 else 'down'} {abs(value):.1f} points"


def day(iso: str) -> str:
    """Say a date without its ambiguity: `Jan 26, 2025`, `Mar 2025`, `2025`."""
    if len(iso) == 10:
        found = date.fromisoformat(iso)
        return f"{found:%b} {found.day}, {found.year}"
    return f"{date.fromisoformat(iso + '-01'):%b %Y}" if len(iso) == 7 else iso


def fiscal(period: Period) -> str:
    """Say a period's own label as a reader does: `fiscal 2025`, `Q2 of fiscal 2026`, else its dates."""
    label = period.fiscal_label or ""
    if found := re.fullmatch(r"FY\s?(\d{4})", label):
        return f"fiscal {found[1]}"
    if found := re.fullmatch(r"(Q[1-4]|H[12]|9M|6M)\s?FY\s?(\d{4})", label):
        return f"{found[1]} of fiscal {found[2]}"
    return label or dates(period)


def dates(period: Period) -> str:
    """Say a period by its days."""
    if not period.end:
        return "an unknown period"
    return f"{day(period.start)} to {day(period.end)}" if period.start else f"at {day(period.end)}"


def spell(period: Period) -> str:
    """Say a period so that no reader can mistake it: `fiscal 2025 (Jan 29, 2024 to Jan 26, 2025)`."""
    said = fiscal(period)
    return said if said == dates(period) else f"{said} ({dates(period)})"


_NUMBER = re.compile(
    r"(?<![\w.])(?P<sign>[-−]?)[$€£¥]?\s?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s?(?P<scale>trillion|billion|million|thousand|bn|m|k)\b)?",
    re.IGNORECASE,
)
_FACTORS = {
    "trillion": 1e12, "billion": 1e9, "bn": 1e9, "million": 1e6, "m": 1e6, "thousand": 1e3, "k": 1e3, "": 1.0,
}  # fmt: skip


def numbers(words: str) -> Iterator[tuple[float, float]]:
    """Yield each number in a sentence with the width of its last digit, sign left out: `$1.5 billion` is
    1.5e9, 1e8."""
    for found in _NUMBER.finditer(words):
        digits = found["digits"].replace(",", "")
        factor = _FACTORS[(found["scale"] or "").lower()]
        decimals = len(digits.partition(".")[2])
        yield float(digits) * factor, factor * 10.0**-decimals


def values(figure: Figure) -> Iterator[float]:
    """Yield the value of a Figure and of every Figure it was computed from."""
    yield figure.value
    for given in figure.inputs:
        yield from values(given)
