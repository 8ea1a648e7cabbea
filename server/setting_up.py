"""`whynow setup`: what is asked once, and the file that keeps it."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path

from ..tools.errors import InvalidInput, SettingsError

ADDRESS = re.compile(r"[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"']+")


def ask_contact() -> str:
    """Ask the person for an e-mail address; say how to give it where there is nobody to ask."""
    import typer

    if not sys.stdin.isatty():
        raise InvalidInput("There is nobody to ask: give --contact you@example.com.")
    return str(
        typer.prompt("Your e-mail address (the SEC asks for one from everyone who reads filings)", err=True)
    )


def contact_address(text: str) -> str:
    """Return `text` as an address that a site owner can answer to."""
    address = text.strip()
    if not ADDRESS.fullmatch(address):
        raise InvalidInput(f"{address!r} is not an e-mail address. Give one such as you@example.com.")
    return address


def keep_setting(home: Path, name: str, value: str) -> Path:
    """Write one setting to the settings file of `home`, keeping all others, and return the file."""
    path = home / "settings.toml"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    try:
        tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not TOML ({error}). Mend or remove it.") from error
    line = f"{name} = {json.dumps(value)}"
    place = next((n for n, old in enumerate(lines) if re.match(rf"\s*{re.escape(name)}\s*=", old)), None)
    if place is None:
        lines.insert(0, line)
    else:
        lines[place] = line
    try:
        home.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{path} cannot be written: {error.strerror}. Give another --home.") from error
    return path
