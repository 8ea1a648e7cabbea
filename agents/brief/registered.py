"""What the SEC's register says of a filer, for a snapshot that its own documents leave open."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...tools.evidence import Claim, Document, Quote, quote
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


def _line(profile: Document, pattern: str) -> Quote | None:
    found = re.search(pattern, profile.text, re.MULTILINE)
    return quote(profile, found.start(), found.end()) if found else None


def _claim(desk: Desk, profile: Document, facts: Sequence[Quote]) -> Claim:
    when = day(profile.published or profile.read[:10])
    words = "; ".join(f"“{one.text.rstrip('.')}”" for one in facts)
    text = f"{desk.name}, in the SEC’s register ({when}): {words}"
    return desk.claim("snapshot", text, quotes=facts, as_of=profile.published, status="verified")
