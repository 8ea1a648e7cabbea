"""Strategies that a document lists by name: the run-in headings under `our strategies include`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...tools.evidence import Claim, Document, Quote, quote
from ..sentences.boilerplate import boilerplate, empty_risk
from ..sentences.draft import Desk
from ..sentences.splitting import Sentence, sentences
from ..sentences.voice import said

_HEADED = re.compile(
    r"\bStrateg(?:y|ies|ic)\b|\bPriorit(?:y|ies)\b|\bOur Goals\b|\bGrowth Drivers\b|\bAmbitions?\b"
)
_AVOIDED = re.compile(
    r"Risk|Cyber|Compens|Human Capital|Exhibit|Note \d|Investment Strateg|Hedg|Tax|Item 1A|Item 1C|Item 8"
)
_GERUND = re.compile(r"^[A-Z][a-z]+(?:ing|ise|ize) (?:\w|our|the)")
_IMPERATIVE = re.compile(
    r"^(?:Expand|Grow|Invest|Drive|Continue|Accelerate|Deliver|Extend|Increase|Build|Develop|Strengthen|Improve|Enhance|"
    r"Maintain|Pursue|Focus|Leverage|Capture|Simplify|Transform|Optimi[sz]e|Broaden|Deepen|Lead|Win|Reduce|Create|Advance|"
    r"Attract|Penetrate|Enter|Launch|Scale|Moderni[sz]e|Become|Execute|Capitali[sz]e|Enable|Expand|Offer|"
    r"Provide) \w"
)
_MOST, _LEAST = 6, 2


def strategies(desk: Desk) -> Claim | None:
    """Return the strategies that the newest document to list them lists, as one Claim with a Quote each."""
    for document in [
        *desk.filings("10-K", "20-F", "S-1"),
        *desk.of_kind("transcript", "note", "website", "post"),
    ]:
        quotes = list(_listed(document))[:_MOST]
        if len(quotes) >= _LEAST:
            lead = said(desk.name, document, "").partition(": “")[0]
            names = "; ".join(f"“{one.text.rstrip('.:; ')}”" for one in quotes)
            text = f"{lead}: “{names[1:]}"
            return desk.claim("priorities", text, quotes=quotes, as_of=document.published, status="verified")
    return None


def _listed(document: Document) -> Iterator[Quote]:
    for one in sentences(document):
        if _names_strategy(document, one):
            yield quote(document, one.start, one.end)


def _names_strategy(document: Document, one: Sentence) -> bool:
    """Say whether a sentence is the name of a strategy: short, first in its paragraph, a thing to be done."""
    if not _HEADED.search(one.section) or _AVOIDED.search(one.section) or one.row:
        return False
    text, count = one.text, len(one.text.split())
    first = document.text[max(0, one.start - 4) : one.start].rstrip(" •·●▪–-*\t")[-1:] in ("", "\n")
    opens = first and 3 <= count <= 16 and (_GERUND.match(text) or _IMPERATIVE.match(text))
    return bool(opens) and not boilerplate(text) and not empty_risk(text)
