"""Which Figures of a filer belong together: one measure, one currency, one length of period, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ...tools.evidence import Figure
from ...tools.filings.concepts import CONCEPTS

REVENUE = CONCEPTS["revenue"]
GROSS_PROFIT = CONCEPTS["gross profit"]
OPERATING_INCOME = CONCEPTS["operating income"]
# Narrower than the concepts of that name: what a reader may compare with another company's.
NET_INCOME = (
    "us-gaap:NetIncomeLoss",
    "us-gaap:ProfitLoss",
    "ifrs-full:ProfitLossAttributableToOwnersOfParent",
    "ifrs-full:ProfitLoss",
)
RESEARCH = CONCEPTS["R&D expense"]
CAPEX = (
    "us-gaap:PaymentsToAcquirePropertyPlantAndEquipment",
    "us-gaap:PaymentsToAcquireProductiveAssets",
    "us-gaap:PaymentsToAcquireOtherPropertyPlantAndEquipment",
    "ifrs-full:PurchaseOfPropertyPlantAndEquipmentClassifiedAsInvestingActivities",
)
OPERATING_CASH = CONCEPTS["operating cash flow"]
CASH = (
    "us-gaap:CashCashEquivalentsAndShortTermInvestments",
    "us-gaap:CashAndCashEquivalentsAtCarryingValue",
    "us-gaap:CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents",
    "ifrs-full:CashAndCashEquivalents",
)
SECURITIES = CONCEPTS["marketable securities"]
DEBT = (
    "us-gaap:DebtLongtermAndShorttermCombinedAmount",
    "us-gaap:LongTermDebt",
    "us-gaap:LongTermDebtAndCapitalLeaseObligations",
    "us-gaap:LongTermDebtNoncurrent",
    "ifrs-full:Borrowings",
)
YEAR, QUARTER = range(350, 381), range(80, 101)


def annual(figures: Iterable[Figure], tags: Sequence[str]) -> list[Figure]:
    """Return the fiscal years of a measure, newest first, one Figure a year."""
    return _chosen([figure for figure in figures if figure.tag in tags and days(figure) in YEAR], tags)


def quarterly(figures: Iterable[Figure], tags: Sequence[str]) -> list[Figure]:
    """Return the fiscal quarters of a measure, newest first; spans of six or nine months are left out."""
    return _chosen([figure for figure in figures if figure.tag in tags and days(figure) in QUARTER], tags)


def instants(figures: Iterable[Figure], tags: Sequence[str]) -> list[Figure]:
    """Return the balances of a measure, newest first."""
    return _chosen(
        [
            figure
            for figure in figures
            if figure.tag in tags and not figure.period.start and _day(figure.period.end)
        ],
        tags,
    )


def days(figure: Figure) -> int:
    """Return how many days a Figure covers, both ends included; 0 for a balance or an unknown span."""
    start, end = _day(figure.period.start), _day(figure.period.end)
    return (end - start).days + 1 if start and end else 0


def year_before(figure: Figure, others: Iterable[Figure]) -> Figure | None:
    """Return the Figure of the same length that ended one year earlier, if it can be compared."""
    end = _day(figure.period.end)
    for other in others:
        then = _day(other.period.end)
        close = end and then and (end - then).days in YEAR
        if close and other.currency == figure.currency and abs(days(other) - days(figure)) <= 8:
            return other
    return None


def known(figures: Iterable[Figure], now: date) -> tuple[Figure, ...]:
    """Return the Figures that had been filed by `now`; one without a filing date counts by its period's
    end."""
    day = now.isoformat()
    return tuple(figure for figure in figures if "" < (figure.filed or figure.period.end or "") <= day)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text and len(text) == 10 else None


def _chosen(figures: list[Figure], tags: Sequence[str]) -> list[Figure]:
    """Keep one currency and, a period, the Figure of the leading tag that was filed last."""
    if not figures:
        return []
    newest = max(_end(figure) for figure in figures)
    lead = next(tag for tag in tags if any(f.tag == tag and _end(f) == newest for f in figures))
    currency = next(f.currency for f in figures if f.tag == lead and _end(f) == newest)
    figures = [figure for figure in figures if figure.currency == currency]
    series = _one_a_period([figure for figure in figures if figure.tag == lead])
    for tag in tags:
        earlier = _one_a_period([figure for figure in figures if figure.tag == tag])
        if tag != lead and _continues(series, earlier):
            series = {**{end: f for end, f in earlier.items() if end < min(series)}, **series}
    return [series[end] for end in sorted(series, reverse=True)]


def _one_a_period(figures: Iterable[Figure]) -> dict[str, Figure]:
    ordered = sorted(figures, key=lambda figure: (figure.filed or "", figure.accession or ""))
    return {_end(figure): figure for figure in ordered}


def _continues(series: dict[str, Figure], earlier: dict[str, Figure]) -> bool:
    """A filer changes its tag over the years: values that agree where both stand prove that one follows
    the other."""
    shared = series.keys() & earlier.keys()
    return bool(shared) and all(series[end].value == earlier[end].value for end in shared)


def _end(figure: Figure) -> str:
    return figure.period.end or ""
