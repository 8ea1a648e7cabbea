from __future__ import annotations

import gzip

import pytest
from whynow.tools.errors import UnreadableDocument
from whynow.tools.reading.dates import Published, agreed
from whynow.tools.reading.feed import read_feed, read_sitemap, sitemaps_of

URL = "https://www.halvorsen.example/feed.xml"
RSS = b"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Halvorsen &amp; news</title>
<item><title>Hub &lt;b&gt;opens&lt;/b&gt;</title><link>/news/hub?utm_source=rss</link>
<pubDate>Thu, 05 Mar 2026 23:30:00 -0500</pubDate>
<description>A hub.</description><content:encoded><![CDATA[<p>All of it.</p>]]></content:encoded></item>
<item><title>No date</title><link>https://www.halvorsen.example/news/undated</link></item></channel></rss>"""


def test_a_feed_gives_titles_addresses_and_the_day_its_readers_saw() -> None:
    feed = read_feed(RSS, URL)
    first, second = feed.entries
    assert feed.title == "Halvorsen & news"
    assert (first.title, first.url, first.published) == (
        "Hub opens",
        "https://www.halvorsen.example/news/hub",
        "2026-03-05",
    )
    assert first.html == "<p>All of it.</p>"
    assert second.published is None


def test_atom_and_json_feeds_are_feeds() -> None:
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><entry><title>A</title>
    <link href="https://h.example/a"/><updated>2026-01-02T03:04:05Z</updated></entry></feed>"""
    plain = (
        b'{"version":"https://jsonfeed.org/version/1","title":"N","items":[{"id":"1","url":"https://h.example/b",'
        b'"title":"B","date_published":"2026-02-03T00:00:00Z"}]}'
    )
    assert [(e.url, e.published) for e in read_feed(atom, URL).entries] == [
        ("https://h.example/a", "2026-01-02")
    ]
    assert [(e.url, e.published) for e in read_feed(plain, URL).entries] == [
        ("https://h.example/b", "2026-02-03")
    ]


@pytest.mark.parametrize(
    "body",
    [
        b'<!DOCTYPE r [<!ENTITY a "lol"><!ENTITY b '
        b'"&a;&a;&a;">]><rss><channel><title>&b;</title></channel></rss>',
        b"<!DOCTYPE r [<!ENTITY x SYSTEM "
        b'"file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>',
    ],
)
def test_entities_are_refused(body: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="entities"):
        read_feed(body, URL)
    with pytest.raises(UnreadableDocument, match="entities"):
        read_sitemap(body, URL)


@pytest.mark.parametrize("body", [b"<html><body>No feed here</body></html>", b"{broken", b'{"a": 1}'])
def test_what_is_no_feed_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="no (?:JSON F|f)eed"):
        read_feed(body, URL)


def test_a_sitemap_lists_places_with_their_days_packed_or_not() -> None:
    xml = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
    <url><loc>https://h.example/a</loc><lastmod>2026-01-02</lastmod></url>
    <url><loc>https://h.example/b</loc><n:news><n:publication_date>2026-02-03</n:publication_date><n:title>B</n:title></n:news></url>
    </urlset>"""
    places = read_sitemap(gzip.compress(xml), URL)
    assert [(p.url, p.changed, p.published, p.title) for p in places] == [
        ("https://h.example/a", "2026-01-02", None, ""),
        ("https://h.example/b", None, "2026-02-03", "B"),
    ]


def test_a_packed_sitemap_that_unfolds_without_end_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="unfolds"):
        read_sitemap(gzip.compress(b" " * 30_000_000), URL)


def test_robots_txt_names_sitemaps() -> None:
    assert list(sitemaps_of("User-agent: *\nSitemap: /map.xml\nsitemap: https://h.example/b.xml", URL)) == [
        "https://www.halvorsen.example/map.xml",
        "https://h.example/b.xml",
    ]


@pytest.mark.parametrize(
    ("feed", "page", "day", "origin"),
    [
        ("2026-03-05", Published("2026-03-05", "json-ld"), "2026-03-05", "feed"),
        ("2026-03-05", Published("2026-03-06", "meta"), "2026-03-05", "feed"),
        ("2026-03-05", Published("2025-11-01", "json-ld"), "2025-11-01", "json-ld"),
        ("2026-03-05", Published("2019-01-01", "text"), "2026-03-05", "feed"),
        (None, Published("2026-01-01", "meta"), "2026-01-01", "meta"),
    ],
)
def test_feed_and_page_settle_a_date(feed: str | None, page: Published, day: str, origin: str) -> None:
    assert agreed(feed, page) == Published(day, origin)  # type: ignore[arg-type]
