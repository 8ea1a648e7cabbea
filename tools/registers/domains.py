"""Web addresses as names of companies: which domain is meant, and whether two are one."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_SECOND = frozenset("co com net org ac edu gov gob gouv or ne go gv ltd plc".split())  # noqa: SIM905
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59})")


def domain_of(text: str) -> str | None:
    """Return the registered domain that a URL or a bare host names, or None where it names none."""
    host = text.strip()
    if "://" not in host:
        host = f"https://{host}"
    try:
        named = (urlsplit(host).hostname or "").lower().rstrip(".")
        named = named.encode("idna").decode() if not named.isascii() else named
    except ValueError:
        return None
    if not _HOST.fullmatch(named):
        return None
    labels = named.split(".")
    keep = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND else 2
    return ".".join(labels[-keep:])


def same_site(one: str | None, other: str | None) -> bool:
    """Say whether two addresses belong to one registered domain."""
    mine = domain_of(one) if one else None
    return mine is not None and other is not None and mine == domain_of(other)
