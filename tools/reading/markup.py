"""One HTML page as plain text with everything that is known about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..evidence import Section
from .body import main_lines
from .dates import Published, published
from .furniture import is_furniture
from .hygiene import drop_hidden, drop_unseen_tags, visible
from .language import language_of
from .prose import Line, laid_out
from .structured import Structured, structured
from .titles import title_of
from .wide import wide_lines

if TYPE_CHECKING:
    from lxml.html import HtmlElement


@dataclass(frozen=True)
class Markup:
    """What one HTML page says, to readers and to machines."""

    title: str
    text: str
    sections: tuple[Section, ...]
    language: str | None
    published: Published | None
    structured: Structured


def parsed(html: str) -> HtmlElement | None:
    """Parse HTML however it is written; None where there is no element in it. Nothing outside is loaded."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    try:
        return document_fromstring(html.replace("\x00", "").encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def read_markup(html: str, url: str, latest: date, *, broad: bool = False) -> Markup | None:
    """Read one HTML page as of `latest`; None where it is no HTML at all.

    `broad` says that the page is one of a company's own, where cards and tiles count as much as prose.
    """
    tree = parsed(html)
    if tree is None:
        return None
    page = structured(tree)
    drop_hidden(tree)
    day = published(tree, page, url, latest, in_text=not broad)
    title = title_of(tree, page, url)
    text, sections = laid_out(_lines(tree, page, url, broad=broad))
    return Markup(title, text, sections, language_of(text, page.language), day, page)


def _lines(tree: HtmlElement, page: Structured, url: str, *, broad: bool) -> list[Line]:
    """Choose between the article that trafilatura sees and the wider reading of a page that is none."""
    main = [line for line in main_lines(tree) if not is_furniture(line.text)]
    size = _size(main)
    if _is_article(page, url, main, size):
        return main
    drop_unseen_tags(tree)
    wide = wide_lines(tree)
    own = broad or bool(_OWN_PAGE.search(urlsplit(url).path))
    # A page poured into few lines lost what stands apart: names run into roles, cards into each other,
    # and of a page with few words the menu is taken for text.
    poured = own and (2 * len(main) < len(wide) or (size < _ARTICLE and bool(wide)))
    return wide if poured or size < (_ENOUGH if own else _LITTLE) * _size(wide) else main


_ARTICLE = 250
"""Letters that an article has at least."""

_ENOUGH, _LITTLE = 0.75, 0.1
"""A page of which less than this share was found is read widely: a company's own page, any other."""

_OWN_PAGE = re.compile(
    r"^/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?$|\b(?:about|company|team|leadership|management|people|board"
    r"|pricing|plans"
    r"|products?|solutions?|services|platform|customers?|partners?|careers?|jobs|contact|investors?"
    r"|security|trust"
    r"|ueber-uns|uber-uns|unternehmen|fuehrung|produkte|loesungen|leistungen|kunden|preise|karriere"
    r"|a-propos|equipe"
    r"|direction|entreprise|produits|clients|tarifs|carrieres|empresa|equipo|productos|clientes"
    r"|precios)\b/?[^/]*$",
    re.IGNORECASE,
)


def _is_article(page: Structured, url: str, main: list[Line], size: int) -> bool:
    if size < _ARTICLE:
        return False
    if page.is_article:
        return urlsplit(url).path.strip("/") != ""
    prose = sum(len(line.text) for line in main if line.kind == "paragraph" and len(line.text) > 120)
    return size > 900 and prose > 0.6 * size


def _size(lines: list[Line]) -> int:
    return sum(len(visible(line.text)) for line in lines)
