"""Leaders by role, each with the words and the date that name them; nobody is guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...tools.evidence import Claim, Document, Gap, Quote, quote
from ..sentences.amounts import day
from ..sentences.boilerplate import injected
from ..sentences.draft import Desk, Written
from ..sentences.splitting import ROW, Sentence, sentences
from ..sentences.voice import host

_PART = (
    r"(?:[A-ZÀ-Þ][a-zà-þ]+(?:[-’'][A-ZÀ-Þ]?[a-zà-þ]+)*|[A-Z]\.(?:[A-Z]\.)?|"
    r"(?:Mc|Mac|O’|O'|De|Le|La|Van)[A-Z][a-z]+|[A-Z]{2}\.?)"
)
NAME = rf"{_PART}(?: (?:{_PART}|de|del|van|von|der|den|bin|al|el|la))* {_PART}"
"""A person's name: two to five capitalised words, initials and particles between."""
_NAME = re.compile(rf"(?:/s/\s*)?(?P<name>{NAME})(?:,? (?:Jr|Sr|Ph\.?D|M\.?D|II|III|IV)\.?)?")
ROLE = (
    r"(?:(?:Co-|Deputy |Interim |Acting |Executive |Senior |Group |Global |Corporate |First )*"
    r"(?:Chief [A-Z][\w-]*(?:(?:,? (?:and|&) |, | )[A-Z][\w-]+){0,4}? ?(?:Officer|Counsel|Scientist|"
    r"Architect|Accountant|Executive)|"
    r"President|Vice President|Chair(?:man|woman|person)?|C[EFOTIPMSRD]O|CISO|CHRO|Treasurer|Controller|"
    r"General Counsel|"
    r"Managing Director|General Manager|Founder|Co-Founder|Co-founder|Head of [A-Z][\w ]+|"
    r"Principal Accounting Officer))"
)
_ROLE = re.compile(ROLE)
_FULL_ROLE = re.compile(
    rf"{ROLE}(?:(?:,| and|,? &| of(?: the)?|, ) ?(?:{ROLE}|[A-Z][\w&-]+(?: (?:and|&|of) [A-Z][\w-]+|"
    rf" [A-Z][\w-]+)*))*"
)
_NOT_NAMES = re.compile(
    r"\b(?:Company|Corporation|Inc|Board|Committee|Officer|President|Chief|Director|Vice|Executive|Senior|Item|Date|Title|"
    r"Signature|Name|Report|Group|Financial|United|States|Annual|General|New|Stock|Common|Market|Operations|Business|Our|The|"
    r"Global|Products|Services|Human|Resources|Research|Sales|Marketing|Technology|Systems|Leadership|Management|Team|"
    r"About|Contact|Meet|Head|Press|News|Read|Learn|Investor|Relations)\b"
)
_SERVES = re.compile(
    rf"^(?P<name>{NAME})(?:, (?:age )?\d{{2}},)? (?:has served as|has been|serves as|was appointed|"
    rf"was named|became|is|joined [^.]{{2,60}}? as)"
    rf" (?:an? |the |our |its |[A-Z]\w+[’']s? |the Company[’']s )*(?P<role>{_FULL_ROLE.pattern})"
)
_APPOSITION = re.compile(
    rf"\b(?P<name>{NAME}), (?:[A-Z]\w+[’']s |the |our |its |Company[’']s )*(?P<role>{_FULL_ROLE.pattern})"
)
_FACT = re.compile(
    rf"(?P<role>[Cc]hief executive(?: officer)?|CEO|[Cc]hair(?:person|man|woman)?|[Dd]irector / manager|"
    rf"[Ff]ounded by)\W{{1,4}}(?:is |was )?(?P<name>{NAME})"
)
_TOP = {
    "chief executive": "CEO", "ceo": "CEO", "chief financial": "CFO", "cfo": "CFO", "chief operating": "COO",
    "coo": "COO", "chief technology": "CTO", "cto": "CTO", "chief information security": "CISO",
    "chief information": "CIO", "general counsel": "GC",
}  # fmt: skip
_ORDER = ("CEO", "CFO", "COO", "CTO", "CIO", "CISO", "GC")


@dataclass(frozen=True)
class Person:
    """A leader, the role as written, and the words that say so."""

    name: str
    role: str
    quote: Quote
    document: Document
    loose: str = ""
    """The whole sentence where only its naming the account says whose leader this is."""

    @property
    def office(self) -> str:
        """Return the top office that the role holds, or the role itself."""
        low = self.role.lower()
        return next((office for words, office in _TOP.items() if words in low), low)


