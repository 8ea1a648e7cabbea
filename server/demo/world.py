"""Every answer of the demo world, as a recording of it would hold them."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from html import escape
from string import Template
from typing import Any
from urllib.parse import unquote, urlsplit

from ...tools.web.archive import Recorded
from .edgar import edgar
from .figures import WORLD, fill

READ = datetime(2026, 3, 12, 6, 30, tzinfo=UTC)
TYPES = {
    "html": "text/html; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}


def answers() -> Iterator[Recorded]:
    """Yield all answers in a fixed order, read one second after the other on the morning of the demo."""
    everything = [*_pages(), *(_recorded(url, 200, kind, body) for url, kind, body in edgar())]
    for second, (url, status, headers, body) in enumerate(everything):
        yield Recorded(url, status, headers, body, READ + timedelta(seconds=second))


Answer = tuple[str, int, tuple[tuple[str, str], ...], bytes]


def _pages() -> Iterator[Answer]:
    for row in tomllib.loads((WORLD / "world.toml").read_text("utf-8"))["answers"]:
        name = row.get("file") or _file(row["url"])
        kind = row.get("type") or TYPES[name.rsplit(".", 1)[-1]]
        body = "" if "location" in row else _text(name, row)
        headers = {"Location": row["location"]} if "location" in row else {}
        yield _recorded(row["url"], row.get("status", 200), kind, body, headers | row.get("headers", {}))


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


def _recorded(url: str, status: int, kind: str, body: str, more: Mapping[str, str] | None = None) -> Answer:
    content = body.encode()
    headers = {"Content-Type": kind, "Content-Length": str(len(content)), **(more or {})}
    return url, status, tuple(headers.items()), content
