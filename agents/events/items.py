"""What an 8-K item is about, in words: whether a sentence under its heading tells the item or an aside."""

from __future__ import annotations

import re

from ..sentences.wording import any_of
from .kinds import ITEMS, RESULTS, EventKind

LISTING = EventKind("Listing moves", 40, 180)
"""An item 3.01 that tells of a move by choice rather than of a notice."""
TERMS = EventKind("Terms of an executive", 15, 60)
TERMS_OF_OFFICE = any_of(r"employment agreement|consulting agreement|offer letter|amend(?:ed|ment)")

_FITS = {
    "1.01": r"agreement|contract|amendment|lease|loan|merger|letter of intent|memorandum|entered into",
    "1.02": r"terminat|expir|cancel|repaid|prepaid|redeem|ended",
    "1.03": r"bankrupt|chapter (?:7|11)|petition|receiver|insolven|SIPC|liquidat",
    "2.01": r"acqui|dispos|\bsold\b|\bsale of\b|complet|merger|purchas|separation|divest|transfer",
    "2.03": r"credit|\bloans?\b|\bnotes\b|borrow|debt|\blease\b|facility|indenture|financ",
    "2.04": r"default|accelerat|due and payable",
    "2.06": r"impair|write-?(?:down|off)|charge",
    "3.01": r"delist|listing|nasdaq|nyse|stock exchange|bid price|continued",
    "3.02": r"issu|\bsold\b|\bsale\b|unregistered|warrants|private placement|notes",
    "4.01": r"engag|dismiss|resign|appoint|replac|declin|select|retain",
    "4.02": r"restat|relied upon|reliance|\berrors?\b|previously issued",
    "5.01": r"control|acquir|majority|outstanding (?:shares|voting)",
}
_BY_KIND = {id(ITEMS[code]): any_of(phrases) for code, phrases in _FITS.items()}
_OWN_CHOICE = any_of(
    r"voluntar|transfer\w* (?:of )?(?:the |its )?(?:stock exchange )?listing|intention to transfer"
)
_AUDIT_SEAT = re.compile(
    r"\b(?:appointed|elected|named) .{3,60}\b(?:to|as)\b.{0,60}\b(?:[Cc]ommittee|[Dd]irector)"
)

PAY = any_of(
    r"""
    vest(?:s|ed|ing)\b|restricted stock|stock options?|stock[- ]units?|performance[- ](?:based|shares?|units?)
    equity (?:awards?|incentive|compensation)|(?:long-term |annual |cash )?incentive (?:plan|\
        compensation|award)
    performance plan|(?:incentive|compensation|award) plan|bonus|base salar|salar(?:y|ies)|compensat|\
        severance|retirement plan|deferred|perquisit|reimburs
    salary continuation|stock purchase plan|director(?:s’|s'|s)? fees?|fees? paid to directors|\
        grant(?:ed|s)? (?:of )?
    form of (?:award|agreement)|indemnif|change[- ]in[- ]control|shares? and warrants|target (?:award|\
        opportunit)
    """
)
"""What officers are paid is nothing that a seller can use."""
FORMULA = any_of(
    r"""
    did not (?:indicate|involve|result)|no (?:family relationship|arrangements?|understandings?|\
        disagreements?|\
        determination|material (?:plan|contract|arrangement))
    (?:is|are|was|were) no (?:family|arrangement|transaction|disagree|other)|\bnot (?:a party|\
        been appointed to any)
    (?:has|have) not (?:yet )?been (?:appointed|named|determined|made)|disagreements? with
    section (?:906|302|1350)|sarbanes|certifications? (?:of|by|required)|nor shall|\
        has requested that .* letter
    filed .{0,60}\b(?:annual|quarterly) report|non-gaap|these factors|10b5-1|trading plan|\
        customary representations
    letter (?:stating|addressed to)|(?:terms|provisions) of (?:the|such|this) .{3,60} (?:provide|include)
    """
)
"""Formulas that every such report holds, whatever happened."""
SIDE = re.compile(
    r"(?:In (?:connection|accordance|addition|consideration|exchange|light)\b|Pursuant to\b|"
    r"Accordingly\b|As of\b|"
    r"Under (?:the|his|her|its)\b|Upon\b|Concurrent|Simultaneous|As (?:previously|a result|part|described|"
    r"contemplated)\b|Prior to\b|Following\b|Subject to\b|Such\b|Each\b|If\b|Except\b|Certain\b|No\b|"
    r"The (?:[\w-]+ ){0,4}(?:[Nn]otes|[Aa]greement|[Ll]ease|[Ff]acility|[Aa]mendment|[Ll]oan|"
    r"[Oo]ffering|[Dd]ividend|"
    r"[Mm]erger|[Tt]ransaction|[Cc]losing|[Cc]ompletion|[Rr]edemption date|[Nn]umber of|[Cc]onversion) "
    r"(?:will|are|is|were|bear|"
    r"may|contain|"
    r"include|provide|has|have|had|of)\b|Completion of\b|(?:Mr|Ms|Mrs|Dr)\.)"
)
"""How a sentence begins that adds to what happened rather than tells it."""
SHOW = re.compile(
    r"\b(?:will (?:present|participate|deliver|host|attend)|presented|to (?:present|participate)|"
    r"[Pp]articipat\w+ in|"
    r"posted|hosted|hold)\b.*\b(?:[Cc]onference|[Pp]resentations?|[Ii]nvestors?|[Cc]all|meeting)\b"
)
"""A talk to investors."""
_JOINTS = frozenset("under with from upon into than that which".split())  # noqa: SIM905
_AMOUNT = re.compile(r"[$€£¥]\s?[\d.,]*\d|\b\d[\d.,]* ?(?:cents|per ?cent|%)")
BARE = re.compile(r"\b(?:issued|released|furnish\w+|issuing)\b.{0,40}\b(?:press|news|earnings) release\b")
"""Words that say that something was told, and leave what was told to an exhibit."""


def fits(kind: EventKind, text: str) -> bool:
    """Say whether a sentence tells what the item is about; items that are open to anything fit all."""
    words = _BY_KIND.get(id(kind))
    if kind is ITEMS["3.01"] and _AUDIT_SEAT.search(text):
        return False
    return words is None or words.search(text) is not None


def narrowed(kind: EventKind, text: str) -> EventKind:
    """Return the kind that an item's sentence really tells: a move of the listing is no notice."""
    return LISTING if kind is ITEMS["3.01"] and _OWN_CHOICE.search(text) else kind


def heading(text: str) -> bool:
    """Say whether words are a heading: `ITEM 4.02 NON-RELIANCE …`, `Departure of Directors; Election of
    …`."""
    if re.match(r"\W*item\s+\d", text, re.IGNORECASE):
        return True
    letters = [character for character in text if character.isalpha()]
    if letters and sum(character.isupper() for character in letters) >= 0.6 * len(letters):
        return True
    long = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3 and word not in _JOINTS]
    return len(long) > 3 and all(word[0].isupper() for word in long)


def amount(text: str) -> bool:
    """Say whether a sentence names an amount."""
    return _AMOUNT.search(text) is not None


def bare_results(kind: EventKind, text: str) -> bool:
    """Say whether a sentence reports that results were published and none of them."""
    return kind is RESULTS and BARE.search(text) is not None and not amount(text)
