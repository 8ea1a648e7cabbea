"""The numbers of the demo company: one table, from which prose, inline XBRL and JSON are all filled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

WORLD = Path(__file__).parent / "world"
PLACE = re.compile(r"\{\{([^{}]+)\}\}")


@dataclass(frozen=True)
class Concept:
    """One line of the table: an XBRL concept, where it is cut by segment or region, and its values."""

    name: str
    tag: str
    label: str
    unit: str
    instant: bool
    dimensions: Mapping[str, str]
    values: Mapping[str, float]

    def filed(self, period: str) -> float:
        """Return the value as XBRL has it: whole dollars and shares."""
        return self.values[period] if self.unit == "USD/shares" else self.values[period] * 1000


@cache
def periods() -> Mapping[str, tuple[str, str]]:
    """Return the first and last day of every period, by its label."""
    return {name: (first, last) for name, (first, last) in _table()["periods"].items()}


@cache
def concepts() -> Mapping[str, Concept]:
    """Return every concept of the table by its short name."""
    rows = _table()["concepts"]
    return {name: _concept(name, {**rows.get(row.get("like", ""), {}), **row}) for name, row in rows.items()}


def fill(text: str, *, inline: bool = False) -> str:
    """Put numbers where `text` asks for them, as inline XBRL where `inline`; raise KeyError on a typo.

    `{{revenue FY2025}}` is the number of a table, `{{revenue FY2025 million}}` that of a sentence,
    `{{growth revenue FY2025 FY2024}}` and `{{share research revenue FY2025}}` are percentages.
    """
    return PLACE.sub(lambda place: _words(place[1].split(), inline), text)


def context(concept: Concept, period: str) -> str:
    """Return the id of the XBRL context that `concept` has in `period`."""
    member = "".join(f"_{m.split(':')[1]}" for m in concept.dimensions.values())
    return f"{'AsOf' if concept.instant else 'D'}_{period}{member}"


def contexts(text: str, cik: str) -> str:
    """Return the XBRL contexts that a filled filing refers to."""
    wanted = set(re.findall(r'contextRef="([^"]+)"', text))
    known = {context(c, p): (c, p) for c in concepts().values() for p in c.values}
    return "".join(_context(name, *known[name], cik) for name in sorted(wanted & known.keys()))


def _table() -> dict[str, Any]:
    return tomllib.loads((WORLD / "figures.toml").read_text("utf-8"))


def _concept(name: str, row: Mapping[str, Any]) -> Concept:
    return Concept(
        name=name, tag=row["tag"], label=row["label"], unit=row.get("unit", "USD"),
        instant=row.get("instant", False), dimensions=row.get("dimensions", {}), values=row["values"],
    )  # fmt: skip


def _words(words: list[str], inline: bool) -> str:
    match words:
        case ["growth", name, now, before]:
            values = concepts()[name].values
            return f"{abs(values[now] / values[before] - 1):.1%}"
        case ["share", part, whole, period]:
            return f"{concepts()[part].values[period] / concepts()[whole].values[period]:.1%}"
        case ["change", name, now, before]:
            values = concepts()[name].values
            return f"${abs(values[now] - values[before]) / 1000:.1f} million"
        case [name, period, "million"]:
            concept = concepts()[name]
            return f"${_number(concept, period, 6, inline)} million"
        case [name, period]:
            return _number(concepts()[name], period, 3, inline)
    raise KeyError(" ".join(words))


def _number(concept: Concept, period: str, scale: int, inline: bool) -> str:
    value = concept.values[period]
    if concept.unit == "USD/shares":
        shown, scale, decimals = f"{value:.2f}", 0, 2
    elif scale == 6:
        shown, decimals = f"{value / 1000:,.1f}", -5
    else:
        shown, decimals = f"{value:,.0f}", -3
    return _tagged(concept, period, shown, scale, decimals) if inline else shown


def _tagged(concept: Concept, period: str, shown: str, scale: int, decimals: int) -> str:
    return (
        f'<ix:nonFraction unitRef="{_unit(concept)}" contextRef="{context(concept, period)}" '
        f'decimals="{decimals}" name="{concept.tag}" format="ixt:num-dot-decimal" scale="{scale}">'
        f"{shown}</ix:nonFraction>"
    )


def _unit(concept: Concept) -> str:
    return {"USD": "usd", "shares": "shares", "USD/shares": "usdPerShare"}[concept.unit]


def _context(name: str, concept: Concept, period: str, cik: str) -> str:
    first, last = periods()[period]
    members = "".join(
        f'<xbrldi:explicitMember dimension="{axis}">{escape(member)}</xbrldi:explicitMember>'
        for axis, member in concept.dimensions.items()
    )
    segment = f"<xbrli:segment>{members}</xbrli:segment>" if members else ""
    days = (
        f"<xbrli:instant>{last}</xbrli:instant>"
        if concept.instant
        else f"<xbrli:startDate>{first}</xbrli:startDate><xbrli:endDate>{last}</xbrli:endDate>"
    )
    return (
        f'<xbrli:context id="{name}"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">{cik}'
        f"</xbrli:identifier>{segment}</xbrli:entity><xbrli:period>{days}</xbrli:period></xbrli:context>"
    )
