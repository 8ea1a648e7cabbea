"""HTML of a filing as blocks: inline tags melt into their sentences, tables become rows, page breaks are
kept apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .blocks import BREAK, Block
from .tables import Cell, Row, lines

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS = frozenset(
    (
        *(
            "p",
            "div",
            "li",
            "ul",
            "ol",
            "dl",
            "dt",
            "dd",
            "tr",
            "td",
            "th",
            "table",
            "thead",
            "tbody",
            "tfoot",
        ),
        *("center", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "section", "article", "header", "footer"),
        *("blockquote", "body", "html", "form", "address", "caption", "pre", "page"),
    )
)
_SKIPPED = frozenset(
    (
        "head",
        "script",
        "style",
        "title",
        "noscript",
        "ix:header",
        "ix:hidden",
        "ix:references",
        "ix:resources",
    )
)
_STRONG = frozenset(["b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "u", "th"])
_BOLD = re.compile(
    r"font-weight\s*:\s*(bold\w*|[6-9]00)|text-decoration\s*:[^;]*underline|font\s*:\s*bold", re.IGNORECASE
)
_LIGHT = re.compile(r"font-weight\s*:\s*(normal|[1-5]00)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BREAK_BEFORE = re.compile(r"(?:page-)?break-before\s*:\s*(?:always|page)", re.IGNORECASE)
_BREAK_AFTER = re.compile(r"(?:page-)?break-after\s*:\s*(?:always|page)", re.IGNORECASE)
_APART = re.compile(r"padding-left|margin-left", re.IGNORECASE)
_SPACE = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0e-\x1f\x7f]|[\U000e0000-\U000e007f]"
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_LONG_CELL = 900
_WIDEST = 300
LINE = "\n"
Piece = tuple[str, bool, bool]
"""Inline text, whether it is strong, whether it is a link within the page."""


def parse(markup: str) -> HtmlElement | None:
    """Return the tree of any HTML, however broken, or None where there is none."""
    from lxml import html

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    body = _DECLARATION.sub("", markup, count=1).encode("utf-8", "replace")
    if not body.strip():
        return None
    tree: HtmlElement = html.document_fromstring(body, parser=parser, ensure_head_body=True)
    return tree


def clean(text: str) -> str:
    """Return `text` with one space for each run of white space and nothing invisible in it."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip()


def blocks(tree: HtmlElement) -> Iterator[Block]:
    """Yield the blocks of the tree in reading order."""
    tables = 0
    for block in _walk(tree):
        if isinstance(block, Block):
            yield block
        else:
            tables += 1
            for line in lines(block):
                yield Block(line, "row", table=tables)


