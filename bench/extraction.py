"""How well pages are read: their text, titles and dates, beside bare trafilatura and htmldate."""

from __future__ import annotations

import json
import re
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from .table import SHARED, Table

Reading = tuple[str, str | None, str | None]
"""Text, title and date as one way of reading a page found them."""
Reader = Callable[[str, bytes], Reading]
_LATEST = date(2026, 7, 1)


def measure() -> list[Table]:
    """Read the labelled pages both ways and compare."""
    labels, archive = SHARED / "evals/pages.jsonl", SHARED / "world/pages.warc.gz"
    if not (labels.exists() and archive.exists()):
        return [Table("extraction", ("reader",), notes=("the labelled pages of ../shared are not here",))]
    wanted = {row["url"]: row for row in map(json.loads, labels.read_text("utf-8").splitlines())}
    scores = {"whynow": Score(whynow), "trafilatura + htmldate": Score(bare)}
    for url, body in pages(archive):
        if url in wanted:
            for score in scores.values():
                score.count(wanted[url], url, body)
    return [
        Table(
            "extraction: labelled pages",
            (
                "reader",
                "text kept",
                "noise kept out",
                "title",
                "date",
                "dated wrongly",
                "ms a page",
                "p95",
                "max",
            ),
            [(name, *score.cells()) for name, score in scores.items()],
            goal="at least the floor in every column",
            notes=(
                "title: the same words; date: the same day; dated wrongly: another day than the label's, of "
                "all pages",
            ),
        )
    ]


@dataclass
class Score:
    """What one way of reading got right."""

    reader: Reader
    kept: list[bool] = field(default_factory=list)
    clean: list[bool] = field(default_factory=list)
    titles: list[bool] = field(default_factory=list)
    dates: list[bool] = field(default_factory=list)
    wrong: list[bool] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def count(self, label: dict[str, Any], url: str, body: bytes) -> None:
        """Read one page and compare it with its label."""
        start = time.perf_counter()
        text, title, day = self.reader(url, body)
        self.seconds.append(time.perf_counter() - start)
        plain = squeezed(text)
        self.kept += [squeezed(words) in plain for words in label["with"]]
        self.clean += [squeezed(words) not in plain for words in label["without"]]
        if label.get("title"):
            self.titles.append(same_title(title, label["title"]))
        if label.get("date"):
            self.dates.append(day == label["date"])
            self.wrong.append(day is not None and day != label["date"])

    def cells(self) -> tuple[str, ...]:
        """Return shares of what was right, and the time that it took."""
        shares = [
            statistics.mean(column) for column in (self.kept, self.clean, self.titles, self.dates, self.wrong)
        ]
        spent = sorted(1000 * second for second in self.seconds)
        times = (statistics.mean(spent), spent[int(0.95 * len(spent))], spent[-1])
        return (*(f"{share:.3f}" for share in shares), *(f"{ms:.0f}" for ms in times))


def squeezed(text: str) -> str:
    """Return `text` without differences of white space."""
    return " ".join(text.split())


def same_title(found: str | None, label: str) -> bool:
    """Say whether two titles have the same words, whatever their case, quotes and dashes."""
    return words(found or "") == words(label)


def words(text: str) -> list[str]:
    """Return the words of `text` in lower case."""
    return re.findall(r"\w+", text.casefold())


def pages(archive: Path) -> Iterator[tuple[str, bytes]]:
    """Yield address and body of every page of a WARC file."""
    from whynow.tools.web.archive import read_warc

    for record in read_warc(archive):
        yield record.url, record.body


def whynow(url: str, body: bytes) -> Reading:
    """Read one page as the product does."""
    from datetime import UTC, datetime

    from whynow.tools.errors import UnreadableDocument
    from whynow.tools.reading.pages import read_page
    from whynow.tools.web import Response

    moment = datetime(_LATEST.year, _LATEST.month, _LATEST.day, tzinfo=UTC)
    try:
        document = read_page(
            Response(url, url, 200, {"content-type": "text/html"}, body, moment), "bench", "website"
        )
    except UnreadableDocument:
        return "", None, None
    return document.text, document.title, document.published


def bare(url: str, body: bytes) -> Reading:
    """Read one page with trafilatura and htmldate alone, with their usual settings."""
    from htmldate import find_date
    from trafilatura import extract
    from trafilatura.metadata import extract_metadata
    from trafilatura.utils import load_html

    tree = load_html(body)
    text = extract(body, include_comments=False) or ""
    if tree is None:
        return text, None, None
    return text, extract_metadata(tree, url).title, find_date(body, original_date=True, url=url)
