"""What answers look like, and what strangers' words cannot do to them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from whynow.server.answers import LONGEST, bounded, fenced, handle, inline, plain, told
from whynow.server.shapes import LARGEST_PAGE, PAGE, extract
from whynow.tools.evidence import Account, Document

FENCES = st.lists(
    st.sampled_from(["`", "``", "```", "````", "\n", "evidence", " ", "x", "\u200b", "\u202e"]), max_size=40
)


@given(FENCES.map("".join))
def test_nothing_inside_a_fence_closes_it(text: str) -> None:
    lines = fenced(text).split("\n")
    fence = lines[0].removesuffix("evidence")
    assert len(fence) >= 3 and set(fence) == {"`"} and lines[-1] == fence
    assert all(fence not in line for line in lines[1:-1])


@given(st.text(max_size=300))
def test_a_strangers_line_is_one_line_without_links_images_or_hidden_marks(text: str) -> None:
    line = inline(text)
    assert "\n" not in line and len(line) <= 330
    assert not re.search(r"(?<!\\)[\[\]<>`]", line.replace("\\\\", ""))
    assert plain(line) == line


def test_hidden_characters_are_not_shown() -> None:
    assert plain("pay\u200b me\u202e\U000e0041\x1b[31m\nnow") == "pay me[31m\nnow"


@given(st.text(min_size=1, max_size=400), st.integers(0, 500), st.integers(0, 500))
def test_an_extract_is_exactly_the_characters_from_its_offset(text: str, offset: int, limit: int) -> None:
    whole = _document(text)
    part = extract(whole, offset, limit)
    assert part.text == text[part.offset : part.offset + (limit or PAGE)]
    assert part.total == len(text)
    assert part.next == (None if part.offset + len(part.text) == len(text) else part.offset + len(part.text))


def test_following_next_reads_a_document_to_its_end_once() -> None:
    whole = _document("".join(chr(97 + n % 26) for n in range(3 * LARGEST_PAGE + 7)))
    part = extract(whole, 0, 10 * LARGEST_PAGE)
    read = part.text
    while part.next is not None:
        part = extract(whole, part.next, 10 * LARGEST_PAGE)
        read += part.text
    assert read == whole.text


def test_an_answer_is_cut_where_clients_would_cut_it_and_says_so() -> None:
    assert bounded("x" * LONGEST) == "x" * LONGEST
    assert bounded("x" * (LONGEST + 1)).endswith(
        "(cut at 90,000 characters of 90,001: ask for less at a time)"
    )


def test_an_account_is_named_by_what_only_it_has() -> None:
    mines = Account(id="marlow-mines", name="Marlow Mines", cik="0000000042", ticker="MRLM", exchange="NYSE")
    assert handle(mines) == "CIK 42"
    assert told(mines) == "Marlow Mines · NYSE: MRLM · CIK 42"
    assert handle(Account(id="x", name="X", domain="x.example")) == "x.example"


def _document(text: str) -> Document:
    return Document(
        id="d",
        account="a",
        url="https://x.example",
        kind="note",
        title="t",
        text=text,
        read="2026",
        source="p",
    )
