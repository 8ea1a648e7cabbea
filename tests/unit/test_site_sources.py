from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from whynow.tools.evidence import Account, Document, Gap
from whynow.tools.reading.structured import Structured, organization
from whynow.tools.sources import SOURCES
from whynow.tools.sources.engines import Headline, bing, gdelt, google, questions, unwrapped
from whynow.tools.sources.news import query_for, stories
from whynow.tools.sources.subject import speaks_of, subject
from whynow.tools.sources.topics import belongs, is_trap, key_of, language_in, topic_of
from whynow.tools.web import WebOptions, open_web
from whynow.tools.web.archive import Recorded, write_warc

pytestmark = pytest.mark.anyio
MOMENT = datetime(2026, 3, 12, tzinfo=UTC)
ACCOUNT = Account(
    id="halvorsen",
    name="Halvorsen Pumps",
    legal_name="Halvorsen Pumps AS",
    domain="halvorsen.example",
    ticker="HALV",
)
SITE = "https://halvorsen.example"
PROSE = (
    "<p>" + "Halvorsen Pumps builds pumps for fish farms and sells them in nineteen countries. " * 4 + "</p>"
)


class NewShelf:
    def has(self, url: str) -> bool:
        return False


async def read(
    source: str, tmp_path: Path, pages: Mapping[str, str | int], account: Account = ACCOUNT
) -> tuple[list[Document], list[Gap]]:
    archive = tmp_path / "world.warc.gz"
    write_warc(archive, (recorded(url, body) for url, body in pages.items()))
    found: list[object] = []
    async with open_web(WebOptions(replay=(archive,), as_of=date(2026, 3, 12))) as web:
        found = [evidence async for evidence in SOURCES[source](account, web, NewShelf())]
    return [e for e in found if isinstance(e, Document)], [e for e in found if isinstance(e, Gap)]


def recorded(url: str, body: str | int) -> Recorded:
    status, text = (body, "") if isinstance(body, int) else (200, body)
    kind = (
        "application/xml"
        if text.startswith("<?xml")
        else "application/json"
        if text.startswith("{")
        else "text/html"
    )
    return Recorded(url, status, (("Content-Type", f"{kind}; charset=utf-8"),), text.encode(), MOMENT)


def html(title: str, body: str, lang: str = "en") -> str:
    return f"<html lang='{lang}'><head><title>{title}</title></head><body>{body}</body></html>"


HOME = html(
    "Halvorsen Pumps",
    "<nav><a href='/about'>About</a><a href='/team'>Our team</a><a href='/kunden?sort=a&filter=b'>x</a>"
    "<a href='/de/about'>Deutsch</a><a href='/pricing'>Pricing</a><a "
    "href='https://other.example/products'>Products</a>"
    f"<a href='/events/2026/03'>Calendar</a></nav><h1>Pumps for fish</h1>{PROSE}",
)


async def test_the_site_is_read_by_topic_and_its_failures_are_gaps(tmp_path: Path) -> None:
    documents, gaps = await read(
        "website",
        tmp_path,
        {
            f"{SITE}/": HOME,
            f"{SITE}/about": html("About", f"<h1>About us</h1>{PROSE}<p>Founded in 1971 in Bergen.</p>"),
            f"{SITE}/team": html("Team", "<h1>Team</h1><div><h3>Ada Lind</h3><p>Chief executive</p></div>"),
            f"{SITE}/pricing": 403,
            f"{SITE}/de/about": html("Über uns", PROSE),
        },
    )
    assert sorted(document.url for document in documents) == [f"{SITE}/", f"{SITE}/about", f"{SITE}/team"]
    assert any("Ada Lind\n\nChief executive" in document.text for document in documents)
    assert ("website: pricing", "the host refuses access (403)") in [(gap.wanted, gap.why) for gap in gaps]
    assert any(gap.wanted == "website: customers, products, careers" for gap in gaps)


async def test_a_redirect_to_a_site_that_never_names_the_account_is_no_evidence(tmp_path: Path) -> None:
    archive = {f"{SITE}/": html("Domains", "<p>This domain is for sale. Buy this domain today from us.</p>")}
    documents, gaps = await read("website", tmp_path, archive)
    assert documents == []
    assert "parked or for sale" in gaps[0].why


