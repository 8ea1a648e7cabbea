"""Who may ask which host when."""

from __future__ import annotations

import anyio
import pytest
from whynow.tools.errors import FetchError, Refused
from whynow.tools.web.addresses import target
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
    turns.rest("busy.example", 0.6, 429)
    assert (await starts(turns, ["busy.example"]))[0] >= 0.59
    turns.rest("busy.example", 90, 429)
    with pytest.raises(FetchError) as failure:
        async with turns.turn("https://busy.example/", "busy.example"):
            pass
    assert (failure.value.status, failure.value.why) == (
        429, "the host answered 429 and asks us to wait 90 s more",
    )  # fmt: skip


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