def people(desk: Desk, found: Sequence[Person], most: int = 6) -> Written:
    """Write the leaders that documents name, one an office, the newest document first; a Gap where none
    does."""
    if not found and not desk.documents:
        return Written()
    if not found:
        where = "filings, leadership pages, encyclopedia" if desk.documents else "no document was read"
        return Written(
            gaps=[
                Gap(
                    wanted="leaders by role",
                    where=where,
                    why="no document that was read names one with a role",
                )
            ]
        )
    return Written(claims=[_claim(desk, person) for person in found[:most]])


def leaders(desk: Desk) -> list[Person]:
    """Return one person an office, as the newest document names them, the top offices first."""
    offices: dict[str, Person] = {}
    names: set[str] = set()
    for document in sorted(
        _sources(desk), key=lambda document: document.published or document.read, reverse=True
    ):
        for person in _named(_Once(document)):
            surname = person.name.split()[-1]
            ours = not desk.names.search(person.name) and (
                not person.loose or desk.names.search(person.loose)
            )
            if ours and person.office not in offices and surname not in names:
                offices[person.office] = person
                names.add(surname)
    return sorted(
        offices.values(), key=lambda person: (_rank(person.office), person.document.id, person.quote.start)
    )


def _rank(office: str) -> int:
    return _ORDER.index(office) if office in _ORDER else len(_ORDER)


def _sources(desk: Desk) -> list[Document]:
    forms = ("10-K", "10-Q", "DEF 14A", "20-F", "8-K", "S-1", "EX-99")
    pages = [document for document in desk.of_kind("website", "post", "encyclopedia")]
    return [*desk.filings(*forms), *pages]


class _Once:
    """Remembers a document under its id."""

    __slots__ = ("document",)

    def __init__(self, document: Document) -> None:
        self.document = document

    def __hash__(self) -> int:
        return hash(self.document.id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Once) and other.document.id == self.document.id


@lru_cache(maxsize=256)
def _named(once: _Once) -> tuple[Person, ...]:
    """Return everyone whom a document names with a role, in its order."""
    listed = sentences(once.document)
    found = []
    for place, one in enumerate(listed):
        person = _in_row(once.document, one) if one.row else _in_words(once.document, one)
        if person is None and place + 1 < len(listed):
            person = _over_two_lines(once.document, one, listed[place + 1])
        if person and not _NOT_NAMES.search(person.name) and not injected(person.quote.text):
            found.append(person)
    return tuple(found)


def _in_row(document: Document, row: Sentence) -> Person | None:
    cells = [re.sub(r"^[\w /]{2,20}: ", "", cell).strip() for cell in row.text.split(ROW)]
    named = _NAME.fullmatch(cells[0])
    role = next((found for cell in cells[1:] if (found := _role(cell))), None)
    return (
        Person(named["name"], role, quote(document, row.start, row.end), document) if named and role else None
    )


def _role(cell: str) -> str | None:
    bare = re.sub(r"\s*\([^)]*\)|\s+Dated?\b.*", "", cell).strip(" .,;")
    if re.search(r"\b(?:Assistant|Associate|Attorney|Secretary Registered|Deputy Secretary)\b", bare):
        return None
    return bare if len(bare) < 110 and _ROLE.search(bare) and bare[:1].isupper() else None


def _in_words(document: Document, one: Sentence) -> Person | None:
    text = one.text
    if len(text) > 600 or not _ROLE.search(text):
        return None
    found = _FACT.search(text) if document.kind == "encyclopedia" else None
    found = found or _SERVES.match(text)
    loose = ""
    if found is None and (document.kind in ("post", "website") or (document.form or "").startswith("EX-99")):
        found, loose = _APPOSITION.search(text), text
    if found is None or re.search(r"\b(?:former|previously|until|at [A-Z])\b", text[: found.end()]):
        return None
    said = quote(document, one.start, one.start + found.end())
    return Person(found["name"], found["role"].strip(" ,"), said, document, loose)


def _over_two_lines(document: Document, first: Sentence, second: Sentence) -> Person | None:
    named = _NAME.fullmatch(first.text.lstrip("# ").strip())
    role = _role(second.text) if not second.row and len(second.text.split()) <= 14 else None
    if named is None or role is None or second.start - first.end > 3:
        return None
    return Person(named["name"], role, quote(document, first.start, second.end), document)


def _claim(desk: Desk, person: Person) -> Claim:
    document = person.document
    when = day(document.published or document.read[:10])
    place = f"{document.form} filed {when}" if document.kind == "filing" else f"{host(document.url)}, {when}"
    text = f"{person.name} is {desk.own} {person.role} ({place})."
    if document.published is None:
        text = f"{person.name} is named as {desk.own} {person.role} ({host(document.url)}, read {when})."
    status = "verified" if document.kind == "filing" else "single_source"
    return desk.claim(
        "people",
        text,
        quotes=[person.quote],
        as_of=document.published,
        status="verified" if status == "verified" else "single_source",
    )
