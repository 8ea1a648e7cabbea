from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from registers import (
    Answers,
    entry,
    filer,
    labelled,
    legal,
    of_cik,
    record,
    search,
    statement,
    tickers,
    world,
)
from whynow.agents.identity.identify import identify, identify_in
from whynow.tools.evidence import Account, Identity
from whynow.tools.registers.gleif import record_url
from whynow.tools.registers.register import Register

pytestmark = pytest.mark.anyio

LISTED = tickers(
    (42, "TWI", "TARNWICK INSTRUMENTS INC"), (43, "TWM", "Tarnwick Minerals Corp."),
    (44, "BML-B", "Brightmere plc"), (45, "SEFT", "Sefton Group Inc"), (46, "SFT", "Seft Inc"),
    (47, "ORN", "Orrinda Inc"),
)  # fmt: skip
TARNWICK = {
    **LISTED,
    **filer("0000000042", "TARNWICK INSTRUMENTS INC", tickers=["TWI"], exchanges=["NYSE"],
            formerNames=[{"name": "TARN VALVE CO", "to": "2004-05-06T00:00:00Z"}]),
    **search("Tarnwick Instruments", "Q101"), **of_cik("0000000042", "Q101"),
    **entry("Q101", "Tarnwick", aliases=["Tarnwick Instruments", "TWI"], pages={"enwiki": "Tarnwick"},
            claims={
        "P5531": "0000000042", "P856": "https://www.tarnwick.example/", "P452": "Q9", "P17": "Q30",
        "P1278": "549300TARNWICK0000042"[:20], "P414": statement("Q13677", ticker="TWI"),
    }),
}  # fmt: skip
PRODUCT = {
    **search("Plinkster", "Q201", "Q202"),
    **entry("Q201", "Plinkster", claims={"P127": "Q202", "P856": "https://plinkster.example", "P452": "Q9"}),
    **entry("Q202", "Metaplink", aliases=["Plinkster, Inc."], claims={
        "P452": "Q9", "P856": "https://metaplink.example",
        "P1448": [statement("Metaplink, Inc.", start="2021-10-28"),
                  statement("Plinkster, Inc.", start="2004", end="2021-10-28")]}),
    **labelled({"Q202": "Metaplink"}),
}  # fmt: skip


async def ask(folder: Path, query: str, answers: Answers, known: Sequence[Account] = ()) -> Identity:
    async with world(folder, answers) as web:
        return await identify(query, web, known)


@pytest.mark.parametrize(
    "query",
    ["TWI", "twi", "$TWI", "NYSE:TWI", "42", "0000000042", "CIK 0000000042", "Tarnwick Instruments",
     "tarnwick instruments, incorporated", "Tarnwik Instruments"],
)  # fmt: skip
async def test_every_way_of_naming_a_listed_company_leads_to_one_identity(tmp_path: Path, query: str) -> None:
    found = (await ask(tmp_path, query, TARNWICK)).account
    assert found is not None
    assert (found.cik, found.ticker, found.exchange, found.status) == (
        "0000000042",
        "TWI",
        "NYSE",
        "verified",
    )
    assert (found.wikidata, found.domain, found.country) == ("Q101", "tarnwick.example", "US")
    assert (found.name, found.legal_name) == ("Tarnwick", "TARNWICK INSTRUMENTS INC")
    assert found.former_names == ("TARN VALVE CO",)


async def test_the_sec_alone_is_enough_and_what_was_deaf_is_told(tmp_path: Path) -> None:
    found = await ask(
        tmp_path, "Tarnwick Instruments", {**LISTED, **filer("0000000042", "TARNWICK INSTRUMENTS INC")}
    )
    assert found.account is not None
    assert (found.account.id, found.account.name) == ("tarnwick-instruments", "Tarnwick Instruments Inc")
    assert {gap.where for gap in found.tried} == {"Wikidata", "GLEIF"}


