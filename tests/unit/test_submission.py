"""Full submissions, index pages and the notice of a private offering."""

# ruff: noqa: E501  addresses and markup stand as they are served

from __future__ import annotations

import pytest
from whynow.tools.errors import UnreadableDocument
from whynow.tools.filings.form_d import read_form_d
from whynow.tools.filings.submission import is_submission, parts, read_header, read_index

WHOLE = """<SEC-DOCUMENT>0000000001-24-000007.txt : 20240306
<SEC-HEADER>0000000001-24-000007.hdr.sgml : 20240306
ACCESSION NUMBER:\t\t0000000001-24-000007
CONFORMED SUBMISSION TYPE:\t8-K
CONFORMED PERIOD OF REPORT:\t20240304
ITEM INFORMATION:\t\tResults of Operations and Financial Condition
ITEM INFORMATION:\t\tFinancial Statements and Exhibits
FILED AS OF DATE:\t\t20240306

FILER:

\tCOMPANY DATA:\t
\t\tCOMPANY CONFORMED NAME:\t\t\tQUILLMARK FERRIES INC
\t\tCENTRAL INDEX KEY:\t\t\t0000000001
\t\tSTANDARD INDUSTRIAL CLASSIFICATION:\tWATER TRANSPORTATION [4400]
\tFORMER COMPANY:\t
\t\tFORMER CONFORMED NAME:\tNORRVIK STEAM CO
\t\tDATE OF NAME CHANGE:\t19950915
</SEC-HEADER>
<DOCUMENT>
<TYPE>8-K
<SEQUENCE>1
<FILENAME>quill-8k.htm
<DESCRIPTION>CURRENT REPORT
<TEXT>
<html><body><p>Item 2.02</p></body></html>
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-99.1
<FILENAME>quill-ex991.htm
<TEXT><p>Record winter</p></TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>GRAPHIC
<FILENAME>logo.jpg
<TEXT>
begin 644 logo.jpg
M_]C_X``02D9)1@`!
end
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-101.SCH
<FILENAME>quill.xsd
<TEXT><schema/></TEXT>
</DOCUMENT>
"""


def test_a_submission_holds_its_documents_and_no_pictures() -> None:
    assert is_submission(WHOLE)
    assert not is_submission("<html><body>Item 2.02</body></html>")
    assert [(part.form, part.name, part.description) for part in parts(WHOLE)] == [
        ("8-K", "quill-8k.htm", "CURRENT REPORT"),
        ("EX-99.1", "quill-ex991.htm", ""),
    ]
    assert next(parts(WHOLE)).body.strip() == "<html><body><p>Item 2.02</p></body></html>"


def test_a_submission_cut_short_keeps_what_came() -> None:
    assert [part.form for part in parts(WHOLE[: WHOLE.index("Record")])] == ["8-K", "EX-99.1"]


def test_the_header_names_the_filer_and_its_former_names() -> None:
    header = read_header(WHOLE)
    assert (header.company, header.cik, header.sic) == ("QUILLMARK FERRIES INC", "0000000001", "4400")
    assert (header.form, header.period, header.filed) == ("8-K", "2024-03-04", "2024-03-06")
    assert header.former_names == ("NORRVIK STEAM CO",)
    assert header.items == (
        "Results of Operations and Financial Condition",
        "Financial Statements and Exhibits",
    )


def test_an_index_page_lists_documents_with_their_forms() -> None:
    page = """<table><tr><th>Seq</th><th>Description</th><th>Document</th><th>Type</th><th>Size</th></tr>
    <tr><td>1</td><td>8-K</td><td><a href="/ix?doc=/Archives/edgar/data/1/000000000124000007/quill-8k.htm">quill-8k.htm</a>
    iXBRL</td><td>8-K</td><td>31103</td></tr>
    <tr><td>2</td><td>PRESS RELEASE</td><td><a href="/Archives/edgar/data/1/000000000124000007/quill-ex991.htm">x</a></td>
    <td>EX-99.1</td><td>9</td></tr>
    <tr><td>3</td><td></td><td><a href="/Archives/edgar/data/1/000000000124000007/logo.jpg">x</a></td>
    <td>GRAPHIC</td><td>9</td></tr></table>"""
    assert [(part.form, part.name, part.description) for part in read_index(page.encode())] == [
        ("8-K", "quill-8k.htm", "8-K"),
        ("EX-99.1", "quill-ex991.htm", "PRESS RELEASE"),
    ]


NOTICE = b"""<?xml version="1.0"?><edgarSubmission><primaryIssuer><entityName>Quillmark Labs LLC</entityName>
</primaryIssuer><relatedPersonsList><relatedPersonInfo><relatedPersonName><firstName>Ada</firstName>
<lastName>Lindqvist</lastName></relatedPersonName><relatedPersonAddress><street1>1 Quay</street1></relatedPersonAddress>
<relatedPersonRelationshipList><relationship>Director</relationship></relatedPersonRelationshipList></relatedPersonInfo>
</relatedPersonsList><offeringData><offeringSalesAmounts><totalOfferingAmount>2500000</totalOfferingAmount>
<totalRemaining>Indefinite</totalRemaining></offeringSalesAmounts></offeringData></edgarSubmission>"""


def test_a_form_d_is_read_as_lines_without_private_addresses() -> None:
    text, sections = read_form_d(NOTICE)
    assert text.split("\n") == [
        "Issuer: Quillmark Labs LLC",
        "Total offering amount: $2,500,000",
        "Total remaining to be sold: Indefinite",
        "Related person: Ada Lindqvist (Director)",
    ]
    assert sections[0].end == len(text)


def test_a_form_d_inside_its_submission_is_found() -> None:
    assert read_form_d(b"<XML>\n" + NOTICE + b"\n</XML>") == read_form_d(NOTICE)


@pytest.mark.parametrize("body", [b"", b"<html>no notice</html>", b"\x00\x01"])
def test_what_is_no_notice_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        read_form_d(body)
