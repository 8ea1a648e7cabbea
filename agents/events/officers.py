"""Who comes, who goes, as which officer and from when: the words of item 5.02, of releases and of posts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ..sentences.calendar import dates_in
from .kinds import BOARD, DEPARTURE, HIRE, EventKind

_PART = (
    r"(?:[A-ZÀ-Þ][a-zà-þ]+(?:[-’'][A-ZÀ-Þ]?[a-zà-þ]+)*|[A-Z]\.(?:[A-Z]\.)?|"
    r"(?:Mc|Mac|O’|O'|De|Le|La|Van)[A-Z][a-z]+|[A-Z]{2}\.?)"
)
NAME = rf"{_PART}(?: (?:{_PART}|de|del|van|von|der|den|bin|al|el|la))* {_PART}"
"""A person's name: two to five capitalised words, initials and particles between."""
_OWN_PART = (
    r"(?!(?:Senior|Executive|Vice|Chief|President|Group|General|Chair\w*|Interim|Acting|Corporate|Global|As|To|"
    rf"Managing|Head|Deputy|Co)\b){_PART}"
)
_WHO = rf"{_OWN_PART}(?: (?:{_OWN_PART}|de|del|van|von|der|den|bin|al|el|la))* {_OWN_PART}"
"""A name that no title runs into: `appointed Ida Moe Senior Vice President`."""
NOT_NAMES = re.compile(
    r"\b(?:Company|Corporation|Corp|Inc|Board|Committee|Officer|President|Chief|Director|Vice|Executive|Senior|Item|Date|"
    r"Title|Signature|Name|Report|Group|Financial|United|States|Annual|General|New|Stock|Common|Market|Operations|"
    r"Business|Our|The|On|In|As|Global|Products|Services|Human|Resources|Research|Sales|Marketing|Technology|Systems|"
    r"Leadership|Management|Team|About|Contact|Meet|Head|Press|News|Read|Learn|Investor|Relations|Effective|Bank|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|Agreement|Chairman)\b"
)
_OFFICE = (
    r"(?:[Cc]hief [A-Za-z][\w,& -]{2,50}?(?:[Oo]fficer|[Cc]ounsel|[Ss]cientist|[Aa]rchitect|[Aa]ccountant|"
    r"[Ee]xecutive)|[Vv]ice [Pp]resident|[Pp]resident|[Gg]eneral [Cc]ounsel|[Tt]reasurer|[Cc]ontroller|"
    r"[Pp]rincipal [Aa]ccounting [Oo]fficer|[Mm]anaging [Dd]irector|[Gg]eneral [Mm]anager|"
    r"C[EFOTIPMSRD]O|CISO|CHRO|"
    r"[Hh]ead of [A-Za-z]+)"
)
_RANK = (
    r"(?:(?:[Cc]o-|[Dd]eputy |[Ii]nterim |[Aa]cting |[Ee]xecutive |[Ss]enior |[Gg]roup |[Gg]lobal |"
    r"[Cc]orporate )*)"
)
_FULL = (
    rf"{_RANK}{_OFFICE}(?:(?:, (?:and )?| and |/| & ){_RANK}{_OFFICE}|(?:, | of | for | - | – )(?:the "
    rf")?[A-Z][\w&-]+"
    r"(?: (?:(?:and|&|of) )?[A-Z][\w&-]+)*)*"
)
_AGED = r"(?:,? (?:age )?\d\d,?|,? \(\d\d\),?|, (?:Jr|Sr|Ph\.?D|M\.?D|II|III|IV)\.?,?)?"
_AS = (
    r"(?:,? (?:to (?:serve|act) as|to (?:the )?(?:position|role|office|post)s? of|to be(?:come)?|to|as|"
    r"the duties of|"
    r"(?:the )?(?:role|duties|position|office)s? of))?"
)
_WHOSE = r"(?: (?:an?|the|our|its|new|next|[A-Z][\w.&-]+(?: [A-Z][\w.&-]+){0,3}[’']s?|[Cc]ompany[’']s))*"
_COMES = (
    r"(?:appointed|appoints?|named|names?|elected|elects?|promoted|promotes?|hired|hires?|welcomes?|welcomed)"
)
_APPOINTED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_COMES} (?:(?:Mr|Ms|Mrs|Dr)\. )?(?P<name>{_WHO}){_AGED}{_AS}{_WHOSE} (?P<role>{_FULL})",
        rf"\b(?P<name>{_WHO}){_AGED} (?:was|has been|had been|is|will be) {_COMES}{_AS}{_WHOSE} "
        rf"(?P<role>{_FULL})",
        rf"\b(?P<name>{_WHO}){_AGED} (?:officially )?(?:became|has become|will become|becomes|"
        rf"assumed?s?|will assume|"
        rf"joins|joined|has joined|will join|will serve|has been hired to serve)\b"
        rf"(?: [\w.&’' ]{{2,50}}? as| as|{_AS}){_WHOSE} (?P<role>{_FULL})",
        rf"\bappointment of (?:(?:Mr|Ms|Mrs|Dr)\. )?(?P<name>{_WHO}){_AGED}{_AS}{_WHOSE} (?P<role>{_FULL})",
    )
)
_GOES = re.compile(
    r"\b(?:resign(?:ed|s|ing|ation)?|step(?:ped|s|ping)? down|retir(?:e[sd]?|ing|ement)|relinquish\w*|"
    r"depart(?:ed|s|ure|"
    r"ing)|(?:intent|intention|decision|plans?) to (?:leave|resign|retire|accept employment)|(?:will|"
    r"to) leave|"
    r"has left|is leaving|leaves|(?:was|been) (?:terminated|dismissed|removed)|termination of|"
    r"will (?:not|no longer) (?:stand|serve|be)|not stand|ceased? to|no longer (?:with|serve)|passed "
    r"away|died|"
    r"separat(?:ed|ion) from)\b"
)
_ARRIVES = re.compile(
    rf"\b(?:{_COMES}|appointment|joins?|joined|bec[ao]mes?|will become|assumed?|succeeds?|elevated)\b"
)
_HAS_OFFICE = re.compile(rf"\b{_OFFICE}\b")
_SEAT = re.compile(
    r"\b(?:directors?\b|Directors?\b(?! of [A-Z])|[Bb]oard\b|[Cc]hair(?:man|woman|person)?\b|re-?election|"
    r"[Cc]ommittee\b)"
)
_OFFICE_TAKEN = re.compile(
    rf"\b(?:as|of|become|became|becomes|named|duties|position|be|from|our|its|the Company[’']s|and)"
    rf"{_WHOSE} {_RANK}{_OFFICE}\b"
)
_TO_THE_BOARD = re.compile(
    r"\b(?:to|on|from|join(?:s|ed)?|of) (?:its|the|our|[A-Z][\w.]+(?: [A-Z][\w.]+)*[’']s) "
    r"(?:[A-Z]\w+[’']s )?(?:[Bb]oard|"
    r"[\w ]{0,20}[Cc]ommittee)\b|\bas (?:an? |its |the )?(?:\w+ ){0,2}(?:[Dd]irector|[Mm]ember of)\b"
)
_PERSON = re.compile(rf"(?:(?:Mr|Ms|Mrs|Dr)\. (?P<surname>{_PART})|(?P<name>{_WHO}))")
_ROLE = re.compile(_FULL)
_STAYS = re.compile(r"\b(?:will (?:remain|continue)|remains|continues|continue to (?:serve|be))\b")
_NEAR = 220


