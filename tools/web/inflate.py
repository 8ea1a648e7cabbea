"""Decompression that knows when to stop: a bomb is refused after the bytes that were allowed."""

from __future__ import annotations

import zlib
from collections.abc import Callable

ENCODINGS = "gzip, deflate"
"""What we can count while it is unpacked, and so all that we accept."""

_GZIP, _ZLIB, _RAW = zlib.MAX_WBITS | 16, zlib.MAX_WBITS, -zlib.MAX_WBITS


class Oversize(Exception):
    """More bytes than were allowed; `kept` holds those that were."""

    def __init__(self, kept: bytes) -> None:
        """Keep what fits, for readers who are content with the beginning."""
        super().__init__("more bytes than allowed")
        self.kept = kept


class Garbled(Exception):
    """The bytes are not compressed the way that was said."""


class Inflater:
    """Collects a body piece by piece, unpacked, and never holds more than `limit` bytes of it."""

    def __init__(self, encoding: str, limit: int) -> None:
        """Raise Garbled for an encoding that was not asked for (two at once among them)."""
        name = encoding.strip().lower()
        if name not in _MAKERS:
            raise Garbled(f"compressed as {name!r}, which was not asked for")
        self._make = _MAKERS[name]
        self._unpacker = self._make() if self._make else None
        self._limit, self._body = limit, bytearray()
        self._fed = False

    def push(self, piece: bytes) -> None:
        """Take one piece; raise Oversize once the body exceeds the limit."""
        if self._unpacker is None:
            self._keep(piece)
            return
        try:
            while piece:
                piece = self._unpack(piece)
        except zlib.error as error:
            raise Garbled("compressed in a way that cannot be read") from error

    def body(self) -> bytes:
        """Return the whole body; raise Garbled if it was cut short."""
        if self._unpacker is not None and not self._unpacker.eof and self._fed:
            raise Garbled("cut short on the way")
        return bytes(self._body)

    def _unpack(self, piece: bytes) -> bytes:
        """Unpack as much of `piece` as the limit leaves room for; return what is still packed."""
        assert self._unpacker is not None and self._make is not None  # noqa: S101
        if self._unpacker.eof:
            if not piece.startswith(b"\x1f\x8b"):
                return b""  # padding after the last member, as some servers send
            self._unpacker = self._make()
        try:
            out = self._unpacker.decompress(piece, self._limit - len(self._body) + 1)
        except zlib.error:
            if self._fed or self._make is not _deflate:
                raise
            # Half of the servers that say "deflate" mean it without the zlib wrapper.
            self._make = _deflate_raw
            self._unpacker = self._make()
            return piece
        self._fed = True
        self._keep(out)
        return self._unpacker.unused_data if self._unpacker.eof else self._unpacker.unconsumed_tail

    def _keep(self, out: bytes) -> None:
        self._body += out
        if len(self._body) > self._limit:
            raise Oversize(bytes(self._body[: self._limit]))


def inflated(body: bytes, limit: int) -> bytes:
    """Return a gzip file (`sitemap.xml.gz`) unpacked and anything else unchanged; Oversize beyond `limit`."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    return inflated_as("gzip", body, limit)


def inflated_as(encoding: str, body: bytes, limit: int) -> bytes:
    """Return `body` unpacked from `encoding`; raise Oversize or Garbled."""
    inflater = Inflater(encoding, limit)
    inflater.push(body)
    return inflater.body()


def _gzip() -> zlib._Decompress:
    return zlib.decompressobj(_GZIP)


def _deflate() -> zlib._Decompress:
    return zlib.decompressobj(_ZLIB)


def _deflate_raw() -> zlib._Decompress:
    return zlib.decompressobj(_RAW)


_MAKERS: dict[str, Callable[[], zlib._Decompress] | None] = {
    "": None, "identity": None, "gzip": _gzip, "x-gzip": _gzip, "deflate": _deflate,
}  # fmt: skip

KNOWN_ENCODINGS = frozenset(_MAKERS)
