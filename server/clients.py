"""Ready settings for the clients that people use: JSON to paste, one-line commands to run."""

from __future__ import annotations

import base64
import json
import shlex
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from ..tools.evidence import Noun


class Connection(Noun):
    """How one client is connected: a file and what to put there, and a command or link that does it."""

    client: str
    file: str
    json_text: str
    command: str | None = None


def whynow_command() -> str:
    """Return the full path of `whynow`: desktop programs start servers without the shell's PATH."""
    beside = Path(sys.executable).with_name("whynow")
    return str(beside) if beside.exists() else shutil.which("whynow") or "whynow"


def connections(command: str, home: Path | None = None) -> tuple[Connection, ...]:
    """Return the settings of Claude Desktop, Claude Code, Cursor and VS Code that start `command`."""
    arguments = ["serve", *(["--home", str(home)] if home is not None else [])]
    entry: dict[str, object] = {"command": command, "args": arguments}
    typed = {"type": "stdio", **entry}
    servers = _json({"mcpServers": {"whynow": entry}})
    return (
        Connection(
            client="Claude Desktop",
            file=_claude_desktop_file(sys.platform),
            json_text=servers,
        ),
        Connection(
            client="Claude Code",
            file=".mcp.json in the project",
            json_text=servers,
            command=_shell(["claude", "mcp", "add", "--scope", "user", "whynow", "--", command, *arguments]),
        ),
        Connection(
            client="Cursor",
            file="~/.cursor/mcp.json",
            json_text=servers,
            command=_cursor_link(entry),
        ),
        Connection(
            client="VS Code",
            file=".vscode/mcp.json in the workspace",
            json_text=_json({"servers": {"whynow": typed}}),
            command=_shell(["code", "--add-mcp", json.dumps({"name": "whynow", **typed})]),
        ),
    )


def _claude_desktop_file(platform: str) -> str:
    if platform == "darwin":
        return "~/Library/Application Support/Claude/claude_desktop_config.json"
    if platform == "win32":
        return r"%APPDATA%\Claude\claude_desktop_config.json"
    return "~/.config/Claude/claude_desktop_config.json"


def _cursor_link(entry: dict[str, object]) -> str:
    config = base64.b64encode(json.dumps(entry).encode()).decode()
    return f"cursor://anysphere.cursor-deeplink/mcp/install?name=whynow&config={config}"


def _shell(words: Sequence[str]) -> str:
    return shlex.join(words)


def _json(value: object) -> str:
    return json.dumps(value, indent=2)
