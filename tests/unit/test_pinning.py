from __future__ import annotations

import pytest
from whynow.server.pinning import called, checked, claimed_by, corrected, reborn
from whynow.tools.errors import InvalidInput
from whynow.tools.evidence import Account

BREW = Account(
    id="marlow-brewing", name="Marlow Brewing", domain="marlow.example", cik="0000000042", ticker="MRLW",
    relation="customer", pinned=("relation",),
)  # fmt: skip


def test_what_is_given_is_written_as_registers_write_it() -> None:
    given = {
        "cik": "42",
        "ticker": "brk.b",
        "domain": "https://www.Marlow.example/us",
        "lei": "",
        "name": "M",
    }
    assert checked(given) == {
        "cik": "0000000042", "ticker": "BRK.B", "domain": "marlow.example", "name": "M"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cik", "abc"), ("cik", "12345678901"), ("cik", "0"), ("cik", "٤٢"), ("lei", "short"),
        ("wikidata", "312"), ("ticker", "../../x"), ("domain", "not a domain"), ("domain", "localhost"),
    ],
)  # fmt: skip
def test_what_no_register_gives_is_refused_with_what_one_looks_like(name: str, text: str) -> None:
    with pytest.raises(InvalidInput, match=f"is no {name}: .*(one is|write it)"):
        checked({name: text})


def test_another_domain_or_number_makes_another_company_and_a_first_one_does_not() -> None:
    assert corrected(BREW, {"domain": "marlow-mines.example"}) and corrected(BREW, {"cik": "0000000043"})
    assert not corrected(BREW, {"domain": "marlow.example", "wikidata": "Q42", "relation": "prospect"})


def test_a_corrected_account_keeps_its_place_and_what_was_pinned_and_nothing_of_the_wrong_company() -> None:
    found = Account(id="marlow-mines", name="Marlow Mines", cik="0000000043", status="verified")
    fresh = reborn(BREW, found, {"cik": "0000000043"})
    assert (fresh.id, fresh.cik, fresh.domain, fresh.ticker) == ("marlow-brewing", "0000000043", None, None)
    assert (fresh.relation, fresh.pinned) == ("customer", ("relation", "cik"))


def test_a_key_that_another_account_has_is_told() -> None:
    assert claimed_by({"cik": "0000000042"}, [BREW]) == BREW
    assert claimed_by({"cik": "0000000043"}, [BREW]) is None


def test_an_account_answers_to_the_name_by_which_a_person_called_it() -> None:
    assert called("Marlow Ales", BREW).aliases == ("Marlow Ales",)
    assert called("MARLOW BREWING", BREW) == called("42", BREW) == called("marlow.example", BREW) == BREW
    bare = Account(id="marlow", name="marlow.example", domain="marlow.example")
    assert called("Marlow", bare).name == "Marlow"
