"""The web over the network, against a server on this machine."""

from __future__ import annotations

import asyncio
import gzip
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import anyio
import pytest
from loopback import Asked, answer, site
from whynow.tools.errors import FetchError, InvalidInput, Refused
from whynow.tools.web import Web, WebOptions, open_web
from whynow.tools.web.archive import read_warc
from whynow.tools.web.cache import forget_cached
from whynow.tools.web.live import Live, retry_after, user_agent
from whynow.tools.web.messages import Request
from whynow.tools.web.pinned import Checked
from whynow.tools.web.redaction import NO_SECRETS

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def web(**options: object) -> AsyncIterator[Web]:
    async with open_web(WebOptions(allow_private=True, **options)) as opened:  # type: ignore[arg-type]
        yield opened


@asynccontextmanager
async def live(seconds: float = 15.0, resolved: str = "127.0.0.1") -> AsyncIterator[Live]:
    """The layer below the rules, with a resolver that knows one address for every name."""

    async def resolve(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        return [(2, 1, 6, "", (address, port)) for address in resolved.split()]

    backend = Checked(allow_loopback=True, resolve=resolve)
    opened = Live(WebOptions(), NO_SECRETS, backend=backend, seconds=seconds)
    try:
        yield opened
    finally:
        await opened.aclose()


async def why_not(opened: Web, url: str) -> FetchError:
    with pytest.raises(FetchError) as failure:
        await opened.read(url)
    return failure.value


async def test_a_page_is_read_and_told_who_asks() -> None:
    async with site(home=answer(200, b"<p>Halden</p>")) as served, web(contact="mara@example.com") as opened:
        response = await opened.read(served.url("/home"))
    assert (response.status, response.text, response.url) == (200, "<p>Halden</p>", served.url("/home"))
    assert datetime.now(UTC) - response.moment < timedelta(seconds=30)
    assert served.paths() == ["/robots.txt", "/home"]
    asked = served.asked[1].headers
    assert asked["user-agent"].startswith("whynow/")
    assert asked["user-agent"].endswith(" (+mara@example.com)")
    assert asked["host"] == f"127.0.0.1:{served.port}"
    assert "cookie" not in asked


async def test_a_redirect_to_a_private_address_is_refused() -> None:
    for inside in ("http://169.254.169.254/latest/", "http://10.0.0.1/", "file:///etc/passwd"):
        async with site(home=answer(302, location=inside)) as served, web() as opened:
            failure = await why_not(opened, served.url("/home"))
        assert isinstance(failure, Refused)
        assert failure.url == inside


async def test_a_name_that_leads_inside_is_refused_although_another_address_is_public() -> None:
    async with live(resolved="8.8.8.8 10.0.0.7") as opened:
        with pytest.raises(Refused, match=r"leads to 10\.0\.0\.7, which is not a public address"):
            await opened.reach(Request("http://rebound.example/", 1000))


async def test_loopback_is_not_asked_unless_allowed() -> None:
    async with site(home=answer(200, b"secret")) as served, open_web(WebOptions()) as opened:
        failure = await why_not(opened, served.url("/home"))
    assert isinstance(failure, Refused)
    assert served.asked == []


async def test_redirects_are_followed_and_headers_of_ours_stay_with_their_host() -> None:
    async with site(end=answer(200, b"end")) as there, site() as here, web() as opened:
        here.pages["/start"] = answer(301, location="/next")
        here.pages["/next"] = answer(307, location=there.url("/end"))
        response = await opened.read(here.url("/start"), headers={"X-Subscription-Token": "key"})
    assert (response.url, response.requested, response.text) == (there.url("/end"), here.url("/start"), "end")
    assert [asked.headers.get("x-subscription-token") for asked in here.asked] == [None, "key", "key"]
    assert [asked.headers.get("x-subscription-token") for asked in there.asked] == [None, None]


async def test_a_slow_answer_is_given_up() -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n")
        while not writer.is_closing():
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.05)

    async with site(home=drip) as served, live(seconds=0.4) as opened:
        start = time.monotonic()
        with pytest.raises(FetchError, match=r"no complete answer within 0\.4 s"):
            await opened.reach(Request(served.url("/home"), 1000))
    assert time.monotonic() - start < 2


