"""8-K items and event dates from the documents' own words, against the labels of 357 filings 1994-2023."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from whynow.tools.filings.filing import read_filing
from whynow.tools.web.archive import read_warc

from .table import SHARED, Table

_LABELS = SHARED / "evals" / "filings_8k.jsonl"
_WORLD = SHARED / "world" / "edgar_8k.warc.gz"
_CODE = re.compile(r"item\s*(\d{1,2}(?:\.\d{2})?)", re.IGNORECASE)

Found = tuple[set[str], str | None]


def measure() -> list[Table]:
    """Return precision and recall of items, and how many event dates agree, beside a bare pattern."""
    title, columns = (
        "8-K items and event dates",
        ("reader", "precision", "recall", "all items right", "date right"),
    )
    if not (_LABELS.is_file() and _WORLD.is_file()):
        return [Table(title, columns, notes=("the labelled filings are not on this machine",))]
    labels = [json.loads(line) for line in _LABELS.read_text().splitlines()]
    bodies = _bodies(_WORLD)
    known = [label for label in labels if label["url"] in bodies]
    rows = [
        _score(name, reader, known, bodies)
        for name, reader in (("pattern (floor)", _pattern), ("whynow", _ours))
    ]
    return [
        Table(title, columns, rows, notes=(f"{len(known)} filings; labels are EDGAR's own header fields",))
    ]


def _bodies(path: Path) -> dict[str, bytes]:
    return {record.url: record.body for record in read_warc(path) if record.status == 200}


def _pattern(body: bytes) -> Found:
    words = re.sub(r"<[^>]*>|&\w+;", " ", body.decode("utf-8", "replace"))
    return set(_CODE.findall(words)), None


def _ours(body: bytes) -> Found:
    filing = read_filing(body, form="8-K")
    return set(filing.items), filing.event_date.isoformat() if filing.event_date else None


def _score(
    name: str, reader: Callable[[bytes], Found], labels: list[dict[str, object]], bodies: dict[str, bytes]
) -> tuple[str, ...]:
    right = false = missed = whole = dated = 0
    for label in labels:
        codes, day = reader(bodies[str(label["url"])])
        wanted = set(map(str, label["item_codes"]))  # type: ignore[call-overload]
        right, false, missed = (
            right + len(codes & wanted),
            false + len(codes - wanted),
            missed + len(wanted - codes),
        )
        whole += codes == wanted
        dated += day == label["period_of_report"]
    count = len(labels)
    return (
        name, f"{right / (right + false):.3f}", f"{right / (right + missed):.3f}", f"{whole / count:.3f}",
        f"{dated / count:.3f}",
    )  # fmt: skip
