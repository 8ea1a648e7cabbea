"""The house stays as it was drawn: floors, no circles, one place a library, nothing heavy at start-up."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
FLOORS = {
    "tools": {"tools"},
    "prompts": {"prompts"},
    "agents": {"agents", "tools", "prompts"},
    "server": {"server", "agents", "tools", "prompts"},
}
"""What each floor may import."""

EVERYWHERE = {"anyio", "pydantic"}
"""The two libraries that belong to the language of the house: nouns, and waiting."""

PLACES = {
    "anysqlite": ("tools/web",),
    "charset_normalizer": ("tools/web",),
    "chromadb": ("tools/index/vectors.py",),
    "cleanco": ("tools/registers/names.py",),
    "courlan": ("tools/sources", "tools/reading"),
    "defusedxml": ("tools/reading",),
    "docx": ("tools/reading",),
    "feedparser": ("tools/reading",),
    "hishel": ("tools/web",),
    "htmldate": ("tools/reading",),
    "httpcore": ("tools/web",),
    "httpx": ("tools/web",),
    "idna": ("tools/web",),
    "lxml": ("tools/reading", "tools/filings"),
    "mcp": ("server",),
    "numpy": ("tools",),
    "openai": ("tools/index/embedding_remote.py",),
    "platformdirs": ("server/settings.py",),
    "protego": ("tools/web",),
    "pydantic_settings": ("server/settings.py",),
    "pypdf": ("tools/reading",),
    "rapidfuzz": ("tools",),
    "rich": ("server",),
    "sqlalchemy": ("tools/index/store.py", "tools/index/engine.py"),
    "tenacity": ("tools/web",),
    "trafilatura": ("tools/reading",),
    "typer": ("server",),
    "warcio": ("tools/web",),
    "wordllama": ("tools/index/embedding.py",),
}
"""Where each third-party library lives: one file, or one small folder."""

HEAVY = (
    "chromadb",
    "trafilatura",
    "openai",
    "wordllama",
    "lxml",
    "numpy",
    "sqlalchemy",
    "httpx",
    "pypdf",
    "docx",
)
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "base", "core"}


@dataclass(frozen=True)
class Import:
    """One import statement: who asks, for what, and whether only type checkers see it."""

    by: str
    name: str
    typing_only: bool


@cache
def modules() -> dict[str, Path]:
    """Every module of the package, by its dotted name without `whynow.`."""
    found = {}
    for floor in FLOORS:
        for path in sorted((ROOT / floor).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def resolved(module: str, node: ast.ImportFrom) -> Iterator[str]:
    """The modules that `from … import …` reaches, relative ones as names below the package."""
    if not node.level:
        yield node.module or ""
        return
    package = module.split(".") if modules()[module].name == "__init__.py" else module.split(".")[:-1]
    base = package[: len(package) - node.level + 1]
    whole = [*base, *(node.module.split(".") if node.module else [])]
    for alias in node.names:
        deeper = ".".join([*whole, alias.name])
        yield "whynow." + (deeper if deeper in modules() else ".".join(whole))


def walk(node: ast.AST, typing_only: bool = False) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    """Every import below `node`; those under `if TYPE_CHECKING` are marked."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, typing_only
        else:
            guarded = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test)
            yield from walk(child, typing_only or guarded)


@cache
def imports() -> tuple[Import, ...]:
    """Every import of every module."""
    found = []
    for module, path in modules().items():
        for node, typing_only in walk(ast.parse(path.read_text("utf-8"))):
            plain = [alias.name for alias in node.names]
            names = resolved(module, node) if isinstance(node, ast.ImportFrom) else plain
            found += [Import(module, name, typing_only) for name in names]
    return tuple(found)


def ours(found: Import) -> bool:
    return found.name.split(".")[0] == "whynow"


def foreign() -> list[Import]:
    """Imports of third-party libraries."""
    known = sys.stdlib_module_names | {"whynow", "__future__"}
    return [found for found in imports() if found.name.split(".")[0] not in known]


def test_every_floor_imports_only_what_lies_below_it() -> None:
    upward = [
        f"{found.by} -> {found.name}"
        for found in imports()
        if ours(found) and "." in found.name
        if found.name.split(".")[1] not in FLOORS[found.by.split(".")[0]] | {"__init__"}
    ]
    assert upward == []