@dataclass(frozen=True)
class Move:
    """One person who takes or leaves an office by a sentence, and from when where it says so."""

    way: Literal["comes", "goes"]
    person: str
    role: str
    day: str | None
    start: int
    end: int
    """Where the words stand in the sentence that carry it."""

    @property
    def surname(self) -> str:
        """Return the last of the person's names."""
        return self.person.split()[-1]


def change(text: str) -> EventKind | None:
    """Return which change among officers and directors a sentence tells, by its first verb; else None."""
    gone, come = _GOES.search(text), _ARRIVES.search(text)
    if gone is None and come is None:
        return None
    leaves = gone is not None and (come is None or gone.start() < come.start())
    if not _officer(text):
        return BOARD if _SEAT.search(text) else None
    return DEPARTURE if leaves else HIRE


def _officer(text: str) -> bool:
    """Say whether an office changes hands, rather than a seat that an officer of another company takes."""
    if not _HAS_OFFICE.search(text):
        return False
    return _TO_THE_BOARD.search(text) is None or _OFFICE_TAKEN.search(text) is not None


def moves(text: str, published: str | None, own: re.Pattern[str]) -> list[Move]:
    """Return who takes and who leaves an office by a sentence; seats on the board are no offices.

    `own` is the account's name: it may look like a person's.
    """
    comes = _arrivals(text, published)
    taken = {move.surname for move in comes}
    goes = [move for move in _departures(text, published, own) if move.surname not in taken]
    return [*comes, *goes]


def _arrivals(text: str, published: str | None) -> list[Move]:
    found: list[Move] = []
    for pattern in _APPOINTED if _officer(text) else ():
        for match in pattern.finditer(text):
            name = match["name"]
            if not NOT_NAMES.search(name) and name not in {move.person for move in found}:
                day = _from(text[match.end() :], published)
                found.append(Move("comes", name, match["role"].strip(" ,"), day, *match.span()))
    return found


def _departures(text: str, published: str | None, own: re.Pattern[str]) -> list[Move]:
    if not _officer(text) or _STAYS.search(text):
        return []
    found: list[Move] = []
    for verb in _GOES.finditer(text):
        person = _whose(text, verb, own)
        if person and person[0] not in {move.person for move in found}:
            name, start = person
            role = _ROLE.search(text, start)
            end = max(verb.end(), role.end() if role else 0)
            day = _from(text[verb.start() :], published)
            found.append(Move("goes", name, role[0] if role else "", day, min(start, verb.start()), end))
    return found


def _whose(text: str, verb: re.Match[str], own: re.Pattern[str]) -> tuple[str, int] | None:
    """Return the person who goes: named after `resignation of`, or the last one named before the verb."""
    after = re.compile(r"(?: \w+){0,2}? of (?:(?:Mr|Ms|Mrs|Dr)\. )?").match(
        text, verb.end() - (verb[0][-3:] == " of") * 3
    )
    if after and (named := _PERSON.match(text, after.end())) and _is_name(named):
        return named["name"] or named["surname"], named.start()
    before = [
        one
        for one in _PERSON.finditer(text, max(0, verb.start() - _NEAR), verb.start())
        if _is_name(one) and own.fullmatch(one[0]) is None
    ]
    return (before[-1]["name"] or before[-1]["surname"], before[-1].start()) if before else None


def people_in(text: str) -> frozenset[str]:
    """Return the surnames of the people whom a sentence names."""
    found = (one["name"] or one["surname"] for one in _PERSON.finditer(text) if _is_name(one))
    return frozenset(name.split()[-1] for name in found)


def _is_name(found: re.Match[str]) -> bool:
    return not NOT_NAMES.search(found["name"] or found["surname"])


def _from(text: str, published: str | None) -> str | None:
    """Return the day from which a move holds: the latest that the words after it name; None where none."""
    days = [day for day in dates_in(text) if len(day) == 10]
    later = [day for day in days if published is None or day > published]
    return min(later) if later else max(days, default=None)
