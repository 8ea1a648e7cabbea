"""Sentences of a Document with exact offsets, and whether one of them can stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ...tools.evidence import Document, Section

ROW = " | "
"""What parts the cells of a table row in a stored text."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A span of a document's text: a sentence, a list item, or a table row."""

    document: Document
    start: int
    end: int
    path: tuple[str, ...] = ()
    row: bool = False

    @property
    def text(self) -> str:
        """Return the words as they stand in the document."""
        return self.document.text[self.start : self.end]

    @property
    def section(self) -> str:
        """Return the names of the sections around it, the widest first."""
        return " / ".join(self.path)


_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"[\s•·●▪◦■□‣∙*–—-]+(?=\S)|\s*\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s+")
_STOP = re.compile(r"[.!?…][\"”’')\]]*(?=\s+[\"“‘'`(\[]*[A-Z0-9À-Þ])")
_NEVER_LAST = re.compile(
    r"(?:^|[\s(\[“\"])(?:Mr|Mrs|Ms|Dr|Prof|St|Mt|No|Nos|vs|Gen|Sen|Rep|Gov|Hon|Fig|Art|Sec|Secs|Ex|U\.S\.C|approx|cf|al|"
    r"e\.g|i\.e|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[A-Z]|"
    r"(?!U\.S|U\.K|U\.N|E\.U|D\.C|N\.A|S\.A|N\.V|A\.G|L\.P|B\.A|M\.D)[A-Z]\.[A-Z])\.$"
)
_SELDOM_LAST = re.compile(
    r"(?:^|[\s(\[“\"])(?:Inc|Corp|Co|Cos|Ltd|Bros|LLC|L\.L\.C|L\.P|N\.A|S\.A|N\.V|A\.G|plc|Jr|Sr|"
    r"U\.S|U\.K|U\.N|E\.U|D\.C|a\.m|p\.m|Ph\.D|M\.D|B\.A|M\.B\.A|etc)\.[\"”’')\]]*$"
)
_OPENER = re.compile(
    r"\s+[\"“(]*(?:The|We|Our|In|On|This|These|It|Its|As|For|At|If|A|An|He|She|They|Such|From|During|While|When|"
    r"Under|To|There|That|Mr|Ms|Since|After|Before|With|See|Each|All|Any|Some|Certain|However|Although|"
    r"Additionally|Prior|Upon)\b"
)


def _breaks(text: str, stop: int) -> bool:
    """Say whether the full stop that ends at `stop` ends its sentence."""
    before = text[max(0, stop - 16) : stop]
    if _NEVER_LAST.search(before):
        return False
    if _SELDOM_LAST.search(before):
        return _OPENER.match(text, stop) is not None
    return True


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield spans of whole paragraphs: a line that goes on in lower case on the next one is not cut."""
    held: tuple[int, int] | None = None
    for line in _LINE.finditer(text, start, end):
        if held and _goes_on(text, held, line.start()):
            held = held[0], line.end()
            continue
        if held:
            yield held
        held = line.start(), line.end()
    if held:
        yield held


def _goes_on(text: str, held: tuple[int, int], then: int) -> bool:
    wrapped = then == held[1] + 1 and text[then].islower() and held[1] - held[0] > 40
    return wrapped and text[held[1] - 1] not in ".!?:;|" and ROW not in text[held[0] : held[1]]


def spans(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the sentences of `text[start:end]` as spans without bullets or surrounding space, in order."""
    for first, last in _paragraphs(text, start, len(text) if end is None else end):
        bullet = _BULLET.match(text, first, last)
        at = bullet.end() if bullet else first
        if ROW not in text[first:last]:
            for stop in _STOP.finditer(text, at, last):
                if _breaks(text, stop.end()):
                    yield from _stripped(text, at, stop.end())
                    at = stop.end()
        yield from _stripped(text, at, last)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


class ById:
    """Lets a document be remembered by its id: documents of one id have one text."""

    __slots__ = ("document",)

    def __init__(self, document: Document) -> None:
        """Hold the document itself, for whoever is asked to remember it."""
        self.document = document

    def __hash__(self) -> int:
        """Hash by the id."""
        return hash(self.document.id)

    def __eq__(self, other: object) -> bool:
        """Say whether both are documents of one id."""
        return isinstance(other, ById) and other.document.id == self.document.id


@lru_cache(maxsize=64)
def _sentences(key: ById) -> tuple[Sentence, ...]:
    document, paths = key.document, _Paths(key.document.sections)
    return tuple(
        Sentence(document, start, end, paths.at(start), ROW in document.text[start:end])
        for start, end in spans(document.text)
    )


def sentences(document: Document) -> tuple[Sentence, ...]:
    """Return every sentence, list item and table row of a document, each with the sections it stands in."""
    return _sentences(ById(document))


class _Paths:
    """Answers which sections enclose an offset, for offsets asked in rising order."""

    def __init__(self, sections: Iterable[Section]) -> None:
        self._coming = sorted(sections, key=lambda section: (-section.start, section.end))
        self._open: list[Section] = []

    def at(self, offset: int) -> tuple[str, ...]:
        while self._coming and self._coming[-1].start <= offset:
            self._open.append(self._coming.pop())
        self._open = [section for section in self._open if section.end > offset]
        return tuple(section.name for section in self._open)
