"""WARC files: what the web answered, kept so that it can be read again byte for byte."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from ..errors import FetchError, InvalidInput
from .inflate import KNOWN_ENCODINGS, Garbled, Oversize, inflated_as

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

log = logging.getLogger(__name__)

_LARGEST = 200_000_000
_MEMBER = b"\x1f\x8b\x08"
"""How every gzip member begins; after damage we go on at the next one."""
_METHOD, _SENT, _FAILURE = "WARC-Request-Method", "WARC-Request-Digest", "WARC-Failure"
_PRIVATE = frozenset(
    ("set-cookie", "set-cookie2", "cookie", "authorization", "www-authenticate", "authentication-info")
    + ("proxy-authorization", "proxy-authenticate", "proxy-authentication-info")
)
# The body is kept decoded and whole, so what described its way over the wire no longer holds.
_WIRE = frozenset(("content-encoding", "transfer-encoding", "content-length", "connection", "keep-alive"))


@dataclass(frozen=True)
class Recorded:
    """One answer of one URL, or (`failure`) why there was none; `body` is decompressed.

    `method` and `sent` (a digest of what was sent) tell questions to the same URL apart.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    moment: datetime
    method: str = "GET"
    sent: str = ""
    failure: str = ""

    def header(self, name: str) -> str:
        """Return a header's value whatever its case, joined where it is repeated, empty where absent."""
        return ", ".join(value for key, value in self.headers if key.lower() == name)


@dataclass(frozen=True)
class Place:
    """Where a record stands, and what is known of it without reading its body."""

    path: Path
    offset: int
    url: str
    status: int
    method: str = "GET"
    sent: str = ""
    location: str = ""


def write_warc(path: Path, records: Iterable[Recorded], *, append: bool = False) -> None:
    """Write records to a gzipped WARC; each is one member, so a file cut short loses only its last record."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab" if append else "wb") as file:
        for record in records:
            # One write a record: several processes may append to one file.
            file.write(packed(record))
            file.flush()


def packed(record: Recorded) -> bytes:
    """Return `record` as one gzip member of a WARC; the same record gives the same bytes."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    kind, http = "metadata", None
    if not record.failure:
        kind = "response"
        http = StatusAndHeaders(_status_line(record.status), _kept(record), protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(
            record.url,
            kind,
            payload=BytesIO(record.body),
            length=len(record.body),
            http_headers=http,
            warc_headers_dict=_about(record),
            **({} if http else {"warc_content_type": "text/plain"}),
        )
    )
    return out.getvalue()


def _kept(record: Recorded) -> list[tuple[str, str]]:
    kept = [(k, v) for k, v in record.headers if k.lower() not in _PRIVATE | _WIRE]
    return [*kept, ("Content-Length", str(len(record.body)))]


def _about(record: Recorded) -> dict[str, str]:
    moment = record.moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    name = f"{record.method} {record.url} {record.sent} {record.status} {moment} {zlib.crc32(record.body)}"
    about = {"WARC-Date": moment, "WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, name)}>"}
    if record.method != "GET":
        about |= {_METHOD: record.method, _SENT: record.sent}
    if record.failure:
        about |= {_FAILURE: " ".join(record.failure.split()), "WARC-Failure-Status": str(record.status)}
    return about


