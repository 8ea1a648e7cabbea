"""How much of a brief is said at each depth: an answer, a card that keeps its size, everything."""

from __future__ import annotations

from collections.abc import Sequence

from ...tools.evidence import Brief, Claim, Depth
from .markdown import HEADINGS, markdown

CARD_TOKENS = 1450
"""What a card may cost at most, in characters of Markdown divided by four; the promise is 1,500."""

_CARD = {
    "why_now": 5, "snapshot": 4, "priorities": 2, "initiatives": 2, "financials": 5, "signals": 2,
    "technology": 1,
    "people": 3, "competition": 1, "risks": 3, "talk_track": 4,
}  # fmt: skip
"""How many claims of each section a card has room for at first."""
_KEPT = {
    "why_now": 5, "snapshot": 2, "priorities": 1, "initiatives": 0, "financials": 3, "signals": 0,
    "technology": 0,
    "people": 1, "competition": 0, "risks": 1, "talk_track": 4,
}  # fmt: skip
"""How many it keeps while others still have more than they need."""
_GIVEN_UP = (
    "signals",
    "initiatives",
    "technology",
    "snapshot",
    "people",
    "risks",
    "priorities",
    "financials",
    "competition",
    "why_now",
)
"""Which section gives up its last claim first while a card is too long, where they have as much to spare."""


def chosen(claims: Sequence[Claim], depth: Depth) -> list[Claim]:
    """Return the claims that a depth has room for, before anything is inferred from them."""
    if depth == "answer":
        return _answer(claims)
    return list(claims) if depth == "full" else _capped(claims)


def fitted(brief: Brief) -> Brief:
    """Return the brief with its sections named and its size counted; a card is cut until it keeps its
    size."""
    if brief.depth == "answer":
        return _counted(brief, [claim for claim in brief.claims if claim.kind != "inferred"])
    card = _counted(brief, brief.claims)
    while brief.depth == "card" and card.tokens > CARD_TOKENS and (fewer := _less(card.claims)) is not None:
        card = _counted(card, fewer)
    while brief.depth == "card" and card.tokens > CARD_TOKENS and card.gaps:
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
    return kept


def _less(claims: Sequence[Claim]) -> list[Claim] | None:
    """Return the claims without one: the last, on which nothing rests, of the section that can best spare
    it."""
    borne = {one for claim in claims for one in claim.rests_on}
    spare = {
        name: [
            claim
            for claim in claims
            if claim.section == name and claim.id not in borne and claim.kind != "inferred"
        ]
        for name in HEADINGS
    }
    counts = {name: sum(claim.section == name for claim in claims) for name in HEADINGS}
    able = [name for name in _GIVEN_UP if spare[name] and counts[name] > _KEPT[name]]
    if not able:
        return None
    name = max(able, key=lambda name: (counts[name] - _KEPT[name], -_GIVEN_UP.index(name)))
    return [claim for claim in claims if claim is not spare[name][-1]]
