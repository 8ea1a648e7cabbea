"""Keeps every answer in a WARC file while it comes in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

import anyio

from ..errors import FetchError
from .archive import Recorded, write_warc
from .messages import Request
from .redaction import Secrets


class Recorder:
    """Appends answers to one file; a kill midway costs at most the record being written."""

    def __init__(self, path: Path, secrets: Secrets) -> None:
        """Write to `path`, after whatever it holds already."""
        self._path, self._secrets = path, secrets
        self._writing = anyio.Lock()
        self._last: dict[tuple[str, str, str], bytes] = {}

    async def add(self, answer: Recorded) -> None:
        """Keep an answer, unless it is the one that was kept last for its URL."""
        kept = self._without_secrets(answer)
        key = (kept.url, kept.method, kept.sent)
        digest = sha256(f"{kept.status} {kept.failure} ".encode() + kept.body).digest()
        async with self._writing:
            if self._last.get(key) == digest:
                return
            await anyio.to_thread.run_sync(partial(write_warc, self._path, [kept], append=True))
            self._last[key] = digest

    async def add_failure(self, request: Request, error: FetchError) -> None:
        """Keep why an answer never came, so that a replay has the same Gap."""
        sent = self._secrets.digest(request)
        kept = Recorded(request.url, error.status or 0, (), b"", datetime.now(UTC), request.method, sent)
        await self.add(replace(kept, failure=error.why))

    def _without_secrets(self, answer: Recorded) -> Recorded:
        hide: Callable[[str], str] = self._secrets.hide_in
        return replace(
            answer,
            url=hide(answer.url),
            headers=tuple((name, hide(value)) for name, value in answer.headers),
            body=self._secrets.hide_in_bytes(answer.body),
        )
