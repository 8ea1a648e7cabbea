"""The web out of recordings."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from whynow.tools.errors import FetchError, Refused
from whynow.tools.web import WebOptions, open_web
from whynow.tools.web.archive import Recorded, packed, read_warc, write_warc
from whynow.tools.web.messages import Request
from whynow.tools.web.redaction import Secrets

pytestmark = pytest.mark.anyio

NOON = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
HOME = "https://haldenrail.example/"
HTML = (("Content-Type", "text/html; charset=utf-8"),)


def page(url: str, body: str = "<p>Trains</p>", status: int = 200, **headers: str) -> Recorded:
    more = tuple((name.title(), value) for name, value in headers.items())
    return Recorded(url, status, (*HTML, *more), body.encode(), NOON)


def recording(path: Path, *records: Recorded) -> Path:
    write_warc(path, records)
    return path


async def read(records: Iterable[Recorded], url: str, tmp_path: Path, **options: object) -> str:
    replay = (recording(tmp_path / "world.warc.gz", *records),)
    async with open_web(WebOptions(replay=replay, **options)) as web:  # type: ignore[arg-type]
        response = await web.read(url)
    return f"{response.url} {response.text}"


async def why_not(records: Iterable[Recorded], url: str, tmp_path: Path, **options: object) -> FetchError:
    with pytest.raises(FetchError) as failure:
        await read(records, url, tmp_path, **options)
    return failure.value


async def test_a_recorded_page_is_read_with_the_moment_of_its_recording(tmp_path: Path) -> None:
    replay = (recording(tmp_path / "w.warc.gz", page(HOME, "<p>Züge</p>", etag="x")),)
    async with open_web(WebOptions(replay=replay)) as web:
        response = await web.read(HOME)
    assert (response.status, response.text, response.moment) == (200, "<p>Züge</p>", NOON)
    assert (response.media_type, response.headers["etag"]) == ("text/html", "x")


@pytest.mark.parametrize(
    "asked",
    [
        "http://haldenrail.example",
        "HTTPS://HALDENRAIL.EXAMPLE/#top",
        "https://haldenrail.example:443/",
    ],
)
async def test_a_page_is_found_under_every_spelling_of_its_url(tmp_path: Path, asked: str) -> None:
    assert await read([page(HOME)], asked, tmp_path) == f"{HOME} <p>Trains</p>"


async def test_a_trailing_slash_more_or_less_does_not_matter_and_a_query_does(tmp_path: Path) -> None:
    news = page(f"{HOME}news/?page=2")
    assert await read([news], f"{HOME}news?page=2", tmp_path) == f"{HOME}news/?page=2 <p>Trains</p>"
    assert (await why_not([news], f"{HOME}news", tmp_path)).why == "not recorded in the replay"


async def test_the_later_record_and_the_later_file_win(tmp_path: Path) -> None:
    first = recording(tmp_path / "1.warc.gz", page(HOME, "one"), page(HOME, "two"), page(f"{HOME}a", "a1"))
    second = recording(tmp_path / "2.warc.gz", page(f"{HOME}a", "a2"))
    async with open_web(WebOptions(replay=(first, second))) as web:
        assert [(await web.read(url)).text for url in (HOME, f"{HOME}a")] == ["two", "a2"]


async def test_a_recorded_failure_does_not_hide_what_was_read_before(tmp_path: Path) -> None:
    failed = Recorded(HOME, 0, (), b"", NOON, failure="the connection broke off")
    assert await read([page(HOME), failed], HOME, tmp_path) == f"{HOME} <p>Trains</p>"
    assert (await why_not([failed], HOME, tmp_path)).why == "the connection broke off"


async def test_redirects_are_followed_in_the_recording(tmp_path: Path) -> None:
    records = [
        page("http://haldenrail.example/", status=301, location="https://haldenrail.example/"),
        page("https://haldenrail.example/", status=302, location="/en/"),
        page("https://haldenrail.example/en/", "<p>Welcome</p>"),
    ]
    found = await read(records, "http://haldenrail.example/", tmp_path)
    assert found == "https://haldenrail.example/en/ <p>Welcome</p>"


async def test_a_redirect_to_a_url_that_was_not_recorded_says_so(tmp_path: Path) -> None:
    moved = page("http://haldenrail.example/", status=301, location="https://haldenrail.example/")
    failure = await why_not([moved], "http://haldenrail.example/", tmp_path)
    assert (failure.url, failure.why) == (HOME, "not recorded in the replay")


async def test_a_circle_of_redirects_ends(tmp_path: Path) -> None:
    circle = [page(f"{HOME}a", status=302, location="/b"), page(f"{HOME}b", status=302, location="/a")]
    assert (await why_not(circle, f"{HOME}a", tmp_path)).why == "more than 5 redirects"


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (403, "the host refuses access (403)"),
        (404, "there is no such page (404)"),
        (429, "the host asks us to slow down (429)"),
        (503, "the host answers with status 503"),
    ],
)
async def test_a_recorded_error_is_an_error_again(tmp_path: Path, status: int, why: str) -> None:
    failure = await why_not([page(HOME, status=status)], HOME, tmp_path)
    assert (failure.status, failure.why) == (status, why)


async def test_what_was_not_recorded_is_refused_and_no_socket_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("a socket was opened"))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: pytest.fail("a name was resolved"))
    failure = await why_not([], "https://elsewhere.example/", tmp_path)
    assert isinstance(failure, Refused)
    assert failure.why == "not recorded in the replay"


async def test_the_address_rules_hold_in_a_replay_too(tmp_path: Path) -> None:
    inside = "http://169.254.169.254/latest/meta-data/"
    records = [page(HOME, status=302, location=inside), page(inside, "secret")]
    assert (await why_not(records, HOME, tmp_path)).why == "169.254.169.254 is not a public address"


async def test_a_recorded_robots_txt_is_obeyed_and_one_that_is_missing_allows(tmp_path: Path) -> None:
    robots = Recorded(f"{HOME}robots.txt", 200, (), b"User-agent: *\nDisallow: /private/\n", NOON)
    records = [robots, page(HOME), page(f"{HOME}private/a")]
    assert await read(records, HOME, tmp_path) == f"{HOME} <p>Trains</p>"
    failure = await why_not(records, f"{HOME}private/a", tmp_path)
    assert isinstance(failure, Refused)
    assert failure.why == "robots.txt of the host forbids it"
    assert await read(records[1:], f"{HOME}private/a", tmp_path) == f"{HOME}private/a <p>Trains</p>"


async def test_a_page_larger_than_its_limit_is_refused(tmp_path: Path) -> None:
    replay = (recording(tmp_path / "w.warc.gz", page(HOME, "x" * 6_000_000)),)
    async with open_web(WebOptions(replay=replay)) as web:
        with pytest.raises(FetchError, match="larger than the 5 MB that are read"):
            await web.read(HOME)
        assert len((await web.read(HOME, limit=50_000_000)).body) == 6_000_000


async def test_the_clock_is_the_end_of_the_day_that_was_set(tmp_path: Path) -> None:
    options = WebOptions(replay=(recording(tmp_path / "w.warc.gz"),), as_of=date(2025, 9, 1))
    async with open_web(options) as web:
        assert web.now == datetime(2025, 9, 1, 23, 59, 59, tzinfo=UTC)
        assert (web.today, web.replaying, web.contact) == (date(2025, 9, 1), True, None)


async def test_filings_are_replayed_without_a_contact(tmp_path: Path) -> None:
    filing = page("https://www.sec.gov/Archives/edgar/data/1/000000000126000001/a.htm", "<p>Item 1</p>")
    assert (await read([filing], filing.url, tmp_path)).endswith("<p>Item 1</p>")


async def test_a_damaged_recording_is_read_as_far_as_it_goes_and_says_so(tmp_path: Path) -> None:
    whole = packed(page(HOME))
    (tmp_path / "cut.warc.gz").write_bytes(whole + packed(page(f"{HOME}b", "x" * 900))[:200])
    async with open_web(WebOptions(replay=(tmp_path / "cut.warc.gz",))) as web:
        assert (await web.read(HOME)).text == "<p>Trains</p>"
        with pytest.raises(Refused, match="cut.warc.gz is damaged: 1 whole records of it are read"):
            await web.read(f"{HOME}b")


async def test_a_replay_can_be_recorded_and_that_recording_replayed(tmp_path: Path) -> None:
    world = recording(tmp_path / "w.warc.gz", page(HOME), page(f"{HOME}a"), page(f"{HOME}gone", "", 404))
    async with open_web(WebOptions(replay=(world,), record=tmp_path / "r.warc.gz")) as web:
        for url in (HOME, HOME, f"{HOME}gone"):
            try:
                await web.read(url)
            except FetchError as failure:
                assert failure.status == 404
    kept = [record.url for record in read_warc(tmp_path / "r.warc.gz")]
    assert kept == [f"{HOME}robots.txt", HOME, f"{HOME}gone"]


async def test_two_questions_to_one_url_are_told_apart_by_what_was_sent_and_not_by_the_key(
    tmp_path: Path,
) -> None:
    url, secrets = "https://api.tavily.com/search", Secrets(("tvly-0123456789",))
    bodies = [b'{"api_key": "tvly-0123456789", "query": "halden"}', b'{"query": "other"}']
    answers = [
        Recorded(url, 200, (), body[-9:], NOON, "POST", secrets.digest(Request(url, 1, "POST", {}, body)))
        for body in bodies
    ]
    replay = (recording(tmp_path / "w.warc.gz", *answers),)
    async with open_web(WebOptions(replay=replay, keys={"tavily": "tvly-another-key"})) as web:
        mine = bodies[0].replace(b"tvly-0123456789", b"tvly-another-key")
        found = [(await web.read(url, method="POST", content=body)).body for body in (mine, bodies[1])]
    assert found == [b'"halden"}', b' "other"}']
    assert json.loads(bodies[1]) == {"query": "other"}
