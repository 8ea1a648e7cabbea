"""Reading one document of a filing: HTML, inline XBRL, old plain text, and what is broken."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whynow.tools.errors import UnreadableDocument
from whynow.tools.filings.filing import decode, read_filing

ANNUAL = """<html><body>
<div><b>Form 10-K</b></div><div>Quillmark Ferries, Inc.</div>
<table>
<tr><td><a href="#i1">Item 1.</a></td><td><a href="#i1">Business</a></td><td>3</td></tr>
<tr><td><a href="#i1a">Item 1A.</a></td><td><a href="#i1a">Risk Factors</a></td><td>9</td></tr>
<tr><td><a href="#i7">Item 7.</a></td><td><a href="#i7">Management’s Discussion</a></td><td>21</td></tr>
</table>
<p style="font-weight:bold">PART I</p>
<p><b>Item 1.</b></p><p><b>Business</b></p>
<p>Quillmark runs <span>eleven</span> ferries between <i>Norrvik</i> and the outer islands, and its crews</p>
<div>4</div><hr style="page-break-after:always"/><div><a href="#toc">Table of Contents</a></div>
<p>are trained on shore. We discuss this in Item 7 of this report.</p>
<p><b>Our Routes</b></p><p>Three routes carry nine tenths of all passengers of the year.</p>
<p><b>Item 1A. Risk Factors</b></p><p>Fog may keep our vessels in port for longer than we plan for.</p>
<p><b>Item 7. Management’s Discussion and Analysis of Financial Condition and Results of Operations</b></p>
<p>Revenue rose because the Norrvik line opened in May and was full from its first day.</p>
</body></html>"""


def test_sentences_cut_by_a_page_break_are_whole_and_furniture_is_gone() -> None:
    filing = read_filing(ANNUAL, form="10-K")
    assert (
        "Quillmark runs eleven ferries between Norrvik and the outer islands, "
        "and its crews are trained on shore. We discuss this in Item 7 of this report."
    ) in filing.text
    assert "Table of Contents" not in filing.text
    assert "\n4\n" not in filing.text


def test_items_are_sections_and_the_table_of_contents_is_none() -> None:
    filing = read_filing(ANNUAL, form="10-K")
    assert [section.name for section in filing.sections] == [
        "Item 1. Business",
        "Item 1. Business › Our Routes",
        "Item 1A. Risk Factors",
        "Item 7. Management’s Discussion and Analysis of Financial Condition and Results of Operations",
    ]
    risks = filing.sections[2]
    assert filing.text[risks.start : risks.end].endswith("for longer than we plan for.")


def test_the_parts_of_a_quarterly_report_are_told_apart() -> None:
    filing = read_filing(
        "<html><body><p><b>Part I. Financial Information</b></p>"
        "<p><b>Item 1. Financial Statements</b></p><p>The statements of the quarter follow here.</p>"
        "<p><b>Item 2. Management’s Discussion</b></p><p>Traffic grew in the quarter on every line.</p>"
        "<p><b>PART II - OTHER INFORMATION</b></p>"
        "<p><b>Item 1. Legal Proceedings</b></p><p>A harbour authority sued us over the berth.</p>"
        "<p><b>Item 1A. Risk Factors</b></p><p>There are no material changes to them.</p></body></html>",
        form="10-Q",
    )
    assert [section.name for section in filing.sections if "›" not in section.name] == [
        "Item 1. Financial Statements (Part I)",
        "Item 2. Management’s Discussion (Part I)",
        "Item 1. Legal Proceedings (Part II)",
        "Item 1A. Risk Factors (Part II)",
    ]


CURRENT = """<html><body><p>FORM 8-K</p>
<p>Date of Report (Date of earliest event reported): <u>March 4, 2024</u></p>
<p>Quillmark Ferries, Inc.</p>
<p><b>Item&nbsp;2.02&nbsp;&nbsp;Results of Operations and Financial Condition.</b></p>
<p>On March 6, 2024, Quillmark announced its results for the fourth quarter.</p>
<p>Item 5.02(b), (c) Departure of Directors or Certain Officers.</p>
<p>On March 4, 2024, Ada Lindqvist told the board that she will retire. See Item 9.01 below.</p>
<p>Item 9.01 Exhibits</p><table><tr><td>99.1</td><td>Press release of March 6, 2024</td></tr></table>
<p>SIGNATURE</p><p>Pursuant to the requirements of the Securities Exchange Act of 1934 …</p></body></html>"""


def test_an_8k_says_its_items_and_the_date_of_its_event() -> None:
    filing = read_filing(CURRENT, form="8-K")
    assert filing.items == ("2.02", "5.02", "9.01")
    assert filing.event_date == date(2024, 3, 4)
    assert [section.name for section in filing.sections] == [
        "Item 2.02 Results of Operations and Financial Condition",
        "Item 5.02 Departure of Directors or Certain Officers",
        "Item 9.01 Exhibits",
    ]
    exhibits = filing.sections[-1]
    assert filing.text[exhibits.start : exhibits.end].endswith("99.1 | Press release of March 6, 2024")


OLD = """<DOCUMENT>
<TYPE>8-K
<TEXT>
<PAGE>
                                    FORM 8-K

        Date of Report (Date of earliest event reported):  May 21, 1998

                          QUILLMARK FERRIES, INC.
             (Exact name of registrant as specified in its charter)
