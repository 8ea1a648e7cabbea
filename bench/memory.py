"""Peak memory of a process that reads the NVIDIA 10-K, beside one that only parses its HTML."""

from __future__ import annotations

import json
import subprocess
import sys

from .table import SHARED, Table

GOAL_MB = 400
_WARC = SHARED / "world" / "edgar.warc.gz"
_URL = "https://www.sec.gov/Archives/edgar/data/1045810/000104581025000023/nvda-20250126.htm"
_FETCH = f"""
import anyio, json, resource, sys, tempfile, time
from datetime import date
from pathlib import Path
from whynow.tools.web import FILING_BYTES, WebOptions, open_web

async def fetched():
    async with open_web(WebOptions(replay=(Path({str(_WARC)!r}),), as_of=date(2025, 9, 1))) as web:
        return await web.read({_URL!r}, limit=FILING_BYTES)

response = anyio.run(fetched)
start = time.perf_counter()
"""
_PEAK = """
print(json.dumps([resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, time.perf_counter() - start]))
"""
_PARSE = """
from lxml import html
tree = html.document_fromstring(response.body)
"""
_READ = """
from whynow.tools.filings.edgar import Listed
from whynow.tools.evidence import Document
from whynow.tools.filings.documents import Fetched, Filer, evidence
accession, filed = "0001045810-25-000023", date(2025, 2, 26)
listed = Listed("1045810", accession, "10-K", filed, None, "nvda-20250126.htm", (), 0)
part = Fetched("10-K", response.url, response.body, "2025-09-01T00:00:00Z")
told = list(evidence(listed, [part], Filer("nvidia", "NVIDIA")))
"""
_KEEP = """
from whynow.tools.evidence import Account, Facts
from whynow.tools.library import open_library
with tempfile.TemporaryDirectory() as home:
    library = open_library(Path(home))
    library.save(Account(id="nvidia", name="NVIDIA"))
    library.add([piece for piece in told if isinstance(piece, Document)])
    for piece in told:
        if isinstance(piece, Facts):
            library.add_facts(piece)
    library.close()
"""
_STEPS = {
    "fetch and bare lxml parse (floor)": _PARSE,
    "read into Document and Figures": _READ,
    "read, and keep in the library (cut, embedded, indexed)": _READ + _KEEP,
}


def measure() -> list[Table]:
    """Return the peak of each step, each in a process of its own."""
    title = "Peak memory, NVIDIA 10-K (2 MB of inline XBRL)"
    goal = f"under {GOAL_MB} MB for the process"
    columns = ("step", "peak MB", "seconds after fetching")
    if not _WARC.is_file():
        return [Table(title, columns, goal=goal, notes=(f"{_WARC.name} is not on this machine",))]
    rows: list[tuple[str, ...]] = [(name, *_run(step)) for name, step in _STEPS.items()]
    return [Table(title, columns, rows, goal)]


def _run(step: str) -> tuple[str, str]:
    done = subprocess.run(
        [sys.executable, "-c", _FETCH + step + _PEAK], capture_output=True, text=True, check=False
    )
    if done.returncode:
        return "failed", done.stderr.strip().rsplit("\n", 1)[-1][:80]
    peak, seconds = json.loads(done.stdout.strip().rsplit("\n", 1)[-1])
    return f"{peak:.0f}", f"{seconds:.2f}"
