"""Pages that answer 200 and hold no content: challenges for robots, log-in and consent pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

# Each is machinery or wording of one vendor's challenge and of nothing else.
_CHALLENGES = {
    "Cloudflare": re.compile(
        rb"/cdn-cgi/challenge-platform/\S{0,80}/orchestrate/|cf[-_]chl[-_]opt|"
        rb"<title>\s*(?:Just a moment\.\.\.|Attention Required! \| Cloudflare)"
    ),
    "Imperva": re.compile(rb"_Incapsula_Resource\?[^\"']{0,200}incident|<title>\s*Pardon Our Interruption"),
    "DataDome": re.compile(rb"(?:geo|ct)\.captcha-delivery\.com"),
    "HUMAN": re.compile(rb"id=[\"']px-captcha|window\._pxAppId.{0,4000}px-captcha", re.DOTALL),
    "AWS WAF": re.compile(rb"awsWafCookieDomainList|\.awswaf\.com/\S{0,200}challenge\.js"),
    "Akamai": re.compile(rb"<title>\s*Access Denied\s*</title>.{0,1500}errors\.edgesuite\.net", re.S | re.I),
    "the SEC": re.compile(rb"Your Request Originates from an Undeclared Automated Tool"),
    "the site": re.compile(
        rb"(?:please )?enable JavaScript and cookies to continue|"
        rb"verify(?:ing)? (?:that )?you are (?:a )?human|<title>\s*(?:Are you a robot|Robot Check|Captcha)\b",
        re.I,
    ),
}
_CONSENT = ("consent.google.com", "consent.yahoo.com", "consent.youtube.com")
_LOGIN = re.compile(r"/(?:log[-_]?in|sign[-_]?in|authwall|sso|saml2?|uas/login)(?:[/.?]|$)", re.IGNORECASE)
_PASSWORD = re.compile(rb"<input[^>]{0,300}type\s*=\s*[\"']?password", re.IGNORECASE)
_UNSEEN = re.compile(rb"<(script|style|noscript|svg|head)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.DOTALL | re.I)
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
    for vendor, marks in _CHALLENGES.items():
        if marks.search(body) and not _has_content(body):
            return f"the host answers with a challenge for robots (by {vendor}) instead of the page"
    return None


def _log_in(url: str, body: bytes) -> str | None:
    if _LOGIN.search(urlsplit(url).path) and _PASSWORD.search(body) and not _has_content(body):
        return "the host answers with a log-in page instead of the page"
    return None


def _has_content(body: bytes) -> bool:
    return len(b" ".join(_UNSEEN.sub(b" ", body).split())) > _CONTENT