async def test_posts_of_a_site_that_never_names_the_account_are_no_evidence(tmp_path: Path) -> None:
    archive = tmp_path / "moved.warc.gz"
    moved = Recorded(f"{SITE}/", 301, (("Location", "https://buyer.example/"),), b"", MOMENT)
    told = {
        "https://buyer.example/": html("Buyer", '<link rel="alternate" type="application/rss+xml" '
                                       'href="/feed">' + "<p>Buyer sells banks.</p>"),
        "https://buyer.example/feed": rss(item("Buyer hires", "https://buyer.example/p", "Tue, 03 Mar")),
    }  # fmt: skip
    write_warc(archive, [moved, *(recorded(url, body) for url, body in told.items())])
    async with open_web(WebOptions(replay=(archive,), as_of=date(2026, 3, 12))) as web:
        found = [evidence async for evidence in SOURCES["feeds"](ACCOUNT, web, NewShelf())]
    assert [type(evidence) for evidence in found] == [Gap]
    assert isinstance(found[0], Gap) and "does not name Halvorsen Pumps" in found[0].why


def test_an_organization_at_home_elsewhere_is_not_the_pages_own() -> None:
    def own(url: str, name: str, home: str) -> bool:
        node = {"@type": "Organization", "name": name, "url": home}
        return organization(Structured(nodes=(node,)), url) is not None

    assert own(f"{SITE}/", "Halvorsen Pumps", "https://www.halvorsen.example/")
    assert own(f"{SITE}/", "Halvorsen Pumps", "https://halvorsen-group.example/")
    assert own(f"{SITE}/", "HP AS", "/about")
    assert not own(f"{SITE}/", "Bigshoe", "https://bigshoe.example/")


async def test_a_home_page_without_readable_text_still_leads_to_the_others(tmp_path: Path) -> None:
    pages = {
        f"{SITE}/": '<!doctype html><title>Home</title><script src="app.js"></script>'
        '<nav><a href="/about">About us</a></nav><div id="root"></div>',
        f"{SITE}/about": html("About us", PROSE),
        f"{SITE}/sitemap.xml": '<?xml version="1.0"?><urlset><url><loc>'
        f"{SITE}/leadership</loc></url></urlset>",
        f"{SITE}/leadership": html("Leadership", PROSE + "<p>Ragna Lie, Chief Executive Officer</p>"),
    }
    documents, gaps = await read("website", tmp_path, pages)
    assert {document.url for document in documents} == {f"{SITE}/about", f"{SITE}/leadership"}
    home = next(gap for gap in gaps if gap.where == f"{SITE}/")
    assert (home.wanted, "JavaScript" in home.why) == ("website: home", True)


async def test_an_account_without_a_domain_says_how_to_set_it(tmp_path: Path) -> None:
    for source in ("website", "feeds"):
        documents, gaps = await read(source, tmp_path, {}, ACCOUNT.model_copy(update={"domain": None}))
        assert documents == []
        assert [gap.why for gap in gaps] == [
            "no domain is known; set it: whynow account 'Halvorsen Pumps' --domain example.com"
        ]


async def test_an_english_version_is_read_once_instead_of_the_other(tmp_path: Path) -> None:
    german = (
        "<p>Halvorsen baut Pumpen für die Fischzucht und verkauft sie in neunzehn Ländern der Welt mit "
        "Erfolg.</p>" * 4
    )
    home = html(
        "Halvorsen Pumps", f"<a href='/en/'>English</a><a href='/unternehmen'>Unternehmen</a>{german}", "de"
    )
    english = html(
        "Halvorsen Pumps", f"<a href='/en/about'>About</a><a href='/unternehmen'>Unternehmen</a>{PROSE}"
    )
    documents, _ = await read(
        "website",
        tmp_path,
        {f"{SITE}/": home, f"{SITE}/en/": english, f"{SITE}/en/about": html("A", PROSE + "<p>1971.</p>")},
    )
    assert [document.url for document in documents] == [f"{SITE}/en/", f"{SITE}/en/about"]


FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>'
    "<item><title>Hub opens</title><link>https://halvorsen.example/news/hub</link><pubDate>Thu, 05 Mar 2026 "
    "09:00:00 GMT</pubDate></item>"
    "<item><title>Later</title><link>https://halvorsen.example/news/later</link><pubDate>Fri, 20 Mar 2026 "
    "09:00:00 GMT</pubDate></item>"
    "<item><title>Elsewhere</title><link>https://paper.example/x</link><pubDate>Thu, 05 Mar 2026 09:00:00 "
    "GMT</pubDate></item>"
    "<item><title>Gone</title><link>https://halvorsen.example/news/gone</link><pubDate>Wed, 04 Mar 2026 "
    "09:00:00 GMT</pubDate></item>"
    "</channel></rss>"
)


