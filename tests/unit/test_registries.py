from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from registers import filer, record, tickers, world
from whynow.tools.errors import FetchError
from whynow.tools.registers.countries import country
from whynow.tools.registers.domains import domain_of, same_site
from whynow.tools.registers.gleif import read_entity
from whynow.tools.registers.homepage import read_homepage
from whynow.tools.registers.sec_tickers import TICKERS, filers_named, hints_url, read_filer, ticker_register
from whynow.tools.web import Response

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("https://www.tarn.example/about", "tarn.example"),
        ("tarn.example:8443", "tarn.example"),
        ("shop.tarn.co.uk", "tarn.co.uk"),
        ("tärn.example", "xn--trn-qla.example"),
        ("Tarn", None),
        ("Tarn Ltd.", None),
        ("http://[::1]/", None),
        ("http://127.0.0.1/", None),
        ("", None),
    ],
)
def test_an_address_names_its_registered_domain(text: str, domain: str | None) -> None:
    assert domain_of(text) == domain


def test_two_addresses_are_one_site_or_not() -> None:
    assert same_site("https://www.tarn.example", "news.tarn.example/x") is True
    assert same_site("tarn.example", "tarn-deals.example") is False
    assert same_site(None, None) is False


def test_countries_are_known_by_name_number_and_code() -> None:
    assert [country(named) for named in ("Germany", "Q183", "de", "Freedonia", None)] == [
        "DE",
        "DE",
        "DE",
        None,
        None,
    ]


def test_a_filer_is_read_with_former_names_that_are_other_names() -> None:
    entry = next(iter(filer("42", "TARN INC", formerNames=[
        {"name": "Tarn, Inc.", "to": "2020-01-01T00:00:00Z"}, {"name": "OLD TARN CO",
                                                               "to": "2001-02-03T00:00:00Z"},
        {"name": "Old Tarn Company", "to": "2001-02-03T00:00:00Z"}, "broken"]).values()))  # fmt: skip
    assert isinstance(entry, dict)
    read = read_filer(entry, "42")
    assert (read.account().former_names, read.country, read.place) == (
        ("Old Tarn Company",),
        "US",
        "Duluth, MN",
    )
    assert "Instruments" in read.told()


def test_a_foreign_filer_has_its_country() -> None:
    address = {"business": {"city": "MUNICH", "country": "Germany", "stateOrCountry": None}}
    entry = next(iter(filer("42", "TARN AG", addresses=address).values()))
    assert isinstance(entry, dict)
    assert read_filer(entry, "42").country == "DE"


def test_a_person_is_said_to_be_one() -> None:
    entry = {
        "name": "BERG OLA",
        "insiderTransactionForOwnerExists": 1,
        "insiderTransactionForIssuerExists": 0,
    }
    assert read_filer(entry, "42").told() == "a person, CIK 0000000042"


def test_an_entry_without_a_name_is_no_filer() -> None:
    with pytest.raises(FetchError, match="names no filer"):
        read_filer({}, "42")


async def test_a_list_of_another_shape_is_an_error_that_says_so(tmp_path: Path) -> None:
    async with world(tmp_path, {TICKERS: {"0": {"no": "cik"}}}) as web:
        with pytest.raises(FetchError, match="not the list of tickers"):
            await ticker_register(web)


async def test_the_list_of_tickers_is_read_once_for_the_same_bytes(tmp_path: Path) -> None:
    async with world(tmp_path, tickers((42, "TWI", "TARN INC"))) as web:
        assert await ticker_register(web) is await ticker_register(web)


async def test_unlisted_filers_are_found_by_the_search_of_the_sec(tmp_path: Path) -> None:
    hits = {
        "hits": {
            "hits": [{"_id": "77", "_source": {"entity": "ORRIN LLC  (ORN)", "tickers": "ORN"}}, "broken"]
        }
    }
    async with world(tmp_path, {hints_url("Orrin"): hits}) as web:
        entry = (await filers_named(web, "Orrin")).entries[0]
    assert (entry.cik, entry.name.text, entry.tickers) == ("0000000077", "ORRIN LLC", ("ORN",))


def test_a_legal_entity_is_read_with_its_former_names() -> None:
    others = [
        {"name": "Orrin Alt AG", "type": "PREVIOUS_LEGAL_NAME"},
        {"name": "Orrin", "type": "TRADING_OR_OPERATING_NAME"},
    ]
    entity = read_entity(record("529900ORRIN000000042", "Orrin AG", "CH", otherNames=others))
    assert entity is not None
    assert (entity.former, entity.others, entity.country) == (("Orrin Alt AG",), ("Orrin",), "CH")
    assert entity.told() == "legal entity, Duluth, CH, LEI 529900ORRIN000000042"


@pytest.mark.parametrize(
    "broken", [{}, {"attributes": []}, {"id": "short", "attributes": {"entity": {"legalName": 1}}}]
)
def test_a_broken_record_is_no_entity(broken: dict[str, object]) -> None:
    assert read_entity(broken) is None


def test_a_home_page_says_whose_it_is() -> None:
    html = """<html><head><title>Home | Tarn Tools</title><meta property="og:site_name" content="Tarn">
    <script type="application/ld+json">{"@type": "Corporation", "name": "Tarn Tools",
                                        "legalName": "Tarn Tools Inc",
    "tickerSymbol": "NYSE: TWI", "leiCode": "529900ORRIN000000042",
    "sameAs": "https://www.wikidata.org/wiki/Q101"}
    </script></head><body></body></html>"""
    page = read_homepage(_response(html))
    assert page.names == ("Tarn Tools", "Tarn", "Tarn Tools Inc")
    assert (page.domain, page.title, page.items, page.tickers, page.lei) == (
        "tarn.example", ("Tarn Tools",), ("Q101",), ("TWI",), "529900ORRIN000000042",
    )  # fmt: skip


@pytest.mark.parametrize("html", ["", "\x00", "<html>", "{}", "<title></title>"])
def test_a_page_that_says_nothing_has_no_names(html: str) -> None:
    assert read_homepage(_response(html)).names == ()


def _response(html: str) -> Response:
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    url = "https://www.tarn.example/"
    return Response(url, url, 200, {"content-type": "text/html; charset=utf-8"}, html.encode(), moment)
