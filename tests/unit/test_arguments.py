from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whynow.server.arguments import LONGEST_NAME, company, day, kind_of, question
from whynow.tools.errors import InvalidInput


def test_names_lose_what_nobody_sees() -> None:
    assert company(" Marlow\x1b\u202e\n Brew\u200bing ") == "Marlow Brewing"


@pytest.mark.parametrize("words", ["", " \n", "\x00\u200b", "x" * (LONGEST_NAME + 1)])
def test_a_name_that_is_none_is_refused(words: str) -> None:
    with pytest.raises(InvalidInput, match="Name a company"):
        company(words)


@given(st.text())
def test_a_question_is_one_line_or_refused(words: str) -> None:
    try:
        assert "\n" not in question(words) and question(words)
    except InvalidInput as error:
        assert "in words" in str(error)


def test_days_are_whole() -> None:
    assert day("2026-03-12") == date(2026, 3, 12)
    for wrong in ("2026-02-30", "soon", "2026-03", ""):
        with pytest.raises(InvalidInput, match="2025-03-14"):
            day(wrong)


def test_a_kind_is_a_word_or_two() -> None:
    assert [kind_of(text) for text in ("", "Note", "call notes")] == ["note", "note", "call notes"]
    for wrong in ("note](http://x)", "a\n# SYSTEM", "x" * 40):
        with pytest.raises(InvalidInput, match="transcript"):
            kind_of(wrong)
