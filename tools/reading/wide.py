"""A wider reading for pages that are no article: everything a reader sees, without the site's furniture.

Home, about, leadership and pricing pages are cards and tiles; what finds an article finds little of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .hygiene import wordset
from .prose import Line, LineKind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FURNITURE_TAGS = wordset(
    "head nav footer script style noscript template iframe object embed svg canvas button select option "
    "textarea input label dialog menu audio video map datalist"
)
_FURNITURE_ROLES = wordset("navigation contentinfo search dialog alertdialog menu menubar banner toolbar")
_FURNITURE_NAMES = wordset(
    "nav navbar navigation menu megamenu submenu breadcrumb breadcrumbs footer cookie cookies consent gdpr "
    "onetrust cookiebot newsletter subscribe signup popup modal overlay share sharing social socials skip "
    "skiplink sidebar widget pagination pager login search searchform toolbar topbar banner-cookie lang "
    "language languages switcher advertisement ads advert promo-bar related recommended comments comment"
)
_BLOCKS = wordset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure "
    "form "
    "h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul "
    "br"
)
_HEADINGS = wordset("h1 h2 h3 h4 h5 h6")
_SPLIT = re.compile(r"[\s_\-:/]+|(?<=[a-z])(?=[A-Z])")
_MOST = 0.5
"""What holds more than this share of the page's words is not furniture, whatever it is called."""


def wide_lines(tree: HtmlElement) -> list[Line]:
    """Return every line of the page that is not furniture: menus, footers, banners, forms."""
    body = tree.find(".//body")
    root = tree if body is None else body
    furniture = set(_furniture(root))
    return [line for line in _lines(root, furniture, "paragraph") if line.text.strip()]


def _furniture(root: HtmlElement) -> Iterator[HtmlElement]:
    sizes = _sizes(root)
    whole = max(sizes.get(root, 0), 1)
    for element in root.iter():
        if not isinstance(element.tag, str) or element is root:
            continue
        if element.tag in _FURNITURE_TAGS or (_named(element) and sizes.get(element, 0) < _MOST * whole):
            yield element


def _sizes(root: HtmlElement) -> dict[HtmlElement, int]:
    """Count the letters below each element, in one pass from the leaves up."""
    sizes: dict[HtmlElement, int] = {}
    for element in reversed(list(root.iter())):
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            sizes[element] = 0
            continue
        own = len((element.text or "").strip())
        sizes[element] = own + sum(sizes.get(child, 0) + len((child.tail or "").strip()) for child in element)
    return sizes


def _named(element: HtmlElement) -> bool:
    """Say whether the element's role, class or id is that of furniture."""
    if element.tag in ("main", "article", "body"):
        return False
    if (element.get("role") or "").lower() in _FURNITURE_ROLES:
        return True
    if element.tag in _HEADINGS or element.tag == "p":
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return any(word.lower() in _FURNITURE_NAMES for word in _SPLIT.split(names))


def _lines(element: HtmlElement, furniture: set[HtmlElement], kind: LineKind) -> Iterator[Line]:
    inline: list[str] = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child not in furniture:
            if child.tag in _BLOCKS or _holds_blocks(child):
                yield from _flush(inline, kind)
                yield from _block(child, furniture, kind)
            else:
                inline += [_glue(child), "".join(_inline(child, furniture))]
        inline.append(child.tail or "")
    yield from _flush(inline, kind)


def _block(element: HtmlElement, furniture: set[HtmlElement], kind: LineKind) -> Iterator[Line]:
    if element.tag == "tr":
        yield from _row(element, furniture)
    elif element.tag in _HEADINGS:
        yield Line(" ".join("".join(_inline(element, furniture)).split()), "heading")
    else:
        yield from _lines(
            element,
            furniture,
            "item"
            if element.tag == "li"
            else "paragraph"
            if kind == "item" and element.tag in ("ul", "ol")
            else kind,
        )


def _row(row: HtmlElement, furniture: set[HtmlElement]) -> Iterator[Line]:
    """Yield a table's row as one line; a table that only arranges the page is read cell by cell."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if any(_holds_blocks(cell, ("table", "p", "h1", "h2", "h3", "ul")) for cell in cells):
        for cell in cells:
            yield from _lines(cell, furniture, "paragraph")
        return
    texts = [" ".join("".join(_inline(cell, furniture)).split()) for cell in cells]
    if any(texts):
        yield Line(" | ".join(texts), "row")


def _holds_blocks(element: HtmlElement, tags: tuple[str, ...] = ()) -> bool:
    return next(element.iterdescendants(*(tags or _BLOCKS - {"br"})), None) is not None


def _inline(element: HtmlElement, furniture: set[HtmlElement]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child not in furniture:
            yield _glue(child)
            yield from _inline(child, furniture)
        yield child.tail or ""


def _glue(element: HtmlElement) -> str:
    """Tiles set side by side by a style sheet (span after span) have no space of their own between them."""
    previous = element.getprevious()
    beside = previous is not None and not (previous.tail or "").strip() and element.tag == previous.tag
    return " " if beside or element.tag in _BLOCKS else ""


def _flush(inline: list[str], kind: LineKind) -> Iterator[Line]:
    text = "".join(inline)
    inline.clear()
    if text.strip():
        yield Line(text, kind)
