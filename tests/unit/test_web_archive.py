"""WARC files: what is written is what is read."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter
from whynow.tools.errors import FetchError, InvalidInput
from whynow.tools.web.archive import Recorded, packed, read_warc, survey, write_warc

NOON = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)


def page(name: str, body: bytes = b"<p>Trains</p>", status: int = 200) -> Recorded:
    return Recorded(
        f"https://haldenrail.example/{name}", status, (("Content-Type", "text/html"),), body, NOON
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(bodies=st.lists(st.binary(max_size=2000), max_size=6))
def test_every_answer_comes_back_as_it_was_written(tmp_path: Path, bodies: list[bytes]) -> None:
    path = tmp_path / "world.warc.gz"
    written = [page(str(i), body) for i, body in enumerate(bodies)]
    write_warc(path, written)
    assert list(read_warc(path)) == written


def test_other_tools_read_what_we_write(tmp_path: Path) -> None:
    write_warc(tmp_path / "w.warc.gz", [page("news", b"\x1f\x8bnot gzip"), page("gone", b"", 404)])
    with (tmp_path / "w.warc.gz").open("rb") as file:
        records = [
            (
                r.rec_type,
                r.rec_headers["WARC-Target-URI"],
                r.http_headers.get_statuscode(),
                r.raw_stream.read(),
            )
            for r in ArchiveIterator(file, check_digests="raise")
        ]
    assert records == [
        ("response", "https://haldenrail.example/news", "200", b"\x1f\x8bnot gzip"),
        ("response", "https://haldenrail.example/gone", "404", b""),
    ]


def test_the_same_answers_make_the_same_file() -> None:
    assert packed(page("news")) == packed(page("news"))


def foreign(path: Path, encoding: str, wire: bytes) -> Path:
    """A recording of another tool, which keeps what came over the wire."""
    chunks = b"".join(
        b"%x\r\n%s\r\n" % (len(wire[i : i + 9]), wire[i : i + 9]) for i in range(0, len(wire), 9)
    )
    headers = [("Content-Encoding", encoding), ("Transfer-Encoding", "chunked"), ("X-A", "b")]
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
        body = BytesIO(chunks + b"0\r\n\r\n")
        writer.write_record(
            writer.create_warc_record("https://a.example/", "response", body, http_headers=http)
        )
        writer.write_record(writer.create_warc_record("https://a.example/", "request", BytesIO(b"GET")))
    return path


def test_recordings_of_other_tools_are_unpacked(tmp_path: Path) -> None:
    path = foreign(tmp_path / "w.warc.gz", "gzip", gzip.compress(b"<p>Trains</p>" * 9))
    assert [(r.body, r.headers) for r in read_warc(path)] == [(b"<p>Trains</p>" * 9, (("X-A", "b"),))]
    path = foreign(tmp_path / "w.warc.gz", "gzip", b"<p>unpacked already</p>")
    assert [r.body for r in read_warc(path)] == [b"<p>unpacked already</p>"]


def test_a_recording_packed_in_a_way_we_cannot_read_is_said_to_be_so(tmp_path: Path) -> None:
    path = foreign(tmp_path / "w.warc.gz", "br", b"\x0b\x02\x80abc\x03")
    with pytest.raises(FetchError, match="recorded compressed as 'br'"):
        list(read_warc(path))


def test_appending_keeps_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "w.warc.gz"
    write_warc(path, [page("a")], append=True)
    write_warc(path, [page("b")], append=True)
    assert [record.url[-1] for record in read_warc(path)] == ["a", "b"]


def test_cookies_and_credentials_are_not_written(tmp_path: Path) -> None:
    headers = (("Set-Cookie", "session=1"), ("X-A", "kept"), ("Authorization", "Bearer x"), ("Cookie", "c"))
    write_warc(tmp_path / "w.warc.gz", [Recorded("https://a.example/", 200, headers, b"x", NOON)])
    assert [record.headers for record in read_warc(tmp_path / "w.warc.gz")] == [(("X-A", "kept"),)]


def test_a_question_that_was_sent_and_a_failure_are_kept_as_such(tmp_path: Path) -> None:
    asked = Recorded("https://a.example/s", 200, (), b"{}", NOON, method="POST", sent="ab12")
    failed = Recorded("https://b.example/", 0, (), b"", NOON, failure="no complete answer within 15 s")
    write_warc(tmp_path / "w.warc.gz", [asked, failed])
    assert list(read_warc(tmp_path / "w.warc.gz")) == [asked, failed]


@pytest.mark.parametrize("share", [0.1, 0.35, 0.6, 0.85, 0.99])
def test_a_file_cut_short_anywhere_gives_every_record_before_the_cut(tmp_path: Path, share: float) -> None:
    members = [packed(page(str(i), bytes([i]) * 5000 + bytes(range(256)) * 9)) for i in range(8)]
    whole = b"".join(members)
    cut = int(len(whole) * share)
    (tmp_path / "w.warc.gz").write_bytes(whole[:cut])
    ends = [sum(map(len, members[: i + 1])) for i in range(8)]
    # A member may be whole to its reader although the last bytes of its checksum are gone.
    expected = {sum(end <= cut for end in ends), sum(end - 8 <= cut for end in ends)}
    places, damages = survey(tmp_path / "w.warc.gz")
    assert len(places) in expected
    assert damages <= 1


def test_damage_in_the_middle_loses_one_record(tmp_path: Path) -> None:
    members = [packed(page(str(i), bytes([i]) * 5000 + bytes(range(256)) * 9)) for i in range(5)]
    middle = bytearray(members[2])
    middle[len(middle) // 2 : len(middle) // 2 + 20] = b"\xa5" * 20
    (tmp_path / "w.warc.gz").write_bytes(b"".join([*members[:2], bytes(middle), *members[3:]]))
    places, damages = survey(tmp_path / "w.warc.gz")
    assert [place.url[-1] for place in places] == ["0", "1", "3", "4"]
    assert damages >= 1


@pytest.mark.parametrize(
    "junk", [b"", b"not a warc at all", b"\x1f\x8b\x08broken", gzip.compress(b"hello", mtime=0)]
)
def test_a_file_that_is_no_warc_holds_nothing(tmp_path: Path, junk: bytes) -> None:
    (tmp_path / "w.warc.gz").write_bytes(junk)
    assert list(read_warc(tmp_path / "w.warc.gz")) == []


def test_an_uncompressed_file_is_read_too(tmp_path: Path) -> None:
    (tmp_path / "w.warc").write_bytes(b"".join(gzip.decompress(packed(page(str(i)))) for i in range(3)))
    assert list(read_warc(tmp_path / "w.warc")) == [page(str(i)) for i in range(3)]


def test_a_file_in_one_gzip_block_is_refused_with_what_mends_it(tmp_path: Path) -> None:
    plain = b"".join(gzip.decompress(packed(page(str(i)))) for i in range(3))
    (tmp_path / "w.warc.gz").write_bytes(gzip.compress(plain))
    with pytest.raises(InvalidInput, match="warcio recompress"):
        survey(tmp_path / "w.warc.gz")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="nowhere.warc.gz"):
        survey(tmp_path / "nowhere.warc.gz")
