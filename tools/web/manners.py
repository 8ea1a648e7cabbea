"""What each host asks of its readers, in one table; everyone not named here gets the defaults."""

from __future__ import annotations

from dataclasses import dataclass

from .addresses import Target


@dataclass(frozen=True)
class Manner:
    """How one host, or a family of hosts under one domain, wants to be read.

    `api` holds the paths that the host documents for programs, and `why` where: robots.txt governs crawlers
    that follow links, so it is not applied to those paths, and to those only.
    """

    domain: str
    interval: float = 0.5
    connections: int = 2
    api: tuple[str, ...] = ()
    why: str = ""
    contact: bool = False


_OWN = "a service of the user's own machine"

DEFAULT = Manner(domain="")
MANNERS = (
    Manner(
        "sec.gov", interval=0.125, connections=4, contact=True, api=("/",),
        why="sec.gov/os/accessing-edgar-data: at most 10 requests a second, contact in the User-Agent",
    ),
    Manner(
        "wikipedia.org", interval=0.2, api=("/w/api.php", "/w/rest.php", "/api/rest_v1/"),
        why="mediawiki.org/wiki/API:Etiquette",
    ),
    Manner(
        "wikidata.org", interval=0.2,
        api=("/w/api.php", "/w/rest.php", "/wiki/Special:EntityData/", "/sparql"),
        why="wikidata.org/wiki/Wikidata:Data_access",
    ),
    Manner("api.gleif.org", api=("/api/",), why="gleif.org/en/lei-data/gleif-api", interval=1.0),
    Manner(
        "api.gdeltproject.org", interval=5.0, connections=1, api=("/api/",),
        why="its answer to faster callers: one request every 5 seconds",
    ),
    Manner("hn.algolia.com", api=("/api/",), why="hn.algolia.com/api"),
    Manner("api.github.com", api=("/",), why="docs.github.com/rest"),
    Manner("api.search.brave.com", interval=1.0, api=("/res/",), why="by the user's key, one a second"),
    Manner("api.tavily.com", api=("/",), why="by the user's key"),
    Manner("api.exa.ai", api=("/",), why="by the user's key"),
    Manner("localhost", interval=0.0, why=_OWN),
    Manner("127.0.0.1", interval=0.0, why=_OWN),
)  # fmt: skip


def manner(host: str) -> Manner:
    """Return the manners that hold for `host`: those of the longest domain named that it belongs to."""
    named = [known for known in MANNERS if host == known.domain or host.endswith(f".{known.domain}")]
    return max(named, key=lambda known: len(known.domain), default=DEFAULT)


def is_api(target: Target) -> bool:
    """Say whether `target` is a path that its host documents for programs."""
    return target.path.startswith(manner(target.host).api or ("\0",))
