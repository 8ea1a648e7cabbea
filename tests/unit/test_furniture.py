from __future__ import annotations

import pytest
from whynow.tools.reading.furniture import is_furniture


@pytest.mark.parametrize(
    "line",
    [
        "Read also: Rival opens a plant",
        "Lesen Sie auch: Neue Halle in Bergen",
        "À lire aussi : la concurrence",
        "3 Comments",
        "Sign up to our newsletter",
        "© Ada Lind",
        "Photo: Ada Lind / Agency",
        "Share",
    ],
)
def test_lines_of_the_site_are_known(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Share of revenue from service rose to 38 percent.",
        "Photovoltaics made up half of the orders.",
        "More on-site technicians will be hired in Bergen.",
        "Comments from customers shaped the product.",
        "Read the sensor every ten minutes and send the value on.",
        "Follow-up orders worth $4 million came in March.",
        "Related parties hold 12 percent of the shares.",
        "Image recognition finds leaks before they are heard.",
    ],
)
def test_sentences_of_the_company_are_not(line: str) -> None:
    assert not is_furniture(line)
