"""Whatever a URL answers, as one Document: a filing by its items, a submission by its parts, or a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from ..errors import UnreadableDocument
from ..evidence import Document, Section, document_id, utc
from ..filings.filing import Filing, decode, read_filing
from ..filings.submission import is_submission, parts, read_header
from ..web import Response
from .pages import read_page

_ARCHIVE = re.compile(r"https?://www\.sec\.gov/Archives/edgar/data/.+\.(?:html?|txt)$", re.IGNORECASE)
_INDEX = re.compile(r"-index(?:-headers)?\.html?$", re.IGNORECASE)


def read_response(response: Response, account_id: str) -> Document:
    """Return the Document that `response` holds, or raise UnreadableDocument with the reason."""
    if _ARCHIVE.match(response.url) and not _INDEX.search(response.url):
        return _filing(response, account_id)
    return read_page(response, account_id, "website")


def _filing(response: Response, account_id: str) -> Document:
    words = decode(response.body)
    whole = is_submission(words)
    header = read_header(words) if whole else None
    read = list(_readable(words)) if whole else []
    read = read or [("", read_filing(words))]
    main = read[0][1]
    form = (header and header.form) or main.form or None
    text = "\n\n".join(filing.text for _, filing in read)
    named = [main.cover.registrant or (header and header.company), form, header and header.filed]
    return Document(
        id=document_id(account_id, response.url, text),
        account=account_id,
        url=response.url,
        kind="filing",
        title=", ".join(word for word in named if word) or response.url.rpartition("/")[2],
        text=text,
        published=header.filed if header else None,
        published_from="filing" if header and header.filed else None,
        read=utc(response.moment),
        language="en",
        source="filings",
        sections=tuple(_sections(read)),
        form=form,
        accession=header.accession if header else None,
        items=main.items,
        event_date=main.event_date.isoformat() if main.event_date else None,
    )


def _readable(submission: str) -> Iterator[tuple[str, Filing]]:
    """Yield the parts that hold words: a submission carries drawings and schedules without any, too."""
    for part in parts(submission):
        with suppress(UnreadableDocument):
            yield part.form, read_filing(part.body, form=part.form)


def _sections(read: list[tuple[str, Filing]]) -> Iterator[Section]:
    """Yield the sections of every part, moved to where the part stands; a part without any is one itself."""
    at = 0
    for form, filing in read:
        own = filing.sections or (Section(name=form or "document", start=0, end=len(filing.text)),)
        for section in own:
            name = section.name if filing is read[0][1] else f"{form}: {section.name}"
            yield Section(name=name, start=section.start + at, end=section.end + at)
        at += len(filing.text) + 2
