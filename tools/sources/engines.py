"""How each news search is asked, and what its answer says: pure functions, one pair an engine."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, quote_plus, urlsplit

from ..errors import UnreadableDocument
from ..reading.dates import plain_day
from ..reading.feed import read_feed
from ..reading.hygiene import one_line
from ..reading.links import without_tracking


@dataclass(frozen=True)
class Headline:
    """What a search says of one story: the words of its headline, who ran it, when, and where."""

    title: str
    url: str
    published: str | None = None
    outlet: str | None = None
    summary: str = ""
    opaque: bool = False
    """The link leads through the engine's own address, and the page behind it cannot be read."""


@dataclass(frozen=True)
class Question:
    """One request to one engine."""

    engine: str
    url: str
    answer: Callable[[bytes, str], list[Headline]]
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "GET"
    content: bytes | None = None


def questions(query: str, key: Callable[[str], str | None]) -> list[Question]:
    """Return what to ask for `query`: the open engines always, the others where the user has a key."""
    words = quote_plus(query)
    asked = [
        Question(
            "Google News", f"https://news.google.com/rss/search?q={words}&hl=en-US&gl=US&ceid=US:en", google
        ),
        Question("Bing News", f"https://www.bing.com/news/search?q={words}&format=rss", bing),
        Question(
            "GDELT",
            f"https://api.gdeltproject.org/api/v2/doc/doc?query={words}&mode=artlist&maxrecords=75"
            "&timespan=3months&sort=datedesc&format=json",
            gdelt,
        ),
    ]
    return asked + _with_keys(query, words, key)


def _with_keys(query: str, words: str, key: Callable[[str], str | None]) -> list[Question]:
    asked = []
    if base := key("searxng"):
        url = f"{base.rstrip('/')}/search?q={words}&categories=news&format=json"
        asked.append(Question("SearXNG", url, searxng))
    if secret := key("brave"):
        url = f"https://api.search.brave.com/res/v1/news/search?q={words}&count=20"
        asked.append(
            Question("Brave", url, brave, {"X-Subscription-Token": secret, "Accept": "application/json"})
        )
    if secret := key("tavily"):
        body = {"query": query, "topic": "news", "max_results": 20}
        asked.append(
            _post(
                "Tavily", "https://api.tavily.com/search", {"Authorization": f"Bearer {secret}"}, body, tavily
            )
        )
    if secret := key("exa"):
        body = {"query": query, "category": "news", "numResults": 20}
        asked.append(_post("Exa", "https://api.exa.ai/search", {"x-api-key": secret}, body, exa))
    return asked


def _post(
    engine: str, url: str, secret: Mapping[str, str], body: Mapping[str, Any],
    answer: Callable[[bytes, str], list[Headline]],
) -> Question:  # fmt: skip
    headers = {**secret, "Content-Type": "application/json"}
    return Question(engine, url, answer, headers, "POST", json.dumps(body).encode())


def google(body: bytes, url: str) -> list[Headline]:
    """Read Google News: titles end with their outlet, links are opaque."""
    return [
        Headline(
            _without_outlet(entry.title, entry.outlet), entry.url, entry.published, entry.outlet, opaque=True
        )
        for entry in read_feed(body, url).entries
    ]


def bing(body: bytes, url: str) -> list[Headline]:
    """Read Bing News: the page's own address stands in a parameter of the link."""
    return [
        Headline(entry.title, unwrapped(entry.url), entry.published, entry.outlet, entry.summary)
        for entry in read_feed(body, url).entries
    ]


def unwrapped(url: str) -> str:
    """Return the address that a click counter leads to."""
    inner = parse_qs(urlsplit(url).query).get("url", [""])[0]
    return without_tracking(inner) if inner.startswith(("http://", "https://")) else url


def gdelt(body: bytes, url: str) -> list[Headline]:
    """Read GDELT, which sets spaces around the marks of a title."""
    return [
        Headline(
            _closed_up(one_line(row["title"])),
            without_tracking(row["url"]),
            _day(row.get("seendate")),
            row.get("domain"),
        )
        for row in _rows(body, url, "articles")
    ]


def searxng(body: bytes, url: str) -> list[Headline]:
    """Read a SearXNG of the user's."""
    return [_row(row, "publishedDate", "content") for row in _rows(body, url, "results")]


def brave(body: bytes, url: str) -> list[Headline]:
    """Read Brave News Search."""
    return [_row(row, "page_age", "description") for row in _rows(body, url, "results")]


def tavily(body: bytes, url: str) -> list[Headline]:
    """Read Tavily."""
    return [_row(row, "published_date", "content") for row in _rows(body, url, "results")]


def exa(body: bytes, url: str) -> list[Headline]:
    """Read Exa."""
    return [_row(row, "publishedDate", "summary") for row in _rows(body, url, "results")]


def _row(row: Mapping[str, Any], day: str, summary: str) -> Headline:
    host = (urlsplit(row["url"]).hostname or "").removeprefix("www.")
    return Headline(
        one_line(row["title"]), without_tracking(row["url"]), _day(row.get(day)), host or None,
        one_line(re.sub(r"<[^>]{0,80}>", "", str(row.get(summary) or "")))[:600],
    )  # fmt: skip


def _rows(body: bytes, url: str, name: str) -> list[Mapping[str, Any]]:
    """Return the rows of a JSON answer that have a title and an address."""
    try:
        raw = json.loads(body) if body.strip() else {}
    except (ValueError, RecursionError) as error:
        # GDELT answers an unlucky query with a sentence instead of JSON.
        said = one_line(body[:160].decode("utf-8", "replace"))
        raise UnreadableDocument(f"{url}: the answer is no JSON: {said!r}") from error
    rows = raw.get(name) if isinstance(raw, dict) else None
    return [row for row in rows or [] if isinstance(row, dict) and _usable(row)]


def _usable(row: Mapping[str, Any]) -> bool:
    return all(isinstance(row.get(name), str) and row[name].strip() for name in ("title", "url"))


def _day(written: Any) -> str | None:
    day = plain_day(str(written or ""))
    return day.isoformat() if day else None


def _without_outlet(title: str, outlet: str | None) -> str:
    return title.removesuffix(f" - {outlet}") if outlet else title


def _closed_up(title: str) -> str:
    return re.sub(r"\s+'\s+(?=s\b)|\s+(?=[,.:;!?%)])", lambda match: match[0].strip(), title)
