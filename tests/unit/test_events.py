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


def item(code: str, *words: str, published: str = "2026-02-24", event: str = "2026-02-20") -> list[str]:
    return [
        text.replace("Halden Pumps, in an 8-K (filed Feb 24, 2026): ", "")
        for text in told(current_report(code, " ".join(words), published=published, event_date=event))
    ]


def test_the_heading_of_an_item_is_no_sentence_of_it() -> None:
    assert item(
        "Item 4.02 Non-Reliance",
        "ITEM 4.02 NON-RELIANCE ON PREVIOUSLY ISSUED FINANCIAL STATEMENTS OR A RELATED AUDIT REPORT.\n\n"
        "On February 20, 2026, Halden Pumps concluded that its statements of 2024 should not be relied upon.",
    ) == [
        "Past accounts withdrawn, Feb 20, 2026: “On February 20, 2026, Halden Pumps concluded that its "
        "statements of 2024 should not be relied upon”"
    ]


def test_a_life_is_no_change_and_lawyers_words_do_not_hide_one() -> None:
    (text,) = item(
        "Item 5.02 Officers",
        "On February 20, 2026, Halden Pumps (the “Registrant”) appointed Ida Moe to the position of Chief "
        "Technology Officer of the Registrant.",
        "Ms. Moe earned a degree in hydraulics from Bergen Tekniske Skole in March 1999.",
        "There is no family relationship between Ms. Moe and any director of the Registrant.",
    )
    assert text.startswith("New executive, Feb 20, 2026: “On February 20, 2026, Halden Pumps")


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("On February 20, 2026, "
        "Ida Moe notified Halden Pumps that she would resign as Treasurer.", "Executive leaves"),
        ("On February 20, 2026, "
        "Bo Ek tendered his resignation as a director of Halden Pumps.", "Board change"),
        (
            "On February 20, 2026, Halden Pumps named Ida Moe its Chief Financial Officer, to succeed Bo Ek, "
            "who will retire.",
            "New executive",
        ),
        (
            "On February 20, 2026, the Board elected Ida Moe, Chief Executive Officer of Orm Valves, to its "
            "Board of Directors.",
            "Board change",
        ),
        ("On February 20, 2026, "
        "Halden Pumps amended its employment agreement with Bo Ek.", "Terms of an executive"),
    ],
)  # fmt: skip
def test_officers_who_come_and_go_are_told_apart(words: str, label: str) -> None:
    assert [text.partition(",")[0] for text in item("Item 5.02 Officers", words)] == [label]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("5.02", "Halden Pumps approved a bonus for Bo Ek, its Treasurer."),
        ("1.01", "Halden Pumps agreed to accelerate the vesting of options."),
        ("7.01", "Halden Pumps said that it will present at the Bergen Investor Conference."),
        ("8.01", "the dividend of Halden Pumps was fixed for payment in May."),
    ],
)  # fmt: skip
def test_pay_talks_and_dividends_without_an_amount_are_no_events(code: str, words: str) -> None:
    assert item(f"Item {code} Some Heading", f"On February 20, 2026, {words}") == []


def test_the_label_follows_the_sentence() -> None:
    (text,) = item(
        "Item 3.01 Notice of Delisting",
        "On February 20, 2026, Halden Pumps appointed Bo Ek to its Audit Committee to keep its listing.",
        published="2026-02-24",
    )
    assert not text.startswith("Delisting notice")


def test_two_notices_of_one_kind_are_two_events() -> None:
    heading = "Item 3.01 Notice of Delisting"
    words = "On {}, 2026, Halden Pumps received a letter from the Bergen Stock Exchange on its {}."
    first = current_report(
        heading, words.format("January 8", "bid price below one dollar"), published="2026-01-09"
    )
    second = current_report(heading, words.format("February 20", "market value of public shares"))
    assert [text[:29] for text in told(first, second)] == [
        "Delisting notice, Feb 20, 202",
        "Delisting notice, Jan 8, 2026",
    ]


def test_a_release_that_was_only_announced_weighs_less_than_results() -> None:
    bare = current_report(
        "Item 2.02 Results", "On February 20, 2026, Halden Pumps issued a press release with its results."
    )
    full = current_report(
        "Item 2.02 Results", "On February 20, 2026, Halden Pumps reported results: revenue of $4 million."
    )
    weights = [events(desk(one))[0].weight for one in (bare, full)]
    assert weights[0] < 0.6 * weights[1]
