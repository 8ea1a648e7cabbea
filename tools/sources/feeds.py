"""Newsroom and blog posts of the company, dated: from its feeds, or from its newsroom where it has none."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import anyio

from ..errors import FetchError, UnreadableDocument
from ..evidence import Account, Document, Evidence, Gap, document_id, utc
from ..reading.dates import Published, agreed
from ..reading.feed import Entry, Feed, read_feed, read_sitemap
from ..reading.links import Link, links, same_site, without_tracking
from ..reading.markup import parsed, read_markup
from ..reading.pages import read_page
from ..web import Response, Web
from . import NO_DOMAIN, Shelf
from .abreast import abreast
from .subject import named_in
from .topics import belongs, candidates, is_post, is_trap, key_of, language_in

POSTS = 24
"""Posts of one company at most, the newest first."""
FEEDS = 4
YEARS = 3
COMMON = ("feed", "rss.xml", "feed.xml", "news/feed", "news/rss.xml", "blog/feed", "blog/rss.xml", "atom.xml")
"""Where feeds stand on most sites; asked only where no page names one."""
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_NO_POSTS = re.compile(
    r"comments|kommentare|/podcast|/jobs?/|/product|/shop|/forum|/author/|/tag/", re.IGNORECASE
)


@dataclass
class _Posts:
    """The posts that were found, each once."""

    domain: str
    hosts: set[str] = field(default_factory=set)
    entries: dict[str, Entry] = field(default_factory=dict)
    gaps: list[Gap] = field(default_factory=list)

    def add(self, feed: Feed, url: str) -> None:
        """Take the entries of a feed that lie on the company's site or on the feed's own host."""
        self.hosts.add(urlsplit(url).hostname or "")
        for entry in feed.entries:
            theirs = belongs(entry.url, self.domain) or (urlsplit(entry.url).hostname or "") in self.hosts
            if theirs and entry.title:
                self.entries.setdefault(key_of(entry.url), entry)

    def newest(self, until: str, since: str) -> list[Entry]:
        """Return the posts to read: dated ones up to `until`, newest first, then undated ones."""
        kept = [entry for entry in self.entries.values() if since <= (entry.published or until) <= until]
        dated = sorted(
            (e for e in kept if e.published), key=lambda e: (e.published or "", e.url), reverse=True
        )
        return [*dated, *(entry for entry in kept if not entry.published)][:POSTS]


async def feeds(account: Account, web: Web, shelf: Shelf) -> AsyncIterator[Evidence]:
    """Read the newest posts of the account's feeds, with their full text."""
    if account.domain is None:
        yield Gap(wanted="newsroom and blog posts", where="feeds", why=NO_DOMAIN.format(name=account.name))
        return
    posts = await _posts(account, account.domain, web)
    until = web.today.isoformat()
    chosen = posts.newest(until, web.today.replace(year=web.today.year - YEARS, day=1).isoformat())
    if not chosen and not posts.gaps:
        why = "the site names no feed, none stands at the usual places, and its newsroom links to no posts"
        posts.gaps.append(Gap(wanted="newsroom and blog posts", where=account.domain, why=why))
    missed: list[tuple[Entry, str]] = []
    async for found in abreast(lambda entry: _post(account, entry, web), chosen):
        if isinstance(found, Document):
            if (found.published or until) <= until:
                yield found
        else:
            missed.append(found)
    for gap in [*posts.gaps, *_gaps(missed)]:
        yield gap


async def _posts(account: Account, domain: str, web: Web) -> _Posts:
    """Find feeds on the home page and in the newsroom, at the usual places, else posts by their links."""
    posts = _Posts(domain.removeprefix("www."))
    home = await _open(f"https://{posts.domain}/", web) or await _open(f"https://www.{posts.domain}/", web)
    if home is None:
        posts.gaps.append(
            Gap(wanted="newsroom and blog posts", where=posts.domain, why="the home page could not be read")
        )
        return posts
    if not same_site(home.url, posts.domain):
        if not named_in(account, home.text):
            why = f"{posts.domain} leads to {home.url}, which does not name {account.name}"
            posts.gaps.append(Gap(wanted="newsroom and blog posts", where=posts.domain, why=why))
            return posts
        posts.domain = urlsplit(home.url).hostname or posts.domain
    listed = await anyio.to_thread.run_sync(_links, home)
    rooms = [
        page.url
        for page in candidates(listed, posts.domain, language_in(home.url))
        if page.topic in ("news", "blog")
    ]
    for url in rooms[:3]:
        room = await _open(url, web)
        listed += await anyio.to_thread.run_sync(_links, room) if room else []
    named = list(dict.fromkeys(link.url for link in listed if _is_feed(link, posts.domain)))
    for url in named[:FEEDS]:
        await _add(posts, url, web, named=True)
    for path in COMMON if not posts.entries else ():
        if await _add(posts, urljoin(home.url, f"/{path}"), web, named=False):
            break
    if not posts.entries:
        await _by_sitemap(posts, home.url, web)
    _by_links(posts, listed)
    return posts


