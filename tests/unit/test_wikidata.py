from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whynow.tools.registers.wikidata import account_of, called, labels_url, read_item

TODAY = date(2026, 3, 12)
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


def claim(value: object, *, rank: str = "normal", snak: str = "value") -> dict[str, object]:
    return {"mainsnak": {"snaktype": snak, "datavalue": {"value": value}}, "rank": rank}


def day(time: str, precision: int) -> dict[str, object]:
    return {"time": time, "precision": precision}


@pytest.mark.parametrize(
    ("time", "precision", "read"),
    [
        ("+1961-00-00T00:00:00Z", 9, "1961"),
        ("+1961-05-00T00:00:00Z", 10, "1961-05"),
        ("+1961-05-09T00:00:00Z", 11, "1961-05-09"),
        ("+1961-05-09T00:00:00Z", 9, "1961"),
        ("+1900-00-00T00:00:00Z", 7, None),
        ("-0044-03-15T00:00:00Z", 11, None),
    ],
)
def test_a_time_is_read_to_its_precision(time: str, precision: int, read: str | None) -> None:
    item = read_item({"claims": {"P571": [claim(day(time, precision))]}}, "Q1")
    assert item.value("P571", TODAY) == read


def test_deprecated_and_empty_statements_are_left_out() -> None:
    claims = {"P856": [claim("https://old.example", rank="deprecated"), claim(None, snak="novalue"),
                       claim(None, snak="somevalue")]}  # fmt: skip
    assert read_item({"claims": claims}, "Q1").statements == {}


def test_preferred_values_win_over_normal_ones() -> None:
    claims = {"P856": [claim("https://a.example"), claim("https://b.example", rank="preferred")]}
    assert read_item({"claims": claims}, "Q1").value("P856", TODAY) == "https://b.example"


def test_an_item_is_an_account_with_its_marks() -> None:
    item = read_item(
        {"labels": {"en": {"value": "Tarnwick"}}, "aliases": [], "claims": {
            "P856": [claim("http://www.tarnwick.co.uk/en/")], "P5531": [claim("42")],
            "P17": [claim({"id": "Q145"})]}},
        "Q101",
    )  # fmt: skip
    account = account_of(item, TODAY)
    assert (account.domain, account.cik, account.country) == ("tarnwick.co.uk", "0000000042", "GB")
    assert called(item, "TARNWICK Ltd.", TODAY) == "name"
    assert called(item, "Farnwick", TODAY) is None


def test_labels_are_asked_for_in_one_order() -> None:
    assert labels_url(["Q30", "Q4", "Q30"]) == labels_url(["Q4", "Q30"])


@given(JSON)
def test_an_item_of_any_shape_is_read_without_an_accident(value: Any) -> None:
    entry = value if isinstance(value, dict) else {"claims": {"P1": [value]}, "labels": value}
    assert read_item(entry, "Q1").label
