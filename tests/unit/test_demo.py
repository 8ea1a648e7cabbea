"""The demo world is whole: its numbers agree, its files are all asked for, and nobody in it exists."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from whynow.server import demo
from whynow.server.demo.figures import WORLD, concepts, fill
from whynow.server.demo.world import answers
from whynow.tools.web.archive import read_warc

PUBLIC = {
    "www.sec.gov", "data.sec.gov", "efts.sec.gov", "www.wikidata.org", "en.wikipedia.org", "api.gleif.org",
    "news.google.com", "www.bing.com", "api.gdeltproject.org",
}  # fmt: skip
"""Hosts of the real web whose answers are played; all others are reserved names."""


def value(name: str, period: str) -> float:
    return concepts()[name].values[period]


@pytest.mark.parametrize("period", ["FY2023", "FY2024", "FY2025", "Q1FY2025", "Q1FY2026"])
def test_the_income_statement_adds_up(period: str) -> None:
    restructuring = concepts()["restructuring"].values.get(period, 0)
    gross = value("revenue", period) - value("cost", period)
    operating = gross - value("research", period) - value("selling", period) - restructuring
    pretax = operating - value("interest", period) + value("other", period)
    net = pretax - value("tax", period)
    told = [value(name, period) for name in ("gross", "operating", "pretax", "net")]
    assert told == [gross, operating, pretax, net]


@pytest.mark.parametrize("period", ["FY2023", "FY2024", "FY2025", "Q1FY2025", "Q1FY2026"])
def test_segments_add_up_to_net_sales(period: str) -> None:
    parts = sum(value(name, period) for name in ("flow", "measurement", "digital"))
    assert parts == value("revenue", period)


@pytest.mark.parametrize("period", ["FY2023", "FY2024", "FY2025"])
def test_regions_add_up_to_net_sales(period: str) -> None:
    assert sum(value(name, period) for name in ("states", "europe", "elsewhere")) == value("revenue", period)


@pytest.mark.parametrize("period", ["FY2023", "FY2024", "FY2025", "Q1FY2026"])
def test_the_balance_sheet_balances(period: str) -> None:
    assert value("assets", period) == value("liabilities", period) + value("equity", period)


def test_numbers_are_put_where_the_text_asks_for_them() -> None:
    text = "{{revenue FY2025 million}}, {{revenue FY2025}}, {{growth revenue FY2025 FY2024}}, ${{eps FY2025}}"
    assert fill(text) == "$603.7 million, 603,680, 10.0%, $1.58"


def test_a_number_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        fill("{{revenue FY1066}}")


def test_the_same_world_is_written_twice(tmp_path: Path) -> None:
    first, second = (demo.warc(tmp_path / name) for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()


def test_what_is_written_is_read_again(demo_warc: Path) -> None:
    written = [(answer.url, answer.status, answer.body) for answer in answers()]
    assert [(answer.url, answer.status, answer.body) for answer in read_warc(demo_warc)] == written
    assert len({url for url, _, _ in written}) == len(written)


def test_no_place_in_a_text_is_left_open() -> None:
    assert [
        answer.url for answer in answers() if b"{{" in answer.body and b"json" not in answer.url.encode()
    ] == []


def test_every_host_is_reserved_or_a_public_source() -> None:
    hosts = {urlsplit(answer.url).hostname or "" for answer in answers()}
    assert {host for host in hosts - PUBLIC if not host.endswith(".example")} == set()


def test_nobody_can_be_called_or_written_to() -> None:
    reach = re.compile(rb"[\w.]+@[\w.]+\.\w+|\(\d{3}\) \d{3}-\d{4}|\+\d{9,}")
    assert [answer.url for answer in answers() if reach.search(answer.body)] == []


def test_every_file_of_the_world_is_used() -> None:
    index = (WORLD / "world.toml").read_text() + (WORLD / "filings.toml").read_text()
    unused = [
        path
        for path in WORLD.rglob("*.*")
        if path.parent != WORLD and path.parent.name != "templates" and path.name != "_shell.html"
        if path.name not in index and path.stem not in index and path.stem != "index"
    ]
    assert unused == []


def test_the_facts_of_the_filer_carry_the_year_of_the_filing_as_the_sec_does() -> None:
    body = next(a.body for a in answers() if "companyfacts" in a.url)
    rows = json.loads(body)["facts"]["us-gaap"]["GrossProfit"]["units"]["USD"]
    assert {(row["end"], row["fy"]) for row in rows if row["val"] == 203_093_000} == {
        ("2024-09-28", 2024),
        ("2024-09-28", 2025),
    }
