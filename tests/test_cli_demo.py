"""What a newcomer runs first: `whynow demo`, with no network, no key and nothing set."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from whynow.server.cli import main
from whynow.server.demo import ACCOUNT, AS_OF, PURPOSE
from whynow.tools.evidence import Brief
from wire import run, world


def test_the_demo_prints_a_brief_in_which_every_line_has_a_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith(f"**{ACCOUNT}**") and "**Why now**" in out and "**Not found**" in out
    assert len(out) / 4 < 1500
    assert err == ""


def test_the_demo_leaves_the_users_home_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHYNOW_HOME", str(tmp_path / "mine"))
    assert main(["demo", "--depth", "answer"]) == 0
    assert not (tmp_path / "mine").exists()


def test_the_same_command_gives_the_same_brief(tmp_path: Path, demo_warc: Path) -> None:
    asked = ["brief", ACCOUNT, "--purpose", PURPOSE, "--format", "json"]
    first = run(*asked, *world(tmp_path / "one", demo_warc, AS_OF))
    again = run(*asked, *world(tmp_path / "two", demo_warc, AS_OF))
    assert first.returncode == 0, first.stderr
    assert first.stdout == again.stdout
    assert Brief.model_validate_json(first.stdout).claims


def test_words_quoted_in_a_brief_stand_in_the_document_shown(tmp_path: Path, demo_warc: Path) -> None:
    lived = world(tmp_path, demo_warc, AS_OF)
    made = run("brief", ACCOUNT, "--format", "json", *lived)
    quotes = [q for claim in Brief.model_validate_json(made.stdout).claims for q in claim.quotes]
    shown = run("read", quotes[0].document, "--format", "json", *lived)
    assert json.loads(shown.stdout)["text"][quotes[0].start : quotes[0].end] == quotes[0].text
