"""Bytes to text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whynow.tools.web.charset import decoded

GERMAN = "Die Prüfgesellschaft Hölzl & Söhne eröffnet ein Büro in Malmö."
META = '<html><head><meta charset="{}"></head><body>{}</body></html>'


@given(st.text())
def test_utf8_needs_no_declaration(text: str) -> None:
    assert decoded(text.encode()) == text.removeprefix("\ufeff")


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-8", "utf-16", "latin1"])
def test_the_header_names_the_charset(charset: str) -> None:
    assert decoded(GERMAN.encode(charset), f"text/html; charset={charset.upper()}") == GERMAN


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("windows-1251", "Компания открыла завод в Казани"),
        ("gb2312", "公司在上海开设了新的工厂"),
        ("shift_jis", "会社は大阪に新しい工場を開設しました"),
        ("euc-kr", "회사는 부산에 새 공장을 열었다"),
        ("iso-8859-2", "Spółka otworzyła zakład w Łodzi"),
    ],
)
def test_a_meta_element_names_the_charset(charset: str, text: str) -> None:
    page = META.format(charset, text)
    assert decoded(page.encode(charset), "text/html") == page


def test_an_xml_declaration_names_the_charset() -> None:
    feed = f'<?xml version="1.0" encoding="ISO-8859-1"?><rss>{GERMAN}</rss>'
    assert decoded(feed.encode("latin-1"), "application/xml") == feed


def test_valid_utf8_is_utf8_although_the_server_says_latin1() -> None:
    assert decoded(GERMAN.encode(), "text/html; charset=ISO-8859-1") == GERMAN


def test_what_is_called_latin1_holds_the_quotation_marks_of_windows() -> None:
    assert decoded(b"\x93so\x94 \x80 5", "text/html; charset=iso-8859-1") == "“so” € 5"


def test_a_page_that_says_utf16_in_readable_bytes_is_utf8() -> None:
    page = META.format("utf-16", GERMAN)
    assert decoded(page.encode(), "text/html") == page


def test_a_broken_character_does_not_spoil_a_page() -> None:
    body = (GERMAN * 20).encode() + b"\xff" + GERMAN.encode()
    assert decoded(body, "text/html; charset=utf-8") == GERMAN * 20 + "\ufffd" + GERMAN


def test_a_page_that_is_not_in_the_declared_utf8_is_read_by_what_is_likeliest() -> None:
    text = (GERMAN + " ") * 10
    assert decoded(text.encode("cp1252"), "text/html; charset=utf-8") == text


def test_an_unknown_or_meaningless_charset_counts_as_none() -> None:
    for charset in ("klingon", "base64", "none", "utf-8, text/html", ""):
        assert decoded(GERMAN.encode(), f"text/html; charset={charset}") == GERMAN


@given(st.binary(max_size=400), st.text(max_size=40))
def test_no_bytes_are_too_strange(body: bytes, content_type: str) -> None:
    assert isinstance(decoded(body, f"text/html; charset={content_type}"), str)
