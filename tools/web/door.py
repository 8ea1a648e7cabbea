"""`Web`: one question to the public web, under every rule that we keep.

Address rules, the clock, the contact, robots.txt, then the answer: over the network (live.py) or out of
recordings (replay.py). Each step of a redirect passes all of them again.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from ..errors import FetchError, InvalidInput, Refused
from .addresses import Target, joined, spelled, target
from .archive import Recorded
from .lately import Lately
from .manners import is_api, manner
from .messages import NO_HEADERS, Reach, Request, Response, too_large
from .options import WebOptions
from .recording import Recorder
from .redaction import Secrets
from .replay import Replay
from .robots import ROBOTS_BYTES, Answer, Robots
from .walls import wall

if TYPE_CHECKING:
    from .live import Live

PAGE_BYTES = 5_000_000
FILING_BYTES = 50_000_000
REDIRECTS = 5

_REDIRECT = frozenset({301, 302, 303, 307, 308})
_REASONS = {
    401: "the host wants a log-in (401)",
    403: "the host refuses access (403)",
    404: "there is no such page (404)",
    410: "the page is gone (410)",
    429: "the host asks us to slow down (429)",
    451: "the page is withheld for legal reasons (451)",
}
PAST = "what the live web says today is no evidence for a past day: replay a recording (--replay) instead"
NO_CONTACT = (
    "the host asks for a contact address in each request and none is set: run `whynow setup` once, "
    "or set WHYNOW_CONTACT to your e-mail address"
)


class Web:
    """The only door to the network."""

    def __init__(self, options: WebOptions, reach: Reach, recorder: Recorder | None) -> None:
        """Ask through `reach`; use `open_web`, which closes what it opens."""
        self._options, self._reach, self._recorder = options, reach, recorder
        self._robots = Robots(self._robots_txt)

    @property
    def now(self) -> datetime:
        """The clock: the end of the day that the user set, or the real one."""
        if self._options.as_of is not None:
            return datetime.combine(self._options.as_of, time(23, 59, 59), UTC)
        return datetime.now(UTC)

    @property
    def today(self) -> date:
        """The day by the clock, in UTC."""
        return self.now.date()

    @property
    def contact(self) -> str | None:
        """The user's contact address, where one is set."""
        return self._options.contact

    @property
    def replaying(self) -> bool:
        """Whether recordings answer instead of the network."""
        return bool(self._options.replay)

    def key(self, name: str) -> str | None:
        """Return the user's key for an optional service (for searxng its base URL), or None."""
        return self._options.keys.get(name)

    async def read(
        self,
        url: str,
        *,
        limit: int = PAGE_BYTES,
        headers: Mapping[str, str] = NO_HEADERS,
        method: str = "GET",
        content: bytes | None = None,
    ) -> Response:
        """Return what `url` answers, redirects followed; raise Refused where a rule forbids to ask, and
        FetchError (with its status) for errors, timeouts, oversize and pages that only keep robots out.
        """
        request = Request(url, limit, method, headers, content)
        final, answer = await self._follow(request, robots=True)
        return _judged(url, request, final, answer)

    async def _follow(self, request: Request, *, robots: bool) -> tuple[str, Recorded]:
        """Return the last URL of a chain of redirects and its answer."""
        for hop in range(REDIRECTS + 1):
            here = self._target(request.url, first=hop == 0)
            answer = await self._answer(here, request, robots)
            location = answer.header("location")
            if answer.status not in _REDIRECT or not location:
                return answer.url, answer
            request = _redirected(request, here, location, answer.status)
        raise FetchError(request.url, f"more than {REDIRECTS} redirects")

    def _target(self, url: str, *, first: bool) -> Target:
        """Check `url`; the user's own search service may be asked where it is, but not be redirected to."""
        own = self.key("searxng")
        trusted = first and own is not None and url.startswith(own.rstrip("/") + "/search?")
        return target(url, allow_loopback=self._options.allow_private, trusted=trusted)

    async def _answer(self, here: Target, request: Request, robots: bool) -> Recorded:
        pause = 0.0
        if not self.replaying:
            self._may_ask_live(here)
        if robots and not is_api(here) and not here.trusted:
            pause = await self._robots.pause(here)
        try:
            answer = await self._reach(replace(request, url=here.url, pause=pause))
        except FetchError as error:
            if self._recorder is not None and not self.replaying:
                await self._recorder.add_failure(replace(request, url=here.url), error)
            raise
        if self._recorder is not None:
            await self._recorder.add(answer)
        if answer.failure:
            raise FetchError(here.url, answer.failure, answer.status or None)
        return answer

    def _may_ask_live(self, here: Target) -> None:
        if self._options.as_of is not None and self._options.as_of < datetime.now(UTC).date():
            raise Refused(here.url, PAST)
        if manner(here.host).contact and not self.contact:
            raise Refused(here.url, NO_CONTACT)

    async def _robots_txt(self, url: str) -> Answer:
        _, answer = await self._follow(Request(url, ROBOTS_BYTES, cut=True), robots=False)
        return answer.status, answer.body


