"""Items: the headings that EDGAR forms prescribe, found in the text of a filing and never in its table of
contents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..evidence import Section
from .blocks import Block
from .item_names import PARTED, family_of, numbering, title_of

_HEADING = re.compile(
    r"^(?:(?P<part>part\s+[ivx]{1,3})\b[\s.,:;–—-]*)?"
    r"items?\s*(?P<code>\d{1,2}(?:\.\d{2}|\s?[a-k](?![a-z]))?)(?!\d)(?P<more>(?:[\s,&]*(?:and\s*)?\([a-z0-9]{1,3}\))*)"
    r"(?P<others>(?:(?:\s*(?:,|and|&|;|/)\s*)+(?:items?\s*)?\d{1,2}\.\d{2}(?:\s*\([a-z0-9]{1,3}\))*)*)"
    r"\s*(?P<mark>[.:;,|–—-]*)\s*(?P<title>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_BARE = re.compile(r"^item\s*\d{1,2}(?:\.\d{2}|[a-k])?[.:]?$", re.IGNORECASE)
_PART = re.compile(r"^part\s+(?P<part>[ivx]{1,3})\b[\s.,:;–—-]*(?P<title>.{0,60})$", re.IGNORECASE)
_CODE = re.compile(r"\d{1,2}\.\d{2}")
_EMPTY = re.compile(
    r"^\W*(?:not applicable|n/?a|none|no response|not required|omitted|inapplicable|no events? to report)\b"
    r".{0,40}$",
    re.IGNORECASE | re.DOTALL,
)
_REFERENCE = re.compile(
    r"^(?:of|in|above|below|and|or|to|as|is|was|for|under|hereof|from|on|contains?|with|by|shall|should|through|are|which|entitled|captioned)\b|^[”\"']",
    re.IGNORECASE,
)
_CONTENTS_LINE = re.compile(r"(?:\.{3,}|\s\|\s?|\s{2,}|\s)(?:\d{1,3}|[ivx]+|[A-Z]-\d+)$")
_SIGNATURES = re.compile(r"^signatures?\b.{0,3}$", re.IGNORECASE)
_STATEMENTS = re.compile(
    r"^(?:reports? of independent registered|management[’'`]s report on internal|"
    r"index to (?:the )?(?:consolidated )?financial|consolidated (?:balance sheets?|statements? of))",
    re.IGNORECASE,
)
_LONGEST_TITLE = 260
_LONGEST_SUBHEADING = 100


@dataclass(frozen=True, slots=True)
class Heading:
    """An item heading: where it stands, its item code ('1A', '5.02'), further codes, and its title."""

    block: int
    code: str
    title: str
    part: str | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a filing and the span of its text."""

    code: str
    name: str
    start: int
    end: int
    empty: bool
    part: str | None = None
    others: tuple[str, ...] = ()


def headings(blocks: Sequence[Block], form: str) -> list[Heading]:
    """Return the item headings of a filing in order, those of the table of contents left out."""
    found: list[Heading] = []
    part: str | None = None
    for at, block in enumerate(blocks):
        if len(block.text) > 1200:
            continue
        parted = _PART.match(block.text)
        if parted and len(block.text) < 70:
            part = f"Part {parted['part'].upper()}"
        heading = _heading(block, at, form, part)
        if heading is None:
            continue
        part = heading.part or part
        title = heading.title or _next_title(blocks, at)
        found.append(replace(heading, part=part if family_of(form) in PARTED else None, title=title))
    return _without_contents(found, blocks)


def _heading(block: Block, at: int, form: str, part: str | None) -> Heading | None:
    match = _HEADING.match(block.text)
    if match is None:
        return None
    code, title = match["code"].replace(" ", "").upper(), match["title"].strip(" .|:–—-")
    own = f"Part {match['part'].split()[1].upper()}" if match["part"] else None
    known = title_of(form, code, own or part)
    if known is None or not _plausible(block, title, match, known):
        return None
    return Heading(at, code, _short_title(match["title"]), own, tuple(_CODE.findall(match["others"] or "")))


