"""How soon the server answers tools/list from a cold start, beside a bare server of the same SDK."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.table import Table

RUNS = 9
GOAL = 1.25

BARE = """
from mcp.server import MCPServer
server = MCPServer("bare", version="1")
@server.tool()
def hello(name: str) -> str:
    return name
server.run("stdio")
"""


def measure() -> list[Table]:
    """Start both alternately, so that the machine's moods meet both."""
    with TemporaryDirectory() as home:
        ours = [str(Path(sys.executable).with_name("whynow")), "serve", "--home", home]
        bare = [sys.executable, "-c", BARE]
        listed(bare), listed(ours)  # compiles and warms the disk
        times = [(listed(bare), listed(ours)) for _ in range(RUNS)]
    floor, mine = median(t[0] for t in times), median(t[1] for t in times)
    rows: list[tuple[str, ...]] = [
        ("bare MCPServer, one tool", f"{floor:.2f}", f"{min(t[0] for t in times):.2f}", "1.00"),
        ("whynow serve", f"{mine:.2f}", f"{min(t[1] for t in times):.2f}", f"{mine / floor:.2f}"),
    ]
    columns = ("server", "median s", "best s", "times the bare one")
    return [
        Table(
            "Cold start: spawn to tools/list", columns, rows, goal=f"at most {GOAL} times a bare server",
            notes=(f"{RUNS} runs of each, alternately, over raw stdio, as a 2025 client",),
        )
    ]  # fmt: skip


def listed(command: Sequence[str]) -> float:
    """Return the seconds from spawning `command` to its answer to tools/list."""
    began = time.perf_counter()
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as server:
        assert server.stdin is not None and server.stdout is not None
        client = {
            "protocolVersion": "2025-11-25",
            "capabilities": {},
            "clientInfo": {"name": "bench", "version": "1"},
        }
        messages = [
            {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": client},
            {"jsonrpc": "2.0", "method": "notifications/initialized"},
            {"jsonrpc": "2.0", "id": 2, "method": "tools/list"},
        ]
        server.stdin.write("".join(json.dumps(message) + "\n" for message in messages).encode())
        server.stdin.flush()
        for line in server.stdout:
            answer = json.loads(line)
            if answer.get("id") == 2:
                assert answer["result"]["tools"], answer
                took = time.perf_counter() - began
                server.stdin.close()
                server.wait(10)
                return took
    raise RuntimeError(f"{command[0]} ended without an answer")
