"""The docs say what is: tables are made from the code, links lead somewhere, examples run."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import world
from whynow.tools.evidence import Account, Document, Gap
from whynow.tools.web import WebOptions, open_web

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])

pytestmark = pytest.mark.anyio


def load(path: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def blocks(page: str, language: str) -> list[str]:
    """The code blocks of one language in a page of the docs."""
    text = (ROOT / page).read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.M | re.S)


def test_the_tables_say_what_the_code_says() -> None:
    tables = load(ROOT / "docs" / "tables.py", "docs_tables")
    assert [path.name for path in tables.outdated()] == [], "run `uv run python docs/tables.py`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def told_commands() -> Iterator[str]:
    for page in PAGES:
        yield from re.findall(r"\bwhynow ([a-z]+)\b(?=[^\n]*)", "\n".join(code(page.read_text("utf-8"))))


def code(text: str) -> list[str]:
    """Everything in a page that is set as code."""
    fenced = re.findall(r"^```(?:console|sh|text)?\n(.*?)^```", text, re.M | re.S)
    return [*fenced, *re.findall(r"`(whynow [^`]+)`", text)]


def test_every_command_that_the_docs_name_exists() -> None:
    import typer
    from whynow.server.cli import cli

    known = set(getattr(typer.main.get_command(cli), "commands", {}))
    assert set(told_commands()) - known == set()


class Nothing:
    """An empty shelf."""

    def has(self, url: str) -> bool:
        return False


async def read(hits: list[dict[str, str]] | None, folder: Path) -> list[Document | Gap]:
    """Run the source that `docs/add-a-source.md` shows, on the stories given; None is a web without it."""
    source = folder / "hackernews.py"
    source.write_text(blocks("docs/add-a-source.md", "python")[0], "utf-8")
    module = load(source, "whynow.tools.sources.hackernews")
    pages = [
        world.answer(f"{module.SEARCH}?query=Acme&tags=story", json.dumps({"hits": hits}), kind=world.JSON)
    ]
    replay = world.recorded(folder, pages if hits is not None else [])
    async with open_web(WebOptions(replay=(replay,))) as web:
        return [piece async for piece in module.hackernews(Account(id="acme", name="Acme"), web, Nothing())]


async def test_the_source_that_the_docs_add_finds_stories(tmp_path: Path) -> None:
    titles = {"1": "Show HN: Acme 2.0", "2": "Ask HN: what is a summit?"}
    hits = [{"objectID": n, "title": t, "created_at": "2026-03-01T10:00:00Z"} for n, t in titles.items()]
    found = await read(hits, tmp_path)
    assert [(piece.title, piece.published) for piece in found if isinstance(piece, Document)] == [
        ("Show HN: Acme 2.0", "2026-03-01")
    ]


async def test_the_source_that_the_docs_add_says_what_it_could_not_get(tmp_path: Path) -> None:
    (gap,) = await read(None, tmp_path)
    assert isinstance(gap, Gap) and gap.why == "not recorded in the replay"