def _short_title(title: str) -> str:
    """Return the title without the text that runs on behind it on the same line."""
    title = title.strip(" |:–—-")
    if len(title) > 90 and re.search(r"[.:]\s+[A-Z“\"]", title):
        title = re.split(r"[.:]\s+(?=[A-Z“\"])", title, maxsplit=1)[0]
    return title.strip(" .:–—-|")[:_LONGEST_TITLE]


def _plausible(block: Block, title: str, match: re.Match[str], known: str) -> bool:
    """Say whether a line that begins with 'Item 5' heads that item, rather than speaks of it."""
    if _REFERENCE.match(title):
        return False
    if _similar(title, known):
        return True
    if len(block.text) > _LONGEST_TITLE:
        return bool(match["mark"]) and block.text[:4].isupper()
    if numbering(match["code"]):
        return True
    return block.strong or not title or block.text[:4] == "ITEM" or bool(match["mark"])


def _similar(title: str, known: str) -> bool:
    """Say whether a title begins as the form prescribes."""
    wanted, given = re.findall(r"[a-z]+", known.lower())[:2], re.findall(r"[a-z]+", title.lower())[:4]
    return bool(wanted) and all(word in given for word in wanted)


def whole_headings(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with 'Item 1.' and the title on the line below it made one line."""
    made: list[Block] = []
    for block in blocks:
        if made and _BARE.match(made[-1].text) and block.text == _next_title([made[-1], block], 0):
            made[-1] = replace(made[-1], text=f"{made[-1].text.rstrip(' .')}. {block.text}", strong=True)
        else:
            made.append(block)
    return made


def _next_title(blocks: Sequence[Block], at: int) -> str:
    """Return the title that stands on a line of its own below 'Item 1.'"""
    if at + 1 >= len(blocks):
        return ""
    below = blocks[at + 1]
    short = len(below.text) < 160 and below.kind == "text" and not _HEADING.match(below.text)
    return below.text.strip(" .") if short and (below.strong or below.text.isupper()) else ""


def _without_contents(found: list[Heading], blocks: Sequence[Block]) -> list[Heading]:
    """Drop headings that stand close together and come again later with their text, and lines with page
    numbers.
    """
    later = {id(item): any(_same(item, other) for other in found[at + 1 :]) for at, item in enumerate(found)}
    bodies = [_body(found, at, blocks) for at in range(len(found))]
    return [
        item
        for at, item in enumerate(found)
        if not (
            later[id(item)]
            and (bodies[at] < 60 and _crowded(bodies, at) or _CONTENTS_LINE.search(blocks[item.block].text))
        )
    ]


def _same(one: Heading, other: Heading) -> bool:
    return one.code == other.code and (one.part == other.part or one.part is None or other.part is None)


def _body(found: list[Heading], at: int, blocks: Sequence[Block]) -> int:
    end = found[at + 1].block if at + 1 < len(found) else len(blocks)
    return sum(len(block.text) for block in blocks[found[at].block + 1 : end] if not _PART.match(block.text))


def _crowded(bodies: list[int], at: int) -> bool:
    near = bodies[max(0, at - 2) : at + 3]
    return len(near) < 3 or sum(body < 60 for body in near) >= 2


def items(text: str, blocks: Sequence[Block], spans: Sequence[tuple[int, int]], form: str) -> list[Item]:
    """Return the items of a filing with their spans: each ends where the next begins, the last at the
    signatures.
    """
    found = headings(blocks, form)
    stop = _signatures(blocks, found)
    listed: list[Item] = []
    for at, heading in enumerate(found):
        last = found[at + 1].block if at + 1 < len(found) else stop
        start, end = spans[heading.block][0], spans[last - 1][1]
        body = text[spans[heading.block][1] : end]
        whole = blocks[heading.block].text
        beyond = whole[whole.find(heading.title) + len(heading.title) :] if heading.title else ""
        listed.append(
            Item(
                heading.code,
                _name(heading, form),
                start,
                end,
                bool(_EMPTY.match(beyond + body)),
                heading.part,
                heading.others,
            )
        )
    return _with_statements(_continued(listed), blocks, spans, form)


def _continued(listed: list[Item]) -> list[Item]:
    """Join an item that a heading 'Item 7 (continued)' cut in two."""
    joined: list[Item] = []
    for item in listed:
        if (
            joined
            and joined[-1].code == item.code
            and joined[-1].part == item.part
            and not numbering(item.code)
        ):
            joined[-1] = replace(joined[-1], end=item.end, empty=joined[-1].empty and item.empty)
        else:
            joined.append(item)
    return joined


def _with_statements(
    listed: list[Item], blocks: Sequence[Block], spans: Sequence[tuple[int, int]], form: str
) -> list[Item]:
    """Part the financial statements from the items at whose end many annual reports put them."""
    if family_of(form) != "10-K":
        return listed
    made: list[Item] = []
    for item in listed:
        inside = item.code in ("15", "16")
        at = next(
            (
                span[0]
                for block, span in zip(blocks, spans, strict=True)
                if inside
                and item.start < span[0] < item.end
                and block.strong
                and _STATEMENTS.match(block.text)
            ),
            None,
        )
        made.append(item if at is None else replace(item, end=at))
        if at is not None:
            made.append(Item("", "Financial Statements", at, item.end, False))
    return made


def _signatures(blocks: Sequence[Block], found: list[Heading]) -> int:
    after = found[-1].block + 1 if found else 0
    return next((at for at in range(after, len(blocks)) if _SIGNATURES.match(blocks[at].text)), len(blocks))


def _name(heading: Heading, form: str) -> str:
    title = heading.title
    if not title or len(title) > 200 or title.lower().startswith(("continued", "(continued")):
        title = title_of(form, heading.code, heading.part) or ""
    said = title.title() if title.isupper() else title
    head = f"Item {heading.code}." if "." not in heading.code else f"Item {heading.code}"
    behind = f" ({heading.part})" if heading.part else ""
    return f"{head} {said}".strip() + behind


def sections(
    listed: Sequence[Item], blocks: Sequence[Block], spans: Sequence[tuple[int, int]]
) -> tuple[Section, ...]:
    """Return a Section for each item, each followed by those of the headings inside it."""
    made: list[Section] = []
    for item in listed:
        made.append(Section(name=item.name, start=item.start, end=item.end))
        made += _subsections(item, blocks, spans)
    return tuple(made) if made else tuple(_subsections(None, blocks, spans))


def _subsections(
    item: Item | None, blocks: Sequence[Block], spans: Sequence[tuple[int, int]]
) -> list[Section]:
    start, end = (item.start, item.end) if item else (0, spans[-1][1] if spans else 0)
    inside = [
        at
        for at, (block, span) in enumerate(zip(blocks, spans, strict=True))
        if span[0] > start and span[1] <= end and is_subheading(block)
    ]
    runs: list[list[int]] = []
    for at in inside:
        if runs and at == runs[-1][-1] + 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    prefix = [item.name] if item else []
    ends = [*(spans[run[0]][0] for run in runs[1:]), end]
    return [
        Section(
            name=" › ".join(prefix + [blocks[at].text.rstrip(":") for at in run[-2:]]),
            start=spans[run[0]][0],
            end=stop,
        )
        for run, stop in zip(runs, ends, strict=False)
    ]


def is_subheading(block: Block) -> bool:
    """Say whether a block is a heading inside an item: strong, short, and no sentence."""
    text = block.text
    return (
        block.strong
        and block.kind == "text"
        and 3 <= len(text) <= _LONGEST_SUBHEADING
        and not text.endswith((".", ",", ";"))
        and bool(re.search(r"[A-Za-z]{3}", text))
        and not text.startswith(("•", "(", "/s/"))
        and not _PART.match(text)
    )
