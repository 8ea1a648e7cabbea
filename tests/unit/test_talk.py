"""What is asked and whom, and how much of a quote is said."""

from __future__ import annotations

from desks import desk, document
from whynow.agents.brief.people import leaders
from whynow.agents.brief.talk import next_steps, questions
from whynow.agents.sentences.boilerplate import contract_start
from whynow.agents.sentences.choose import usable
from whynow.agents.sentences.draft import Desk
from whynow.agents.sentences.splitting import sentences
from whynow.agents.sentences.standing import clipped, opening
from whynow.agents.sentences.voice import said
from whynow.tools.evidence import Claim, quote

OFFICERS = document(
    "Information About Our Executive Officers\n"
    "Ingrid Vask | Age: 51 | Position: President and Chief Executive Officer\n"
    "Mo Ek | Age: 44 | Position: Executive Vice President, Operations"
)


def _claim(room: Desk, section: str, words: str) -> Claim:
    page = document(words, kind="post", published="2026-03-01")
    text = said(room.name, page, words)
    return room.claim(section, text, quotes=[quote(page, 0, len(words))], as_of="2026-03-01")


def test_a_long_quote_is_cut_at_a_clause_and_never_inside_marks_or_brackets() -> None:
    words = (
        "The makers of pumps (“Halden” and “Orm”, both of Duluth) agreed to build a works in Bergen, "
        "which opens in May and will employ ninety fitters"
    )
    assert clipped(words, 22) == (
        "The makers of pumps (“Halden” and “Orm”, both of Duluth) agreed to build a works in Bergen …"
    )
    assert clipped(words, 9).count("(") == clipped(words, 9).count(")") or "(" not in clipped(words, 9)
    assert clipped("Pumps are sold.", 22) == "Pumps are sold."


def test_definitions_of_terms_are_not_said() -> None:
    page = document("x", form="8-K")
    words = "On May 9, 2026, Halden Pumps, Inc. (the “Company”) sold its works (the “Works”) (the “Sale”)."
    assert said("Halden Pumps", page, words).endswith("“On May 9, 2026, Halden Pumps, Inc. … sold its works”")


def test_a_release_begins_after_its_dateline_and_a_speaker_is_no_sentence() -> None:
    line = "DULUTH, Minn., Sept. 29 /PRNewswire/ -- Halden Pumps opened a works in Bergen."
    assert line[opening(line) :] == "Halden Pumps opened a works in Bergen."
    assert opening("Ingrid Vask: We have not disclosed that in the past.") == -1
    assert opening("Our Vision: Every pump tells when it will fail.") == 0


def test_sections_of_law_and_initials_do_not_end_a_sentence() -> None:
    page = document("Halden filed under 18 U.S.C. Section 1350 with J.P. Orm of Bergen. It left.")
    assert [one.text for one in sentences(page)][0].endswith("Orm of Bergen.")


def test_no_contract_speaks_for_the_account() -> None:
    agreed = "WHEREAS, the Company makes hoses; NOW, THEREFORE, the parties hereto agree."
    text = (
        "Halden Pumps signed an agreement with Orm Valves in May 2026. " + "\n\n" + "X" * 5000 + "\n" + agreed
    )
    text += "\nThe Company sells hoses to forty mills in Norway."
    page = document(text, form="8-K")
    assert contract_start(text) < text.index("The Company sells")
    assert [one.text for one in usable(page, desk(page).names)] == [
        "Halden Pumps signed an agreement with Orm Valves in May 2026."
    ]


def test_the_next_step_names_who_leads_the_field_of_the_purpose() -> None:
    room = desk(OFFICERS, purpose="selling warehouse software")
    steps = next_steps(
        room, [_claim(room, "why_now", "Halden Pumps opens a warehouse in Bergen.")], leaders(room)
    )
    assert "ask Mo Ek’s office" in steps[0].text
    assert "open with “Halden Pumps opens a warehouse in Bergen”" in steps[0].text


def test_nobody_opens_with_a_lawsuit_or_with_a_count_of_people() -> None:
    room = desk(OFFICERS)
    sore = _claim(room, "why_now", "Halden Pumps was sued by Orm Valves, which filed a lawsuit in May.")
    counted = _claim(room, "snapshot", "We had 2,140 employees in nine countries.")
    assert not any("open with" in step.text for step in next_steps(room, [sore, counted], leaders(room)))
    assert not questions(room, [sore])
