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
    """A British family firm that has a web site, and nothing else anywhere."""
    host = "www.ashgrove-dosing.example"
    about = organization("Ashgrove Dosing", f"https://{host}/", foundingDate="1978")
    menu = '<nav><a href="/about">About us</a> <a href="/careers">Careers</a></nav>'
    texts = {
        "/": "Ashgrove Dosing makes metering pumps for waterworks and dairies. Since 1978 our pumps have "
        "added chlorine to drinking water, drop by drop, in 40 countries.",
        "/about": "Ashgrove Dosing is a family firm in Leeds with 140 employees. Winifred Ashgrove has "
        "been managing director since July 2024. We want to double our revenue from maintenance by 2027.",
        "/careers": "We are looking for two field service engineers, based in Leeds.",
    }
    titles = {"/": "Exact to the drop", "/about": "About us", "/careers": "Careers"}
    pages = {path: page(titles[path], f"{menu}<p>{text}</p>", head=about) for path, text in texts.items()}
    return [redirect("https://ashgrove-dosing.example/", f"https://{host}/"), *site(host, pages)]


def recorded(folder: Path, *groups: Iterable[Recorded], name: str = "world") -> Path:
    """Write answers into one WARC file and return its path."""
    path = folder / f"{name}.warc.gz"
    write_warc(path, [record for group in groups for record in group])
    return path
