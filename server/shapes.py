"""Shapes of answers that are no nouns of everyone."""

from __future__ import annotations

from pydantic import Field

from ..tools.evidence import Document, Noun
from .app import Listed

PAGE = 20_000
"""Characters of a document that one call shows where the caller does not say."""
LARGEST_PAGE = 60_000

WITHIN = " › "
"""What joins the name of a section within another to that other's; the outer ones are the way around."""


class Accounts(Noun):
    """The accounts that are followed."""

    accounts: tuple[Listed, ...]


class Extract(Document):
    """A Document of which `text` holds only the characters from `offset` on; `next` is where to go on.

    Its sections are the outer ones, and all those that the part touches.
    """

    offset: int = Field(0, ge=0, description="Where `text` starts within the whole document")
    total: int = Field(ge=0, description="Length of the whole document in characters")
    next: int | None = Field(None, description="The offset that shows what follows; null at the end")


def extract(document: Document, offset: int, limit: int) -> Extract:
    """Return `limit` characters of `document` from `offset` on, exactly, so that a quote's offsets hold."""
    total = len(document.text)
    start = min(max(offset, 0), total)
    end = min(start + (min(limit, LARGEST_PAGE) if limit > 0 else PAGE), total)
    fields = {name: getattr(document, name) for name in Document.model_fields}
    fields["text"] = document.text[start:end]
    fields["sections"] = tuple(
        section for section in document.sections
        if WITHIN not in section.name or (section.start < end and start < section.end)
    )  # fmt: skip
    return Extract(**fields, offset=start, total=total, next=end if end < total else None)
