"""Leaders by role, each with the words and the date that name them; nobody is guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from ...tools.evidence import Claim, ClaimStatus, Document, Gap, Quote, quote
from ..events.officers import NAME, NOT_NAMES, Move, moves
from ..sentences.amounts import day
from ..sentences.boilerplate import injected
from ..sentences.draft import Desk, Written
from ..sentences.splitting import ROW, ById, Sentence, sentences
from ..sentences.voice import about, host

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
_MEMORY = timedelta(days=550)
"""How long it is remembered that somebody left, and a leader is taken for current."""
_ON_THE_WAY_OUT = timedelta(days=120)
"""Days after leaving in which papers still carry a name."""
_ELSEWHERE = re.compile(r"(?:,| of| at| for) (?:the )?(?!EMEA|APAC|USA|ERP|CRM|ESG)[A-Z]{3,}\b")
"""Initials of another company after a role: `Managing Director, ORMV`."""
_PAST = re.compile(
    r"\b(?:formerly|previously|former|prior to|(?:was|were) (?:named|appointed|elected) "
    r".*\b(?:19|20)\d\d)\b"
)
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

    since: str | None = None
    """The day from which the role is held, where the words name one that was still to come."""

    @property
    def surname(self) -> str:
        """Return the last of the person's names."""
        return self.name.split()[-1]

    @property
    def office(self) -> str:
        """Return the top office that the role holds, or the role itself."""
        low = self.role.lower()
        return next((office for words, office in _TOP.items() if re.search(rf"\b{words}\b", low)), low)


def people(desk: Desk, found: Sequence[Person], most: int = 6) -> Written:
    """Write the leaders that documents name, one an office, the newest document first; a Gap where none
    does."""
    if not found and not desk.documents:
        return Written()
    claims = [*(_claim(desk, person) for person in found[:most]), *_until(desk)]
    if claims:
        return Written(claims=claims)
    where = "filings, leadership pages, encyclopedia" if desk.documents else "no document was read"
    why = "no document that was read names one with a role"
    return Written(gaps=[Gap(wanted="leaders by role", where=where, why=why)])


def leaders(desk: Desk) -> list[Person]:
    """Return one person an office, as the newest document names them, the top offices first."""
    offices: dict[str, Person] = {}
    names: set[str] = set()
    gone = _leaving(desk)
    for document in sorted(
        _sources(desk), key=lambda document: document.published or document.read, reverse=True
    ):
        for person in _named(ById(document), desk.names):
            if _ours(desk, person) and not _left(person, gone):
                if person.office not in offices and person.surname not in names:
                    offices[person.office] = replace(
                        person, role=_own_role(desk, person.role, person.surname)
                    )
                names.add(person.surname)
    return sorted(
        offices.values(), key=lambda person: (_rank(person.office), person.document.id, person.quote.start)
    )


def _ours(desk: Desk, person: Person) -> bool:
    """Say whether a person is a leader of the account, now."""
    named = desk.names.search(person.name)
    if named and not (named.start() and named.end() == len(person.name)):  # a founder bears the name as well
        return False
    if (person.since or "") > desk.now.isoformat():
        return False
    if not person.loose:
        return True
    elsewhere = _ELSEWHERE.search(desk.names.sub("", person.role))
    return elsewhere is None and about(desk.names, person.document.kind, person.loose)


@dataclass(frozen=True)
class _Change:
    """Who takes or leaves an office, and the sentence that says so."""

    move: Move
    sentence: Sentence
    document: Document


def _changes(desk: Desk) -> dict[str, _Change]:
    """Return by surname the newest word of the last year and a half on who takes or leaves an office."""
    found: dict[str, _Change] = {}
    earliest = (desk.now - _MEMORY).isoformat()
    for document in _sources(desk):
        if (document.published or "") >= earliest:
            for one in _moved(ById(document), desk.names):
                before = found.get(one.move.surname)
                if before is None or (before.document.published or "") < (document.published or ""):
                    found[one.move.surname] = one
    return found


def _leaving(desk: Desk) -> dict[str, _Change]:
    """Return by surname who was said to leave."""
    return {surname: one for surname, one in _changes(desk).items() if one.move.way == "goes"}


def _left(person: Person, gone: dict[str, _Change]) -> bool:
    """Say whether a person was said to leave: a signature given on the way out changes nothing."""
    found = gone.get(person.surname)
    if found is None or (" " in found.move.person and found.move.person[0] != person.name[0]):
        return False
    said, told = found.document.published or "", person.document.published or ""
    return told <= _later(found.move.day or said)


def _later(iso: str) -> str:
    return (date.fromisoformat(iso) + _ON_THE_WAY_OUT).isoformat() if len(iso) == 10 else iso


