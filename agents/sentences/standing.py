"""Whether a sentence can stand alone as a claim, and how short it can be cut and still carry it."""

from __future__ import annotations

import re

from .wording import any_of

_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|may|might|must|should|\w{2,}ed|made|grew|"
    r"rose|fell|sold|won|built|began|led|left|took|became|held|spent|set|cut|said|put|met|saw|lost|paid|"
    r"ran|[a-z]+s to|"
    r"(?:plan|expect|intend|aim|include|operate|provide|offer|make|sell|build|serve|compete|design|develop|support|"
    r"continue|believe|use|help|work|run|own|deliver|employ|generate|name|appoint|announce|launch|open|sign|join|"
    r"acquire|invest|enable|need|manufacture|consist|depend|rely|want|seek|strive|focus|come|go|give|keep|begin|show|"
    r"move|remain|require|rent|lease|maintain|represent|receive|recognize|report|market|distribute|comprise|cover|"
    r"contain|combine|connect|bring|lead|grow|see|range|account|exist|apply|allow|ensure|create|reduce|increase|"
    r"drive|reach|hold|manage|ship|purchase|buy|pay|license|partner|collaborate|target|utilize|leverage|rank|face)s?)\b"
)
_CONNECTIVE = re.compile(
    r"(?:In addition|Additionally|Furthermore|Moreover|Also|Further|Finally|Specifically|Notably|"
    r"In particular|"
    r"As such|Accordingly|Consequently|Therefore|Thus|Meanwhile|At the same time|Overall|However),\s+(?=\S)"
)
_WIRE = re.compile(
    r".{0,110}?(?:/ ?PR ?Newswire[^/]{0,40}/|\((?i:business ?wire|globe ?newswire)\))[\s:]*(?:--|[–—-])?\s*|"
    r"\([A-Z][A-Za-z]+ \d{1,2}, \d{4}\)[\s.…–—-]*"
)
_DATELINE = re.compile(
    r"(?:[A-Z][\w.’' ]{2,30}, ){0,2}(?:[A-Z][\w.]{2,12} )?"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2},? "
    r"\d{4}\s*(?:[(/][^)/]{2,40}[)/]\s*)?[–—-]+\s*"
)
_LEANS = any_of(
    r"""
    ^(?:This|That|These|Those|It|Its|They|Their|Them|Such|He|She|His|Her|Both|Each of these|Neither|Another)\b
    ^The (?:foregoing|above|following|former|latter|same|change|increase|decrease|decline|transaction|other)\b
    ^The (?:agreement|amendment|plan|acquisition|program|settlement|release|remaining|new requirement)\b
    ^(?:For example|For instance|As a result|As (?:noted|described|discussed)|Instead|Otherwise|Similarly|\
        Likewise)\b
    ^(?:Also|But|And|Or|So|Yet|Here|There|Then|Nevertheless|Nonetheless|To do (?:so|this)|Conversely)\b
    ^(?:In|If|When|While|Under|With|By|Because of|Despite) (?:this|that|such|these|those|so|not|they|any|\
        doing)\b
    ^(?:In|On|At|Since|During|By|After) [^,.]{3,30},? (?:it|they|he|she|this|these|those)\b
    ^\(\d\)|^\*
    ^(?!Our |The |Key |Fiscal |Strategic )[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,3}:\s
    ^(?:I|I['’]\w+|Yes|No|Well|Okay|OK|Sure|Thanks?|Thank you|Good (?:morning|afternoon))\b
    \b[Yy]ou know\b|\bI (?:would|think|mean|guess)\b
    """,
    flags=re.NOFLAG,
)
_BREAK = any_of(
    r"""
    ;[ ]
    ,[ ](?=(?:which|including|such as|but|although|while|as well as|where|resulting|primarily|due|\
        reflecting)\b)
    ,[ ](?=(?:because|particularly|especially|so that|whether|and (?:we|our|the Company|it|to))\b)
    [ ][—–][ ]
    [ ](?=and (?:\w+ed|is|are|was|were|will|has|have|to)\b)
    [ ](?=(?:requiring|relating to|pursuant to|with respect to|in connection with|as well as|\
        in accordance with)\b)
    """,
    flags=re.NOFLAG,
)
_JOINT = re.compile(
    r"[,;] (?!\d)| [–—] | (?=(?:and|or|which|for|from|with|by|in|on|as|at|because|while|where|but|"
    r"including|under|through|over|after|before)\b)"
)
"""Where a sentence can be cut when there is no room for it."""
_HANGS = re.compile(
    r"(?:\b(?:a|an|the|of|to|in|on|by|for|from|with|at|and|or|has|have|had|is|are|was|were|be|been|will|that|which|"
    r"its|our|their|not|age \d\d)|\w+ed)$"
)
"""How a piece ends that is no whole thought."""
_ASIDE = re.compile(r", (?:which|who|that)\b[^,]*,?")
_QUANTITY = re.compile(
    r"[$€£¥]\s?\d|\b(?:USD|EUR|GBP|SEK|CHF|NOK|DKK|JPY)\s?\d|\d[\d,.]*\s?(?:%|percent|per cent|million|"
    r"billion|thousand)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)\b(?: \d{1,2},)?"
    r"(?: \d{4})?|(?:first|second|third|fourth) (?:fiscal )?quarter|Q[1-4]\b|fiscal (?:year )?\d{4}|"
    r"(?:19|20)\d\d\b)"
)
_PROPER = re.compile(r"(?<![.!?“\"(] )(?<!^)\b(?:[A-Z][a-z]+[A-Z]\w*|[A-Z]{2,}\d*|[A-Z][\w’&-]+)\b")
_GENERIC = """
    Company Board Directors Director Item Part Note Notes Form Report Annual Quarterly Common Stock Class
    Series
    January February March April May June July August September October November December Monday Tuesday
    Wednesday Thursday Friday Saturday Sunday We Our The In Inc Corp Ltd Co LLC US U.S Q1 Q2 Q3 Q4 FY IT AI
    Committee Section Act Agreement Plan Exhibit CEO CFO COO Chief Officer President
"""
_COMMON = frozenset(_GENERIC.split())


