from __future__ import annotations

from pathlib import Path

import pytest
from registers import Answers, entry, labelled, of_cik, search, statement, world
from whynow.tools.evidence import Account, Document, Evidence, Gap
from whynow.tools.sources.encyclopedia import encyclopedia, summary_url

pytestmark = pytest.mark.anyio

TARNWICK = Account(id="tarnwick", name="Tarnwick", cik="0000000042", domain="tarnwick.example", country="US")
CLAIMS = {
    "P5531": "42", "P856": "https://www.tarnwick.example/", "P452": "Q1",
    "P159": statement("Q2", start="1993"),
    "P169": [statement("Q3", start="2009-05-01", end="2019-03-31"),
             statement("Q4", start="2019-04-01", rank="preferred"), statement("Q5001", start="2027-01-01")],
    "P1128": [statement(1500, point="2019"), statement(1850, point="2024-01-28"),
              statement(9, rank="deprecated")],
    "P2139": statement(4100000, point="2024"), "P571": "1961", "P576": None,
    "P414": statement("Q13677", ticker="TWI"),
}  # fmt: skip
NAMES = {"Q1": "instruments", "Q2": "Duluth", "Q3": "Ola Berg", "Q4": "Ida Moss", "Q4917": "US dollar",
         "Q13677": "New York Stock Exchange"}  # fmt: skip
LABELS: Answers = labelled(NAMES)
LEAD = {
    "type": "standard", "title": "Tarnwick", "extract": "Tarnwick makes instruments.", "lang": "en",
    "timestamp": "2025-12-09T18:22:05Z", "wikibase_item": "Q101",
    "content_urls": {"desktop": {"page": "https://en.wikipedia.org/wiki/Tarnwick"}},
}  # fmt: skip
ANSWERS: Answers = {
    **of_cik("0000000042", "Q101"), **LABELS,
    **entry("Q101", "Tarnwick", claims=CLAIMS, pages={"enwiki": "Tarnwick"}),
    summary_url("en", "Tarnwick"): LEAD,
}  # fmt: skip


class Nothing:
    def has(self, url: str) -> bool:
        return False


async def read(folder: Path, account: Account, answers: Answers) -> list[Evidence]:
    async with world(folder, answers) as web:
        return [evidence async for evidence in encyclopedia(account, web, Nothing())]


async def test_an_entry_becomes_lines_with_the_time_that_each_holds_for(tmp_path: Path) -> None:
    document = (await read(tmp_path, TARNWICK, ANSWERS))[0]
    assert isinstance(document, Document)
    assert document.text.splitlines() == [
        "Tarnwick: maker of things called Tarnwick",
        "Industry: instruments",
        "Founded: 1961",
        "Headquarters: Duluth (since 1993)",
        "Chief executive officer: Ida Moss (since 2019-04-01)",
        "Employees: 1,850 (as of 2024-01-28)",
        "Revenue: 4,100,000 US dollar (as of 2024)",
        "Listed on: New York Stock Exchange (TWI)",
        "Official website: https://www.tarnwick.example/",
        "Former chief executive officer: Ola Berg (from 2009-05-01 to 2019-03-31)",
    ]
    assert (document.kind, document.source, document.published) == (
        "encyclopedia",
        "encyclopedia",
        "2025-11-02",
    )
    assert document.read == "2026-03-01T09:30:00Z"
    assert document.sections[0].end == len(document.text)


async def test_the_lead_of_the_article_is_a_document_of_its_own(tmp_path: Path) -> None:
    document = (await read(tmp_path, TARNWICK, ANSWERS))[1]
    assert isinstance(document, Document)
    assert (document.text, document.url) == (
        "Tarnwick makes instruments.",
        "https://en.wikipedia.org/wiki/Tarnwick",
    )
    assert (document.published, document.language) == ("2025-12-09", "en")


async def test_a_company_without_an_english_article_is_read_in_its_own_language(tmp_path: Path) -> None:
    account = TARNWICK.model_copy(update={"country": "DE"})
    lead = {**LEAD, "extract": "Tarnwick baut Geräte.", "lang": "de"}
    answers = {
        **of_cik("0000000042", "Q101"), **LABELS,
        **entry("Q101", "Tarnwick", claims=CLAIMS, pages={"frwiki": "Tarnwick (société)",
                                                          "dewiki": "Tarnwick AG"}),
        summary_url("de", "Tarnwick AG"): lead,
    }  # fmt: skip
    document = (await read(tmp_path, account, answers))[1]
    assert isinstance(document, Document)
    assert (document.text, document.language) == ("Tarnwick baut Geräte.", "de")


async def test_an_entry_of_another_company_of_that_name_is_never_evidence(tmp_path: Path) -> None:
    account = Account(id="tarnwick", name="Tarnwick", domain="tarnwick-bakery.example")
    found = await read(tmp_path, account, {**search("Tarnwick", "Q101"), **ANSWERS})
    assert [type(evidence) for evidence in found] == [Gap]
    assert isinstance(found[0], Gap)
    assert "shares a CIK, LEI or domain" in found[0].why


async def test_an_account_without_a_cik_is_found_by_name_and_domain(tmp_path: Path) -> None:
    account = Account(id="tarnwick", name="Tarnwick", domain="tarnwick.example")
    found = await read(tmp_path, account, {**search("Tarnwick", "Q101"), **ANSWERS})
    assert isinstance(found[0], Document)


async def test_an_article_about_something_else_is_a_gap(tmp_path: Path) -> None:
    found = await read(
        tmp_path, TARNWICK, {**ANSWERS, summary_url("en", "Tarnwick"): {**LEAD, "wikibase_item": "Q7"}}
    )
    assert isinstance(found[1], Gap)
    assert found[1].why == "the article is not this company's"


async def test_what_was_edited_after_the_clock_is_not_used(tmp_path: Path) -> None:
    answers = {**ANSWERS, **entry("Q101", "Tarnwick", claims=CLAIMS, modified="2026-09-01T00:00:00Z")}
    found = await read(tmp_path, TARNWICK, answers)
    assert [type(evidence) for evidence in found] == [Gap]
    assert isinstance(found[0], Gap)
    assert "after the day" in found[0].why


async def test_without_names_only_what_needs_none_is_told(tmp_path: Path) -> None:
    answers = {url: answer for url, answer in ANSWERS.items() if "wbgetentities" not in url}
    gap, document, _ = await read(tmp_path, TARNWICK, answers)
    assert isinstance(gap, Gap)
    assert isinstance(document, Document)
    assert "Q2" not in document.text
    assert "Employees: 1,850 (as of 2024-01-28)" in document.text


async def test_a_deaf_encyclopedia_is_one_gap(tmp_path: Path) -> None:
    found = await read(tmp_path, TARNWICK, {})
    assert [type(evidence) for evidence in found] == [Gap]
