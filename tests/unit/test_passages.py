"""Passages are spans of whole sentences and rows that together hold every word once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from whynow.tools.evidence import Document, Section
from whynow.tools.index.passages import LONGEST, cuts, passages

SENTENCE = (
    "Halden Rail maintains forty regional trains for the county of Akershus under a ten-year contract. "
)
ROWS = "\n".join(f"Maintenance revenue of depot {i} $ {1000 + i} $ {900 + i}" for i in range(60))
TABLE = f"Revenue by depot\n(in thousands)\n2025 2024\n{ROWS}\n"


def document(text: str, sections: tuple[Section, ...] = ()) -> Document:
    return Document(
        id="d1", account="halden", url="https://halden.example/a", kind="filing", title="10-K 2025",
        text=text, read="2026-01-01T00:00:00Z", source="filings", sections=sections,
    )  # fmt: skip


@given(st.text(alphabet=st.sampled_from("aB1. ,;|$%()\n\t\f\r\x85é"), max_size=3000))
def test_every_passage_is_its_span_and_no_word_is_lost_or_said_twice(text: str) -> None:
    found = passages(document(text))
    for passage in found:
        assert text[passage.start : passage.end] == passage.text
        assert passage.text == passage.text.strip()
    assert "".join("".join(p.text.split()) for p in found) == "".join(text.split())


@given(
    st.text(max_size=400),
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), max_size=6),
)
def test_any_text_and_any_sections_are_covered(text: str, spans: list[tuple[int, int]]) -> None:
    sections = tuple(Section(name=f"s{a}", start=min(a, b), end=max(a, b)) for a, b in spans)
    found = passages(document(text, sections))
    assert [p.start for p in found] == sorted(p.start for p in found)
    assert "".join("".join(p.text.split()) for p in found) == "".join(text.split())


def test_prose_is_cut_between_sentences() -> None:
    found = passages(document(SENTENCE * 40))
    assert len(found) > 3
    assert all(p.text.startswith("Halden") and p.text.endswith("contract.") for p in found)
    assert all(50 <= len(p.text.split()) <= 200 for p in found)


def test_an_abbreviation_does_not_end_a_sentence() -> None:
    text = (
        "We bought Vestfold Ports Inc. The price was paid in cash by Mr. Moe of the U.S. office. " * 30
    ).strip()
    assert all(p.text.endswith("office.") for p in passages(document(text)))


def test_a_table_is_cut_between_rows_and_later_parts_know_its_header() -> None:
    found = cuts(document(TABLE))
    text = document(TABLE).text
    assert len(found) > 2
    assert all(text[c.start : c.end].splitlines()[0].startswith(("Revenue by", "Maintenance")) for c in found)
    assert all(c.table for c in found)
    assert "2025 2024" in found[-1].context


def test_cells_on_lines_of_their_own_stay_with_their_label() -> None:
    rows = "".join(f"Depot {chr(65 + i)}\n$\n{1000 + i}\n$\n{900 + i}\n" for i in range(26)) * 3
    for cut in cuts(document(rows)):
        assert rows[cut.start :].startswith("Depot")


def test_no_passage_crosses_a_section_or_a_page() -> None:
    text = "Short.\fNext page. Then more.\nItem 1A. Risk Factors\nWe may lose the Oslo contract."
    start = text.index("Item 1A")
    found = passages(document(text, (Section(name="Item 1A. Risk Factors", start=start, end=len(text)),)))
    assert [p.section for p in found] == [None, None, "Item 1A. Risk Factors"]
    assert found[0].text == "Short."


def test_the_innermost_section_names_the_passage() -> None:
    text = "Intro words here. Inner words here."
    sections = (Section(name="outer", start=0, end=len(text)), Section(name="inner", start=18, end=len(text)))
    assert [p.section for p in passages(document(text, sections))] == ["outer", "inner"]


def test_text_without_any_sentence_end_is_cut_between_words() -> None:
    found = passages(document("word " * 3000))
    assert all(len(p.text.split()) <= LONGEST for p in found)


def test_ids_depend_on_the_document_and_the_place_only() -> None:
    first, again = passages(document(SENTENCE * 9)), passages(document(SENTENCE * 9))
    assert [p.id for p in first] == [p.id for p in again]
    assert len({p.id for p in first}) == len(first)


def test_a_text_without_spaces_is_cut_as_well() -> None:
    made = passages(document("x" * 100_000))
    assert max(passage.end - passage.start for passage in made) < 25_000
    assert "".join(passage.text for passage in made) == "x" * 100_000
