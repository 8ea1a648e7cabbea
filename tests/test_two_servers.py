"""Every MCP host spawns a server of its own: two on one home work at once, and one may die."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from whynow.server.demo import ACCOUNT, AS_OF, PURPOSE
from whynow.tools.evidence import Brief
from wire import Server, serving, world

NOTES = "\n\n".join(f"Note {n}: Alder Quays asked for berth planning before 2027." for n in range(30))


def brief_of(result: dict[str, object]) -> Brief:
    assert not result.get("isError"), result
    return Brief.model_validate(result["structuredContent"])


def note(server: Server, account: str, title: str) -> None:
    result = server.call("add_document", account=account, title=title, text=f"{title}. {NOTES}")
    assert not result.get("isError"), result


def followed(server: Server) -> dict[str, int]:
    listed = server.call("list_accounts")["structuredContent"]["accounts"]
    return {line["account"]["name"]: line["documents"] for line in listed}


def test_two_servers_work_on_different_accounts_at_once_and_one_is_killed(
    home: Path, demo_warc: Path
) -> None:
    options = world(home, demo_warc, AS_OF)
    with serving(options) as claude:
        cursor = Server(options)
        claude.ask("tools/call", name="research_account", arguments={"account": ACCOUNT, "purpose": PURPOSE})
        note(cursor, "Alder Quays", "Call of 3 March")
        cursor.ask("tools/call", name="add_document", arguments={
            "account": "Alder Quays", "title": "Cut short", "text": NOTES * 50,
        })  # fmt: skip
        cursor.kill()
        first = brief_of(claude.answer())

        with serving(options) as restarted:
            assert followed(restarted)["Alder Quays"] >= 1
            note(restarted, "Alder Quays", "Call of 9 March")
            second = brief_of(restarted.call("research_account", account=ACCOUNT, purpose=PURPOSE))
            assert second.claims == first.claims

            seen = claude.call("search_evidence", query="berth planning", account="Alder Quays")
            titles = {passage["title"] for passage in seen["structuredContent"]["passages"]}
            assert {"Call of 3 March", "Call of 9 March"} <= titles

            assert not claude.call("forget_account", account="Alder Quays").get("isError")
            assert "Alder Quays" not in followed(restarted)
            gone = restarted.call("search_evidence", query="berth planning")["structuredContent"]["passages"]
            assert not [passage for passage in gone if passage["account"] == "alder-quays"]
    assert first.claims and first.account.name == ACCOUNT
    intact(home)


def intact(home: Path) -> None:
    with sqlite3.connect(home / "whynow.sqlite") as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
