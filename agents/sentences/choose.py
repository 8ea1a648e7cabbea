"""Choosing sentences for what they say: usable ones, scored by cues, specifics, purpose and age, each idea
once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from ...tools.evidence import Document, Quote, quote
from .boilerplate import boilerplate, contract_start
from .splitting import Sentence, sentences
from .standing import opening, shortest, specifics, whole
from .voice import about
from .wording import any_of, content_words, overlap

Cue = tuple[float, str]
"""What a cue weighs, and its phrases, one a line; WE, OUR and DO in angle brackets stand for their words."""
_DO = (
    r"(?:invest|expand|grow|build|increas|accelerat|strengthen|improv|reduc|launch|develop|deliver|extend|double|enter|"
    r"simplif|moderni[sz]|transform|digiti[sz]|automat|cut|open|scale|drive|transition|shift|migrat|consolidat|focus|"
    r"become|achieve|reach|complete|mov|lower|rais|hire|add(?!ition)|replac|bring)"
)
_LIKE, _ALIKE = 0.6, 0.78
_TOUCHED = 1.6
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, eq=False)
class Words:
    """A sentence that can stand alone, from where it begins without its connective."""

    sentence: Sentence
    start: int
    text: str
    names: re.Pattern[str]
    stems: frozenset[str]
    specific: float

    @property
    def document(self) -> Document:
        """Return the document it stands in."""
        return self.sentence.document


@dataclass(frozen=True)
class Pick:
    """A chosen sentence, where its quote ends, and what it weighed."""

    words: Words
    end: int
    score: float

    @property
    def quote(self) -> Quote:
        """Return the words as a Quote."""
        return quote(self.words.document, self.words.start, self.words.start + self.end)

    @property
    def cut(self) -> bool:
        """Say whether the quote leaves out the end of its sentence."""
        return self.end < len(self.words.text)


@dataclass(frozen=True, eq=False)
class Aim:
    """What one section looks for: cues that speak for a sentence, words that speak against it, and where."""

    section: str
    wanted: str
    cues: tuple[Cue, ...]
    against: re.Pattern[str] | None = None
    within: re.Pattern[str] | None = None
    kinds: tuple[str, ...] = ("filing", "website", "post", "transcript", "note", "news", "encyclopedia")
    least: float = 3.0
    most: int = 4
    check: Callable[[str], bool] | None = None
    vague: Callable[[str], bool] | None = None
    """Says which sentences are too general to be chosen unless they touch the purpose."""
    headed: re.Pattern[str] | None = None
    astray: re.Pattern[str] | None = None
    fresh: bool = True


@dataclass
class Taken:
    """The ideas that a brief already holds, so that no section says one again."""

    ideas: list[tuple[str, frozenset[str]]] = field(default_factory=list)

    def holds(self, section: str, stems: frozenset[str]) -> bool:
        """Say whether an idea like this one was taken; within a section less likeness is needed than
        across."""
        return any(
            overlap(stems, idea) > (_LIKE if section == taken_by else _ALIKE)
            for taken_by, idea in self.ideas
            if min(len(stems), len(idea)) > 3
        )

    def add(self, section: str, stems: frozenset[str]) -> None:
        """Take an idea for a section."""
        self.ideas.append((section, stems))


def usable(document: Document, names: re.Pattern[str]) -> tuple[Words, ...]:
    """Return the sentences of a document that speak of the account and can stand alone."""
    return _usable(_Once(document, names))


class _Once:
    """Remembers a document under its id and the account's names."""

    __slots__ = ("document", "names")

    def __init__(self, document: Document, names: re.Pattern[str]) -> None:
        self.document, self.names = document, names

    def __hash__(self) -> int:
        return hash((self.document.id, self.names.pattern))

    def __eq__(self, other: object) -> bool:
        same = isinstance(other, _Once) and other.document.id == self.document.id
        return same and other.names.pattern == self.names.pattern  # type: ignore[attr-defined]


@lru_cache(maxsize=256)
def _usable(once: _Once) -> tuple[Words, ...]:
    found = (words(sentence, once.names) for sentence in sentences(once.document))
    kind = once.document.kind
    periodic = (once.document.form or "").startswith(("10-K", "10-Q", "20-F", "40-F"))
    end = len(once.document.text) if periodic else contract_start(once.document.text)
    return tuple(
        one
        for one in found
        if one and one.start < end and about(once.names, kind, one.text) and not boilerplate(one.text)
    )


