"""HTTP over connections that are pinned to an address which was checked.

Names are resolved here and nowhere else; every address of a name must be public, and the connection goes to
one of the very addresses that were checked, so that a name which changes its answer gains nothing.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable
from ipaddress import ip_address
from socket import SOCK_STREAM, gaierror
from typing import Any

import anyio
import httpcore
import httpx

from .addresses import is_public

CONNECT_SECONDS = 5.0
"""A name may stand for several addresses: an unresponsive one must leave time for the next."""
_TRIED = 4

Resolve = Callable[..., Awaitable[Iterable[tuple[Any, ...]]]]


class Unreachable(Exception):
    """No connection; `forbidden` where we would not make it, `again` where trying again may help."""

    def __init__(self, why: str, *, forbidden: bool = False, again: bool = False) -> None:
        """Say why in words for the Gap."""
        super().__init__(why)
        self.why, self.forbidden, self.again = why, forbidden, again


class Checked(httpcore.AsyncNetworkBackend):
    """Connects to checked addresses only."""

    def __init__(
        self,
        *,
        allow_loopback: bool = False,
        trusted: Collection[tuple[str, int]] = (),
        resolve: Resolve = anyio.getaddrinfo,
    ) -> None:
        """`trusted` are the user's own services by host and port, which may stand anywhere."""
        self._plain: httpcore.AsyncNetworkBackend = httpcore.AnyIOBackend()
        self._allow_loopback, self._trusted, self._resolve = allow_loopback, trusted, resolve

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of `host` that answers, if all of them may be asked."""
        addresses = await self._addresses(host, port)
        failure: Exception | None = None
        for address in addresses[:_TRIED]:
            try:
                return await self._plain.connect_tcp(address, port, CONNECT_SECONDS, None, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise Unreachable("the host does not accept connections", again=True) from failure

    async def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.AsyncNetworkStream:
        """Refuse: no URL leads to a socket file."""
        raise Unreachable("socket files are not asked", forbidden=True)

    async def sleep(self, seconds: float) -> None:
        """Wait, for httpcore's own retries (of which there are none)."""
        await anyio.sleep(seconds)

    async def _addresses(self, host: str, port: int) -> list[str]:
        try:
            answers = await self._resolve(host, port, type=SOCK_STREAM)
        except gaierror as error:
            raise Unreachable("there is no host of that name") from error
        except (UnicodeError, OSError) as error:
            raise Unreachable("the name of the host cannot be resolved") from error
        addresses = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
        if (host, port) not in self._trusted:
            for address in addresses:
                self._check(host, address)
        if not addresses:
            raise Unreachable("there is no host of that name")
        return addresses

    def _check(self, host: str, address: str) -> None:
        found = ip_address(address)
        if is_public(found) or (self._allow_loopback and found.is_loopback):
            return
        raise Unreachable(f"{host} leads to {address}, which is not a public address", forbidden=True)


class Pinned(httpx.AsyncBaseTransport):
    """The httpx transport over such connections: no proxies, no environment, no redirects, no cookies."""

    def __init__(self, backend: httpcore.AsyncNetworkBackend, connections: int = 40) -> None:
        """Certificates are checked against certifi's list."""
        context: ssl.SSLContext = httpx.create_ssl_context(trust_env=False)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            max_connections=connections,
            max_keepalive_connections=connections // 2,
            keepalive_expiry=15.0,
            network_backend=backend,
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; the body of the answer streams, still compressed."""
        url = request.url
        asked = httpcore.Request(
            request.method,
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
        )
        answer = await self._pool.handle_async_request(asked)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Stream(answer))

    async def aclose(self) -> None:
        """Close every connection."""
        await self._pool.aclose()


class _Stream(httpx.AsyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._answer.aiter_stream():
            yield piece

    async def aclose(self) -> None:
        await self._answer.aclose()
