"""Files as text: PDF, DOCX, HTML, subtitles, Markdown and plain text, told by what they hold."""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

from ..errors import UnreadableDocument
from ..evidence import Section
from .hygiene import one_line, visible
from .language import language_of
from .markup import read_markup
from .prose import Line, laid_out

_PAGES = 1_000
_UNPACKED = 200_000_000
_MEMBERS = 5_000


class FileText(NamedTuple):
    """What a file says."""

    title: str
    text: str
    sections: tuple[Section, ...]
    language: str | None


def read_file(name: str, body: bytes, media_type: str = "") -> FileText:
    """Return what the file `name` says, or raise UnreadableDocument with what would work instead."""
    if not body.strip():
        raise UnreadableDocument(f"{name}: the file is empty")
    title, text, sections = _reader(name, body, media_type)(name, body)
    if len(re.findall(r"\w+", text)) == 0:
        raise UnreadableDocument(f"{name}: the file holds no text; give it as plain text if you have it")
    return FileText(title or _named(name), text, sections, language_of(text))


_Read = Callable[[str, bytes], tuple[str, str, tuple[Section, ...]]]
_KNOWN = "PDF, DOCX, HTML, VTT, SRT, Markdown and plain text"


def _reader(name: str, body: bytes, media_type: str) -> _Read:
    ending, start = PurePath(name.lower()).suffix, body[:1_024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:5] == b"%PDF-" or b"%PDF-" in body[:1_024]:
        return _pdf
    if body[:2] == b"PK":
        return _docx
    if body[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise UnreadableDocument(
            f"{name}: an old Office file (or an encrypted one); save it as DOCX or PDF without password"
        )
    if (
        start[:6] == b"WEBVTT"
        or ending in (".vtt", ".srt")
        or re.match(rb"\d+\s*\n\d\d:\d\d:\d\d,\d{3} -->", start)
    ):
        return _subtitles
    if ending in (".html", ".htm", ".xhtml") or "html" in media_type or _HTML.match(start):
        return _html
    if b"\x00" in body[:4_096] and body[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise UnreadableDocument(f"{name}: not a kind of file that can be read; {_KNOWN} can")
    return _markdown if ending in (".md", ".markdown") or media_type == "text/markdown" else _plain


_HTML = re.compile(rb"<!doctype html|<html|<head|<body|<!--", re.IGNORECASE)


def is_html(body: bytes) -> bool:
    """Say whether bytes begin as an HTML page does."""
    return bool(_HTML.match(body[:1_024].lstrip(b"\xef\xbb\xbf \t\r\n")))


def _decoded(body: bytes) -> str:
    from ..web.charset import decoded

    return decoded(body, "text/plain")


def _named(name: str) -> str:
    """Return a file's name as a title: without folders, ending and underscores."""
    return one_line(re.sub(r"[_\s]+", " ", PurePath(name).stem)) or name


def _pdf(name: str, body: bytes) -> tuple[str, str, tuple[Section, ...]]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(body))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableDocument(
                f"{name}: the PDF is encrypted; save a copy without its password and add that"
            )
        pages = [visible(page.extract_text()) for page in reader.pages[:_PAGES]]
        title = one_line(str((reader.metadata.title if reader.metadata else "") or ""))
    # A damaged PDF fails in whatever part of the parser meets the damage first.
    except (
        PyPdfError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        RecursionError,
        OSError,
    ) as error:
        raise UnreadableDocument(
            f"{name}: the PDF is damaged or cut off ({type(error).__name__}); get it again whole"
        ) from error
    except NotImplementedError as error:
        raise UnreadableDocument(
            f"{name}: the PDF is encrypted in a way that cannot be read; save it without password"
        ) from error
    text, sections = _paged([_reflowed(page) for page in pages])
    if len(re.findall(r"\w{2,}", text)) < 3:
        raise UnreadableDocument(
            f"{name}: the PDF holds no text (a scan?); run it through OCR first, for instance `ocrmypdf`"
        )
    return (
        title if len(title) > 3 and not title.lower().endswith((".doc", ".docx", ".indd")) else "",
        text,
        sections,
    )


def _paged(pages: list[str]) -> tuple[str, tuple[Section, ...]]:
    """Join pages; each is a section, so that a quote can name its page."""
    text, sections = "", []
    for number, page in enumerate(pages, 1):
        if not page:
            continue
        start = len(text) + 2 if text else 0
        text = f"{text}\n\n{page}" if text else page
        sections.append(Section(name=f"Page {number}", start=start, end=len(text)))
    return text, tuple(sections)


def _reflowed(page: str) -> str:
    """Join the lines of a paragraph that a page's width has cut; headings, lists and figures stay lines."""
    joined: list[str] = []
    for line in (one_line(line) for line in page.splitlines()):
        if joined and line and _runs_on(joined[-1], line):
            joined[-1] = (
                joined[-1][:-1] + line
                if joined[-1].endswith("-") and line[:1].islower()
                else f"{joined[-1]} {line}"
            )
        elif line or (joined and joined[-1]):
            joined.append(line)
    return "\n".join(joined).strip()


def _runs_on(before: str, line: str) -> bool:
    return len(before) > 45 and not re.search(r"[.!?:;]$", before) and bool(re.match(r"[a-zà-ÿ(\d]", line))


def _docx(name: str, body: bytes) -> tuple[str, str, tuple[Section, ...]]:
    from docx import Document as open_docx
    from docx.opc.exceptions import PackageNotFoundError

    _checked_zip(name, body)
    try:
        document = open_docx(io.BytesIO(body))
        text, sections = laid_out(_docx_lines(document.iter_inner_content()))
        title = one_line(document.core_properties.title or "")
    # python-docx raises KeyError and ValueError for packages that are zip files but no DOCX.
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, SyntaxError) as error:
        raise UnreadableDocument(
            f"{name}: no DOCX that can be read ({error}); {_KNOWN} can be read"
        ) from error
    return title, text, sections


