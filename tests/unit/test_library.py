"""The library keeps, finds and forgets."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from shelves import HALDEN, Away, Letters, note
from whynow.tools.errors import IndexMismatch, InvalidInput
from whynow.tools.evidence import Account, Facts, Figure, Gap, Passage, Period
from whynow.tools.index.lexical import words
from whynow.tools.library import Library, Mark, open_library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = open_library(tmp_path, Letters(), idle=0)
    opened.save(HALDEN)
    yield opened
    opened.close()


def test_a_passage_found_is_a_span_of_the_document_kept(library: Library) -> None:
    text = "Ingrid Moe became chief operating officer. " + "The depot in Oslo repairs bogies. " * 60
    library.add([note(text)])
    best = library.search("Who is chief operating officer?", account="halden").passages[0]
    kept = library.document(best.document)
    assert kept is not None
    assert kept.text == text
    assert kept.text[best.start : best.end] == best.text
    assert "Ingrid Moe" in best.text
    assert best.score is not None


def test_adding_twice_changes_nothing(library: Library) -> None:
    documents = [note("The Oslo contract starts in January."), note("Bergen has no depot.")]
    assert library.add(documents) == documents
    before = library.state()
    assert library.add(documents) == []
    assert library.state() == before


def test_a_search_stays_within_its_account(library: Library) -> None:
    library.add([note("Depot plans of Halden."), note("Depot plans of Vestfold.", account="vestfold")])
    assert {p.account for p in library.search("depot plans", account="vestfold").passages} == {"vestfold"}
    assert {p.account for p in library.search("depot plans").passages} == {"halden", "vestfold"}
    assert library.search("depot plans", account="nobody").passages == ()


def test_filters_of_kind_and_date_hold(library: Library) -> None:
    library.add(
        [
            note("Depot news of March.", kind="news", published="2025-03-14"),
            note("Depot news of a month.", kind="news", published="2025-03"),
            note("Depot post of May.", kind="post", published="2025-05-01"),
            note("Depot news without a date.", kind="news"),
        ]
    )

    def texts(**filters: object) -> set[str]:
        return {p.text for p in library.search("depot news", account="halden", **filters).passages}  # type: ignore[arg-type]

    assert texts(kind="post") == {"Depot post of May."}
    assert texts(since=date(2025, 3, 20)) == {"Depot news of a month.", "Depot post of May."}
    assert texts(until=date(2025, 3, 20)) == {
        "Depot news of March.", "Depot news of a month.", "Depot news without a date.",
    }  # fmt: skip
    assert [d.published for d in library.documents("halden", kind="news")] == ["2025-03", "2025-03-14", None]
    assert library.documents("halden", since=date(2026, 1, 1)) == []


def test_the_period_asked_for_comes_first(library: Library) -> None:
    library.add(
        [
            note(f"Gross margin was {30 + y} percent of net sales.", title=f"HALDEN_20{y}_10K", kind="filing")
            for y in range(15, 24)
        ]
    )
    assert library.search("gross margin FY2018", account="halden").passages[0].title == "HALDEN_2018_10K"
    assert (
        library.search("gross margin", account="halden", period="FY2021").passages[0].title
        == "HALDEN_2021_10K"
    )
    assert library.search("latest gross margin", account="halden").passages[0].title == "HALDEN_2023_10K"


def test_ten_passages_are_ten_pages(library: Library) -> None:
    pages = [
        note(f"Page {i}. " + "Depot maintenance of trains is planned. " * 80, title="Annual report")
        for i in range(12)
    ]
    library.add(pages)
    found = library.search("depot maintenance", account="halden", limit=10).passages
    assert len({p.document for p in found}) == 10


def test_of_statements_on_one_page_the_one_asked_for_leads(library: Library) -> None:
    balance = (
        "CONDENSED BALANCE SHEETS\nTotal current assets 40 41\nDeferred revenue 3 4\nTotal assets 90 91\n"
    )
    income = (
        "STATEMENTS OF INCOME\nNet sales 70 60\nCost of sales 30 25\nGross profit 40 35\nNet income 9 8\n"
    )
    filler = "".join(f"Total liabilities item {i} {i + 1} {i + 2}\n" for i in range(30))
    library.add([note(balance + filler + "\n\n" + income, title="10-Q")])
    best = library.search("revenue growth", account="halden").passages[0]
    assert "Cost of sales 30 25" in best.text


def test_pages_of_an_answer_join_without_gap_or_repetition(library: Library) -> None:
    library.add([note(f"Depot number {i} is open.") for i in range(23)])
    whole = library.search("depot open", account="halden", limit=100).passages
    joined: list[Passage] = []
    cursor = ""
    while True:
        found = library.search("depot open", account="halden", limit=5, cursor=cursor)
        joined += found.passages
        if found.cursor is None:
            break
        cursor = found.cursor
        library.add([note(f"Depot open since {len(joined)} days.")])
    assert [p.id for p in joined] == [p.id for p in whole]


def test_a_cursor_of_another_search_is_refused(library: Library) -> None:
    library.add([note(f"Depot {i}.") for i in range(5)])
    cursor = library.search("depot", account="halden", limit=2).cursor or ""
    for wrong in (cursor, "nonsense", "bm9uc2Vuc2U"):
        with pytest.raises(InvalidInput, match="first call without a cursor"):
            library.search("bridge", account="halden", cursor=wrong)


def test_an_empty_question_is_refused(library: Library) -> None:
    with pytest.raises(InvalidInput, match="what to look for"):
        library.search("  ")
    with pytest.raises(InvalidInput, match="limit"):
        library.search("depot", limit=0)


@pytest.mark.parametrize(
    "key",
    [
        "halden", "Halden Rail Systems", "halden rail", "HALDEN VOGN AS", "hldn", "1234567", "0001234567",
        "https://www.haldenrail.example/", "haldenrail.example",
    ],
)  # fmt: skip
def test_an_account_answers_to_all_its_names(library: Library, key: str) -> None:
    assert library.account(key) == HALDEN


def test_a_name_of_two_accounts_is_not_guessed(library: Library) -> None:
    library.save(Account(id="other", name="Halden Rail"))
    assert library.account("Halden Rail") is None
    assert library.account("other") == Account(id="other", name="Halden Rail")
    assert library.account("nobody") is None


def test_what_a_person_pinned_stays(library: Library) -> None:
    library.save(HALDEN.model_copy(update={"domain": "halden.example", "pinned": ("domain",)}))
    saved = library.save(HALDEN.model_copy(update={"lei": "5493001KJTIIGC8Y1R12"}))
    assert (saved.domain, saved.lei, saved.pinned) == ("halden.example", "5493001KJTIIGC8Y1R12", ("domain",))
    again = library.save(HALDEN.model_copy(update={"domain": "new.example", "pinned": ("domain",)}))
    assert again.domain == "new.example"


def test_a_later_poorer_answer_forgets_nothing(library: Library) -> None:
    saved = library.save(Account(id="halden", name="Halden Rail Systems", relation="customer"))
    assert (saved.ticker, saved.relation) == ("HLDN", "customer")
    assert library.accounts() == [saved]


def test_figures_are_kept_once(library: Library) -> None:
    figure = Figure(name="Revenue", value=4100, unit="SEK", period=Period(end="2025-12-31"))
    facts = Facts(
        account="halden", url="https://x.example", figures=(figure, figure), read="2026-01-01T00:00:00Z"
    )
    assert library.add_facts(facts) == 1
    assert library.add_facts(facts) == 0
    assert library.figures("halden") == [figure]


def test_figures_of_another_process_are_seen_at_once(library: Library, tmp_path: Path) -> None:
    def sales(year: int) -> Facts:
        figure = Figure(name="Revenue", value=5, unit="NOK", period=Period(end=f"{year}-12-31"))
        return Facts(
            account="halden", url="https://x.example", figures=(figure,), read="2026-01-01T00:00:00Z"
        )

    other = open_library(tmp_path, Letters(), idle=0)
    library.add_facts(sales(2023))
    assert len(library.figures("halden")) == 1
    other.add_facts(sales(2024))
    assert len(library.figures("halden")) == 2
    other.forget("halden")
    assert library.figures("halden") == []
    other.close()


def test_marks_tell_how_the_last_reading_went(library: Library) -> None:
    gap = Gap(wanted="newsroom", where="haldenrail.example", why="404")
    library.mark("halden", Mark("feeds", "2026-01-01T00:00:00Z"))
    library.mark("halden", Mark("feeds", "2026-01-02T00:00:00Z", "2026-01-02T00:00:05Z", (gap,)))
    assert library.marks("halden") == {
        "feeds": Mark("feeds", "2026-01-02T00:00:00Z", "2026-01-02T00:00:05Z", (gap,))
    }


def test_only_filings_need_not_be_read_again(library: Library) -> None:
    library.add(
        [
            note("Item 1.", "https://sec.example/1", kind="filing"),
            note("Home.", "https://haldenrail.example/"),
        ]
    )
    assert library.has("halden", "https://sec.example/1")
    assert not library.has("halden", "https://haldenrail.example/")
    assert not library.has("vestfold", "https://sec.example/1")


def test_the_newest_reading_of_a_url_is_returned(library: Library) -> None:
    url = "https://haldenrail.example/about"
    library.add([note("New words here.", url, read="2026-02-01T00:00:00Z"), note("Old words here.", url)])
    newest = library.by_url(url)
    assert newest is not None
    assert newest.text == "New words here."
    assert library.by_url(url, "vestfold") is None


def test_one_story_in_two_outlets_is_found_once_and_listed_twice(library: Library) -> None:
    story = " ".join(f"Halden opened depot {i} on a rainy morning in the county." for i in range(20))
    library.add(
        [
            note(story, "https://a.example", kind="news"),
            note(story + " NTB.", "https://b.example", kind="news"),
        ]
    )
    assert {p.url for p in library.search("depot opened", account="halden").passages} == {"https://a.example"}
    assert len(library.documents("halden")) == 2


def test_what_is_forgotten_is_nowhere_on_disk(library: Library, tmp_path: Path) -> None:
    secret = "Zanzibarine covenants of the secret Quillfeather facility. "
    library.add([note(secret * 200, "https://haldenrail.example/secret", private=True)])
    library.add([note("Public words.", "https://vestfold.example/a", account="vestfold")])
    library.copy_vectors()
    gone = library.forget("halden")
    assert (gone.documents, gone.passages > 1) == (1, True)
    assert library.search("Quillfeather facility").passages[0].account == "vestfold"
    assert library.account("halden") is None
    library.close()
    for file in tmp_path.rglob("*"):
        if file.is_file():
            held = file.read_bytes().lower()
            assert b"quillfeather" not in held, file
            assert b"halden" not in held, file


def test_forgetting_the_unknown_deletes_nothing(library: Library) -> None:
    assert library.forget("nobody").documents == 0
    assert library.accounts() == [HALDEN]


def test_another_embedding_is_told_and_can_rebuild(library: Library, tmp_path: Path) -> None:
    library.add([note("The depot is open.")])
    other = Letters()
    other.name = "other letters"
    opened = open_library(tmp_path, other, idle=0)
    assert opened.state().stale
    with pytest.raises(IndexMismatch, match="letters.*rebuild"):
        opened.search("depot")
    assert len(opened.add([note("Kept all the same.")])) == 1
    opened.rebuild()
    state = opened.state()
    assert (state.embedding, state.stale, state.vectors) == ("other letters", False, 2)
    assert opened.search("depot").passages[0].text == "The depot is open."
    opened.close()


def test_private_words_never_reach_a_remote_embedding(tmp_path: Path) -> None:
    away = Away()
    library = open_library(tmp_path, away, idle=0)
    library.add([note("The secret price is nine.", private=True), note("The public price is ten.")])
    assert any("public" in text for text in away.texts)
    assert not any("secret" in text for text in away.texts)
    assert "secret" in library.search("secret price", account="halden").passages[0].text
    library.close()
    allowed = open_library(tmp_path / "allowed", away, embed_private=True, idle=0)
    allowed.add([note("The secret price is nine.", private=True)])
    assert any("secret" in text for text in away.texts)
    allowed.close()


def test_an_embedding_that_is_away_costs_no_document(tmp_path: Path) -> None:
    away = Away()
    away.reachable = False
    library = open_library(tmp_path, away, idle=0)
    assert len(library.add([note("The depot is open.")])) == 1
    assert library.search("depot", account="halden").passages[0].text == "The depot is open."
    assert library.state().vectors == 0
    away.reachable = True
    library.add([note("Another note.")])
    assert library.state().vectors == 2
    library.close()


def test_many_threads_share_one_library(library: Library) -> None:
    def work(i: int) -> None:
        library.add([note(f"Depot {i} {j} is open.", account=f"a{i}") for j in range(5)])
        assert len(library.search("depot", account=f"a{i}").passages) == 5
        library.search("depot")

    threads = [threading.Thread(target=work, args=(i,)) for i in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert library.state().passages == 30


def test_words_of_a_question_are_those_of_the_index() -> None:
    assert set(words("Depots opened")) & set(words("a depot"))
