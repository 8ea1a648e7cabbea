"""A company's name taken apart: what tells it from others, and what is only a way of writing it.

Spelling is levelled (case, accents, punctuation, `&`, the article), legal forms are told from the name, and
numbers are told from words: `Fund II` and `Fund III` are one family and two companies.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import OSA

_SAME_FORM = {
    "incorporated": "inc", "corporation": "corp", "company": "co", "limited": "ltd", "unlimited": "unltd",
    "partnership": "partnership", "aktiengesellschaft": "ag",
}  # fmt: skip
_LONG_FORMS = (
    (("ltd", "liability", "limited", "partnership"), "lllp"),
    (("ltd", "liability", "ltd", "partnership"), "lllp"),
    (("ltd", "liability", "partnership"), "llp"),
    (("ltd", "liability", "co"), "llc"),
    (("public", "ltd", "co"), "plc"),
    (("ltd", "partnership"), "lp"),
    (("sa", "de", "cv"), "sa"),
    (("sab", "de", "cv"), "sa"),
    (("s", "a", "de", "c", "v"), "sa"),
    (("s", "de", "rl"), "srl"),
    (("sp", "z", "oo"), "spzoo"),
    (("sp", "z", "o", "o"), "spzoo"),
)
_SPELLED_OUT = ("lllp", "llp", "llc", "plc", "lp", "inc", "ltd", "gmbh", "sarl", "srl", "spa", "bv", "nv",
                "ag",
                "sa", "ab", "as", "na", "pc", "kk", "oy", "co")  # fmt: skip
"""Forms that are also written letter by letter: `L. P.`"""

_ANYWHERE = frozenset({"inc", "llc", "lp", "ltd", "corp", "llp", "lllp", "plc"})
"""Forms that stand inside a name too: `Duro LP - B2`, `Hill Funds, LLC, a series of …`"""

_NOT_FORMS = frozenset(
    ("ad", "ae", "at", "ay", "ba", "bl", "bm", "bt", "ca", "cic", "cio", "coop", "cpt", "cv", "da",
     "dat", "de", "ec", "ee", "eg", "ei", "ent", "ep", "et", "etat", "eu", "ev", "fa", "fie", "gie",
     "gp", "hb", "hf", "ij", "ik", "kb", "kf", "koop", "ks", "kt", "kv", "ky", "mb", "nl", "od", "ok",
     "ong", "ou", "pp", "private", "ps", "pt", "rt", "sc", "scoop", "sd", "sem", "sep", "ses", "sf",
     "sl", "sp", "ss", "tdv", "teo", "tmi", "uk", "ud", "vat")
)  # fmt: skip
"""Legal forms somewhere, and ordinary words, states or abbreviations in the names of other companies."""

_ATTACHED = re.compile("株式会社|有限会社|合同会社|股份有限公司|有限责任公司|有限公司|주식회사|유한회사")
_SUFFIX = re.compile(
    r"\s*[/\\]\s*(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|PR|RI|"
    r"S[CD]|T[NX]|UT|V[AIT]|W[AIVY]|NEW|OLD|ADR|ADS|ADV|F[AI]|T[A]|BD|CAN(?:ADA)?|UK|ENG|BERMUDA)?\.?\s*[/\\]?\s*$",
    re.IGNORECASE,
)
"""What the SEC appends to tell namesakes apart: `/DE/`, `\\PA\\`, `/NEW/`, `/ADR`, or a bare slash."""

_ASIDE = re.compile(r"\(\s*(?:class\s+\w|the)\s*\)", re.IGNORECASE)
"""Asides of share lists: `(Class A)`, `(The)`."""

_WORD = re.compile(r"[^\W_]+")
_QUOTES = re.compile("['’‘`´\"“”]")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?=\s|,|$|[^\w])|\b(?:[^\W\d_]\.)+[^\W\d_]\b")
_DIGITS = re.compile(r"\d+")
_CODE = re.compile(r"(?=\w*\d)\d*[^\W\d]{1,2}\d*")
"""A series code: `A4`, `SN1`, `2PK`."""
_CLEAN = re.compile(r"\d+(?:st|nd|rd|th)?|(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})[ab]?")
"""A number that means itself: digits, an ordinal, a Roman numeral with or without its letter."""
_COUNT = frozenset(
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "first", "second",
     "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "january", "february",
     "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
     "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling of a name, taken apart; every part is lower-case letters and digits."""

    text: str
    spelled: str
    """All of it, as written."""
    full: str
    """All but the article, `and` and the SEC's suffix, legal forms in one spelling."""
    words: tuple[str, ...]
    """The words that are the company's own."""
    core: str
    """Those words in one piece: the same for every way of writing one name."""
    family: str
    """Those words without numbers and series letters: the same for `Fund II` and `Fund III`."""
    numbers: tuple[str, ...]
    """The numbers and series letters."""

    @property
    def bag(self) -> str:
        """The words in no order, initials in one piece: the same for `A. O. Tarn` and `TARN A O CORP`."""
        long = sorted(word for word in self.words if len(word) > 2)
        return " ".join((*long, "".join(sorted("".join(word for word in self.words if len(word) <= 2)))))


