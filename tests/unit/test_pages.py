from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whynow.tools.errors import UnreadableDocument
from whynow.tools.evidence import Document
from whynow.tools.reading.pages import canonical, read_page
from whynow.tools.web import Response

MOMENT = datetime(2026, 3, 12, 8, tzinfo=UTC)
PROSE = (
    "<p>" + "Halvorsen Pumps builds pumps for fish farms and sells them in nineteen countries. " * 4 + "</p>"
)


def page(
    body: str, head: str = "", url: str = "https://www.halvorsen.example/news/hub", media: str = "text/html"
) -> Document:
    html = f"<!doctype html><html lang='en'><head>{head}</head><body>{body}</body></html>"
    response = Response(url, url, 200, {"content-type": media}, html.encode(), MOMENT)
    return read_page(response, "halvorsen", "website")


def test_headings_lists_and_tables_stay_readable() -> None:
    document = page(
        "<article><h1>Plans</h1>"
        + PROSE
        + "<h2>What it costs</h2><ul><li>No setup fee</li><li>Free training</li></ul>"
        "<table><tr><th>Plan</th><th>Price</th></tr><tr><td>Fjord</td><td>$310</td></tr></table></article>"
    )
    assert "- No setup fee\n- Free training" in document.text
    assert "Plan | Price\nFjord | $310" in document.text
    assert [section.name for section in document.sections] == ["Plans", "What it costs"]


def test_sections_are_the_text_they_name() -> None:
    document = page(f"<article><h1>One</h1>{PROSE}<h2>Two</h2>{PROSE}</article>")
    for section in document.sections:
        assert document.text[section.start : section.end].startswith(section.name)
    assert document.sections[-1].end == len(document.text)


@pytest.mark.parametrize(
    ("head", "url", "day", "origin"),
    [
        (
            '<script type="application/ld+json">'
            '{"@type":"NewsArticle","datePublished":"2026-02-03T09:00:00+01:00"}</script>'
            '<meta property="article:published_time" content="2026-02-09">',
            "/news/a",
            "2026-02-03",
            "json-ld",
        ),
        (
            '<meta property="article:published_time" content="2026-02-09T10:00:00Z">',
            "/2025/01/02/a",
            "2026-02-09",
            "meta",
        ),
        ("", "/2025/01/02/a", "2025-01-02", "url"),
        (
            '<script type="application/ld+json">'
            '{"@type":"NewsArticle","datePublished":"2026-02-03T23:30:00Z"}</script>',
            "/2026/02/04/a",
            "2026-02-04",
            "url",
        ),
        ("", "/2025/01/a", "2025-01", "url"),
        ('<meta name="date" content="2031-01-01">', "/news/a", None, None),
    ],
)
def test_the_best_witness_dates_the_page(head: str, url: str, day: str | None, origin: str | None) -> None:
    document = page(f"<article><h1>Hub</h1>{PROSE}</article>", head, f"https://www.halvorsen.example{url}")
    assert (document.published, document.published_from) == (day, origin)


def test_a_dateline_dates_a_press_release_and_a_footer_does_not() -> None:
    told = page(
        f"<h1>Hub</h1><p>BERGEN, 5 March 2026 (Newsline) -- {PROSE[3:]}<footer>© 2019 Halvorsen</footer>"
    )
    untold = page(f"<h1>Hub</h1>{PROSE}<footer>Copyright 2019 Halvorsen. All rights reserved.</footer>")
    assert (told.published, told.published_from) == ("2026-03-05", "text")
    assert untold.published is None


def test_a_title_is_the_headline_without_the_site() -> None:
    head = (
        "<title>Hub opens in Bergen | Halvorsen Pumps</title><meta property='og:site_name' "
        "content='Halvorsen Pumps'>"
    )
    assert page(f"<h1>Hub opens in Bergen</h1>{PROSE}", head).title == "Hub opens in Bergen"
    assert page(PROSE, head).title == "Hub opens in Bergen"


