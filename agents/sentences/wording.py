"""Words and how they compare: patterns written one phrase a line, stems, overlap."""

from __future__ import annotations

import re


def any_of(phrases: str, *, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """Return a pattern that finds any of the phrases: regular expressions, one a line, a backslash goes
    on."""
    joined = re.sub(r"\\\n\s*", "", phrases)
    lines = [line.strip() for line in joined.splitlines() if line.strip()]
    return re.compile("|".join(f"(?:{line})" for line in lines), flags)


def content_words(words: str) -> frozenset[str]:
    """Return the stems that carry a text's meaning, for measuring how much two texts overlap."""
    return frozenset(stem(word) for word in _WORD.findall(words.lower()) if word not in STOP)


def stem(word: str) -> str:
    """Return a word without its commonest endings, so that `cooling`, `cooled` and `cools` meet."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much of the smaller set of words the two share, from 0 to 1."""
    return len(one & other) / max(1, min(len(one), len(other)))


_WORD = re.compile(r"[a-z0-9à-þ](?:[a-z0-9à-þ&+.-]*[a-z0-9à-þ])?")
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ers", "er", "ed", "es", "s", "e", "y")
_SMALL = """
    a an the and or but if of to in on at by for from with as is are was were be been being has have had do
    does
    did will would can could may might must should shall we our us i you your they their them it its this that
    these those there here which who whom whose what when where why how not no nor so than then also such into
    over under up down out about after before between during through more most other some any all each both
    few
    many much own only same very just per via et al inc corp company companies co ltd business including
    include
    includes
"""
STOP = frozenset(_SMALL.split())
"""Words that say nothing about what a text is about."""
