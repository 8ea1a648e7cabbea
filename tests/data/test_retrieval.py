"""On real filings, the filing that a question names comes first, and its page is among ten."""

from __future__ import annotations

import csv
import gzip
import json
import re
from pathlib import Path

from whynow.tools.evidence import Account, Document, document_id
from whynow.tools.library import open_library

FILINGS = {"2022 Q3 INTC", "2023 Q1 INTC", "2023 Q2 INTC", "2023 Q3 INTC"}
FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+")


def test_the_filing_and_the_page_are_found(shared: Path, tmp_path: Path) -> None:
    folder = shared / "evals" / "retrieval"
    pages: dict[tuple[str, int], str] = {}
    for name in sorted(FILINGS):
        with gzip.open(folder / "pages" / f"{name}.jsonl.gz", "rt") as lines:
            pages |= {(row["doc"], row["page"]): row["text"] for row in map(json.loads, lines)}
    library = open_library(tmp_path, idle=0)
    library.save(Account(id="intc", name="Intel", ticker="INTC"))
    library.add(_document(name, number, text) for (name, number), text in pages.items() if text.strip())
    first = page = asked = figured = 0
    for question, name, answer in _questions(folder / "qna_data.csv"):
        found = [p.url for p in library.search(question, account="intc").passages]
        asked += 1
        first += found[0].startswith(name)
        figures = set(FIGURE.findall(answer))
        gold = {f"{n}#{i}" for (n, i), text in pages.items() if n == name and any(f in text for f in figures)}
        if 0 < len(gold) <= 3:
            figured += 1
            page += bool(gold & set(found))
    library.close()
    assert asked > 10
    assert first / asked > 0.9
    assert figured > 3
    assert page / figured > 0.6


def _questions(path: Path) -> list[tuple[str, str, str]]:
    with path.open(encoding="utf-8-sig") as rows:
        named = [
            (row["Question"], row["Source Docs"].strip("*"), row["Answer"]) for row in csv.DictReader(rows)
        ]
    return [row for row in named if row[1] in FILINGS]


def _document(name: str, number: int, text: str) -> Document:
    url = f"{name}#{number}"
    return Document(
        id=document_id("intc", url, text), account="intc", url=url, kind="filing", title=name, text=text,
        read="2026-01-01T00:00:00Z", source="provided",
    )  # fmt: skip
