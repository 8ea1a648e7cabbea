"""The last gate: no Claim leaves without its words, its numbers and its dates standing where it says."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from ...tools.errors import InvalidInput
from ...tools.evidence import Claim, Document, Figure, Noun, Quote
from ..figures.formulas import compute
from ..sentences.amounts import numbers, values

DocumentOf = Callable[[str], Document | None]


class Dropped(Noun):
    """A Claim that did not stand, and why."""

    claim: Claim
    why: str


def verify(
    claims: Iterable[Claim], document_of: DocumentOf, now: date | None = None, stood: Iterable[Claim] = ()
) -> tuple[list[Claim], list[Dropped]]:
    """Part the claims into those that stand and those that do not, each with the first reason found.

    `stood` are claims that passed before, on which these may rest.
    """
    ids = {claim.id for claim in stood}
    faults: dict[int, str] = {}
    listed = list(claims)
    for place in sorted(range(len(listed)), key=lambda place: listed[place].kind == "inferred"):
        faults[place] = _fault(listed[place], document_of, now, ids)
        if not faults[place]:
            ids.add(listed[place].id)
    kept = [claim for place, claim in enumerate(listed) if not faults[place]]
    dropped = [Dropped(claim=claim, why=faults[place]) for place, claim in enumerate(listed) if faults[place]]
    return kept, dropped


def _fault(claim: Claim, document_of: DocumentOf, now: date | None, kept: set[str]) -> str:
    return next(
        (
            why
            for why in (
                *(_quote_fault(quote, document_of, now) for quote in claim.quotes),
                *(_figure_fault(figure, now) for figure in claim.figures),
                _ground_fault(claim, kept),
                _number_fault(claim),
            )
            if why
        ),
        "",
    )


def _quote_fault(quote: Quote, document_of: DocumentOf, now: date | None) -> str:
    document = document_of(quote.document)
    if document is None:
        return "its document is not stored"
    if not quote.text or document.text[quote.start : quote.end] != quote.text:
        return "its quote does not stand in the document"
    if (quote.url, quote.title, quote.published) != (document.url, document.title, document.published):
        return "its source is named differently from the document"
    if now and document.published and document.published > now.isoformat():
        return "its document was published later than the clock"
    return ""


def _figure_fault(figure: Figure, now: date | None) -> str:
    if now and figure.filed and figure.filed > now.isoformat():
        return "its figure was filed later than the clock"
    if figure.formula:
        try:
            again = compute(figure.formula, [given.value for given in figure.inputs])
        except InvalidInput:
            return "its formula gives nothing"
        if not math.isclose(again, figure.value, rel_tol=1e-6, abs_tol=1e-5):
            return "its figure is not what its formula gives"
    return next((why for given in figure.inputs if (why := _figure_fault(given, now))), "")


def _ground_fault(claim: Claim, kept: set[str]) -> str:
    """Each kind stands on something of its own; a number alone never stands on nothing."""
    if claim.kind == "stated" and not claim.quotes:
        return "it quotes nothing"
    if claim.kind in ("figure", "computed") and not claim.figures:
        return "it holds no figure"
    if claim.kind == "computed" and not any(figure.formula for figure in claim.figures):
        return "it holds no formula"
    if claim.kind == "inferred" and not (set(claim.rests_on) <= kept and claim.rests_on):
        return "the claims it rests on do not stand"
    return ""


_DATES = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? (?:\d{1,2}, )?\d{4}\b|"
    r"\b\d{4}-\d{2}(?:-\d{2})?\b|"
    r"\b\d{1,2}-[KQF]\b|\b(?:8|10|20|40|6)-[KQF]\b|\bDEF 14A\b|\bForm [A-Z0-9-]+\b|\bEX-[\d.]+|"
    r"\bQ[1-4]\b|\bItem \d+(?:\.\d+)?[A-C]?\b|\bfiscal \d{4}\b"
)


def _number_fault(claim: Claim) -> str:
    """Every number that a claim says stands in its quotes or follows from its figures."""
    if claim.kind == "inferred":
        return ""
    grounds = " ".join(quote.text for quote in claim.quotes)
    plain = _DATES.sub(" ", _unquoted(claim, grounds))
    shown = set(_digits(grounds))
    known = [abs(value) for figure in claim.figures for value in values(figure)]
    for value, width in numbers(plain):
        if f"{value:g}" in shown or any(abs(value - given) <= width * 0.5001 for given in known):
            continue
        return f"its number {value:g} stands in no quote and no figure"
    return ""


def _unquoted(claim: Claim, grounds: str) -> str:
    """Leave out the words that a claim repeats from its quotes; they were proved with them."""
    words = " ".join(grounds.split())
    return re.sub(
        r"“(.*)”",
        lambda found: "" if found[1].removesuffix(" …") in words else found[1],
        claim.text,
        flags=re.DOTALL,
    )


def _digits(words: str) -> Iterator[str]:
    for value, _ in numbers(words):
        yield f"{value:g}"
