"""Kinds of dated events: what an 8-K item code means, and which verbs report which change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .wording import any_of


@dataclass(frozen=True)
class EventKind:
    """A kind of change at a company: what to call it, how much it matters at first, how long it is usable."""

    label: str
    weight: float
    life: int


def _kind(label: str, weight: float, life: int) -> EventKind:
    return EventKind(label, weight, life)


HIRE = _kind("New executive", 90, 120)
DEPARTURE = _kind("Executive leaves", 80, 90)
ACQUISITION = _kind("Acquisition", 95, 270)
DIVESTITURE = _kind("Sale of a business", 70, 180)
FUNDING = _kind("Funding", 95, 180)
RESULTS = _kind("Results", 62, 75)
RESTRUCTURING = _kind("Restructuring", 75, 180)
LAYOFFS = _kind("Layoffs", 76, 120)
BREACH = _kind("Security incident", 85, 120)
LEGAL = _kind("Legal or regulatory", 60, 180)
PRODUCT = _kind("Product launch", 65, 120)
FACILITY = _kind("New site or capacity", 68, 270)
CONTRACT = _kind("Contract won", 66, 120)
PARTNERSHIP = _kind("Partnership", 55, 90)
PROGRAMME = _kind("Programme", 70, 270)
RETURNS = _kind("Dividend or buy-back", 15, 60)
DEBT = _kind("New debt", 45, 120)
CLOSURE = _kind("Site closure", 55, 120)
BOARD = _kind("Board change", 40, 120)

ITEMS = {
    "1.01": _kind("Material agreement", 66, 180),
    "1.02": _kind("Agreement ended", 66, 120),
    "1.03": _kind("Bankruptcy", 95, 365),
    "1.05": BREACH,
    "2.01": _kind("Acquisition or disposal completed", 95, 270),
    "2.02": RESULTS,
    "2.03": DEBT,
    "2.04": _kind("Debt accelerated", 92, 365),
    "2.05": RESTRUCTURING,
    "2.06": _kind("Impairment", 62, 180),
    "3.01": _kind("Delisting notice", 90, 365),
    "3.02": _kind("Private share sale", 55, 180),
    "4.01": _kind("Auditor change", 55, 180),
    "4.02": _kind("Past accounts withdrawn", 88, 180),
    "5.01": _kind("Change of control", 95, 180),
    "5.02": _kind("Officers or directors", 70, 120),
    "5.08": BOARD,
    "7.01": _kind("Disclosure", 45, 90),
    "8.01": _kind("Announcement", 50, 90),
}
"""8-K items since August 2004 that report a change; the others are administrative."""

OLD_ITEMS = {
    "1": ITEMS["5.01"],
    "2": ITEMS["2.01"],
    "3": ITEMS["1.03"],
    "4": ITEMS["4.01"],
    "5": ITEMS["8.01"],
    "6": BOARD,
    "9": ITEMS["7.01"],
    "12": RESULTS,
}
"""8-K items before that."""

_ROLE = r"(?:[Cc]hief|[Pp]resident|CEO|CFO|COO|CTO|CIO|CISO|[Vv]ice [Pp]resident|[Hh]ead of|[Gg]eneral [Cc]ounsel|[Mm]anaging [Dd]irector|[Tt]reasurer|[Cc]ontroller)"


def _told(kind: EventKind, pattern: str) -> tuple[EventKind, re.Pattern[str]]:
    return kind, re.compile(pattern)


CUES = (
    _told(BREACH, r"\b(?:cyber(?:security)? ?(?:attack|incident)|ransomware|data breach|unauthori[sz]ed (?:access|party|actor))\b"),
    _told(DEPARTURE, rf"\b(?:resign(?:ed|s|ation)|stepp?(?:ed|s|ing)? down|depart(?:ed|s|ure|ing)|retir(?:e[sd]?|ing|ement)|terminated|leave[s]?|left)\b.*\b{_ROLE}|\b{_ROLE}\b.*\b(?:resign(?:ed|s|ation)|stepp?(?:ed|s|ing)? down|depart(?:ed|s|ure|ing)|retir(?:e[sd]?|ing|ement)|will leave|leaves|left)\b"),
    _told(HIRE, rf"\b(?:appoint(?:s|ed|ment)?|nam(?:es|ed)|hir(?:es|ed)|elect(?:s|ed)|promot(?:es|ed)|join(?:s|ed)|welcom(?:es|ed)|succeeds?)\b.*\b{_ROLE}|\bnew {_ROLE}"),
    _told(BOARD, r"\b(?:appoint(?:s|ed)|elect(?:s|ed)|join(?:s|ed)|resign(?:s|ed)|nominat(?:es|ed))\b.*\b(?:[Bb]oard|[Dd]irector)\b"),
    _told(RETURNS, r"\b(?:dividend|repurchas\w+|buy-?backs?)\b"),
    _told(FUNDING, r"\b(?:rais(?:es|ed)|closes|closed|secur(?:es|ed))\b.*(?:[$€£]\s?\d|\b(?:SEK|NOK|CHF)\s?\d).*\b(?:funding|round|Series [A-H]|investors?|led by|equity)\b|\bSeries [A-H]\b"),
    _told(DIVESTITURE, r"\b(?:divest(?:s|ed|iture)|spin-?off|s(?:ells?|old) (?:its|the|our)|sale of (?:its|the|our))\b.*\b(?:business|unit|division|subsidiary|operations|stake)\b"),
    _told(ACQUISITION, r"\b(?:acquir(?:es|ed)|to acquire|acquisition of|merger (?:agreement|with)|completed the (?:acquisition|merger)|buys|takeover)\b"),
    _told(LAYOFFS, r"\b(?:layoffs?|lay off|laid off|job cuts|workforce reduction|reduction in (?:force|workforce)|reduc\w+ (?:its|our|the) workforce)\b"),
    _told(RESTRUCTURING, r"\b(?:restructuring|cost[- ](?:saving|reduction|cutting)|savings program\w*|reorgani[sz]ation|hiring freeze)\b"),
    _told(CLOSURE, r"\b(?:clos(?:e[sd]?|ing|ure)|shut(?:s|ting)? down)\b.*\b(?:plant|factory|store|stores|office|site|facility|warehouse)\b"),
    _told(FACILITY, r"\b(?:open(?:s|ed|ing)?|expan(?:d|ds|ded|sion)|broke ground|breaks? ground|build(?:s|ing)?|construct\w*|inaugurat\w+|add(?:s|ed)?)\b.*\b(?:plant|factory|facility|facilities|data cent(?:er|re)s?|campus|headquarters|warehouse|depot|hub|office|site|capacity|line)\b"),
    _told(CONTRACT, r"\b(?:award(?:s|ed)|w(?:ins|on)|select(?:s|ed)|sign(?:s|ed)|order(?:s|ed)? from)\b.*\b(?:contract|order|agreement|tender|deal|framework|customer|by)\b"),
    _told(RESULTS, r"\b(?:results for|quarterly results|(?:first|second|third|fourth)[- ]quarter|full[- ]year|fiscal \d{4} results|revenue (?:of|was|grew|rose|fell|increased|decreased)|guidance|outlook)\b"),
    _told(PARTNERSHIP, r"\b(?:partner(?:s|ed|ship)?|alliance|collaborat\w+|joint venture|team(?:s|ed) up)\b.*\bwith\b|\bwith\b.*\bpartnership\b"),
    _told(PROGRAMME, r"\b(?:program(?:me)?|initiative|transformation|migration|moderni[sz]\w+|roadmap|roll-?out)\b"),
    _told(PRODUCT, r"\b(?:launch(?:es|ed)?|unveil(?:s|ed)?|introduc(?:es|ed)|releas(?:es|ed)|announc(?:es|ed)|debut(?:s|ed)?)\b"),
    _told(LEGAL, r"\b(?:lawsuit|sue[sd]|settle(?:s|d|ment)|investigat\w+|fine[sd]?|ruling|antitrust|recall|export control|licen[sc]e (?:requirement|is required|for)|tariffs?|regulator\w*|subpoena)\b"),
    _told(DEBT, r"\b(?:credit (?:facility|agreement)|term loan|senior notes|notes offering|refinanc\w+)\b"),
)  # fmt: skip
"""Which words report which kind of change, the most telling first."""

UNREAL = any_of(
    r"""
    \b(?:may|might|could|would|should|if|whether|potential(?:ly)?|possible|possibly|consider(?:s|ing)?|explor(?:es|ing))\b
    \b(?:rumou?r\w*|reportedly|speculat\w+|denie[sd]|deny|not (?:planning|going)|no plans|analysts? (?:expects?|says?)|hypothetical)\b
    \b(?:target price|price target|shares (?:rose|fell|jumped|dropped|slid|closed)|stock (?:rose|fell|jumped)|upgrade[sd]?|downgrade[sd]?)\b
    """
)
"""Words of what has not happened: a rumour, a condition, a denial, an analyst's view."""
BOOKKEEPING = any_of(
    r"""
    shares of (?:our |its |the Company’s )?(?:common|ordinary|class)|valued at|closing stock price|restricted stock
    tax (?:effects?|expense|benefit|provision|rate)|deferred tax|income tax|tax act\b|carrying (?:amount|value)|amorti[sz]
    10b5-1|trading (?:plan|arrangement)|fair value|lease (?:liabilit|term|cost)|accounting standard|internal control|goodwill
    commercial paper|effective interest|outstanding borrowings|purchase price allocation|pro forma|unrecogni[sz]ed
    fiscal year (?:is|ended|ends)|\d+-week|authori[sz]ed by the board to purchase|contingenc|accrued
    """
)
"""Words of the books, which date many things that are no change at the company."""


@lru_cache(maxsize=30_000)
def kind_of(words: str) -> EventKind | None:
    """Return which change a sentence reports, None where it reports none that happened."""
    if UNREAL.search(words) or BOOKKEEPING.search(words):
        return None
    return next((kind for kind, cue in CUES if cue.search(words)), None)


def item_kind(code: str, filed: str | None) -> EventKind | None:
    """Return what an 8-K item code means in the numbering of its day; None for an administrative item."""
    if filed and filed < "2004-08-23" and "." not in code:
        return OLD_ITEMS.get(code)
    return ITEMS.get(code)
