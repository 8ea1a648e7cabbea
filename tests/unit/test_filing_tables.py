"""Tables of filings as rows that read alone."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from whynow.tools.filings.tables import Cell, is_value, lines


def row(*cells: tuple[int, int, str]) -> list[Cell]:
    return [Cell(start, end, text) for start, end, text in cells]


def words(*texts: str, strong: bool = False) -> list[Cell]:
    return [Cell(at, at + 1, text, strong) for at, text in enumerate(texts)]


def test_each_value_stands_beside_the_headers_over_it() -> None:
    assert lines(
        [
            row((3, 12, "Year Ended")),
            row((3, 6, "Jan 31, 2025"), (9, 12, "Jan 31, 2024")),
            row(
                (0, 3, "Ferries"), (3, 4, "$"), (4, 5, "1,250"), (9, 10, "$"), (10, 11, "(88"), (11, 12, ")")
            ),
        ]
    ) == ["Ferries | Year Ended Jan 31, 2025: $1,250 | Year Ended Jan 31, 2024: $(88)"]


def test_a_unit_stands_once_and_never_in_a_header() -> None:
    assert lines(
        [
            row((0, 1, "(In millions)"), (1, 2, "2025"), (2, 3, "2024")),
            row((0, 1, "Revenue"), (1, 2, "410"), (2, 3, "388")),
        ]
    ) == ["(In millions)", "Revenue | 2025: 410 | 2024: 388"]


def test_a_label_within_the_table_is_a_line_and_leaves_the_headers_in_force() -> None:
    assert lines(
        [
            row((1, 2, "2025"), (2, 3, "2024")),
            row((0, 1, "Current assets:")),
            row((0, 1, "Cash"), (1, 2, "12"), (2, 3, "—")),
            row((1, 2, "LIABILITIES")),
            row((0, 1, "Debt"), (1, 2, "7"), (2, 3, "9")),
        ]
    ) == ["Current assets:", "Cash | 2025: 12 | 2024: —", "LIABILITIES", "Debt | 2025: 7 | 2024: 9"]


def test_headers_that_stand_beside_their_columns_are_given_by_order() -> None:
    assert lines(
        [
            row((10, 20, "Three Months"), (40, 50, "Six Months")),
            row((0, 5, "Sales"), (12, 14, "1"), (22, 24, "2"), (42, 44, "3"), (52, 54, "4")),
        ]
    ) == ["Sales | Three Months: 1 | Three Months: 2 | Six Months: 3 | Six Months: 4"]


def test_a_table_of_words_has_its_first_row_for_headers() -> None:
    assert lines(
        [
            words("Name", "Age", "Position"),
            words("Ada Lindqvist", "61", "Chief Executive Officer"),
            words("Jon Moe", "48", "Mate"),
        ]
    ) == ["Ada Lindqvist | Age: 61 | Position: Chief Executive Officer", "Jon Moe | Age: 48 | Position: Mate"]


def test_bullets_and_item_numbers_laid_out_as_tables_are_plain_lines() -> None:
    assert lines([words("•", "new vessels;"), words("Item 1A.", "Risk Factors")]) == [
        "• new vessels;",
        "Item 1A. Risk Factors",
    ]


def test_a_table_of_contents_is_dropped() -> None:
    entries = [
        ("Item 1.", "Business", "3"),
        ("Item 2.", "Properties", "14"),
        ("Item 3.", "Legal Proceedings", "15"),
    ]
    assert lines([words(*entry) for entry in entries]) == []


def test_numbers_are_told_from_words() -> None:
    assert all(map(is_value, ["1,250", "$ (88)", "(1.2)%", "—", "$—", "3.1%-4.0%", "2.0x", "12 (1)", "n/a"]))
    assert not any(map(is_value, ["Jan 31, 2025", "Change", "99.1 Press release", "Level 1", ""]))


CELLS = st.lists(st.tuples(st.integers(0, 6), st.text("ab1$(),%— ", max_size=8)), max_size=5)


@given(st.lists(CELLS, max_size=6))
def test_no_word_of_a_table_is_lost(table: list[list[tuple[int, str]]]) -> None:
    rows = [[Cell(at, at + 1, text.strip()) for at, text in sorted(cells)] for cells in table]
    written = " ".join(lines(rows))
    for cell in (cell for cells in rows for cell in cells):
        letters = re.sub("[^ab]", "", cell.text)
        assert letters in re.sub("[^ab]", "", written)
