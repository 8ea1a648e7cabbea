"""Tables of filings as rows that read alone: each value beside the header of its column.

A cell knows the columns it spans (of an HTML grid) or the characters it stands on (of old fixed-width text);
headers are found by overlap, so both kinds of table are read by the same rules.

    Data Center | Year Ended Jan 26, 2025: $115,186 | Year Ended Jan 28, 2024: $47,525
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

_AMOUNT = (
    r"[-–—+]?\s*(?:[A-Z]{0,3}[$€£¥])?\s*\(?[-–—]?\s*(?:[$€£¥]\s*)?(?:\d[\d,]*(?:\.\d+)?|\.\d+|—)"
    r"\s*\)?\s*(?:%|x|pts?|bps?|points?)?\s*\)?"
)
_NUMBER = re.compile(
    rf"^\(?{_AMOUNT}(?:\s*(?:-|–|—|to)\s*{_AMOUNT})?(?:\s*\(\w{{1,3}}\))*\*{{0,3}}$", re.IGNORECASE
)
_UNIT = re.compile(r"^\(.*\)$|^in (?:millions|thousands|billions)\b|^(?:dollars|amounts) in\b", re.IGNORECASE)
_NOTHING = re.compile(r"^(?:[$€£¥]?\s*[-–—]+\s*%?|n/?[am]\.?|nm|\*+)$", re.IGNORECASE)
_YEAR = re.compile(r"^(?:fiscal\s+|fy\s*)?(?:19|20)\d\d(?:\s*\(\w{1,3}\))*$", re.IGNORECASE)
_BEFORE = re.compile(r"^(?:[$€£¥]|[A-Z]{2,3}\s?[$€£¥]|US\$|Rs\.?|\(|[$€£¥]\s*\()$")
_AFTER = re.compile(r"^(?:\)|%|\)\s*%|%\s*\)|x|pts|pt|bps|(?:\s*\([a-z]\))+|\*)$")
_BULLET = re.compile(
    r"^(?:[•●○■▪▫◦·*–—➢►§‣o-]|\uf0b7|\uf0a7|\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)])$", re.IGNORECASE
)
_ITEM = re.compile(
    r"^(?:part\s+[ivx]+|(?:item|note)s?\s+\d{1,2}[a-c]?(?:\.\d\d)?(?:\([a-z]\))*)[.:\s–—-]*$", re.IGNORECASE
)
_ENTRY = re.compile(r"^(?:part\s+[ivx]+\b|items?\s+\d)", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:^|\s|\|)(?:\d{1,3}|[ivx]{1,5}|[A-Z]-\d{1,3}|n/a|\*)$", re.IGNORECASE)
_CAPTION = re.compile(
    r"^(?:\((?:in |dollars|amounts|unaudited|\$|usd|000|shares|except|all |figures|tabular|millions|"
    r"thousands|for )|"
    r"(?:three|six|nine|twelve|fiscal|for the|as of|years?|quarters?|months?|periods?)\b|"
    r".*\bin (?:millions|thousands|billions)\b|(?:dollars|amounts)\b)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:ended|ending|months?|years?|quarters?|weeks?|as of|at|fiscal|january|february|march|april|may|"
    r"june|july|august|september|october|november|december|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_SPAN = re.compile(r"\b(?:ended|ending|months?|quarters?|weeks?)\b", re.IGNORECASE)
_LONG_HEADER = 90


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of a table and the columns that they span; `end` is exclusive."""

    start: int
    end: int
    text: str
    strong: bool = False
    link: bool = False


Row = list[Cell]


def is_value(text: str) -> bool:
    """Say whether a cell holds a number (or the dash that stands for none)."""
    return bool(_NUMBER.match(text) or _NOTHING.match(text))


def lines(rows: Iterable[Row]) -> list[str]:
    """Return the table as lines of text, one a row, each value with the header of its column."""
    merged = [_merge(row) for row in rows]
    merged = [row for row in merged if row]
    if not merged or _is_contents(merged):
        return []
    return _unwrapped(list(_write(merged)))