def whole(words: str, *, least: int = 6, most: int = 60) -> bool:
    """Say whether these words are one whole sentence: begun, ended, with a verb, neither scrap nor essay."""
    count = len(words.split())
    return (
        least <= count <= most
        and words.rstrip("\"”’')")[-1:] in (".", "!", "…")
        and _begun(words)
        and _VERB.search(words) is not None
        and _even(words)
        and sum(character.isdigit() for character in words) * 4 < len(words)
    )


def _begun(words: str) -> bool:
    first = words.lstrip("“\"'‘(")[:1]
    return first.isupper() or first.isdigit() or _brand(words)


def _brand(words: str) -> bool:
    return re.match(r"[a-z]{1,2}[A-Z]", words) is not None  # iPhone, eBay


def _even(words: str) -> bool:
    pairs = (("(", ")"), ("[", "]"), ("“", "”"))
    return all(words.count(one) == words.count(other) for one, other in pairs) and words.count('"') % 2 == 0


def opening(words: str) -> int:
    """Return where a sentence begins once a connective is left out, or -1 if it leans on the one before."""
    found = _WIRE.match(words) or _DATELINE.match(words) or _CONNECTIVE.match(words)
    at = found.end() if found else 0
    return -1 if _LEANS.match(words[at : at + 1].upper() + words[at + 1 :]) else at


def shortest(words: str, keep: int, *, most: int = 34) -> int:
    """Return where a long sentence can end after `keep` and still say what it says; its end where it
    cannot."""
    if len(words.split()) <= most:
        return len(words)
    for found in _BREAK.finditer(words, keep):
        head = words[: found.start()]
        if found[0] == "; " and ":" in head:
            continue  # a list is told whole
        if (
            len(head.split()) >= 10
            and _even(head)
            and not _HANGS.search(head)
            and _VERB.search(_ASIDE.sub("", head))
        ):
            return found.start()
    return len(words)


def clipped(words: str, most: int) -> str:
    """Return words cut to at most so many, at the end of a clause and outside quotation marks."""
    if len(words.split()) <= most:
        return words
    heads = [words[: found.start()] for found in _JOINT.finditer(words)]
    able = [head for head in heads if 7 <= len(head.split()) <= most and _even(head) and _closed(head)]
    clauses = [head for head in able if words[len(head)] in ",;" or words[len(head) + 1] in "–—"]
    best = max([head for head in clauses if len(head.split()) * 2 > most] or able, key=len, default="")
    listed = words.split()
    prefixes = (" ".join(listed[:count]).rstrip(",;:") for count in range(most, 2, -1))
    return (best or next((one for one in prefixes if _even(one)), words)) + " …"


def _closed(head: str) -> bool:
    return head.count("‘") <= head.count("’") and not _HANGS.search(head)


def dated_or_counted(words: str) -> bool:
    """Say whether a sentence names an amount or a date."""
    return _QUANTITY.search(words) is not None or _DATE.search(words) is not None


def proper_names(words: str) -> frozenset[str]:
    """Return the capitalised words inside a sentence that name something: people, places, products,
    companies."""
    found = (name.removesuffix("’s").removesuffix("'s").strip("’'.") for name in _PROPER.findall(words))
    return frozenset(name for name in found if name and name not in _COMMON)


def specifics(words: str) -> float:
    """Count what ties a sentence to one company: names, amounts, dates; names above three count little."""
    names = proper_names(words)
    amounts, dates = len(_QUANTITY.findall(words)), len(_DATE.findall(words))
    return min(len(names), 3) + 0.1 * max(0, len(names) - 3) + 1.5 * min(amounts, 2) + 0.7 * min(dates, 2)
