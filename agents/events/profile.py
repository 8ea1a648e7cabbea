"""What the SEC's register lists of filings that were not read: dated changes, by item and form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...tools.evidence import Document, Quote, quote
from ...tools.filings.sec_profile import FORM
from .kinds import ACQUISITION, FUNDING, ITEMS, RESULTS, EventKind, item_kind

_LINE = re.compile(
    r"^(?P<form>[A-Z0-9][\w /-]{0,11}?) filed (?P<filed>\d{4}-\d\d-\d\d)"
    r"(?:, (?P<of>event of|period ended|for the meeting of) (?P<day>\d{4}-\d\d-\d\d))?: (?P<what>.+)$",
    re.MULTILINE,
)
_ITEM = re.compile(r"\bItem (?P<code>\d{1,2}(?:\.\d\d)?)\b[^;]*")
_SILENT = (ITEMS["7.01"], ITEMS["8.01"])
"""Items whose number alone says nothing of what happened."""
_LATE = EventKind("Report is late", 85, 150)
_OFFER = EventKind("Tender offer", 95, 180)
_REGISTRATION = EventKind("Securities registered", 75, 180)
_CONTEST = EventKind("Contested vote", 80, 150)
_FORMS = {
    "NT 10-K": _LATE, "NT 10-Q": _LATE, "NT 20-F": _LATE, "D": FUNDING, "C": FUNDING, "1-A": FUNDING,
    "S-1": _REGISTRATION, "F-1": _REGISTRATION, "10-12B": _REGISTRATION, "10-12G": _REGISTRATION,
    "S-4": ACQUISITION, "F-4": ACQUISITION, "DEFM14A": ACQUISITION, "PREM14A": ACQUISITION,
    "DEFC14A": _CONTEST, "SC TO-T": _OFFER, "SC TO-I": _OFFER, "10-K": RESULTS, "20-F": RESULTS,
    "40-F": RESULTS, "10-Q": RESULTS,
}  # fmt: skip
"""What a form tells by its kind alone; the others tell nothing until they are read."""


@dataclass(frozen=True)
class Listed:
    """A filing that the register lists and that reports a change: which, when, and the words of its line."""

    kind: EventKind
    day: str
    quote: Quote


def is_profile(document: Document) -> bool:
    """Say whether a document is the register's entry rather than something that the company wrote."""
    return document.form == FORM


def listed_changes(profile: Document, read: Iterable[Document]) -> Iterator[Listed]:
    """Yield the changes that the register lists, those left out whose filing itself was read."""
    known = {(one.form or "").removesuffix("/A") + (one.published or "") for one in read}
    for line in _LINE.finditer(profile.text):
        form = line["form"].removesuffix("/A")
        if form + line["filed"] not in known and (told := _told(line, form)):
            kind, end = told
            day = line["day"] if line["of"] == "event of" and line["day"] else line["filed"]
            yield Listed(kind, day, quote(profile, line.start(), end))


def _told(line: re.Match[str], form: str) -> tuple[EventKind, int] | None:
    """Return the weightiest change of a line, and where the words end that name it."""
    if form not in ("8-K", "6-K"):
        kind = _FORMS.get(form)
        return (kind, line.end()) if kind else None
    found = [
        (kind, item.end())
        for item in _ITEM.finditer(line.string, line.start("what"), line.end())
        if (kind := item_kind(item["code"], line["filed"])) and kind not in _SILENT
    ]
    return max(found, key=lambda pair: (pair[0].weight, -pair[1])) if found else None
