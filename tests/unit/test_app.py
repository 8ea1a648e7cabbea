"""The composition root on a recorded web: what goes wrong, and what a correction leaves behind."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import world
from whynow.server.app import App, open_app
from whynow.server.doctor import examine
from whynow.server.settings import Settings
from whynow.server.wiring import Clockwork
from whynow.tools.errors import InvalidInput, OutOfTime, StoreError
from whynow.tools.evidence import Document, Facts, Figure, Period, document_id
from whynow.tools.library import Mark

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 3, 12, tzinfo=UTC)


@asynccontextmanager
async def opened(home: Path, **more: Any) -> AsyncIterator[App]:
    home.mkdir(exist_ok=True)
    tape = world.recorded(home, world.private_company())
    async with open_app(Settings(home=home, **more), Clockwork(replay=(tape,))) as app:
        yield app


async def test_what_goes_wrong_inside_comes_out_as_it_was_raised(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="in words"):
        async with opened(tmp_path) as app:
            await app.search(" ")
    with pytest.raises(KeyError):
        async with opened(tmp_path):
            raise KeyError("a fault of ours")


async def test_a_deadline_too_short_to_ask_who_is_meant_is_told_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: object) -> None:
        import anyio

        await anyio.sleep_forever()

    monkeypatch.setattr("whynow.agents.identity.identify.identify", never)
    async with opened(tmp_path) as app:
        with pytest.raises(OutOfTime, match="deadline"):
            await app.research("Ashgrove", deadline=0.1)


async def test_an_account_that_is_followed_is_answered_in_part_however_short_the_deadline(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as app:
        await app.pin("Ashgrove", domain="ashgrove-dosing.example")
    async with opened(tmp_path) as app:
        first = await app.research("Ashgrove", deadline=0.001)
        assert first.partial and first.resume is not None and "ashgrove" in first.resume
        assert not (await app.research("Ashgrove")).partial


@pytest.mark.parametrize("damage", [b"this is no database, but text\n" * 50, b"SQLite format 3\x00" * 400])
async def test_a_damaged_file_is_named_with_what_to_do(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "whynow.sqlite").write_bytes(damage)
    with pytest.raises(StoreError, match=r"whynow\.sqlite: .*move it away"):
        async with opened(tmp_path) as app:
            await app.accounts()


async def test_a_file_that_is_damaged_in_the_middle_is_named_by_the_doctor_too(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.add("Ashgrove", "Call", text="They asked about spare pumps in March. " * 500)
    file = tmp_path / "whynow.sqlite"
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    async with opened(tmp_path) as app:
        with pytest.raises(StoreError, match="move it away"):
            await app.search("pumps")
        examined = await examine(app, live=False)
    index = next(check for check in examined.checks if check.name == "index")
    assert not examined.works and index.state == "broken" and "move it away" in index.found


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes everywhere")
async def test_a_home_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "whynow.sqlite").write_bytes(b"")
    (tmp_path / "whynow.sqlite").chmod(0o400)
    with pytest.raises(StoreError, match="may not be written"):
        async with opened(tmp_path) as app:
            await app.accounts()


async def test_a_correction_drops_what_was_read_of_the_wrong_company_and_keeps_the_users_own(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as app:
        await app.pin("Ashgrove", domain="ashgrove-mills.example", relation="customer")
        await app.add("Ashgrove", "Call", text="They asked about spare pumps in March.")
        library = await app.library()
        (key,) = (account.id for account in library.accounts())
        text, url = "Ashgrove Mills weaves wool.", "https://ashgrove-mills.example/"
        page = Document(
            id=document_id(key, url, text), account=key, url=url, kind="website", title="Mills",
            text=text, read="2026-03-12T08:00:00Z", source="website",
        )  # fmt: skip
        revenue = Figure(name="Revenues", value=3, unit="USD", period=Period(end="2025-12-31"))
        library.add([page])
        library.add_facts(Facts(account=key, url=url, figures=(revenue,), read=page.read))
        library.mark(key, Mark("website", started=page.read, finished=page.read))

        assert (await app.pin("Ashgrove", relation="prospect")).relation == "prospect"
        assert len(library.documents(key)) == 2

        corrected = await app.pin("Ashgrove", domain="ashgrove-dosing.example")
        assert (corrected.id, corrected.domain) == (key, "ashgrove-dosing.example")
        assert corrected.relation == "prospect"
        assert [document.title for document in library.documents(key)] == ["Call"]
        assert (library.figures(key), library.marks(key)) == ([], {})
        assert [p.title for p in (await app.search("wool pumps", key)).passages] == ["Call"]
        brief = await app.research(key)
        assert {q.url for c in brief.claims for q in c.quotes if "mills" in q.url} == set()
        assert {d.source for d in library.documents(key)} == {"provided", "website"}


async def test_one_key_is_of_one_account(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.pin("Ashgrove", domain="ashgrove-dosing.example")
        await app.pin("Quarrendon", relation="partner")
        with pytest.raises(InvalidInput, match="'ashgrove-dosing' has that"):
            await app.pin("Quarrendon", domain="www.ashgrove-dosing.example")
        assert (await app.pin("ASHGROVE LTD", domain="ashgrove-dosing.example")).id == "ashgrove-dosing"


async def test_what_is_still_read_of_a_forgotten_account_never_arrives(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.research("ashgrove-dosing.example", deadline=0.4)
        (account,) = (listed.account for listed in await app.accounts())
        await app.forget(account.id)
        library = await app.library()
        assert (library.documents(account.id), library.marks(account.id)) == ([], {})
        assert (await app.reader()).state(account).unfinished == ()


async def test_an_index_made_with_another_embedding_is_made_anew_on_request(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.add("Ashgrove", "Call", text="They asked about spare pumps in March.")
        library = await app.library()
        library._store.say("embedding", "another")
        assert library.state().stale
        await app.rebuild()
        assert not library.state().stale
        assert len((await app.search("pumps")).passages) == 1
