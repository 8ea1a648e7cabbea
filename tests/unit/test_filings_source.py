"""The source `filings`, on recorded answers of an invented filer."""

# ruff: noqa: E501  addresses and markup stand as they are served

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from whynow.tools.errors import FetchError
from whynow.tools.evidence import Account, Document, Evidence, Facts, Gap
from whynow.tools.sources import SOURCES
from whynow.tools.web import WebOptions, open_web
from whynow.tools.web.archive import Recorded, write_warc

pytestmark = pytest.mark.anyio

MOMENT = datetime(2024, 6, 1, 12, tzinfo=UTC)
BASE = "https://www.sec.gov/Archives/edgar/data/1/"
LIST = "https://data.sec.gov/submissions/CIK0000000001.json"
FACTS = "https://data.sec.gov/api/xbrl/companyfacts/CIK0000000001.json"
FILER = Account(id="quillmark", name="Quillmark Ferries", cik="0000000001")

REPORT = (
    "<html><body><p>FORM 10-K</p><p><b>Item 1. Business</b></p><p>Quillmark runs eleven ferries between Norrvik and the "
    "islands.</p><p><b>Item 1A. Risk Factors</b></p><p>Fog may keep our vessels in port.</p></body></html>"
)
CURRENT = (
    "<html><body><p>Date of Report (Date of earliest event reported): March 4, 2024</p><p>Item 5.02 Departure of Directors"
    "</p><p>Ada Lindqvist retires as chief executive officer of the company.</p></body></html>"
)
RELEASE = "<html><body><p>Exhibit 99.1</p><p>Quillmark names Jon Moe chief executive officer</p><p>…</p></body></html>"
SUBMISSION = (
    f"<SEC-DOCUMENT>x\n<SEC-HEADER>\n</SEC-HEADER>\n<DOCUMENT>\n<TYPE>8-K\n<FILENAME>k.htm\n<TEXT>{CURRENT}</TEXT>\n</DOCUMENT>\n"
    f"<DOCUMENT>\n<TYPE>EX-99.1\n<FILENAME>ex.htm\n<TEXT>{RELEASE}</TEXT>\n</DOCUMENT>\n"
)
INDEX = (
    '<table><tr><td>1</td><td>8-K</td><td><a href="/Archives/edgar/data/1/000000000124000003/k.htm">k</a></td><td>8-K</td></tr>'
    '<tr><td>2</td><td>RELEASE</td><td><a href="/Archives/edgar/data/1/000000000124000003/ex.htm">ex</a></td><td>EX-99.1</td></tr>'
    "</table>"
)
FACT = {
    "end": "2024-01-28",
    "start": "2023-01-30",
    "val": 9,
    "accn": "0000000001-24-000002",
    "fy": 2023,
    "form": "10-K",
}


def listed(*rows: tuple[str, str, str, str, int]) -> str:
    """A list of filings: number of the accession, form, day filed, document, size."""
    recent = {
        "accessionNumber": [f"0000000001-24-{row[0]}" for row in rows],
        "form": [row[1] for row in rows],
        "filingDate": [row[2] for row in rows],
        "reportDate": ["2024-01-28" for _ in rows],
        "items": ["5.02,9.01" if row[1] == "8-K" else "" for row in rows],
        "primaryDocument": [row[3] for row in rows],
        "size": [row[4] for row in rows],
    }
    return json.dumps({"cik": "1", "filings": {"recent": recent, "files": []}})


TWO = listed(
    ("000003", "8-K", "2024-03-06", "k.htm", 9_000_000), ("000002", "10-K", "2024-02-20", "r.htm", 9_000_000)
)
WORLD = {
    LIST: TWO,
    FACTS: json.dumps(
        {"facts": {"us-gaap": {"Revenues": {"units": {"USD": [FACT | {"filed": "2024-02-20"}]}}}}}
    ),
    f"{BASE}000000000124000002/r.htm": REPORT,
    f"{BASE}000000000124000003/k.htm": CURRENT,
    f"{BASE}000000000124000003/ex.htm": RELEASE,
    f"{BASE}000000000124000003/0000000001-24-000003-index.html": INDEX,
}


