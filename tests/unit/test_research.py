"""A whole brief from an invented library: every line proved, the purpose heard, the size kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from desks import ACCOUNT, NOW, document, year
from whynow.agents.brief.compose import compose
from whynow.agents.brief.markdown import markdown
from whynow.tools.evidence import Brief, Depth, Document, Facts, Gap
from whynow.tools.library import Library, open_library

BUSINESS = (
    "Halden Pumps designs, makes and sells pumps for water works and paper mills. "
    "As of September 30, 2025, we had approximately 2,140 employees. "
    "Our goal is to raise the share of pumps that tell us when they will fail from 12% in fiscal "
    "2025 to 40% by 2027. "
    "We plan to open a warehouse in Bergen for spare parts by June 2026. "
    "We use SAP S/4HANA for spare parts and plan to move field service to it in July 2026. "
    "In June 2025 a fire at our foundry in Lyse delayed 310 pumps, and one customer was paid $2 million. "
    "Any of these risks could adversely affect our business. "
    "This report contains forward-looking statements."
)
REPORT = document(
    BUSINESS + "\nNet sales | 2025: $880,000 | 2024: $800,000\n\nInformation About Our Executive Officers\n"
    "Ingrid Vask | Age: 51 | Position: President and Chief Executive Officer\nMo Ek | Age: 44 | "
    "Position: Chief Operating Officer",
    within=("Item 1. Business",), accession="0009990001-25-000050", url="https://www.sec.gov/halden-10k.htm",
)  # fmt: skip
POST = document(
    "Halden Pumps has opened a service hub in Rotterdam with 40 technicians.", kind="post",
    published="2026-03-05",
    url="https://www.haldenpumps.example/news/rotterdam",
)  # fmt: skip
ABOUT = document(
    "Today 2,300 people in nine countries build and repair our pumps.", kind="website", published=None,
    url="https://www.haldenpumps.example/about",
)  # fmt: skip
LATER = document(
    "Halden Pumps has acquired Orm Valves for $90 million.", kind="post", published="2026-05-01",
    url="https://www.haldenpumps.example/news/orm",
)  # fmt: skip
FIGURES = Facts(
    account=ACCOUNT.id,
    url="https://data.sec.gov/x",
    figures=(year(880e6, 2025), year(800e6, 2024)),
    read="2026-03-12T08:00:00Z",
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    opened = open_library(tmp_path_factory.mktemp("home"))
    opened.save(ACCOUNT)
    opened.add([REPORT, POST, ABOUT, LATER])
    opened.add_facts(FIGURES)
    yield opened
    opened.close()


def brief(library: Library, purpose: str = "", depth: Depth = "full", now: date = NOW) -> Brief:
    return compose(ACCOUNT, purpose, depth, library=library, now=now)


def texts(told: Brief, section: str) -> str:
    return "\n".join(claim.text for claim in told.claims if claim.section == section)


def test_every_quote_stands_in_its_document(library: Library) -> None:
    quotes = [quote for claim in brief(library).claims for quote in claim.quotes]
    kept = {quote.document: library.document(quote.document) for quote in quotes}
    assert quotes and all(isinstance(document, Document) for document in kept.values())
    assert all(kept[quote.document].text[quote.start : quote.end] == quote.text for quote in quotes)  # type: ignore[union-attr]


def test_the_newest_event_leads_and_a_goal_stands_beside_it(library: Library) -> None:
    said = texts(brief(library), "why_now")
    assert "New site or capacity, Mar 5, 2026" in said and "from 12% in fiscal 2025 to 40% by 2027" in said


def test_each_section_says_what_was_there(library: Library) -> None:
    told = brief(library)
    assert "designs, makes and sells pumps" in texts(told, "snapshot")
    assert "2,140 employees" in texts(told, "snapshot")
    assert "up 10.0%" in texts(told, "financials")
    assert "SAP S/4HANA" in texts(told, "technology")
    assert "fire at our foundry" in texts(told, "risks")
    assert "Mo Ek is Halden Pumps' Chief Operating Officer (10-K filed Nov 20, 2025)." in texts(
        told, "people"
    )


def test_boilerplate_and_empty_risk_are_nowhere(library: Library) -> None:
    page = markdown(brief(library))
    assert "forward-looking" not in page and "adversely" not in page


def test_two_headcounts_are_shown_and_not_decided(library: Library) -> None:
    told = brief(library)
    (claim,) = [claim for claim in told.claims if claim.status == "contradicted" and claim.kind == "stated"]
    assert "2,300 people" in claim.text and "2,140 employees" in claim.text and len(claim.quotes) == 2
    assert "“2,140 employees” or “2,300 people” as settled" in texts(told, "talk_track")


def test_the_purpose_steers_what_is_chosen(library: Library) -> None:
    first = brief(library, "selling warehouse software")
    goal = next(
        claim
        for claim in first.claims
        if claim.section == "why_now" and "plan to open a warehouse" in claim.text
    )
    asked = [claim for claim in first.claims if claim.section == "talk_track" and goal.id in claim.rests_on]
    assert "warehouse software" in asked[0].text


def test_next_steps_name_a_person_and_rest_on_claims(library: Library) -> None:
    told = brief(library, "selling warehouse software")
    (step, *_) = [claim for claim in told.claims if claim.section == "why_now" and claim.kind == "inferred"]
    assert "ask Mo Ek’s office (Chief Operating Officer) about warehouse software" in step.text
    assert set(step.rests_on) <= {claim.id for claim in told.claims}


def test_nothing_from_after_the_clock_is_used(library: Library) -> None:
    told = brief(library, now=date(2026, 3, 1))
    assert "Orm Valves" not in markdown(told) and "Rotterdam" not in markdown(told)
    assert told.documents.newest == "2025-11-20"


def test_the_same_evidence_gives_the_same_brief(library: Library) -> None:
    assert brief(library, "selling pumps") == brief(library, "selling pumps")


@pytest.mark.parametrize(("depth", "least", "most"), [("answer", 1, 3), ("card", 8, 40), ("full", 10, 90)])
def test_depths_say_more_and_more(library: Library, depth: Depth, least: int, most: int) -> None:
    told = brief(library, depth=depth)
    assert least <= len(told.claims) <= most
    assert told.tokens == len(markdown(told)) // 4


def test_a_card_keeps_its_size(library: Library) -> None:
    assert brief(library, depth="card").tokens < 1500


def test_every_mark_on_the_page_has_its_source(library: Library) -> None:
    import re

    page = markdown(brief(library, depth="card"))
    body, _, sources = page.partition("**Sources**")
    used = {
        number
        for marks in re.findall(r"\[(\d+(?:, \d+)*)(?:, computed)?\]", body)
        for number in marks.split(", ")
    }
    listed = set(re.findall(r"^\[(\d+)\]", sources, re.MULTILINE))
    assert used and used == listed


def test_what_sources_could_not_read_is_said(library: Library) -> None:
    gap = Gap(wanted="8-K filings", where="sec.gov", why="not recorded in the replay", count=14)
    told = compose(ACCOUNT, "", "card", library=library, now=NOW, gaps=[gap])
    assert gap in told.gaps and "8-K filings ×14" in markdown(told)


def test_an_account_without_documents_gets_a_short_honest_brief(library: Library) -> None:
    nobody = ACCOUNT.model_copy(
        update={"id": "nobody", "name": "Nobody Known", "cik": None, "status": "unverified"}
    )
    told = compose(nobody, "selling pumps", "card", library=library, now=NOW)
    assert (told.claims, told.sections, told.documents.count) == ((), (), 0)
    assert told.gaps and told.tokens < 150


def test_strangers_cannot_write_markdown_or_hide(library: Library) -> None:
    hostile = document(
        "Halden Pumps has opened a plant in [Bergen](https://evil.example) for "
        "<b>pumps</b>\u200b\u202e today.",
        kind="post", published="2026-03-10", url="https://www.haldenpumps.example/news/hostile",
    )  # fmt: skip
    other = ACCOUNT.model_copy(update={"id": "halden-hostile", "cik": None})
    library.save(other)
    library.add([hostile.model_copy(update={"account": other.id})])
    page = markdown(compose(other, "", "full", library=library, now=NOW))
    assert (
        "\\[Bergen\\](https" in page and "\\<b\\>" in page and "\u200b" not in page and "\u202e" not in page
    )
