"""Every answer of the demo world, as a recording of it would hold them."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import escape
from string import Template
from typing import Any
from urllib.parse import unquote, urlsplit

from ...tools.web.archive import Recorded
from .edgar import edgar
from .figures import WORLD, fill

NO_HEADERS: Mapping[str, str] = {}
READ = datetime(2026, 3, 12, 6, 30, tzinfo=UTC)
TYPES = {
    "html": "text/html; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}


def answers() -> Iterator[Recorded]:
    """Yield all answers in a fixed order, read one second after the other on the morning of the demo."""
    everything = [*_pages(), *(_answer(url, kind, body) for url, kind, body in edgar())]
    for second, record in enumerate(everything):
        yield replace(record, moment=READ + timedelta(seconds=second))


def _pages() -> Iterator[Recorded]:
    for row in tomllib.loads((WORLD / "world.toml").read_text("utf-8"))["answers"]:
        if "failure" in row:
            yield Recorded(row["url"], 0, (), b"", READ, failure=row["failure"])
        elif "location" in row:
            moved = _answer(row["url"], "text/html", "", {"Location": row["location"]})
            yield replace(moved, status=301)
        else:
            name = row.get("file") or _file(row["url"])
            kind = row.get("type") or TYPES[name.rsplit(".", 1)[-1]]
            page = _answer(row["url"], kind, _text(name, row), row.get("headers", {}))
            yield replace(page, status=row.get("status", 200))


def _file(url: str) -> str:
    """Return the file that holds the body of `url`: its host, its path, `index.html` for a folder."""
    parts = urlsplit(url)
    path = unquote(parts.path) or "/"
    path += "index.html" if path.endswith("/") else "" if "." in path.rsplit("/", 1)[-1] else ".html"
    return f"{parts.hostname}{path}"


def _text(name: str, row: Mapping[str, Any]) -> str:
    text = fill((WORLD / name).read_text("utf-8"))
    shell = WORLD / name.split("/", 1)[0] / "_shell.html"
    if not name.endswith(".html") or row.get("bare") or not shell.is_file():
        return text
    head, _, main = text.partition("\n---\n")
    meta = dict(line.split(": ", 1) for line in head.splitlines())
    return Template(shell.read_text("utf-8")).substitute(
        url=escape(row["url"]), title=escape(meta["title"]), description=escape(meta["description"]),
        head=_date_head(meta.get("date"), meta["title"]), main=main,
    )  # fmt: skip


def _date_head(day: str | None, title: str) -> str:
    if day is None:
        return ""
    return (
        f'<meta property="article:published_time" content="{day}T08:30:00-05:00">\n'
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", '
        f'"headline": {json.dumps(title)}, "datePublished": "{day}T08:30:00-05:00"}}</script>'
    )


def _answer(url: str, kind: str, body: str, more: Mapping[str, str] = NO_HEADERS) -> Recorded:
    content = body.encode()
    headers = {"Content-Type": kind, "Content-Length": str(len(content)), **more}
    return Recorded(url, 200, tuple(headers.items()), content, READ)
