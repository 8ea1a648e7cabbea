"""Bytes to text, the way browsers do it, with the mistakes that servers really make in mind."""

from __future__ import annotations

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:+-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:+-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:+-]{2,40})", re.IGNORECASE)
_HEAD = 4096
"""Where browsers look for a meta element (they stop at 1,024; long comments push it further)."""

# The Encoding Standard reads these labels as their supersets, because that is what pages hold.
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_SINGLE_BYTE = ("cp125", "iso8859", "latin", "koi8", "mac", "cp874", "cp866")
_SAMPLE = 100_000


def decoded(body: bytes, content_type: str = "") -> str:
    """Return `body` as text; never raises, and unreadable bytes become U+FFFD."""
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    name = _declared(body, content_type)
    if name is None or name.startswith(_SINGLE_BYTE):
        # Text that is valid UTF-8 beyond ASCII is UTF-8, whatever single-byte charset the server claims.
        if (text := _strict(body, "utf-8")) is not None:
            return text
        return body.decode(name or _likeliest(body), "replace")
    if (text := _strict(body, name)) is not None:
        return text
    return _mended(body, name)


def _declared(body: bytes, content_type: str) -> str | None:
    """Return Python's name of the charset that the header, the XML declaration or a meta element names."""
    found = _HEADER.search(content_type)
    labels = [found[1]] if found else []
    head = body[:_HEAD]
    inside = _XML.search(head) or _META.search(head)
    if inside:
        # A page that can be read byte by byte is not in UTF-16, whatever it says.
        label = inside[1].decode("ascii", "replace")
        labels.append("utf-8" if label.lower().startswith("utf-16") else label)
    names = (_known(label) for label in labels)
    return next((name for name in names if name), None)


def _known(label: str) -> str | None:
    try:
        codec = codecs.lookup(label)
        "".encode(codec.name)  # refuses codecs that do not make text, such as base64
    except (LookupError, ValueError):
        return None
    return _SUPERSETS.get(codec.name, codec.name)


def _strict(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except UnicodeDecodeError:
        return None


def _mended(body: bytes, name: str) -> str:
    """Read what is not quite in its declared charset: by that charset if almost, else by the likeliest."""
    text = body.decode(name, "replace")
    if text.count("\N{REPLACEMENT CHARACTER}") * 200 <= len(text):
        return text
    return body.decode(_likeliest(body), "replace")


def _likeliest(body: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(body[:_SAMPLE]).best()
    return best.encoding if best is not None else "cp1252"
