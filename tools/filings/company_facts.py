"""companyfacts: all XBRL facts of one filer as SEC serves them, made Figures that a reader cannot mistake.

Two traps. `fy` and `fp` belong to the filing, not to the fact: a 10-K states three years under one `fy`.
And a fact comes again in each filing that repeats it: the latest filed counts, and an earlier one is kept
only where its value differed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..evidence import Figure
from .concepts import CONCEPTS
from .fiscal import Calendar, learn, plain_period, span

_ANNUAL = ("10-K", "20-F", "40-F")
_SPANS = frozenset({"year", "quarter", "half", "nine months", "instant"})


@dataclass(frozen=True, slots=True)
class _Fact:
    """One fact of one filing, as served."""

    tag: str
    unit: str
    start: date | None
    end: date
    value: int | float
    accession: str
    form: str
    filed: date
    fiscal_year: int | None


def read_company_facts(data: Mapping[str, Any], *, until: date) -> tuple[Calendar | None, tuple[Figure, ...]]:
    """Return the filer's fiscal calendar and its Figures of the known concepts, filed no later than
    `until`.
    """
    facts = [fact for fact in _facts(data) if fact.filed <= until]
    calendar = _calendar(facts)
    kept = (fact for group in _grouped(facts).values() for fact in _latest(group))
    return calendar, tuple(_figure(fact, name, calendar) for fact, name in _named(kept))


def _facts(data: Mapping[str, Any]) -> Iterator[_Fact]:
    served = data.get("facts")
    if not isinstance(served, Mapping):
        return
    for tags in CONCEPTS.values():
        for tag in tags:
            taxonomy, _, local = tag.partition(":")
            concept = (served.get(taxonomy) or {}).get(local)
            units = concept.get("units") if isinstance(concept, Mapping) else None
            for unit, rows in units.items() if isinstance(units, Mapping) else ():
                yield from (fact for row in rows if (fact := _fact(tag, unit, row)) is not None)


def _fact(tag: str, unit: str, row: Any) -> _Fact | None:
    try:
        return _Fact(
            tag,
            unit,
            date.fromisoformat(row["start"]) if row.get("start") else None,
            date.fromisoformat(row["end"]),
            row["val"],
            row["accn"],
            row["form"],
            date.fromisoformat(row["filed"]),
            row.get("fy"),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _calendar(facts: Iterable[_Fact]) -> Calendar | None:
    """Learn the fiscal years: in an annual filing the year that ends last is the one that `fy` names."""
    ends: dict[str, tuple[date, int]] = {}
    for fact in facts:
        annual = fact.form.startswith(_ANNUAL) and not fact.form.endswith("/A")
        if not annual or span(fact.start, fact.end) != "year" or not isinstance(fact.fiscal_year, int):
            continue
        if fact.accession not in ends or fact.end > ends[fact.accession][0]:
            ends[fact.accession] = (fact.end, fact.fiscal_year)
    return learn(ends.values())


_Key = tuple[str, str, date | None, date]


def _grouped(facts: Iterable[_Fact]) -> dict[_Key, list[_Fact]]:
    groups: dict[_Key, list[_Fact]] = {}
    for fact in facts:
        if span(fact.start, fact.end) in _SPANS:
            groups.setdefault((fact.tag, fact.unit, fact.start, fact.end), []).append(fact)
    return groups


def _latest(group: list[_Fact]) -> Iterator[_Fact]:
    """Yield each value that was filed for this period once, under the filing that brought it last into
    force.
    """
    ordered = sorted(group, key=lambda fact: (fact.filed, fact.accession))
    brought: dict[int | float, _Fact] = {}
    before: int | float | None = None
    for fact in ordered:
        if fact.value != before:
            brought[fact.value] = fact
        before = fact.value
    yield from brought.values()


def _named(facts: Iterable[_Fact]) -> Iterator[tuple[_Fact, str]]:
    names = {tag: name for name, tags in CONCEPTS.items() for tag in tags}
    yield from ((fact, names[fact.tag]) for fact in facts)


def _figure(fact: _Fact, name: str, calendar: Calendar | None) -> Figure:
    currency = (
        fact.unit[:3]
        if fact.unit[:3].isalpha() and fact.unit[:3].isupper() and len(fact.unit) in (3, 10)
        else None
    )
    return Figure(
        name=name,
        value=fact.value,
        unit=fact.unit,
        currency=currency,
        period=plain_period(fact.start, fact.end, calendar),
        tag=fact.tag,
        accession=fact.accession,
        form=fact.form,
        filed=fact.filed.isoformat(),
    )