async def _open(url: str, web: Web) -> Response | None:
    try:
        return await web.read(url)
    except FetchError:
        return None


def _links(response: Response) -> list[Link]:
    tree = parsed(response.text)
    return links(tree, response.url) if tree is not None else []


def _is_feed(link: Link, domain: str) -> bool:
    if _NO_POSTS.search(link.url) or _NO_POSTS.search(link.title):
        return False
    if "alternate" in link.rel:
        return link.type in _FEED_TYPES
    looks = re.search(
        r"(?:/|\.)(?:rss|atom|feed)(?:\.xml|\.php|/)?$|/feed/?$|\.rss$", urlsplit(link.url).path, re.I
    )
    return bool(looks) and belongs(link.url, domain)


async def _add(posts: _Posts, url: str, web: Web, *, named: bool) -> bool:
    """Read one feed; one that the site names and that fails is a Gap, a guess that fails is nothing."""
    try:
        response = await web.read(url)
        posts.add(await anyio.to_thread.run_sync(read_feed, response.body, response.url), response.url)
    except (FetchError, UnreadableDocument) as error:
        if named:
            why = error.why if isinstance(error, FetchError) else str(error)
            posts.gaps.append(Gap(wanted="a feed that the site names", where=url, why=why))
        return False
    return bool(posts.entries)


async def _by_sitemap(posts: _Posts, home: str, web: Web) -> None:
    """Without a feed: the posts that the sitemap lists, with the day that a news sitemap gives them."""
    try:
        response = await web.read(urljoin(home, "/sitemap.xml"))
        places = await anyio.to_thread.run_sync(read_sitemap, response.body, response.url)
    except (FetchError, UnreadableDocument):
        return
    for place in places:
        if is_post(place.url) and belongs(place.url, posts.domain):
            posts.entries.setdefault(
                key_of(place.url), Entry(place.url, place.title or place.url, place.published)
            )


def _by_links(posts: _Posts, listed: Iterable[Link]) -> None:
    """Take the posts that the home page, newsroom and blog link to: not every blog is in a feed."""
    for link in listed:
        if is_post(link.url) and belongs(link.url, posts.domain) and not is_trap(link.url):
            posts.entries.setdefault(
                key_of(link.url), Entry(without_tracking(link.url), link.text or link.url)
            )


async def _post(account: Account, entry: Entry, web: Web) -> Document | tuple[Entry, str]:
    """Read the page of a post; where it cannot be read, the feed's own full text stands in for it."""
    try:
        response = await web.read(entry.url)
        document = await anyio.to_thread.run_sync(read_page, response, account.id, "feeds", "post")
    except (FetchError, UnreadableDocument) as error:
        why = error.why if isinstance(error, FetchError) else str(error)
        stand_in = await anyio.to_thread.run_sync(_from_feed, account, entry, web) if entry.html else None
        return stand_in or (entry, why)
    page = (
        Published(document.published, document.published_from)
        if document.published and document.published_from
        else None
    )
    day = agreed(entry.published, page)
    return document.model_copy(
        update={"published": day.day if day else None, "published_from": day.origin if day else None}
    )


_WHOLE = 400
"""Letters: a feed that carries less carries a teaser."""


def _from_feed(account: Account, entry: Entry, web: Web) -> Document | None:
    page = f"<html><body><article><h1></h1>{entry.html}</article></body></html>"
    markup = read_markup(page, entry.url, web.today, broad=True)
    if markup is None or len(markup.text) < _WHOLE:
        return None
    return Document(
        id=document_id(account.id, entry.url, markup.text), account=account.id, url=entry.url, kind="post",
        title=entry.title, text=markup.text, published=entry.published,
        published_from="feed" if entry.published else None, read=utc(web.now), language=markup.language,
        source="feeds", sections=markup.sections,
    )  # fmt: skip


def _gaps(missed: list[tuple[Entry, str]]) -> Iterable[Gap]:
    for why in dict.fromkeys(why for _, why in missed):
        urls = [entry.url for entry, reason in missed if reason == why]
        more = f" and {len(urls) - 1} more" if len(urls) > 1 else ""
        yield Gap(wanted="posts of the company", where=f"{urls[0]}{more}", why=why, count=len(urls))
