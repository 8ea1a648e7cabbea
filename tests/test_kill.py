"""A kill in the middle of `brief` loses nothing that was read; running it again goes on from there."""

from __future__ import annotations

import json
import shlex
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest
from whynow.server.demo import ACCOUNT, AS_OF, PURPOSE
from whynow.tools.evidence import Brief
from wire import COMMAND, environment, run, world


def documents(home: Path) -> set[str]:
    """What is kept, seen from outside."""
    file = home / "whynow.sqlite"
    if not file.exists():
        return set()
    try:
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=5) as connection:
            return {row[0] for row in connection.execute("select id from documents")}
    except sqlite3.OperationalError:  # the tables are being made
        return set()


def started(home: Path, warc: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, "brief", ACCOUNT, "--purpose", PURPOSE, *world(home, warc, AS_OF)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
    )  # fmt: skip


def wait_for_some(process: subprocess.Popen[bytes], home: Path) -> set[str]:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        if kept := documents(home):
            return kept
        time.sleep(0.002)
    return documents(home)


def test_a_killed_brief_goes_on_from_what_was_read(tmp_path: Path, demo_warc: Path) -> None:
    undisturbed, disturbed = tmp_path / "calm", tmp_path / "killed"
    asked = ["brief", ACCOUNT, "--purpose", PURPOSE, "--format", "json"]
    calm = run(*asked, *world(undisturbed, demo_warc, AS_OF))
    assert calm.returncode == 0, calm.stderr

    process = started(disturbed, demo_warc)
    before = wait_for_some(process, disturbed)
    process.kill()
    process.communicate()
    assert before

    again = run(*asked, *world(disturbed, demo_warc, AS_OF))
    assert again.returncode == 0, again.stderr
    assert before <= documents(disturbed) == documents(undisturbed)
    whole, resumed = Brief.model_validate_json(calm.stdout), Brief.model_validate_json(again.stdout)
    assert [claim.text for claim in resumed.claims] == [claim.text for claim in whole.claims]


def test_an_interrupted_brief_ends_quietly_and_keeps_what_was_read(tmp_path: Path, demo_warc: Path) -> None:
    process = started(tmp_path, demo_warc)
    kept = wait_for_some(process, tmp_path)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    if process.returncode == 0:
        pytest.skip("the brief was done before the interrupt arrived")
    assert process.returncode == 130
    assert b"Traceback" not in out + err
    assert kept <= documents(tmp_path)


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"n": n}) for n in range(200_000))
    (tmp_path / "long.txt").write_text(lines, encoding="utf-8")
    words = (*COMMAND, "read", str(tmp_path / "long.txt"), "--home", str(tmp_path))
    command = ["/bin/sh", "-c", f"{shlex.join(words)} | head -n 1"]
    done = subprocess.run(command, env=environment(), capture_output=True, check=False, timeout=60)
    assert b"Traceback" not in done.stderr and b"BrokenPipe" not in done.stderr
