"""What a company's home page says about whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import anyio

from ..web import Response, Web
from .domains import domain_of
from .shapes import words

_SPLIT = re.compile(r"\s+[|–—·:»-]+\s+|\s*[|»]\s*")
_QID = re.compile(r"wikidata\.org/(?:wiki|entity)/(Q[1-9]\d*)")
_LEI = re.compile(r"[A-Z0-9]{18}\d\d")
_EMPTY_TITLES = frozenset({"home", "homepage", "welcome", "startseite", "accueil", "inicio", "official site"})


@dataclass(frozen=True)
class Homepage:
    """A home page as its owner declares it."""

    url: str
    domain: str | None
    names: tuple[str, ...] = ()
    """Names that it declares for machines, the plainest first."""
    title: tuple[str, ...] = ()
    """The parts of its title."""
    items: tuple[str, ...] = ()
    """The Wikidata items that it says it is."""
    tickers: tuple[str, ...] = ()
    lei: str | None = None


async def homepage(web: Web, domain: str) -> Homepage:
    """Return what the home page of a domain says, or raise FetchError."""
    response = await web.read(f"https://{domain}/")
    return await anyio.to_thread.run_sync(read_homepage, response)


def read_homepage(response: Response) -> Homepage:
    """Read a home page; one without machine-readable words has its title alone."""
    from ..reading.markup import parsed
    from ..reading.structured import organization, structured

    tree = parsed(response.text)
    if tree is None:
        return Homepage(url=response.url, domain=domain_of(response.url))
    page = structured(tree)
    about: Any = organization(page, response.url) or {}
    sames = " ".join(words(about.get("sameAs")))
    lei = next(iter(words(about.get("leiCode"))), "").upper()
    titles = [page.meta.get("og:title", ""), str(tree.findtext(".//title") or "")]
    declared = [*words(about.get("name")), page.meta.get("og:site_name", ""),
                page.meta.get("application-name", ""), *words(about.get("legalName")),
                *words(about.get("alternateName"))]  # fmt: skip
    return Homepage(
        url=response.url, domain=domain_of(response.url), names=_distinct(declared),
        title=_distinct(part for title in titles for part in _SPLIT.split(title)),
        items=tuple(dict.fromkeys(_QID.findall(sames))),
        tickers=tuple(ticker.rpartition(":")[2].strip() for ticker in words(about.get("tickerSymbol"))),
        lei=lei if _LEI.fullmatch(lei) else None,
    )  # fmt: skip


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    said = (re.sub(r"\s+", " ", text).strip() for text in texts)
    return tuple(dict.fromkeys(text for text in said if text and text.lower() not in _EMPTY_TITLES))[:6]
