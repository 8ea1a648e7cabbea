"""Briefs on real filings, replayed: what a rep must be able to read, and what must never be there."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from whynow.agents.brief.compose import compose
from whynow.agents.brief.markdown import markdown
from whynow.agents.brief.proof import verify
from whynow.tools.evidence import Account, Brief, Document, Facts
from whynow.tools.library import Library, open_library
from whynow.tools.sources.filings import filings
from whynow.tools.web import WebOptions, open_web

pytestmark = pytest.mark.anyio
NOW = date(2025, 9, 1)
FURNITURE = re.compile(
    r"forward-looking|table of contents|incorporated by reference|cookie|\.{4,}", re.IGNORECASE
)


class Nothing:
    def has(self, url: str) -> bool:
        return False


async def read(library: Library, account: Account, recording: Path, home: Path) -> None:
    options = WebOptions(home=home, contact="test@whynow.example", replay=(recording,), as_of=NOW)
    async with open_web(options) as web:
        async for found in filings(account, web, Nothing()):
            if isinstance(found, Document):
                library.add([found])
            elif isinstance(found, Facts):
                library.add_facts(found)


@pytest.mark.parametrize(
    ("cik", "revenue"),
    [("0001045810", "$130.5 billion in fiscal 2025"), ("0000320193", "$391.0 billion in fiscal 2024")],
)
async def test_a_real_brief_holds_its_numbers_and_no_furniture(
    shared: Path, tmp_path: Path, cik: str, revenue: str
) -> None:
    account = Account(id="real", name="REAL NAME INC", cik=cik, status="verified", pinned=("name",))
    library = open_library(tmp_path)
    library.save(account)
    await read(library, account, shared / "world" / "edgar.warc.gz", tmp_path)
    full = compose(account, "", "full", library=library, now=NOW)
    card = compose(account, "", "card", library=library, now=NOW)
    assert any(revenue in claim.text for claim in full.claims)
    assert {"why_now", "snapshot", "financials", "people", "risks", "talk_track"} <= set(full.sections)
    assert verify(full.claims, library.document, NOW)[1] == []
    assert not [claim.text for claim in full.claims if FURNITURE.search(claim.text)]
    assert longest(full) < 95 and card.tokens < 1500
    assert markdown(card) == markdown(compose(account, "", "card", library=library, now=NOW))
    library.close()


def longest(brief: Brief) -> int:
    """The most words that a quote of running text has: a sentence was asked, not a passage."""
    return max(len(q.text.split()) for claim in brief.claims for q in claim.quotes if " | " not in q.text)
