"""Cut a Document into Passages: whole sentences, whole table rows, one section at a time.

A passage is a span: `document.text[start:end] == passage.text`. What a reader of the whole page would know
and the span alone does not say (title, section, heading, the header of the table it stands in) is its
`context`; it is indexed with the passage and never stored with it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..evidence import Document, Passage, Section, content_id

CUTTING = "3"
"""Changes whenever the same document would be cut otherwise, so that an index made before is made again."""

SHORT = 40
ENOUGH = 110
FULL = 170
LONGEST = 320
"""Words: fewer than SHORT do not stand alone where they can join; from ENOUGH on a passage ends where a
paragraph or table does; at FULL where the sentence does; beyond LONGEST what has no sentence end is cut
between words."""

HEADER = 45
"""Words of a table's header that its later passages are indexed with."""

_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]+")
_MARKS = r"[\s$€£¥%()\[\]*|–—\-−+.,:;/]"
# Possessive throughout: a line of a thousand dashes must not be tried in every way it can be divided.
_CELL = re.compile(rf"{_MARKS}*+(?:\d[\d.,]*+x?+)?+{_MARKS}*+")
_NOTE_MARK = re.compile(r"\(\w\)")
_AMOUNT = re.compile(r"[$€£¥(\-−–—]*+(?:\d[\d.,]*+[%)x]*+)?+|[%)x$€£¥]++")
_COUNTED = re.compile(r"[\d\-−–—]")
_CELL_END = frozenset("0123456789)%x—–-")
_WORD = re.compile(r"\S{1,60}")
"""What stands without a space for longer (scripts that have none, encoded data) counts as several words."""
_SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[^\W\d_a-z]|\s+[\"'“‘«(\[]*\d|\s*$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Inc|Corp|Co|Ltd|Llc|No|Nos|Mr|Mrs|Ms|Dr|Jr|Sr|St|vs|etc|approx|Sec|Art|Vol|Fig|Dept|Jan|Feb|Mar|Apr"
    r"|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|e\.g|i\.e|bzw|ca|Nr|Abs|al)|\b[A-Z]|(?:\b[A-Za-z]\.)+[A-Za-z])\.$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Cut:
    """Where a passage stands, in which section, and what its words do not say themselves."""

    start: int
    end: int
    section: str | None
    context: str
    table: bool
    new_page: bool = False
    """Whether a page of the document begins here."""


@dataclass(frozen=True)
class _Unit:
    """What is never cut: a sentence, or a table row."""

    start: int
    end: int
    words: int
    row: bool
    opens: bool
    """Whether a paragraph or a table begins here."""


def passages(document: Document) -> list[Passage]:
    """Cut `document` into passages that together hold every word of it once, in order."""
    return [passage_at(document, document.text, cut.start, cut.end, cut.section) for cut in cuts(document)]


def passage_at(document: Document, text: str, start: int, end: int, section: str | None) -> Passage:
    """Return the Passage from `start` to `end` of a document whose text is `text`."""
    return Passage(
        id=content_id(document.id, str(start), str(end)), document=document.id, account=document.account,
        start=start, end=end, text=text[start:end], title=document.title, url=document.url,
        kind=document.kind, published=document.published, section=section, period=document.period,
    )  # fmt: skip


def cuts(document: Document) -> list[Cut]:
    """Decide where `document` is cut."""
    found: list[Cut] = []
    for start, end, section in _pieces(document):
        for cut in _piece_cuts(document.text, start, end, section):
            broken = bool(found) and document.text.find("\f", found[-1].end, cut.start) >= 0
            found.append(replace(cut, new_page=True) if broken else cut)
    return found


def _pieces(document: Document) -> Iterator[tuple[int, int, str | None]]:
    """Yield the spans that no passage crosses: between section borders and page breaks."""
    text, borders = document.text, {0, len(document.text)}
    for section in document.sections:
        borders.update((min(section.start, len(text)), min(section.end, len(text))))
    borders.update(match.end() for match in re.finditer("\f", text))
    edges = sorted(borders)
    order = sorted(document.sections, key=lambda section: (section.start, -section.end))
    starts = [section.start for section in order]
    for start, end in zip(edges, edges[1:], strict=False):
        if text[start:end].strip():
            yield start, end, _section_at(order, starts, start)


def _section_at(order: list[Section], starts: list[int], place: int) -> str | None:
    """Return the name of the innermost section that holds `place`."""
    for index in range(bisect_right(starts, place) - 1, -1, -1):
        if order[index].end > place:
            return order[index].name
    return None


def _piece_cuts(text: str, start: int, end: int, section: str | None) -> Iterator[Cut]:
    """Pack the units of one piece into passages and note the headings each stands under."""
    lines = [
        (start + m.start(), start + m.end()) for m in _LINE.finditer(text[start:end]) if m.group().strip()
    ]
    rows = _rows(text, lines)
    headings = _headings(text, lines, rows)
    starts = [a for a, _ in lines]
    for group in _packed(list(_units(text, lines, rows))):
        table = 2 * sum(unit.words for unit in group if unit.row) > sum(unit.words for unit in group)
        at = bisect_right(starts, group[0].start) - 1
        context = _context(text, lines, rows, headings, at)
        yield Cut(group[0].start, group[-1].end, section, context, table)


def _rows(text: str, lines: list[tuple[int, int]]) -> list[bool]:
    """Say of each line whether it belongs to a table: cells on lines of their own, or several in a line."""
    numeric = [_is_cells(text[a:b]) for a, b in lines]
    rows = list(numeric)
    for i, (a, b) in enumerate(lines):
        beside = (i + 1 < len(lines) and numeric[i + 1]) or (i > 0 and numeric[i - 1])
        if not rows[i] and beside and b - a <= 110 and not text[a:b].rstrip().endswith((".", ";", "!", "?")):
            rows[i] = True
    return rows


def _is_cells(line: str) -> bool:
    """Say whether a line holds nothing but amounts, cells between bars, or a label with its amounts."""
    if len(line) <= 40 and _is_cell(line):
        return True
    if line.count("|") >= 2 or "\t" in line.strip():
        return True
    line = line.strip()
    if len(line) > 200 or not line or line[-1] not in _CELL_END:
        return False
    return _amounts_at_end(line) >= 2


def _amounts_at_end(line: str) -> int:
    """Return how many amounts, or dashes in their place, a line ends with."""
    amounts = 0
    for word in reversed(line.split()):
        if not _AMOUNT.fullmatch(word):
            break
        amounts += _COUNTED.search(word) is not None
    return amounts


def _is_cell(line: str) -> bool:
    """Say whether a line is one amount, or marks alone, with at most one footnote's letter."""
    return _CELL.fullmatch(_NOTE_MARK.sub("", line, count=1)) is not None


def _headings(text: str, lines: list[tuple[int, int]], rows: list[bool]) -> list[int]:
    """Return which lines are headings: short, without a full stop, over prose or in capitals."""
    found = []
    for i, (a, b) in enumerate(lines):
        line = text[a:b].strip()
        if rows[i] or len(line) > 120 or not re.search(r"[^\W\d_]{3}", line):
            continue
        over = i + 1 < len(lines) and (
            lines[i + 1][1] - lines[i + 1][0] > 60 or _gap(text, b, lines[i + 1][0])
        )
        opens = over and (line[0].isupper() or line[0] in "#*") and line[-1] not in ".,;!?"
        if opens or _is_capital(line):
            found.append(i)
    return found


def _is_capital(line: str) -> bool:
    letters = [letter for letter in line if letter.isalpha()]
    return len(letters) > 8 and sum(letter.isupper() for letter in letters) > 0.6 * len(letters)


def _context(text: str, lines: list[tuple[int, int]], rows: list[bool], headings: list[int], at: int) -> str:
    """Return the headings above line `at`, and the header of the table that this line continues."""
    above = headings[: bisect_left(headings, at)]
    said = [text[slice(*lines[i])].strip() for i in dict.fromkeys((*above[:1], *above[-2:]))]
    if at > 0 and rows[at] and rows[at - 1]:
        first = at
        while first > 0 and rows[first - 1]:
            first -= 1
        header = " ".join(text[slice(*lines[i])] for i in range(first, min(first + 16, at)))
        said.append(" ".join(header.split()[:HEADER]))
    return "\n".join(said)


def _units(text: str, lines: list[tuple[int, int]], rows: list[bool]) -> Iterator[_Unit]:
    """Yield sentences and table rows in order; together they hold every word."""
    i = 0
    while i < len(lines):
        j = i + 1
        while (
            j < len(lines)
            and rows[j] == rows[i]
            and (rows[i] or not _gap(text, lines[j - 1][1], lines[j][0]))
        ):
            j += 1
        make = _table_units if rows[i] else _sentence_units
        yield from make(text, lines[i:j])
        i = j


def _gap(text: str, end: int, start: int) -> bool:
    """Say whether an empty line stands between two lines."""
    return text.count("\n", end, start) > 1


def _table_units(text: str, lines: list[tuple[int, int]]) -> Iterator[_Unit]:
    """Yield rows: a label with the cells that follow it, on one line or on many."""
    begin = 0
    for i in range(1, len(lines) + 1):
        here = i < len(lines) and _is_cell(text[slice(*lines[i])])
        if not here:
            yield from _whole(text, lines[begin][0], lines[i - 1][1], row=True, opens=begin == 0)
            begin = i


def _sentence_units(text: str, lines: list[tuple[int, int]]) -> Iterator[_Unit]:
    """Yield the sentences of one paragraph, which may run over several lines."""
    start, end = lines[0][0], lines[-1][1]
    opens = True
    for stop in (*_sentence_ends(text, start, end), end):
        if stop > start and text[start:stop].strip():
            yield from _whole(text, start, stop, row=False, opens=opens)
            opens = False
        start = max(start, stop)


def _sentence_ends(text: str, start: int, end: int) -> Iterable[int]:
    for match in _SENTENCE_END.finditer(text, start, end):
        before = text[max(start, match.start() - 12) : match.start() + 1]
        if not _ABBREVIATION.search(before):
            yield match.end()


def _whole(text: str, start: int, end: int, *, row: bool, opens: bool) -> Iterator[_Unit]:
    """Yield one unit, or several cut between words where it is too long to be a sentence."""
    words = [(start + m.start(), start + m.end()) for m in _WORD.finditer(text[start:end])]
    for i in range(0, len(words), LONGEST):
        part = words[i : i + LONGEST]
        yield _Unit(part[0][0], part[-1][1], len(part), row, opens and i == 0)


def _packed(units: list[_Unit]) -> list[list[_Unit]]:
    """Group units into passages of about ENOUGH to FULL words; a short rest joins the passage before it."""
    groups: list[list[_Unit]] = []
    words = LONGEST
    for unit in units:
        full = words + unit.words > FULL or (words >= ENOUGH and unit.opens)
        if not groups or (full and (words >= SHORT or words + unit.words > LONGEST)):
            groups.append([])
            words = 0
        groups[-1].append(unit)
        words += unit.words
    if len(groups) > 1 and words < SHORT and sum(unit.words for unit in groups[-2]) + words <= LONGEST:
        rest = groups.pop()
        groups[-1].extend(rest)
    return groups
