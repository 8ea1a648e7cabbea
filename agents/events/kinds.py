"""Kinds of dated events: what an 8-K item code means, and which verbs report which change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..sentences.wording import any_of


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
DIVIDEND_CUT = _kind("Dividend cut", 60, 120)
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
    "5.02": _kind("Officers or directors", 42, 120),
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

_ROLE = (
    r"(?:[Cc]hief|[Pp]resident|CEO|CFO|COO|CTO|CIO|CISO|[Vv]ice [Pp]resident|[Hh]ead of|"
    r"[Gg]eneral [Cc]ounsel|"
    r"[Mm]anaging [Dd]irector|[Tt]reasurer|[Cc]ontroller|[Pp]rincipal [Aa]ccounting)"
)
_LEFT = (
    r"(?:resign(?:ed|s|ation)|stepp?(?:ed|s|ing)? down|depart(?:ed|s|ure|ing)|retir(?:e[sd]?|ing|ement)|"
    r"was terminated|"
    r"will leave|leaves|left|termination of employment|cease(?:d|s)? to)"
)
_NEW = r"(?:[Oo]pen(?:s|ed|ing)|[Ee]xpan(?:ds|ded|sion)|[Ii]naugurat\w+|add(?:s|ed)?|build(?:s|ing)?)"


def _told(kind: EventKind, phrases: str) -> tuple[EventKind, re.Pattern[str]]:
    spelled = phrases.replace("<ROLE>", _ROLE).replace("<LEFT>", _LEFT).replace("<NEW>", _NEW)
    return kind, any_of(spelled, flags=re.DOTALL)


CUES = (
    _told(
        BREACH,
        r"""
        \b(?:[Cc]yber(?:security)?[ -]?(?:attack|incident)|[Rr]ansomware|[Dd]ata breach)\b
        \bunauthori[sz]ed (?:access|party|actor)\b
        """,
    ),
    _told(DEPARTURE, r"\b<LEFT>\b.*\b<ROLE>|\b<ROLE>\b.*\b<LEFT>\b"),
    _told(
        HIRE,
        r"""
        \b(?:appoint(?:s|ed|ment)?|nam(?:es|ed)|hir(?:es|ed)|elect(?:s|ed)|promot(?:es|ed)|join(?:s|ed)|bec(?:ame|omes))\b.*\b<ROLE>
        \bwill become\b.*\b<ROLE>
        \b(?:welcom(?:es|ed)|succeeds?|succeeded)\b.*\b<ROLE>
        """,
    ),
    _told(
        BOARD,
        r"""
        \b(?:appoint(?:s|ed)|elect(?:s|ed)|join(?:s|ed))\b.*\b(?:[Bb]oard|[Dd]irectors?)\b
        \b(?:resign(?:s|ed)|nominat(?:es|ed)|retire[sd]?)\b.*\b(?:[Bb]oard|[Dd]irectors?)\b
        """,
    ),
    _told(
        DIVIDEND_CUT,
        r"""
        \b(?:suspend\w*|reduc\w+|omit\w*|eliminat\w+|discontinu\w+|defer\w*)\b.{0,60}\b[Dd]ividends?\b
        \b[Dd]ividends? (?:was|were|has been|have been) (?:suspended|reduced|eliminated)\b
        """,
    ),
    _told(RETURNS, r"\b(?:[Dd]ividends?|[Rr]epurchas\w+|[Bb]uy-?backs?)\b"),
    _told(
        DEBT,
        r"""
        \b(?:credit (?:facility|facilities|agreement)|Credit Agreement|term loan|(?:senior|exchange) notes)\b
        \b(?:[Mm]edium-[Tt]erm [Nn]otes?|[Tt]erms Agreement)\b
        \b(?:[Nn]otes offering|refinanc\w+|[Ee]xchange [Oo]ffers?|[Ii]ndenture|aggregate principal amount)\b
        """,
    ),
    _told(
        FUNDING,
        r"""
        \b(?:rais(?:es|ed)|clos(?:es|ed)|secur(?:es|ed))\b.*[$€£]\s?\d.*\b(?:funding|round|investors?|equity)\b
        \b(?:rais(?:es|ed)|secur(?:es|ed))\b.*\b(?:SEK|NOK|CHF)\s?\d.*\b(?:funding|round|investors?|equity)\b
        \bSeries [A-H]\b (?:round|funding|financing)
        \breceiv(?:es|ed)\b[^.]{0,20}[$€£]\s?\d[^.]{0,30}\b(?:equity |strategic )?investment (?:from|by)\b
        """,
    ),
    _told(
        DIVESTITURE,
        r"""
        \b(?:divest(?:s|ed|iture)|[Ss]pin-?off|[Ss]eparation of)\b
        \b(?:sells?|sold|sale of|agreed to sell) (?:its|the|our|certain|substantially all)\b.*\
            \b(?:business|unit|division|subsidiary|stake|assets|operations)\b
        """,
    ),
    _told(
        ACQUISITION,
        r"""
        \b(?:acquir(?:es|ed)|(?:agreed|agreement|plans) to acquire|[Aa]cquisition of|buys|takeover)\b
        \b(?:merger (?:agreement|with)|Merger Agreement|completed the (?:acquisition|merger))\b
        """,
    ),
    _told(
        LAYOFFS,
        r"""
        \b(?:[Ll]ayoffs?|lay off|laid off|[Jj]ob cuts|[Ww]orkforce reduction|reduction in (?:force|\
            workforce))\b
        \b[Rr]educ\w+ (?:its|our|the) workforce\b
        """,
    ),
    _told(
        RESTRUCTURING,
        r"\b(?:[Rr]estructuring|[Cc]ost[- ](?:saving|reduction|cutting)|[Rr]eorgani[sz]ation|"
        r"hiring freeze)\b",
    ),
    _told(
        CLOSURE,
        r"\b(?:clos(?:e[sd]?|ing|ure)|shut(?:s|ting)? down)\b.*\b(?:plants?|factory|stores?|offices?|"
        r"sites?|facility|warehouse)\b",
    ),
    _told(
        FACILITY,
        r"""
        \b<NEW>\b.*\b(?:plant|factory|facilit\w+|campus|depot|hub|data cent(?:er|re)s?|headquarters|\
            warehouse|office)\b
        \b(?:broke ground|breaks? ground|new (?:plant|factory|facility|campus|depot|headquarters|\
            data cent(?:er|re)))\b
        """,
    ),
    _told(
        CONTRACT,
        r"""
        \b(?:award(?:s|ed)|w(?:ins|on)|[Ss]ign(?:s|ed)|secur(?:es|ed))\b.*\b(?:contract|order|tender|deal|framework)\b
        \b(?:selected|chosen|awarded) by\b|\b[Oo]rder (?:from|worth)\b
        """,
    ),
    _told(
        RESULTS,
        r"""
        \b(?:[Rr]esults (?:for|of operations)|[Ee]arnings (?:for|release)|[Qq]uarterly results|\
            financial results)\b
        \b(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth)[- ][Qq]uarter (?:results|revenue|sales|net)\b
        \b[Ff]ull[- ][Yy]ear (?:results|revenue|guidance)\b|\b(?:guidance|outlook)\b
        \b(?:[Rr]evenue|[Nn]et sales|[Ss]ales|[Nn]et income) (?:of|was|were|grew|rose|fell|increased|\
            decreased|for the)\b
        """,
    ),
    _told(
        PARTNERSHIP,
        r"""
        \b(?:[Pp]artner(?:s|ed|ship)?|[Aa]lliance|[Cc]ollaborat\w+|[Jj]oint venture|[Tt]eam(?:s|\
            ed) up)\b.*\bwith\b
        \bwith\b.*\bpartnership\b
        \bstrategic (?:supply |sales |technology )?(?:agreement|relationship)\b.*\bwith\b
        """,
    ),
    _told(
        LEGAL,
        r"""
        \b(?:lawsuit|sued|subpoena|[Ss]ettle(?:s|d|ment)?\b.*\b(?:claims?|litigation|charges|case|dispute|DOJ|SEC))\b
        \b(?:investigation|fined|ruling|antitrust|[Rr]ecall(?:s|ed)?|export controls?|tariffs?|regulators?)\b
        \b(?:[Ss]upervisory|[Cc]orrective [Aa]ction|[Cc]onsent [Oo]rder|[Cc]lass action|[Cc]ivil action)\b
        \b(?:litigation against|commenced (?:litigation|an action|a proceeding)|complaint (?:against|\
            was filed))\b
        \b(?:cease and desist|licen[sc]e (?:requirement|is required|for))\b
        """,
    ),
    _told(
        PRODUCT,
        r"""
        \b(?:[Ll]aunch(?:es|ed)|[Uu]nveil(?:s|ed)|[Ii]ntroduc(?:es|ed)|[Dd]ebut(?:s|ed)|\
            [Bb]egan shipping)\b
        \b(?:[Rr]eleas(?:es|ed)|[Aa]nnounc(?:es|ed))\b.*\b(?:products?|platform|service|version|software|devices?)\b
        """,
    ),
    _told(
        PROGRAMME,
        r"\b(?:[Pp]rogram(?:me)?|[Ii]nitiative|[Tt]ransformation|[Mm]igration|[Mm]oderni[sz]\w+|[Rr]oll-?out)\b",
    ),
)
"""Which words report which kind of change, the most telling first."""

UNREAL = any_of(
    r"""
    \b(?:(?-i:may)|might|could|would|should|if|whether|potential(?:ly)?|possible|possibly|consider(?:s|ing)?|explor(?:es|ing))\b
    \b(?:likely to|poised to|expected to|on track to)\b
    \b(?:rumou?r\w*|reportedly|speculat\w+|denie[sd]|deny|not (?:planning|going)|no plans|\
        analysts? (?:expects?|says?)|hypothetical)\b
    \b(?:target price|price target|shares (?:rose|fell|jumped|dropped|slid|closed)|stock (?:rose|fell|\
        jumped)|upgrade[sd]?|downgrade[sd]?)\b
    """
)
"""Words of what has not happened: a rumour, a condition, a denial, an analyst's view."""
BOOKKEEPING = any_of(
    r"""
    shares of (?:our |its |the Company’s )?(?:common|ordinary|class)|sales? of (?:common |\
        ordinary )?(?:stock|shares)|valued at|closing stock price|\
        restricted stock
    tax (?:effects?|expense|benefit|provision|rate)|deferred tax|income tax|tax act\b|carrying (?:amount|\
        value)|amorti[sz]
    10b5-1|trading (?:plan|arrangement)|fair value|lease (?:liabilit|term|cost)|accounting standard|\
        internal control|goodwill
    representations, warranties|events? of default|covenants|trading plan|pre-arranged
    commercial paper|effective interest|outstanding borrowings|purchase price allocation|pro forma|\
        unrecogni[sz]ed
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


def cued(kind: EventKind, words: str) -> bool:
    """Say whether a sentence holds the words of a kind of change, real or not."""
    return any(told is kind and cue.search(words) for told, cue in CUES)


def cue_end(kind: EventKind, words: str) -> int:
    """Return where the words end that report a kind of change in a sentence; its end where none stand out."""
    found = next((match for told, cue in CUES if told is kind and (match := cue.search(words))), None)
    return found.end() if found and found.end() < len(words) * 0.8 else len(words)


def item_kind(code: str, filed: str | None) -> EventKind | None:
    """Return what an 8-K item code means in the numbering of its day; None for an administrative item."""
    if filed and filed < "2004-08-23" and "." not in code:
        return OLD_ITEMS.get(code)
    return ITEMS.get(code)
