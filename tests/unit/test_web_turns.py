"""Who may ask which host when."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whynow.tools.errors import FetchError, Refused
from whynow.tools.web.addresses import target
from whynow.tools.web.ledger import OneProcess, ledger
from whynow.tools.web.manners import MANNERS, is_api, manner
from whynow.tools.web.turns import Turns

pytestmark = pytest.mark.anyio


async def starts(turns: Turns, hosts: list[str], pause: float = 0.0) -> list[float]:
    """Ask for all turns at once; return when each began, in seconds."""
    began, times = anyio.current_time(), []

    async def ask(host: str) -> None:
        async with turns.turn(f"https://{host}/", host, pause):
            times.append(anyio.current_time() - began)

    async with anyio.create_task_group() as tasks:
        for host in hosts:
            tasks.start_soon(ask, host)
    return sorted(times)


async def test_a_host_is_asked_once_in_half_a_second() -> None:
    times = await starts(Turns(), ["haldenrail.example"] * 3)
    assert times[1] >= 0.49
    assert 0.98 <= times[2] < 2


async def test_hosts_do_not_wait_for_each_other() -> None:
    assert max(await starts(Turns(), [f"h{i}.example" for i in range(20)])) < 0.4


async def test_hosts_of_one_family_count_together() -> None:
    times = await starts(Turns(), ["www.sec.gov", "data.sec.gov", "efts.sec.gov", "www.sec.gov"])
    assert times[3] >= 0.37


async def test_a_longer_pause_of_robots_txt_wins() -> None:
    assert (await starts(Turns(), ["haldenrail.example"] * 2, pause=0.8))[1] >= 0.79


async def test_a_pause_that_nobody_waits_for_is_a_refusal_after_the_first_question() -> None:
    turns = Turns()
    assert await starts(turns, ["slow.example"], pause=600) != []
    with pytest.raises(Refused, match="asks for 600 s between two requests"):
        async with turns.turn("https://slow.example/a", "slow.example", 600):
            pass


async def test_a_rest_holds_for_everybody_and_a_long_one_is_not_waited_for() -> None:
    turns = Turns()
    await turns.rest("busy.example", 0.6, 429)
    assert (await starts(turns, ["busy.example"]))[0] >= 0.59
    await turns.rest("busy.example", 90, 429)
    with pytest.raises(FetchError) as failure:
        async with turns.turn("https://busy.example/", "busy.example"):
            pass
    assert (failure.value.status, failure.value.why) == (
        429, "the host answered 429 and asks us to wait 90 s more",
    )  # fmt: skip


async def test_processes_on_one_home_folder_share_the_turns_of_a_host(tmp_path: Path) -> None:
    mine, theirs = Turns(ledger(tmp_path)), Turns(ledger(tmp_path))
    assert await starts(mine, ["a.example"]) != []
    assert (await starts(theirs, ["a.example"]))[0] >= 0.3
    await theirs.rest("a.example", 3600, 429)
    with pytest.raises(FetchError, match="not to be asked for another 3600 s"):
        async with mine.turn("https://a.example/", "a.example"):
            pass


async def test_turns_go_on_without_the_shared_file(tmp_path: Path) -> None:
    (tmp_path / "turns.sqlite").write_bytes(b"this is no database" * 100)
    assert (await starts(Turns(ledger(tmp_path)), ["a.example"] * 2))[1] >= 0.49


@given(st.lists(st.floats(min_value=0, max_value=5), min_size=1, max_size=20))
def test_turns_never_come_closer_than_the_interval(pauses: list[float]) -> None:
    booked, now, starts = OneProcess(), 1_000_000.0, []
    for waited in pauses:
        now += waited
        starts.append(booked.book("a.example", 0.5, now, now + 600))
    assert all(later - earlier >= 0.5 - 1e-6 for earlier, later in pairwise(starts))


def test_a_turn_that_nobody_waits_for_is_not_booked() -> None:
    booked = OneProcess()
    assert [booked.book("a.example", 60, 1000, 1020) for _ in range(3)] == [1000, 1060, 1060]


def test_a_clock_that_was_set_back_does_not_stop_reading() -> None:
    booked = OneProcess()
    booked.book("a.example", 1, 1e9, 1e9)
    assert booked.book("a.example", 1, 5e8, 5e8) == 5e8


async def test_a_turn_that_is_cancelled_is_free_again() -> None:
    turns = Turns()
    with anyio.move_on_after(0.05):
        async with (
            turns.turn("https://a.example/", "a.example"),
            turns.turn("https://a.example/", "a.example"),
        ):
            await anyio.sleep(5)
    with anyio.fail_after(3):
        assert len(await starts(turns, ["a.example"] * 2)) == 2


def test_the_manners_of_the_longest_name_hold() -> None:
    assert manner("data.sec.gov").contact
    assert not manner("notsec.gov").contact
    assert manner("haldenrail.example").interval == 0.5
    assert all(known.why for known in MANNERS)


@pytest.mark.parametrize(
    ("url", "api"),
    [
        ("https://data.sec.gov/submissions/CIK0000000001.json", True),
        ("https://www.wikidata.org/wiki/Special:EntityData/Q1.json", True),
        ("https://www.wikidata.org/wiki/Special:Random", False),
        ("https://en.wikipedia.org/w/api.php?action=query", True),
        ("https://en.wikipedia.org/wiki/Rail", False),
        ("https://haldenrail.example/api/", False),
    ],
)
def test_only_paths_that_a_host_documents_for_programs_pass_by_its_robots_txt(url: str, api: bool) -> None:
    assert is_api(target(url)) is api
