"""The door to the network on real recordings."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from whynow.tools.errors import FetchError
from whynow.tools.web import FILING_BYTES, WebOptions, open_web
from whynow.tools.web.archive import survey

pytestmark = pytest.mark.anyio

WORLDS = ["edgar.warc.gz", "edgar_8k.warc.gz", "pages.warc.gz"]


@pytest.mark.parametrize("name", WORLDS)
async def test_every_recorded_page_is_read_again_and_none_is_taken_for_a_wall(
    shared: Path, name: str
) -> None:
    places, damages = survey(shared / "world" / name)
    recorded = {place.url: place.status for place in places}
    read: dict[str, int | None] = {}
    async with open_web(WebOptions(replay=(shared / "world" / name,))) as web:
        for url in recorded:
            try:
                read[url] = (await web.read(url, limit=FILING_BYTES)).status
            except FetchError as failure:
                read[url] = failure.status
    assert damages == 0
    assert read == recorded
    assert Counter(recorded.values()).keys() <= {200, 403, 404}


async def test_real_pages_become_text_without_unreadable_characters(shared: Path) -> None:
    replay = shared / "world" / "pages.warc.gz"
    spoiled = 0
    async with open_web(WebOptions(replay=(replay,))) as web:
        for place in survey(replay)[0]:
            spoiled += "\ufffd" in (await web.read(place.url)).text
    assert spoiled <= 4  # pages that are broken where they stand: a character cut in half by their own server
