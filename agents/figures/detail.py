"""What a full brief adds to the financial picture: the last quarters, and the profit of each segment."""

from __future__ import annotations

from ...tools.evidence import Claim, Figure
from ..sentences.amounts import change, fiscal, money, spell
from ..sentences.draft import Desk
from .breakdown import part_of
from .formulas import growth
from .series import OPERATING_INCOME, REVENUE, annual, quarterly, year_before

SECTION = "financials"
_QUARTERS, _FEWEST = 5, 3


def detail(desk: Desk) -> list[Claim]:
    """Return what the filed Figures say quarter by quarter and segment by segment."""
    return [claim for claim in (_by_quarter(desk), _by_segment(desk)) if claim]


def _by_quarter(desk: Desk) -> Claim | None:
    """Say the revenue of the last quarters that were filed, each beside the same one a year before."""
    filed = quarterly(desk.whole, REVENUE)
    if len(filed) < _FEWEST:
        return None
    said, used = [], []
    for figure in filed[:_QUARTERS]:
        grown = growth(figure, year_before(figure, filed))
        amount = f"{money(figure.value, figure.currency)} in {spell(figure.period)}"
        said.append(amount + (f", {change(grown.value)} on a year before" if grown else ""))
        used.append(grown or figure)
    return _claim(desk, f"{desk.own} revenue by quarter, newest first: {'; '.join(said)}.", used)


def _by_segment(desk: Desk) -> Claim | None:
    """Say the operating income of each segment in the newest year that was filed, largest first."""
    years = annual(desk.whole, REVENUE)
    parts = [figure for figure in desk.figures if figure.dimensions and figure.tag in OPERATING_INCOME]
    newest = {
        part: figure
        for figure in sorted(parts, key=lambda figure: (figure.filed or "", figure.accession or ""))
        if years
        and (figure.period.start, figure.period.end) == (years[0].period.start, years[0].period.end)
        and (part := part_of(figure, "segment"))
    }
    if len(newest) < 2:
        return None
    said, used = [], []
    for part, figure in sorted(newest.items(), key=lambda pair: (-pair[1].value, pair[0]))[:6]:
        before = year_before(figure, [one for one in parts if part_of(one, "segment") == part])
        grown = growth(figure, before)
        said.append(
            f"{part} {money(figure.value, figure.currency)}" + (f", {change(grown.value)}" if grown else "")
        )
        used.append(grown or figure)
    label = fiscal(years[0].period)
    return _claim(desk, f"{desk.own} operating income by segment in {label}: {'; '.join(said)}.", used)


def _claim(desk: Desk, text: str, used: list[Figure]) -> Claim:
    computed = any(figure.formula for figure in used)
    return desk.claim(
        SECTION, text, kind="computed" if computed else "figure", figures=used,
        as_of=used[0].period.end, status="verified",
    )  # fmt: skip
