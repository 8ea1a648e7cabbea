"""The last gate: what does not stand does not leave."""

from __future__ import annotations

from typing import Any

import pytest
from desks import NOW, desk, document, year
from whynow.agents.brief.proof import verify
from whynow.agents.figures.formulas import growth
from whynow.tools.evidence import Claim, quote

REPORT = document("We sold 410 pumps in Norway in fiscal 2025. We plan a depot in Bergen.")
DESK = desk(REPORT)


def stated(text: str = "Halden Pumps: “We sold 410 pumps in Norway in fiscal 2025”", **more: Any) -> Claim:
    quotes = more.pop("quotes", [quote(REPORT, 0, 43)])
    return DESK.claim("snapshot", text, quotes=quotes, **more)


def fault(claim: Claim) -> str:
    kept, dropped = verify([claim], {REPORT.id: REPORT}.get, NOW)
    return dropped[0].why if dropped else f"kept {len(kept)}"


def test_what_stands_is_kept() -> None:
    assert fault(stated()) == "kept 1"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"text": "We sold 999 pumps"}, "its quote does not stand in the document"),
        ({"start": 1}, "its quote does not stand in the document"),
        ({"document": "elsewhere"}, "its document is not stored"),
        ({"url": "https://other.example/"}, "its source is named differently from the document"),
        ({"published": "2020-01-01"}, "its source is named differently from the document"),
    ],
)
def test_a_quote_that_was_tampered_with_falls(change: dict[str, Any], why: str) -> None:
    assert fault(stated(quotes=[quote(REPORT, 0, 43).model_copy(update=change)])) == why


def test_a_number_from_nowhere_falls() -> None:
    assert fault(stated("Halden Pumps sold 999 pumps")) == "its number 999 stands in no quote and no figure"


def test_a_document_from_the_future_falls() -> None:
    late = document("We sold 410 pumps in Norway.", published="2026-06-01")
    _, dropped = verify(
        [DESK.claim("snapshot", "Sold", quotes=[quote(late, 0, 10)])], {late.id: late}.get, NOW
    )
    assert dropped[0].why == "its document was published later than the clock"


def test_a_figure_is_recomputed() -> None:
    grown = growth(year(880e6, 2025), year(800e6, 2024))
    assert grown is not None
    right = DESK.claim("financials", "Revenue went up 10.0%", kind="computed", figures=[grown])
    wrong = DESK.claim(
        "financials", "Revenue", kind="computed", figures=[grown.model_copy(update={"value": 12.0})]
    )
    assert [fault(right), fault(wrong)] == ["kept 1", "its figure is not what its formula gives"]


def test_a_figure_said_wrongly_falls() -> None:
    claim = DESK.claim("financials", "Revenue was $890.0 million", kind="figure", figures=[year(880e6, 2025)])
    assert fault(claim) == "its number 8.9e+08 stands in no quote and no figure"


def test_an_inference_falls_with_what_it_rests_on() -> None:
    ground, lost = stated(), stated("Sold 999")
    resting = [DESK.claim("talk_track", "Ask", kind="inferred", rests_on=[one]) for one in (ground, lost)]
    kept, _ = verify([ground, lost, *resting], {REPORT.id: REPORT}.get, NOW)
    assert [claim.text for claim in kept] == [ground.text, "Ask"]


def test_words_without_a_quote_fall() -> None:
    assert fault(DESK.claim("snapshot", "Halden Pumps is great")) == "it quotes nothing"
