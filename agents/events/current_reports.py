"""What an 8-K reports: its items by their meaning, each by its most telling sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...tools.evidence import Document, Section
from ..sentences.boilerplate import boilerplate, contract_language, injected
from ..sentences.splitting import Sentence, sentences
from ..sentences.standing import opening, specifics
from ..sentences.voice import about
from .kinds import BOOKKEEPING, ITEMS, RESULTS, UNREAL, EventKind, item_kind, kind_of

_ITEM = re.compile(r"\bItem\s+(\d{1,2}(?:\.\d\d)?)\b", re.IGNORECASE)
_RESULTS = re.compile(r"\b(?:issu|announc|releas|report)\w*\b.*\b(?:results|earnings)\b")
_DATED = re.compile(r"^(?:On|Effective|As of) (?:or about )?[A-Z][a-z]+ \d")
_DONE = re.compile(
    r"\b(?:effective|appointed|elected|resign|retire|terminated|entered into|completed|agreed|approved|"
    r"step down)\b"
)
_BIOGRAPHY = re.compile(
    r"\b(?:served|joined \w+ \w+ in|prior to|holds an?|since (?:19|20)\d\d|from \w+ \d{4} to)\b"
)
_SCRAP = re.compile(r"(?:Item|Signature|Date|Exhibit|\()\b")
_OPEN_KINDS = (ITEMS["5.02"], ITEMS["8.01"], ITEMS["7.01"], ITEMS["1.01"])
"""Items that say little by their number: their words say which change it was."""

Told = tuple[EventKind, Sentence]


def reported(document: Document, names: re.Pattern[str]) -> Iterator[Told]:
    """Yield each change that the items of an 8-K report, with the sentence that tells it."""
    for section in _items(document):
        kind = item_kind(_code(section.name), document.published)
        if kind and (sentence := _most_telling(document, section, kind, names)):
            told = kind_of(sentence.text) if kind in _OPEN_KINDS else None
            yield told or kind, sentence


def _items(document: Document) -> list[Section]:
    found = [
        section for section in document.sections if _ITEM.search(section.name) and "›" not in section.name
    ]
    if found or not document.items:
        return found
    return [Section(name=f"Item {code}", start=0, end=len(document.text)) for code in document.items]


def _code(name: str) -> str:
    found = _ITEM.search(name)
    return found[1] if found else ""


def _most_telling(
    document: Document, section: Section, kind: EventKind, names: re.Pattern[str]
) -> Sentence | None:
    inside = (one for one in sentences(document) if section.start <= one.start < section.end and not one.row)
    told = [(value, one) for one in inside if (value := _telling(one, kind, names)) > 0]
    return max(told, key=lambda pair: (pair[0], -pair[1].start))[1] if told else None


def _telling(sentence: Sentence, kind: EventKind, names: re.Pattern[str]) -> float:
    """Weigh a sentence of an item; 0 where it tells nothing."""
    text = sentence.text
    results = kind is RESULTS and _RESULTS.search(text) is not None
    if not 7 <= len(text.split()) <= 110 or injected(text) or (boilerplate(text) and not results):
        return 0.0
    if _SCRAP.match(text) or text[-1:] not in (".", "”", '"', ";"):
        return 0.0
    real = None if UNREAL.search(text) or BOOKKEEPING.search(text) else text
    value = 1.0 + min(specifics(text), 5) - 0.03 * len(text.split())
    value += 3.0 * (kind_of(text) is not None) + 4.0 * results + 3.0 * (_DATED.match(text) is not None)
    value += 2.0 * (_DONE.search(text) is not None) + 1.5 * about(names, "filing", text[:120])
    value -= 4.0 * (real is None) + 3.0 * (_BIOGRAPHY.search(text) is not None) + 2.5 * (opening(text) != 0)
    return value - 3.0 * contract_language(text)
