"""Pages that answer 200 and hold no content: challenges for robots, log-in and consent pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

# Each is machinery or wording of one vendor's challenge and of nothing else; all in lower case.
_CHALLENGES = {
    "Cloudflare": (b"_cf_chl_opt", b"<title>just a moment...", b"<title>attention required! | cloudflare"),
    "Imperva": (b"_incapsula_resource?", b"<title>pardon our interruption"),
    "DataDome": (b"geo.captcha-delivery.com", b"ct.captcha-delivery.com"),
    "HUMAN": (b"px-captcha",),
    "AWS WAF": (b"awswafcookiedomainlist", b".awswaf.com/"),
    "Akamai": (b"errors.edgesuite.net",),
    "the SEC": (b"your request originates from an undeclared automated tool",),
    "the site": (
        b"enable javascript and cookies to continue", b"verify you are human", b"verifying you are human",
        b"verify that you are human", b"<title>are you a robot", b"<title>robot check", b"<title>captcha",
    ),
}  # fmt: skip
_CONSENT = ("consent.google.com", "consent.yahoo.com", "consent.youtube.com")
_LOGIN = re.compile(r"/(?:log[-_]?in|sign[-_]?in|authwall|sso|saml2?|uas/login)(?:[/.?]|$)", re.IGNORECASE)
_PASSWORD = re.compile(rb"<input[^>]{0,300}type\s*=\s*[\"']?password", re.IGNORECASE)
_UNSEEN = (b"script", b"style", b"noscript", b"svg")
_TAG = re.compile(rb"<[^<>]*>")
_LOOKED_AT = 400_000
_CONTENT = 1500
"""A page with more visible characters than this has something to say, whatever scripts it carries."""


def wall(url: str, headers: Mapping[str, str], body: bytes) -> str | None:
    """Return why a page that answered 200 is no content, or None; in doubt it is content."""
    if headers.get("cf-mitigated", "") == "challenge" or headers.get("x-amzn-waf-action", "") in _WAF:
        return "the host answers with a challenge for robots instead of the page"
    if urlsplit(url).hostname in _CONSENT:
        return "the host answers with a consent page instead of the page"
    if "html" not in headers.get("content-type", "html") or len(body) > _LOOKED_AT:
        return None
    return _challenge(body) or _log_in(url, body)


_WAF = ("challenge", "captcha")


def _challenge(body: bytes) -> str | None:
    text = body.lower()
    for vendor, marks in _CHALLENGES.items():
        if any(mark in text for mark in marks) and not _has_content(body):
            return f"the host answers with a challenge for robots (by {vendor}) instead of the page"
    return None


def _log_in(url: str, body: bytes) -> str | None:
    if _LOGIN.search(urlsplit(url).path) and _PASSWORD.search(body) and not _has_content(body):
        return "the host answers with a log-in page instead of the page"
    return None


def _has_content(body: bytes) -> bool:
    text = body.lower()
    for name in _UNSEEN:
        text = _without(text, name)
    return len(b" ".join(_TAG.sub(b" ", text).split())) > _CONTENT


def _without(text: bytes, name: bytes) -> bytes:
    """Return `text` without the elements of that name; one that never ends hides all that follows.

    By hand, for a pattern would look for the end of each opening tag again: hostile pages have thousands.
    """
    kept, position = [], 0
    while (start := text.find(b"<" + name, position)) >= 0:
        kept.append(text[position:start])
        if (position := text.find(b"</" + name, start)) < 0:
            return b" ".join(kept)
    return b" ".join([*kept, text[position:]])
