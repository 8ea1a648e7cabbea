"""Documents and pages found for questions about filings, beside BM25, static vectors and their plain fusion.

Three sets of questions: the local ones with their document labels; of those, the ones whose answer's figures
stand on few pages of the labelled document, which labels the page; and questions made from the label of an
XBRL fact, whose page is the one that prints its value. Misses were looked at on even questions only; the
facts of these filings were not looked at when weights were set.
"""

from __future__ import annotations

import csv
import fnmatch
import gzip
import json
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from whynow.tools.evidence import Account, Document, document_id
from whynow.tools.index.embedding import LocalEmbedding
from whynow.tools.library import Library

from bench.table import SHARED, Table
from bench.windows import Windows

Page = tuple[str, int]
Search = Callable[["Asked"], Sequence[Page]]

COMPANIES = {"AAPL": "Apple", "AMZN": "Amazon", "INTC": "Intel", "MSFT": "Microsoft", "NVDA": "NVIDIA"}
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+|\d+\.\d{3}(?= billion)")
_QUARTER_DAYS = range(80, 100)


@dataclass(frozen=True)
class Asked:
    """A question with the documents, and where it is known the pages, that answer it."""

    account: str
    text: str
    documents: tuple[str, ...]
    pages: frozenset[Page]
    odd: bool


def measure() -> list[Table]:
    """Ask every question of every ranking."""
    folder = SHARED / "evals" / "retrieval"
    if not folder.is_dir():
        return [Table("Retrieval", ("set",), notes=("../shared/evals/retrieval is not on this machine",))]
    pages = read_pages(folder)
    embedding = LocalEmbedding()
    labelled = list(questions(folder, pages))
    sets = {
        "pages by the answer's figures": [asked for asked in labelled if asked.pages],
        "pages by an XBRL fact": list(fact_questions(pages)),
    }
    with tempfile.TemporaryDirectory() as home:
        library = _filled(Path(home), embedding, pages)
        windows = {
            ticker: Windows(
                [(page, text) for page, text in pages.items() if page[0].endswith(ticker)], embedding
            )
            for ticker in COMPANIES
        }
        rankings = _rankings(library, windows)
        tables = [
            _documents_table(labelled, rankings),
            *(_pages_table(n, s, rankings) for n, s in sets.items()),
        ]
        library.close()
    return tables


def read_pages(folder: Path) -> dict[Page, str]:
    """Return the text of each page of the local filings."""
    pages = {}
    for path in sorted((folder / "pages").glob("*.jsonl.gz")):
        with gzip.open(path, "rt") as lines:
            for row in map(json.loads, lines):
                pages[row["doc"], row["page"]] = row["text"]
    return pages


def questions(folder: Path, pages: Mapping[Page, str]) -> Iterator[Asked]:
    """Yield the local questions; pages are labelled where the figures of the answer stand on four at most."""
    names = sorted({name for name, _ in pages})
    with (folder / "qna_data.csv").open(encoding="utf-8-sig") as rows:
        for i, row in enumerate(csv.DictReader(rows)):
            patterns = [pattern.strip() for pattern in row["Source Docs"].split(",")]
            meant = tuple(
                name for name in names if any(fnmatch.fnmatch(name, pattern) for pattern in patterns)
            )
            if not meant:
                continue
            figures = {figure.replace(".", ",") for figure in _FIGURE.findall(row["Answer"])}
            many = {page: sum(f in text for f in figures) for page, text in pages.items() if page[0] in meant}
            best = max(many.values(), default=0)
            gold = frozenset(page for page, count in many.items() if count == best > 0)
            single = row["Question Type"].startswith("Single") and len(gold) <= 4
            yield Asked(
                meant[0].split()[-1], row["Question"], meant, gold if single else frozenset(), bool(i % 2)
            )


def fact_questions(pages: Mapping[Page, str]) -> Iterator[Asked]:
    """Yield questions by the labels of XBRL facts of the quarters that the local filings cover."""
    facts = SHARED / "world" / "edgar.warc.gz"
    if not facts.is_file():
        return
    for ticker, body in _company_facts(facts):
        names = sorted({name for name, _ in pages if name.endswith(ticker)})
        for label, fact in _dollar_facts(body):
            for name in names:
                if _covers(name, fact["end"], ticker):
                    printed = re.compile(rf"(?<![\d,]){abs(fact['val']) // 10**6:,}(?![\d,])")
                    gold = frozenset(
                        page for page, text in pages.items() if page[0] == name and printed.search(text)
                    )
                    if 0 < len(gold) <= 3:
                        year, quarter, _ = name.split()
                        text = f"What was {COMPANIES[ticker]}'s {label.lower()} in {quarter} {year}?"
                        yield Asked(ticker, text, (name,), gold, bool(sum(map(ord, label)) % 2))