def parse(text: str) -> Name:
    """Take `text` apart; anything that has letters or digits has a core."""
    level = _level(text)
    spelled = "".join(_WORD.findall(level))
    stripped = _level(unsuffixed(text))
    tokens = _canonical(_WORD.findall(stripped)) or _WORD.findall(level)
    words = _own(tokens)
    family, numbers = _family(words)
    return Name(
        text=text, spelled=spelled, full="".join(tokens), words=tuple(words), core="".join(words),
        family=family, numbers=numbers,
    )  # fmt: skip


def core(text: str) -> str:
    """Return what is the same for every way of writing one company's name."""
    return parse(text).core


def plain(text: str) -> str:
    """Return the words of `text` that are the company's own, with spaces between: `nvidia`, `walt disney`."""
    return " ".join(parse(text).words)


def unsuffixed(text: str) -> str:
    """Return `text` without what the SEC appends to tell namesakes apart."""
    shorter = _SUFFIX.sub("", text)
    return text if shorter == text or not shorter else unsuffixed(shorter)


def display(text: str) -> str:
    """Return a register's name as people write it: `MERIDIAN TOOLS INC /DE/` becomes `Meridian Tools Inc`."""
    name = re.sub(r"\s+", " ", unsuffixed(text)).strip() or text.strip()
    if any(letter.islower() for letter in re.sub(r"\b(?:Inc|Corp|Co|Ltd|Trust|Fund|De|Group)\b", "", name)):
        return name
    alone = len(parse(name).words) == 1
    return " ".join(_quiet(word, alone) for word in name.split(" "))


def numbers_conflict(asked: Name, kept: Name) -> bool:
    """Say whether numbers tell what was asked from what is kept; a garbled one (`2o24`, `IIU`) does not."""
    mine, theirs = Counter(asked.words) - Counter(kept.words), Counter(kept.words) - Counter(asked.words)
    if any(_CLEAN.fullmatch(word) for word in mine):
        return True
    if any(_other_number(word, other) for word in mine for other in theirs):
        return True
    if {len(word) for word in mine if _is_code(word)} & {len(word) for word in theirs if _is_code(word)}:
        return True
    return not mine and any(_CLEAN.fullmatch(word) or len(word) == 1 for word in theirs)


def _is_code(word: str) -> bool:
    """Say whether a word is a letter or two that may stand for anything: `A`, `SV`."""
    return len(word) <= 2 and word not in {"of", "at", "in", "on", "to", "by", "de", "la", "le", "us"}


def _other_number(word: str, other: str) -> bool:
    """Say whether two codes differ in their digits and in nothing else: `4CB` and `5CB`."""
    return word != other and bool(_DIGITS.search(word)) and _DIGITS.sub("#", word) == _DIGITS.sub("#", other)


def _level(text: str) -> str:
    """Lower case, no accents, no dots inside abbreviations, `&` and `+` as words."""
    text = _ASIDE.sub(" ", text.replace("&", " and ").replace("+", " and "))
    text = _ATTACHED.sub(" ", _QUOTES.sub("", text))
    text = _DOTTED.sub(lambda match: match[0].replace(".", ""), text)
    return text.lower() if text.isascii() else _unaccented(text)


def _unaccented(text: str) -> str:
    from cleanco.clean import remove_accents

    return str(remove_accents(text))


