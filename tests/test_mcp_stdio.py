"""The server as hosts start it: a process, its stdin and its stdout."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from mcp import Client, StdioServerParameters
from whynow.server.demo import ACCOUNT, AS_OF, PURPOSE
from whynow.tools.evidence import Brief
from wire import COMMAND, environment, serving, world

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_a_brief_and_its_words_over_stdio(home: Path, demo_warc: Path, mode: str) -> None:
    arguments = [*COMMAND[1:], "serve", *world(home, demo_warc, AS_OF)]
    server = StdioServerParameters(command=sys.executable, args=arguments, env=environment())
    async with Client(server, mode=mode) as client:
        assert client.server_info is not None and client.server_info.name == "whynow"
        result = await client.call_tool("research_account", {"account": ACCOUNT, "purpose": PURPOSE})
        brief = Brief.model_validate(result.structured_content)
        quotes = [quote for claim in brief.claims for quote in claim.quotes]
        assert len(quotes) > 5
        for quote in quotes[:5]:
            where = {"document": quote.document, "offset": quote.start, "limit": quote.end - quote.start}
            part = (await client.call_tool("read_document", where)).structured_content
            assert part is not None and part["text"] == quote.text and part["url"] == quote.url


async def test_a_default_card_is_short_enough_for_a_chat(home: Path, demo_warc: Path) -> None:
    with serving(world(home, demo_warc, AS_OF)) as server:
        result = server.call("research_account", account=ACCOUNT, purpose=PURPOSE)
    card = result["content"][0]["text"]
    assert len(card) / 4 < 1500
    assert abs(result["structuredContent"]["tokens"] - len(card) / 4) < 50


def test_a_server_ends_when_its_client_goes(home: Path, demo_warc: Path) -> None:
    with serving(world(home, demo_warc, AS_OF)) as server:
        server.ask("tools/call", name="research_account", arguments={"account": ACCOUNT})
        assert server.process.stdin is not None
        server.process.stdin.close()
        assert server.process.wait(20) == 0
        server.process.stdin = None
