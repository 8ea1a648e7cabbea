from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whynow.tools.registers.register import Register, Resolution

ROWS = [
    {"cik": "11", "name": "TARNWICK INSTRUMENTS INC /DE/", "tickers": "TWI", "exchange": "NYSE"},
    {"cik": "12", "name": "Hollis & Brand Co", "tickers": ""},
    {"cik": "13", "name": "Orrin Growth Fund II, L.P.", "tickers": ""},
    {"cik": "14", "name": "Orrin Growth Fund III, L.P.", "tickers": ""},
    {"cik": "15", "name": "Meldon Rail Inc", "tickers": ""},
    {"cik": "16", "name": "Meldon Rail LLC", "tickers": ""},
    {"cik": "17", "name": "Quillon Holdings, Inc.", "tickers": "QLN"},
    {"cik": "18", "name": "SEFTON A O CORP", "tickers": "SFT"},
    {"cik": "19", "name": "Ravelstone Marine Partners LLC", "tickers": ""},
    {"cik": "20", "name": "Ravelstome Marine Partners LP", "tickers": ""},
    {"cik": "21", "name": "Vask Inc", "tickers": "VASK"},
    {"cik": "22", "name": "Corrigan Air Lines, Inc.", "tickers": "CAL"},
    {"cik": "23", "name": "Corrigan Apparel, Inc.", "tickers": "COA"},
    {"cik": "24", "name": "Duro Kestrel Trust 2024", "tickers": ""},
    {"cik": "25", "name": "Brightmere Logistics plc", "tickers": "BML.B"},
]
REGISTER = Register.from_rows(ROWS)


def cik(found: Resolution) -> str | None:
    return found.account.cik.lstrip("0") if found.account and found.account.cik else None


def asked(found: Resolution) -> list[str]:
    return [(candidate.account.cik or "").lstrip("0") for candidate in found.candidates]


@pytest.mark.parametrize(
    "written",
    [
        "Tarnwick Instruments",
        "tarnwick instruments, incorporated",
        "The Tarnwick Instruments Corp.",
        "TarnwickInstruments",
    ],
)
def test_another_way_of_writing_a_name_is_the_same_company(written: str) -> None:
    assert cik(REGISTER.resolve(written)) == "11"


@pytest.mark.parametrize(
    "mistyped",
    ["Tarnwik Instruments", "Atrnwick Instruments", "Tarnwick Instrumentss Inc", "xTarnwick Instruments Inc"],
)
def test_one_typing_error_is_mended(mistyped: str) -> None:
    found = REGISTER.resolve(mistyped)
    assert cik(found) == "11"
    assert "misspelling" in found.why


def test_two_companies_of_one_name_are_both_shown() -> None:
    found = REGISTER.resolve("Meldon Rail")
    assert found.account is None
    assert asked(found) == ["15", "16"]


def test_the_one_written_alike_comes_first_among_companies_of_one_name() -> None:
    assert asked(REGISTER.resolve("Meldon Rail LLC")) == ["16", "15"]


def test_a_name_that_differs_from_another_in_its_number_is_asked_about() -> None:
    found = REGISTER.resolve("Orrin Growth Fund II LP")
    assert found.account is None
    assert asked(found) == ["13", "14"]
    assert "nearly the same" in found.why


def test_a_number_is_never_mended() -> None:
    found = REGISTER.resolve("Duro Kestrel Trust 2025")
    assert found.account is None
    assert asked(found) == ["24"]


def test_a_garbled_number_is_a_typing_error() -> None:
    assert cik(REGISTER.resolve("Duro Kestrel Trust 2o24")) == "24"


def test_long_names_one_letter_apart_are_asked_about() -> None:
    found = REGISTER.resolve("Ravelstone Marine Partners LLC")
    assert found.account is None
    assert asked(found) == ["19", "20"]


def test_a_short_name_is_never_mended() -> None:
    found = REGISTER.resolve("Vusk")
    assert found.account is None
    assert asked(found) == ["21"]


def test_a_name_without_the_tail_of_its_registered_name_is_understood_of_a_listed_company() -> None:
    assert cik(REGISTER.resolve("Quillon")) == "17"


def test_a_first_word_that_several_share_is_asked_about() -> None:
    assert sorted(asked(REGISTER.resolve("Corrigan"))) == ["22", "23"]


def test_initials_in_another_order_are_the_same_company() -> None:
    assert cik(REGISTER.resolve("A. O. Sefton")) == "18"


def test_a_name_like_none_finds_none() -> None:
    found = REGISTER.resolve("Zyxquorb Bakery")
    assert (found.account, found.candidates) == (None, ())
    assert "Zyxquorb" in found.why


def test_a_name_without_letters_is_said_to_be_none() -> None:
    assert REGISTER.resolve("---").why == "no letters or digits in the name"


def test_candidates_say_what_tells_them_apart() -> None:
    found = REGISTER.resolve("Corrigan")
    assert "listed as CAL, CIK 0000000022" in found.candidates[0].why + found.candidates[1].why


def test_a_cik_is_found_however_it_is_padded() -> None:
    entry = REGISTER.by_cik("011")
    assert entry is not None
    assert entry.account().name == "Tarnwick Instruments Inc"
    assert entry.account().exchange == "NYSE"


@pytest.mark.parametrize("written", ["BML.B", "BML-B", "bml/b"])
def test_share_classes_are_written_in_several_ways(written: str) -> None:
    entry = REGISTER.by_ticker(written)
    assert entry is not None
    assert entry.cik == "0000000025"


def test_rows_of_one_cik_are_one_company_with_all_its_tickers() -> None:
    register = Register.from_rows(
        [
            {"cik_str": 7, "ticker": "AA", "title": "Twin Inc"},
            {"cik_str": 7, "ticker": "AB", "title": "Twin Inc"},
        ]
    )
    assert [entry.tickers for entry in register.entries] == [("AA", "AB")]


def test_a_register_is_made_of_tuples_or_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "filers.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.write('cik,name,tickers\n0000000031,"Ostrava Tools, Inc.",OST\nnot a cik,Nobody,\n')
    assert cik(Register.from_csv(path).resolve("Ostrava Tools")) == "31"
    assert cik(Register.from_rows([("31", "Ostrava Tools, Inc.")]).resolve("Ostrava Tools")) == "31"


@given(st.text(max_size=40))
def test_any_text_gets_an_answer(text: str) -> None:
    found = REGISTER.resolve(text)
    assert found.why
    assert not (found.account and found.candidates)
    assert len({candidate.account.id for candidate in found.candidates}) == len(found.candidates)
