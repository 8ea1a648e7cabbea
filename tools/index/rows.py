"""How nouns become rows of the store and rows become nouns."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..evidence import Document, Noun

COLUMNS = ("id", "account", "url", "kind", "title", "text", "published", "read", "source")


class PassageRow(NamedTuple):
    """Where a passage stands in its document; `traits` is what cutting learned of it, one bit each."""

    place: int
    start: int
    end: int
    section: str | None
    traits: int


@dataclass(frozen=True)
class Indexed:
    """What makes one document findable: its passages, their terms and (unless withheld) their vectors."""

    document: str
    account: str
    cutting: str
    rows: tuple[PassageRow, ...]
    terms: bytes
    vectors: bytes | None
    number: int = 0


class Light(NamedTuple):
    """A document without its text."""

    document: Document
    hidden_by: str | None


def as_json(noun: Noun) -> str:
    """Return a noun as JSON without what it does not say."""
    return noun.model_dump_json(exclude_none=True)


def row_of(document: Document) -> dict[str, Any]:
    """Return the row of a document."""
    body = document.model_dump(mode="json", exclude=set(COLUMNS), exclude_defaults=True)
    return {name: getattr(document, name) for name in COLUMNS} | {
        "body": json.dumps(body),
        "hidden_by": None,
    }


def document_of(row: Mapping[Any, Any]) -> Document:
    """Return the document of a row; one without its text has an empty one."""
    columns = {name: row[name] for name in COLUMNS if name != "text"}
    return Document.model_validate({**json.loads(row["body"]), **columns, "text": row.get("text", "")})


def passage_rows(entries: Sequence[Indexed]) -> list[dict[str, Any]]:
    """Return the rows of the passages of some documents."""
    return [
        {"document": entry.document, "account": entry.account, **row._asdict()}
        for entry in entries
        for row in entry.rows
    ]


def index_row(entry: Indexed, number: int) -> dict[str, Any]:
    """Return the row of what makes one document findable, as of the change of that number."""
    return {
        "document": entry.document, "account": entry.account, "cutting": entry.cutting, "terms": entry.terms,
        "vectors": entry.vectors, "number": number,
    }  # fmt: skip


def batches(ids: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    """Cut a list of ids into lists that one statement can hold."""
    for i in range(0, len(ids), size):
        yield ids[i : i + size]
