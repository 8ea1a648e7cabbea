"""Inline XBRL: the facts that a filing tags in its own text, with period, unit and dimensions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORDS = {
    "no": 0,
    "none": 0,
    "nil": 0,
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
}
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}")
_COVER = {
    "dei:entityregistrantname": "registrant",
    "dei:documenttype": "form",
    "dei:documentperiodenddate": "period_end",
    "dei:documentfiscalyearfocus": "fiscal_year",
    "dei:documentfiscalperiodfocus": "fiscal_period",
    "dei:currentfiscalyearenddate": "fiscal_year_end",
    "dei:amendmentflag": "amended",
    "dei:tradingsymbol": "ticker",
    "dei:securityexchangename": "exchange",
    "dei:entitycentralindexkey": "cik",
    "dei:entityaddresscityortown": "city",
    "dei:entityincorporationstatecountrycode": "incorporated",
}


@dataclass(frozen=True, slots=True)
class Context:
    """When a fact holds and for which part of the company."""

    start: date | None
    end: date
    dimensions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class InlineFact:
    """A tagged number."""

    tag: str
    value: int | float
    unit: str
    context: Context


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover page tags of the filer and the period; empty where it tags nothing."""

    registrant: str = ""
    form: str = ""
    period_start: str = ""
    period_end: str = ""
    fiscal_year: str = ""
    fiscal_period: str = ""
    fiscal_year_end: str = ""
    amended: str = ""
    ticker: str = ""
    exchange: str = ""
    cik: str = ""
    city: str = ""
    incorporated: str = ""


def read_inline(tree: HtmlElement) -> tuple[Cover, tuple[InlineFact, ...]]:
    """Return the cover facts and the tagged numbers of a filing; nothing where it has no inline XBRL."""
    contexts = dict(_contexts(tree))
    units = dict(_units(tree))
    facts = tuple(_facts(tree, contexts, units)) if contexts else ()
    return _cover(tree, contexts), facts


def _local(element: Any) -> str:
    return str(element.tag).rsplit(":", 1)[-1] if isinstance(element.tag, str) else ""


def _contexts(tree: HtmlElement) -> Iterator[tuple[str, Context]]:
    for element in tree.iter("xbrli:context", "context"):
        context = _context(element)
        name = element.get("id")
        if name and context is not None:
            yield name, context


def _context(element: Any) -> Context | None:
    start: date | None = None
    end: date | None = None
    dimensions: list[tuple[str, str]] = []
    for part in element.iterdescendants():
        name, words = _local(part), "".join(part.itertext()).strip() if isinstance(part.tag, str) else ""
        if name == "startdate":
            start = _date(words)
        elif name in ("enddate", "instant"):
            end = _date(words)
        elif name in ("explicitmember", "typedmember"):
            dimensions.append((part.get("dimension") or "", words))
    return Context(start, end, tuple(sorted(dimensions))) if end else None


def _date(words: str) -> date | None:
    try:
        return date.fromisoformat(words[:10]) if _DAY.match(words) else None
    except ValueError:
        return None


def _units(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for element in tree.iter("xbrli:unit", "unit"):
        measures = [
            m.text_content().strip().rsplit(":", 1)[-1]
            for m in element.iterdescendants()
            if _local(m) == "measure"
        ]
        name = element.get("id")
        if name and measures:
            yield name, "/".join(measures[:2])


def _facts(tree: HtmlElement, contexts: dict[str, Context], units: dict[str, str]) -> Iterator[InlineFact]:
    """Yield each tagged number once, in the order of the text, as exactly as the filing ever gives it."""
    found: dict[tuple[str, str, str], tuple[float, InlineFact]] = {}
    for element in tree.iter("ix:nonfraction"):
        reference = element.get("contextref") or ""
        context, tag = contexts.get(reference), element.get("name") or ""
        unit = units.get(element.get("unitref") or "", "pure")
        value = _value(element)
        if context is None or not tag or value is None:
            continue
        exact, before = _exactness(element), found.get((tag, reference, unit))
        if before is None or exact > before[0]:
            found[tag, reference, unit] = exact, InlineFact(tag, value, unit, context)
    yield from (fact for _, fact in found.values())


def _exactness(element: Any) -> float:
    """Return the decimals to which a number is exact: `$112.6 million` is -5, a row in thousands is -3."""
    decimals = (element.get("decimals") or "").strip()
    if decimals.upper() == "INF":
        return float("inf")
    return float(decimals) if re.fullmatch(r"[+-]?\d{1,3}", decimals) else float("-inf")


def _value(element: Any) -> int | float | None:
    """Return the number as filed: its words, scaled, signed; None for nil and for words that are no
    number.
    """
    if (element.get("xsi:nil") or "").lower() == "true":
        return None
    words = re.sub(r"[\s\u00a0,$€£]", "", "".join(element.itertext())).strip("()")
    shape = (element.get("format") or "").lower()
    if "zero" in shape or "nocontent" in shape or "fixed-empty" in shape or words in ("—", "–", "-"):
        return 0
    if "numwords" in shape or "num-words" in shape:
        return _WORDS.get("".join(element.itertext()).strip().lower())
    if "comma-decimal" in shape or "numcommadecimal" in shape:
        words = "".join(element.itertext()).strip().replace(".", "").replace(" ", "").replace(",", ".")
    return _scaled(words, element.get("scale"), element.get("sign"))


def _scaled(words: str, scale: str | None, sign: str | None) -> int | float | None:
    from decimal import Decimal, InvalidOperation

    try:
        number = Decimal(words).scaleb(int(scale or 0))
    except (InvalidOperation, ValueError):
        return None
    if sign == "-":
        number = -number
    return int(number) if number == number.to_integral_value() else float(number)


def _cover(tree: HtmlElement, contexts: dict[str, Context]) -> Cover:
    """Read the dei facts of the whole entity; the first of each counts (further ones are of classes of
    shares).
    """
    found: dict[str, str] = {}
    for element in tree.iter("ix:nonnumeric"):
        name = _COVER.get((element.get("name") or "").lower())
        if name is None or name in found:
            continue
        context = contexts.get(element.get("contextref") or "")
        words = re.sub(r"\s+", " ", "".join(element.itertext()).replace("\u00a0", " ")).strip()
        found[name] = words
        if name == "period_end" and context is not None and context.start is not None:
            found |= {"period_start": context.start.isoformat(), "period_end": context.end.isoformat()}
    return Cover(**found)
