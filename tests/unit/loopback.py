"""A web server on this machine whose every byte and pause the test decides."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, cast

Writer = asyncio.StreamWriter
Page = bytes | Callable[[Any], bytes] | Callable[[Writer], Awaitable[None]]


@dataclass
class Asked:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    at: float


@dataclass
class Site:
    """The pages of the server by path, and what was asked of it."""

    port: int = 0
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    open: int = 0
    most_open: int = 0

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    async def serve(self, reader: asyncio.StreamReader, writer: Writer) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while await self._one(reader, writer):
                pass
        writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: Writer) -> bool:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines[1:]) if k}
        await reader.readexactly(int(headers.get("content-length", 0)))
        asked = Asked(lines[0].split()[1], headers, asyncio.get_running_loop().time())
        self.asked.append(asked)
        page = self.pages.get(asked.path, answer(404))
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            if isinstance(page, bytes):
                writer.write(page)
            elif asyncio.iscoroutinefunction(page):
                await page(writer)
                return False
            else:
                writer.write(cast("Callable[[Asked], bytes]", page)(asked))
            await writer.drain()
        finally:
            self.open -= 1
        return True


def answer(status: int = 200, body: bytes = b"", **headers: str) -> bytes:
    """One HTTP answer; header names are written with underscores."""
    lines = {"content-type": "text/html; charset=utf-8", "content-length": str(len(body))}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status} X\r\n{head}\r\n".encode() + body


@asynccontextmanager
async def site(**pages: Page) -> AsyncIterator[Site]:
    """Serve pages; the path of a page is its name with a slash before it (`home` is `/home`)."""
    served = Site(pages={f"/{name}": page for name, page in pages.items()})
    server = await asyncio.start_server(served.serve, "127.0.0.1", 0)
    served.port = server.sockets[0].getsockname()[1]
    async with server:
        yield served
        server.close()
