from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whynow.tools.registers.names import core, display, numbers_conflict, parse, plain

WAYS = [
    "Tarnwick Instruments, Inc.",
    "TARNWICK INSTRUMENTS INC",
    "Tarnwick Instruments Incorporated",
    "Tarnwick Instruments",
    "The Tarnwick Instruments Company",
    "Tarnwick Instruments, L.L.C.",
    "Tarnwick Instruments, L. P.",
    "Tarnwick Instruments Limited Liability Company",
    "tarnwick   instruments  corp.",
    "Tärnwick Instruments plc",
    "Tarnwick-Instruments /DE/",
    "TARNWICK INSTRUMENTS INC \\NEW\\",
    "Tarnwick Instruments GmbH & Co. KG",
    "Tarnwick Instruments S.A. de C.V.",
]


@pytest.mark.parametrize("written", WAYS)
def test_every_way_of_writing_a_name_has_one_core(written: str) -> None:
    assert core(written) == "tarnwickinstruments"


def test_an_ampersand_is_an_and_and_neither_tells_companies_apart() -> None:
    assert core("Hollis & Brand Co") == core("Hollis and Brand Company") == "hollisbrand"


def test_words_that_only_look_like_legal_forms_stay() -> None:
    assert plain("Company of Tarns Inc") == "co of tarns"
    assert core("Inc") == "inc"


def test_a_name_in_its_own_script_keeps_its_letters() -> None:
    assert core("株式会社タルン") == "タルン"
    assert core("ООО Тарн") == "тарн"


def test_numbers_are_told_from_words() -> None:
    fund = parse("Tarn Growth Fund III, L.P.")
    assert (fund.family, fund.numbers) == ("tarngrowthfund", ("iii",))
    assert parse("Tarn Growth Fund 4").family == parse("Tarn Growth Fund").family == fund.family


def test_a_name_that_is_all_number_has_no_family() -> None:
    assert parse("44 Inc").family == ""


@pytest.mark.parametrize(
    ("asked", "kept", "conflict"),
    [
        ("Tarn Fund II", "Tarn Fund III", True),
        ("Tarn Fund 2o24", "Tarn Fund 2024", False),
        ("Tarn Fund", "Tarn Fund II", True),
        ("Tarm Fund II", "Tarn Fund II", False),
        ("Tarn Series B", "Tarn Series C", True),
        ("Tarn Trust 4CB", "Tarn Trust 5CB", True),
    ],
)
def test_a_garbled_number_is_not_another_number(asked: str, kept: str, conflict: bool) -> None:
    assert numbers_conflict(parse(asked), parse(kept)) is conflict


@pytest.mark.parametrize(
    ("shouted", "written"),
    [
        ("TARNWICK TOOLS INC /DE/", "Tarnwick Tools Inc"),
        ("NVX TOOLS CORP", "NVX Tools Corp"),
        ("TWO TARNS OAK CORP", "Two Tarns Oak Corp"),
        ("Halo plc", "Halo plc"),
        ("BANK OF TARN & CO", "Bank of Tarn & Co"),
    ],
)
def test_a_shouted_name_is_written_as_people_write_it(shouted: str, written: str) -> None:
    assert display(shouted) == written


@given(st.text(max_size=60))
def test_any_text_can_be_taken_apart(text: str) -> None:
    name = parse(text)
    assert name.core == "".join(name.words)
    assert display(text) is not None


@given(st.text(alphabet="abcdefghij ", min_size=1, max_size=30).filter(str.strip))
def test_levelling_is_the_same_in_any_case(text: str) -> None:
    assert core(text) == core(text.upper()) == core(f"  {text.title()} ")
