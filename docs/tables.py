"""`python docs/tables.py [--check]`: write the tables of the docs from the code, or say which are old.

A table stands in a Markdown file between `<!-- table: NAME -->` and `<!-- end -->`; a fact has one home, and
it is the code.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

DOCS = Path(__file__).resolve().parent
LEFT_OUT = ("**Financials", "**People", "**Competition", "**Technology", "**Talk track", "**Initiatives")
"""Sections that the README leaves to whoever runs the demo."""
PLACE = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.S)


def table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a Markdown table; line breaks and bars inside cells are made harmless."""
    lines = [columns, tuple("---" for _ in columns), *rows]
    return "".join(f"| {' | '.join(_cell(cell) for cell in line)} |\n" for line in lines)


def tools() -> str:
    """Return what the MCP server offers, as clients see it."""
    from whynow.server.toolbox import TOOLS

    rows = []
    for tool in TOOLS:
        needed = tool.parameters.get("required", [])
        names = (f"**{name}**" if name in needed else name for name in tool.parameters["properties"])
        rows.append(
            (f"`{tool.name}`", ", ".join(names) or "none", tool.description, _hints(tool.annotations))
        )
    return table(("tool", "arguments (required in bold)", "what it does", "hints"), rows)


def arguments() -> str:
    """Return every argument of every tool with its default and meaning."""
    from whynow.server.toolbox import TOOLS

    rows = [
        (f"`{tool.name}`", f"`{name}`", _default(about), about.get("description", ""))
        for tool in TOOLS
        for name, about in tool.parameters["properties"].items()
    ]
    return table(("tool", "argument", "default", "meaning"), rows)


def settings() -> str:
    """Return every setting with its environment variable, default and meaning."""
    from pydantic import SecretStr
    from whynow.server.settings import Settings

    rows = []
    for name, field in Settings.model_fields.items():
        default = "" if field.default_factory or isinstance(field.default, SecretStr) else field.default
        shown = f"`{default}`" if str(default) else ("the user's data folder" if name == "home" else "none")
        rows.append((f"`WHYNOW_{name.upper()}`", f"`{name}`", shown, field.description or ""))
    return table(("environment", "in `settings.toml`", "default", "meaning"), rows)


def sources() -> str:
    """Return every source and the place it looks."""
    from whynow.tools.sources import DESCRIPTIONS

    rows = [(f"`{name}`", place) for name, place in DESCRIPTIONS.items()]
    return table(("source", "where it looks"), rows)


def commands() -> str:
    """Return every command with the first sentence of its help."""
    import typer
    from whynow.server.cli import cli

    group = typer.main.get_command(cli)
    known = getattr(group, "commands", {})
    rows = [(f"`whynow {name}`", _first(command.help or "")) for name, command in known.items()]
    return table(("command", "what it does"), rows)


def brief() -> str:
    """Return the brief of `whynow demo`, cut short, as a quotation."""
    asked = [sys.executable, "-m", "whynow.server.cli", "demo"]
    told = subprocess.run(asked, capture_output=True, encoding="utf-8", check=True).stdout
    sections = [s for s in told.strip().split("\n\n") if not s.startswith(LEFT_OUT)]
    lines = "\n\n".join(["\n".join(section.splitlines()[:6]) for section in sections]).splitlines()
    return "".join(f"> {line}".rstrip() + "\n" for line in [*lines, "…"])


TABLES: Mapping[str, Callable[[], str]] = {
    "tools": tools,
    "arguments": arguments,
    "settings": settings,
    "sources": sources,
    "commands": commands,
    "brief": brief,
}


def fresh(text: str) -> str:
    """Return `text` with every table in it made anew."""
    return PLACE.sub(lambda place: place[1] + TABLES[place[2]]() + place[3], text)


def outdated() -> list[Path]:
    """Return the files whose tables no longer say what the code says."""
    return [path for path in _files() if (text := path.read_text("utf-8")) != fresh(text)]


def main(arguments: list[str]) -> int:
    """Write the tables, or with `--check` only compare them; the exit code is 1 where one was out of date."""
    late = outdated()
    for path in late:
        sys.stdout.write(f"{'out of date' if '--check' in arguments else 'written'}: {path.name}\n")
        if "--check" not in arguments:
            path.write_text(fresh(path.read_text("utf-8")), "utf-8")
    return int(bool(late) and "--check" in arguments)


def _files() -> list[Path]:
    return [DOCS.parent / "README.md", *sorted(DOCS.glob("*.md"))]


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|")


def _first(words: str) -> str:
    return re.split(r"(?<=\.)\s", " ".join(words.split()), maxsplit=1)[0]


def _default(about: Mapping[str, object]) -> str:
    default = about.get("default", "required")
    return "required" if default == "required" else "empty" if default == "" else f"`{default}`"


def _hints(hints: object) -> str:
    words = {
        "read_only_hint": "reads only",
        "destructive_hint": "deletes",
        "open_world_hint": "asks the web",
    }
    return ", ".join(word for name, word in words.items() if getattr(hints, name)) or "writes locally"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
