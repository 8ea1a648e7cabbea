"""robots.txt."""

from __future__ import annotations

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whynow.tools.errors import FetchError, Refused
from whynow.tools.web.addresses import target
from whynow.tools.web.robots import ROBOTS_BYTES, Robots, parsed, pause

pytestmark = pytest.mark.anyio

HOME = target("https://haldenrail.example/news?page=2")


class Host:
    """Answers for robots.txt, and counts."""

    def __init__(self, status: int = 200, body: str = "", error: FetchError | None = None) -> None:
        self.status, self.body, self.error = status, body.encode(), error
        self.asked: list[str] = []

    async def fetch(self, url: str) -> tuple[int, bytes]:
        self.asked.append(url)
        await anyio.sleep(0.02)
        if self.error is not None:
            raise self.error
        return self.status, self.body


async def test_the_group_for_us_wins_over_the_one_for_everybody() -> None:
    host = Host(body="User-agent: *\nDisallow: /\n\nUser-agent: whynow\nDisallow: /private\nCrawl-delay: 3")
    assert await Robots(host.fetch).pause(HOME) == 3.0
    assert host.asked == ["https://haldenrail.example/robots.txt"]


async def test_a_query_can_be_forbidden() -> None:
    with pytest.raises(Refused, match="robots.txt of the host forbids it"):
        await Robots(Host(body="User-agent: *\nDisallow: /*?page=").fetch).pause(HOME)


@pytest.mark.parametrize("status", [401, 403, 404, 410, 451])
async def test_a_robots_txt_that_is_not_there_allows(status: int) -> None:
    assert await Robots(Host(status).fetch).pause(HOME) == 0.0


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_robots_txt_that_cannot_be_read_now_closes_the_host(status: int) -> None:
    with pytest.raises(Refused, match=f"answers {status}, which closes the host"):
        await Robots(Host(status).fetch).pause(HOME)


async def test_a_host_that_is_dead_is_dead_for_its_robots_txt_as_for_its_pages() -> None:
    dead = FetchError("https://haldenrail.example/robots.txt", "there is no host of that name")
    with pytest.raises(FetchError) as failure:
        await Robots(Host(error=dead).fetch).pause(HOME)
    assert (failure.value.url, failure.value.why) == (HOME.url, "there is no host of that name")
    assert not isinstance(failure.value, Refused)


async def test_whoever_asks_first_asks_for_all_and_a_cancelled_one_for_nobody() -> None:
    host = Host(body="User-agent: *\nAllow: /")
    robots = Robots(host.fetch)
    with anyio.move_on_after(0.005):
        await robots.pause(HOME)
    async with anyio.create_task_group() as tasks:
        for _ in range(5):
            tasks.start_soon(robots.pause, HOME)
    assert len(host.asked) == 2


async def test_another_port_or_scheme_is_another_host() -> None:
    host = Host()
    robots = Robots(host.fetch)
    for url in ("https://a.example/", "http://a.example/", "https://b.a.example/", "https://a.example/x"):
        await robots.pause(target(url))
    assert len(host.asked) == 3


def test_a_request_rate_is_a_pause_and_nonsense_is_none() -> None:
    assert pause(parsed(b"User-agent: *\nRequest-rate: 1/5")) == 5.0
    for nonsense in (b"nan", b"inf", b"-4", b"soon", b""):
        assert pause(parsed(b"User-agent: *\nCrawl-delay: " + nonsense)) == 0.0


def test_a_web_page_in_the_place_of_robots_txt_forbids_nothing() -> None:
    page = b"<!doctype html><html><body><h1>Disallow everything: no</h1><p>Not found</p></body></html>"
    assert parsed(page).can_fetch(HOME.url, "whynow")


def test_an_endless_robots_txt_is_read_as_far_as_the_rules_want() -> None:
    endless = (
        b"User-agent: *\nDisallow: /early\n" + b"# filler\n" * (ROBOTS_BYTES // 9) + b"Disallow: /late\n"
    )
    rules = parsed(endless)
    assert not rules.can_fetch("https://a.example/early", "whynow")
    assert rules.can_fetch("https://a.example/late", "whynow")


@given(st.binary(max_size=500))
def test_no_robots_txt_is_too_strange(body: bytes) -> None:
    rules = parsed(body)
    assert rules.can_fetch(HOME.url, "whynow") in (True, False)
    assert pause(rules) >= 0
