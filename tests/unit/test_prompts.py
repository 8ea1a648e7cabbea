"""Prompts are filled strictly."""

from __future__ import annotations

import pytest
from whynow.prompts import FOLDER, render


def test_a_prompt_is_filled_with_exactly_its_fields() -> None:
    assert "brief about Marlow for a seller" in render("account_brief", account="Marlow", purpose="malt")


@pytest.mark.parametrize("fields", [{}, {"account": "x"}, {"account": "x", "purpose": "y", "people": "z"}])
def test_a_field_too_few_or_too_many_is_a_key_error(fields: dict[str, str]) -> None:
    with pytest.raises(KeyError, match="account_brief"):
        render("account_brief", **fields)


def test_what_fills_a_prompt_is_not_filled_again() -> None:
    assert "$purpose" in render("account_brief", account="$purpose", purpose="malt")


def test_no_prompt_holds_a_stray_dollar() -> None:
    for path in FOLDER.glob("*.md"):
        names = {"account": "a", "purpose": "p", "people": "q"}
        text = path.read_text(encoding="utf-8")
        render(path.stem, **{name: value for name, value in names.items() if f"${name}" in text})