def _canonical(tokens: list[str]) -> list[str]:
    """Return the tokens with legal forms in one spelling, without article and `and`."""
    tokens = [token for token in tokens if token != "and"]
    if len(tokens) > 1 and tokens[0] == "the":
        tokens = tokens[1:]
    if len(tokens) > 1 and tokens[-1] == "the":
        tokens = tokens[:-1]
    tokens = [_SAME_FORM.get(token, token) for token in tokens]
    if len(tokens) > 1:
        tokens[-1] = _meant_form(tokens[-1])
    for long, short in _LONG_FORMS:
        tokens = _replaced(tokens, long, short)
    for form in _SPELLED_OUT:
        if len(tokens) > len(form) and tuple(tokens[-len(form) :]) == tuple(form):
            tokens = [*tokens[: -len(form)], form]
    return tokens


def _replaced(tokens: list[str], long: tuple[str, ...], short: str) -> list[str]:
    for start in range(1, len(tokens) - len(long) + 1):
        if tuple(tokens[start : start + len(long)]) == long:
            return _replaced([*tokens[:start], short, *tokens[start + len(long) :]], long, short)
    return tokens


def _meant_form(token: str) -> str:
    """Return the legal form that a misspelt last word means, where it is long enough to be sure."""
    if len(token) < 6:
        return token
    for long, form in _SAME_FORM.items():
        if OSA.distance(token, long, score_cutoff=1) <= 1:
            return form
    return token


def _own(tokens: list[str]) -> list[str]:
    """Return the tokens without legal forms; at least one is kept."""
    words = list(tokens)
    while len(words) > 1 and words[-1] in _forms():
        words.pop()
    if len(words) > 1 and words[0] in _LEADING:
        words = words[1:]
    return [word for at, word in enumerate(words) if at == 0 or word not in _ANYWHERE]


_LEADING = frozenset({"ооо", "оао", "пао", "ао", "зао", "pt", "ooo", "oao", "pao", "zao"})


@cache
def _forms() -> frozenset[str]:
    """Return the legal forms of the world that stand at the end of a name, in one piece each."""
    from cleanco.clean import get_unique_terms, normalize_terms

    single = {term.strip() for term in normalize_terms(get_unique_terms()) if " " not in term.strip()}
    ours = {"co", "pty", "pte", "sdn", "bhd", "pvt", "gmbh", "kg", "unltd", "spzoo", "lllp", "na", "nv", "kk"}
    return frozenset(term for term in single if len(term) > 1) - _NOT_FORMS | ours


def _family(words: list[str]) -> tuple[str, tuple[str, ...]]:
    """Return the words without their numbers, and the numbers."""
    family, numbers = [], []
    for at, word in enumerate(words):
        if word.isdigit() or (at and (len(word) == 1 or _CLEAN.fullmatch(word) or _CODE.fullmatch(word))):
            numbers.append(word)
            if at == 0:
                family.append("#")
        elif _DIGITS.search(word):
            numbers.append(word)
            family.append(_DIGITS.sub("#", word))
        elif at and word in _COUNT:
            numbers.append(word)
            family.append("#")
        else:
            family.append(word)
    return ("".join(family) if set(family) - {"#"} else ""), tuple(numbers)


_SPOKEN = re.compile(r"(?!nv|mc)(?:s?(?:[bcfgp][lr]|[dtk]r|[ckpt]|[cw]h|[lmnpqtw])|[tps]h|wr|kn|tw|pf|schw?"
                     r"|[b-df-hj-np-tv-z])?[aeiouy]{1,3}(?:[^aeiouy]|$)")  # fmt: skip
"""How a word begins that is spoken, not spelled out letter by letter."""
_THREE = re.compile(
    r"[^aeiou][aeiou][^aeiou]|air|oil|ice|one|sea|tri|art|eco|all|old|own|two|mae|oak"
    r"|ash|elm|ark|arc|ace|inn|spa|tea|bee|zoo|ivy"
)
_SMALL = frozenset({"of", "and", "the", "for", "in", "at", "de", "&", "com"})


def _quiet(word: str, alone: bool) -> str:
    """Lower a shouted word; what is spelled out stays as it is (`IBM`, `NVIDIA`)."""
    low = word.lower().strip(".,()")
    if low in _SMALL:
        return word.lower()
    if low in {"inc", "corp", "co", "ltd"}:
        return word.capitalize()
    if "-" in word:
        return "-".join(_quiet(part, alone) for part in word.split("-"))
    spoken = len(low) > 3 and _SPOKEN.match(low) or len(low) == 3 and not alone and _THREE.fullmatch(low)
    return word.capitalize() if spoken and low.isalpha() else word