def _until(desk: Desk) -> list[Claim]:
    """Write who is known to take or to leave an office on a day to come."""
    coming = [
        one
        for one in _changes(desk).values()
        if one.move.role and (one.move.day or "") > desk.now.isoformat() and " " in one.move.person
    ]
    return [_to_come(desk, one) for one in coming if about(desk.names, one.document.kind, one.sentence.text)]


def _to_come(desk: Desk, one: _Change) -> Claim:
    move, document = one.move, one.document
    when, role = day(move.day or ""), _own_role(desk, move.role, move.surname)
    comes, goes = f"becomes {desk.own} {role} on {when}", f"is {desk.own} {role} until {when}"
    held = comes if move.way == "comes" else goes
    said = quote(document, one.sentence.start + move.start, one.sentence.end)
    text = f"{move.person} {held} ({_place(document)})."
    return desk.claim(
        "people", text, quotes=[said], as_of=document.published, status=_status(desk, document)
    )  # fmt: skip


def _rank(office: str) -> int:
    return _ORDER.index(office) if office in _ORDER else len(_ORDER)


def _sources(desk: Desk) -> list[Document]:
    forms = ("10-K", "10-Q", "DEF 14A", "20-F", "8-K", "S-1", "EX-99")
    pages = [document for document in desk.of_kind("website", "post", "encyclopedia")]
    return [*desk.filings(*forms), *pages]


@lru_cache(maxsize=256)
def _named(once: ById, own: re.Pattern[str]) -> tuple[Person, ...]:
    """Return everyone whom a document names with a role, in its order."""
    listed = sentences(once.document)
    found = []
    for place, one in enumerate(listed):
        if not one.row and (come := _appointed(once.document, one, own)):
            found += come
            continue
        person = _in_row(once.document, one) if one.row else _in_words(once.document, one)
        if person is None and place + 1 < len(listed):
            person = _over_two_lines(once.document, one, listed[place + 1])
        if person and not NOT_NAMES.search(person.name) and not injected(person.quote.text):
            found.append(person)
    return tuple(found)


@lru_cache(maxsize=256)
def _moved(once: ById, own: re.Pattern[str]) -> tuple[_Change, ...]:
    """Return who comes and who goes by the sentences of a document."""
    document = once.document
    return tuple(
        _Change(move, one, document)
        for one in sentences(document)
        if not one.row and len(one.text) < 900 and not injected(one.text)
        for move in moves(one.text, document.published, own)
    )


def _appointed(document: Document, one: Sentence, own: re.Pattern[str]) -> list[Person]:
    """Return whom a sentence says to take an office; a release or page must name the account as well."""
    if len(one.text) > 900 or injected(one.text) or _PAST.search(one.text):
        return []
    loose = "" if (document.form or "").startswith(("8-K", "10-K", "10-Q")) else one.text
    published = document.published or ""
    return [
        Person(
            move.person,
            bare_role(move.role),
            quote(document, one.start + move.start, one.start + move.end),
            document,
            loose,
            move.day if move.day and move.day > published else None,
        )
        for move in moves(one.text, document.published, own)
        if move.way == "comes"
    ]


def bare_role(role: str) -> str:
    """Return a role without whose it is and without a second one that was cut off."""
    bare = re.sub(r"\s*\([^)]*\)|,? (?:of|at|for) (?:the )?(?:Company|Registrant|Corporation)\b.*", "", role)
    return re.sub(
        r"(?:,|,? and|,? &)?(?: (?:and|[Cc]hief|[Ee]xecutive|[Ss]enior|of|\
        the))*$",
        "",
        bare,
    ).strip(" ,")


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
    text = f"{person.name} is {desk.own} {person.role} ({_place(document)})."
    if document.published is None:
        text = f"{person.name} is named as {desk.own} {person.role} ({host(document.url)}, read {when})."
    return desk.claim(
        "people", text, quotes=[person.quote], as_of=document.published, status=_status(desk, document)
    )  # fmt: skip


def _status(desk: Desk, document: Document) -> ClaimStatus:
    if document.published and document.published < (desk.now - _MEMORY).isoformat():
        return "stale"
    return "verified" if document.kind == "filing" else "single_source"


def _place(document: Document) -> str:
    when = day(document.published or document.read[:10])
    return f"{document.form} filed {when}" if document.kind == "filing" else f"{host(document.url)}, {when}"


def _own_role(desk: Desk, role: str, surname: str) -> str:
    """Return a role without the person's and the account's own names, which the sentence says already."""
    role = bare_role(role)
    if surname in role and (found := _ROLE.search(role)):
        role = role[found.start() :]
    own = rf"(?:,| -| –)? (?:of|at|for) (?:the )?(?:{desk.names.pattern}).*$"
    return re.sub(own, "", role).strip(" ,") or role
