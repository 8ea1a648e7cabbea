"""Several processes on one home folder, and kills."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import anyio
import pytest
from loopback import answer, site
from whynow.tools.web import WebOptions, open_web
from whynow.tools.web.archive import survey

pytestmark = pytest.mark.anyio

READER = """
import sys, anyio
from pathlib import Path
from whynow.tools.web import WebOptions, open_web
async def main(home, base, count, record):
    options = WebOptions(home=Path(home), allow_private=True, record=Path(record) if record else None)
    async with open_web(options) as web:
        for i in range(int(count)):
            response = await web.read(f"{base}/p{i % 20}")
            assert response.text == f"page {i % 20} " * 2000, (i, len(response.text))
            print(i, flush=True)
anyio.run(main, *sys.argv[1:])
"""


def reader(home: Path, base: str, count: int, record: str = "") -> subprocess.Popen[str]:
    command = [sys.executable, "-c", READER, str(home), base, str(count), record]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ})


def pages() -> dict[str, bytes]:
    fresh = {"cache_control": "max-age=1", "etag": '"1"'}
    return {f"p{i}": answer(200, f"page {i} ".encode() * 2000, **fresh) for i in range(20)}


async def finished(process: subprocess.Popen[str]) -> int:
    return await anyio.to_thread.run_sync(process.wait)


async def test_two_processes_read_through_one_cache(tmp_path: Path) -> None:
    async with site(**pages()) as served:
        both = [reader(tmp_path, served.url("").rstrip("/"), 120) for _ in range(2)]
        with anyio.fail_after(60):
            assert [await finished(process) for process in both] == [0, 0]


async def test_a_process_that_is_killed_leaves_cache_and_recording_whole(tmp_path: Path) -> None:
    record = tmp_path / "r.warc.gz"
    async with site(**pages()) as served:
        base = served.url("").rstrip("/")
        for _ in range(3):
            doomed = reader(tmp_path, base, 10_000, str(record))
            assert doomed.stdout is not None
            await anyio.to_thread.run_sync(doomed.stdout.readline)
            await anyio.sleep(0.15)
            doomed.send_signal(signal.SIGKILL)
            await finished(doomed)
        async with open_web(WebOptions(home=tmp_path, allow_private=True)) as web:
            for i in range(20):
                assert (await web.read(f"{base}/p{i}")).text == f"page {i} " * 2000
    places, damages = survey(record)
    assert damages <= 3
    assert {place.url.rpartition("/")[2] for place in places} >= {"robots.txt", "p0"}


def test_importing_the_door_is_cheap() -> None:
    code = (
        "import sys; from whynow.tools.web import Web, open_web; "
        "print([m for m in ('httpx','httpcore','hishel','protego','warcio','tenacity') if m in sys.modules])"
    )
    start = time.monotonic()
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
    assert time.monotonic() - start < 10
