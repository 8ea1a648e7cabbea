"""Where revenue comes from: segments, products and regions from the dimensions of the newest annual
Figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations

from ...tools.evidence import Claim, Figure, Gap
from ..sentences.amounts import change, fiscal, money, percent, spell
from ..sentences.draft import Desk, Written
from .formulas import growth, share
from .series import REVENUE, annual, year_before

SECTION = "financials"
_AXES = (
    ("segment", "segment"),
    ("product or service", "product|service"),
    ("region", "geograph|country|region"),
)
_WHOLE = re.compile(r"ConsolidationItemsAxis|LegalEntityAxis|ScenarioAxis|StatementScenario", re.IGNORECASE)
_OPERATING = re.compile(r"OperatingSegmentsMember|ReportableSegment", re.IGNORECASE)
_NO_PART = re.compile(
    r"Eliminat|Intersegment|Corporate(?:And|Member)|AllOther|ReportableSegment|Reconcil|OperatingSegments|Aggregat",
    re.IGNORECASE,
)
_COUNTRIES = {
    "US": "United States", "CN": "China", "TW": "Taiwan", "SG": "Singapore", "GB": "United Kingdom",
    "DE": "Germany",
    "JP": "Japan", "KR": "South Korea", "IE": "Ireland", "CA": "Canada", "FR": "France", "IN": "India",
    "MX": "Mexico",
    "BR": "Brazil", "AU": "Australia", "NL": "Netherlands", "CH": "Switzerland", "SE": "Sweden",
    "NO": "Norway",
    "DK": "Denmark", "FI": "Finland", "IT": "Italy", "ES": "Spain", "IL": "Israel", "HK": "Hong Kong",
    "AT": "Austria",
    "BE": "Belgium", "PL": "Poland", "PT": "Portugal", "VN": "Vietnam", "MY": "Malaysia", "TH": "Thailand",
}  # fmt: skip
_LEAST_SHARE = 1.0
_MOST = 14


def breakdown(desk: Desk) -> Written:
    """Write each part of revenue that a filing reports, its share and growth, largest first."""
    years = annual(desk.whole, REVENUE)
    if not years:
        return Written()
    parts = [f for f in desk.figures if f.dimensions and f.tag in REVENUE]
    written = Written()
    for name, axis in _AXES:
        found = _parts(parts, years[0], axis)
        written.claims += [claim for claim in _told(desk, name, found, parts, years[0], axis) if claim]
    if not written.claims and parts is not None:
        why = "no filing that was read reports revenue by segment or region in its XBRL facts"
        written.gaps.append(
            Gap(
                wanted="revenue by segment and region",
                where="inline XBRL of the newest annual report",
                why=why,
            )
        )
    return written


def _parts(figures: Iterable[Figure], year: Figure, axis: str) -> dict[str, Figure]:
    """Return the parts of one year's revenue along one axis by their label, largest first, none a sum of
    others."""
    found: dict[str, Figure] = {}
    for figure in sorted(figures, key=lambda f: (f.filed or "", f.accession or "")):
        member = _member(figure, axis)
        if member and figure.period == year.period or (member and _days(figure) == _days(year)):
            found[label(member)] = figure
    found = {name: figure for name, figure in found.items() if 0 < figure.value < year.value * 0.9999}
    ordered = dict(sorted(found.items(), key=lambda pair: (-pair[1].value, pair[0])))
    return _without_details(ordered, year.value)


def _days(figure: Figure) -> tuple[str | None, str | None]:
    return figure.period.start, figure.period.end


def _member(figure: Figure, axis: str) -> str | None:
    """Return the member where the Figure has this axis alone; the one that says `operating segments` is no
    second."""
    own = {a: m for a, m in figure.dimensions.items() if not (_WHOLE.search(a) and _OPERATING.search(m))}
    if len(own) != 1:
        return None
    name, member = next(iter(own.items()))
    return member if re.search(axis, name, re.IGNORECASE) and not _NO_PART.search(member) else None


def _without_details(parts: dict[str, Figure], whole: float) -> dict[str, Figure]:
    """Leave out the sums of other parts: of the sets that add up to the whole, the finest divides it best."""
    if sum(figure.value for figure in parts.values()) <= whole * 1.002:
        return parts
    names = list(parts)[:_MOST]
    unit = _granularity([whole, *(figure.value for figure in parts.values())])
    for near in (unit / 2, 2 * unit):
        for size in range(len(names), 1, -1):
            for some in combinations(names, size):
                if abs(sum(parts[name].value for name in some) - whole) <= near:
                    return {name: parts[name] for name in some}
    return {}


def _granularity(values: Sequence[float]) -> float:
    """Return the unit that values were rounded to: a million, a thousand, or one."""
    return next((unit for unit in (1e6, 1e5, 1e3) if all(value % unit == 0 for value in values)), 1.0)


def label(member: str) -> str:
    """Return a member's name as a reader says it: `nvda:DataCenterMember` is `Data Center`."""
    prefix, _, local = member.rpartition(":")
    if prefix == "country":
        return _COUNTRIES.get(local, local)
    words = re.sub(r"(?:Segment|Region)?(?:Member|\[Member\])$", "", local.strip()) or local
    if re.match(r"I[A-Z][a-z]", words):
        return "i" + words[1:]
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", words)
    small = {"And": "and", "Of": "of", "The": "the", "For": "for", "Or": "or", "In": "in"}
    return " ".join([small.get(w, w) if i else w for i, w in enumerate(words.split())])


