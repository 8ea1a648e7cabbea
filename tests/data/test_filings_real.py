"""Reading on real filings: no debris, no glued words, the right items, days and figures."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import anyio
import pytest
from whynow.tools.evidence import Account, Document, Evidence, Facts, Gap
from whynow.tools.filings.edgar import filings_of
from whynow.tools.filings.filing import read_filing
from whynow.tools.filings.sec_profile import MOST, filing_lines
from whynow.tools.sources import SOURCES
from whynow.tools.web import WebOptions, open_web
from whynow.tools.web.archive import read_warc


class _Bare:
    def has(self, url: str) -> bool:
        return False


def _read(warc: Path, cik: str, name: str, day: date) -> list[Evidence]:
    async def read() -> list[Evidence]:
        async with open_web(WebOptions(replay=(warc,), as_of=day)) as web:
            account = Account(id=name.lower(), name=name, cik=cik)
            return [piece async for piece in SOURCES["filings"](account, web, _Bare())]

    return anyio.run(read)


@pytest.fixture(scope="module")
def chips(shared: Path) -> Iterator[list[Evidence]]:
    yield _read(shared / "world" / "edgar.warc.gz", "0001045810", "NVIDIA", date(2025, 9, 1))


def test_a_large_report_is_read_whole_into_its_items(chips: list[Evidence]) -> None:
    report = next(piece for piece in chips if isinstance(piece, Document) and piece.form == "10-K")
    names = [section.name.split(".")[0] for section in report.sections if "›" not in section.name]
    assert names == [
        *(
            "Item 1",
            "Item 1A",
            "Item 1B",
            "Item 1C",
            "Item 2",
            "Item 3",
            "Item 4",
            "Item 5",
            "Item 6",
            "Item 7",
        ),
        *("Item 7A", "Item 8", "Item 9", "Item 9A", "Item 9B", "Item 9C", "Item 10", "Item 11", "Item 12"),
        *("Item 13", "Item 14", "Item 15", "Financial Statements", "Item 16"),
    ]
    assert report.period is not None
    assert (report.period.fiscal_label, report.period.start) == ("FY2025", "2024-01-29")
    assert not re.search(r"(?m)^(?:\d{1,3}|Table of Contents)$", report.text)


def test_half_of_a_large_report_gives_what_is_whole_and_says_that_it_breaks_off(shared: Path) -> None:
    whole = next(
        r for r in read_warc(shared / "world" / "edgar.warc.gz") if r.url.endswith("nvda-20250126.htm")
    )
    half = read_filing(whole.body[: len(whole.body) // 2], form="10-K")
    full = read_filing(whole.body, form="10-K")
    assert half.cut
    assert not full.cut
    assert half.text[:180_000] == full.text[:180_000]
    assert {section.name for section in half.sections} > {"Item 1. Business", "Item 1A. Risk Factors"}


def test_segments_are_figures_with_their_dimensions(chips: list[Evidence]) -> None:
    facts = [piece for piece in chips if isinstance(piece, Facts)]
    found = {
        (next(iter(figure.dimensions.values())), figure.value)
        for piece in facts
        for figure in piece.figures
        if figure.tag == "us-gaap:Revenues"
        and figure.period.fiscal_label == "FY2025"
        and len(figure.dimensions) == 1
    }
    assert any(member.endswith("DataCenterMember") and value > 100e9 for member, value in found)


def test_filings_that_were_not_recorded_are_one_gap(chips: list[Evidence]) -> None:
    gaps = [piece for piece in chips if isinstance(piece, Gap)]
    assert len(gaps) == 1
    assert gaps[0].count > 5


def test_items_and_event_dates_agree_with_their_labels(shared: Path) -> None:
    labels = {
        label["url"]: label
        for label in map(json.loads, (shared / "evals" / "filings_8k.jsonl").read_text().splitlines())
    }
    right = wanted = told = dated = 0
    for record in read_warc(shared / "world" / "edgar_8k.warc.gz"):
        if record.url in labels:
            filing, label = read_filing(record.body, form="8-K"), labels[record.url]
            right += len(set(filing.items) & set(label["item_codes"]))
            wanted, told = wanted + len(set(label["item_codes"])), told + len(set(filing.items))
            dated += str(filing.event_date) == label["period_of_report"]
    assert right / told > 0.98
    assert right / wanted > 0.98
    assert dated / len(labels) > 0.9


def test_no_word_of_a_real_filing_is_glued_or_cut(shared: Path) -> None:
    for record in read_warc(shared / "world" / "edgar_8k.warc.gz"):
        if record.url.endswith((".htm", ".txt")):
            text = read_filing(record.body, form="8-K").text
            assert len(re.findall(r"[a-z]{3}\.[A-Z][a-z]{3}", text)) <= 3, record.url
            assert "<TABLE>" not in text.upper(), record.url


def test_a_filer_without_recorded_filings_is_told_by_its_register_entry(shared: Path) -> None:
    found = _read(shared / "world" / "edgar.warc.gz", "0000789019", "Microsoft", date(2025, 9, 1))
    profile = found[0]
    assert isinstance(profile, Document)
    days = re.findall(r"(?m) filed (\d{4}-\d{2}-\d{2})(?:,|:)", profile.text)
    assert len(days) >= 10
    assert days == sorted(days, reverse=True)
    assert max(days) <= str(profile.published) <= "2025-09-01"
    assert [section.name for section in profile.sections] == ["Profile", "Filings"]


def test_every_filer_of_the_events_is_told_with_named_items(shared: Path) -> None:
    told = 0
    for record in read_warc(shared / "world" / "edgar_8k.warc.gz"):
        if "/submissions/CIK" in record.url:
            listed = filings_of("1", json.loads(record.body)["filings"]["recent"])
            lines = filing_lines(listed)
            told += 1
            assert 0 < len(lines) <= MOST
            assert not [line for line in lines if re.search(r"Item [\d.]+(?:;|$)", line)], record.url
    assert told > 10
