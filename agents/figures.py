"""The financial picture: revenue, margins, research, investment and cash from filed Figures, computed and said."""

from __future__ import annotations

from collections.abc import Sequence

from ..tools.evidence import Claim, Figure, Gap
from .amounts import change, fiscal, money, percent, points, spell
from .draft import Desk, Written
from .formulas import computed, growth, share, share_change
from .series import (
    CAPEX, CASH, DEBT, GROSS_PROFIT, NET_INCOME, OPERATING_CASH, OPERATING_INCOME, RESEARCH, REVENUE,
    annual, instants, known, quarterly, year_before,
)  # fmt: skip

SECTION = "financials"
_REVENUE_ROWS = (
    "revenue",
    "net revenue",
    "total revenue",
    "net sales",
    "total net sales",
    "total net revenue",
    "sales",
)
_STALE_DAYS = 470


def financials(desk: Desk) -> Written:
    """Write what the filed Figures say, most telling first; a Gap where none were filed."""
    figures = known(desk.figures, desk.now)
    years = annual(figures, REVENUE)
    if not years:
        wanted = "revenue, margins and spending as filed"
        where = "XBRL facts of the SEC" if desk.account.cik else "XBRL facts (no SEC registration is known)"
        return Written(gaps=[Gap(wanted=wanted, where=where, why="no annual revenue was found there")])
    claims = [_year(desk, years, 0)]
    claims += [
        claim for claim in (_quarter(desk, figures, years[0]), _margins(desk, figures, years)) if claim
    ]
    for tags, noun, verb in (
        (RESEARCH, "research and development", "spent"),
        (CAPEX, "capital expenditure", "put"),
    ):
        claims += _spending(desk, figures, years, tags, noun, verb)
    claims += [_year(desk, years, place) for place in (1, 2) if place < len(years)]
    claims += [claim for claim in (_earnings(desk, figures), _balances(desk, figures)) if claim]
    return Written(claims=claims)


def _year(desk: Desk, years: Sequence[Figure], place: int) -> Claim:
    figure = years[place]
    before = year_before(figure, years)
    grown = growth(figure, before)
    text = f"{desk.name}'s revenue in {spell(figure.period)} was {money(figure.value, figure.currency)}"
    if grown and before:
        text += (
            f", {change(grown.value)} from {money(before.value, before.currency)} in {fiscal(before.period)}"
        )
    return _told(desk, text, [grown] if grown else [figure], rows=[figure])


def _quarter(desk: Desk, figures: list[Figure], year: Figure) -> Claim | None:
    """Say the newest quarter beside the same one a year before, where it is newer than the year."""
    found = quarterly(figures, REVENUE)
    if not found or (found[0].period.end or "") <= (year.period.end or ""):
        return None
    figure, before = found[0], year_before(found[0], found)
    grown = growth(figure, before)
    text = f"{desk.name}'s revenue in {spell(figure.period)} was {money(figure.value, figure.currency)}"
    if grown and before:
        was = money(before.value, before.currency)
        text += f", {change(grown.value)} on the same quarter a year before ({was})"
    return _told(desk, text, [grown] if grown else [figure], rows=[figure])


def _margins(desk: Desk, figures: list[Figure], years: Sequence[Figure]) -> Claim | None:
    """Say gross, operating and net margin of the newest year with their direction."""
    said, used = [], []
    for tags, noun in ((GROSS_PROFIT, "gross"), (OPERATING_INCOME, "operating"), (NET_INCOME, "net")):
        pair = _shares(annual(figures, tags), years)
        if pair:
            now, moved = pair
            said.append(
                f"{noun} margin {percent(now.value)}" + (f" ({points(moved.value)})" if moved else "")
            )
            used += [figure for figure in pair if figure]
    if not said:
        return None
    text = f"{desk.name}'s {_listed(said)} in {spell(years[0].period)}"
    compared = any(figure.unit == "points" for figure in used)
    return _told(desk, text + (f", against {fiscal(years[1].period)}" if compared else ""), used)


