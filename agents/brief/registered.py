"""What the SEC's register says of a filer, for a snapshot that its own documents leave open."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...tools.evidence import Claim, Document, Quote, quote
from ..events.kinds import EventKind
from ..events.newest import Event
from ..events.profile import is_profile
from ..sentences.amounts import day
from ..sentences.draft import Desk

_INDUSTRY = r"^.+ is in the industry “.+\.$"
_SEAT = r"^.+ has its business address in .+\.$"
_REST = (
    r"^.+ is listed on .+\.$",
    r"^.+ ends its fiscal year on .+\.$",
    r"^.+ filed under the name .+\.$",
)

_COUNTED = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
INSTEAD_OF = {"what the company does": _INDUSTRY, "headquarters": _SEAT}
"""What the register answers where no document of the company was found to."""


def registered(desk: Desk, missing: Sequence[str]) -> tuple[list[Claim], set[str]]:
    """Return the register's facts that `missing` asks for, those that nobody else tells, and what they
    answer."""
    profile = next(filter(is_profile, desk.of_kind("filing")), None)
    if profile is None:
        return [], set()
    answered = {
        wanted: found for wanted in missing if (found := _line(profile, INSTEAD_OF.get(wanted, r"(?!)")))
    }
    rest = [found for pattern in _REST if (found := _line(profile, pattern))]
    facts = [*([one] for one in answered.values()), *([rest] if rest else [])]
    return [_claim(desk, profile, fact) for fact in facts], set(answered)


def one_of_a_kind(events: Sequence[Event]) -> tuple[list[Event], dict[EventKind, int]]:
    """Return the events with one listed filing of each kind, and how many more of the kind were left out."""
    kept: list[Event] = []
    more: dict[EventKind, int] = {}
    for event in events:
        if is_profile(event.document) and event.kind in more:
            more[event.kind] += 1
            continue
        if is_profile(event.document):
            more[event.kind] = 0
        kept.append(event)
    return kept, more


def and_more(claim: Claim, others: int) -> Claim:
    """Return the claim of a listed filing that says how many more of its kind the register lists."""
    if not others:
        return claim
    many = _COUNTED[others] if others < len(_COUNTED) else "many"
    return claim.model_copy(update={"text": f"{claim.text} and {many} more of this kind, none of them read"})


def _line(profile: Document, pattern: str) -> Quote | None:
    found = re.search(pattern, profile.text, re.MULTILINE)
    return quote(profile, found.start(), found.end()) if found else None


def _claim(desk: Desk, profile: Document, facts: Sequence[Quote]) -> Claim:
    when = day(profile.published or profile.read[:10])
    words = "; ".join(f"“{one.text.rstrip('.')}”" for one in facts)
    text = f"{desk.name}, in the SEC’s register ({when}): {words}"
    return desk.claim("snapshot", text, quotes=facts, as_of=profile.published, status="verified")
