"""Pages that say the same are found once; filings of other years are other evidence."""

from __future__ import annotations

from whynow.tools.evidence import Document, document_id
from whynow.tools.index.twins import Kept, hidden, sketch

STORY = " ".join(f"Halden Rail opened depot number {i} in the county on a rainy morning." for i in range(40))


def page(
    url: str, text: str, kind: str = "news", read: str = "2026-01-01T00:00:00Z", title: str = "t"
) -> Document:
    return Document(
        id=document_id("halden", url, text), account="halden", url=url, kind=kind, title=title, text=text,
        read=read, source="news",
    )  # fmt: skip


def kept(*documents: Document) -> list[Kept]:
    return [Kept(d.id, d.url, d.kind, d.title, d.read, sketch(d), None) for d in documents]


def test_the_second_outlet_of_one_story_is_hidden_by_the_first() -> None:
    first, second = page("https://a.example/1", STORY), page("https://b.example/2", STORY + " Photo: NTB.")
    assert hidden([second], kept(first, second)) == {second.id: first.id}


def test_two_in_one_batch_are_told_apart_once() -> None:
    first, second = page("https://a.example/1", STORY), page("https://b.example/2", STORY)
    assert hidden([first, second], kept(first, second)) == {second.id: first.id}


def test_another_story_stays() -> None:
    other = page("https://b.example/2", STORY.replace("depot", "school").replace("rainy", "sunny"))
    first = page("https://a.example/1", STORY)
    assert hidden([other], kept(first, other)) == {}


def test_the_newer_reading_of_one_page_is_the_one_found() -> None:
    old = page("https://a.example/1", STORY, "website", "2026-01-01T00:00:00Z")
    new = page("https://a.example/1", "All is new here. " * 30, "website", "2026-02-01T00:00:00Z")
    assert hidden([new], kept(old, new)) == {old.id: new.id}


def test_a_filing_that_repeats_last_years_words_is_not_hidden() -> None:
    first, second = (
        page("https://sec.example/1", STORY, "filing"),
        page("https://sec.example/2", STORY, "filing"),
    )
    assert hidden([second], kept(first, second)) == {}


def test_pages_of_one_file_that_share_a_url_are_all_found() -> None:
    first = page("file:annual.pdf", STORY, "filing")
    second = page("file:annual.pdf", STORY.replace("depot", "bridge"), "filing")
    assert hidden([second], kept(first, second)) == {}


def test_a_note_is_never_hidden() -> None:
    first, second = page("note:1", STORY, "note"), page("note:2", STORY, "note")
    assert hidden([second], kept(first, second)) == {}
