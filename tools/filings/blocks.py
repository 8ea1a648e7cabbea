"""Blocks: a filing as the lines that a person sees, before it becomes text.

HTML and old plain text both become blocks; what follows (page furniture, joined sentences, headings) is
decided here once for both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

BlockKind = Literal["text", "row", "break"]

_PAGE_NUMBER = re.compile(
    r"^(?:page\s+)?[-–—|\s]*(?:\d{1,4}|[ivxl]{1,7}|[A-Z]{1,2}-\d{1,3})[-–—|\s]*(?:of\s+\d{1,4})?$",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"^(?:\(?table of contents\)?|back to contents|\(?continued\)?|<page>)$", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_OPEN_END = re.compile(r"(?:[,;a-z0-9%)’'–—-]|\b(?:Inc|Corp|Co|Ltd|No|U\.S|Mr|Ms|Dr)\.)$")
_CONTINUES = re.compile(r"^[a-z(]")
_DANGLING = re.compile(r"(?:,|\b(?:and|or|of|the|to|in|for|with|by|our|a|an|its|as|at|on|from|that))$")


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a filing: a paragraph, a heading (`strong`), a table row, or the place of a page break."""

    text: str
    kind: BlockKind = "text"
    strong: bool = False
    link: bool = False
    table: int = 0


BREAK = Block("", "break")


def tidy(blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks without page furniture and with the sentences that a page break cut made whole."""
    listed = list(blocks)
    return _joined(_without_furniture(listed, _running(listed)))


def _shape(text: str) -> str:
    return _DIGITS.sub("#", text.casefold()).strip()


def _running(blocks: list[Block]) -> frozenset[str]:
    """Find headers and footers: short lines that stand beside page breaks again and again."""
    near = {
        place
        for at, block in enumerate(blocks)
        if block.kind == "break"
        for place in range(max(0, at - 3), min(len(blocks), at + 4))
    }
    seen = Counter(_shape(blocks[at].text) for at in near if 0 < len(blocks[at].text) < 120)
    return frozenset(shape for shape, count in seen.items() if count >= 4)


def _near_break(blocks: list[Block], at: int) -> bool:
    return any(item.kind == "break" for item in blocks[max(0, at - 3) : at + 4])


def _is_furniture(blocks: list[Block], at: int, running: frozenset[str]) -> bool:
    block = blocks[at]
    if block.kind != "break" and not re.search(r"[^\W_]|[•☐☒☑✓✔]", block.text):
        return True
    if _FURNITURE.match(block.text) or (block.kind == "text" and _PAGE_NUMBER.match(block.text)):
        return True
    return len(block.text) < 120 and _shape(block.text) in running and _near_break(blocks, at)


def _without_furniture(blocks: list[Block], running: frozenset[str]) -> list[Block]:
    return [block for at, block in enumerate(blocks) if not _is_furniture(blocks, at, running)]


def _continues(first: Block, second: Block, broken: bool) -> bool:
    """Say whether `second` is the rest of the sentence that `first` began."""
    if first.kind != "text" or second.kind != "text" or first.strong or second.strong or len(first.text) < 40:
        return False
    if not _CONTINUES.match(second.text):
        return broken and bool(_DANGLING.search(first.text)) and not second.text.startswith("•")
    if re.match(r"^\(?[a-z0-9ivx]{1,4}[).]\s", second.text):
        return False
    return bool(_OPEN_END.search(first.text)) and (broken or bool(re.match("[a-z]", second.text)))


def _joined(blocks: list[Block]) -> list[Block]:
    """Join what page breaks and empty lines cut in the middle of a sentence."""
    kept: list[Block] = []
    broken = False
    for block in blocks:
        if block.kind == "break":
            broken = True
            continue
        if kept and _continues(kept[-1], block, broken):
            kept[-1] = replace(kept[-1], text=f"{kept[-1].text} {block.text}")
        else:
            kept.append(block)
        broken = False
    return kept


def lay_out(blocks: list[Block]) -> tuple[str, list[tuple[int, int]]]:
    """Return the text and the offsets of each block: rows of one table on following lines, else an empty
    line.
    """
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    at = 0
    for number, block in enumerate(blocks):
        if number:
            together = block.table and block.table == blocks[number - 1].table
            gap = "\n" if together else "\n\n"
            parts.append(gap)
            at += len(gap)
        parts.append(block.text)
        spans.append((at, at + len(block.text)))
        at += len(block.text)
    return "".join(parts), spans