def _told(
    desk: Desk, name: str, parts: dict[str, Figure], figures: Sequence[Figure], year: Figure, axis: str
) -> list[Claim]:
    """Return one Claim an axis that names its parts with share and growth, and the row of the largest."""
    said, used = [], []
    for part, figure in parts.items():
        portion = share(figure, year)
        if portion is None or portion.value < _LEAST_SHARE:
            continue
        before = year_before(figure, [f for f in figures if part_of(f, axis) == part])
        grown = growth(figure, before)
        said.append(
            f"{_as_written(desk, figure, part)} {money(figure.value, figure.currency)} "
            f"({percent(portion.value)}{_grown(grown)})"
        )
        used += [portion, *([grown] if grown else [])]
    if len(said) < 2:
        return []
    text = f"{desk.own} revenue by {name} in {spell(year.period)}, with share of the total "
    text += f"and growth on {_year_ago(year)}: "
    first, largest = next(iter(parts.items()))
    shown = desk.row(largest, [first, _as_written(desk, largest, first)])
    quotes = [shown] if shown else []
    return [
        desk.claim(
            SECTION,
            text + "; ".join(said[:6]) + ".",
            kind="computed",
            figures=used[:12],
            quotes=quotes,
            as_of=year.period.end,
            status="verified",
        )
    ]


def _as_written(desk: Desk, figure: Figure, part: str) -> str:
    """Return the name of a part as the rows of its filing write it, with their commas and brackets."""
    words = ("(?:and|&)" if word == "and" else r"[^\w\n|]*".join(word) for word in part.split())
    letters = r"[^\w\n|]*".join(words)
    row = re.compile(rf"^({letters}\)?)(?: ?\(\d\))? *(?:\||:)", re.MULTILINE | re.IGNORECASE)
    for document in desk.documents:
        if document.accession == figure.accession and (found := row.search(document.text)):
            return part if found[1].isupper() else found[1]
    return part


def part_of(figure: Figure, axis: str) -> str | None:
    """Return the part that a Figure is of along one axis, None where it is of no single part."""
    member = _member(figure, axis)
    return label(member) if member else None


def _grown(grown: Figure | None) -> str:
    return f", {change(grown.value)}" if grown else ""


def _year_ago(year: Figure) -> str:
    said = fiscal(year.period)
    return f"fiscal {int(said[7:]) - 1}" if re.fullmatch(r"fiscal \d{4}", said) else "the year before"