def _checked_zip(name: str, body: bytes) -> None:
    """Refuse archives that are cut off, unfold without bounds, or carry XML that declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            members = archive.infolist()
            if len(members) > _MEMBERS or sum(member.file_size for member in members) > _UNPACKED:
                raise UnreadableDocument(
                    f"{name}: the archive unfolds to more than can be meant; it was not opened"
                )
            if not any(member.filename == "word/document.xml" for member in members):
                raise UnreadableDocument(
                    f"{name}: an archive that is no DOCX; unpack it and add the files, or save it as PDF"
                )
            for member in members:
                if member.filename.endswith((".xml", ".rels")) and _declares(archive.read(member)):
                    raise UnreadableDocument(
                        f"{name}: its XML declares entities, which may be an attack; it was not read"
                    )
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise UnreadableDocument(
            f"{name}: the file is cut off or damaged ({error}); get it again whole"
        ) from error


def _declares(xml: bytes) -> bool:
    plain = xml.replace(b"\x00", b"")
    return b"<!ENTITY" in plain or b"<!DOCTYPE" in plain


def _docx_lines(content: Iterator[object]) -> Iterator[Line]:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    for block in content:
        if isinstance(block, Table):
            for row in block.rows:
                # A merged cell is listed once for each column that it spans.
                cells = {id(cell._tc): one_line(cell.text) for cell in row.cells}
                yield Line(" | ".join(cells.values()), "row")
        elif isinstance(block, Paragraph):
            style = (block.style.name if block.style else "") or ""
            shown = (
                "".join(run.text for run in block.runs if not run.font.hidden) if block.runs else block.text
            )
            yield Line(
                shown,
                "heading"
                if style.startswith(("Heading", "Title"))
                else "item"
                if "List" in style
                else "paragraph",
            )


def _html(name: str, body: bytes) -> tuple[str, str, tuple[Section, ...]]:
    from ..web.charset import decoded

    markup = read_markup(decoded(body, "text/html"), name, date.max.replace(year=9_000), broad=True)
    if markup is None:
        raise UnreadableDocument(f"{name}: the file holds no HTML that can be read")
    return markup.title, markup.text, markup.sections


def _plain(name: str, body: bytes) -> tuple[str, str, tuple[Section, ...]]:
    pages = [_tidied(page) for page in _decoded(body).split("\f")]
    return ("", *_paged(pages)) if len(pages) > 1 else ("", pages[0], ())


def _tidied(page: str) -> str:
    lines = [line.rstrip() for line in visible(page).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


_LINK = re.compile(r"!\[[^\]]*\]\([^)]*\)|\[([^\]]*)\]\([^)]*\)|<(https?://[^>]*)>")
_MARK = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1|(?<!\w)([*_])(?=\S)([^*_]+?)(?<=\S)\3(?!\w)")


def _markdown(name: str, body: bytes) -> tuple[str, str, tuple[Section, ...]]:
    lines = list(_markdown_lines(re.sub(r"<!--.*?-->", "", _decoded(body), flags=re.DOTALL)))
    title = next((line.text for line in lines if line.kind == "heading"), "")
    text, sections = laid_out(lines)
    return one_line(title), text, sections


def _markdown_lines(text: str) -> Iterator[Line]:
    paragraph: list[str] = []
    for line in [*text.splitlines(), ""]:
        plain = _MARK.sub(
            lambda found: found[2] or found[4], _LINK.sub(lambda found: found[1] or found[2] or "", line)
        ).strip()
        heading, item = re.match(r"#{1,6}\s+(.*?)\s*#*$", plain), re.match(r"(?:[-*+]|\d+[.)])\s+(.*)", plain)
        row = plain.startswith("|") and plain.endswith("|")
        if (heading or item or row or not plain) and paragraph:
            yield Line(" ".join(paragraph))
            paragraph = []
        if heading or item:
            found = heading or item
            yield Line(found[1] if found else "", "heading" if heading else "item")
        elif row:
            cells = [cell.strip() for cell in plain.strip("|").split("|")]
            if not all(re.fullmatch(r":?-{2,}:?", cell) for cell in cells):
                yield Line(" | ".join(cells), "row")
        elif plain:
            paragraph.append(plain.removeprefix("> "))


_CUE = re.compile(r"(?:\d+:)?\d\d:\d\d[.,]\d{3}\s*-->\s*(?:\d+:)?\d\d:\d\d[.,]\d{3}")
_VOICE = re.compile(r"<v(?:\.[^ >]*)?\s+([^>]+)>")
_SPEAKER = re.compile(r"^(?:>>\s*)?([A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ(][\w.'’)-]*){0,4}):\s+(?=\S)")


def _subtitles(name: str, body: bytes) -> tuple[str, str, tuple[Section, ...]]:
    """Read VTT or SRT as turns: who speaks, then everything said until another speaks."""
    turns: list[tuple[str, list[str]]] = []
    for speaker, words in _cues(visible(_decoded(body))):
        if not turns or (speaker and speaker != turns[-1][0]):
            turns.append((speaker, []))
        if words and (not turns[-1][1] or turns[-1][1][-1] != words):
            turns[-1][1].append(words)
    text, sections = laid_out(
        Line(f"{speaker}: {' '.join(said)}" if speaker else " ".join(said)) for speaker, said in turns if said
    )
    return "", text, sections


def _cues(text: str) -> Iterator[tuple[str, str]]:
    for block in re.split(r"\n\s*\n", text):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        start = next((at for at, line in enumerate(lines) if _CUE.match(line)), None)
        for line in lines[start + 1 :] if start is not None else ():
            yield _turn(line)


def _turn(line: str) -> tuple[str, str]:
    voice = _VOICE.search(line)
    plain = one_line(re.sub(r"<[^>]*>|\{\\[^}]*\}", "", line))
    spoken = _SPEAKER.match(plain)
    if voice:
        return one_line(voice[1]), plain
    return (spoken[1], plain[spoken.end() :]) if spoken else ("", plain)
