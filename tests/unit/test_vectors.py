"""The vector index is a copy: it agrees with the store, or it is made anew, or it is not asked."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from shelves import Letters, note
from whynow.tools.index.vectors import VectorIndex
from whynow.tools.library import open_library


def rows(*letters: str) -> np.ndarray:
    return Letters().embed(letters)


def test_the_nearest_come_first_with_their_cosine(tmp_path: Path) -> None:
    index = VectorIndex(tmp_path)
    assert index.open("letters", "")
    index.add(["a:0", "b:0", "c:0"], rows("aaa", "bbb", "ab"), 1)
    found = index.nearest(rows("aab")[0], 2)
    assert found is not None
    assert [key for key, _ in found] == ["c:0", "a:0"]
    assert np.allclose([near for _, near in found], [0.9487, 0.8944], atol=1e-3)
    index.close()


def test_a_copy_is_found_again_and_another_embedding_or_epoch_starts_anew(tmp_path: Path) -> None:
    index = VectorIndex(tmp_path)
    index.open("letters", "")
    index.add(["a:0"], rows("a"), 7)
    index.close()
    for embedding, epoch, wanted in (
        ("letters", "", (7, 1)),
        ("letters", "later", (0, 0)),
        ("other", "later", (0, 0)),
    ):
        again = VectorIndex(tmp_path)
        assert again.open(embedding, epoch)
        assert again.made is not None
        assert (again.made.number, again.made.count) == wanted
        again.close()


def test_only_one_has_the_folder_at_a_time(tmp_path: Path) -> None:
    first, second = VectorIndex(tmp_path), VectorIndex(tmp_path)
    assert first.open("letters", "")
    assert not second.open("letters", "")
    first.close()
    assert second.open("letters", "")
    second.close()


def test_a_damaged_folder_is_made_anew(tmp_path: Path) -> None:
    index = VectorIndex(tmp_path)
    index.open("letters", "")
    index.add(["a:0"], rows("a"), 1)
    index.close()
    for file in (tmp_path).glob("data-*/**/*"):
        if file.is_file():
            file.write_bytes(b"no database")
    again = VectorIndex(tmp_path)
    assert again.open("letters", "")
    assert again.made is not None
    assert again.made.count == 0
    again.add(["a:0"], rows("a"), 1)
    found = again.nearest(rows("a")[0], 5)
    assert found is not None
    assert [key for key, _ in found] == ["a:0"]
    again.close()


def test_a_missing_folder_is_filled_from_the_store(tmp_path: Path) -> None:
    library = open_library(tmp_path, Letters(), idle=0)
    library.add([note("The depot is open."), note("A bridge is closed.")])
    assert library.copy_vectors()
    assert (tmp_path / "chroma" / "made.json").exists()
    before = library.search("depot")
    library.close()
    again = open_library(tmp_path, Letters(), idle=0)
    assert again.search("depot") == before
    again.close()
