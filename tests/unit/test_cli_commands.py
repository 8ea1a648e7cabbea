"""The command line over a scripted App: options, formats, exit codes, and what goes where."""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import cast

import pytest
from scripted_app import BREW, NEWS, TEXT, ScriptedApp
from whynow.server.app import Added, App
from whynow.server.cli import main
from whynow.server.settings import Settings
from whynow.server.shapes import Accounts
from whynow.server.wiring import Clockwork
from whynow.tools.evidence import Account, Brief, Document, Found, Identity


@dataclass
class Opened:
    """How the command line opened the App."""

    app: ScriptedApp
    settings: Settings | None = None
    clockwork: Clockwork | None = None


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Opened:
    seen = Opened(ScriptedApp())

    @asynccontextmanager
    async def open_app(settings: Settings, clockwork: Clockwork) -> AsyncIterator[App]:
        seen.settings, seen.clockwork = settings, clockwork
        yield cast(App, seen.app)

    monkeypatch.setenv("WHYNOW_HOME", str(tmp_path / "usual"))
    monkeypatch.setattr("whynow.server.app.open_app", open_app)
    return seen


Capsys = pytest.CaptureFixture[str]


def test_a_brief_is_markdown_on_stdout(capsys: Capsys) -> None:
    assert main(["brief", "Marlow Brewing", "--purpose", "selling malt"]) == 0
    out, err = capsys.readouterr()
    assert "second brewery in Leith" in out and "selling malt" in out and err == ""


def test_a_brief_of_one_account_is_a_json_object_and_of_several_a_list(capsys: Capsys) -> None:
    assert main(["brief", "Marlow Brewing", "--format", "json"]) == 0
    assert Brief.model_validate_json(capsys.readouterr().out).account == BREW
    assert main(["brief", "Marlow Brewing", "marlow.example", "--format", "json"]) == 0
    assert [Brief.model_validate(one).account.id for one in json.loads(capsys.readouterr().out)] == [
        BREW.id
    ] * 2


def test_one_account_that_fails_does_not_stop_the_others(capsys: Capsys) -> None:
    assert main(["brief", "Zyxgard", "Marlow Brewing"]) == 3
    out, err = capsys.readouterr()
    assert "Marlow Brewing" in out and "No company answers to 'Zyxgard'" in err


def test_an_ambiguous_name_gives_its_candidates_and_its_own_exit_code(capsys: Capsys) -> None:
    assert main(["brief", "Marlow"]) == 4
    out, err = capsys.readouterr()
    assert out == "" and "marlow.example" in err and "CIK 42" in err
    assert main(["brief", "Marlow", "--format", "json"]) == 4
    told = json.loads(capsys.readouterr().err)
    assert [one["account"]["id"] for one in told["candidates"]] == ["marlow-brewing", "marlow-mines"]


@pytest.mark.parametrize(("name", "code"), [("Marlow Brewing", 0), ("Marlow", 4), ("Zyxgard", 3)])
def test_find_ends_with_the_code_of_what_it_found(capsys: Capsys, name: str, code: int) -> None:
    assert main(["find", name, "--format", "json"]) == code
    identity = Identity.model_validate_json(capsys.readouterr().out)
    assert (identity.account is not None) == (code == 0)


def test_shared_options_stand_before_or_after_the_command(opened: Opened, tmp_path: Path) -> None:
    tape = tmp_path / "a.warc.gz"
    tape.write_bytes(b"")
    shared = [
        "--home",
        str(tmp_path / "h"),
        "--replay",
        str(tape),
        "--as-of",
        "2026-03-12",
        "--deadline",
        "9",
    ]
    for argv in ([*shared, "accounts"], ["accounts", *shared]):
        assert main(argv) == 0
        assert opened.settings and opened.settings.home == tmp_path / "h" and opened.settings.deadline == 9
        assert opened.clockwork == Clockwork(replay=(tape,), as_of=date(2026, 3, 12))


def test_the_option_nearer_to_the_command_wins(opened: Opened, tmp_path: Path) -> None:
    assert main(["--home", str(tmp_path / "far"), "accounts", "--home", str(tmp_path / "near")]) == 0
    assert opened.settings and opened.settings.home == tmp_path / "near"


