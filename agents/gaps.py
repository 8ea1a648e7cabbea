"""Gaps of one kind are said once, with their number."""

from __future__ import annotations

from collections.abc import Iterable

from ..tools.evidence import Gap


def settled(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """Return one Gap for each (wanted, why), counted, with the first place it was met."""
    kinds: dict[tuple[str, str], Gap] = {}
    for gap in gaps:
        key = (gap.wanted, gap.why)
        seen = kinds.get(key)
        kinds[key] = gap if seen is None else seen.model_copy(update={"count": seen.count + gap.count})
    return tuple(kinds.values())
