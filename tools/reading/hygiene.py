"""What a reader cannot see never becomes evidence: invisible characters and hidden elements are removed.

This happens before text is stored, so that what is quoted is what stands on the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Joiners carry meaning between letters of these scripts (Arabic to Myanmar, Khmer); elsewhere they hide.
_JOINED = re.compile(r"[\u0600-\u109f\u1780-\u18af]")
_JOINERS = "\u200c\u200d"
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    "\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def visible(text: str) -> str:
    """Return `text` in composed form (NFC), without characters that no reader sees, with plain spaces."""
    text = _UNSEEN.sub("", _BREAKS.sub("\n", text))
    if any(joiner in text for joiner in _JOINERS):
        text = re.sub(f"[{_JOINERS}]", _joiner, text)
    return unicodedata.normalize("NFC", _SPACES.sub(" ", text))


def _joiner(match: re.Match[str]) -> str:
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return match[0] if _JOINED.match(before) and _JOINED.match(after) else ""


def one_line(text: str) -> str:
    """Return the visible words of `text` on one line, with single spaces between them."""
    return " ".join(visible(text).split())


def wordset(text: str) -> frozenset[str]:
    """Return the words of a list that is written as one text."""
    return frozenset(text.split())


# A declaration that takes an element out of sight, wherever it stands in a style.
_HIDES = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|content-visibility:hidden|opacity:0?\.?0*(?:%|;|!|$)"
    r"|font-size:0?\.?0*(?:px|r?em|pt|%)?(?:;|!|$)|font-size:(?:1px|0?\.\d+(?:px|r?em|pt))(?:;|!|$)"
    r"|(?:^|;)(?:left|top|right|text-indent|margin-left):-(?:9\d\d|\d{4,})|(?:^|;)color:transparent"
    r"|clip:rect\((?:0(?:px)?[ ,]*){4}\)|clip:rect\(1px[ ,]*1px[ ,]*1px[ ,]*1px\)|clip-path:inset\((?:50"
    r"|100)%"
    r"|transform:scale\(0[^.0-9]"
)
_FLAT = re.compile(r"(?:^|;)(?:max-)?(?:height|width):0(?:px)?(?:;|!|$)")
_COLOUR = re.compile(r"(?:^|;)color:([^;!]+)")
_GROUND = re.compile(r"(?:^|;)background(?:-color)?:([^;!]+)")
_WHITE = {
    "#fff": "white",
    "#ffffff": "white",
    "rgb(255,255,255)": "white",
    "#000": "black",
    "#000000": "black",
}
_RULE = re.compile(r"([^{}]{1,400})\{([^{}]*)\}")
_SIMPLE = re.compile(r"^\s*(?:[a-z]+)?([.#][\w-]+)\s*$", re.IGNORECASE)
_UNSEEN_TAGS = ("script", "style", "template", "object", "embed", "applet", "canvas", "svg", "noframes")


def hides(style: str) -> bool:
    """Say whether an inline style takes its element out of the reader's sight."""
    plain = re.sub(r"/\*.*?\*/|\s+", "", style.lower())
    if _HIDES.search(plain) or ("overflow:hidden" in plain and _FLAT.search(plain)):
        return True
    ink, ground = _COLOUR.search(plain), _GROUND.search(plain)
    return bool(ink and ground and _shade(ink[1]) == _shade(ground[1]))


def _shade(colour: str) -> str:
    return _WHITE.get(colour, colour)


def drop_hidden(tree: HtmlElement) -> None:
    """Remove from `tree`, in place, every element that a browser would not show, with all it holds.

    Two kinds stay: panels that a control on the page unfolds, and what holds most of the page's words (pages
    that show themselves only when their scripts have run).
    """
    hidden, unfolded = _hidden_names(tree), _controlled(tree)
    whole: int | None = None
    for element in list(tree.iter()):
        if not isinstance(element.tag, str):
            _remove(element)
        elif element.tag not in ("html", "body", "head") and _is_hidden(element, hidden, unfolded):
            whole = _letters(tree.find(".//body")) if whole is None else whole
            if not _is_page(element, whole):
                _remove(element)


_MOST, _LONG = 0.4, 1_500


def _is_page(element: HtmlElement, whole: int) -> bool:
    """Say whether a hidden element is the page itself, waiting for a script, and not a note beside it."""
    letters = _letters(element)
    parts = sum(1 for _ in element.iter("p", "h1", "h2", "h3", "li", "section", "article"))
    return letters > _LONG and letters > _MOST * whole and parts >= 3


def _letters(element: HtmlElement | None) -> int:
    """Count the letters of what an element holds, scripts and styles left aside."""
    if element is None:
        return 0
    texts = element.xpath(".//text()[not(parent::script or parent::style or parent::noscript)]")
    return sum(len(text.strip()) for text in texts)


def drop_unseen_tags(tree: HtmlElement) -> None:
    """Remove scripts, styles and embedded objects; call it once structured data has been read."""
    for element in list(tree.iter(*_UNSEEN_TAGS)):
        _remove(element)


def _is_hidden(element: HtmlElement, names: frozenset[str], unfolded: frozenset[str]) -> bool:
    if element.tag == "template":
        return True
    style = element.get("style")
    if "hidden" in element.attrib or (style and _FOLDED.search(style)):
        return element.get("id") not in unfolded and element.get("role") != "tabpanel"
    if style and hides(style):
        return True
    return bool(names) and any(name in names for name in _names(element))


_FOLDED = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_CONTROLS = ("aria-controls", "href", "data-target", "data-bs-target")


def _controlled(tree: HtmlElement) -> frozenset[str]:
    """Return the ids of panels that a tab, button or link of the page opens."""
    found: set[str] = set()
    for element in tree.iter("a", "button", "li", "div", "h2", "h3", "h4"):
        for attribute in _CONTROLS:
            value = element.get(attribute) or ""
            if attribute == "aria-controls" or value.startswith("#"):
                found.update(value.lstrip("#").split())
    return frozenset(found)


def _names(element: HtmlElement) -> Iterator[str]:
    identity = element.get("id")
    if identity:
        yield f"#{identity}"
    for name in (element.get("class") or "").split():
        yield f".{name}"


def _hidden_names(tree: HtmlElement) -> frozenset[str]:
    """Return the classes and ids that the page's own style sheets hide, media rules left aside."""
    names: set[str] = set()
    for style in tree.iter("style"):
        for selectors, declarations in _rules(style.text or ""):
            if hides(declarations):
                found = (_SIMPLE.match(selector) for selector in selectors.split(","))
                names.update(match[1] for match in found if match)
    return frozenset(names)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations of the outermost rules, in one pass: sheets may be hostile."""
    sheet = re.sub(r"/\*.*?\*/", "", sheet[:_SHEET], flags=re.DOTALL)
    depth, start = 0, 0
    for at, sign in ((match.start(), match[0]) for match in re.finditer("[{}]", sheet)):
        depth += 1 if sign == "{" else -1
        if depth <= 0:
            rule = _RULE.fullmatch(sheet[start : at + 1])
            if rule and not rule[1].lstrip().startswith("@"):
                yield rule[1], rule[2]
            depth, start = 0, at + 1


_SHEET = 300_000


def _remove(element: HtmlElement) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        previous = element.getprevious()
        if previous is not None:
            previous.tail = (previous.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
