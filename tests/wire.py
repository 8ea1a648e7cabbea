"""whynow in processes of its own: a server on the wire, a command to kill."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

COMMAND = (sys.executable, "-m", "whynow.server.cli")


def environment() -> dict[str, str]:
    """Only what a process needs: no setting of whoever runs the tests."""
    return {name: value for name, value in os.environ.items() if not name.startswith("WHYNOW_")}


def world(home: Path, warc: Path, as_of: object) -> list[str]:
    """The options that make a process live in the recorded world."""
    return ["--home", str(home), "--replay", str(warc), "--as-of", str(as_of)]


class Server:
    """One `whynow serve`, spoken to as an MCP host does: a line of JSON each way."""

    def __init__(self, options: list[str]) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, "serve", *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(),
            text=True, encoding="utf-8",
        )  # fmt: skip
        self._asked = 0
        client = {"name": "test", "version": "1"}
        self.ask("initialize", protocolVersion="2025-11-25", capabilities={}, clientInfo=client)
        self.answer()
        self._send({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def call(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """Call a tool and wait for its result."""
        self.ask("tools/call", name=tool, arguments=arguments)
        return self.answer()

    def ask(self, method: str, **params: Any) -> None:
        """Send a request and go on."""
        self._asked += 1
        self._send({"jsonrpc": "2.0", "id": self._asked, "method": method, "params": params})

    def answer(self) -> dict[str, Any]:
        """Wait for the result of the last request."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            message: dict[str, Any] = json.loads(line)
            if message.get("id") == self._asked and "method" not in message:
                assert "result" in message, message
                return dict(message["result"])
        raise AssertionError(f"the server ended with {self.process.wait(5)}")

    def kill(self) -> None:
        """End the process as a crash would."""
        self.process.kill()
        self.process.communicate()

    def _send(self, message: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()


@contextmanager
def serving(options: list[str]) -> Iterator[Server]:
    """A server that ends with the test."""
    server = Server(options)
    try:
        yield server
    finally:
        server.kill()


def run(*words: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [*COMMAND, *words], env=environment(), capture_output=True, check=False, timeout=timeout,
        text=True, encoding="utf-8",
    )  # fmt: skip
