"""The company's own site: its home and the pages that say what it does, for whom, and who leads it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlsplit

import anyio

from ..errors import FetchError, UnreadableDocument
from ..evidence import Account, Document, Evidence, Gap, document_id
from ..reading.feed import read_sitemap, sitemaps_of
from ..reading.links import Link, links, same_site
from ..reading.markup import parsed
from ..reading.pages import read_with_markup
from ..reading.structured import Structured, organization, organization_lines
from ..web import Response, Web
from . import NO_DOMAIN, Shelf
from .abreast import abreast
from .subject import named_in
from .topics import Candidate, candidates, chosen, key_of, language_in, topic_of, unnamed

BUDGET = 25
"""Pages of one site at most."""
UNNAMED = 8
SITEMAPS = 3
LOOKED_FOR = ("about", "leadership", "customers", "products", "careers")
_PARKED = re.compile(
    r"domain (?:name )?(?:is|may be) (?:for sale|available)|buy this domain|parked (?:free|domain)"
    r"|this domain is parked"
    r"|diese domain steht zum verkauf|domain zu verkaufen|ce domaine est à vendre",
    re.IGNORECASE,
)


class Page(NamedTuple):
    """One page that was read: its Document or why there is none, and where it leads."""

    url: str
    topic: str
    document: Document | None = None
    why: str = ""
    links: tuple[Link, ...] = ()
    structured: Structured | None = None
    answered: bool = False
    """The host sent the page, whether or not it can be read."""


@dataclass
class _Walk:
    """What a walk through one site has seen."""

    domain: str
    language: str | None
    read: dict[str, str] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)
    seen: list[Candidate] = field(default_factory=list)
    failed: list[Page] = field(default_factory=list)

    def new(self, page: Page) -> Document | None:
        """Note a page, and return its Document unless its words were read already under another address."""
        self.read[key_of(page.url)] = page.topic
        self.seen += candidates(page.links, self.domain, self.language)
        if page.document is None:
            self.failed.append(page)
            return None
        self.read.setdefault(key_of(page.document.url), page.topic)
        known = page.document.text in self.texts
        self.texts.add(page.document.text)
        return None if known else page.document


async def website(account: Account, web: Web, shelf: Shelf) -> AsyncIterator[Evidence]:
    """Read up to `BUDGET` pages of the account's site, the home page first."""
    if account.domain is None:
        yield Gap(wanted="the company's website", where="website", why=NO_DOMAIN.format(name=account.name))
        return
    home = await _home(account, web)
    if home.document is None and not (home.answered and same_site(home.url, account.domain)):
        yield Gap(wanted="the company's website", where=home.url, why=home.why)
        return
    domain = account.domain if same_site(home.url, account.domain) else urlsplit(home.url).hostname or ""
    walk = _Walk(domain, _language(home))
    for document in (walk.new(home), _organization(account, home)):
        if document is not None:
            yield document
    walk.seen += candidates(await _sitemap(home.url, web), domain, walk.language)
    for wave in range(3):
        async for page in abreast(lambda page: _page(account, page, web), _next(walk, wave)):
            document = walk.new(page)
            if document is not None:
                yield document
    for gap in _gaps(walk, home.url):
        yield gap


def _next(walk: _Walk, wave: int) -> list[Candidate]:
    """Choose the pages of a wave: by topic from home and sitemap, by topic from what those name, the rest."""
    left = BUDGET - len(set(walk.read))
    ranked = sorted(walk.seen, key=lambda page: (-page.rank, len(page.url), page.url))
    once = list({key_of(page.url): page for page in reversed(ranked)}.values())[::-1]
    return chosen(once, walk.read, left) if wave < 2 else unnamed(once, walk.read, min(left, UNNAMED))


async def _home(account: Account, web: Web) -> Page:
    """Read the home page, in English where the site has it; another company's site is refused."""
    domain = (account.domain or "").removeprefix("www.")
    page = Page(domain, "home", why="")
    for url in (f"https://{domain}/", f"https://www.{domain}/", f"http://{domain}/"):
        page = await _page(account, Candidate(url, "home", 0), web)
        if page.answered:
            break
    if page.document is None or page.structured is None:
        return page
    if reason := _not_theirs(account, page):
        return Page(page.url, "home", why=reason)
    english = _english(page)
    if english:
        other = await _page(account, Candidate(english, "home", 0), web)
        return other if other.document is not None else page
    return page


def _not_theirs(account: Account, page: Page) -> str | None:
    """Return why a home page is not the account's: a parked domain, or a site that never names it."""
    assert page.document is not None
    shown = f"{page.document.title}\n{page.document.text}"
    if _PARKED.search(shown) and len(shown) < 3_000:
        return "the domain is parked or for sale; set another with `whynow account NAME --domain …`"
    if same_site(page.url, account.domain or "") or named_in(account, shown):
        return None
    return (
        f"{account.domain} leads to {page.url}, which does not name {account.name}; "
        f"set its domain with `whynow account {account.name!r} --domain …`"
    )


