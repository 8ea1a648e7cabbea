"""Read a filing: HTML with inline XBRL or old plain text in, text good to quote with its items out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from ..errors import UnreadableDocument
from ..evidence import Section
from . import hypertext, plain
from .blocks import Block, lay_out, tidy
from .event_dates import event_date
from .inline_xbrl import Cover, InlineFact, read_inline
from .item_names import family_of, numbering
from .items import Item, items, sections, whole_headings

_MARKUP = re.compile(r"<(?:html|body|div|p|font|span|td|tr)[\s>]", re.IGNORECASE)
_WRAPPED = re.compile(r"<TEXT>(.*?)(?:</TEXT>|\Z)", re.IGNORECASE | re.DOTALL)
_TYPE = re.compile(r"<TYPE>([^\s<]+)", re.IGNORECASE)
_FORM = re.compile(r"\bform\s+(10-?[kq](?:sb)?|8-?k|20-?f|40-?f|6-?k)(?:/a)?\b", re.IGNORECASE)
_CLOSING = re.compile(r"</(?:html|body|TEXT|DOCUMENT)>", re.IGNORECASE)
_TAGS = re.compile(r"(?is)<(script|style)\b.*?</\1\s*>|<[^>]{0,5000}>")
_LEAST = 40


@dataclass(frozen=True)
class Filing:
    """One document of a filing as text that can be quoted, with what its own words say of it."""

    text: str
    sections: tuple[Section, ...] = ()
    form: str = ""
    items: tuple[str, ...] = ()
    event_date: date | None = None
    cover: Cover = field(default_factory=Cover)
    facts: tuple[InlineFact, ...] = ()
    cut: bool = False


def decode(body: bytes) -> str:
    """Return the characters of an EDGAR document: UTF-8 where it is that, else the Windows code page of
    its age.
    """
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # A file cut in the middle of a character is still UTF-8; old filings are cp1252 throughout.
        cut = error.start >= len(body) - 3
        return body.decode("utf-8-sig", "ignore") if cut else body.decode("cp1252", "replace")


def read_filing(body: bytes | str, *, form: str = "") -> Filing:
    """Read one document of a filing, or raise UnreadableDocument where it holds no text."""
    markup = decode(body) if isinstance(body, bytes) else body
    form = form or _typed(markup)
    markup = _unwrapped(markup)
    marked_up = _MARKUP.search(markup[:20_000]) is not None
    tree = hypertext.parse(markup) if marked_up else None
    listed = tidy(hypertext.blocks(tree)) if tree is not None else tidy(plain.blocks(markup))
    if tree is not None and _length(listed) < _LEAST:
        # Markup that no parser follows (tags nested without end) still holds its words.
        listed = tidy(plain.blocks(_TAGS.sub(" ", markup)))
    if _length(listed) < _LEAST:
        raise UnreadableDocument(
            "The filing holds no text: it may be a scan or a drawing. Its other documents may be read."
        )
    listed = whole_headings(listed)
    text, spans = lay_out(listed)
    form = form or _named(text)
    found = _numbered(items(text, listed, spans, form))
    cover, facts = read_inline(tree) if tree is not None else (Cover(), ())
    return Filing(
        text=text,
        sections=sections(found, listed, spans),
        form=form,
        items=_codes(found, form),
        event_date=event_date(text) if family_of(form) == "8-K" else None,
        cover=cover,
        facts=facts,
        cut=marked_up and _CLOSING.search(markup[-2000:]) is None,
    )


def _length(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _typed(markup: str) -> str:
    found = _TYPE.search(markup[:5000])
    return found[1].upper() if found else ""


def _unwrapped(markup: str) -> str:
    """Return the words inside <TEXT> where a document stands in its submission's wrapping."""
    if "<TEXT>" not in markup[:20_000].upper():
        return markup
    found = _WRAPPED.search(markup)
    return found[1] if found else markup


def _named(text: str) -> str:
    """Return the form that the cover names, where nobody told it."""
    found = _FORM.search(text[:4000])
    if found is None:
        return ""
    plain = found[1].upper().replace("-", "")
    return re.sub(r"^(10|8|20|40|6)", r"\1-", plain)


def _numbered(found: list[Item]) -> list[Item]:
    """Keep one numbering: where the items of an 8-K are of the new one, a bare 'Item 5' is of another
    form.
    """
    new = [item for item in found if numbering(item.code)]
    return new or found


def _codes(found: list[Item], form: str) -> tuple[str, ...]:
    """Return the codes of the items that say something, in order, each once."""
    if family_of(form) != "8-K":
        return ()
    told = [code for item in found if not item.empty for code in (item.code, *item.others)]
    return tuple(dict.fromkeys(told))


__all__ = ["Block", "Filing", "decode", "read_filing"]
