"""Links of a page, and which addresses belong to one site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin, urlsplit

from .hygiene import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST = 3_000


@dataclass(frozen=True, slots=True)
class Link:
    """An address that a page points to, and the words it does so with."""

    url: str
    text: str
    rel: str = ""
    type: str = ""
    title: str = ""


@lru_cache(maxsize=2_000)
def site_of(url: str) -> str:
    """Return the registrable domain of an address ('acme.co.uk'); the host where there is none."""
    from courlan import extract_domain

    host = (urlsplit(url if "//" in url else f"//{url}").hostname or "").lower()
    if host.rpartition(".")[2] in _RESERVED:
        return ".".join(host.split(".")[-2:])
    return (extract_domain(f"https://{host}/") or host).removeprefix("www.")


_RESERVED = frozenset(("example", "test", "invalid", "localhost"))
"""Top-level domains that no public list knows (RFC 2606)."""


def same_site(one: str, other: str) -> bool:
    """Say whether two addresses belong to one registrable domain."""
    return site_of(one) == site_of(other) != ""


_TRACKING = re.compile(r"^(?:utm_\w+|gclid|fbclid|mc_\w+|_ga|hsCtaTracking|cmp|oc)$", re.IGNORECASE)


def without_tracking(url: str) -> str:
    """Return an address without the parameters that only tell where its reader came from."""
    parts = urlsplit(url)
    if not parts.query:
        return url
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _TRACKING.match(name)]
    return url if kept == pairs else parts._replace(query=urlencode(kept)).geturl()


def links(tree: HtmlElement, base: str) -> list[Link]:
    """Return where the page points: anchors and `link` elements, http(s) only, each address once."""
    root = next((element.get("href") for element in tree.iter("base") if element.get("href")), None)
    base = urljoin(base, root) if root else base
    found: dict[tuple[str, str], Link] = {}
    for element in tree.iter("a", "area", "link"):
        url = _address(base, element.get("href"))
        if url is None:
            continue
        text = one_line(" ".join(element.itertext())) or one_line(element.get("aria-label") or "")
        rel, kind = (element.get("rel") or "").lower(), (element.get("type") or "").lower()
        link = Link(url, text[:200], rel, kind, one_line(element.get("title") or "")[:200])
        found.setdefault((url, rel if element.tag == "link" else ""), link)
        if len(found) >= _MOST:
            break
    return list(found.values())


def _address(base: str, href: str | None) -> str | None:
    try:
        url = urldefrag(urljoin(base, (href or "").strip()))[0]
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return None
    return url if href and usable and len(url) < 1_000 else None
