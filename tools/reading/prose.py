"""Lines of a page or file become one text with named sections, once for every format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ..evidence import Section
from .hygiene import one_line

LineKind = Literal["heading", "paragraph", "item", "row"]
_TIGHT = ("item", "row")
_LONG_HEADING = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One line as a reader sees it; a table row has its cells joined by ' | '."""

    text: str
    kind: LineKind = "paragraph"


def laid_out(lines: Iterable[Line]) -> tuple[str, tuple[Section, ...]]:
    """Return the text of `lines`, blank lines between paragraphs, and a section for each heading's span."""
    parts: list[str] = []
    headings: list[tuple[str, int]] = []
    length, previous = 0, None
    for line in _clean(lines):
        gap = "" if previous is None else "\n" if line.kind == previous and line.kind in _TIGHT else "\n\n"
        shown = f"- {line.text}" if line.kind == "item" else line.text
        if line.kind == "heading" and len(line.text) <= _LONG_HEADING:
            headings.append((line.text, length + len(gap)))
        parts += [gap, shown]
        length += len(gap) + len(shown)
        previous = line.kind
    text = "".join(parts)
    return text, tuple(_sections(headings, text))


def _clean(lines: Iterable[Line]) -> Iterable[Line]:
    last = ""
    for line in lines:
        text = one_line(line.text)
        # A heading said twice in a row is one heading (a hidden twin for phones).
        if any(map(str.isalnum, text)) and not (line.kind == "heading" and text == last):
            yield Line(text, line.kind)
            last = text


def _sections(headings: list[tuple[str, int]], text: str) -> Iterable[Section]:
    ends = [*(start for _, start in headings[1:]), len(text)][: len(headings)]
    for (name, start), end in zip(headings, ends, strict=True):
        yield Section(name=name, start=start, end=start + len(text[start:end].rstrip()))
