"""What a person may mean by the words that name a company: a number, a ticker, an address, or a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote, urlsplit

from ...tools.registers.domains import domain_of

Kind = Literal["cik", "lei", "ticker", "item", "domain", "name"]

_CIK = re.compile(r"(?:cik\s*[:#=]?\s*)?(\d{1,10})", re.IGNORECASE)
_LEI = re.compile(r"(?:lei\s*[:#=]?\s*)?([A-Z0-9]{18}\d\d)", re.IGNORECASE)
_EXCHANGE = re.compile(
    r"(?:nasdaq|nyse(?:\s?(?:american|arca))?|amex|otc\w*|cboe|bats|xnas|xnys)\s*[:.]\s*(?P<ticker>[A-Za-z][\w.\-/]{0,7})",
    re.IGNORECASE,
)
_DOLLAR = re.compile(r"\$([A-Za-z][\w.\-/]{0,7})")
_BARE = re.compile(r"[A-Z]{1,5}(?:[.\-/][A-Z]{1,3})?")
_SEC_CIK = re.compile(r"(?:CIK=?|/data/)0*(\d{1,10})", re.IGNORECASE)
_QID = re.compile(r"Q[1-9]\d*")


@dataclass(frozen=True)
class Asked:
    """What was asked, and as what it is looked for first."""

    kind: Kind
    text: str
    value: str
    sure: bool = True
    """Whether it can be nothing else; a bare `META` may be a ticker or a name."""


def read_query(query: str) -> Asked:
    """Read the words that name a company."""
    text = re.sub(r"\s+", " ", query).strip()
    return _number(text) or _ticker(text) or _address(text) or Asked("name", text, text)


def _number(text: str) -> Asked | None:
    if match := _CIK.fullmatch(text):
        return Asked("cik", text, match[1].zfill(10))
    if match := _LEI.fullmatch(text):
        return Asked("lei", text, match[1].upper())
    return Asked("item", text, text) if _QID.fullmatch(text) and len(text) > 3 else None


def _ticker(text: str) -> Asked | None:
    if match := _EXCHANGE.fullmatch(text):
        return Asked("ticker", text, match["ticker"])
    if match := _DOLLAR.fullmatch(text):
        return Asked("ticker", text, match[1])
    return Asked("ticker", text, text, sure=False) if _BARE.fullmatch(text) else None


def _address(text: str) -> Asked | None:
    """Read a URL or a host."""
    domain = None if " " in text or "@" in text else domain_of(text)
    if domain is None:
        return None
    there = _elsewhere(text, domain)
    return there or Asked("domain", text, domain, sure="://" in text or "/" in text)


def _elsewhere(text: str, domain: str) -> Asked | None:
    """Read the address of a page about a company on other people's sites."""
    parts = urlsplit(text if "://" in text else f"https://{text}")
    if domain == "sec.gov" and (match := _SEC_CIK.search(f"{parts.path}?{parts.query}")):
        return Asked("cik", text, match[1].zfill(10))
    last = unquote(parts.path.rstrip("/").rpartition("/")[2])
    if domain == "wikidata.org" and _QID.fullmatch(last):
        return Asked("item", text, last)
    if domain == "wikipedia.org" and last:
        return Asked("name", text, re.sub(r"\s*\([^)]*\)$", "", last.replace("_", " ")))
    if domain == "linkedin.com" and "/company/" in parts.path:
        return Asked("name", text, last.replace("-", " "))
    return None


def language_of(name: str) -> str:
    """Return the language to look a name up in: that of its script or its letters, else English."""
    for letters, language in _LETTERS:
        if letters.search(name.lower()):
            return language
    return "en"


_LETTERS = tuple(
    (re.compile(f"[{letters}]"), language)
    for letters, language in (
        ("\u3040-\u30ff", "ja"), ("\uac00-\ud7af", "ko"), ("\u4e00-\u9fff", "zh"), ("іїєґ", "uk"),
        ("\u0400-\u04ff", "ru"), ("\u0590-\u05ff", "he"), ("\u0600-\u06ff", "ar"), ("\u0370-\u03ff", "el"),
        ("ß", "de"), ("ø", "da"), ("å", "sv"), ("łąęśźż", "pl"), ("ñ", "es"), ("ãõ", "pt"), ("ğış", "tr"),
        ("řěů", "cs"), ("őű", "hu"), ("äöü", "de"), ("èêàâçîôûœ", "fr"), ("é", "fr"), ("áíóú", "es"),
        ("ìò", "it"),
    )
)  # fmt: skip
"""Scripts first, then letters that few languages share."""
