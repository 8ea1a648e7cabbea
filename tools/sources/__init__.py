"""Sources: one place we look is one async generator, one file, and one line here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from importlib import import_module
from typing import Protocol

from ..evidence import Account, Evidence
from ..web import Web


class Shelf(Protocol):
    """What the library already holds of one account."""

    def has(self, url: str) -> bool:
        """Say whether this URL was read whole and never changes (a filing): it need not be read again."""
        ...


Source = Callable[[Account, Web, Shelf], AsyncIterator[Evidence]]
"""Yields Documents and Facts as they arrive and a Gap for each thing it could not get; raises FetchError
only when it is wholly dead. It never sleeps, retries, caches or opens a socket: `Web` does."""

_PLACES = {
    "website": "the company's own site",
    "feeds": "newsroom and blog feeds of the company",
    "filings": "SEC EDGAR filings and XBRL facts",
    "encyclopedia": "Wikidata and Wikipedia",
    "news": "Google News, Bing News, GDELT, and the user's own search keys",
}


def _source(name: str) -> Source:
    """Import the source when it is first asked: parsers are heavy and start-up is not."""

    def ask(account: Account, web: Web, shelf: Shelf) -> AsyncIterator[Evidence]:
        source: Source = getattr(import_module(f".{name}", __name__), name)
        return source(account, web, shelf)

    return ask


SOURCES: Mapping[str, Source] = {name: _source(name) for name in _PLACES}
"""Every source by its name; the table in the docs is made from this."""

DESCRIPTIONS: Mapping[str, str] = _PLACES

NO_DOMAIN = "no domain is known; set it: whynow account {name!r} --domain example.com"
"""Why the sources of a company's own site had nothing to read."""