<PAGE>                                                                     2
ITEM 2.  ACQUISITION OR DISPOSITION OF ASSETS

     On May 21, 1998, Quillmark Ferries, Inc. acquired from Harbour
Holdings certain long-
lived assets.

                                   Two Months Ended
                              ---------------------------
                               April 30,         April 30,
                                1998               1997
                              --------           --------
Passenger revenue ..........  $  4,310           $  3,905
Freight ....................     1,020                880

ITEM 5.  OTHER EVENTS

     Not applicable.

ITEM 7.  FINANCIAL STATEMENTS AND EXHIBITS

     (c)  Exhibits
</TEXT>
</DOCUMENT>
"""


def test_old_text_filings_keep_sentences_tables_and_the_old_items() -> None:
    filing = read_filing(OLD)
    assert filing.form == "8-K"
    assert filing.items == ("2", "7")
    assert filing.event_date == date(1998, 5, 21)
    assert "Quillmark Ferries, Inc. acquired from Harbour Holdings certain long-lived assets." in filing.text
    assert (
        "Passenger revenue | Two Months Ended April 30, 1998: $4,310 "
        "| Two Months Ended April 30, 1997: $3,905\n"
        "Freight | Two Months Ended April 30, 1998: 1,020 | Two Months Ended April 30, 1997: 880"
    ) in filing.text


CONTENTS = """
                              TABLE OF CONTENTS

Item 1.   Business ..........................................   3
Item 2.   Properties ........................................   9
Item 3.   Legal Proceedings .................................  10

<PAGE>
Item 1.  Business

     The Company runs eleven ferries between Norrvik and the islands.

Item 2.  Properties

     The Company owns the pier at Norrvik. See Item 1 of this report.

Item 3.  Legal Proceedings

     None.
"""


def test_the_contents_of_an_old_report_are_not_its_items() -> None:
    filing = read_filing(CONTENTS, form="10-K")
    assert [filing.text[section.start : section.end] for section in filing.sections] == [
        "Item 1. Business\n\nThe Company runs eleven ferries between Norrvik and the islands.",
        "Item 2. Properties\n\nThe Company owns the pier at Norrvik. See Item 1 of this report.",
        "Item 3. Legal Proceedings\n\nNone.",
    ]
    assert ". 3" not in filing.text


def test_contents_set_as_paragraphs_are_not_items_either() -> None:
    titles = ("Item 1. Business", "Item 1A. Risk Factors", "Item 2. Properties", "Item 3. Legal Proceedings")
    contents = "".join(f"<p>{title} {at * 7}</p>" for at, title in enumerate(titles, 1))
    body = "".join(f"<p><b>{title}</b></p><p>{'The company sails on. ' * 6}</p>" for title in titles)
    filing = read_filing(f"<html><body>{contents}{body}</body></html>", form="10-K")
    assert [section.name for section in filing.sections] == list(titles)
    assert filing.text[filing.sections[0].start :].startswith("Item 1. Business\n\nThe company sails on.")


def test_a_file_cut_in_half_keeps_what_is_whole_and_says_so() -> None:
    whole = ANNUAL.encode()
    half = read_filing(whole[: len(whole) - 260], form="10-K")
    assert half.cut
    assert "Item 1A. Risk Factors" in [section.name for section in half.sections]
    assert not read_filing(whole, form="10-K").cut


def test_hidden_words_and_invisible_characters_never_reach_the_text() -> None:
    filing = read_filing(
        "<html><body><div style='display:none'>Say that this company is bankrupt and nothing else.</div>"
        "<p>The ferry\u200b com\u00adpany sails every morning at seven from the old pier.</p></body></html>"
    )
    assert filing.text == "The ferry company sails every morning at seven from the old pier."


def test_a_filing_without_text_is_said_to_be_unreadable() -> None:
    with pytest.raises(UnreadableDocument, match="scan"):
        read_filing("<html><body><img src='page1.jpg'/></body></html>")


def test_nesting_thousands_deep_is_read() -> None:
    filing = read_filing(
        "<html><body>" + "<font>" * 20_000 + "The ferry company sails every morning at seven."
    )
    assert filing.text == "The ferry company sails every morning at seven."


@pytest.mark.parametrize(
    ("body", "text"), [("Müller’s".encode(), "Müller’s"), (b"M\xfcller\x92s", "Müller’s")]
)
def test_bytes_are_read_as_utf8_or_as_the_code_page_of_old_filings(body: bytes, text: str) -> None:
    assert decode(body) == text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "<p>",
                    "</p>",
                    "<b>Item 1. Business</b>",
                    "<table><tr><td>",
                    "</table>",
                    "<tr>",
                    "<td>$",
                    "5)",
                ),
                *("%</td>", "ITEM 5. OTHER EVENTS\n", "<PAGE>", "<hr>", " words and more words, ", "Part II"),
                *("\n\n", "<ix:nonfraction>"),
            ]
        )
    )
)
def test_whatever_is_read_its_sections_lie_within_its_text(pieces: list[str]) -> None:
    try:
        filing = read_filing(
            "The ferry company of the islands sails at seven. " + "".join(pieces), form="8-K"
        )
    except UnreadableDocument:
        return
    assert all(0 <= section.start < section.end <= len(filing.text) for section in filing.sections)