async def test_the_list_alone_is_enough(tmp_path: Path) -> None:
    found = await ask(tmp_path, "TWI", LISTED)
    assert found.account is not None
    assert found.account.cik == "0000000042"


async def test_a_filer_is_found_by_cik_without_any_list(tmp_path: Path) -> None:
    found = await ask(tmp_path, "42", filer("0000000042", "TARNWICK INSTRUMENTS INC /DE/"))
    assert found.account is not None
    assert found.account.name == "Tarnwick Instruments Inc"


async def test_wikidata_alone_is_enough_for_a_company_that_files_nowhere(tmp_path: Path) -> None:
    answers = {
        **search("Bäckerei Orrin", "Q301", language="de"),
        **entry(
            "Q301", "Bäckerei Orrin", claims={"P856": "https://orrin.example", "P17": "Q183", "P1454": "Q5"}
        ),
    }
    found = (await ask(tmp_path, "Bäckerei Orrin", answers)).account
    assert found is not None
    assert (found.wikidata, found.domain, found.country, found.status) == (
        "Q301",
        "orrin.example",
        "DE",
        "verified",
    )


async def test_gleif_alone_is_enough_where_it_has_one_entity_of_that_name(tmp_path: Path) -> None:
    lei = "529900ORRIN000000042"
    found = await ask(
        tmp_path, "Orrin Holz GmbH", legal("Orrin Holz GmbH", record(lei, "Orrin Holz GmbH", "DE"))
    )
    assert found.account is not None
    assert (found.account.lei, found.account.country) == (lei, "DE")


async def test_two_legal_entities_of_one_name_are_both_shown(tmp_path: Path) -> None:
    answers = legal(
        "Orrin Holz", record("529900ORRIN000000042", "Orrin Holz GmbH", "DE"),
        record("529900ORRIN000000043", "Orrin Holz AG", "CH"),
    )  # fmt: skip
    found = await ask(tmp_path, "Orrin Holz", answers)
    assert found.account is None
    assert {candidate.account.country for candidate in found.candidates} == {"DE", "CH"}
    assert len({candidate.account.id for candidate in found.candidates}) == 2


async def test_an_lei_is_an_identity(tmp_path: Path) -> None:
    lei = "529900ORRIN000000042"
    found = await ask(tmp_path, lei, {record_url(lei): {"data": record(lei, "Orrin Holz GmbH", "DE")}})
    assert found.account is not None
    assert (found.account.name, found.account.lei) == ("Orrin Holz GmbH", lei)


async def test_the_lei_of_the_same_legal_name_and_country_joins_a_listed_company(tmp_path: Path) -> None:
    answers = {
        **tickers((50, "MEL", "MELDON RAIL INC")), **filer("0000000050", "MELDON RAIL INC", tickers=["MEL"]),
        **legal("Meldon Rail", record("549300MELDON00000042", "Meldon Rail, Inc.")),
    }  # fmt: skip
    found = (await ask(tmp_path, "Meldon Rail", answers)).account
    assert found is not None
    assert found.lei == "549300MELDON00000042"


async def test_a_former_name_leads_to_the_company_and_says_so(tmp_path: Path) -> None:
    found = await ask(tmp_path, "Plinkster", PRODUCT)
    assert found.account is not None
    assert found.account.name == "Metaplink"
    assert "former name" in found.why


async def test_a_subsidiary_stays_itself_and_its_parent_is_shown(tmp_path: Path) -> None:
    answers = {
        **search("Vidplink", "Q203"),
        **entry(
            "Q203", "Vidplink", claims={"P127": "Q202", "P856": "https://vidplink.example", "P452": "Q9"}
        ),
        **labelled({"Q202": "Metaplink"}),
    }
    found = await ask(tmp_path, "Vidplink", answers)
    assert found.account is not None
    assert (found.account.name, found.account.parent) == ("Vidplink", "Metaplink")
    assert "belongs to Metaplink" in found.why


