"""Search at 100,000 passages of 250 accounts: within one, and across all of them."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from whynow.tools.evidence import Account, Document, Found
from whynow.tools.index.embedding import LocalEmbedding
from whynow.tools.index.lexical import counted
from whynow.tools.index.passages import CUTTING
from whynow.tools.index.rows import Indexed, PassageRow
from whynow.tools.library import Library

from bench.table import Table

PASSAGES, ACCOUNTS, TO_A_DOCUMENT, WORDS = 100_000, 250, 10, 150
QUESTIONS = (
    "What drove the change in operating margin in FY2023?",
    "capital expenditure in 2022",
    "Who is the new chief operating officer?",
    "plans to open a data centre in Norway",
    "Does the company have a healthy quick ratio for Q2 of FY2023?",
    "cybersecurity incident",
    "stated priorities of the chief executive for next year",
    "expansion of the sales team in Asia",
)
_PROSE = """
net sales revenue income operating cost company total quarter year increase decrease cash assets
liabilities tax customers products services market growth business management shares equity interest
expense 2021 2022 2023 2024 million billion statements financial consolidated capital plans data centre
officer chief executive
"""
_COMMON = _PROSE.split()


def measure() -> list[Table]:
    """Fill a home with made-up passages and time whole searches, warm."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        fill(home)
        library = Library(home, LocalEmbedding())
        try:
            return [_timed(library)]
        finally:
            library.close()


def _timed(library: Library) -> Table:
    table = Table(
        f"Search, {PASSAGES:,} passages of {ACCOUNTS} accounts, warm",
        ("where", "searches", "p50 ms", "p95 ms", "goal p95 ms"),
        notes=(
            "whole searches: reading the question, embedding it, ranking, texts of ten passages",
            "the vectors are random and the words follow Zipf's law: speed, not quality, is measured here",
        ),
    )
    within = _times(lambda i, q: library.search(q, account=f"account-{i % 20}"), 200)
    table.rows.append(("within one account", "200", *_percentiles(within), "25"))
    started = time.perf_counter()
    library.search(QUESTIONS[0])
    first = f"{1000 * (time.perf_counter() - started):.0f}"
    table.rows.append(("across all, the first search of a process", "1", first, first, "none"))
    for name, indexed in (("across all, exact", False), ("across all, chromadb", True)):
        started = time.perf_counter()
        if indexed:
            library.copy_vectors()
        built = time.perf_counter() - started
        across = _times(lambda _, q: library.search(q), 100)
        note = f" (made in {built:.0f} s)" if indexed else ""
        table.rows.append((name + note, "100", *_percentiles(across), "60"))
    return table


def _times(search: Callable[[int, str], Found], many: int) -> list[float]:
    for i in range(40):
        search(i, QUESTIONS[i % len(QUESTIONS)])
    times = []
    for i in range(many):
        started = time.perf_counter()
        found = search(i, QUESTIONS[i % len(QUESTIONS)])
        times.append(1000 * (time.perf_counter() - started))
        assert len(found.passages) == 10
    return times


def _percentiles(times: list[float]) -> tuple[str, str]:
    return f"{np.percentile(times, 50):.1f}", f"{np.percentile(times, 95):.1f}"


def fill(home: Path, passages: int = PASSAGES, accounts: int = ACCOUNTS) -> None:
    """Write made-up documents straight into the store: cutting and embedding are not timed here."""
    library = Library(home, LocalEmbedding())
    store, random = library._store, np.random.default_rng(1)  # noqa: SLF001
    store.say("embedding", LocalEmbedding.name)
    words = np.array(_COMMON + [f"w{i}" for i in range(30_000)])
    odds = 1 / (np.arange(len(words)) + 10.0)
    odds /= odds.sum()
    for account in range(accounts):
        name = f"account-{account}"
        library.save(Account(id=name, name=f"Account {account}"))
        made = list(_documents(name, passages // accounts // TO_A_DOCUMENT, words, odds, random))
        store.add([document for document, _ in made], [entry for _, entry in made], {})
    library.close()


def _documents(
    account: str, many: int, words: np.ndarray, odds: np.ndarray, random: np.random.Generator
) -> Iterator[tuple[Document, Indexed]]:
    for i in range(many):
        drawn = random.choice(words, (TO_A_DOCUMENT, WORDS), p=odds)
        texts = [" ".join(row) + "." for row in drawn]
        ends = np.cumsum([len(text) + 1 for text in texts])
        document = Document(
            id=f"{account}-{i}", account=account, url=f"https://{account}.example/{i}", kind="filing",
            title=f"10-K {2018 + i % 7}", text=" ".join(texts), read="2025-01-01T00:00:00Z", source="filings",
        )  # fmt: skip
        rows = tuple(
            PassageRow(n, int(end) - 1 - len(text), int(end) - 1, None, 0)
            for n, (text, end) in enumerate(zip(texts, ends, strict=True))
        )
        vectors = random.standard_normal((TO_A_DOCUMENT, LocalEmbedding.dimensions))
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        packed = vectors.astype(np.float16).tobytes()
        yield document, Indexed(document.id, account, CUTTING, rows, counted(texts), packed)