def test_a_replay_never_touches_the_usual_home_unasked(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WHYNOW_HOME")
    tape = tmp_path / "a.warc.gz"
    tape.write_bytes(b"")
    assert main(["accounts", "--replay", str(tape)]) == 0
    assert opened.settings and opened.settings.home.name.startswith("whynow-")
    assert not opened.settings.home.exists()


@pytest.mark.parametrize(
    "argv",
    [
        ["brief"], ["brief", "x", "--depth", "deep"], ["accounts", "--as-of", "yesterday"],
        ["accounts", "--deadline", "0"], ["accounts", "--replay", "no-such-file"], ["frobnicate"],
        ["search", "x", "--limit", "none"], ["add", "Marlow Brewing", "no-such-file.pdf"],
    ],
)  # fmt: skip
def test_what_is_written_wrongly_ends_with_two(capsys: Capsys, argv: list[str]) -> None:
    assert main(argv) == 2
    out, err = capsys.readouterr()
    assert out == "" and err


def test_a_wrong_setting_is_named(capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHYNOW_REFRESH_DAYS", "often")
    assert main(["accounts"]) == 2
    assert "refresh_days" in capsys.readouterr().err


def test_search_gives_passages_and_a_cursor(capsys: Capsys, opened: Opened) -> None:
    assert (
        main(
            ["search", "brewery", "--account", "marlow-brewing", "--since", "2026-01-01", "--format", "json"]
        )
        == 0
    )
    assert Found.model_validate_json(capsys.readouterr().out).cursor == "next-1"
    assert opened.app.asked[-1][1]["since"] == "2026-01-01"


def test_read_gives_the_whole_document_so_that_offsets_hold(capsys: Capsys) -> None:
    assert main(["read", NEWS.id, "--format", "json"]) == 0
    assert Document.model_validate_json(capsys.readouterr().out).text == TEXT
    assert main(["read", "none"]) == 3


def test_read_takes_a_file(capsys: Capsys, tmp_path: Path) -> None:
    note = tmp_path / "call.md"
    note.write_text("# Call\n\nThey asked for prices until Friday.", encoding="utf-8")
    assert main(["read", str(note), "--format", "json"]) == 0
    document = Document.model_validate_json(capsys.readouterr().out)
    assert "They asked for prices until Friday." in document.text and document.private


def test_add_tells_a_file_a_url_and_stdin_apart(
    capsys: Capsys, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = tmp_path / "note.txt"
    note.write_text("prices", encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", StringIO("from stdin"))
    for source in (str(note), "https://marlow.example/x", "-"):
        assert main(["add", "Marlow Brewing", source, "--format", "json"]) == 0
        assert Added.model_validate_json(capsys.readouterr().out).passages == 1
    given = [asked for kind, asked in opened.app.asked if kind == "add"]
    assert given[0]["path"] == note
    assert given[1]["url"] == "https://marlow.example/x"
    assert given[2]["text"] == "from stdin"


def test_an_identity_is_pinned(capsys: Capsys, opened: Opened) -> None:
    assert (
        main(
            ["account", "Marlow", "--domain", "marlow.example", "--relation", "customer", "--format", "json"]
        )
        == 0
    )
    pinned = Account.model_validate_json(capsys.readouterr().out)
    assert pinned.relation == "customer" and pinned.pinned == ("domain", "relation")
    assert main(["account", "Marlow", "--relation", "enemy"]) == 2


def test_a_name_is_found_in_a_list_of_ones_own(capsys: Capsys, opened: Opened, tmp_path: Path) -> None:
    listed = tmp_path / "filers.csv"
    listed.write_text("cik,name\n42,MARLOW MINES INC\n43,OTTERBURN PAPER CO\n", encoding="utf-8")
    assert main(["find", "Otterburn Paper", "--register", str(listed), "--format", "json"]) == 0
    found = Identity.model_validate_json(capsys.readouterr().out).account
    assert found is not None and found.cik == "0000000043"
    assert main(["find", "Nobody at all", "--register", str(listed)]) == 3


@pytest.mark.parametrize("content", [b"", b"name\nMarlow\n", b"\xff\xfe\x00", b"\x1f\x8b broken"])
def test_a_list_that_is_no_register_is_said_to_be_none(
    capsys: Capsys, tmp_path: Path, content: bytes
) -> None:
    for name in ("list.csv", "list.csv.gz"):
        (tmp_path / name).write_bytes(content)
        assert main(["find", "Marlow", "--register", str(tmp_path / name)]) == 2
        assert "cik" in capsys.readouterr().err


def test_a_home_that_cannot_be_a_folder_is_a_wrong_setting(capsys: Capsys, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert main(["accounts", "--home", str(tmp_path / "file" / "home")]) == 2
    assert "--home" in capsys.readouterr().err


def test_accounts_are_listed(capsys: Capsys) -> None:
    main(["brief", "Marlow Brewing"])
    capsys.readouterr()
    assert main(["accounts", "--format", "json"]) == 0
    assert Accounts.model_validate_json(capsys.readouterr().out).accounts[0].account == BREW


def test_forget_deletes_only_when_told_to(capsys: Capsys, opened: Opened) -> None:
    main(["brief", "Marlow Brewing"])
    assert main(["forget", "marlow-brewing"]) == 1
    assert "marlow-brewing" in opened.app.followed
    assert main(["forget", "marlow-brewing", "--yes"]) == 0
    assert opened.app.followed == {}


def test_setup_keeps_the_contact_and_every_other_setting(capsys: Capsys, tmp_path: Path) -> None:
    home = tmp_path / "usual"
    home.mkdir()
    (home / "settings.toml").write_text(
        '# mine\nrefresh_days = 3\ncontact = "old@example.com"\n', encoding="utf-8"
    )
    assert main(["setup", "--contact", "ann@example.com"]) == 0
    assert (home / "settings.toml").read_text() == '# mine\nrefresh_days = 3\ncontact = "ann@example.com"\n'


@pytest.mark.parametrize("contact", ["ann", "ann@", "a b@example.com", 'a"@example.com'])
def test_setup_refuses_what_nobody_can_answer_to(contact: str) -> None:
    assert main(["setup", "--contact", contact]) == 2


def test_setup_without_a_person_says_how_to_give_the_contact(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO(""))
    assert main(["setup"]) == 2
    assert "--contact" in capsys.readouterr().err


def test_the_version_and_the_exit_codes_are_told(capsys: Capsys) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == "whynow 0.1.0\n"
    assert main(["--help"]) == 0
    assert "4 the name may mean several companies" in " ".join(capsys.readouterr().out.split())
