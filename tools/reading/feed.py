"""RSS, Atom and JSON feeds, and sitemaps: what a site lists of itself, with its own dates."""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from ..errors import UnreadableDocument
from .dates import plain_day
from .hygiene import one_line
from .links import without_tracking

_MOST = 300
_UNPACKED = 20_000_000


@dataclass(frozen=True)
class Entry:
    """One entry of a feed; `text` is the whole post only where the feed carries it."""

    url: str
    title: str
    published: str | None = None
    summary: str = ""
    html: str = ""
    outlet: str | None = None
    outlet_url: str | None = None


@dataclass(frozen=True)
class Feed:
    """A feed's title and its entries in the order that it gives them."""

    title: str
    entries: tuple[Entry, ...]


def read_feed(body: bytes, url: str) -> Feed:
    """Read a feed of any kind, however badly it is written, or raise UnreadableDocument."""
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return _json_feed(body, url)
    _refuse_bombs(body, url)
    return _xml_feed(body, url)


def _refuse_bombs(body: bytes, url: str) -> None:
    """Refuse XML that declares entities: no honest feed does, and expanding them may never end."""
    from xml.sax import SAXException

    from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
    from defusedxml.sax import parseString  # type: ignore[import-untyped]

    try:
        parseString(body, _handler(), forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise UnreadableDocument(
            f"{url}: the XML declares entities, which may be an attack; it was not read"
        ) from error
    except (SAXException, ValueError, LookupError):
        # Malformed feeds are common; the tolerant parser that follows expands nothing.
        return


def _handler() -> Any:
    from xml.sax.handler import ContentHandler

    return ContentHandler()


def _xml_feed(body: bytes, url: str) -> Feed:
    import feedparser

    found = feedparser.parse(
        body, response_headers={"content-location": url}, sanitize_html=True, resolve_relative_uris=True
    )
    entries = tuple(entry for raw in found.entries[:_MOST] if (entry := _entry(raw, url)))
    title = one_line(_plain(found.feed.get("title", "")))
    if not entries and not (title or found.get("version")):
        raise UnreadableDocument(f"{url}: no feed; a feed is RSS, Atom or JSON Feed")
    return Feed(title, entries)


def _entry(raw: Mapping[str, Any], base: str) -> Entry | None:
    link = raw.get("link") or (raw.get("id") if str(raw.get("id", "")).startswith("http") else "")
    title = one_line(_plain(str(raw.get("title") or "")))
    if not (link or title):
        return None
    contents = [str(content.get("value") or "") for content in raw.get("content") or ()]
    source = raw.get("source") or {}
    return Entry(
        url=without_tracking(urljoin(base, str(link))) if link else base,
        title=title,
        published=_day(raw),
        summary=one_line(_plain(str(raw.get("summary") or ""))),
        html=max(contents, key=len, default=""),
        outlet=one_line(str(source.get("title") or raw.get("news_source") or raw.get("author") or ""))
        or None,
        outlet_url=source.get("href") or None,
    )


def _day(raw: Mapping[str, Any]) -> str | None:
    """Return the day in the time zone that the feed wrote it in, so that it is the day its readers saw."""
    for name in ("published", "updated", "created", "date"):
        if day := plain_day(str(raw.get(name) or "")):
            return day.isoformat()
        moment = raw.get(f"{name}_parsed")
        if moment:
            return datetime(*moment[:3]).date().isoformat()
    return None


def _plain(html: str) -> str:
    """Return the words of a title or summary that may hold markup."""
    if "<" not in html and "&" not in html:
        return html
    from lxml.html import fragment_fromstring

    try:
        return str(fragment_fromstring(f"<div>{html}</div>").text_content())
    except ValueError:
        return re.sub(r"<[^>]*>", " ", html)


def _json_feed(body: bytes, url: str) -> Feed:
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UnreadableDocument(f"{url}: no feed: the JSON is broken ({error})") from error
    items = raw.get("items") if isinstance(raw, dict) else None
    if not isinstance(items, list):
        raise UnreadableDocument(f"{url}: no JSON Feed: it has no `items`")
    entries = tuple(_json_entry(item, url) for item in items[:_MOST] if isinstance(item, dict))
    return Feed(one_line(str(raw.get("title") or "")), entries)


def _json_entry(item: Mapping[str, Any], base: str) -> Entry:
    day = plain_day(str(item.get("date_published") or item.get("date_modified") or ""))
    return Entry(
        url=without_tracking(urljoin(base, str(item.get("url") or item.get("id") or ""))),
        title=one_line(_plain(str(item.get("title") or ""))),
        published=day.isoformat() if day else None,
        summary=one_line(_plain(str(item.get("summary") or item.get("content_text") or ""))),
        html=str(item.get("content_html") or ""),
    )


@dataclass(frozen=True)
class Place:
    """One address of a sitemap, with what the sitemap says of it."""

    url: str
    changed: str | None = None
    published: str | None = None
    title: str = ""
    is_sitemap: bool = False


def read_sitemap(body: bytes, url: str) -> list[Place]:
    """Read a sitemap or a sitemap index, packed or plain, or raise UnreadableDocument."""
    from lxml import etree

    body = _unpacked(body, url)
    _refuse_bombs(body, url)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, recover=True, load_dtd=False
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument(f"{url}: no sitemap: {error}") from error
    if root is None or _local(root.tag) not in ("urlset", "sitemapindex"):
        raise UnreadableDocument(f"{url}: no sitemap; one starts with `urlset` or `sitemapindex`")
    return [place for element in root if (place := _place(element, url))]


def _place(element: Any, base: str) -> Place | None:
    said = {
        _local(inner.tag): one_line(inner.text or "")
        for inner in element.iter()
        if isinstance(inner.tag, str)
    }
    if not said.get("loc"):
        return None
    address = urljoin(base, said["loc"])
    changed, day = plain_day(said.get("lastmod", "")), plain_day(said.get("publication_date", ""))
    return Place(
        url=address,
        changed=changed.isoformat() if changed else None,
        published=day.isoformat() if day else None,
        title=said.get("title", "") if day else "",
        is_sitemap=_local(element.tag) == "sitemap",
    )


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2].lower()


def _unpacked(body: bytes, url: str) -> bytes:
    if body[:2] != b"\x1f\x8b":
        return body
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as packed:
            plain = packed.read(_UNPACKED + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableDocument(f"{url}: the packed sitemap is damaged: {error}") from error
    if len(plain) > _UNPACKED:
        raise UnreadableDocument(f"{url}: the packed sitemap unfolds to more than {_UNPACKED:,} bytes")
    return plain


def sitemaps_of(robots: str, url: str) -> Iterator[str]:
    """Yield the sitemaps that a robots.txt names."""
    for line in robots.splitlines()[:2_000]:
        name, _, value = line.partition(":")
        if name.strip().lower() == "sitemap" and urlsplit(value.strip()).scheme in ("http", "https", ""):
            yield urljoin(url, value.strip())