class Shelf:
    def __init__(self, *urls: str) -> None:
        self.urls = urls

    def has(self, url: str) -> bool:
        return url in self.urls


async def read(
    folder: Path, world: dict[str, str], account: Account = FILER, shelf: Shelf | None = None
) -> list[Evidence]:
    records = (
        Recorded(url, 200, (("content-type", "text/html"),), body.encode(), MOMENT)
        for url, body in world.items()
    )
    write_warc(folder / "world.warc.gz", records)
    options = WebOptions(replay=(folder / "world.warc.gz",), as_of=date(2024, 6, 1))
    async with open_web(options) as web:
        return [piece async for piece in SOURCES["filings"](account, web, shelf or Shelf())]


def documents(evidence: Iterable[Evidence]) -> list[Document]:
    """The filings themselves, without the register's entry."""
    every = [piece for piece in evidence if isinstance(piece, Document)]
    return [document for document in every if document.form != "SEC profile"]


def gaps(evidence: Iterable[Evidence]) -> list[Gap]:
    return [piece for piece in evidence if isinstance(piece, Gap)]


async def test_reports_and_events_arrive_with_titles_periods_and_exhibits(tmp_path: Path) -> None:
    found = documents(await read(tmp_path, WORLD))
    assert [document.title for document in found] == [
        "Quillmark Ferries 10-K, fiscal 2023 (year ended 2024-01-28), filed 2024-02-20",
        "Quillmark Ferries EX-99.1 to the 8-K filed 2024-03-06: Quillmark names Jon Moe chief executive officer",
        "Quillmark Ferries 8-K: Item 5.02 Departure of Directors or Certain Officers, event of 2024-03-04, filed 2024-03-06",
    ]
    report, release, current = found
    assert report.period is not None
    assert report.period.fiscal_label == "FY2023"
    assert (current.form, current.items, current.event_date) == ("8-K", ("5.02",), "2024-03-04")
    assert (release.form, release.url) == ("EX-99.1", f"{BASE}000000000124000003/ex.htm")
    assert {document.published_from for document in found} == {"filing"}


async def test_facts_are_figures_of_the_account(tmp_path: Path) -> None:
    facts = [piece for piece in await read(tmp_path, WORLD) if isinstance(piece, Facts)]
    assert [(figure.name, figure.value, figure.period.fiscal_label) for figure in facts[0].figures] == [
        ("revenue", 9, "FY2023")
    ]


async def test_a_small_submission_is_read_whole(tmp_path: Path) -> None:
    world = {
        LIST: listed(("000003", "8-K", "2024-03-06", "k.htm", 9_000)),
        f"{BASE}000000000124000003/0000000001-24-000003.txt": SUBMISSION,
    }
    assert [(document.form, document.url) for document in documents(await read(tmp_path, world))] == [
        ("EX-99.1", f"{BASE}000000000124000003/ex.htm"),
        ("8-K", f"{BASE}000000000124000003/k.htm"),
    ]


async def test_filings_that_cannot_be_had_are_one_gap_with_their_number(tmp_path: Path) -> None:
    missing = [gap for gap in gaps(await read(tmp_path, {LIST: TWO})) if gap.wanted != "XBRL facts"]
    assert [(gap.count, gap.where, gap.why) for gap in missing] == [
        (2, "SEC EDGAR", "not recorded in the replay")
    ]
    assert (
        missing[0].wanted
        == "filings of Quillmark Ferries that EDGAR lists (1 × 10-K, 1 × 8-K; 2024-02-20 to 2024-03-06)"
    )


async def test_exhibits_that_cannot_be_had_are_said(tmp_path: Path) -> None:
    world = {url: body for url, body in WORLD.items() if not url.endswith(("ex.htm", "index.html"))}
    missing = [gap for gap in gaps(await read(tmp_path, world)) if gap.wanted.startswith("exhibits")]
    assert [(gap.count, gap.where) for gap in missing] == [(1, f"{BASE}000000000124000003/k.htm")]


