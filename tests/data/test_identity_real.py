from __future__ import annotations

import csv
import gzip
import random
from pathlib import Path

import pytest
from whynow.agents.identity.identify import identify
from whynow.tools.evidence import Identity
from whynow.tools.registers.register import Register
from whynow.tools.web import WebOptions, open_web

pytestmark = pytest.mark.anyio


async def ask(query: str, *recordings: Path) -> Identity:
    async with open_web(WebOptions(replay=recordings)) as web:
        return await identify(query, web)


@pytest.mark.parametrize(
    ("query", "cik"),
    [
        ("NVDA", "0001045810"), ("nvidia", "0001045810"), ("Nvida", "0001045810"), ("NASDAQ:NVDA",
                                                                                    "0001045810"),
        ("Apple Inc", "0000320193"), ("0000320193", "0000320193"), ("$AAPL", "0000320193"),
        ("BRK.B", "0001067983"), ("Microsoft Corporation", "0000789019"), ("Imunon", "0000749647"),
    ],
)  # fmt: skip
async def test_companies_resolve_in_a_replay_of_the_sec_alone(shared: Path, query: str, cik: str) -> None:
    found = await ask(query, shared / "world" / "edgar.warc.gz")
    assert found.account is not None
    assert (found.account.cik, found.account.status) == (cik, "verified")


@pytest.mark.parametrize("query", ["Carnival", "Delta", "First", "Stripe", "Disney"])
async def test_what_is_ambiguous_in_the_sec_list_is_asked_about(shared: Path, query: str) -> None:
    found = await ask(query, shared / "world" / "edgar.warc.gz")
    assert found.account is None
    assert found.candidates


async def test_a_filer_without_tickers_resolves_by_cik(shared: Path) -> None:
    found = await ask("1001039", shared / "world" / "edgar_8k.warc.gz")
    assert found.account is not None
    assert found.account.name == "Walt Disney Co"


def test_names_as_registered_are_right_or_shown_among_candidates(shared: Path) -> None:
    with gzip.open(shared / "evals" / "entities" / "sec_filers.csv.gz", "rt", encoding="utf-8") as lines:
        rows = [(row["cik"], row["name"]) for row in csv.DictReader(lines)]
    register = Register.from_rows(rows)
    for cik, name in random.Random(7).sample(rows, 300):
        found = register.resolve(name)
        if found.account is not None:
            assert found.account.cik == cik.zfill(10)
        else:
            assert cik.zfill(10) in [candidate.account.cik for candidate in found.candidates]
