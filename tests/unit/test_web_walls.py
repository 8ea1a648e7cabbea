"""Pages that answer 200 and are none."""

from __future__ import annotations

import time

import pytest
from whynow.tools.web.walls import wall

HTML = {"content-type": "text/html; charset=utf-8"}
URL = "https://haldenrail.example/news"
ARTICLE = b"<p>" + b"Halden Rail orders forty bogies from its works in Trollhattan. " * 40 + b"</p>"

WALLS = {
    "cloudflare": b"<title>Just a moment...</title><script>window._cf_chl_opt={}</script>",
    "imperva": b'<iframe src="/_Incapsula_Resource?SWUDNSAI=31&incident_id=1"></iframe>',
    "datadome": b'<script src="https://geo.captcha-delivery.com/captcha/?x=1"></script>',
    "human": b'<div id="px-captcha"></div>',
    "aws": b'<script src="https://a.b.token.awswaf.com/a/b/challenge.js"></script>',
    "sec": b"<h1>Your Request Originates from an Undeclared Automated Tool</h1>",
    "plain": b"<p>Please enable JavaScript and cookies to continue</p>",
    "human check": b"<h2>Verify you are human by completing the action below.</h2>",
}


@pytest.mark.parametrize("name", WALLS)
def test_a_challenge_is_seen(name: str) -> None:
    assert "challenge for robots" in (wall(URL, HTML, WALLS[name]) or "")


@pytest.mark.parametrize("name", WALLS)
def test_a_page_with_content_is_a_page_whatever_scripts_it_carries(name: str) -> None:
    assert wall(URL, HTML, WALLS[name] + ARTICLE) is None


def test_a_host_that_says_it_challenges_is_believed() -> None:
    assert wall(URL, {**HTML, "cf-mitigated": "challenge"}, ARTICLE) is not None
    assert wall(URL, {**HTML, "x-amzn-waf-action": "captcha"}, b"") is not None


def test_a_log_in_page_is_seen_and_an_article_about_logging_in_is_not() -> None:
    form = b'<form><input name="user"><input type="password" name="p"></form>'
    assert "log-in page" in (wall("https://a.example/users/sign_in", HTML, form) or "")
    assert "log-in page" in (wall("https://a.example/login?next=/", HTML, form) or "")
    assert wall("https://a.example/login", HTML, form + ARTICLE) is None
    assert wall("https://a.example/blog/single-sign-on", HTML, form) is None


def test_a_consent_page_is_seen() -> None:
    assert "consent page" in (wall("https://consent.google.com/ml?continue=x", HTML, ARTICLE) or "")


@pytest.mark.parametrize("filler", [b"<script ", b"<", b"<!--", b"</", b"<input ", b"<input type=x "])
def test_no_page_takes_long_to_judge(filler: bytes) -> None:
    start = time.monotonic()
    wall("https://a.example/login", HTML, b"px-captcha" + filler * (390_000 // len(filler)))
    assert time.monotonic() - start < 2


def test_short_pages_feeds_and_data_are_no_walls() -> None:
    assert wall(URL, HTML, b"") is None
    assert wall(URL, HTML, b"<title>News</title><p>No news yet.</p>") is None
    assert wall(URL, {"content-type": "application/json"}, b'{"t": "Just a moment..."}') is None
    assert wall(URL, HTML, b"<title>Just a moment with our CEO</title><p>Hello</p>") is None
