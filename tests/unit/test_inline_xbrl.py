"""Facts that a filing tags in its own text."""

# ruff: noqa: E501  the page below is laid out as such pages are

from __future__ import annotations

from datetime import date

from whynow.tools.filings.filing import read_filing
from whynow.tools.filings.inline_xbrl import InlineFact

PAGE = """<?xml version='1.0' encoding='ASCII'?><html><body><div style="display:none"><ix:header><ix:hidden>
<ix:nonNumeric contextRef="y" name="dei:DocumentFiscalYearFocus">2024</ix:nonNumeric>
<ix:nonNumeric contextRef="y" name="dei:DocumentFiscalPeriodFocus">FY</ix:nonNumeric></ix:hidden><ix:resources>
<xbrli:context id="y"><xbrli:period><xbrli:startDate>2024-02-04</xbrli:startDate>
<xbrli:endDate>2025-02-01</xbrli:endDate></xbrli:period></xbrli:context>
<xbrli:context id="s"><xbrli:entity><xbrli:segment>
<xbrldi:explicitMember dimension="us-gaap:StatementBusinessSegmentsAxis">qmf:IslandLinesMember</xbrldi:explicitMember>
</xbrli:segment></xbrli:entity><xbrli:period><xbrli:startDate>2024-02-04</xbrli:startDate>
<xbrli:endDate>2025-02-01</xbrli:endDate></xbrli:period></xbrli:context>
<xbrli:context id="i"><xbrli:period><xbrli:instant>2025-02-01</xbrli:instant></xbrli:period></xbrli:context>
<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>
<xbrli:unit id="each"><xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:USD</xbrli:measure>
</xbrli:unitNumerator><xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unitDenominator>
</xbrli:divide></xbrli:unit></ix:resources></ix:header></div>
<p>For the fiscal year ended <ix:nonNumeric contextRef="y" name="dei:DocumentPeriodEndDate">February 1, 2025</ix:nonNumeric></p>
<p><ix:nonNumeric contextRef="y" name="dei:EntityRegistrantName">QUILLMARK FERRIES INC</ix:nonNumeric></p>
<p>Revenue was $<ix:nonFraction name="us-gaap:Revenues" contextRef="y" unitRef="usd" scale="6" format="ixt:num-dot-decimal">1,204.5</ix:nonFraction>
million, of which $<ix:nonFraction name="us-gaap:Revenues" contextRef="s" unitRef="usd" scale="6">310</ix:nonFraction> million
from island lines; the loss was $(<ix:nonFraction name="us-gaap:NetIncomeLoss" contextRef="y" unitRef="usd" scale="3" sign="-">77</ix:nonFraction>)
thousand, $<ix:nonFraction name="us-gaap:EarningsPerShareDiluted" contextRef="y" unitRef="each" sign="-">0.02</ix:nonFraction> a share.
We have <ix:nonFraction name="us-gaap:NumberOfReportableSegments" contextRef="y" format="ixt-sec:numwordsen">two</ix:nonFraction> segments and
debt of $<ix:nonFraction name="us-gaap:LongTermDebt" contextRef="i" unitRef="usd" format="ixt:fixed-zero">—</ix:nonFraction>, and
<ix:nonFraction name="us-gaap:Goodwill" contextRef="i" unitRef="usd" xsi:nil="true"></ix:nonFraction> nothing else.</p></body></html>"""


def facts() -> dict[str, InlineFact]:
    return {
        f"{fact.tag}{'+' if fact.context.dimensions else ''}": fact
        for fact in read_filing(PAGE, form="10-K").facts
    }


def test_numbers_are_scaled_and_signed_and_nil_is_no_number() -> None:
    assert {tag: fact.value for tag, fact in facts().items()} == {
        "us-gaap:Revenues": 1_204_500_000,
        "us-gaap:Revenues+": 310_000_000,
        "us-gaap:NetIncomeLoss": -77_000,
        "us-gaap:EarningsPerShareDiluted": -0.02,
        "us-gaap:NumberOfReportableSegments": 2,
        "us-gaap:LongTermDebt": 0,
    }


def test_a_fact_knows_its_period_unit_and_dimensions() -> None:
    found = facts()
    assert found["us-gaap:Revenues+"].context.dimensions == (
        ("us-gaap:StatementBusinessSegmentsAxis", "qmf:IslandLinesMember"),
    )
    assert found["us-gaap:Revenues"].context.start == date(2024, 2, 4)
    assert found["us-gaap:LongTermDebt"].context.start is None
    assert found["us-gaap:EarningsPerShareDiluted"].unit == "USD/shares"


def test_tags_melt_into_their_sentence_and_the_hidden_header_is_not_read_out() -> None:
    filing = read_filing(PAGE, form="10-K")
    assert "Revenue was $1,204.5 million, of which $310 million from island lines;" in filing.text
    assert "IslandLinesMember" not in filing.text


def test_the_cover_names_the_filer_and_its_fiscal_year() -> None:
    cover = read_filing(PAGE, form="10-K").cover
    assert (cover.registrant, cover.fiscal_year, cover.fiscal_period) == (
        "QUILLMARK FERRIES INC",
        "2024",
        "FY",
    )
    assert (cover.period_start, cover.period_end) == ("2024-02-04", "2025-02-01")


def test_of_a_number_told_twice_the_more_exact_one_counts() -> None:
    fact = '<ix:nonFraction name="us-gaap:Revenues" contextRef="y" unitRef="usd" decimals="{}" scale="{}">{}</ix:nonFraction>'
    told = f"<p>About ${fact.format(-8, 6, '1,200')} million, that is {fact.format(-3, 3, '1,204,517')} or {fact.format(-5, 6, '1,204.5')}.</p>"
    page = PAGE.split("<p>Revenue was", maxsplit=1)[0] + told + "</body></html>"
    assert [fact.value for fact in read_filing(page, form="10-K").facts] == [1_204_517_000]