def words(sentence: Sentence, names: re.Pattern[str]) -> Words | None:
    """Return a sentence from where it can begin; None where it is no sentence or leans on the one before."""
    text = sentence.text
    if sentence.row or not whole(text) or (at := opening(text)) < 0:
        return None
    text = text[at:]
    return Words(sentence, sentence.start + at, text, names, content_words(text), specifics(text))


def choose(
    aim: Aim, among: Iterable[Words], weight: Callable[[Words], float], now: date, taken: Taken
) -> list[Pick]:
    """Return the best sentences for an aim, best first, no idea twice; `weight` adds what the purpose
    says."""
    picks = [pick for one in among if (pick := _weighed(aim, one, weight, now))]
    picks.sort(key=lambda pick: (-pick.score, pick.words.document.id, pick.words.start))
    chosen: list[Pick] = []
    for pick in picks:
        if len(chosen) == aim.most:
            break
        if not taken.holds(aim.section, pick.words.stems):
            taken.add(aim.section, pick.words.stems)
            chosen.append(pick)
    return chosen


def _weighed(aim: Aim, one: Words, weight: Callable[[Words], float], now: date) -> Pick | None:
    told = _told(aim, one)
    if told is None or (aim.fresh and _past(one, now)):
        return None
    score, touched = told.score + _age(one.document, now), weight(one)
    if score < aim.least or (aim.vague and touched < _TOUCHED and aim.vague(one.text)):
        return None
    return Pick(one, told.end, score + touched)


def considered(aim: Aim, one: Words) -> bool:
    """Say whether a sentence speaks to an aim at all."""
    return _told(aim, one) is not None


@lru_cache(maxsize=60_000)
def _told(aim: Aim, one: Words) -> Pick | None:
    """Weigh what a sentence says to an aim by its cues and specifics, whoever asks and whenever."""
    if one.document.kind not in aim.kinds or not _within(aim, one):
        return None
    said = [(value, found) for value, cue in _cues(aim, one.names) if (found := cue.search(one.text))]
    if not said or (aim.against and aim.against.search(one.text)) or (aim.check and not aim.check(one.text)):
        return None
    strongest = max(value for value, _ in said)
    score = strongest + 0.3 * (sum(value for value, _ in said) - strongest)
    score += 0.35 * min(one.specific, 5) - _length(one.text)
    score += 1.5 if aim.headed and aim.headed.search(one.sentence.section) else 0.0
    score -= 1.2 if aim.astray and aim.astray.search(one.sentence.section) else 0.0
    keep = max(found.end() for value, found in said if value == strongest)
    return Pick(one, shortest(one.text, keep), score)


@lru_cache(maxsize=512)
def _cues(aim: Aim, names: re.Pattern[str]) -> tuple[tuple[float, re.Pattern[str]], ...]:
    """Return an aim's cues for one account, in which `we` is also its name."""
    we = rf"(?:[Ww]e|[Tt]he [Cc]ompany|{names.pattern})"
    our = rf"(?:[Oo]ur|[Ii]ts|[Tt]he [Cc]ompany[’']s|{names.pattern})"
    return tuple(
        (
            weight,
            any_of(phrases.replace("<WE>", we).replace("<OUR>", our).replace("<DO>", _DO), flags=re.DOTALL),
        )
        for weight, phrases in aim.cues
    )


def _past(one: Words, now: date) -> bool:
    """Say whether a sentence only tells of years long gone."""
    years = [int(year) for year in _YEAR.findall(one.text)]
    return bool(years) and max(years) < now.year - 1


def _within(aim: Aim, one: Words) -> bool:
    document = one.document
    if aim.within is None or document.kind != "filing" or not document.sections:
        return True
    if (document.form or "").startswith("EX-99"):
        return re.match(r"(?:We|Our)\b", one.text) is None  # a release has headings, and no items
    return aim.within.search(one.sentence.section) is not None


def _age(document: Document, now: date) -> float:
    """Prefer what is new; what carries no date is taken as neither."""
    if not document.published or len(document.published) < 10:
        return 0.0
    days = (now - date.fromisoformat(document.published)).days
    return 0.6 if days < 120 else 0.3 if days < 400 else -1.2


def _length(text: str) -> float:
    count = len(text.split())
    return 0.0 if count <= 30 else 0.05 * (count - 30)


def best(picks: Sequence[Pick], most: int) -> list[Pick]:
    """Return the best picks, best first."""
    return sorted(picks, key=lambda pick: (-pick.score, pick.words.document.id, pick.words.start))[:most]
