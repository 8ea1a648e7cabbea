"""The user's keys, kept out of whatever is written to disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from .messages import Request

HIDDEN = "REDACTED"
_SHORTEST = 6
"""Shorter values are no keys, and replacing them would damage what is kept."""


@dataclass(frozen=True)
class Secrets:
    """Values that must not be written."""

    values: tuple[str, ...]

    @classmethod
    def of(cls, keys: Mapping[str, str]) -> Secrets:
        """Return the secret ones of the user's settings: a base URL is none."""
        return cls(tuple(key for key in keys.values() if len(key) >= _SHORTEST and "://" not in key))

    def hide_in(self, text: str) -> str:
        """Return `text` without the keys."""
        for value in self.values:
            text = text.replace(value, HIDDEN)
        return text

    def hide_in_bytes(self, body: bytes) -> bytes:
        """Return `body` without the keys."""
        for value in self.values:
            body = body.replace(value.encode(), HIDDEN.encode())
        return body

    def digest(self, request: Request) -> str:
        """Return what tells two questions to one URL apart, whoever's key they carry."""
        if not request.content:
            return ""
        return sha256(self.hide_in_bytes(request.content)).hexdigest()[:32]

    def carried_by(self, request: Request) -> bool:
        """Say whether a request carries a key, so that it must not be cached."""
        sent = "\n".join((request.url, *request.headers.values()))
        return bool(request.content) or any(value in sent for value in self.values)


NO_SECRETS = Secrets(())