class _Paragraph:
    """Collects pieces of inline text until a block boundary."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []

    def add(self, text: str | None, strong: bool, link: bool) -> None:
        if text:
            self.pieces.append((text, strong, link))

    def flush(self) -> Iterator[Block]:
        """Yield what was collected: a double line break parts paragraphs, a single one parts heading from
        text.
        """
        if not self.pieces:
            return
        pieces, self.pieces = self.pieces, []
        run: list[Piece] = []
        last: Piece | None = None
        for piece, following in zip(pieces, _following(pieces), strict=True):
            if piece[0] == LINE and last and following and (following[0] == LINE or following[1] != last[1]):
                yield from _block(run)
                run, last = [], None
                continue
            run.append(piece)
            last = piece if piece[0].strip() else last
        yield from _block(run)


def _following(pieces: list[Piece]) -> list[Piece | None]:
    """Return for each piece the next one that holds words or breaks the line."""
    found: list[Piece | None] = []
    after: Piece | None = None
    for piece in reversed(pieces):
        found.append(after)
        after = piece if piece[0].strip() or piece[0] == LINE else after
    return found[::-1]


def _block(run: list[Piece]) -> Iterator[Block]:
    text = clean("".join(piece[0] for piece in run))
    if text:
        told = [piece for piece in run if re.search(r"\w", piece[0])]
        strong = bool(told) and all(piece[1] for piece in told)
        yield Block(text, strong=strong, link=bool(told) and all(piece[2] for piece in told))


def _strong(element: Any, style: str, inherited: bool) -> bool:
    if element.tag in _STRONG or (style and _BOLD.search(style)):
        return True
    return False if style and _LIGHT.search(style) else inherited


def _walk(root: HtmlElement) -> Iterator[Block | list[Row]]:
    """Yield paragraphs and tables below `root`, without recursion: broken filings nest thousands deep."""
    from lxml import etree

    paragraph = _Paragraph()
    strong, link = [False], [False]
    walker = etree.iterwalk(root, events=("start", "end"))
    skipped: Any = None
    for event, element in walker:
        tag = element.tag
        if event == "end":
            if element is skipped:
                skipped = None
            else:
                strong.pop()
                link.pop()
                yield from _leave(element, tag, paragraph)
            if element is not root:
                paragraph.add(element.tail, strong[-1], link[-1])
            continue
        style = element.get("style") or ""
        if not isinstance(tag, str) or tag in _SKIPPED or (style and _HIDDEN.search(style)):
            walker.skip_subtree()
            skipped = element
            continue
        if tag == "table" and element is not root:
            rows = _rows(element)
            if rows is not None:
                yield from paragraph.flush()
                yield rows
                walker.skip_subtree()
                skipped = element
                continue
        strong.append(_strong(element, style, strong[-1]))
        link.append(link[-1] or (tag == "a" and (element.get("href") or "").startswith("#")))
        yield from _enter(element, tag, style, paragraph, (strong[-1], link[-1]))
    yield from paragraph.flush()


def _enter(
    element: Any, tag: str, style: str, paragraph: _Paragraph, state: tuple[bool, bool]
) -> Iterator[Block]:
    text = element.text
    if tag == "br":
        paragraph.add(LINE, *state)
    elif tag in _BLOCKS:
        yield from paragraph.flush()
        if tag in ("hr", "page") or (style and _BREAK_BEFORE.search(style)):
            yield BREAK
        if tag == "li":
            paragraph.add("• ", *state)
    elif style and paragraph.pieces and _APART.search(style):
        paragraph.add(" ", *state)
    if tag == "sup" and text and text.strip().isdigit():
        text = f" ({text.strip()})"
    paragraph.add(text.replace("\n", " ") if text else None, *state)


def _leave(element: Any, tag: str, paragraph: _Paragraph) -> Iterator[Block]:
    if tag in _BLOCKS:
        yield from paragraph.flush()
        style = element.get("style")
        if style and _BREAK_AFTER.search(style):
            yield BREAK
    if element.tail:
        element.tail = element.tail.replace("\n", " ")


def _rows(table: HtmlElement) -> list[Row] | None:
    """Return the cells of a table, or None where the table only lays out paragraphs."""
    if next(table.iterdescendants("table"), None) is not None:
        return None
    rows: list[Row] = []
    hanging: dict[int, int] = {}
    for line in table.iterdescendants("tr"):
        row = _row(line, hanging)
        if row is None:
            return None
        rows.append(row)
    return rows


def _row(line: HtmlElement, hanging: dict[int, int]) -> Row | None:
    row: Row = []
    column = 0
    for cell in line.iterchildren("td", "th"):
        while column < _WIDEST and hanging.get(column, 0) > 0:
            hanging[column] -= 1
            column += 1
        width, height = _span(cell, "colspan"), _span(cell, "rowspan")
        if height > 1:
            hanging.update({column + offset: height - 1 for offset in range(width)})
        if len(cell) or (cell.text and cell.text.strip()):
            told = [block for block in _walk(cell) if isinstance(block, Block) and block.text]
            text = " ".join(block.text for block in told)
            if len(told) > 3 and len(text) > _LONG_CELL:
                return None
            if text:
                strong = all(block.strong for block in told)
                row.append(Cell(column, column + width, text, strong, any(b.link for b in told)))
        column += width
    return row


def _span(cell: HtmlElement, name: str) -> int:
    found = re.match(r"\s*(\d{1,3})", cell.get(name) or "")
    return max(1, min(int(found.group(1)), 100)) if found else 1