def _merge(row: Row) -> Row:
    """Join what layout tore apart: `$`, number, `)` and `%` are one value; empty cells are nothing."""
    cells: Row = []
    before: Cell | None = None
    for told in row:
        if not told.text:
            continue
        cell = told if before is None else _led(before, told)
        before = cell if _BEFORE.match(cell.text) else None
        if before is not None:
            continue
        if cells and _AFTER.match(cell.text) and re.search(r"[\d)—–-]$", cells[-1].text):
            cells[-1] = replace(cells[-1], end=cell.end, text=cells[-1].text + cell.text)
        else:
            cells.append(cell)
    return [*cells, before] if before is not None else cells


def _led(before: Cell, cell: Cell) -> Cell:
    """Return a number with the currency sign that stood in a cell before it."""
    glue = " " if before.text[-1:].isalpha() else ""
    return replace(cell, start=before.start, text=f"{before.text}{glue}{cell.text}")


def _is_contents(rows: list[Row]) -> bool:
    """Say whether this is a table of contents: most rows end in a page number, and many are links or
    items.
    """
    told = [row for row in rows if len(row) >= 2]
    if len(told) < 3:
        return False
    numbered = sum(bool(_CONTENTS.search(row[-1].text)) and len(row[-1].text) < 6 for row in told)
    pointing = sum(any(c.link for c in row) or bool(_ENTRY.match(row[0].text)) for row in told)
    return (
        pointing >= 0.6 * len(told)
        and numbered >= 0.4 * len(told)
        or (sum(bool(_ITEM.match(row[0].text)) for row in told) >= 8 and numbered >= 0.3 * len(told))
    )


