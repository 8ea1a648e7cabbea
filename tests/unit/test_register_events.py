"""What the register's entry of a filer adds to a brief where the filings themselves were not read."""

from __future__ import annotations

from datetime import date

from desks import desk, document
from whynow.agents.brief.registered import registered
from whynow.agents.events.newest import event_claim, events
from whynow.agents.events.profile import listed_changes
from whynow.tools.evidence import Document

NOW = date(2026, 3, 12)
PROFILE = document(
    "Halden Pumps is in the industry “Pumps & Pumping Equipment” (SIC code 3561).\n"
    "Halden Pumps has its business address in Duluth, Minnesota.\n"
    "Halden Pumps is listed on NYSE as HLDP.\n"
    "Halden Pumps ends its fiscal year on September 30, by the SEC’s register.\n\n"
    "8-K filed 2026-02-10, event of 2026-02-06: Item 5.02 Departure of Directors or Certain Officers; "
    "Election of Directors; Item 9.01 Financial Statements and Exhibits\n"
    "10-Q filed 2026-02-05, period ended 2025-12-31: quarterly report\n"
    "8-K filed 2026-02-05, event of 2026-02-05: Item 2.02 Results of Operations and Financial Condition\n"
    "8-K filed 2026-01-15, event of 2026-01-15: Item 5.03 Amendments to Articles of Incorporation\n"
    "8-K filed 2025-12-01, event of 2025-12-01: Item 8.01 Other Events\n"
    "NT 10-K filed 2025-11-30: notice that the annual report is late",
    form="SEC profile", published="2026-02-10",
)  # fmt: skip


def _changes(*read: Document) -> list[tuple[str, str]]:
    return [(one.kind.label, one.day) for one in listed_changes(PROFILE, read)]


def test_the_register_names_changes_by_item_and_form_and_leaves_administrative_ones_out() -> None:
    assert _changes() == [
        ("Officers or directors", "2026-02-06"),
        ("Results", "2026-02-05"),
        ("Results", "2026-02-05"),
        ("Report is late", "2025-11-30"),
    ]


def test_a_filing_that_was_read_speaks_for_itself() -> None:
    kept = document("Item 5.02. A chief left.", form="8-K", published="2026-02-10")
    assert ("Officers or directors", "2026-02-06") not in _changes(kept)


def test_a_listed_event_is_quoted_up_to_the_item_that_tells_it_and_the_day_of_results_is_one_event() -> None:
    room = desk(PROFILE, now=NOW)
    told = [event_claim(room, "signals", event) for event in events(room)]
    said = [claim.quotes[0].text for claim in told]
    assert (
        "8-K filed 2026-02-10, event of 2026-02-06: Item 5.02 Departure of Directors or Certain Officers"
        in said
    )
    assert sum("Item 2.02" in text or "quarterly report" in text for text in said) == 1
    assert any("Item 2.02" in text for text in said)


def test_the_register_fills_what_the_documents_leave_open_and_says_which_gaps_it_closes() -> None:
    claims, answered = registered(desk(PROFILE, now=NOW), ["headquarters", "customers"])
    assert answered == {"headquarters"}
    assert claims[0].quotes[0].text == "Halden Pumps has its business address in Duluth, Minnesota."
    assert "September 30" in claims[1].text and "NYSE as HLDP" in claims[1].text
    assert all("Pumping Equipment" not in claim.text for claim in claims)


def test_without_a_register_entry_nothing_is_added() -> None:
    assert registered(desk(document("We make pumps.")), ["headquarters"]) == ([], set())
