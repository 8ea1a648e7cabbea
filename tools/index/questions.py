"""What a question says about where its answer stands: its periods, its form, the words of its page."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from .accounting import CONCEPTS, FACES, Statement
from .disclosures import DISCLOSURES
from .lexical import telling
from .periods import Span, spans

_ASIDE = re.compile(
    r"\(?\bin (?:us(?:d|\$)? ?|u\.s\. dollars? ?)?"
    r"(?:thousands?|millions?|billions?|percent(?:age)?s?|dollars)\b\)?"
    r"|\bround\w* (?:\w+ ){0,3}(?:to|the) "
    r"(?:\w+ ){0,3}(?:decimals?|places?|digits?|dp|percent|tenth|hundredth)\w*"
    r"|\b(?:10-?[kq]|8-?k)(?:/a)?\b"
    r"|\b(?:usd|us\$)(?: ?(?:thousands?|millions?|billions?|mn|bn|k|m))?\b",
    re.IGNORECASE,
)
_INSTRUCTIONS = """
what which who when why how much many answer question give provide response respond rely relying use
using used based base basis shown show detail information data compute calculate calculated
calculation define defined state stated assume assuming address following follow follows tell find
say said list describe explain discuss need want know see look please help summarize outline analyst
investor investment company firm corporation report reported reporting according year fiscal quarter
quarterly annual fy period end ended number amount value level term true false yes no does do did
compare compared comparing relative versus vs reasonably healthy useful relevant meaningful metric
not available because it then if like were was unadjusted perspective plausible view latest recent
current most relationship between any significant there document filing 10-k 10-q 8-k 10k 10q 8k
form statement clear specifically
"""
_ASKING = frozenset(_INSTRUCTIONS.split())
"""Words that say how to answer, not what about."""

_FORMS = {
    "10-K": re.compile(r"\b10-?k\b|annual report", re.IGNORECASE),
    "10-Q": re.compile(r"\b10-?q\b|quarterly report", re.IGNORECASE),
    "8-K": re.compile(r"\b8-?k\b|current report", re.IGNORECASE),
    "earnings": re.compile(r"\bearnings (?:release|report|call|presentation)\b|press release", re.IGNORECASE),
}
_LATEST = re.compile(r"\b(?:latest|(?:most )?recent(?:ly)?|current(?:ly)?|newest|today|now)\b", re.IGNORECASE)
_AMOUNT = re.compile(
    r"\b(?:how (?:much|many)|ratio|margins?|percent\w*|%|amount|total|average|growth|grow|grew|change[ds]?|"
    r"rate|"
    r"usd|millions?|billions?|turnover|per share|increase[ds]?|decrease[ds]?|declin\w+|improv\w+)(?!\w)",
    re.IGNORECASE,
)
_FACE_NAMES: dict[str, Statement] = {
    "balance sheet": "balance", "financial position": "balance", "income statement": "income",
    "p&l": "income", "statement of operations": "income", "statement of income": "income",
    "statement of earnings": "income", "cash flow statement": "cash", "statement of cash flow": "cash",
}  # fmt: skip

OWN = 1.0
ADDED = 0.6
"""Weight of a question's own words, and of the words that its page would hold instead."""


@dataclass(frozen=True)
class Question:
    """A question, read for search."""

    text: str
    own: dict[str, float] = field(default_factory=dict)
    terms: dict[str, float] = field(default_factory=dict)
    faces: dict[str, float] = field(default_factory=dict)
    """The words on the face of the statements that the answer stands in."""
    named: bool = False
    """Whether the question names its statement."""
    spans: tuple[Span, ...] = ()
    forms: tuple[str, ...] = ()
    latest: bool = False
    amount: bool = False


def understood(text: str, period: str = "", names: Collection[str] = ()) -> Question:
    """Read a question; `names` are those of the account it is asked within, which tell nothing there."""
    plain = _ASIDE.sub(" ", text)
    asked = spans(f"{text} {period}", loose=True)
    concepts = [concept for concept in (*CONCEPTS, *DISCLOSURES) if concept.asked.search(plain)]
    faces = [face for concept in concepts for face in concept.faces]
    stated = [face for name, face in _FACE_NAMES.items() if name in text.lower()]
    silent = _ASKING | {word for name in names for word in telling(name)}
    own = [word for word in telling(plain) if word not in silent and not _is_period(word)]
    added = [word for concept in concepts for word in telling(concept.said)]
    return Question(
        text=text,
        own=dict.fromkeys(own or telling(text), OWN),
        terms=dict.fromkeys(added, ADDED) | dict.fromkeys(own or telling(text), OWN),
        faces={word: 1.0 for face in stated or faces for word in telling(FACES[face])},
        named=bool(stated),
        spans=asked,
        forms=tuple(form for form, said in _FORMS.items() if said.search(text)),
        latest=not asked and _LATEST.search(text) is not None,
        amount=_AMOUNT.search(text) is not None,
    )  # fmt: skip


def _is_period(word: str) -> bool:
    return re.fullmatch(r"(?:fy|q[1-4]|[1-4]q)?(?:19|20)?\d{2}|[1-4]q|q[1-4]|h[12]|fy", word) is not None
