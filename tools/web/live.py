"""The network: cache, then patience (turns, retries, limits), then connections to checked addresses."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import anyio
import httpcore
import httpx

from ..errors import FetchError, Refused
from .archive import Recorded
from .cache import cached
from .inflate import ENCODINGS, Garbled, Inflater, Oversize
from .ledger import ledger
from .messages import Request, too_large
from .pinned import Checked, Pinned, Unreachable
from .redaction import Secrets
from .turns import PATIENCE, Turns

if TYPE_CHECKING:
    from tenacity import RetryCallState

    from .options import WebOptions

RESPONSE_SECONDS = 15.0
ATTEMPTS = 3
SLOW_SECONDS = 5.0
"""A host that needs longer to fail is overloaded: asking it again at once would not help either of us."""
_BUSY = frozenset({429, 500, 502, 503, 504})
_WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection", "keep-alive"})
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


class _Again(Exception):
    """An answer, or a failure, after which trying once more may help."""

    def __init__(
        self, answer: httpx.Response | None, error: FetchError | None = None, wait: float | None = None
    ) -> None:
        self.answer, self.error, self.wait = answer, error, wait


class Live:
    """Reaches the network."""

    def __init__(
        self,
        options: WebOptions,
        secrets: Secrets,
        *,
        backend: Checked | None = None,
        seconds: float = RESPONSE_SECONDS,
    ) -> None:
        """Open nothing yet: connections and the cache are opened by the first request."""
        self._options, self._secrets, self._seconds = options, secrets, seconds
        self._backend = backend or Checked(
            allow_loopback=options.allow_private, trusted=_own_services(options.keys)
        )
        self._agent = options.user_agent or user_agent(options.contact)
        self._opening = anyio.Lock()
        self._plain: _Patient | None = None
        self._cached: httpx.AsyncBaseTransport | None = None

    async def reach(self, request: Request) -> Recorded:
        """Return the answer of one request, redirects not followed."""
        plain, through_cache = await self._opened()
        transport = plain if self._secrets.carried_by(request) else through_cache
        asked = httpx.Request(
            request.method,
            request.url,
            headers={**self._headers(), **request.headers},
            content=request.content,
            extensions={"request": request},
        )
        answer = await transport.handle_async_request(asked)
        try:
            body = await answer.aread()
        finally:
            await answer.aclose()
        if len(body) > request.limit and not request.cut:
            raise FetchError(request.url, too_large(request.limit), answer.status_code)
        return Recorded(
            url=request.url,
            status=answer.status_code,
            headers=tuple(answer.headers.multi_items()),
            body=body[: request.limit],
            moment=_moment(answer),
            method=request.method,
            sent=self._secrets.digest(request),
        )

    async def aclose(self) -> None:
        """Close the connections and the cache."""
        with anyio.CancelScope(shield=True):
            for transport in (self._cached, self._plain):
                if transport is not None:
                    await transport.aclose()

    def _headers(self) -> dict[str, str]:
        return {
            "User-Agent": self._agent,
            "Accept": _ACCEPT,
            "Accept-Language": "en,*;q=0.5",
            "Accept-Encoding": ENCODINGS,
        }

    async def _opened(self) -> tuple[_Patient, httpx.AsyncBaseTransport]:
        async with self._opening:
            if self._plain is None or self._cached is None:
                home = self._options.home
                self._plain = _Patient(Pinned(self._backend), self._seconds, Turns(ledger(home)))
                self._cached = await cached(self._plain, home) if home else self._plain
        return self._plain, self._cached


class _Patient(httpx.AsyncBaseTransport):
    """Takes turns at each host, tries again where that may help, and reads bodies whole within the limits."""

    def __init__(self, inner: httpx.AsyncBaseTransport, seconds: float, turns: Turns) -> None:
        self._inner, self._seconds, self._turns = inner, seconds, turns

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt, stop_before_delay

        retrying = AsyncRetrying(
            retry=retry_if_exception_type(_Again),
            stop=stop_after_attempt(ATTEMPTS) | stop_before_delay(PATIENCE),
            wait=_backoff,
            sleep=anyio.sleep,
            reraise=True,
        )
        try:
            return await retrying(self._once, request)
        except _Again as again:
            if again.answer is not None:
                return again.answer
            assert again.error is not None  # noqa: S101  one of the two is always there
            raise again.error from again.__cause__

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def _once(self, request: httpx.Request) -> httpx.Response:
        asked: Request = request.extensions["request"]
        host = request.url.host
        async with self._turns.turn(asked.url, host, asked.pause):
            start = anyio.current_time()
            answer = await self._answer(request, asked)
            slow = anyio.current_time() - start > SLOW_SECONDS
        if answer.status_code in _BUSY:
            if (wait := retry_after(answer.headers.get("retry-after", ""), time.time())) is not None:
                await self._turns.rest(host, wait, answer.status_code)
            if not slow and (asked.method == "GET" or answer.status_code in (429, 503)):
                raise _Again(answer, wait=wait)
        return answer

    async def _answer(self, request: httpx.Request, asked: Request) -> httpx.Response:
        try:
            with anyio.fail_after(self._seconds):
                return await self._read(request, asked)
        except TimeoutError as error:
            why = f"no complete answer within {self._seconds:g} s"
            raise FetchError(asked.url, why) from error
        except Unreachable as error:
            kind = Refused if error.forbidden else FetchError
            failure = kind(asked.url, error.why)
            if error.again:
                raise _Again(None, failure) from error
            raise failure from error
        except Garbled as error:
            raise FetchError(asked.url, f"the answer is {error}") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as error:
            raise _broken(asked, error) from error

    async def _read(self, request: httpx.Request, asked: Request) -> httpx.Response:
        """Read one answer, unpacked; the connection is given back whatever happens."""
        answer = await self._inner.handle_async_request(request)
        try:
            body = await _body(answer, asked)
        finally:
            with anyio.CancelScope(shield=True):
                await answer.aclose()
        kept = [(key, value) for key, value in answer.headers.multi_items() if key.lower() not in _WIRE]
        return httpx.Response(answer.status_code, headers=kept, content=body)


async def _body(answer: httpx.Response, asked: Request) -> bytes:
    said = answer.headers.get("content-length", "")
    if said.isdigit() and int(said) > asked.limit and not asked.cut:
        raise FetchError(asked.url, too_large(asked.limit), answer.status_code)
    inflater = Inflater(answer.headers.get("content-encoding", ""), asked.limit)
    try:
        async for piece in answer.stream:  # type: ignore[union-attr]  # ours: see `Pinned`
            inflater.push(piece)
    except Oversize as oversize:
        if asked.cut:
            return oversize.kept
        raise FetchError(asked.url, too_large(asked.limit), answer.status_code) from oversize
    return inflater.body()


def _broken(asked: Request, error: Exception) -> Exception:
    """Return what to raise for a connection that broke."""
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return FetchError(asked.url, "the certificate of the host is not valid")
    failure = FetchError(asked.url, "the connection broke off")
    return _Again(None, failure) if asked.method == "GET" else failure


def _backoff(state: RetryCallState) -> float:
    """Wait for as long as the host asks, else about one and then two seconds."""
    from tenacity import wait_random_exponential

    failure = state.outcome.exception() if state.outcome else None
    if isinstance(failure, _Again) and failure.wait is not None:
        return failure.wait
    return 0.5 + wait_random_exponential(multiplier=0.5, max=4)(state)


def retry_after(value: str, now: float) -> float | None:
    """Return the seconds that a Retry-After header asks for, be it a number or a date; None if neither."""
    if value.strip().isdigit():
        return float(value.strip()[:9])
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except (ValueError, TypeError, OverflowError):
        return None


def user_agent(contact: str | None) -> str:
    """Return who we are, as one header line."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        name = f"whynow/{version('whynow')}"
    except PackageNotFoundError:
        name = "whynow"
    plain = "".join(c for c in contact or "" if c.isascii() and c.isprintable() and c not in "()\\")
    return f"{name} (+{plain})" if plain else name


def _moment(answer: httpx.Response) -> datetime:
    """Return when the answer was read: now, or for one out of the cache when its server sent it."""
    now = datetime.now(UTC)
    caching: Mapping[str, Any] = answer.extensions.get("caching", {})
    if not caching.get("from_cache") or caching.get("revalidated"):
        return now
    try:
        sent = parsedate_to_datetime(answer.headers.get("date", ""))
    except (ValueError, TypeError):
        return now
    return min(now, sent if sent.tzinfo else sent.replace(tzinfo=UTC))


def _own_services(keys: Mapping[str, str]) -> frozenset[tuple[str, int]]:
    """Return host and port of the search service that the user runs, if one is set."""
    split = urlsplit(keys.get("searxng", ""))
    if not split.hostname:
        return frozenset()
    return frozenset({(split.hostname, split.port or (443 if split.scheme == "https" else 80))})
