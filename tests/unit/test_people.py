"""Leaders, competitors, strategies: as documents name them, and nobody guessed."""

from __future__ import annotations

from desks import desk, document
from whynow.agents.brief.competition import companies, competition
from whynow.agents.brief.people import leaders, people
from whynow.agents.brief.strategies import strategies
from whynow.agents.sentences.choose import Taken
from whynow.tools.evidence import Document


def named(*documents: Document) -> list[tuple[str, str]]:
    return [(person.name, person.role) for person in leaders(desk(*documents))]


def test_rows_and_lines_and_sentences_name_leaders() -> None:
    report = document(
        "Information About Our Executive Officers\n"
        "Ingrid A. Vask | Age: 51 | Position: President and Chief Executive Officer\n"
        "José Núñez-Moe | Age: 47 | Position: Chief Financial Officer (Principal Financial Officer)\n\n"
        "Kari Lund has served as our Chief Operating Officer since March 2021.\n\n"
        "/s/ Bo Ek | Title: Director | Date: November 20, 2025"
    )
    assert named(report) == [
        ("Ingrid A. Vask", "President and Chief Executive Officer"),
        ("José Núñez-Moe", "Chief Financial Officer"),
        ("Kari Lund", "Chief Operating Officer"),
    ]


def test_the_newest_document_says_who_holds_an_office() -> None:
    old = document("Kari Lund | Position: Chief Financial Officer", published="2024-11-20")
    new = document("Mo Ek\nChief Financial Officer", form="10-Q", published="2026-02-04")
    assert named(old, new) == [("Mo Ek", "Chief Financial Officer")]


def test_leaders_of_others_are_not_taken() -> None:
    assert (
        named(document("Kari Lund, chief executive officer of Orm Valves, praised the pumps.", kind="news"))
        == []
    )
    release = "Halden Pumps sold its works to Ida Moe, Managing Director, ORMV, who praised the pumps."
    assert named(document(release, form="EX-99.1", published="2026-02-04")) == []
    assert named(document("Ida Moe, Chief Buyer of Orm, visited.\nOur Team\nAbout Us", kind="website")) == []


def test_nobody_named_is_a_gap() -> None:
    report = document("We sell pumps.")
    written = people(desk(report), leaders(desk(report)))
    assert (written.claims, written.gaps[0].wanted) == ([], "leaders by role")


def test_competitors_are_named_from_the_list_that_says_so() -> None:
    report = document(
        "Our competitors include:\n\n• makers of pumps, such as Orm Valves, Inc., or Orm, Lyse Flow "
        "Co. Ltd. and Tveit;\n\n"
        "• makers of meters, such as Brekke Meters.\n\nWe believe in pumps.",
        within=("Item 1. Business",),
    )
    (claim,) = competition(desk(report), Taken(), []).claims
    assert claim.text.endswith("names as competitors: Orm Valves, Lyse Flow, Tveit, Brekke Meters.")
    assert [quote.text.split(",")[0] for quote in claim.quotes] == ["makers of pumps", "makers of meters"]


def test_no_named_competitor_is_a_gap() -> None:
    report = document("We compete with many companies that have greater resources than we have.")
    assert [gap.wanted for gap in competition(desk(report), Taken(), []).gaps] == ["competitors by name"]


def test_words_that_are_no_companies_are_left_out() -> None:
    assert companies("We compete with companies such as Orm Valves, Tveit Holdings and others in Asia.") == [
        "Orm Valves",
        "Tveit",
    ]


def test_listed_strategies_are_quoted_by_name() -> None:
    report = document(
        "Our strategies include:\n\nGrowing our service business. We look after pumps for thirty years.\n\n"
        "Entering new regions. We plan a depot in Bergen.",
        within=("Item 1. Business › Our Strategy",),
    )
    claim = strategies(desk(report))
    assert claim is not None and claim.text.endswith("“Growing our service business”; “Entering new regions”")


def filed(words: str, published: str = "2026-02-24") -> Document:
    return document(words, form="8-K", published=published)


def test_who_leaves_is_no_leader_though_papers_still_carry_the_name() -> None:
    report = document("Bo Ek | Position: Chief Financial Officer", published="2025-11-20")
    signed = filed("/s/ Bo Ek | Title: Chief Financial Officer", published="2026-02-27")
    said = filed(
        "On February 20, 2026, Bo Ek told Halden Pumps that he would resign as Chief Financial Officer."
    )
    assert named(report) == [("Bo Ek", "Chief Financial Officer")]
    assert named(report, said, signed) == []


def test_who_leaves_on_a_day_to_come_is_said_to_until_then() -> None:
    said = filed(
        "On February 20, 2026, Bo Ek said that he will step down on June 30, 2026 from his position as "
        "Senior Vice President and Treasurer of Halden Pumps."
    )
    room = desk(said)
    (claim,) = people(room, leaders(room)).claims
    assert claim.text == (
        "Bo Ek is Halden Pumps' "
        "Senior Vice President and Treasurer until Jun 30, 2026 (8-K filed Feb 24, 2026)."
    )


def test_who_is_appointed_holds_the_office_from_that_day() -> None:
    post = document(
        "Halden Pumps has appointed Femke de Vask as chief financial officer, effective 1 March 2026. She "
        "succeeds Jan Moe, who retires.",
        kind="post", published="2026-02-16",
    )  # fmt: skip
    later = filed(
        "On February 20, 2026, Halden Pumps named Ida Ek Senior Vice President and Chief Operating Officer, "
        "effective April 6, 2026."
    )
    room = desk(post, later)
    texts = [claim.text for claim in people(room, leaders(room)).claims]
    assert texts == [
        "Femke de Vask is Halden Pumps' chief financial officer (haldenpumps.example, Feb 16, 2026).",
        "Ida Ek becomes Halden Pumps' Senior Vice President and Chief Operating Officer on Apr 6, 2026 "
        "(8-K filed Feb 24, 2026).",
    ]


def test_a_founder_may_bear_the_name_and_the_role_does_not_repeat_it() -> None:
    report = filed(
        "Bo Pumps Halden | Title: Treasurer\n"
        "Ida Halden Pumps | Title: President and Chief Executive Officer of Halden Pumps"
    )
    assert ("Ida Halden Pumps", "President and Chief Executive Officer") in named(report)