def _company_facts(path: Path) -> Iterator[tuple[str, dict[str, object]]]:
    from warcio.archiveiterator import ArchiveIterator

    with path.open("rb") as stream:
        for record in ArchiveIterator(stream):
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            if "companyfacts" in url and record.rec_type == "response":
                ticker = {"0000320193": "AAPL", "0001045810": "NVDA"}.get(url[-15:-5])
                if ticker:
                    yield ticker, json.loads(record.content_stream().read())


def _dollar_facts(body: Mapping[str, object]) -> Iterator[tuple[str, dict[str, int]]]:
    """Yield the facts of a quarter or a day, in whole millions of dollars, one for each label and end."""
    seen = set()
    for concept in body["facts"]["us-gaap"].values():  # type: ignore[index]
        for fact in concept["units"].get("USD", ()):
            key = concept["label"], fact["end"]
            days = _days(fact)
            told = concept["label"] and abs(fact["val"]) >= 10**8 and fact["val"] % 10**6 == 0
            if told and key not in seen and (days is None or days in _QUARTER_DAYS):
                seen.add(key)
                yield re.sub(r"\s*\[.*?\]", "", concept["label"]), fact


def _days(fact: Mapping[str, object]) -> int | None:
    from datetime import date

    if "start" not in fact:
        return None
    return (date.fromisoformat(str(fact["end"])) - date.fromisoformat(str(fact["start"]))).days


def _covers(name: str, end: object, ticker: str) -> bool:
    """Say whether the filing of that name reports on the period that ends then."""
    ends = {
        "2022 Q3 AAPL": "2022-06-25", "2023 Q1 AAPL": "2022-12-31", "2023 Q2 AAPL": "2023-04-01",
        "2023 Q3 AAPL": "2023-07-01", "2022 Q3 NVDA": "2022-10-30", "2023 Q1 NVDA": "2023-04-30",
        "2023 Q2 NVDA": "2023-07-30", "2023 Q3 NVDA": "2023-10-29",
    }  # fmt: skip
    return ends.get(name) == end


def _filled(home: Path, embedding: LocalEmbedding, pages: Mapping[Page, str]) -> Library:
    library = Library(home, embedding, idle=0)
    for ticker, name in COMPANIES.items():
        library.save(Account(id=ticker, name=name, ticker=ticker))
    library.add(_document(page, text) for page, text in pages.items() if text.strip())
    return library


def _document(page: Page, text: str) -> Document:
    name, number = page
    account, url = name.split()[-1], f"{name}#{number}"
    return Document(
        id=document_id(account, url, text), account=account, url=url, kind="filing", title=name, text=text,
        read="2026-01-01T00:00:00Z", source="provided",
    )  # fmt: skip


def _rankings(library: Library, windows: Mapping[str, Windows]) -> dict[str, Search]:
    def ours(asked: Asked) -> list[Page]:
        found = library.search(asked.text, account=asked.account, limit=10).passages
        return list(dict.fromkeys((p.url.rpartition("#")[0], int(p.url.rpartition("#")[2])) for p in found))

    def plain(rank: Callable[[Windows, str], list[int]]) -> Search:
        return lambda asked: windows[asked.account].pages(rank(windows[asked.account], asked.text))

    return {
        "BM25": plain(Windows.words),
        "static vectors": plain(Windows.meaning),
        "plain fusion": plain(Windows.fused),
        "whynow": ours,
    }


def _documents_table(labelled: Sequence[Asked], rankings: Mapping[str, Search]) -> Table:
    table = Table(
        f"Retrieval: documents for {len(labelled)} questions on 20 filings",
        ("ranking", "first is right", "one of ten is right", "documents found", "mean reciprocal rank"),
        notes=("in the first ten pages within a company",),
    )
    for name, search in rankings.items():
        sums = [0.0, 0.0, 0.0, 0.0]
        for asked in labelled:
            found = [document for document, _ in search(asked)]
            rank = next((i for i, document in enumerate(found) if document in asked.documents), None)
            recall = len(set(found) & set(asked.documents)) / len(asked.documents)
            for i, value in enumerate(
                (rank == 0, rank is not None, recall, 0 if rank is None else 1 / (rank + 1))
            ):
                sums[i] += value
        table.rows.append((name, *(f"{value / len(labelled):.3f}" for value in sums)))
    return table


def _pages_table(name: str, asked: Sequence[Asked], rankings: Mapping[str, Search]) -> Table:
    halves = [[a for a in asked if a.odd is odd] for odd in (False, True)]
    table = Table(
        f"Retrieval: {name}",
        ("ranking", f"page among ten, even ({len(halves[0])})", f"odd, held out ({len(halves[1])})"),
        goal="above 0.55 on the questions that are measured aside, where BM25 has 0.37",
    )
    for ranking, search in rankings.items():
        hits = [sum(bool(a.pages & set(search(a))) for a in half) / max(len(half), 1) for half in halves]
        table.rows.append((ranking, *(f"{hit:.3f}" for hit in hits)))
    return table
