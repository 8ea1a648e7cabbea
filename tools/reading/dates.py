"""When a page was published, and how that is known: feed, JSON-LD, meta, URL, then text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ..evidence import DateOrigin
from .dateline import dateline
from .hygiene import one_line
from .structured import ARTICLES, Structured

if TYPE_CHECKING:
    from lxml.html import HtmlElement


class Published(NamedTuple):
    """A day, month or year in ISO 8601, and where it stood."""

    day: str
    origin: DateOrigin


_EARLIEST = date(1994, 1, 1)
_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "date_published",
    "publish_date", "publish-date", "publication_date", "publicationdate", "published_date",
    "pubdate", "published",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "bt:pubdate", "rnews:datepublished",
    "article.published", "article_date_original", "originalpublicationdate", "citation_publication_date",
    "citation_date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.created",
    "dcterms.date", "dc.date", "date", "release_date", "displaydate", "timestamp",
    "last-published", "shareaholic:article_published_time",
)  # fmt: skip
_PLAIN = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_URL_DAY = re.compile(
    r"[/_.\-=](19[9]\d|20\d\d)[/_.\-]?(0[1-9]|1[0-2])[/_.\-]?(0[1-9]|[12]\d|3[01])(?=[/_.\-]|$|\D)"
)
_URL_MONTH = re.compile(r"/(19[9]\d|20\d\d)[/\-](0[1-9]|1[0-2])/")
_PAGES = ("WebPage", "ItemPage", "AboutPage", "CollectionPage")


def plain_day(text: str) -> date | None:
    """Read a date as machines write it (ISO 8601, RFC 2822), in its own time zone; None otherwise."""
    text = text.strip()
    if found := _PLAIN.match(text):
        return _date(*found.groups())
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError):
        return None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def published(
    tree: HtmlElement, page: Structured, url: str, latest: date, *, in_text: bool = True
) -> Published | None:
    """Return the day the page was published, by the best witness it carries; never later than `latest`.

    Without `in_text` days that only stand in the text are passed over: on a page that is no post (job offers,
    events) they are not the page's.
    """
    last = latest + timedelta(days=1)
    witnesses = [(day, origin) for day, origin in _witnesses(page, url) if _EARLIEST <= day <= last]
    if witnesses:
        day, origin = witnesses[0]
        # A time stamp in UTC may fall on the day beside the one that the site put into the address.
        for other, named in witnesses[1:]:
            if named == "url" and abs((other - day).days) == 1:
                day, origin = other, named
        return Published(day.isoformat(), origin)
    if in_text and (stated := _in_text(tree, latest)):
        return Published(stated, "text")
    if month := _URL_MONTH.search(url):
        return Published(f"{month[1]}-{month[2]}", "url")
    return None


def _witnesses(page: Structured, url: str) -> Iterator[tuple[date, DateOrigin]]:
    for types in (ARTICLES, frozenset(_PAGES)):
        for node in page.of(types):
            for key in ("datePublished", "dateCreated"):
                if day := plain_day(str(node.get(key) or "")):
                    yield day, "json-ld"
    for name in _META:
        if day := plain_day(page.meta.get(name, "")):
            yield day, "meta"
    if (found := _URL_DAY.search(url)) and (day := _date(*found.groups())):
        yield day, "url"


def _in_text(tree: HtmlElement, latest: date) -> str | None:
    """Ask htmldate for a date in the markup of the page's body, else look for a dateline.

    Its extensive search is left off: it takes up to seconds, and where a page has no date it makes one of the
    year in the footer.
    """
    from htmldate import find_date

    found: str | None = find_date(
        tree, original_date=True, extensive_search=False, max_date=latest.isoformat(), url=""
    )
    if found:
        return found
    day = dateline(islice(_segments(tree), _TOP), latest)
    return day.isoformat() if day else None


_TOP = 1_500
_ASIDE = frozenset(("script", "style", "noscript", "footer", "nav", "option", "title", "template"))


def _segments(tree: HtmlElement) -> Iterator[str]:
    """Yield what stands in one element each, in reading order, without menus and footers."""
    body = tree.find(".//body")
    for element in (tree if body is None else body).iter():
        if isinstance(element.tag, str) and element.tag not in _ASIDE and not _below_aside(element):
            text = one_line(" ".join(element.itertext()) if len(element) <= 3 else element.text or "")
            if text:
                yield text


def _below_aside(element: HtmlElement) -> bool:
    return any(above.tag in ("footer", "nav", "aside") for above in element.iterancestors())


def agreed(feed: str | None, page: Published | None) -> Published | None:
    """Settle a post's date between its feed and its page.

    The feed wins where both agree to the day, and over a date only read in text; a page that dates itself
    earlier in its markup was published then, and fed again later.
    """
    if feed is None:
        return page
    told = Published(feed, "feed")
    if page is None or page.origin == "text" or len(page.day) < len(feed):
        return told
    return page if page.day < feed and _apart(page.day, feed) > 1 else told


def _apart(one: str, other: str) -> int:
    first, second = plain_day(one), plain_day(other)
    return abs((first - second).days) if first and second else 0