def _redirected(request: Request, here: Target, location: str, status: int) -> Request:
    """Return the request that a redirect asks for; headers of ours never go to another origin."""
    url = joined(here.url, location)
    keeps = status in (307, 308) or request.method in ("GET", "HEAD")
    asked = request if keeps else replace(request, method="GET", content=None)
    same = spelled(url).startswith(here.origin + "/")
    return replace(asked, url=url) if same else replace(asked, url=url, headers=NO_HEADERS, content=None)


def _judged(asked: str, request: Request, final: str, answer: Recorded) -> Response:
    """Return the Response, or raise FetchError where the answer is none."""
    headers: dict[str, str] = {}
    for name, value in answer.headers:
        key = name.lower()
        headers[key] = f"{headers[key]}, {value}" if key in headers else value
    status = answer.status
    if not 200 <= status < 300:
        reason = _REASONS.get(status, f"the host answers with status {status}")
        raise FetchError(final, wall(final, headers, answer.body) or reason, status)
    if len(answer.body) > request.limit:
        raise FetchError(final, too_large(request.limit), status)
    if (why := wall(final, headers, answer.body)) is not None:
        raise FetchError(final, why, status)
    return Response(final, asked, status, headers, answer.body, answer.moment)


def _check_files(options: WebOptions) -> None:
    """Raise InvalidInput for a recording that cannot be read or written, before anything is asked."""
    for path in options.replay:
        if not path.is_file():
            raise InvalidInput(f"The recording {path} does not exist: give the path of a WARC file.")
    if options.record is not None:
        try:
            options.record.parent.mkdir(parents=True, exist_ok=True)
            options.record.open("ab").close()
        except OSError as error:
            raise InvalidInput(f"{options.record} cannot be written: {error.strerror}.") from error


@asynccontextmanager
async def open_web(options: WebOptions) -> AsyncIterator[Web]:
    """Open the door to the network, or to the recordings that stand in for it; leaving closes it."""
    _check_files(options)
    secrets = Secrets.of(options.keys)
    recorder = Recorder(options.record, secrets) if options.record else None
    if options.replay:
        yield Web(options, Replay(options.replay, secrets).reach, recorder)
        return
    network = _Network(options, secrets)
    try:
        yield Web(options, Lately(network.reach).reach, recorder)
    finally:
        await network.aclose()


@dataclass
class _Network:
    """The network, whose libraries are loaded by the first question."""

    options: WebOptions
    secrets: Secrets
    _live: Live | None = None

    async def reach(self, request: Request) -> Recorded:
        if self._live is None:
            from .live import Live

            self._live = Live(self.options, self.secrets)
        return await self._live.reach(request)

    async def aclose(self) -> None:
        if self._live is not None:
            await self._live.aclose()