def test_a_leadership_page_keeps_every_card() -> None:
    cards = "".join(
        f"<div class='card'><a href='/p/{at}'><h3>{name}</h3><span>{role}</span></a></div>"
        for at, (name, role) in enumerate(
            [("Ada Lind", "Chief Executive"), ("Bo Rask", "Finance"), ("Cy Moe", "Operations")]
        )
    )
    text = page(
        f"<nav><a href='/'>Home</a></nav><main><h1>Our "
        f"people</h1><div>{cards}</div></main><footer>Imprint</footer>",
        url="https://www.halvorsen.example/leadership",
    ).text
    assert [name in text for name in ("Ada Lind", "Chief Executive", "Bo Rask", "Cy Moe")] == [True] * 4
    assert "Imprint" not in text and "Home" not in text


def test_bytes_in_another_charset_are_read_right() -> None:
    html = "<html><meta charset='windows-1252'><body><p>Größe: 4,1 Mrd. € für Åre</p></body></html>".encode(
        "cp1252"
    )
    url = "https://www.halvorsen.example/"
    document = read_page(
        Response(url, url, 200, {"content-type": "text/html"}, html, MOMENT), "halvorsen", "website"
    )
    assert "Größe: 4,1 Mrd. € für Åre" in document.text


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<div id='root'></div><script src='/app.js'></script>", "JavaScript"),
        (
            "<noscript>You need to enable JavaScript to run this app.</noscript><p>Please enable "
            "JavaScript.</p>",
            "JavaScript",
        ),
        ("<h1>Sign in</h1><form><input type='password'></form><p>Forgot your password?</p>", "login"),
        ("<h1>Before you continue</h1><p>We use cookies. Give your consent to go on.</p>", "consent"),
        ("<p></p>", "no text"),
    ],
)
def test_a_page_without_its_text_says_why(body: str, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        page(body)


def test_an_empty_answer_says_so() -> None:
    with pytest.raises(UnreadableDocument, match="empty"):
        read_page(
            Response("https://a.example/", "https://a.example/", 200, {}, b"  ", MOMENT), "a", "website"
        )


@pytest.mark.parametrize(
    ("declared", "kept"),
    [
        ("https://halvorsen.example/about", "https://halvorsen.example/about"),
        ("/about/?utm=1", "https://www.halvorsen.example/about/?utm=1"),
        ("https://www.halvorsen.example/", "https://www.halvorsen.example/about/"),
        ("https://other.example/about", "https://www.halvorsen.example/about/"),
        ("javascript:alert(1)", "https://www.halvorsen.example/about/"),
    ],
)
def test_a_page_may_spell_its_own_address_and_no_other(declared: str, kept: str) -> None:
    assert canonical("https://www.halvorsen.example/about/", declared) == kept


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("<>/='\" abpdivh1\x00&;!-ö\u200b"), max_size=300))
def test_no_html_breaks_the_reader(body: str) -> None:
    try:
        document = page(body)
    except UnreadableDocument:
        return
    assert all(document.text[s.start : s.end] for s in document.sections)


def test_a_cookie_banner_does_not_make_a_short_page_a_wall() -> None:
    banner = "<p>We use cookies to improve your experience. Accept all cookies.</p>"
    said = "<p>Halvorsen builds pumps for fish farms and sells them in nineteen countries.</p>"
    assert "nineteen countries" in page(said + banner).text
    with pytest.raises(UnreadableDocument, match="consent wall"):
        page(banner + "<p>You can change your preferences and withdraw your consent at any time.</p>")


def test_the_menu_of_a_page_with_few_words_is_no_text() -> None:
    menu = "<nav><a href='/a'>Products</a><a href='/b'>Support</a></nav>"
    document = page(f"{menu}<main><h1>Careers</h1><p>We look for two engineers in Bergen.</p></main>",
                    url="https://www.halvorsen.example/careers")  # fmt: skip
    assert document.text == "Careers\n\nWe look for two engineers in Bergen."
