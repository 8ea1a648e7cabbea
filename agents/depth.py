"""How much of a brief is said at each depth: an answer, a card that keeps its size, everything."""

from __future__ import annotations

from collections.abc import Sequence

from ..tools.evidence import Brief, Claim
from .markdown import HEADINGS, markdown

CARD_TOKENS = 1450
"""What a card may cost at most, in characters of Markdown divided by four; the promise is 1,500."""

_CARD = {
    "why_now": 6, "snapshot": 4, "priorities": 2, "initiatives": 2, "financials": 4, "signals": 0, "technology": 1,
    "people": 3, "competition": 1, "risks": 3, "talk_track": 4,
}  # fmt: skip
_KEPT = {
    "why_now": 4, "snapshot": 2, "priorities": 0, "initiatives": 0, "financials": 2, "signals": 0, "technology": 0,
    "people": 1, "competition": 0, "risks": 1, "talk_track": 2,
}  # fmt: skip
_GIVEN_UP = (
    "technology", "initiatives", "priorities", "financials", "snapshot", "people", "risks", "talk_track",
    "initiatives", "competition", "priorities", "why_now", "financials",
)  # fmt: skip
"""Which section gives up its last claim first while a card is too long, again and again in this order."""


def fitted(brief: Brief) -> Brief:
    """Return the brief cut to its depth, with its sections named and its size counted."""
    if brief.depth == "full":
        return _counted(brief, brief.claims)
    if brief.depth == "answer":
        return _counted(brief, _answer(brief.claims))
    claims = _capped(brief.claims)
    card = _counted(brief, claims)
    while card.tokens > CARD_TOKENS and (fewer := _less(card.claims)) is not None:
        card = _counted(brief, fewer)
    while card.tokens > CARD_TOKENS and card.gaps:
        card = _counted(card.model_copy(update={"gaps": card.gaps[:-1]}), card.claims)
    return card


def _counted(brief: Brief, claims: Sequence[Claim]) -> Brief:
    present = {claim.section for claim in claims}
    sections = tuple(name for name in HEADINGS if name in present)
    shown = brief.model_copy(update={"claims": tuple(claims), "sections": sections})
    return shown.model_copy(update={"tokens": len(markdown(shown)) // 4})


def _answer(claims: Sequence[Claim]) -> list[Claim]:
    """Return one to three claims: what happened, what is wanted, what it adds up to."""
    kept: list[Claim] = []
    for section in ("why_now", "priorities", "financials", "snapshot", "initiatives", "risks"):
        found = [claim for claim in claims if claim.section == section and claim.kind != "inferred"]
        kept += found[: 2 if section == "why_now" else 1]
        if len(kept) >= 3:
            break
    return kept[:3]


def _capped(claims: Sequence[Claim]) -> list[Claim]:
    room = dict(_CARD)
    kept = []
    for claim in claims:
        if room[claim.section] > 0:
            room[claim.section] -= 1
            kept.append(claim)
    return _grounded(kept)


def _less(claims: Sequence[Claim]) -> list[Claim] | None:
    """Return the claims without one: the last of the section that has most to give; None at the least."""
    counts = {name: sum(claim.section == name for claim in claims) for name in HEADINGS}
    for name in _GIVEN_UP:
        if counts[name] > _KEPT[name] and counts[name] >= _fullest(counts):
            last = max(place for place, claim in enumerate(claims) if claim.section == name)
            return _grounded([claim for place, claim in enumerate(claims) if place != last])
    return None


def _fullest(counts: dict[str, int]) -> int:
    """Return how many claims the section has that can best give one up, weighed by what it may keep."""
    spare = {name: count for name, count in counts.items() if count > _KEPT[name]}
    return min(spare.values(), default=0) if max(spare.values(), default=0) == 1 else 1


def _grounded(claims: Sequence[Claim]) -> list[Claim]:
    """Leave out what rests on a claim that is not shown."""
    ids = {claim.id for claim in claims}
    return [claim for claim in claims if set(claim.rests_on) <= ids]