async def test_two_companies_of_one_name_in_two_registers_are_both_shown(tmp_path: Path) -> None:
    answers = {
        **LISTED, **filer("0000000047", "Orrinda Inc", tickers=["ORN"]), **search("Orrinda", "Q401"),
        **entry("Q401", "Orrinda", claims={"P856": "https://orrinda.example", "P452": "Q9", "P17": "Q145"}),
    }  # fmt: skip
    found = await ask(tmp_path, "Orrinda", answers)
    assert found.account is None
    assert {(c.account.cik, c.account.wikidata) for c in found.candidates} == {
        ("0000000047", None),
        (None, "Q401"),
    }


async def test_a_namesake_that_is_no_company_does_not_count(tmp_path: Path) -> None:
    answers = {**TARNWICK, **search("Tarnwick Instruments", "Q101", "Q77", "Q78"),
               **entry("Q77", "Tarnwick Instruments", claims={"P31": "Q5", "P856": "https://x.example"}),
               **entry("Q78", "Tarnwick Instruments", claims={"P31": "Q4167410"})}  # fmt: skip
    found = await ask(tmp_path, "Tarnwick Instruments", answers)
    assert found.account is not None
    assert found.account.wikidata == "Q101"


async def test_a_word_that_is_the_ticker_of_one_and_the_name_of_another_is_asked_about(
    tmp_path: Path,
) -> None:
    found = await ask(tmp_path, "SEFT", LISTED)
    assert found.account is None
    assert [candidate.account.cik for candidate in found.candidates] == ["0000000045", "0000000046"]


async def test_a_short_misspelling_is_not_believed_while_wikidata_is_deaf(tmp_path: Path) -> None:
    crowd = tickers(*((1000 + i, f"T{i}", f"Company {'x' * (i % 7)}{i:04} Inc") for i in range(600)),
                    (9, "STRD", "Stridon Inc"))  # fmt: skip
    found = await ask(tmp_path, "Stripon", crowd)
    assert found.account is not None
    short = await ask(tmp_path, "Strdon", crowd)
    assert short.account is None
    assert [candidate.account.name for candidate in short.candidates] == ["Stridon Inc"]


async def test_a_company_of_the_very_name_wins_over_a_misspelling_of_another(tmp_path: Path) -> None:
    answers = {
        **tickers((9, "STRD", "Stridon Inc")), **search("Stripon", "Q500"),
        **entry("Q500", "Stripon", claims={"P856": "https://stripon.example", "P452": "Q9"}),
    }  # fmt: skip
    found = await ask(tmp_path, "Stripon", answers)
    assert found.account is not None
    assert found.account.wikidata == "Q500"


async def test_a_domain_is_verified_by_the_register_that_names_it_back(tmp_path: Path) -> None:
    page = """<html><head><title>Tarnwick | Home</title><script type="application/ld+json">
    {"@type": "Organization",
    "name": "Tarnwick",
    "sameAs": ["https://www.wikidata.org/wiki/Q101"]}</script></head><body>x</body></html>"""
    found = await ask(
        tmp_path, "https://www.tarnwick.example/about", {**TARNWICK, "https://tarnwick.example/": page}
    )
    assert found.account is not None
    assert (found.account.cik, found.account.domain, found.account.status) == (
        "0000000042", "tarnwick.example", "verified",
    )  # fmt: skip


async def test_a_site_cannot_claim_to_be_a_company_whose_register_names_another_site(tmp_path: Path) -> None:
    page = """<html><head><title>Tarnwick</title><script type="application/ld+json">{"@type": "Organization",
    "name": "Tarnwick", "sameAs": "https://www.wikidata.org/wiki/Q101"}</script></head></html>"""
    found = await ask(
        tmp_path, "tarnwick-deals.example", {**TARNWICK, "https://tarnwick-deals.example/": page}
    )
    assert found.account is not None
    assert (found.account.cik, found.account.status, found.account.domain) == (
        None, "unverified", "tarnwick-deals.example",
    )  # fmt: skip


