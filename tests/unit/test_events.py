"""What happened, when, and to whom: from 8-K items, posts, news and reports."""

from __future__ import annotations

import pytest
from desks import desk, document
from whynow.agents.events.kinds import item_kind, kind_of
from whynow.agents.events.newest import event_claim, events
from whynow.agents.sentences.calendar import dates_in, happened, last_day
from whynow.tools.evidence import Document, Section


def current_report(item: str, words: str, *, published: str = "2026-02-24", **more: str) -> Document:
    text = f"{item}\n\n{words}\n\nSIGNATURES"
    made = document(text, form="8-K", published=published, event_date=more.get("event_date"))
    return made.model_copy(update={"sections": (Section(name=item, start=0, end=len(text) - 10),)})


def told(*documents: Document) -> list[str]:
    return [event.text for event in events(desk(*documents))]


def test_an_item_is_told_by_its_most_telling_sentence() -> None:
    report = current_report(
        "Item 5.02 Departure of Directors or Certain Officers",
        "On February 20, 2026, Halden Pumps appointed Ingrid Vask as Chief Operating Officer, "
        "effective March 2, 2026. "
        "Ms. Vask served as head of service at Orm Valves. A copy of the offer letter is filed as "
        "Exhibit 10.1.",
    )
    assert told(report) == [
        "New executive, Feb 20, 2026: Halden Pumps, in an 8-K (filed Feb 24, 2026): “On February "
        "20, 2026, Halden Pumps "
        "appointed Ingrid Vask as Chief Operating Officer, effective March 2, 2026”"
    ]


def test_administrative_items_are_no_events() -> None:
    assert (
        told(
            current_report(
                "Item 5.03 Amendments to Articles", "On March 1, 2026, Halden Pumps amended its bylaws."
            )
        )
        == []
    )


def test_items_before_august_2004_have_their_old_meaning() -> None:
    assert (item_kind("5", "2003-02-01").label, item_kind("5", "2025-02-01")) == ("Announcement", None)  # type: ignore[union-attr]


def test_a_year_ago_is_not_now() -> None:
    assert (
        told(document("Halden Pumps has opened a plant in Bergen.", kind="post", published="2024-11-02"))
        == []
    )


def test_news_about_another_company_is_no_event_of_this_one() -> None:
    assert (
        told(document("Orm Valves has opened a plant in Bergen.", kind="news", published="2026-02-02")) == []
    )


def test_one_event_in_three_places_is_told_once_by_the_nearest_source() -> None:
    post = document(
        "Halden Pumps has acquired Orm Valves of Bergen for $4 million.", kind="post", published="2026-02-03"
    )
    news = document(
        "With Orm Valves, Halden Pumps buys a foundry in Bergen, a trade paper wrote.", kind="news",
        published="2026-02-05",
        url="https://valvenews.example/orm",
    )  # fmt: skip
    filed = current_report(
        "Item 8.01 Other Events",
        "On February 2, 2026, Halden Pumps completed the acquisition of Orm Valves in Bergen.",
        published="2026-02-04",
    )  # fmt: skip
    (event,) = events(desk(post, news, filed))
    claim = event_claim(desk(post, news, filed), "why_now", event)
    assert (event.day, len(claim.quotes), claim.status) == ("2026-02-02", 3, "verified")


def test_a_report_dates_changes_and_not_balances() -> None:
    report = document(
        "As of September 27, 2025, we had acquired nothing. On November 3, 2025 we agreed to "
        "acquire Orm Valves for $4 million. "
        "On December 1, 2025 we issued 400 shares of common stock to employees of a company that we "
        "acquired.",
        form="10-Q", published="2026-02-04",
    )  # fmt: skip
    assert [text.partition(":")[0] for text in told(report)] == ["Acquisition, Nov 3, 2025"]


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Halden Pumps named Ingrid Vask chief operating officer.", "New executive"),
        ("Its chief financial officer will retire on May 25, 2026.", "Executive leaves"),
        ("Halden Pumps opens a factory in Bergen.", "New site or capacity"),
        ("Halden Pumps suffered a ransomware attack.", "Security incident"),
        ("Halden Pumps may acquire Orm Valves.", None),
        ("Halden Pumps is reportedly exploring a sale of its valves unit.", None),
        ("Halden Pumps granted restricted stock to its directors.", None),
        ("Shares of Halden Pumps fell 4 % after its results.", None),
    ],
)
def test_only_what_happened_is_an_event(words: str, label: str | None) -> None:
    kind = kind_of(words)
    assert (kind.label if kind else None) == label


def test_dates_in_words_are_read_with_the_precision_they_have() -> None:
    words = "On March 3, 2025 and 4 April 2025, and in May 2025; never on February 30, 2025."
    assert dates_in(words) == ["2025-03-03", "2025-04-04", "2025-05"]
    assert happened("On June 1, 2027 we open; on March 3, 2025 we agreed.", "2025-11-20") == "2025-03-03"
    assert (str(last_day("2025-02")), str(last_day("2024")), str(last_day("2025-12"))) == (
        "2025-02-28",
        "2024-12-31",
        "2025-12-31",
    )
