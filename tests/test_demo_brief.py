"""The whole product on the demo world: one real brief, read as a sceptical seller would read it."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from whynow.server import demo
from whynow.server.cli import main
from whynow.tools.library import open_library

Told = dict[str, Any]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for all tests of this file: reading once is enough."""
    return tmp_path_factory.mktemp("demo-home")


def whynow(*words: str, home: Path) -> str:
    """Run the command line here, and return what it says."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        assert main([*words, "--home", str(home)]) == 0
    return said.getvalue()


@pytest.fixture(scope="module")
def told(home: Path) -> Told:
    """The full brief of the demo company, as programs get it."""
    answer: Told = json.loads(whynow("demo", "--depth", "full", "--format", "json", home=home))
    return answer


@pytest.fixture(scope="module")
def card(told: Told, home: Path) -> str:
    """The card of the demo company, from what the full brief read."""
    return whynow("demo", home=home)


def test_the_company_is_the_one_that_was_meant(told: Told) -> None:
    account = told["account"]
    assert (account["cik"], account["domain"], account["ticker"]) == (
        "0009990142",
        "pellworth.example",
        "PLWC",
    )
    assert (told["as_of"], told["purpose"], told["partial"]) == (demo.AS_OF.isoformat(), demo.PURPOSE, False)


def claims(told: Told, *words: str) -> list[str]:
    """The claims that say all of these words, in their text or their quotes."""
    said = ["\n".join([c["text"], *(q["text"] for q in c["quotes"])]) for c in told["claims"]]
    return [text for text in said if all(word in text for word in words)]


@pytest.mark.parametrize(
    "words",
    [
        ("Renata Oduya", "chief operating officer"),
        ("One Crew",),
        ("$603.7 million", "10.0%"),
        ("Brookvane Analytics",),
        ("Martin Lisle",),
        ("Holderness Industries",),
        ("85%", "September 2027"),
    ],
    ids=" ".join,
)
def test_what_a_seller_must_know_is_there(told: Told, words: tuple[str, ...]) -> None:
    assert claims(told, *words) != []


@pytest.mark.parametrize(
    "words", ["$9.9 billion", "bankrupt", "resigned", "GridCrew", "Copper Butte", "SYSTEM", "forget_account"]
)
def test_what_strangers_planted_is_not(told: Told, words: str) -> None:
    assert claims(told, words) == []


def test_where_documents_disagree_both_are_shown(told: Told) -> None:
    said = [claim for claim in told["claims"] if claim["status"] == "contradicted"]
    quotes = [{quote["text"] for quote in claim["quotes"]} for claim in said]
    assert [q for q in quotes if "2,300" in str(q) and "2,140" in str(q)] != []


def test_who_has_left_is_not_shown_as_a_leader(told: Told) -> None:
    assert claims(told, "Grant Ferris", "Chief Operating Officer") == []


@pytest.mark.parametrize(
    ("where", "why"), [("/partners", "503"), ("/security", "403"), ("/products/sonde", "no answer")]
)
def test_what_could_not_be_read_is_said(told: Told, where: str, why: str) -> None:
    assert [gap for gap in told["gaps"] if where in gap["where"] and why in gap["why"]] != []


def test_every_quote_stands_in_its_document(told: Told, home: Path) -> None:
    quotes = [quote for claim in told["claims"] for quote in claim["quotes"]]
    library = open_library(home)
    kept = {quote["document"]: library.document(quote["document"]) for quote in quotes}
    library.close()
    assert len(quotes) > 20
    for quote in quotes:
        document = kept[quote["document"]]
        assert document is not None and document.text[quote["start"] : quote["end"]] == quote["text"]


def test_nothing_is_dated_after_the_clock(told: Told) -> None:
    days = [quote["published"] for claim in told["claims"] for quote in claim["quotes"] if quote["published"]]
    assert max(days) <= demo.AS_OF.isoformat()


def test_the_card_is_read_in_two_minutes(card: str) -> None:
    assert card.startswith("**Pellworth Controls**")
    assert len(card) / 4 < 1500


def test_another_process_and_another_home_give_the_same_card(card: str, tmp_path: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("WHYNOW_")}
    command = [sys.executable, "-m", "whynow.server.cli", "demo", "--home", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=clean, check=False, timeout=120)
    assert (done.returncode, done.stdout) == (0, card)
