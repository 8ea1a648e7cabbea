"""What the user gives: text, a file, or a page they name. It stays private."""

from __future__ import annotations

import re
from datetime import datetime

from ..errors import InvalidInput, UnreadableDocument
from ..evidence import Document, content_id, document_id, slug, utc
from ..reading.dates import plain_day
from ..reading.files import FileText, is_html, read_file
from ..reading.pages import read_page
from ..web import Response


def provided(
    account_id: str, *, title: str = "", text: str = "", body: bytes = b"", name: str = "", url: str = "",
    published: str = "", kind: str = "note", now: datetime,
) -> Document:  # fmt: skip
    """Return what the user gave (`text`, or the `body` of the file `name`) as a private Document.

    Its address is made of its title and content: giving the same thing twice is giving it once.
    """
    if not (text.strip() or body):
        raise InvalidInput(
            "Nothing to add: give text, a file (PDF, DOCX, HTML, VTT, SRT, Markdown, text) or a URL."
        )
    if body and url and is_html(body):
        return _page(account_id, Response(url, url, 200, {}, body, now), title, published, kind)
    found = read_file(name or "text.md" if body else "text.txt", body or text.encode("utf-8", "replace"))
    return _document(account_id, found, title, url, published, kind, now)


def _page(account_id: str, response: Response, title: str, published: str, kind: str) -> Document:
    """Return a page that the user named, with its own title and date where none is given."""
    document = read_page(response, account_id, "provided", kind or "note")
    update: dict[str, object] = {"private": True, "title": title.strip() or document.title}
    if published:
        update |= {"published": day(published), "published_from": "user"}
    return document.model_copy(update=update)


def _document(
    account_id: str, found: FileText, title: str, url: str, published: str, kind: str, now: datetime
) -> Document:
    if not found.text:
        raise UnreadableDocument("the text holds nothing that can be seen")
    shown = title.strip() or _title(found)
    address = url or f"provided:{slug(shown)[:60]}-{content_id(found.text)[:8]}"
    return Document(
        id=document_id(account_id, address, found.text), account=account_id, url=address, kind=kind or "note",
        title=shown, text=found.text, published=day(published) if published else None,
        published_from="user" if published else None, read=utc(now), language=found.language,
        source="provided",
        sections=found.sections, private=True,
    )  # fmt: skip


def _title(found: FileText) -> str:
    """Return the title of the file, or the first words of a text that has none."""
    if found.title != "text":
        return found.title
    first = found.text.split("\n", 1)[0]
    return first if len(first) <= 80 else first[:77].rsplit(" ", 1)[0] + "…"


def day(published: str) -> str:
    """Return a date as the user wrote it (year, month or day), or raise InvalidInput with what can be."""
    plain = published.strip()
    if re.fullmatch(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?", plain):
        return plain
    found = plain_day(plain)
    if found is None:
        raise InvalidInput(f"{published!r} is no date: write 2026-03-12, 2026-03 or 2026.")
    return found.isoformat()
