"""The title of a page as its reader knows it: the headline, without the site's name behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .hygiene import one_line
from .structured import ARTICLES, Structured

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CUT = re.compile(r"\s+(?:[|\u2013\u2014\u00b7\u2022\u00bb\u203a]+|-{1,2}|//|::)\s+")


def title_of(tree: HtmlElement, page: Structured, url: str = "") -> str:
    """Return the page's title, or an empty text where it has none."""
    for title in _titles(tree, page, url):
        if 1 < len(title) < 400:
            return title
    return ""


def _titles(tree: HtmlElement, page: Structured, url: str) -> Iterator[str]:
    heads = [head for head in (_shown(head) for head in tree.iter("h1")) if head]
    element = tree.find(".//head/title")
    whole = one_line(element.text_content()) if element is not None else ""
    declared = [
        page.meta.get(name, "") for name in ("og:title", "twitter:title", "dc.title", "title", "headline")
    ]
    declared += [one_line(str(node.get("headline") or "")) for node in page.of(ARTICLES)]
    declared = [title for title in declared if title]
    site = _site_names(page, whole, url, [*declared, *heads])
    # A first heading that the page's other titles repeat is the headline; a kicker or a site's name is not.
    known = [_without_site(title, site) for title in [*declared, whole] if title]
    yield from (
        head for head in heads if _plain(head) not in site and any(_repeats(title, head) for title in known)
    )
    yield from (_without_site(title, site) for title in declared if _plain(title) not in site)
    if len(heads) == 1 and _plain(heads[0]) not in site:
        yield heads[0]
    if whole:
        yield _without_site(whole, site)
    yield from heads


def _repeats(title: str, head: str) -> bool:
    """Say whether a title holds a heading, other than last, where the site's name stands."""
    pieces = [_plain(piece) for piece in _CUT.split(title)]
    plain = _plain(head)
    last = len(pieces) > 1 and plain == pieces[-1]
    return plain in _plain(title) and not (last and len(plain) < 0.6 * len(_plain(title)))


def _site_names(page: Structured, whole: str, url: str, others: list[str]) -> frozenset[str]:
    """Return what names the site and not the page: as it says, as its address has it, as its titles end."""
    path, host = urlsplit(url).path.strip("/"), urlsplit(url).netloc.lower().removeprefix("www.")
    if not path:
        return frozenset()
    names = {_plain(page.meta.get("og:site_name", "")), _plain(page.meta.get("application-name", ""))}
    parts = [_plain(part) for part in _CUT.split(whole)]
    label = re.sub(r"\W", "", host.rpartition(".")[0] or host)
    names |= {
        part for part in parts if len(part) > 3 and part.replace(" ", "") in (label, host.replace(".", ""))
    }
    known = [_plain(other) for other in others]
    if len(parts) > 1 and (" ".join(parts[:-1]) in known or (not known and len(parts[-1].split()) <= 4)):
        names.add(parts[-1])
    return frozenset(names - {""})


def _without_site(title: str, site: frozenset[str]) -> str:
    """Cut the site's names off both ends of a title, and what stands behind a bar."""
    pieces = _CUT.split(title)
    first, last = 0, len(pieces)
    while last - first > 1 and _plain(pieces[first]) in site:
        first += 1
    named = [at for at in range(first + 1, last) if _plain(pieces[at]) in site]
    last = named[0] if named else last
    cut = title[title.find(pieces[first]) : title.rfind(pieces[last - 1]) + len(pieces[last - 1])]
    head = cut.partition(" | ")[0]
    return head if len(head) >= _ENOUGH else cut


_ENOUGH = 12
"""Letters: a shorter piece before a bar is no headline."""


def _shown(head: HtmlElement) -> str:
    """Return a heading as it is seen: a kicker in an element of its own stands apart."""
    return one_line(" ".join(head.itertext()) if len(head) else head.text_content())


def _plain(title: str) -> str:
    return re.sub(r"\W+", " ", title).strip().casefold()
