"""What a report says that the annual report before it did not say."""

from __future__ import annotations

from ...tools.evidence import Document
from ..sentences.choose import Words, usable
from ..sentences.draft import Desk
from ..sentences.wording import overlap

_SAME = 0.6
"""How much two sentences share when one says again, with new numbers, what the other said."""


def new_since_before(desk: Desk, words: Words) -> bool:
    """Say whether a sentence of a report stands in no form in the annual report before; False without one."""
    before = _annual_before(desk, words.document)
    if before is None:
        return False
    return not any(overlap(words.stems, other.stems) > _SAME for other in usable(before, desk.names))


def _annual_before(desk: Desk, document: Document) -> Document | None:
    if not (document.form or "").startswith(("10-K", "10-Q", "20-F")):
        return None
    earlier = [
        one for one in desk.filings("10-K", "20-F") if (one.published or "") < (document.published or "")
    ]
    return max(earlier, key=lambda one: one.published or "", default=None)
