"""How fast pages are read into the library, beside the bare sum of the libraries that do the work."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from whynow.tools.index.embedding import LocalEmbedding

from .extraction import pages
from .table import SHARED, Table

PAGES = 80
ROUNDS = 2
_PIECE = 900
_MOMENT = datetime(2026, 7, 1, tzinfo=UTC)
Page = tuple[str, bytes]


def measure() -> list[Table]:
    """Read the same pages both ways, in turns, and compare the best round of each."""
    archive = SHARED / "world/pages.warc.gz"
    if not archive.exists():
        return [Table("reading", ("way",), notes=("the recorded pages of ../shared are not here",))]
    sample = list(islice(pages(archive), PAGES + 10))
    warm, timed = sample[:10], sample[10:]
    ways: dict[str, Callable[[list[Page], Path], int]] = {"whynow": ours, "bare sum": bare}
    best: dict[str, tuple[float, int]] = {}
    for number in range(ROUNDS + 1):
        for name, way in ways.items():
            seconds, passages = _timed(way, warm if number == 0 else timed)
            if number and seconds < best.get(name, (seconds + 1, 0))[0]:
                best[name] = (seconds, passages)
    rows: list[tuple[str, ...]] = [
        (name, f"{seconds:.2f}", f"{len(timed) / seconds:.1f}", str(passages))
        for name, (seconds, passages) in best.items()
    ]
    ratio = best["whynow"][0] / best["bare sum"][0]
    return [
        Table(
            f"reading: {len(timed)} pages into the library",
            ("way", "seconds", "pages a second", "passages"),
            rows,
            goal=f"at most 1.3 times the bare sum; here {ratio:.2f}",
            notes=(
                "whynow: read_page, Library.add, vectors copied to the index",
                "bare sum: trafilatura with metadata, wordllama on pieces of 900 letters, chromadb upsert",
            ),
        )
    ]


def _timed(way: Callable[[list[Page], Path], int], sample: list[Page]) -> tuple[float, int]:
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        start = time.perf_counter()
        passages = way(sample, Path(folder))
        return time.perf_counter() - start, passages


def ours(sample: list[Page], folder: Path) -> int:
    """Read pages as the product does, one by one as they arrive."""
    from whynow.tools.errors import UnreadableDocument
    from whynow.tools.library import open_library
    from whynow.tools.reading.pages import read_page
    from whynow.tools.web import Response

    library = open_library(folder)
    for url, body in sample:
        try:
            response = Response(url, url, 200, {"content-type": "text/html"}, body, _MOMENT)
            library.add([read_page(response, "bench", "website", "news")])
        except UnreadableDocument:
            continue
    library.copy_vectors()
    passages = library.state().passages
    library.close()
    return passages


def bare(sample: list[Page], folder: Path) -> int:
    """Call the libraries one after the other and nothing else."""
    import chromadb
    from trafilatura import extract_with_metadata

    embedding = _loaded.setdefault("embedding", LocalEmbedding())
    client = chromadb.PersistentClient(path=str(folder))
    collection = client.get_or_create_collection("bench", embedding_function=None)
    count = 0
    for url, body in sample:
        found = extract_with_metadata(body, url=url, include_comments=False)
        text = (found.text if found else "") or ""
        pieces = [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]
        if pieces:
            ids = [f"{count + at}" for at in range(len(pieces))]
            collection.upsert(ids=ids, embeddings=embedding.embed(pieces), documents=pieces)
        count += len(pieces)
    return count


_loaded: dict[str, LocalEmbedding] = {}
