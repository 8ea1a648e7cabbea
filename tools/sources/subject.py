"""Whether a text speaks of this account, and not of another company of nearly the same name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ..evidence import Account
from ..reading.hygiene import wordset
from ..reading.links import site_of
from ..registers.names import plain

_KINDS = wordset(
    "airlines airways apparel automotive bakery bancorp bank biosciences biotech brewery brewing builders "
    "capital cement "
    "chemicals church coffee college communications construction consulting copper county diagnostics energy "
    "entertainment estates farms fc festival films financial foods foundation fund games gold healthcare "
    "holdings "
    "homes hospital hotels insurance labs logistics marine media medical metals minerals mining motors "
    "museum music "
    "networks nutrition oil outdoors partners petroleum pharma pharmaceuticals pictures power properties "
    "publishing "
    "railway realty records resources restaurants river school securities services shipping software solar "
    "sports "
    "stores studios systems technologies therapeutics tobacco toys united university valley ventures wines"
)
"""What a name goes on with when it is the name of another company."""
_BUSINESS = re.compile(
    r"\b(?:ceo|cfo|coo|cto|chief|shares?|stock|revenues?|earnings|profits?|investors?|acqui\w+|merg\w+"
    r"|takeover|startup"
    r"|start-up|compan(?:y|ies)|customers?|launch\w*|partner\w*|funding|raises?|raised|ipo|layoffs?"
    r"|hir(?:es|ed|ing)"
    r"|expan\w+|contracts?|deal|quarter|forecast|guidance|board|appoint\w*|factory|plant|supplier|software"
    r"|platform"
    r"|unternehmen|umsatz|aktien?|vorstand|kunden|übern\w+|entreprise|chiffre d.affaires|rachat|empresa"
    r"|ingresos)\b",
    re.IGNORECASE,
)
_CALLING = (
    r"(?:singer|rapper|songwriter|guitarist|drummer|pianist|actor|actress|comedian|novelist|poet|painter"
    r"|footballer|striker|midfielder|defender|goalkeeper|quarterback|pitcher|golfer|boxer|cyclist|swimmer"
    r"|sprinter|jockey|coach|mayor|senator|congress(?:man|woman)|councillor|judge|professor|sänger(?:in)?"
    r"|schauspieler(?:in)?|chanteu(?:r|se))"
)
_PERSON_BEFORE = re.compile(rf"\b{_CALLING}\s+$", re.IGNORECASE)
_PERSON_AFTER = re.compile(
    rf",\s+(?:aged?\s+)?\d\d(?:,|\s+and\b)|,\s+(?:an?\s+|the\s+)?(?:\w+\s+)?{_CALLING}\b", re.IGNORECASE
)
"""What tells that a name of two words is a person's."""
_FORM = (
    r"(?:Inc|Corp|Corporation|Ltd|Limited|LLC|PLC|plc|AG|GmbH|SE|SA|S\.A|AB|ASA|NV|N\.V|Co|KGaA|Oyj|SpA)\b"
)
_TICKER = re.compile(
    r"\s{0,2},?\s?(?:Inc\.?|Corp\.?|Ltd\.?|plc|AG"
    r"|SE)?\s?\(?(?:[A-Z][A-Za-z]{1,9})\s?:\s?([A-Z][A-Z0-9.]{0,5})\)"
)


@dataclass(frozen=True)
class Subject:
    """What a text about the account has to name."""

    names: tuple[str, ...]
    domain: str | None
    ticker: str | None
    listed: bool

    @property
    def plain_word(self) -> bool:
        """Say whether every name is one word, which others may share."""
        return all(" " not in name for name in self.names)


def subject(account: Account) -> Subject:
    """Return what names `account`: its names without legal forms, its domain, its ticker."""
    spelled = (account.name, account.legal_name or "", *account.aliases, *account.former_names)
    names = tuple(dict.fromkeys(name for text in spelled if text and len(name := plain(text)) > 2))
    return Subject(
        names, account.domain, account.ticker, account.ticker is not None or account.cik is not None
    )


def named_in(account: Account, text: str) -> bool:
    """Say whether `text` holds a name of the account as it is spelled."""
    names = (account.name, account.legal_name or "", *account.aliases, *account.former_names)
    return any(name and name.casefold() in text.casefold() for name in names)


def speaks_of(who: Subject, text: str) -> bool:
    """Say whether `text` speaks of `who`.

    A name of several words speaks for itself; one word that others share needs the domain, the ticker, a
    legal form or the language of business beside it. A ticker that is not theirs, a name that goes on, or
    one that a singer bears, is another's.
    """
    text = _unaccented(text)
    if who.domain and re.search(rf"(?<![\w.-]){re.escape(site_of(who.domain))}\b", text, re.IGNORECASE):
        return True
    found = False
    for name in who.names:
        for match in re.finditer(_pattern(name), text, re.IGNORECASE):
            verdict = _judged(who, name, match, text)
            if verdict is False:
                return False
            found = found or bool(verdict)
    return found


def _unaccented(text: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))


def _pattern(name: str) -> str:
    words = r"(?:[\s.,&+'’-]|\band\b|\bund\b|\bet\b)+".join(re.escape(word) for word in name.split())
    return rf"(?<![\w-]){words}(?!\w)"


def _judged(who: Subject, name: str, match: re.Match[str], text: str) -> bool | None:
    """Judge one place: True speaks of them, False of another company for certain, None decides nothing."""
    after = text[match.end() : match.end() + 60]
    ticker = _TICKER.match(after)
    if ticker:
        return ticker[1] == who.ticker if who.ticker else (None if who.listed else False)
    following = re.match(r"\s+([A-Z][\w-]+)", after)
    if (
        following
        and following[1].lower() in _KINDS
        and f"{name} {following[1].lower()}" not in " ".join(who.names)
    ):
        return None
    if " " in name:
        return not (_PERSON_BEFORE.search(text[: match.start()][-30:]) or _PERSON_AFTER.match(after))
    if match[0].islower() or not match[0][:1].isupper():
        return None
    if re.match(rf"[\s,]+{_FORM}", after):
        return True
    return True if _in_business(name, text) else None


def _in_business(name: str, text: str) -> bool:
    """Say whether one word that may be anything stands in a text of business, and is no common noun there."""
    lower = len(re.findall(rf"(?<![\w-]){re.escape(name)}(?!\w)", text))
    every = len(re.findall(rf"(?<![\w-]){re.escape(name)}(?!\w)", text, re.IGNORECASE))
    wanted = 1 if len(text) < 400 else 3
    return lower <= every / 2 and len({word.lower() for word in _BUSINESS.findall(text)}) >= wanted
