"""Small webs for tests: pages said in a line or two, recorded as WARC files that nothing else can leave.

The big one is the demo world (`demo_warc` in conftest.py); these are for what it does not hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from whynow.tools.web.archive import Recorded, write_warc

MOMENT = datetime(2026, 3, 12, 6, 30, tzinfo=UTC)
HTML, JSON = "text/html; charset=utf-8", "application/json"


def answer(
    url: str, body: str | bytes = b"", status: int = 200, kind: str = HTML, **headers: str
) -> Recorded:
    """One recorded answer; header names are given with underscores (`Retry_After="60"`)."""
    named = {"Content-Type": kind} | {name.replace("_", "-"): value for name, value in headers.items()}
    content = body.encode() if isinstance(body, str) else body
    return Recorded(url, status, tuple(named.items()), content, MOMENT)


def silence(url: str, why: str = "no answer within 15 s") -> Recorded:
    """A URL that was asked for and never answered."""
    return Recorded(url, 0, (), b"", MOMENT, failure=why)


def redirect(url: str, to: str) -> Recorded:
    """One URL that leads to another."""
    return answer(url, status=301, Location=to)


def page(title: str, body: str, *, head: str = "", language: str = "en") -> str:
    """An HTML page with a title and a body."""
    top = f'<meta charset="utf-8"><title>{title}</title>{head}'
    main = f"<main><h1>{title}</h1>{body}</main>"
    return f'<!DOCTYPE html><html lang="{language}"><head>{top}</head><body>{main}</body></html>'


def organization(name: str, url: str, **more: object) -> str:
    """The JSON-LD with which a site says whose it is."""
    about = {"@context": "https://schema.org", "@type": "Organization", "name": name, "url": url, **more}
    return f'<script type="application/ld+json">{json.dumps(about)}</script>'


def site(host: str, pages: Mapping[str, str]) -> list[Recorded]:
    """A web site: HTML by path; `/robots.txt` where given is plain text."""
    return [
        answer(f"https://{host}{path}", body, kind="text/plain" if path.endswith(".txt") else HTML)
        for path, body in pages.items()
    ]


def private_company() -> list[Recorded]:
    """A German family firm that has a web site, and nothing else anywhere."""
    host = "www.hagenbruck-dosiertechnik.example"
    about = organization("Hagenbruck Dosiertechnik GmbH", f"https://{host}/", foundingDate="1978")
    menu = '<nav><a href="/ueber-uns">Über uns</a> <a href="/karriere">Karriere</a></nav>'
    texts = {
        "/": f"{menu}<p>Die Hagenbruck Dosiertechnik GmbH baut seit 1978 Dosierpumpen für Wasserwerke und "
        "Molkereien. 140 Menschen arbeiten in Oldenburg.</p>",
        "/ueber-uns": "<p>Geschäftsführerin ist seit Juli 2024 Wiebke Hagenbruck. Sie führt das "
        "Unternehmen in dritter Generation und will den Umsatz mit Wartung bis 2027 verdoppeln.</p>",
        "/karriere": "<p>Wir suchen zwei Servicetechniker für den Außendienst (Oldenburg).</p>",
    }
    titles = {"/": "Dosieren auf den Tropfen genau", "/ueber-uns": "Über uns", "/karriere": "Karriere"}
    pages = {path: page(titles[path], text, head=about, language="de") for path, text in texts.items()}
    return site(host, pages)


def recorded(folder: Path, *groups: Iterable[Recorded], name: str = "world") -> Path:
    """Write answers into one WARC file and return its path."""
    path = folder / f"{name}.warc.gz"
    write_warc(path, [record for group in groups for record in group])
    return path