async def test_posts_carry_the_feeds_date_and_their_pages_text(tmp_path: Path) -> None:
    home = HOME.replace("<head>", "<head><link rel='alternate' type='application/rss+xml' href='/feed.xml'>")
    post = html("Hub opens", f"<article><h1>Hub opens</h1>{PROSE}</article>")
    pages: dict[str, str | int] = {
        f"{SITE}/": home,
        f"{SITE}/feed.xml": FEED,
        f"{SITE}/news/hub": post,
        f"{SITE}/news/gone": 404,
        f"{SITE}/news/later": post,
    }
    documents, gaps = await read("feeds", tmp_path, pages)
    assert [(d.url, d.kind, d.published, d.published_from) for d in documents] == [
        (f"{SITE}/news/hub", "post", "2026-03-05", "feed")
    ]
    assert [(gap.where, gap.why) for gap in gaps] == [(f"{SITE}/news/gone", "there is no such page (404)")]


async def test_a_newsroom_without_a_feed_still_gives_its_posts(tmp_path: Path) -> None:
    dated = "<meta property='article:published_time' content='2026-02-01'>"
    post = html("Hub opens", f"<article><h1>Hub opens</h1>{PROSE}</article>").replace(
        "<head>", f"<head>{dated}"
    )
    room = html("News", "<h1>News</h1><a href='/news/hub'>Hub opens</a>")
    pages = {
        f"{SITE}/": HOME.replace("<nav>", "<nav><a href='/news'>News</a>"),
        f"{SITE}/news": room,
        f"{SITE}/news/hub": post,
    }
    documents, _ = await read("feeds", tmp_path, pages)
    assert [(d.url, d.published, d.published_from) for d in documents] == [
        (f"{SITE}/news/hub", "2026-02-01", "meta")
    ]


def item(title: str, link: str, day: str, summary: str = "", outlet: str = "") -> str:
    source = f'<source url="https://{outlet}">{outlet}</source>' if outlet else ""
    return (
        f"<item><title>{title}</title><link>{link}</link><pubDate>{day} 2026 09:00:00 GMT</pubDate>"
        f"<description>{summary}</description>{source}</item>"
    )


def rss(*items: str) -> str:
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{"".join(items)}</channel></rss>'
    )


async def test_news_searches_that_are_deaf_for_one_reason_are_one_gap(tmp_path: Path) -> None:
    _, gaps = await read("news", tmp_path, {f"{SITE}/": html("Home", PROSE)})
    assert [(gap.wanted, gap.where, gap.count) for gap in gaps] == [
        ("news", "Bing News, GDELT, Google News", 3)
    ]


async def test_news_is_merged_and_look_alikes_are_left_aside(tmp_path: Path) -> None:
    asked = {question.engine: question.url for question in questions(query_for(ACCOUNT), lambda name: None)}
    opaque = "https://news.google.com/rss/articles/"
    pages: dict[str, str | int] = {
        asked["Google News"]: rss(
            item(
                "Halvorsen Pumps buys Fjord Valve - The Quay", f"{opaque}1", "Tue, 03 Mar", outlet="The Quay"
            ),
            item(
                "Halvorsen Pumps wins Oslo contract - The Quay",
                f"{opaque}2",
                "Mon, 02 Mar",
                outlet="The Quay",
            ),
            item(
                "Halvorsen Foods recalls fish cakes - The Quay",
                f"{opaque}3",
                "Mon, 02 Mar",
                outlet="The Quay",
            ),
        ),
        asked["Bing News"]: rss(
            item(
                "Halvorsen Pumps buys Fjord Valve",
                "https://paper.example/fjord",
                "Tue, 03 Mar",
                "Halvorsen Pumps pays.",
            ),
            item("Halvorsen plans a mine", "https://mine.example/x", "Sun, 01 Mar", "Halvorsen of Nevada."),
        ),
        asked["GDELT"]: 429,
        "https://paper.example/fjord": html(
            "Halvorsen Pumps buys Fjord Valve", f"<article>{PROSE}</article>"
        ),
        "https://mine.example/x": html(
            "Halvorsen plans a mine",
            "<article>" + "<p>Halvorsen Mining of Nevada digs.</p>" * 9 + "</article>",
        ),
    }
    documents, gaps = await read("news", tmp_path, pages)
    assert [(d.title, d.url, d.published) for d in documents] == [
        ("Halvorsen Pumps buys Fjord Valve", "https://paper.example/fjord", "2026-03-03"),
        ("Halvorsen Pumps wins Oslo contract", f"{opaque}2", "2026-03-02"),
    ]
    assert ("GDELT" in [gap.where for gap in gaps], [gap.count for gap in gaps if "aside" in gap.wanted]) == (
        True,
        [2],
    )


