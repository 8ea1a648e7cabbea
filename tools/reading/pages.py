"""A response of the web as a Document, or the reason why it holds none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

from ..errors import UnreadableDocument
from ..evidence import Document, document_id, utc
from .markup import Markup, read_markup

if TYPE_CHECKING:
    from ..web import Response

_HTML = ("text/html", "application/xhtml+xml", "application/xml", "text/xml", "")
_SHORT = 60
"""Words: a page with fewer is looked at for the reason why it says so little."""


def read_page(response: Response, account_id: str, source: str, kind: str = "website") -> Document:
    """Return the Document that `response` holds, or raise UnreadableDocument with the reason."""
    return read_with_markup(response, account_id, source, kind).document


class ReadPage(NamedTuple):
    """A page as a Document, and what its markup said beside (None where it was no HTML)."""

    document: Document
    markup: Markup | None


def read_with_markup(
    response: Response, account_id: str, source: str, kind: str = "website", *, broad: bool = False
) -> ReadPage:
    """Return the Document of `response` with its markup, or raise UnreadableDocument with the reason.

    `broad` reads a company's own page, whose cards and tiles count as much as prose.
    """
    if not response.body.strip():
        raise UnreadableDocument(
            f"{response.url}: the answer is empty; open the page in a browser to see why"
        )
    if (
        response.media_type not in _HTML
        or response.body[:5] == b"%PDF-"
        or response.body[:4] == b"PK\x03\x04"
    ):
        return ReadPage(_file(response, account_id, source, kind), None)
    html = response.text
    markup = read_markup(html, response.url, response.moment.date(), broad=broad)
    if markup is None:
        raise UnreadableDocument(f"{response.url}: the answer holds no HTML that can be read")
    if reason := _unreadable(markup, html):
        raise UnreadableDocument(f"{response.url}: {reason}")
    url = canonical(response.url, markup.structured.canonical)
    day = markup.published
    document = Document(
        id=document_id(account_id, url, markup.text), account=account_id, url=url, kind=kind,
        title=markup.title or url, text=markup.text, published=day.day if day else None,
        published_from=day.origin if day else None, read=utc(response.moment), language=markup.language,
        source=source, sections=markup.sections,
    )  # fmt: skip
    return ReadPage(document, markup)


def _file(response: Response, account_id: str, source: str, kind: str) -> Document:
    from .files import read_file

    found = read_file(urlsplit(response.url).path.rsplit("/", 1)[-1], response.body, response.media_type)
    return Document(
        id=document_id(account_id, response.url, found.text), account=account_id, url=response.url, kind=kind,
        title=found.title, text=found.text, read=utc(response.moment), language=found.language, source=source,
        sections=found.sections,
    )  # fmt: skip


def canonical(url: str, declared: str | None) -> str:
    """Return the address that a page declares for itself where it is the same page said better.

    Sites that declare their home page, or another language, for every page are not followed.
    """
    if not declared:
        return url
    other = urlsplit(urljoin(url, declared))
    here = urlsplit(url)
    if other.scheme not in ("http", "https") or _host(other.netloc) != _host(here.netloc):
        return url
    if _path(other.path) != _path(here.path):
        return url
    return other._replace(fragment="").geturl()


def _host(netloc: str) -> str:
    return netloc.lower().removeprefix("www.").removeprefix("m.").removeprefix("amp.")


def _path(path: str) -> str:
    return re.sub(r"/(?:amp|index\.\w+)?$|\.(?:html?|php|aspx?)$", "", re.sub(r"^/amp(?=/)", "", path))


_CONSENT = "a consent wall stands before the text"
_ASKS_CONSENT = re.compile(
    r"cookie|consent|privacy|partners|personal data|preferences|vendors|tracking|your (?:choice|device|data)"
    r"|datenschutz|einwillig|zustimm|confidentialité|traceurs|privacidad",
    re.IGNORECASE,
)
_SAYS = 8
"""Words of a sentence that has something to say."""

_SIGNS = (
    (r"enable javascript|javascript (?:is )?(?:required|disabled)|activate javascript|javascript aktivieren"
     r"|activer javascript",
     "the page is made by JavaScript and sent no text"),
    (r"\b(?:log|sign) ?in (?:to|with|or|below|here)\b|\b(?:please|must) (?:log|sign) ?in\b"
     r"|forgot(?:ten)? (?:your )?password|\bpassword\b|bitte (?:melden sie sich|einloggen)"
     r"|passwort vergessen|mot de passe",
     "a login page; whynow reads only what is public"),
    (r"(?:accept|agree|allow|consent|zustimm|einwillig|akzeptier|aceptar).{0,90}cookie"
     r"|cookie.{0,90}(?:accept|agree|allow|consent|zustimm|einwillig|akzeptier|aceptar)",
     _CONSENT),
    (r"captcha|verify you are (?:a )?human|checking your browser|access denied|unusual traffic"
     r"|are you a robot",
     "a wall against programs stands before the text"),
)  # fmt: skip


def _says_more(text: str) -> bool:
    """Say whether a page with a cookie banner holds a sentence about anything else."""
    return any(
        len(re.findall(r"\w+", sentence)) >= _SAYS and not _ASKS_CONSENT.search(sentence)
        for sentence in re.split(r"(?<=[.!?])\s+|\n+", text)
    )


def _unreadable(markup: Markup, html: str) -> str | None:
    """Return why a page with hardly a word is no evidence; None where what it says can stand."""
    words = len(re.findall(r"\w+", markup.text))
    if words >= _SHORT:
        return None
    shown = f"{markup.title} {markup.text}".lower()
    for sign, reason in (_SIGNS[3], _SIGNS[1], _SIGNS[0], _SIGNS[2]):
        if re.search(sign, shown) and not (reason == _CONSENT and _says_more(markup.text)):
            return f"{reason}; add its text with `whynow add` if you may read it"
    if words < 8 and "<script" in html.lower():
        return f"{_SIGNS[0][1]}; add its text with `whynow add`"
    return None if words > 2 else "the page holds no text"
