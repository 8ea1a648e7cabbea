"""The doctor's findings and the settings that connect clients."""

from __future__ import annotations

import base64
import json
import shlex
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import pytest
from whynow.server.app import App
from whynow.server.clients import connections
from whynow.server.doctor import PLACES, examine, examined_text
from whynow.server.settings import Settings
from whynow.tools.errors import FetchError, IndexMismatch

pytestmark = pytest.mark.anyio


class Network:
    """A network where one place answers, one refuses and the rest is dead."""

    async def read(self, url: str) -> None:
        if "wikidata" in url:
            return
        raise FetchError(url, "refused", 403 if "sec.gov" in url else None)


def app(home: Path, *, index: Any = None, **settings: Any) -> App:
    async def library() -> Any:
        if isinstance(index, Exception):
            raise index
        state = SimpleNamespace(embedding="wordllama", passages=12, vectors=12, stale=False)
        return SimpleNamespace(state=lambda: state)

    async def web() -> Network:
        return Network()

    return cast(App, SimpleNamespace(settings=Settings(home=home, **settings), library=library, web=web))


async def test_a_missing_contact_is_told_with_the_command_that_mends_it(tmp_path: Path) -> None:
    examined = await examine(app(tmp_path), live=False)
    contact = next(check for check in examined.checks if check.name == "contact")
    assert examined.works and contact.state == "wanting" and "whynow setup" in (contact.mend or "")


async def test_keys_are_said_to_be_set_and_never_shown(tmp_path: Path) -> None:
    examined = await examine(app(tmp_path, contact="ann@example.com", brave_key="s3cret"), live=False)
    told = examined_text(examined)
    assert "Brave news: set" in told and "s3cret" not in told + examined.model_dump_json()


async def test_places_are_asked_and_the_dead_ones_named(tmp_path: Path) -> None:
    examined = await examine(app(tmp_path), live=True)
    states = {check.name: (check.state, check.found) for check in examined.checks if check.name in PLACES}
    assert states["Wikidata (identity)"] == ("good", "reachable")
    assert states["SEC EDGAR (filings, identity)"] == ("good", "reachable (answered 403)")
    assert states["GDELT (news)"] == ("wanting", "not reachable: refused")


async def test_a_replay_asks_nobody(tmp_path: Path) -> None:
    examined = await examine(app(tmp_path), live=False)
    assert not {check.name for check in examined.checks} & set(PLACES)


async def test_an_index_of_another_embedding_is_broken_with_its_own_words(tmp_path: Path) -> None:
    examined = await examine(app(tmp_path, index=IndexMismatch("made with minilm: rebuild it")), live=False)
    assert not examined.works
    assert "XX  index: made with minilm: rebuild it" in examined_text(examined)


async def test_a_home_that_cannot_be_a_folder_is_broken(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    examined = await examine(app(file / "home"), live=False)
    assert not examined.works


def test_every_client_gets_settings_that_start_this_very_whynow() -> None:
    ready = {one.client: one for one in connections("/opt/my tools/whynow", Path("/data/home"))}
    assert list(ready) == ["Claude Desktop", "Claude Code", "Cursor", "VS Code"]
    entry = {"command": "/opt/my tools/whynow", "args": ["serve", "--home", "/data/home"]}
    assert json.loads(ready["Claude Desktop"].json_text) == {"mcpServers": {"whynow": entry}}
    assert json.loads(ready["VS Code"].json_text) == {"servers": {"whynow": {"type": "stdio", **entry}}}
    words = shlex.split(ready["Claude Code"].command or "")
    assert words[words.index("--") + 1 :] == ["/opt/my tools/whynow", "serve", "--home", "/data/home"]
    link = parse_qs(urlsplit(ready["Cursor"].command or "").query)
    assert json.loads(base64.b64decode(link["config"][0])) == entry


def test_the_usual_home_needs_no_argument() -> None:
    assert json.loads(connections("whynow")[0].json_text)["mcpServers"]["whynow"]["args"] == ["serve"]
