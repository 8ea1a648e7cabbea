"""Full submissions and index pages: which documents a filing holds, and what its header says of the filer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .filing import decode

_DOCUMENT = re.compile(r"<DOCUMENT>(.*?)(?:</DOCUMENT>|(?=<DOCUMENT>)|\Z)", re.IGNORECASE | re.DOTALL)
_HEADER = re.compile(
    r"<(?:SEC|IMS)-HEADER>(.*?)(?:</(?:SEC|IMS)-HEADER>|(?=<DOCUMENT>)|\Z)", re.IGNORECASE | re.DOTALL
)
_FIELD = re.compile(r"^<(TYPE|SEQUENCE|FILENAME|DESCRIPTION)>(.*)$", re.IGNORECASE | re.MULTILINE)
_TEXT = re.compile(r"<TEXT>(.*?)(?:</TEXT>|\Z)", re.IGNORECASE | re.DOTALL)
_UUENCODED = re.compile(r"^\s*(?:<PDF>\s*)?begin \d{3} \S+", re.IGNORECASE)
_LINE = re.compile(r"^\s*([A-Z][A-Z /()&-]+?):[ \t]+(\S.*?)\s*$", re.MULTILINE)
_NOT_READ = re.compile(r"^(?:GRAPHIC|ZIP|EXCEL|XML|JSON|PDF|COVER|EX-101|EX-104|INFO)", re.IGNORECASE)
_CODE = re.compile(r"\[(\d{4})\]")


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a submission; `body` is empty where an index page only names it."""

    form: str
    name: str
    description: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """What the SGML header of a submission says; None where it is silent."""

    accession: str | None = None
    form: str | None = None
    company: str | None = None
    cik: str | None = None
    period: str | None = None
    filed: str | None = None
    sic: str | None = None
    state: str | None = None
    former_names: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


def read_header(submission: str) -> Header:
    """Return the header of a full submission, of its filer where several companies are named."""
    found = _HEADER.search(submission)
    words = found[1] if found else submission[: submission.upper().find("<DOCUMENT>")][:20_000]
    own = re.split(r"^\s*(?:REPORTING-OWNER|FILED BY):", words, maxsplit=1, flags=re.MULTILINE)[0]
    fields: dict[str, list[str]] = {}
    for name, value in _LINE.findall(own):
        fields.setdefault(name.strip(), []).append(value)

    def first(*names: str) -> str | None:
        return next((fields[name][0] for name in names if name in fields), None)

    sic = _CODE.search(first("STANDARD INDUSTRIAL CLASSIFICATION") or "")
    return Header(
        accession=first("ACCESSION NUMBER"),
        form=first("CONFORMED SUBMISSION TYPE"),
        company=first("COMPANY CONFORMED NAME"),
        cik=first("CENTRAL INDEX KEY"),
        period=_day(first("CONFORMED PERIOD OF REPORT")),
        filed=_day(first("FILED AS OF DATE")),
        sic=sic[1] if sic else None,
        state=first("STATE OF INCORPORATION"),
        former_names=tuple(fields.get("FORMER CONFORMED NAME", ())),
        items=tuple(fields.get("ITEM INFORMATION", ())),
    )


def _day(digits: str | None) -> str | None:
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}" if digits and re.fullmatch(r"\d{8}", digits) else None


def is_submission(body: str) -> bool:
    """Say whether these are the words of a full submission, not of one document."""
    head = body[:4000].upper()
    return "<SEC-HEADER>" in head or "<IMS-HEADER>" in head or "<SEC-DOCUMENT>" in head


def parts(submission: str) -> Iterator[Part]:
    """Yield the documents of a submission that hold words; pictures, archives and XBRL files are passed
    over.
    """
    for found in _DOCUMENT.finditer(submission):
        whole = found[1]
        fields = {name.upper(): value.strip() for name, value in _FIELD.findall(whole[:2000])}
        text = _TEXT.search(whole)
        body = text[1] if text else whole
        form = fields.get("TYPE", "")
        if _NOT_READ.match(form) or _UUENCODED.match(body):
            continue
        yield Part(form.upper(), fields.get("FILENAME", ""), fields.get("DESCRIPTION", ""), body)


def read_index(body: bytes) -> list[Part]:
    """Return the documents that the index page of a filing lists, in its order."""
    from .hypertext import clean, parse

    tree = parse(decode(body))
    listed: list[Part] = []
    for row in tree.iter("tr") if tree is not None else ():
        cells = [clean(cell.text_content()) for cell in row.iterchildren("td")]
        link = next((a.get("href") or "" for a in row.iter("a")), "")
        if len(cells) < 4 or "/Archives/" not in link:
            continue
        name = link.split("/ix?doc=")[-1].rsplit("/", 1)[-1]
        form = cells[3].upper()
        if form and not _NOT_READ.match(form) and not name.lower().endswith((".jpg", ".gif", ".xsd", ".zip")):
            listed.append(Part(form, name, cells[1]))
    return listed
