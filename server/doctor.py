"""`whynow doctor`: what is set, reachable and missing, and how to mend it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import anyio

from ..tools.errors import FetchError, Refused, WhynowError
from ..tools.evidence import Noun
from .clients import Connection, connections, whynow_command
from .settings import Settings, default_home

if TYPE_CHECKING:
    from ..tools.web import Web
    from .app import App

PATIENCE = 6.0
"""Seconds that one place gets to answer."""

PLACES = {
    "SEC EDGAR (filings, identity)": "https://www.sec.gov/robots.txt",
    "Wikidata (identity)": "https://www.wikidata.org/robots.txt",
    "Wikipedia (encyclopedia)": "https://en.wikipedia.org/robots.txt",
    "GLEIF (identity)": "https://api.gleif.org/api/v1",
    "Google News (news)": "https://news.google.com/robots.txt",
    "Bing News (news)": "https://www.bing.com/robots.txt",
    "GDELT (news)": "https://api.gdeltproject.org/robots.txt",
}

State = Literal["good", "optional", "wanting", "broken"]
"""`optional`: not set, nothing is lost; `wanting`: something is lost; `broken`: whynow cannot work."""


class Check(Noun):
    """One thing that was looked at."""

    name: str
    state: State
    found: str
    mend: str | None = None


class Examination(Noun):
    """Everything that the doctor found."""

    works: bool
    checks: tuple[Check, ...]
    connections: tuple[Connection, ...]


async def examine(app: App, *, live: bool) -> Examination:
    """Look at settings, home, index and, where `live`, at the places that are read."""
    settings = app.settings
    checks = [_program(), _home(settings.home), _contact(settings.contact), *_services(settings)]
    checks.append(await _index(app))
    checks += await _places(app) if live else []
    return Examination(
        works=all(check.state != "broken" for check in checks),
        checks=tuple(checks),
        connections=connections(whynow_command(), _named_home(settings.home)),
    )


def examined_text(examined: Examination) -> str:
    """Lay the findings out for a person."""
    signs = {"good": "ok", "optional": "--", "wanting": "!!", "broken": "XX"}
    lines = ["whynow doctor", ""]
    for check in examined.checks:
        lines.append(f"{signs[check.state]}  {check.name}: {check.found}")
        lines += [f"      mend: {check.mend}"] if check.mend else []
    lines += ["", "ok good · -- optional · !! something is lost · XX whynow cannot work", ""]
    return "\n".join([*lines, *_connecting(examined.connections)])


def _connecting(ready: Sequence[Connection]) -> list[str]:
    """Say what to run or to paste; clients that take the same JSON share it."""
    lines = ["Connect a client by one command:"]
    lines += [f"  {one.client}: {one.command}" for one in ready if one.command]
    for text in dict.fromkeys(one.json_text for one in ready):
        files = ", ".join(f"{one.client} ({one.file})" for one in ready if one.json_text == text)
        lines += ["", f"or put this into the settings of {files}:", text]
    return lines


def _named_home(home: Path) -> Path | None:
    """Return the home that a client has to name; the usual one needs no name."""
    return None if home == default_home() else home.resolve()


def _program() -> Check:
    python = ".".join(map(str, sys.version_info[:3]))
    return Check(
        name="whynow", state="good", found=f"{version('whynow')} on Python {python}, {whynow_command()}"
    )


def _home(home: Path) -> Check:
    place = next(folder for folder in (home, *home.parents) if folder.exists())
    if place.is_dir() and os.access(place, os.W_OK):
        return Check(
            name="home",
            state="good",
            found=f"{home}" + ("" if home.exists() else " (made when first needed)"),
        )
    return Check(
        name="home", state="broken", found=f"{home} cannot be written",
        mend="give another folder: --home FOLDER, or set WHYNOW_HOME",
    )  # fmt: skip


def _contact(contact: str) -> Check:
    if contact:
        return Check(name="contact", state="good", found=f"{contact}, told to the sites that are read")
    return Check(
        name="contact", state="wanting", found="not set: the SEC's filings are a gap in every brief",
        mend="whynow setup --contact you@example.com",
    )  # fmt: skip


def _services(settings: Settings) -> list[Check]:
    """Say which optional services are set; never their keys."""
    given = {
        "Brave news": ("brave_key", settings.brave_key.get_secret_value()),
        "Tavily news": ("tavily_key", settings.tavily_key.get_secret_value()),
        "Exa news": ("exa_key", settings.exa_key.get_secret_value()),
        "SearXNG news": ("searxng_url", settings.searxng_url),
    }
    return [_service(name, field, bool(value)) for name, (field, value) in given.items()]


def _service(name: str, field: str, is_set: bool) -> Check:
    if is_set:
        return Check(name=name, state="good", found="set")
    return Check(name=name, state="optional", found="not set", mend=f"set WHYNOW_{field.upper()} to use it")


async def _index(app: App) -> Check:
    """Say how the index stands; a library that cannot be opened is broken, with the reason it gives."""
    try:
        library = await app.library()
        state = await anyio.to_thread.run_sync(library.state)
    except WhynowError as error:
        return Check(name="index", state="broken", found=str(error), mend="see the message")
    found = f"{state.passages} passages, {state.vectors} vectors, embedding {state.embedding}"
    if state.stale:
        return Check(
            name="index",
            state="wanting",
            found=f"{found}; made otherwise, or not whole",
            mend="whynow doctor --rebuild",
        )
    return Check(name="index", state="good", found=found)


async def _places(app: App) -> Iterable[Check]:
    """Ask every place that is read, side by side, whether it answers."""
    web = await app.web()
    checks: dict[str, Check] = {}

    async def ask(name: str, url: str) -> None:
        checks[name] = await _place(web, name, url)

    async with anyio.create_task_group() as tasks:
        for name, url in PLACES.items():
            tasks.start_soon(ask, name, url)
    return [checks[name] for name in PLACES]


async def _place(web: Web, name: str, url: str) -> Check:
    found = f"no answer in {PATIENCE:.0f} s"
    with anyio.move_on_after(PATIENCE):
        try:
            await web.read(url)
            return Check(name=name, state="good", found="reachable")
        except Refused as error:
            return Check(name=name, state="wanting", found=f"not asked: {error.why}")
        except FetchError as error:
            if error.status is not None and error.status < 500:
                return Check(name=name, state="good", found=f"reachable (answered {error.status})")
            found = error.why
    return Check(
        name=name, state="wanting", found=f"not reachable: {found}",
        mend="check the network, proxy or firewall; briefs say what is missing until then",
    )  # fmt: skip
