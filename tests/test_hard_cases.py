"""What goes wrong in life, through the front door: doubtful names, dead sites, damaged files."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import world
from whynow.server.cli import main
from whynow.tools.web.archive import Recorded, read_warc

Told = dict[str, Any]
SITE = "https://www.quarrendon.example/"


class Front:
    """The command line with a home and a web of this test's own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        self.webs: list[str] = []

    def web(self, *groups: list[Recorded] | Path) -> None:
        for number, group in enumerate(groups, len(self.webs)):
            kept = (
                group if isinstance(group, Path) else world.recorded(self.folder, group, name=f"web{number}")
            )
            self.webs += ["--replay", str(kept)]

    def __call__(self, *words: str) -> tuple[int, Told, str]:
        """Run a command; return its exit code, its JSON and what it said on standard error."""
        common = ["--home", str(self.folder / "home"), "--as-of", "2026-03-12", "--format", "json"]
        code = main([*words, *common, *self.webs])
        out, err = self.capsys.readouterr()
        return code, json.loads(out) if out else {}, err


@pytest.fixture
def whynow(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Front:
    monkeypatch.delenv("WHYNOW_HOME", raising=False)
    return Front(tmp_path, capsys)


def whys(brief: Told) -> str:
    return "\n".join(f"{gap['wanted']} | {gap['where']} | {gap['why']}" for gap in brief["gaps"])


def test_a_name_that_two_companies_share_is_asked_back(whynow: Front, demo_warc: Path) -> None:
    whynow.web(demo_warc)
    code, _, said = whynow("brief", "Pellworth")
    assert code == 4 and "PLWC" in said and "PWM" in said


def test_a_misspelt_name_is_understood(whynow: Front, demo_warc: Path) -> None:
    whynow.web(demo_warc)
    code, found, _ = whynow("find", "Pelworth Controls Inc")
    assert (code, found["account"]["cik"]) == (0, "0009990142")


def test_a_former_name_is_understood(whynow: Front, demo_warc: Path) -> None:
    whynow.web(demo_warc)
    assert whynow("find", "PLWC")[0] == 0
    _, brief, _ = whynow("brief", "PLWC", "--depth", "answer")
    code, found, _ = whynow("find", "Pellworth Valve & Meter Company")
    assert (code, found["account"]["id"]) == (0, brief["account"]["id"])


def test_an_unknown_name_gets_what_was_tried(whynow: Front, demo_warc: Path) -> None:
    whynow.web(demo_warc)
    code, found, _ = whynow("find", "Zwirbelmann Kaltguss")
    assert code == 3 and found["account"] is None
    assert {"Wikidata", "GLEIF"} <= {gap["where"] for gap in found["tried"]}


def test_a_private_company_with_nothing_but_a_site_gets_a_short_honest_brief(whynow: Front) -> None:
    whynow.web(world.private_company())
    code, brief, _ = whynow("brief", "ashgrove-dosing.example", "--depth", "full")
    assert (code, brief["account"]["name"], brief["account"]["status"]) == (
        0,
        "Ashgrove Dosing",
        "unverified",
    )
    quotes = [quote["text"] for claim in brief["claims"] for quote in claim["quotes"]]
    assert "We want to double our revenue from maintenance by 2027." in quotes
    assert "no SEC registration is known" in whys(brief)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (world.silence(SITE), "no answer within 15 s"),
        (world.answer(SITE, "no", status=403), "403"),
        (world.answer(SITE, "no", status=503), "503"),
        (world.redirect(SITE, "http://169.254.169.254/latest/meta-data/"), "not a public address"),
    ],
    ids=["times out", "is forbidden", "is down", "leads to a private address"],
)
def test_a_site_that_cannot_be_read_is_a_gap_with_its_reason(
    whynow: Front, answer: Recorded, why: str
) -> None:
    whynow.web([answer, replace(answer, url="https://quarrendon.example/")])
    code, brief, _ = whynow("brief", "quarrendon.example", "--depth", "full")
    assert code == 0 and brief["claims"] == []
    assert why in whys(brief)


def test_a_page_that_leads_to_a_private_address_is_not_read(whynow: Front) -> None:
    whynow.web([world.redirect(SITE, "http://10.0.0.1/admin")])
    code, _, said = whynow("read", SITE)
    assert code == 5 and "10.0.0.1" in said


def test_an_annual_report_cut_in_half_gives_what_is_whole(whynow: Front, demo_warc: Path) -> None:
    report = next(answer for answer in read_warc(demo_warc) if answer.url.endswith("plwc-20250927.htm"))
    whynow.web(demo_warc, [replace(report, body=report.body[: len(report.body) // 2])])
    code, brief, _ = whynow("brief", "PLWC", "--depth", "full")
    assert code == 0
    assert [q for c in brief["claims"] for q in c["quotes"] if q["url"] == report.url] != []
    assert "10-K" in whys(brief)


def test_a_pdf_without_text_says_what_would_work(whynow: Front, tmp_path: Path) -> None:
    from pypdf import PdfWriter

    scan = tmp_path / "scan.pdf"
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    writer.write(scan)
    code, _, said = whynow("read", str(scan))
    assert code == 5 and "text" in said


def test_a_file_that_is_not_there_is_said_to_be_missing(whynow: Front, tmp_path: Path) -> None:
    code, _, said = whynow("read", str(tmp_path / "nothing.pdf"))
    assert code in (3, 5) and "nothing.pdf" in said
