"""What may be asked and given: checked before anything is done, with what would have worked."""

from __future__ import annotations

import re
from datetime import date

from ..tools.errors import InvalidInput
from ..tools.reading.hygiene import one_line

KINDS = ("website", "post", "news", "filing", "encyclopedia", "transcript", "note")
LONGEST_NAME, LONGEST_QUESTION = 300, 2000
"""Characters of what a person asks; more is a text in the wrong place."""


def company(words: str) -> str:
    """Return the words that name a company, on one line and without what nobody sees."""
    return _asked(words, LONGEST_NAME, "Name a company: a name, domain, ticker, CIK or URL.")


def question(words: str) -> str:
    """Return what is looked for, on one line and without what nobody sees."""
    return _asked(words, LONGEST_QUESTION, "Say what to look for, in words.")


def day(text: str) -> date:
    """Return the day that `text` writes."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput(f"{text!r} is not a day: write it as 2025-03-14.") from error


def kind_of(text: str) -> str:
    """Return the kind of a document as it is kept; a word or two of the user's own may be one."""
    kind = text.strip().casefold() or "note"
    if not re.fullmatch(r"[^\W_][\w -]{0,30}", kind):
        raise InvalidInput(f"{text!r} is no kind of document. Kinds are {', '.join(KINDS)}.")
    return kind


def _asked(words: str, longest: int, wanted: str) -> str:
    line = one_line(words)
    if not line:
        raise InvalidInput(wanted)
    if len(line) > longest:
        raise InvalidInput(f"{wanted} At most {longest:,} characters: these are {len(line):,}.")
    return line