async def test_a_page_of_60_mb_is_refused_by_what_it_says_and_by_what_it_sends() -> None:
    async def endless(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n")
        for _ in range(60):
            writer.write(bytes(1_000_000))
            await writer.drain()
        writer.close()

    said = answer(200, b"x", content_length="60000000")
    async with site(said=said, endless=endless) as served, web() as opened:
        for path in ("/said", "/endless"):
            failure = await why_not(opened, served.url(path))
            assert failure.why == "larger than the 5 MB that are read"


async def test_a_gzip_bomb_is_refused_and_a_gzip_page_read() -> None:
    bomb = answer(200, gzip.compress(bytes(60_000_000)), content_encoding="gzip")
    page = answer(200, gzip.compress(b"<p>Halden</p>"), content_encoding="gzip")
    async with site(bomb=bomb, page=page) as served, web() as opened:
        assert (await why_not(opened, served.url("/bomb"))).why == "larger than the 5 MB that are read"
        response = await opened.read(served.url("/page"))
    assert response.text == "<p>Halden</p>"
    assert "content-encoding" not in response.headers


async def test_an_answer_that_is_cut_short_or_garbled_is_no_answer() -> None:
    async def cut(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n<p>half")
        await writer.drain()
        writer.close()

    short = answer(200, gzip.compress(bytes(range(256)) * 9)[:50], content_encoding="gzip")
    other = answer(200, b"abc", content_encoding="br")
    async with site(cut=cut, short=short, other=other) as served, web() as opened:
        whys = [(await why_not(opened, served.url(path))).why for path in ("/cut", "/short", "/other")]
    assert whys == [
        "the connection broke off",
        "the answer is cut short on the way",
        "the answer is compressed as 'br', which was not asked for",
    ]


async def test_a_host_that_is_not_there_is_said_to_be_so() -> None:
    async with web() as opened:
        failure = await why_not(opened, "http://127.0.0.1:1/")
    assert failure.why == "the host does not accept connections"


async def test_retry_after_is_obeyed() -> None:
    answers = [answer(429, retry_after="1"), answer(200, b"at last")]
    async with site(home=lambda _: answers.pop(0)) as served, web() as opened:
        response = await opened.read(served.url("/home"))
    first, second = (asked.at for asked in served.asked[1:])
    assert response.text == "at last"
    assert second - first >= 1.0


async def test_a_host_that_wants_a_long_rest_is_left_alone_from_then_on() -> None:
    busy, fine = answer(503, retry_after="3600"), answer(200, b"x")
    async with site(busy=busy, fine=fine) as served, web() as opened:
        failures = [await why_not(opened, served.url(path)) for path in ("/busy", "/fine")]
    assert [failure.status for failure in failures] == [503, 503]
    assert "asks us to wait 3600 s more" in failures[1].why
    assert served.paths() == ["/robots.txt", "/busy"]


async def test_an_overloaded_host_is_asked_three_times_and_no_more() -> None:
    async with site(home=answer(502)) as served, web() as opened:
        failure = await why_not(opened, served.url("/home"))
    assert failure.status == 502
    assert served.paths() == ["/robots.txt", "/home", "/home", "/home"]


async def test_a_refusal_is_not_asked_again() -> None:
    async with site(home=answer(403)) as served, web() as opened:
        failure = await why_not(opened, served.url("/home"))
    assert (failure.status, failure.why) == (403, "the host refuses access (403)")
    assert served.paths() == ["/robots.txt", "/home"]


async def test_a_challenge_for_robots_is_no_page() -> None:
    challenge = answer(200, b"<title>Just a moment...</title><script>window._cf_chl_opt={}</script>")
    async with site(home=challenge) as served, web() as opened:
        failure = await why_not(opened, served.url("/home"))
    assert "challenge for robots (by Cloudflare)" in failure.why


async def test_a_refusal_that_is_a_challenge_says_so() -> None:
    async with site(home=answer(403, b"<title>Just a moment...</title>")) as served, web() as opened:
        failure = await why_not(opened, served.url("/home"))
    assert (failure.status, "by Cloudflare" in failure.why) == (403, True)


async def test_a_recording_that_cannot_be_read_or_written_is_said_at_once(tmp_path: Path) -> None:
    for options in (WebOptions(replay=(tmp_path / "none.gz",)), WebOptions(record=tmp_path)):
        with pytest.raises(InvalidInput):
            async with open_web(options):
                pass


async def test_robots_txt_closes_what_it_names_and_is_asked_once() -> None:
    robots = {"robots.txt": answer(200, b"User-agent: whynow\nDisallow: /private", content_type="text/plain")}
    pages = {f"p{i}": answer(200, b"x") for i in range(5)}
    async with site(private=answer(200, b"y"), **pages, **robots) as served, web() as opened:
        async with anyio.create_task_group() as tasks:
            for page in pages:
                tasks.start_soon(opened.read, served.url(f"/{page}"))
        failure = await why_not(opened, served.url("/private"))
    assert isinstance(failure, Refused)
    assert served.paths()[0] == "/robots.txt"
    assert sorted(served.paths()[1:]) == [f"/{page}" for page in pages]


async def test_sources_that_want_the_same_page_at_once_ask_for_it_once() -> None:
    async with site(home=answer(200, b"x", cache_control="no-store")) as served, web() as opened:
        with anyio.move_on_after(0.001):
            await opened.read(served.url("/home"))
        async with anyio.create_task_group() as tasks:
            for _ in range(5):
                tasks.start_soon(opened.read, served.url("/home"))
        await opened.read(served.url("/home"))
    assert served.paths().count("/home") <= 2


async def test_the_crawl_delay_of_robots_txt_is_kept() -> None:
    robots = {"robots.txt": answer(200, b"User-agent: *\nCrawl-delay: 0.4", content_type="text/plain")}
    async with (
        site(**{f"p{i}": answer(200, b"x") for i in range(3)}, **robots) as served,
        web() as opened,
        anyio.create_task_group() as tasks,
    ):
        for i in range(3):
            tasks.start_soon(opened.read, served.url(f"/p{i}"))
    times = [asked.at for asked in served.asked[1:]]
    assert times[2] - times[0] >= 0.6  # 0.8 when they left; the first one waits for its connection


async def test_a_host_is_asked_over_two_connections_at_once_and_no_more() -> None:
    async def slow(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.8)
        writer.write(answer(200, b"x", connection="close"))
        await writer.drain()

    async with site(home=slow) as served, live() as opened, anyio.create_task_group() as tasks:
        for _ in range(4):
            tasks.start_soon(opened.reach, Request(f"http://halden.example:{served.port}/home", 100))
    assert served.most_open == 2
    assert served.asked[3].at - served.asked[0].at >= 1.2


async def test_a_page_is_revalidated_and_not_sent_twice(tmp_path: Path) -> None:
    def page(asked: Asked) -> bytes:
        if asked.headers.get("if-none-match") == '"v1"':
            return answer(304, etag='"v1"')
        return answer(200, b"<p>Halden</p>", etag='"v1"', cache_control="no-cache")

    async with site(home=page) as served:
        for _ in range(2):
            async with web(home=tmp_path) as opened:
                assert (await opened.read(served.url("/home"))).text == "<p>Halden</p>"
    conditions = [a.headers.get("if-none-match") for a in served.asked if a.path == "/home"]
    assert conditions == [None, '"v1"']


async def test_a_fresh_page_is_not_asked_again_and_keeps_the_moment_it_was_read(tmp_path: Path) -> None:
    page = answer(
        200,
        b"x",
        cache_control="max-age=99999",
        date=f"{datetime.now(UTC) - timedelta(hours=2):%a, %d %b %Y %T GMT}",
    )
    async with site(home=page) as served:
        for _ in range(2):
            async with web(home=tmp_path) as opened:
                response = await opened.read(served.url("/home"))
    assert served.paths().count("/home") == 1
    assert timedelta(hours=1) < datetime.now(UTC) - response.moment < timedelta(hours=3)


async def test_what_the_cache_holds_of_a_page_can_be_forgotten(tmp_path: Path) -> None:
    page = answer(200, b"about Halden Rail" * 50, cache_control="max-age=99999")
    async with site(home=page, other=page) as served:
        async with web(home=tmp_path) as opened:
            for path in ("/home", "/other"):
                await opened.read(served.url(path))
        assert forget_cached(tmp_path, [served.url("/home"), served.url("/never")]) == 1
        async with web(home=tmp_path) as opened:
            for path in ("/home", "/other"):
                await opened.read(served.url(path))
    assert [served.paths().count(path) for path in ("/home", "/other")] == [2, 1]
    assert forget_cached(tmp_path / "elsewhere", ["https://a.example/"]) == 0


async def test_what_was_asked_with_a_key_is_not_cached(tmp_path: Path) -> None:
    page = answer(200, b"x", cache_control="max-age=99999")
    async with site(home=page) as served, web(home=tmp_path, keys={"brave": "BSA-0123456789"}) as opened:
        for _ in range(2):
            await opened.read(served.url("/home"), headers={"X-Subscription-Token": "BSA-0123456789"})
    assert served.paths().count("/home") == 2
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"BSA-0123456789" not in kept


async def test_a_damaged_cache_is_put_aside(tmp_path: Path) -> None:
    (tmp_path / "web.sqlite").write_bytes(b"this is no database" * 500)
    async with site(home=answer(200, b"x", cache_control="max-age=99999")) as served:
        for _ in range(2):
            async with web(home=tmp_path) as opened:
                await opened.read(served.url("/home"))
    assert served.paths().count("/home") == 1
    assert (tmp_path / "web.damaged").exists()


async def test_a_posted_question_arrives_and_its_answer_is_not_cached(tmp_path: Path) -> None:
    page = answer(200, b"{}", cache_control="max-age=99999", content_type="application/json")
    async with site(search=page) as served, web(home=tmp_path) as opened:
        for _ in range(2):
            response = await opened.read(served.url("/search"), method="POST", content=b'{"query": "x"}')
    assert (response.media_type, served.paths().count("/search")) == ("application/json", 2)


async def test_what_was_recorded_replays_with_its_redirects_errors_and_timeouts(tmp_path: Path) -> None:
    async def never(writer: asyncio.StreamWriter) -> None:
        writer.close()

    record = tmp_path / "r.warc.gz"
    async with site(new=answer(200, b"<p>x</p>", set_cookie="a=1"), gone=answer(410), broken=never) as served:
        served.pages["/old"] = answer(301, location="/new")
        urls = [served.url(path) for path in ("/old", "/gone", "/broken")]
        async with web(record=record) as opened:
            first = [await outcome(opened, url) for url in urls]
    async with web(replay=(record,)) as opened:
        assert [await outcome(opened, url) for url in urls] == first
    assert [text.partition(" ")[2] for text in first] == [
        "200 <p>x</p>", "410 the page is gone (410)", "None the connection broke off",
    ]  # fmt: skip
    assert all(name.lower() != "set-cookie" for kept in read_warc(record) for name, _ in kept.headers)


async def outcome(opened: Web, url: str) -> str:
    try:
        response = await opened.read(url)
    except FetchError as failure:
        return f"{failure.url} {failure.status} {failure.why}"
    return f"{response.url} {response.status} {response.text}"


async def test_reading_that_is_cancelled_leaves_the_door_usable(tmp_path: Path) -> None:
    async def hang(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(30)

    async with site(hang=hang, home=answer(200, b"x")) as served, web(home=tmp_path) as opened:
        for _ in range(5):
            with anyio.move_on_after(0.1):
                await opened.read(served.url("/hang"))
        with anyio.fail_after(5):
            assert (await opened.read(served.url("/home"))).text == "x"


async def test_the_live_web_is_no_evidence_for_a_past_day() -> None:
    async with site(home=answer(200, b"x")) as served, web(as_of=date(2025, 9, 1)) as opened:
        failure = await why_not(opened, served.url("/home"))
    assert isinstance(failure, Refused)
    assert "replay a recording" in failure.why
    assert served.asked == []


async def test_the_sec_is_not_asked_without_a_contact() -> None:
    async with web() as opened:
        failure = await why_not(opened, "https://data.sec.gov/submissions/CIK0000000001.json")
    assert isinstance(failure, Refused)
    assert "whynow setup" in failure.why


async def test_the_users_own_search_service_may_stand_on_this_machine(tmp_path: Path) -> None:
    async with site() as served:
        served.pages["/search?q=halden"] = answer(200, b"{}", content_type="application/json")
        served.pages["/moved"] = answer(302, location="/search?q=halden")
        async with open_web(WebOptions(keys={"searxng": served.url("/")})) as opened:
            assert (await opened.read(served.url("/search?q=halden"))).text == "{}"
            assert isinstance(await why_not(opened, served.url("/moved")), Refused)
    assert served.paths() == ["/search?q=halden"]


def test_retry_after_is_read_as_seconds_or_as_a_date() -> None:
    noon = datetime(2026, 3, 12, 12, tzinfo=UTC).timestamp()
    assert retry_after("120", noon) == 120
    assert retry_after("Thu, 12 Mar 2026 12:01:00 GMT", noon) == 60
    assert retry_after("Thu, 12 Mar 2026 11:00:00 GMT", noon) == 0
    assert [retry_after(value, noon) for value in ("", "soon", "-5", "1e9")] == [None] * 4


def test_a_contact_cannot_break_out_of_its_header() -> None:
    assert user_agent("mara@example.com\r\nX-Evil: 1)(").endswith(" (+mara@example.comX-Evil: 1)")
    assert "(" not in user_agent(None)
