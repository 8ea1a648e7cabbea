"""The nouns: what whynow reads, keeps and answers, as frozen pydantic models.

Offsets count Unicode code points in the stored `text` of a Document; the end is exclusive.
Dates are ISO 8601 strings of the precision that is known: `2025`, `2025-03` or `2025-03-14`.
`None` means "not known": no empty string, zero or "N/A" ever stands for it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Relation = Literal["prospect", "customer", "partner", "competitor"]
Depth = Literal["answer", "card", "full"]
ClaimKind = Literal["stated", "figure", "computed", "inferred"]
ClaimStatus = Literal["verified", "single_source", "stale", "superseded", "contradicted"]
DateOrigin = Literal["feed", "json-ld", "meta", "url", "text", "filing", "header", "user"]
Day = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
"""An ISO date of known precision: year, month or day."""


class Noun(BaseModel):
    """A frozen value; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Period(Noun):
    """A span of reporting time; `start` is None for an instant (a balance-sheet date)."""

    start: Day | None = None
    end: Day | None = None
    fiscal_label: str | None = Field(None, description="As a reader says it: 'FY2025', 'Q2 FY2026'")


class Quote(Noun):
    """Words verbatim in a Document: `document.text[start:end] == text`."""

    document: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str
    url: str
    title: str
    published: Day | None = None
    read: str | None = Field(None, description="When we read it, ISO 8601 UTC")


class Figure(Noun):
    """A number as filed, or a formula over such numbers."""

    name: str
    value: int | float
    unit: str = Field(description="'USD', 'shares', 'percent', 'pure' …")
    currency: str | None = None
    period: Period
    tag: str | None = Field(None, description="XBRL concept with its prefix, 'us-gaap:Revenues'")
    dimensions: dict[str, str] = {}
    accession: str | None = None
    form: str | None = None
    filed: Day | None = None
    formula: str | None = Field(None, description="How a computed figure follows from `inputs`: 'a / b - 1'")
    inputs: tuple[Figure, ...] = ()


class Gap(Noun):
    """What we looked for and could not get, and why."""

    wanted: str
    where: str
    why: str
    count: int = Field(1, ge=1, description="How many gaps of this kind are said here once")


class Section(Noun):
    """A named span of a Document: an 8-K item, a 10-K item, a heading of a page."""

    name: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Document(Noun):
    """One page or filing as plain text."""

    id: str
    account: str
    url: str
    kind: str = Field(description="website, post, news, filing, encyclopedia, transcript, note …")
    title: str
    text: str
    published: Day | None = None
    published_from: DateOrigin | None = None
    read: str = Field(description="When we read it, ISO 8601 UTC")
    language: str | None = Field(None, description="ISO 639-1")
    source: str = Field(description="The source that found it: a name of tools.sources.SOURCES")
    sections: tuple[Section, ...] = ()
    form: str | None = Field(None, description="EDGAR form type, '10-K', '8-K', 'EX-99.1'")
    accession: str | None = None
    items: tuple[str, ...] = Field((), description="8-K item codes that the document's own headings carry")
    period: Period | None = Field(None, description="The reporting period that the document covers")
    event_date: Day | None = Field(None, description="The date of the earliest event reported")
    private: bool = Field(False, description="Provided by the user: never sent to a source or a remote model")


class Passage(Noun):
    """A span of a Document with a stable id."""

    id: str
    document: str
    account: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str
    title: str
    url: str
    kind: str
    published: Day | None = None
    section: str | None = None
    period: Period | None = None
    score: float | None = None


class Claim(Noun):
    """One sentence that reads alone, and the Quotes and Figures it stands on."""

    id: str
    section: str
    kind: ClaimKind
    text: str
    quotes: tuple[Quote, ...] = ()
    figures: tuple[Figure, ...] = ()
    as_of: Day | None = None
    status: ClaimStatus = "single_source"
    rests_on: tuple[str, ...] = Field((), description="For `inferred`: the ids of the claims it rests on")


class Account(Noun):
    """A company that the user follows, with its identity and its relation to the seller."""

    id: str
    name: str
    legal_name: str | None = None
    domain: str | None = None
    aliases: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    cik: str | None = Field(None, description="Ten digits", pattern=r"^\d{10}$")
    ticker: str | None = None
    exchange: str | None = None
    lei: str | None = None
    wikidata: str | None = Field(None, description="Q-number")
    country: str | None = Field(None, description="ISO 3166-1 alpha-2")
    parent: str | None = None
    relation: Relation | None = None
    status: Literal["verified", "unverified"] = "unverified"
    pinned: tuple[str, ...] = Field((), description="Fields that a person set; sources never overwrite them")
    evidence: tuple[Quote, ...] = ()


class Candidate(Noun):
    """An identity that may be meant, and why."""

    account: Account
    why: str
    score: float = Field(ge=0, le=1)


class Identity(Noun):
    """Who a query means, or may mean, and what was tried."""

    account: Account | None = None
    candidates: tuple[Candidate, ...] = ()
    tried: tuple[Gap, ...] = ()
    why: str = ""


class Forgotten(Noun):
    """How much was deleted with an account."""

    account: str
    documents: int
    passages: int
    figures: int


class Documents(Noun):
    """How much a Brief was written from."""

    count: int
    newest: Day | None = None
    oldest: Day | None = None


class Brief(Noun):
    """What a seller reads before the call."""

    account: Account
    purpose: str
    as_of: Day
    depth: Depth
    partial: bool = False
    resume: str | None = Field(None, description="How to get the rest, where partial")
    sections: tuple[str, ...]
    claims: tuple[Claim, ...]
    gaps: tuple[Gap, ...]
    documents: Documents
    tokens: int = Field(description="Estimated tokens of the Markdown form: characters divided by four")


class Found(Noun):
    """The answer of a search: passages in order, and where to go on."""

    passages: tuple[Passage, ...]
    cursor: str | None = None


class Facts(Noun):
    """Figures that one reading of a filer's XBRL brought."""

    account: str
    url: str
    figures: tuple[Figure, ...]
    read: str


Evidence = Document | Facts | Gap
"""What a source yields."""


def content_id(*parts: str) -> str:
    """Return a stable id of sixteen hexadecimal digits: the same parts, the same id, on every machine."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def document_id(account: str, url: str, text: str) -> str:
    """Return the id of a Document: a changed text is another Document, an unchanged one the same."""
    return content_id("document", account, url, text)


def slug(name: str) -> str:
    """Return `name` as lower-case ASCII words joined by hyphens, for ids that people read."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or content_id(name)


def quote(document: Document, start: int, end: int) -> Quote:
    """Return the words of `document` from `start` to `end` with everything a reader needs to check them."""
    return Quote(
        document=document.id, start=start, end=end, text=document.text[start:end], url=document.url,
        title=document.title, published=document.published, read=document.read,
    )  # fmt: skip


def utc(moment: datetime) -> str:
    """Return `moment` (with a time zone) as ISO 8601 in UTC to the second, `2025-09-01T12:00:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