async def test_a_private_company_with_nothing_but_a_site_is_unverified(tmp_path: Path) -> None:
    page = "<html><head><title>Kestrel Bakery – fresh bread</title></head><body><p>Bread.</p></body></html>"
    found = await ask(tmp_path, "kestrelbakery.example", {"https://kestrelbakery.example/": page})
    assert found.account is not None
    assert (found.account.name, found.account.domain, found.account.status) == (
        "Kestrel Bakery", "kestrelbakery.example", "unverified",
    )  # fmt: skip


async def test_a_silent_site_leaves_an_unverified_domain(tmp_path: Path) -> None:
    found = await ask(tmp_path, "https://kestrelbakery.example", {"https://kestrelbakery.example/": 503})
    assert found.account is not None
    assert (found.account.domain, found.account.status) == ("kestrelbakery.example", "unverified")
    assert "did not answer" in found.why


async def test_a_name_that_nobody_knows_says_what_was_tried(tmp_path: Path) -> None:
    found = await ask(tmp_path, "Zyxquorb Bakery", LISTED)
    assert (found.account, found.candidates) == (None, ())
    assert "domain would help" in found.tried[-1].why


async def test_json_of_another_shape_is_a_gap_and_not_an_accident(tmp_path: Path) -> None:
    answers = {**LISTED, **filer("0000000042", "TARNWICK INSTRUMENTS INC"), **of_cik("0000000042"),
               next(iter(search("Tarnwick Instruments"))): ["no", "object"],
               next(iter(legal("Tarnwick Instruments"))): {"data": {"not": "a list"}}}  # fmt: skip
    found = await ask(tmp_path, "Tarnwick Instruments", answers)
    assert found.account is not None
    assert [gap.why for gap in found.tried] == ["the answer is JSON of another shape than documented"]


async def test_accounts_that_are_followed_come_first(tmp_path: Path) -> None:
    mine = Account(id="my-tarn", name="Tarnwick Instruments", domain="mytarn.example", pinned=("domain",))
    found = await ask(tmp_path, "tarnwick instruments inc", TARNWICK, [mine])
    assert found.account == mine


async def test_two_followed_accounts_of_one_name_are_both_shown(tmp_path: Path) -> None:
    known = [Account(id=f"tarn-{n}", name="Tarnwick") for n in (1, 2)]
    found = await ask(tmp_path, "Tarnwick", {}, known)
    assert [candidate.account.id for candidate in found.candidates] == ["tarn-1", "tarn-2"]


async def test_what_a_person_pinned_is_never_overwritten(tmp_path: Path) -> None:
    mine = Account(
        id="tarn", name="The Tarn", cik="0000000042", domain="ours.example", relation="customer",
        pinned=("name", "domain"),
    )  # fmt: skip
    found = (await ask(tmp_path, "TWI", TARNWICK, [mine])).account
    assert found is not None
    assert (found.id, found.name, found.domain, found.relation) == (
        "tarn",
        "The Tarn",
        "ours.example",
        "customer",
    )
    assert (found.ticker, found.wikidata) == ("TWI", "Q101")


async def test_another_company_of_the_same_plain_name_gets_an_id_of_its_own(tmp_path: Path) -> None:
    other = Account(id="tarnwick-instruments", name="Tarnwick Minerals", cik="0000000043")
    found = (
        await ask(tmp_path, "TWI", {**LISTED, **filer("0000000042", "TARNWICK INSTRUMENTS INC")}, [other])
    ).account
    assert found is not None
    assert found.id == "tarnwick-instruments-twi"


async def test_one_register_can_be_asked_without_the_web() -> None:
    register = Register.from_rows(
        [("42", "Tarnwick Instruments Inc", "TWI"), ("43", "Tarnwick Minerals", "TWM")]
    )
    for query in ("TWI", "CIK 42", "Tarnwick Instruments"):
        found = identify_in(query, register).account
        assert found is not None
        assert found.cik == "0000000042"
    assert len(identify_in("Tarnwick", register).candidates) == 2