def test_engines_are_read_in_their_own_forms() -> None:
    assert (
        unwrapped("http://www.bing.com/news/apiclick.aspx?ref=x&url=https%3a%2f%2fa.example%2fb&c=7")
        == "https://a.example/b"
    )
    found = gdelt(
        b'{"articles": [{"url": "https://a.example/b", "title": "Halvorsen \' s hub , opened", '
        b'"seendate": "20260224T170000Z", "domain": "a.example"}]}',
        "u",
    )
    assert (found[0].title, found[0].published, found[0].outlet) == (
        "Halvorsen's hub, opened",
        "2026-02-24",
        "a.example",
    )
    assert (
        google(rss(item("A - B", "https://n.example", "Tue, 03 Mar", outlet="B")).encode(), "u")[0].title
        == "A"
    )
    assert (
        bing(rss(item("A", "https://n.example/?utm_source=x", "Tue, 03 Mar")).encode(), "u")[0].url
        == "https://n.example/"
    )


def test_keys_add_engines() -> None:
    keys = {"brave": "b", "tavily": "t", "exa": "e", "searxng": "https://search.example/"}
    assert [q.engine for q in questions('"A B"', keys.get)][3:] == ["SearXNG", "Brave", "Tavily", "Exa"]


def test_headlines_of_one_story_are_one_story() -> None:
    told = [
        Headline("Acme Robotics raises $20m", f"https://{at}.example", f"2026-03-0{at}", f"O{at}")
        for at in (1, 2)
    ]
    other = Headline("Acme Robotics opens Leeds office", "https://3.example", "2026-03-02", "O3")
    assert [(story.lead.url, story.outlets) for story in stories([*told, other])] == [
        ("https://3.example", ("O3",)),
        ("https://1.example", ("O1", "O2")),
    ]


@pytest.mark.parametrize(
    ("text", "theirs"),
    [
        ("Halvorsen Pumps opens a hub", True),
        ("HALVORSEN PUMPS AS opens a hub", True),
        ("Halvorsen Mining digs in Nevada", False),
        ("Halvorsen Pumps (NYSE: HPX) falls", False),
        ("Halvorsen Pumps (OSE: HALV) rises", True),
        ("Read more on halvorsen.example", True),
        ("The halvorsenpumpsing of things", False),
        ("The singer Halvorsen Pumps releases an album", False),
        ("Halvorsen Pumps, 34, was found by the river", False),
        ("Halvorsen Pumps, a Norwegian footballer, leaves", False),
        ("Halvorsen Pumps, a Norwegian maker of pumps, grows", True),
    ],
)
def test_a_name_of_two_words_speaks_for_itself_unless_it_is_anothers(text: str, theirs: bool) -> None:
    assert speaks_of(subject(ACCOUNT), text) is theirs


@pytest.mark.parametrize(
    ("text", "theirs"),
    [
        ("Linden raises $20m from investors", True),
        ("Walk under the linden trees of Berlin", False),
        ("Linden Bank raises rates, investors cheer", False),
        ("Linden, Inc. named a partner", True),
        ("Sunny afternoon in Linden", False),
    ],
)
def test_one_word_needs_company_around_it(text: str, theirs: bool) -> None:
    assert speaks_of(subject(Account(id="l", name="Linden", domain="linden.example")), text) is theirs


@pytest.mark.parametrize(
    ("url", "text", "topic"),
    [
        ("https://h.example/about-us", "", "about"),
        ("https://h.example/x", "Geschäftsführung", "leadership"),
        ("https://h.example/fr/clients", "", "customers"),
        ("https://ir.h.example/", "", "investors"),
        ("https://h.example/company/leadership", "", "leadership"),
        ("https://h.example/fish-of-the-day", "Fish", ""),
        ("https://h.example/precios", "Ver", "pricing"),
    ],
)
def test_topics_are_known_in_several_languages(url: str, text: str, topic: str) -> None:
    assert topic_of(url, text)[0] == topic


def test_addresses_of_one_site_are_told_from_traps_and_strangers() -> None:
    assert belongs("https://investors.h.example/x", "h.example") and not belongs(
        "https://h.example.evil.example/", "h.example"
    )
    assert [
        is_trap(f"https://h.example/{path}")
        for path in ("a?sort=x&page=2", "2026/03", "a/b/a/b/a/b/a", "x.zip", "about")
    ] == [
        True,
        True,
        True,
        True,
        False,
    ]
    assert (
        language_in("https://h.example/de/x"),
        language_in("https://h.example/x"),
        language_in("https://h.example/it-services"),
    ) == (
        "de",
        None,
        None,
    )
    assert key_of("https://www.h.example/en-us/About/?utm_source=x") == key_of("http://h.example/about")