async def test_a_report_bound_with_its_annual_report_is_read_with_it(tmp_path: Path) -> None:
    pointing = REPORT.replace("Fog may", "See Exhibit 13. Fog may")
    bound = (
        "<html><body><p>Quillmark's revenue for the year ended January 28, 2024 was nine.</p></body></html>"
    )
    index = INDEX.replace("000000000124000003", "000000000124000002").replace("EX-99.1", "EX-13")
    world = WORLD | {
        f"{BASE}000000000124000002/r.htm": pointing,
        f"{BASE}000000000124000002/ex.htm": bound,
        f"{BASE}000000000124000002/0000000001-24-000002-index.html": index,
    }
    found = documents(await read(tmp_path, world))
    assert [document.form for document in found[:2]] == ["EX-13", "10-K"]
    assert found[0].period == found[1].period


async def test_what_stands_on_the_shelf_is_not_read_again(tmp_path: Path) -> None:
    kept = ("000000000124000002/r.htm", "000000000124000003/k.htm", "000000000124000003/ex.htm")
    assert documents(await read(tmp_path, WORLD, shelf=Shelf(*(BASE + name for name in kept)))) == []


async def test_the_register_tells_of_a_filer_before_any_filing_is_read(tmp_path: Path) -> None:
    entry = json.loads(TWO) | {"name": "QUILLMARK FERRIES INC", "sic": "4400", "sicDescription": "Ferries"}
    found = await read(tmp_path, {LIST: json.dumps(entry)})
    profile = found[0]
    assert isinstance(profile, Document)
    assert (profile.url, profile.published, profile.form) == (LIST, "2024-03-06", "SEC profile")
    assert profile.read == "2024-06-01T12:00:00Z"
    assert "8-K filed 2024-03-06, event of 2024-01-28: Item 5.02 " in profile.text


async def test_exhibits_that_could_not_be_had_are_asked_for_again(tmp_path: Path) -> None:
    shelf = Shelf(f"{BASE}000000000124000002/r.htm", f"{BASE}000000000124000003/k.htm")
    again = documents(await read(tmp_path, WORLD, shelf=shelf))
    assert [(document.form, document.url) for document in again] == [
        ("EX-99.1", f"{BASE}000000000124000003/ex.htm")
    ]


async def test_exhibits_that_are_still_away_are_said_again(tmp_path: Path) -> None:
    shelf = Shelf(f"{BASE}000000000124000002/r.htm", f"{BASE}000000000124000003/k.htm")
    world = {url: body for url, body in WORLD.items() if not url.endswith("ex.htm")}
    found = await read(tmp_path, world, shelf=shelf)
    assert documents(found) == []
    assert [gap.wanted for gap in gaps(found) if "8-K" in gap.wanted] == [
        "exhibits of Quillmark Ferries's filings (1 × 8-K; 2024-03-06 to 2024-03-06)"
    ]


async def test_a_company_without_a_registration_is_one_gap_that_says_how_to_set_it(tmp_path: Path) -> None:
    found = await read(tmp_path, WORLD, Account(id="x", name="Norrvik Bakery"))
    assert [(gap.wanted, "whynow account" in gap.why) for gap in gaps(found)] == [("filings", True)]


async def test_who_only_reports_on_shares_is_told_from_a_company(tmp_path: Path) -> None:
    owner = listed(
        ("000009", "4", "2024-03-06", "o.xml", 9_000), ("000008", "SC 13G/A", "2024-01-06", "g.htm", 9_000)
    )
    found = await read(tmp_path, {LIST: owner})
    told = [gap.why for gap in found if isinstance(gap, Gap) and gap.wanted == "filings"]
    assert len(told) == 1 and "only on shares that it holds" in told[0]


async def test_an_unknown_number_is_an_error_of_the_source(tmp_path: Path) -> None:
    with pytest.raises(FetchError):
        await read(tmp_path, {"https://www.sec.gov/": "nothing"})


async def test_a_list_in_another_shape_is_an_error_of_the_source(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="JSON"):
        await read(tmp_path, {LIST: "<html>Rate limit</html>"})


async def test_a_report_that_breaks_off_is_kept_with_a_gap(tmp_path: Path) -> None:
    world = WORLD | {f"{BASE}000000000124000002/r.htm": REPORT[: REPORT.index("Fog")]}
    found = await read(tmp_path, world)
    assert documents(found)[0].form == "10-K"
    assert "the rest of the 10-K filed 2024-02-20" in [gap.wanted for gap in gaps(found)]
