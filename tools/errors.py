"""Every exception that whynow raises on purpose, in one tree.

WhynowError
├── FetchError            a URL could not be read; `why` is the reason that a Gap repeats
│   └── Refused           we did not ask: robots.txt, a private address, a scheme, a size, a replay without it
├── UnreadableDocument    bytes arrived and hold no text that we can read
├── AccountNotFound       no identity of that name
├── AmbiguousAccount      several identities; `candidates` holds them
├── DocumentNotFound      no document of that id, URL or path
├── OutOfTime             who is meant was not settled before the deadline
├── IndexMismatch         the index was made with another embedding
├── StoreError            the file of accounts and evidence cannot be read or written
├── InvalidInput          an argument that cannot be meant
└── SettingsError         a setting that cannot work

In a batch a failure becomes a Gap; outside a batch it is raised. The message says what would have worked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .evidence import Candidate


class WhynowError(Exception):
    """Anything that whynow raises on purpose; the text is written for its reader."""


class FetchError(WhynowError):
    """A URL could not be read."""

    def __init__(self, url: str, why: str, status: int | None = None) -> None:
        """Keep the reason apart from the URL, so that a Gap can say both."""
        super().__init__(f"{url}: {why}")
        self.url, self.why, self.status = url, why, status


class Refused(FetchError):
    """We did not ask: the rules of `tools.web` forbid this URL."""


class UnreadableDocument(WhynowError):
    """The bytes hold no text that we can read (a scan, a login page, a truncated archive)."""


class AccountNotFound(WhynowError):
    """No identity answers to that name; the message lists what was tried."""


class AmbiguousAccount(WhynowError):
    """More than one identity answers to that name; nothing was guessed."""

    def __init__(self, message: str, candidates: Sequence[Candidate]) -> None:
        """Carry the candidates for whoever can ask the person."""
        super().__init__(message)
        self.candidates = tuple(candidates)


class DocumentNotFound(WhynowError):
    """No document of that id, URL or path."""


class OutOfTime(WhynowError):
    """Nothing was settled before the deadline; the message says what would be quicker."""


class StoreError(WhynowError):
    """The file of accounts and evidence is damaged, full or not ours to write; the message says which."""


class IndexMismatch(WhynowError):
    """The vectors on disk were made by another embedding; the message offers the rebuild."""


class InvalidInput(WhynowError):
    """An argument that cannot be meant; the message says what can."""


class SettingsError(WhynowError):
    """A setting that cannot work; the message names it and a value that would."""
