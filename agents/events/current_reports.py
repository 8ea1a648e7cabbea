"""What an 8-K reports: its items by their meaning, each by its most telling sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...tools.evidence import Document, Section
from ..sentences.boilerplate import boilerplate, contract_language, contract_start, injected
from ..sentences.calendar import happened
from ..sentences.splitting import Sentence, sentences
from ..sentences.standing import opening, specifics
from ..sentences.voice import about
from .items import FORMULA, PAY, SHOW, SIDE, TERMS, TERMS_OF_OFFICE, amount, fits, heading, narrowed
from .kinds import BOOKKEEPING, DEBT, ITEMS, RESULTS, RETURNS, UNREAL, EventKind, cued, item_kind, kind_of
from .officers import change

_ITEM = re.compile(r"\bItem\s+(\d{1,2}(?:\.\d\d)?)\b", re.IGNORECASE)
_RESULTS = re.compile(r"\b(?:issu|announc|releas|report)\w*\b.*\b(?:results|earnings)\b")
_RETOLD = re.compile(r"\b(?:copy|transcript|conference call|[Ee]xcludes?|includes? a)\b")
_DATED = re.compile(r"^(?:On|Effective|As of|By letter dated|Effective as of) (?:or about )?[A-Z][a-z]+ \d")
_DONE = re.compile(
    r"\b(?:effective|appointed|elected|resign|retire|terminated|entered into|completed|agreed|approved|"
    r"step down|acquired|sold|issued|received|notified|announced|declared|dismissed|engaged|determined|"
    r"concluded|filed|amended)\b"
)
_BIOGRAPHY = re.compile(
    r"\b(?:served|joined \w+ \w+ in|prior to (?:joining|that|his|her)|holds an?|earned|received (?:an?|"
    r"his|her)|"
    r"since (?:19|20)\d\d|from \w+ \d{4} to|degrees?|has (?:been|held)|graduat\w+|years of experience)\b"
)
_REGISTRANT = re.compile(r"\b(?:the )?Registrant\b")
_ELSEWHERE = re.compile(
    r"\b(?:exhibits?|incorporated|furnished|forward-looking|qualified in its|hereto)\b", re.IGNORECASE
)
_POINT = re.compile(r"(?:and )?\([a-z]{1,3}\) (?=[A-Z])")
_LONG_AGO = 2
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SCRAP = re.compile(r"(?:Item|Signature|Date|Exhibit|\()\b|[A-Z]\. [A-Z][a-z]+, who\b")
_OPEN_KINDS = (ITEMS["8.01"], ITEMS["7.01"], ITEMS["1.01"])
"""Items that say little by their number: their words say which change it was."""
_OFFICERS = (ITEMS["5.02"], ITEMS["5.08"])
_LATELY = 120
"""Days within which a current report tells what happened; older dates are history."""
_PLAIN = 6.0
"""What a sentence must weigh under a heading that says little: below it explains something else."""
_FIRST = (3.0, 2.0, 1.0)
"""What speaks for the first sentences of an item: they tell, and what follows explains."""

Told = tuple[EventKind, Sentence]


def reported(document: Document, names: re.Pattern[str]) -> Iterator[Told]:
    """Yield each change that the items of an 8-K report, with the sentence that tells it."""
    end = contract_start(document.text)
    for section in _items(document):
        kind = item_kind(_code(section.name), document.published)
        sentence = _most_telling(document, section, kind, names, end) if kind else None
        if kind and sentence and (told := _kind(kind, sentence.text)):
            point = _POINT.match(sentence.text)
            begin = point.end() if point else max(0, opening(sentence.text))
            yield told, replace(sentence, start=sentence.start + begin)


def _kind(kind: EventKind, text: str) -> EventKind | None:
    """Return what a sentence of an item tells; None where it is only about pay or about a talk."""
    if kind in _OFFICERS:
        told = change(text)
        return told or (None if PAY.search(text) else TERMS if TERMS_OF_OFFICE.search(text) else kind)
    if kind in (ITEMS["1.01"], *_OPEN_KINDS) and PAY.search(text) and not kind_of(text):
        return None
    if kind in _OPEN_KINDS:
        return kind_of(text) or change(text) or (DEBT if cued(DEBT, text) else kind)
    return narrowed(kind, text) if fits(kind, text) else kind_of(text) or ITEMS["8.01"]


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
    document: Document, section: Section, kind: EventKind, names: re.Pattern[str], end: int
) -> Sentence | None:
    inside = [
        one
        for one in sentences(document)
        if section.start <= one.start < min(section.end, end) and not one.row and _tells(one.text, kind)
    ]
    least = _PLAIN if kind in (*_OPEN_KINDS, *_OFFICERS) else 0.0
    told = [
        (value + _place(place, inside), one)
        for place, one in enumerate(inside)
        if (value := _telling(one, kind, names)) > least
    ]
    return max(told, key=lambda pair: (pair[0], -pair[1].start))[1] if told else None


def _place(place: int, inside: Sequence[Sentence]) -> float:
    return _FIRST[place] if place < min(len(_FIRST), len(inside)) else 0.0


def _tells(text: str, kind: EventKind) -> bool:
    """Say whether words of an item are a sentence of it, rather than a heading, a notice or a formula."""
    results = kind is RESULTS and _RESULTS.search(text) is not None
    if not 7 <= len(text.split()) <= 160 or injected(text) or (_notice(text) and not results):
        return False
    if (
        _POINT.sub("", text)[:1].islower()
        or _SCRAP.match(text)
        or text[-1:] not in (".", "”", '"', ";")
        or heading(text)
    ):
        return False
    return not FORMULA.search(text) and not (kind is not RESULTS and SHOW.search(text))


def _notice(text: str) -> bool:
    """Say whether words are a notice; what a dated sentence reports is none, however lawyers word it."""
    if not boilerplate(_REGISTRANT.sub("the Company", text)):
        return False
    return _DATED.match(text) is None or _DONE.search(text) is None or _ELSEWHERE.search(text) is not None


def _telling(sentence: Sentence, kind: EventKind, names: re.Pattern[str]) -> float:
    """Weigh a sentence of an item; 0 where it tells nothing."""
    text = sentence.text
    results = kind is RESULTS and _RESULTS.search(text) is not None and not _RETOLD.search(text)
    moved = change(text) if kind in _OFFICERS else None
    if kind in _OFFICERS and moved is None and _BIOGRAPHY.search(text):
        return 0.0
    value = 2.0 + min(specifics(text), 5) - 0.03 * len(text.split())
    value += 3.0 * (kind_of(text) is not None) + 4.0 * results + _dated(sentence)
    value += 2.0 * (_DONE.search(text) is not None) + 1.5 * about(names, "filing", text[:120])
    value += 6.0 * (moved is not None) + 3.0 * fits(kind, text)
    return value - _against(text, kind, sentence.document.published)


def _dated(sentence: Sentence) -> float:
    """Weigh the date that a sentence begins with: its report's own speaks for it, one long past against."""
    if _DATED.match(sentence.text) is None:
        return 0.0
    document = sentence.document
    when = happened(sentence.text, document.published, within=_LATELY)
    return -5.0 if when is None else 4.0 if when == document.event_date else 3.0


def _against(text: str, kind: EventKind, published: str | None) -> float:
    """Weigh what speaks against a sentence: it imagines, keeps books, tells a life, pays, explains."""
    unreal = UNREAL.search(text) or BOOKKEEPING.search(text)
    value = 3.0 * (unreal is not None) + 3.0 * (_BIOGRAPHY.search(text) is not None)
    value += 2.5 * (opening(text) < 0) + 3.0 * contract_language(text) + 5.0 * (SIDE.match(text) is not None)
    value += 6.0 * (kind in _OFFICERS and _old(text, published))
    value += 5.0 * (kind in _OFFICERS and PAY.search(text) is not None)
    return value + 4.0 * (kind_of(text) is RETURNS and not amount(text))


def _old(text: str, published: str | None) -> bool:
    """Say whether a sentence only names years long before its report: a career, not a change."""
    years = [int(year) for year in _YEAR.findall(text)]
    return bool(years and published) and max(years) <= int((published or "0")[:4]) - _LONG_AGO