def _shares(parts: Sequence[Figure], years: Sequence[Figure]) -> tuple[Figure, Figure | None] | None:
    """Return a measure's share of the newest year's revenue, and its change over a year where both are known."""
    part = _matching(parts, years[0])
    now = share(part, years[0]) if part else None
    if part is None or now is None:
        return None
    before = year_before(years[0], years)
    then = _matching(parts, before) if before else None
    return now, share_change(part, years[0], then, before) if then and before and before.value > 0 else None


def _matching(parts: Sequence[Figure], year: Figure | None) -> Figure | None:
    return next((part for part in parts if year and part.period.end == year.period.end), None)


def _spending(
    desk: Desk, figures: list[Figure], years: Sequence[Figure], tags: Sequence[str], noun: str, verb: str
) -> list[Claim]:
    """Say what was spent on one purpose, its share of revenue, and how it moved beside revenue."""
    parts = annual(figures, tags)
    part = _matching(parts, years[0])
    now = share(part, years[0]) if part else None
    if part is None or now is None or part.value <= 0:
        return []
    amount, to = money(part.value, part.currency), "on" if verb == "spent" else "into"
    text = f"{desk.name} {verb} {amount} {to} {noun} in {spell(part.period)}, {percent(now.value)} of revenue"
    used, grown = [now], growth(part, year_before(part, parts))
    sales = growth(years[0], year_before(years[0], years))
    if grown and sales:
        used += [grown, sales]
        text += f"; {'it' if verb == 'spent' else 'that'} went {change(grown.value)}, revenue {change(sales.value)}"
    return [_told(desk, text, used)]


def _earnings(desk: Desk, figures: list[Figure]) -> Claim | None:
    """Say net income and the cash that operations brought in the newest year."""
    incomes, cash = annual(figures, NET_INCOME), annual(figures, OPERATING_CASH)
    if not incomes:
        return None
    income = incomes[0]
    noun = "net income" if income.value >= 0 else "net loss"
    used: list[Figure] = [income]
    text = f"{desk.name}'s {noun} in {spell(income.period)} was {money(abs(income.value), income.currency)}"
    if flow := _matching(cash, income):
        used.append(flow)
        came = "brought in" if flow.value >= 0 else "used"
        text += f"; operations {came} {money(abs(flow.value), flow.currency)} of cash"
    return _told(desk, text, used)


def _balances(desk: Desk, figures: list[Figure]) -> Claim | None:
    """Say cash and debt on the newest balance-sheet date."""
    cash, debt = instants(figures, CASH), instants(figures, DEBT)
    if not cash:
        return None
    held, used = cash[0], [cash[0]]
    text = f"{desk.name} held {money(held.value, held.currency)} in {_cash_noun(held)} {spell(held.period)}"
    if owed := _matching(debt, held):
        used.append(owed)
        text += f", against {money(owed.value, owed.currency)} of debt"
    return _told(desk, text, used)


def _cash_noun(figure: Figure) -> str:
    return (
        "cash and short-term investments"
        if "ShortTerm" in (figure.tag or "")
        else "cash and cash equivalents"
    )


def _told(desk: Desk, text: str, used: Sequence[Figure], rows: Sequence[Figure] = ()) -> Claim:
    """Make the Claim: computed where a formula is in it, stale where the newest period is long past."""
    quotes = [shown for figure in rows if (shown := desk.row(figure, _REVENUE_ROWS))]
    end = used[0].period.end
    old = end is not None and end < _days_ago(desk, _STALE_DAYS)
    kind = "computed" if any(figure.formula for figure in used) else "figure"
    return desk.claim(
        SECTION, text + ".", kind="computed" if kind == "computed" else "figure", quotes=quotes, figures=used,
        as_of=end, status="stale" if old else "verified",
    )  # fmt: skip


def _days_ago(desk: Desk, days: int) -> str:
    from datetime import timedelta

    return (desk.now - timedelta(days=days)).isoformat()


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


__all__ = ["SECTION", "computed", "financials"]
