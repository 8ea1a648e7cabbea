"""Recordings instead of the network: nothing else can be reached, and no socket is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

import anyio

from ..errors import Refused
from .addresses import spelled
from .archive import Place, Recorded, recall, survey
from .messages import Request
from .redaction import NO_SECRETS, Secrets

_Key = tuple[str, str, str]
NOT_RECORDED = "not recorded in the replay"


def loose(url: str) -> str:
    """Return `url` without what recordings and links disagree about: scheme, fragment, trailing slash."""
    path, mark, query = spelled(url).partition("://")[2].partition("?")
    return f"{path.rstrip('/')}{mark}{query}"


class Replay:
    """Answers out of WARC files; they are surveyed at the first question and bodies are read on demand."""

    def __init__(self, paths: Sequence[Path], secrets: Secrets = NO_SECRETS) -> None:
        """Later files, and later records of a file, win over earlier ones."""
        self._paths, self._secrets = paths, secrets
        self._exact: dict[_Key, Place] | None = None
        self._loose: dict[_Key, Place] = {}
        self._opening = anyio.Lock()
        self._lost: list[str] = []

    async def reach(self, request: Request) -> Recorded:
        """Return the recorded answer of a request, or raise Refused."""
        async with self._opening:
            if self._exact is None:
                await anyio.to_thread.run_sync(self._open)
        place = self._find(self._secrets.hide_in(request.url), request.method, self._secrets.digest(request))
        if place is not None:
            return await anyio.to_thread.run_sync(recall, place)
        if request.url.endswith("/robots.txt"):
            # Recordings of others seldom hold it; a host that shows none allows everything.
            return Recorded(request.url, 404, (), b"", datetime.fromtimestamp(0, UTC))
        raise Refused(request.url, NOT_RECORDED + "".join(f" ({lost})" for lost in self._lost))

    def _open(self) -> None:
        places: list[Place] = []
        for path in self._paths:
            found, damages = survey(path)
            places += found
            if damages:
                self._lost.append(f"{path.name} is damaged: {len(found)} whole records of it are read")
        # A redirect to its own other spelling answers only whoever asks for exactly that spelling.
        self._loose = _indexed((place for place in places if not _leads_to_itself(place)), loose)
        self._exact = _indexed(places, spelled)

    def _find(self, url: str, method: str, sent: str) -> Place | None:
        assert self._exact is not None  # noqa: S101  opened by `reach`
        exact = self._exact.get((spelled(url), method, sent))
        return exact or self._loose.get((loose(url), method, sent))


def _leads_to_itself(place: Place) -> bool:
    """Say whether a record only redirects to another spelling of its own URL."""
    return 300 <= place.status < 400 and loose(urljoin(place.url, place.location)) == loose(place.url)


def _indexed(places: Iterable[Place], key: Callable[[str], str]) -> dict[_Key, Place]:
    found: dict[_Key, Place] = {}
    for place in places:
        named = (key(place.url), place.method, place.sent)
        # A failure is an answer only as long as there is no other.
        if place.status or named not in found:
            found[named] = place
    return found
