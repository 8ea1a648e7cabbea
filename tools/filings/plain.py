"""Old plain-text filings as blocks: wrapped lines become sentences again, fixed columns become rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .blocks import BREAK, Block
from .tables import Cell, Row, is_value, lines

_TAG = re.compile(
    r"^\s*</?(?:TABLE|CAPTION|S|C|FN|TEXT|F\d+|R|B|I|U|CENTER|FLUSHLEFT|DOCUMENT|HTML|BODY|PRE)>",
    re.IGNORECASE,
)
_ANY_TAG = re.compile(
    r"</?(?:TABLE|CAPTION|S|C|FN|TEXT|F\d+|PAGE|R|B|I|U|CENTER|FLUSHLEFT|DOCUMENT)>", re.IGNORECASE
)
_PAGE = re.compile(r"^\s*</?PAGE>\s*\d*|\f", re.IGNORECASE)
_RULE = re.compile(r"^[\s\-=_.*~+|:]+$")
_COLUMNS = re.compile(r"\S+(?: \S+)*")
_LEADERS = re.compile(r"\s*\.(?:\s?\.){2,}\s*|\s+\.\s+\.\s+")
_BULLET = re.compile(r"^\s*(?:[-*•o·]|\(?[a-z0-9]{1,3}[.)])\s+\S", re.IGNORECASE)
_HEAD = re.compile(r"^\s*(?:item\s+\d{1,2}|part\s+[iv]+\b|signatures?\s*$)", re.IGNORECASE)


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a plain-text filing in reading order."""
    tables = 0
    for paragraph, marked in _paragraphs(text):
        if paragraph is None:
            yield BREAK
        elif _is_table(paragraph, marked):
            tables += 1
            written = lines(_rows(paragraph))
            yield from (Block(line, "row", table=tables) for line in written)
        else:
            yield from _prose(paragraph)


def _paragraphs(text: str) -> Iterator[tuple[list[str] | None, bool]]:
    """Yield runs of lines between empty lines (None for a page break), and whether they stand inside
    <TABLE>.
    """
    run: list[str] = []
    inside = False
    for line in text.expandtabs(8).splitlines():
        paged = _PAGE.search(line)
        opens, closes = (
            re.search(r"<TABLE>", line, re.IGNORECASE),
            re.search(r"</TABLE>", line, re.IGNORECASE),
        )
        bare = _ANY_TAG.sub(lambda tag: " " * len(tag[0]), _PAGE.sub(" ", line))
        empty = not bare.strip()
        if run and (paged or opens or closes or (empty and not inside)):
            yield run, inside
            run = []
        if paged:
            yield None, False
        inside = bool(opens) or (inside and not closes)
        if not empty and not (_TAG.match(line) and empty):
            run.append(bare.rstrip())
    if run:
        yield run, inside


def _cells(line: str) -> Row:
    """Cut a line of fixed columns where two or more spaces stand."""
    plain = _LEADERS.sub(lambda dots: " " * len(dots[0]), line)
    cells: Row = []
    for found in _COLUMNS.finditer(plain):
        start = 0 if not cells and found.start() < 12 and not is_value(found[0]) else found.start()
        cells.append(Cell(start, found.end(), found[0]))
    return cells


def _is_table(paragraph: Sequence[str], marked: bool) -> bool:
    """Say whether lines stand in columns: several of them hold wide gaps before numbers or words."""
    if len(paragraph) < 2:
        return marked and len(_cells(paragraph[0])) > 1 if paragraph else False
    cut = [_cells(line) for line in paragraph if not _RULE.match(line)]
    wide = sum(len(row) > 1 for row in cut)
    numbers = sum(len(row) > 1 and is_value(row[-1].text) for row in cut)
    if marked:
        return wide >= 0.3 * len(cut)
    return (
        numbers >= 2
        and wide >= 0.5 * len(cut)
        or (wide >= 0.8 * len(cut) and wide >= 2 and not _justified(paragraph))
    )


def _justified(paragraph: Sequence[str]) -> bool:
    """Say whether wide gaps come from lines stretched to the margin: full lines with gaps between lower-
    case words.
    """
    full = [line for line in paragraph if len(line.strip()) > 55]
    inner = [len(re.findall(r"[a-z,] {2,3}[a-z]", line)) for line in full]
    return len(full) >= 0.6 * len(paragraph) and sum(bool(count) for count in inner) >= 0.5 * len(full)


def _rows(paragraph: Sequence[str]) -> list[Row]:
    return [row for line in paragraph if not _RULE.match(line) and (row := _cells(line))]


def _prose(paragraph: Sequence[str]) -> Iterator[Block]:
    """Join wrapped lines into paragraphs; short, centred and numbered lines stay on their own."""
    run: list[str] = []
    for line in paragraph:
        if _RULE.match(line):
            yield from _joined(run)
            run = []
        elif run and (_starts(line) or _ends(run[-1], line)):
            yield from _joined(run)
            run = [line]
        else:
            run.append(line)
    yield from _joined(run)


def _starts(line: str) -> bool:
    return bool(_HEAD.match(line) or (_BULLET.match(line) and not re.match(r"^\s*o [a-z]", line)))


def _ends(before: str, line: str) -> bool:
    """Say whether a line stands for itself: centred, or a heading above a sentence."""
    centred = len(before) - len(before.lstrip()) > 12
    short = len(before.rstrip()) < 66
    return (centred and short and not _wraps(before, line)) or (
        before.strip().isupper() and not line.strip().isupper()
    )


def _wraps(before: str, line: str) -> bool:
    return len(before.strip()) > 45 and bool(re.match(r"\s*[a-z(]", line))


def _joined(run: Sequence[str]) -> Iterator[Block]:
    words = ""
    for line in run:
        piece = re.sub(r"\s+", " ", line.strip())
        glued = words.endswith("-") and not words.endswith(" -") and piece[:1].islower()
        words = f"{words}{piece}" if glued else f"{words} {piece}"
    text = words.strip()
    if text:
        letters = [c for c in text if c.isalpha()]
        yield Block(text, strong=len(text) < 160 and bool(letters) and all(c.isupper() for c in letters))
