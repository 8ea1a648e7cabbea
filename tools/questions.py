"""What a question says about where its answer stands: period, form, statement, and the words an answer would use."""

from __future__ import annotations

from dataclasses import dataclass, field

from .lexical import telling


@dataclass(frozen=True)
class Question:
    """A question, read for search."""

    text: str
    terms: dict[str, float] = field(default_factory=dict)


def understood(text: str, period: str = "") -> Question:
    """Read a question."""
    return Question(text, dict.fromkeys(telling(text), 1.0))