def _is_heads(row: Row, rows: Sequence[Row]) -> bool:
    """Say whether a row heads the columns of `rows`: no numbers but years, and no label before them."""
    inner = row[1:] if row[0].start == 0 else row
    values = sum(is_value(cell.text) and not _YEAR.match(cell.text) for cell in inner)
    # '1-3' and '4-5' head columns of years where words stand beside them and no label before them.
    labelled = row[0].start == 0 and not _is_caption(row[0].text)
    if not inner or values > (0 if labelled else len(inner) // 2):
        return False
    years = all(_YEAR.match(cell.text) for cell in inner)
    if labelled and not years:
        return False
    if len(row) == 1 and not _UNIT.match(row[0].text) and not _spans(row[0], rows):
        return False
    return sum(len(cell.text) for cell in inner) < 400 and _heads_something(rows)


def _spans(cell: Cell, rows: Sequence[Row]) -> bool:
    """Say whether a lone cell heads columns: it names a time, or stands over several cells of the next
    row.
    """
    if _TIME.search(cell.text):
        return True
    below = next((row for row in rows if len(row) > 1), [])
    return sum(other.start >= cell.start and other.end <= cell.end for other in below) > 1


def _is_caption(label: str) -> bool:
    """Say whether words where the labels stand belong to the head: a unit, a span of time."""
    return bool(_CAPTION.match(label))


def _first_heads(rows: list[Row]) -> int:
    """Count the rows that head a table of words: at its top, strong, or with numbers only below them."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return 0
    first, below = rows[0], [row for row in rows[1:] if len(row) == len(rows[0])]
    words = not any(is_value(cell.text) or len(cell.text) > 60 for cell in first)
    titled = first[0].start == 0 and words and not _is_caption(first[0].text)
    if not titled or any(re.search(r"\d{5}|\d-\d", cell.text) for cell in first):
        return 0
    strong = all(cell.strong for cell in first) and any(not cell.strong for cell in rows[1])
    counted = len(below) > 1 and any(
        all(is_value(row[at].text) for row in below) for at in range(1, len(first))
    )
    return int(strong or counted)


def _write(rows: list[Row]) -> Iterator[str]:
    """Yield the lines of a table; a header that heads no value stands on a line of its own where it was."""
    columns = max(len(row) for row in rows) - 1
    leading = _first_heads(rows)
    heads = _Heads(columns)
    written: list[str | Cell] = []
    for number, row in enumerate(rows):
        if number < leading:
            heads.rows, heads.title = [row[1:]], row[0].text
            written += row[1:]
        elif columns > 0 and _is_heads(row, rows[number + 1 : number + 6]):
            inner = [cell for cell in row if not (cell.start == 0 or _UNIT.match(cell.text))]
            written += [cell if cell in inner else cell.text for cell in row]
            heads.add(inner)
        else:
            heads.open = heads.open and len(row) == 1
            written.append(_line(row, heads))
    unused = (cell.text if isinstance(cell, Cell) else cell for cell in written if id(cell) not in heads.used)
    yield from unused


@dataclass
class _Heads:
    """The headers in force, and which of them stand beside a value by now."""

    columns: int
    rows: list[Row] = field(default_factory=list)
    title: str = ""
    open: bool = True
    used: set[int] = field(default_factory=set)

    def add(self, row: Row) -> None:
        """Put a row of headers in force, below those it follows, or in place of those before."""
        self.rows = [*self.rows, row] if self.open else [row]
        self.open, self.title = True, ""

    def over(self, cell: Cell, order: int, values: Row) -> str:
        """Return the words above a value, from the top down, each said once."""
        said: list[Cell] = []
        for head in self.rows:
            found = _over(cell, order, values, head, self.columns)
            if found is not None and found.text.rstrip(":") and found.text not in [c.text for c in said]:
                said.append(found)
        if len(" ".join(head.text for head in said)) > _LONG_HEADER:
            said = said[-1:]
        self.used.update(map(id, said))
        return " ".join(head.text.rstrip(":") for head in said)


def _heads_something(rows: Sequence[Row]) -> bool:
    """Say whether values follow soon: a line of words that heads nothing is a row of its own."""
    return any(
        is_value(cell.text) and not _YEAR.match(cell.text) for row in rows for cell in (row[1:] or row)
    )


def _line(row: Row, heads: _Heads) -> str:
    if len(row) == 1:
        return row[0].text
    if _BULLET.match(row[0].text) or _ITEM.match(row[0].text):
        rest = " | ".join(cell.text for cell in row[1:])
        mark = "•" if not re.search(r"[A-Za-z0-9]", row[0].text) or row[0].text == "o" else row[0].text
        return f"{mark} {rest}"
    label = row[0].start == 0 or not is_value(row[0].text)
    titled = heads.title and not heads.title.lower().startswith("name")
    parts = [f"{heads.title}: {row[0].text}" if titled else row[0].text] if label else []
    values = row[1:] if label else row
    if all(_UNIT.match(cell.text) for cell in values):
        return " ".join(cell.text for cell in row)
    for order, cell in enumerate(values):
        head = heads.over(cell, order, values)
        parts.append(f"{head}: {cell.text}" if head else cell.text)
    return " | ".join(parts)


def _over(cell: Cell, order: int, values: Row, head: Row, columns: int) -> Cell | None:
    """Return the header over a value: by place, else by order where the row is whole."""
    best = max(head, key=lambda c: min(c.end, cell.end) - max(c.start, cell.start), default=None)
    if best is not None and min(best.end, cell.end) > max(best.start, cell.start):
        return best
    if len(values) != columns or not head or columns % len(head):
        return None
    return head[order * len(head) // columns] if len(head) > 1 or _centred(head[0], values) else None


def _centred(head: Cell, values: Row) -> bool:
    """Say whether a lone header names the time of all columns: it stands between the first and the last."""
    middle = (head.start + head.end) / 2
    return bool(_SPAN.search(head.text)) and values[0].start < middle < values[-1].end


def _unwrapped(written: list[str]) -> list[str]:
    """Drop the rules and page numbers that tables draw with characters."""
    return [line for line in written if re.search(r"[^\W_]", line)]