def test_no_module_imports_itself_through_others() -> None:
    graph: dict[str, set[str]] = {module: set() for module in modules()}
    for found in imports():
        target = found.name.removeprefix("whynow.")
        if ours(found) and not found.typing_only and target in graph and target != found.by:
            graph[found.by].add(target)
    while leaves := {module for module, needs in graph.items() if not needs & graph.keys()}:
        graph = {module: needs for module, needs in graph.items() if module not in leaves}
    # What only leads into a circle is no part of it: peel from the other side as well.
    while roots := graph.keys() - {need for needs in graph.values() for need in needs}:
        graph = {module: needs for module, needs in graph.items() if module not in roots}
    assert graph == {}


def test_the_package_imports_itself_relatively() -> None:
    sources = {module: path.read_text("utf-8") for module, path in modules().items()}
    assert [m for m, text in sources.items() if re.search(r"^\s*(from|import) whynow\b", text, re.M)] == []


@pytest.mark.parametrize("library", ["mcp", "httpx", "chromadb", "openai", "sqlalchemy"])
def test_agents_judge_and_never_touch(library: str) -> None:
    reached = [f.by for f in foreign() if f.name.split(".")[0] == library and f.by.startswith("agents")]
    assert reached == []


def test_each_library_lives_in_its_place() -> None:
    strays = set()
    for found in foreign():
        library = found.name.split(".")[0]
        path = modules()[found.by].relative_to(ROOT)
        homes = [Path(place) for place in PLACES.get(library, ())]
        if library not in EVERYWHERE and not any(home in (path, *path.parents) for home in homes):
            strays.add(f"{library} in {path}")
    assert strays == set()


def test_each_dependency_is_imported_somewhere() -> None:
    asked = {re.split(r"[<>=\[]", line)[0] for line in project()["project"]["dependencies"]}
    used = {found.name.split(".")[0] for found in foreign()}
    assert {"docx" if name == "python-docx" else name.replace("-", "_") for name in asked} - used == set()


def test_the_package_list_is_the_folders() -> None:
    folders = {"whynow"} | {
        "whynow." + ".".join(init.parent.relative_to(ROOT).parts)
        for floor in FLOORS
        for init in (ROOT / floor).rglob("__init__.py")
    }
    assert set(project()["tool"]["setuptools"]["packages"]) == folders


def test_every_file_of_the_package_is_shipped() -> None:
    kinds = project()["tool"]["setuptools"]["package-data"]
    shipped = {
        path
        for package, patterns in kinds.items()
        for pattern in patterns
        for path in ROOT.joinpath(*package.split(".")[1:]).glob(pattern)
    }
    present = {p for floor in FLOORS for p in (ROOT / floor).rglob("*") if p.is_file() and p.suffix != ".py"}
    assert {p for p in present if "__pycache__" not in p.parts} - shipped == set()


def test_files_are_named_for_what_they_hold() -> None:
    assert [str(path) for path in modules().values() if path.stem in VAGUE] == []


def test_no_file_grows_without_end() -> None:
    long = {
        str(p.relative_to(ROOT)): n
        for p in modules().values()
        if (n := len(p.read_text().splitlines())) > 400
    }
    assert long == {}


@pytest.mark.parametrize("module", ["whynow.server.cli", "whynow.server.protocol", "whynow.server.app"])
def test_starting_the_server_imports_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*sorted(set(sys.modules) & {set(HEAVY)!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_tracked_files_name_no_machine_and_no_registry() -> None:
    # Joined here, so that this file does not name what it forbids.
    hosts = ["py" + "pi.org", "python" + "hosted", "registry.npm" + "js"]
    paths = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/tm" + "p/pp"]
    forbidden = re.compile("|".join(map(re.escape, hosts + paths)))
    found = [f"{path}: {m[0]}" for path, text in tracked() for m in forbidden.finditer(text)]
    assert found == []


def tracked() -> Iterator[tuple[str, str]]:
    """Every tracked text file; where git is absent there is nothing to publish."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.is_file():
            yield name, path.read_text("utf-8", errors="replace")


@cache
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
