from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whynow.agents.identity.asking_for import language_of, read_query


@pytest.mark.parametrize(
    ("query", "kind", "value"),
    [
        ("0000000042", "cik", "0000000042"),
        ("42001", "cik", "0000042001"),
        ("CIK 0000042001", "cik", "0000042001"),
        ("https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&CIK=0000042001", "cik", "0000042001"),
        ("https://www.sec.gov/Archives/edgar/data/42001/000004200126000001/x.htm", "cik", "0000042001"),
        ("$TWI", "ticker", "TWI"),
        ("NYSE:TWI", "ticker", "TWI"),
        ("nasdaq: twi", "ticker", "twi"),
        ("BML.B", "ticker", "BML.B"),
        ("BML-B", "ticker", "BML-B"),
        ("TWI", "ticker", "TWI"),
        ("549300ABCDEFGHIJKL42", "lei", "549300ABCDEFGHIJKL42"),
        ("Q4711", "item", "Q4711"),
        ("https://www.wikidata.org/wiki/Q4711", "item", "Q4711"),
        ("https://en.wikipedia.org/wiki/Tarnwick_(company)", "name", "Tarnwick"),
        ("https://www.tarnwick.example/about?x=1", "domain", "tarnwick.example"),
        ("tarnwick.co.uk", "domain", "tarnwick.co.uk"),
        ("www.shop.tarnwick.co.uk", "domain", "tarnwick.co.uk"),
        ("Tarnwick Instruments", "name", "Tarnwick Instruments"),
        ("  Tarnwick \n Instruments ", "name", "Tarnwick Instruments"),
        ("someone@tarnwick.example", "name", "someone@tarnwick.example"),
    ],
)
def test_words_that_name_a_company_are_read_as_what_they_are(query: str, kind: str, value: str) -> None:
    asked = read_query(query)
    assert (asked.kind, asked.value) == (kind, value)


def test_a_bare_ticker_may_be_a_name() -> None:
    assert read_query("TWI").sure is False
    assert read_query("$TWI").sure is True


@pytest.mark.parametrize(
    ("name", "language"),
    [("Tarn", "en"), ("タルン", "ja"), ("Тарн", "ru"), ("Größe", "de"), ("塔恩公司", "zh")],
)
def test_a_name_is_looked_up_in_the_language_of_its_letters(name: str, language: str) -> None:
    assert language_of(name) == language


@given(st.text(max_size=60))
def test_any_text_is_read_as_something(text: str) -> None:
    assert read_query(text).kind in {"cik", "lei", "ticker", "item", "domain", "name"}