def _status_line(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"


def read_warc(path: Path) -> Iterator[Recorded]:
    """Yield the answers of a WARC, one after the other, leaving out what is damaged."""
    places, _ = survey(path)
    for place in places:
        yield recall(place)


def survey(path: Path) -> tuple[list[Place], int]:
    """Return where each whole answer of a WARC stands, in order, and how many damages were passed over."""
    places: list[Place] = []
    damages, start = 0, 0
    with _opened(path) as file:
        while True:
            resume = _stretch(file, path, start, places)
            if resume is None:
                break
            damages += 1
            following = _next_member(file, resume + 1)
            if following is None:
                break
            start = following
    if damages:
        log.warning("%s is damaged: %d whole records are read, the rest is lost", path, len(places))
    return places, damages


def _opened(path: Path) -> Any:
    try:
        return path.open("rb")
    except OSError as error:
        raise InvalidInput(f"The recording {path} cannot be read: {error.strerror}.") from error


def _stretch(file: Any, path: Path, start: int, places: list[Place]) -> int | None:
    """Survey from `start` to the end (None) or to the first damage (its offset)."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    file.seek(start)
    at, records = start, ArchiveIterator(file)
    try:
        for record in records:
            place = _place(path, record)
            offset, length = records.get_record_offset(), records.get_record_length()
            if _is_cut_short(record):
                return at
            at = offset + length
            if place is not None:
                places.append(replace(place, offset=offset))
    except (ArchiveLoadFailed, zlib.error, EOFError, ValueError) as error:
        if "non-chunked gzip" in str(error):
            why = "is one gzip block, in which no record can be found: run `warcio recompress` on it"
            raise InvalidInput(f"The recording {path} {why}.") from error
        return at
    file.seek(at)
    return at if file.read(64).strip() else None


def _is_cut_short(record: ArcWarcRecord) -> bool:
    """Say whether the record promised more than the file holds."""
    return record.length is None or bool(getattr(record.raw_stream, "limit", 0))


def _next_member(file: Any, start: int) -> int | None:
    """Return the offset of the next gzip member at or after `start`, or None."""
    file.seek(start)
    base, tail = start, b""
    while block := file.read(1 << 20):
        if (found := (tail + block).find(_MEMBER)) >= 0:
            return int(base - len(tail) + found)
        tail, base = block[-2:], base + len(block)
    return None


def _place(path: Path, record: ArcWarcRecord) -> Place | None:
    """Return the place of a record that answers a URL; None for requests, infos and the like."""
    about, http = record.rec_headers, record.http_headers
    url = about.get_header("WARC-Target-URI")
    failed = record.rec_type == "metadata" and about.get_header(_FAILURE)
    if not url or not (failed or record.rec_type in ("response", "resource")):
        return None
    status = int(http.get_statuscode()) if http and http.get_statuscode().isdigit() else 200
    return Place(
        path=path,
        offset=0,
        url=url,
        status=0 if failed else status,
        method=about.get_header(_METHOD) or "GET",
        sent=about.get_header(_SENT) or "",
        location=(http.get_header("Location") or "") if http else "",
    )


def recall(place: Place) -> Recorded:
    """Read one answer whole."""
    from warcio.archiveiterator import ArchiveIterator

    with _opened(place.path) as file:
        file.seek(place.offset)
        record = next(ArchiveIterator(file))
        body = _body(place.url, record)
    about = record.rec_headers
    failure = (about.get_header(_FAILURE) or "") if record.rec_type == "metadata" else ""
    named = [] if failure else [("Content-Type", record.content_type)]
    headers = record.http_headers.headers if record.http_headers else named
    return Recorded(
        url=place.url,
        status=place.status or int(about.get_header("WARC-Failure-Status") or 0),
        headers=tuple((k, v) for k, v in headers if k.lower() not in _WIRE),
        body=body,
        moment=_moment(about.get_header("WARC-Date")),
        method=place.method,
        sent=place.sent,
        failure=failure,
    )


def _body(url: str, record: ArcWarcRecord) -> bytes:
    """Return the body as its reader wants it; recordings of other tools keep it as it came over the wire."""
    from warcio.bufferedreaders import ChunkedDataReader

    header = record.http_headers.get_header if record.http_headers else lambda _: None
    chunked = (header("Transfer-Encoding") or "").lower() == "chunked"
    stream = ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream
    body = b"".join(iter(lambda: stream.read(1 << 20), b""))
    encoding = header("Content-Encoding") or ""
    try:
        return inflated_as(encoding, body, _LARGEST)
    except Garbled as error:
        if encoding.lower() in KNOWN_ENCODINGS:  # already unpacked by the tool that recorded it
            return body
        raise FetchError(url, f"was recorded {error}") from error
    except Oversize as error:
        raise FetchError(url, "was recorded larger than anything that is read") from error


def _moment(text: str | None) -> datetime:
    moment = datetime.fromisoformat((text or "1970-01-01T00:00:00Z").replace("Z", "+00:00"))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
