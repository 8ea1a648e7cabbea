"""The main text of a page by trafilatura, as lines."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .prose import Line, LineKind

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

_KINDS: dict[str, LineKind] = {"head": "heading", "item": "item", "row": "row"}
_BLOCKS = ("head", "p", "list", "table", "quote", "item", "div", "code", "ab")


def main_lines(tree: HtmlElement) -> list[Line]:
    """Return the lines that trafilatura holds for the page's own text; none where it finds no such text."""
    from trafilatura import bare_extraction

    # It warns about each page without a main text; our answer says so itself.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = bare_extraction(tree, include_comments=False, include_formatting=False)
    body = getattr(found, "body", None)
    return list(_lines(body)) if body is not None else []


def _lines(element: _Element) -> Iterator[Line]:
    """Walk trafilatura's tree (paragraphs, heads, lists, tables, quotes) in reading order."""
    inline: list[str] = [element.text or ""]
    for child in element:
        if child.tag == "row":
            yield from _row(child)
        elif child.tag in _BLOCKS:
            yield from _flush(inline, element.tag)
            yield from _lines(child)
        elif child.tag == "lb":
            yield from _flush(inline, element.tag)
        else:
            inline.append(_text(child))
        inline.append(child.tail or "")
    yield from _flush(inline, element.tag)


def _flush(inline: list[str], tag: object) -> Iterator[Line]:
    text = "".join(inline)
    inline.clear()
    if text.strip():
        yield Line(text, _KINDS.get(str(tag), "paragraph"))


def _row(row: _Element) -> Iterator[Line]:
    cells = [" ".join(_text(cell).split()) for cell in row]
    if any(cells):
        yield Line(" | ".join(cells), "row")


def _text(element: _Element) -> str:
    return "".join(str(text) for text in element.itertext())
