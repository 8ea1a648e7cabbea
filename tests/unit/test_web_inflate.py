"""Decompression with an end."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whynow.tools.web.inflate import Garbled, Inflater, Oversize, inflated


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "identity": bytes,
    "gzip": gzip.compress,
    "deflate": zlib.compress,
}


def unpacked(encoding: str, packed: bytes, limit: int, step: int) -> bytes:
    inflater = Inflater(encoding, limit)
    for start in range(0, len(packed), step):
        inflater.push(packed[start : start + step])
    return inflater.body()


@given(st.sampled_from(sorted(PACKERS)), st.binary(max_size=3000), st.integers(min_value=1, max_value=700))
def test_a_body_comes_back_whole_in_whatever_pieces_it_came(encoding: str, body: bytes, step: int) -> None:
    assert unpacked(encoding, PACKERS[encoding](body), 3000, step) == body


@given(st.sampled_from(sorted(PACKERS)), st.binary(min_size=50, max_size=3000))
def test_one_byte_beyond_the_limit_is_refused_and_what_fits_is_kept(encoding: str, body: bytes) -> None:
    with pytest.raises(Oversize) as oversize:
        unpacked(encoding, PACKERS[encoding](body), len(body) - 1, 100)
    assert oversize.value.kept == body[:-1]


def test_deflate_without_its_wrapper_is_read_as_servers_send_it() -> None:
    assert unpacked("deflate", raw_deflate(b"annual report" * 50), 10_000, 7) == b"annual report" * 50


def test_gzip_in_several_members_is_one_body() -> None:
    assert unpacked("gzip", gzip.compress(b"first ") + gzip.compress(b"second") + b"\0\0", 100, 5) == (
        b"first second"
    )


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    inflater = Inflater("gzip", 1_000_000)
    with pytest.raises(Oversize):
        inflater.push(bomb)


@pytest.mark.parametrize("encoding", ["br", "gzip, gzip", "zstd", "compress"])
def test_an_encoding_that_was_not_asked_for_is_garbled(encoding: str) -> None:
    with pytest.raises(Garbled):
        Inflater(encoding, 100)


def test_a_body_that_was_cut_short_is_not_taken_for_the_whole() -> None:
    packed = gzip.compress(bytes(range(256)) * 40)
    with pytest.raises(Garbled):
        unpacked("gzip", packed[: len(packed) // 2], 100_000, 64)


def test_bytes_that_are_not_compressed_at_all_are_garbled() -> None:
    with pytest.raises(Garbled):
        unpacked("gzip", b"<html>hello</html>", 100, 10)


def test_a_gzip_file_is_unpacked_and_another_left_alone() -> None:
    assert inflated(gzip.compress(b"<urlset/>"), 100) == b"<urlset/>"
    assert inflated(b"<urlset/>", 100) == b"<urlset/>"
