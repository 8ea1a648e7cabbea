"""What every section of a brief is written from, and how a Claim is made."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ...tools.evidence import (
    Account,
    Claim,
    ClaimKind,
    ClaimStatus,
    Document,
    Figure,
    Gap,
    Quote,
    content_id,
    quote,
)
from .interest import Interest


@dataclass(frozen=True)
class Desk:
    """The account, the purpose, the clock, and all evidence that the clock allows."""

    account: Account
    name: str
    names: re.Pattern[str]
    interest: Interest
    now: date
    documents: tuple[Document, ...]
    figures: tuple[Figure, ...]

    @property
    def own(self) -> str:
        """The name as an owner: `Apple's`, `Tyson Foods'`."""
        return self.name + ("'" if self.name.endswith("s") else "'s")

    @cached_property
    def whole(self) -> tuple[Figure, ...]:
        """The Figures of the whole company, parts of it left out."""
        return tuple(figure for figure in self.figures if not figure.dimensions)

    def claim(
        self,
        section: str,
        text: str,
        *,
        kind: ClaimKind = "stated",
        quotes: Iterable[Quote] = (),
        figures: Iterable[Figure] = (),
        as_of: str | None = None,
        status: ClaimStatus = "single_source",
        rests_on: Iterable[Claim] = (),
    ) -> Claim:
        """Return a Claim of this account with an id that follows from its section and words."""
        return Claim(
            id=content_id("claim", self.account.id, section, text), section=section, kind=kind, text=text,
            quotes=tuple(quotes), figures=tuple(figures), as_of=as_of, status=status,
            rests_on=tuple(claim.id for claim in rests_on),
        )  # fmt: skip

    def of_kind(self, *kinds: str) -> list[Document]:
        """Return the documents of these kinds, newest first."""
        return [document for document in self.documents if document.kind in kinds]

    def filings(self, *forms: str) -> list[Document]:
        """Return the filings whose form begins with one of these, newest first; amendments count."""
        return [document for document in self.of_kind("filing") if (document.form or "").startswith(forms)]

    def row(self, figure: Figure, words: Iterable[str]) -> Quote | None:
        """Return the table row or sentence that shows a filed Figure, if a document that holds it was
        read."""
        wanted = [word.lower() for word in words]
        for document in self.documents:
            if document.accession and document.accession == figure.accession:
                return _row(document, figure.value, wanted)
        return None


@dataclass
class Written:
    """What a section came to: its Claims, and what it looked for in vain."""

    claims: list[Claim] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)


def _row(document: Document, value: float, words: list[str]) -> Quote | None:
    for scale in (1_000_000, 1_000, 1):
        shown = f"{abs(value) / scale:,.0f}"
        if len(shown) < 3 or abs(value) % scale:
            continue
        at = -1
        while (at := document.text.find(shown, at + 1)) >= 0:
            start = document.text.rfind("\n", 0, at) + 1
            end = document.text.find("\n", at)
            end = len(document.text) if end < 0 else end
            line = document.text[start:end].lower()
            if _alone(document.text, at, at + len(shown)) and any(line.startswith(word) for word in words):
                return quote(document, start, end)
    return None


def _alone(text: str, start: int, end: int) -> bool:
    """Say whether a number is not a part of a longer one."""
    return not (text[start - 1 : start] in (",", ".") or text[start - 1 : start].isdigit()) and not (
        text[end : end + 1].isdigit()
        or (text[end : end + 1] in (",", ".") and text[end + 1 : end + 2].isdigit())
    )