def _english(home: Page) -> str | None:
    """Return the English home page of a site whose home is in another language, where it has one."""
    assert home.document is not None and home.structured is not None
    if (home.document.language or "en") == "en":
        return None
    versions = home.structured.alternates
    code = next((code for code in versions if re.match(r"en(?:[-_]|$)", code)), None)
    url = versions[code] if code else None
    if url is None:
        named = [
            link
            for link in home.links
            if link.text.lower() in ("en", "english") or link.title.lower() == "english"
        ]
        url = named[0].url if named else None
    return url if url and same_site(url, home.url) else None


def _language(home: Page) -> str | None:
    return language_in(home.url) or (home.document.language if home.document else None)


async def _page(account: Account, page: Candidate, web: Web) -> Page:
    """Read one page; what goes wrong is its `why`."""
    try:
        response = await web.read(page.url)
        return await anyio.to_thread.run_sync(_parse, response, account.id, page)
    except FetchError as error:
        return Page(page.url, page.topic, why=error.why)


def _parse(response: Response, account_id: str, page: Candidate) -> Page:
    """Read the document and the links of a page; one without readable text may still lead on."""
    tree = parsed(response.text)
    found = tuple(links(tree, response.url)) if tree is not None else ()
    try:
        read = read_with_markup(response, account_id, "website", broad=True)
    except UnreadableDocument as error:
        why = str(error).partition(": ")[2] or str(error)
        return Page(response.url, page.topic, why=why, links=found, answered=True)
    said = read.markup.structured if read.markup else None
    return Page(response.url, page.topic, read.document, "", found, said, answered=True)


def _organization(account: Account, home: Page) -> Document | None:
    """Return what the home page says of the company in JSON-LD as a small Document of its own."""
    if home.structured is None or home.document is None:
        return None
    names = frozenset(name.lower() for name in (account.name, account.legal_name, *account.aliases) if name)
    node = organization(home.structured, home.document.url, names)
    lines = organization_lines(node) if node else []
    if len(lines) < 3:
        return None
    text, url = "\n".join(lines), f"{home.document.url}#organization"
    return Document(
        id=document_id(account.id, url, text), account=account.id, url=url, kind="website",
        title=f"Structured data of {urlsplit(url).hostname}", text=text, read=home.document.read,
        language=home.document.language, source="website",
    )  # fmt: skip


async def _sitemap(home: str, web: Web) -> list[Link]:
    """Return the addresses that the site's sitemaps list; a site without one is no fault."""
    try:
        robots = (await web.read(f"{urlsplit(home).scheme}://{urlsplit(home).netloc}/robots.txt")).text
    except FetchError:
        robots = ""
    waiting = list(dict.fromkeys(sitemaps_of(robots, home))) or [
        f"https://{urlsplit(home).netloc}/sitemap.xml"
    ]
    found: list[Link] = []
    for _ in range(SITEMAPS):
        if not waiting:
            break
        url = waiting.pop(0)
        try:
            response = await web.read(url)
            places = await anyio.to_thread.run_sync(read_sitemap, response.body, response.url)
        except (FetchError, UnreadableDocument):
            continue
        found += [Link(place.url, "") for place in places if not place.is_sitemap]
        waiting = sorted((place.url for place in places if place.is_sitemap), key=_pages_first) + waiting
    return found


def _pages_first(url: str) -> tuple[int, str]:
    """Sitemaps of pages come before those of posts, products, images and languages."""
    return (
        0 if "page" in url else 2 if re.search(r"image|video|tag|author|product|categor", url) else 1
    ), url


def _gaps(walk: _Walk, home: str) -> Iterable[Gap]:
    by_reason: defaultdict[str, list[Page]] = defaultdict(list)
    for page in walk.failed:
        by_reason[page.why].append(page)
    for why, pages in by_reason.items():
        topics = ", ".join(sorted({page.topic or topic_of(page.url, "")[0] or "other" for page in pages}))
        more = f" and {len(pages) - 1} more" if len(pages) > 1 else ""
        yield Gap(wanted=f"website: {topics}", where=f"{pages[0].url}{more}", why=why, count=len(pages))
    topics_seen = set(walk.read.values())
    missing = [topic for topic in LOOKED_FOR if topic not in topics_seen]
    if missing:
        why = "no page of that kind is linked from the pages that were read or listed in the sitemap"
        yield Gap(wanted=f"website: {', '.join(missing)}", where=home, why=why)
