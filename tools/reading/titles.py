"""The title of a page as its reader knows it: the headline, without the site's name behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .hygiene import one_line
from .structured import ARTICLES, Structured

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CUT = re.compile(r"\s+(?:[|\u2013\u2014\u00b7\u2022\u00bb\u203a:]+|-{1,2}|//|::)\s+")


def title_of(tree: HtmlElement, page: Structured) -> str:
    """Return the page's title, or an empty text where it has none."""
    for title in _titles(tree, page):
        if 1 < len(title) < 400:
            return title
    return ""


def _titles(tree: HtmlElement, page: Structured) -> Iterator[str]:
    heads = [one_line(head.text_content()) for head in tree.iter("h1")]
    element = tree.find(".//head/title")
    whole = one_line(element.text_content()) if element is not None else ""
    declared = [page.meta.get(name, "") for name in ("og:title", "twitter:title", "dc.title", "title", "headline")]
    declared += [one_line(str(node.get("headline") or "")) for node in page.of(ARTICLES)]
    # A first heading that the page's other titles repeat is the headline.
    known = [_plain(title) for title in [whole, *declared] if title]
    yield from (head for head in heads if head and any(_plain(head) in title for title in known))
    yield from (_CUT.split(title)[0] for title in declared if title)
    yield from (head for head in heads if head)
    if whole:
        yield max(_CUT.split(whole), key=len)


def _plain(title: str) -> str:
    return re.sub(r"\W+", " ", title).strip().casefold()
