"""`python -m bench [NAME …]`: print the measurements, all of them or those named."""

from __future__ import annotations

import sys
from importlib import import_module

MEASUREMENTS = {
    "identity": "names to the right company, and never a confident wrong one",
    "extraction": "page text, titles and dates, beside bare trafilatura and htmldate",
    "items": "8-K items and event dates against labels",
    "retrieval": "documents found for questions about filings, beside BM25 and static embeddings",
    "search_speed": "search at 100,000 passages of 250 accounts",
    "startup": "tools/list from a cold start, beside a bare server of the same SDK",
    "reading": "throughput of reading, beside the bare sum of its libraries",
    "brief_speed": "cold brief beside its critical path, and warm briefs",
    "memory": "peak memory while reading a large filing",
}


def main(names: list[str]) -> int:
    """Run the named measurements (all where none is named) and return an exit code."""
    unknown = [name for name in names if name not in MEASUREMENTS]
    if unknown:
        print(f"No measurement named {', '.join(unknown)}. Known: {', '.join(MEASUREMENTS)}", file=sys.stderr)
        return 2
    for name in names or MEASUREMENTS:
        for table in import_module(f"bench.{name}").measure():
            print(table, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
