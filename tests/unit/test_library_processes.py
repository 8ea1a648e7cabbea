"""Several processes share one home; a kill loses nothing that was committed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from shelves import Letters, note
from whynow.tools.library import open_library

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals")

_WRITER = """
import sys
from pathlib import Path
from shelves import Letters, note
from whynow.tools.library import open_library

library = open_library(Path(sys.argv[1]), Letters(), idle=0)
account, many = sys.argv[2], int(sys.argv[3])
if "copy" in sys.argv:
    library.copy_vectors()
    print("copied", flush=True)
for i in range(many):
    text = f"Depot {i} of {account} is open. " * 40
    library.add([note(text, f"https://{account}.example/{i}", account=account)])
    if i % 5 == 0:
        library.search("depot", account=account)
        library.search("depot")
    print(i, flush=True)
print("done", flush=True)
sys.stdin.read()
library.close()
"""


@contextmanager
def writer(home: Path, account: str, many: int, *more: str) -> Iterator[subprocess.Popen[str]]:
    """Run a process that keeps `many` documents of an account and then waits."""
    here = Path(__file__).parent
    root = os.environ.get("PYTHONPATH", "")
    process = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(home), account, str(many), *more],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join((str(here), root))},
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def said(process: subprocess.Popen[str], word: str) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip() == word:
            return
    raise AssertionError(f"the process ended before it said {word!r}")


def test_two_processes_write_at_once_and_see_each_other(tmp_path: Path) -> None:
    reader = open_library(tmp_path, Letters(), idle=0)
    assert reader.search("depot").passages == ()
    with writer(tmp_path, "halden", 30, "copy") as one, writer(tmp_path, "vestfold", 30) as two:
        said(one, "done")
        said(two, "done")
        for account in ("halden", "vestfold"):
            assert len(reader.documents(account)) == 30
            assert len(reader.search("depot open", account=account, limit=30).passages) == 30
        assert {p.account for p in reader.search("depot open", limit=60).passages} == {"halden", "vestfold"}
    reader.close()


def test_a_kill_loses_nothing_committed_and_leaves_nothing_half(tmp_path: Path) -> None:
    with writer(tmp_path, "halden", 10_000, "copy") as process:
        said(process, "12")
        process.send_signal(signal.SIGKILL)
        process.wait()
    library = open_library(tmp_path, Letters(), idle=0)
    kept = library.documents("halden")
    assert len(kept) >= 13
    found = library.search("depot open", account="halden", limit=100).passages
    assert {p.document for p in found} == {d.id for d in kept}
    assert library.state().vectors == library.state().passages
    again = [note(f"Depot {i} of halden is open. " * 40, f"https://halden.example/{i}") for i in range(20)]
    assert len(library.add(again)) == max(0, 20 - len(kept))
    assert library.copy_vectors()
    library.close()


def test_the_vector_index_goes_to_the_next_when_its_process_is_killed(tmp_path: Path) -> None:
    library = open_library(tmp_path, Letters(), idle=0)
    library.add([note("The depot is open.")])
    with writer(tmp_path, "halden", 1, "copy") as process:
        said(process, "done")
        assert not library.copy_vectors()
        assert library.search("depot").passages
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert library.copy_vectors()
    assert len(library.search("depot").passages) >= 2
    library.close()


def test_what_one_process_forgets_the_other_no_longer_finds(tmp_path: Path) -> None:
    with writer(tmp_path, "halden", 3, "copy") as process:
        said(process, "done")
        library = open_library(tmp_path, Letters(), idle=0)
        other = open_library(tmp_path, Letters(), idle=0)
        assert other.search("depot").passages
        library.forget("halden")
        assert other.search("depot").passages == ()
        assert other.search("depot", account="halden").passages == ()
        library.close()
        other.close()


def test_copying_begins_by_itself_when_it_is_quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whynow.tools.index.copying.LEAST", 1)
    library = open_library(tmp_path, Letters(), idle=0.05)
    library.add([note("The depot is open.")])
    made = tmp_path / "chroma" / "made.json"
    for _ in range(200):
        if made.exists() and '"count": 1' in made.read_text():
            break
        time.sleep(0.05)
    assert '"count": 1' in made.read_text()
    library.close()
