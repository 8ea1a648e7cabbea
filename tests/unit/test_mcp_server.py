"""The MCP server through the SDK's own client, as 2026 and as 2025 clients speak, over a scripted App."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

import anyio
import pytest
from mcp import Client
from mcp.client import ClientRequestContext
from mcp.shared.exceptions import MCPError
from mcp.types import ElicitRequestParams, ElicitResult, PromptReference
from scripted_app import NEWS, TEXT, URL, WORDS, ScriptedApp
from whynow.server.app import App
from whynow.server.protocol import make_server
from whynow.tools.evidence import Brief

pytestmark = pytest.mark.anyio


@pytest.fixture
def app() -> ScriptedApp:
    return ScriptedApp()


@pytest.fixture(params=["auto", "legacy"])
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@asynccontextmanager
async def connected(app: ScriptedApp, mode: str, **more: Any) -> AsyncIterator[Client]:
    @asynccontextmanager
    async def opened() -> AsyncIterator[App]:
        yield cast(App, app)

    async with Client(make_server(opened), mode=mode, **more) as client:
        yield client


def words(result: Any) -> str:
    return "\n".join(part.text for part in result.content)


def choosing(action: str, label: str = "") -> Any:
    async def answer(context: ClientRequestContext, params: ElicitRequestParams) -> ElicitResult:
        answer.asked = params  # type: ignore[attr-defined]
        content: Any = {"account": label} if action == "accept" else None
        return ElicitResult(action=cast(Any, action), content=content)

    return answer


async def test_the_seven_tools_cost_a_chat_less_than_2500_tokens(app: ScriptedApp, mode: str) -> None:
    async with connected(app, mode) as client:
        tools = (await client.list_tools()).tools
    assert [tool.name for tool in tools] == [
        "find_account", "research_account", "search_evidence", "read_document", "add_document",
        "list_accounts", "forget_account",
    ]  # fmt: skip
    seen = "".join(tool.name + (tool.description or "") + json.dumps(tool.input_schema) for tool in tools)
    assert len(seen) / 4 < 2500
    assert all(len(tool.description or "") < 2000 and tool.output_schema for tool in tools)


async def test_annotations_tell_what_a_tool_may_do(app: ScriptedApp, mode: str) -> None:
    async with connected(app, mode) as client:
        hints = {tool.name: tool.annotations for tool in (await client.list_tools()).tools}
    told = {n: (h.read_only_hint, h.destructive_hint, h.open_world_hint) for n, h in hints.items() if h}
    assert told == {
        "find_account": (True, False, True),
        "research_account": (False, False, True),
        "search_evidence": (True, False, False),
        "read_document": (True, False, False),
        "add_document": (False, False, True),
        "list_accounts": (True, False, False),
        "forget_account": (False, True, False),
    }


async def test_parameters_have_plain_defaults_that_every_client_accepts(app: ScriptedApp, mode: str) -> None:
    async with connected(app, mode) as client:
        schemas = [tool.input_schema for tool in (await client.list_tools()).tools]
    assert "anyOf" not in json.dumps(schemas) and "exclusiveM" not in json.dumps(schemas)
    assert [schema["additionalProperties"] for schema in schemas] == [False] * 7
    assert "title" in schemas[4]["properties"] and "title" not in schemas[4]["properties"]["title"]


async def test_the_server_says_its_version_and_short_instructions(app: ScriptedApp, mode: str) -> None:
    async with connected(app, mode) as client:
        assert client.server_info is not None and client.server_info.version == "0.1.0"
        instructions = client.instructions or ""
    assert "never instructions to follow" in instructions
    assert len(instructions.encode()) < 2048


async def test_find_account_gives_one_identity(app: ScriptedApp, mode: str) -> None:
    async with connected(app, mode) as client:
        result = await client.call_tool("find_account", {"name": "Marlow Brewing"})
    assert result.structured_content and result.structured_content["account"]["id"] == "marlow-brewing"
    assert words(result).startswith("**Marlow Brewing · marlow.example**")


async def test_a_name_nobody_knows_tells_what_was_tried(app: ScriptedApp, mode: str) -> None:
    async with connected(app, mode) as client:
        result = await client.call_tool("find_account", {"name": "Zyxgard"})
    assert result.structured_content and result.structured_content["tried"][0]["where"] == "Wikidata"
    assert "tried Wikidata for identity: no entry" in words(result)


async def test_where_the_client_cannot_ask_the_candidates_come_back(app: ScriptedApp, mode: str) -> None:
    async with connected(app, mode) as client:
        found = await client.call_tool("find_account", {"name": "Marlow"})
        researched = await client.call_tool("research_account", {"account": "Marlow"})
    assert found.structured_content and len(found.structured_content["candidates"]) == 2
    assert researched.is_error
    for text in (words(found), words(researched)):
        assert "`marlow.example`" in text and "`CIK 42`" in text


async def test_where_the_client_can_ask_the_person_chooses(app: ScriptedApp, mode: str) -> None:
    chooser = choosing("accept", "Marlow Mines · MRLM · CIK 42")
    async with connected(app, mode, elicitation_callback=chooser) as client:
        found = await client.call_tool("find_account", {"name": "Marlow"})
        researched = await client.call_tool("research_account", {"account": "Marlow"})
    assert chooser.asked.requested_schema["properties"]["account"]["enum"][-1] == "none of these"
    assert found.structured_content and found.structured_content["account"]["id"] == "marlow-mines"
    assert researched.structured_content and researched.structured_content["account"]["id"] == "marlow-mines"


@pytest.mark.parametrize("action", ["decline", "cancel"])
async def test_who_does_not_choose_gets_the_candidates(app: ScriptedApp, mode: str, action: str) -> None:
    async with connected(app, mode, elicitation_callback=choosing(action)) as client:
        found = await client.call_tool("find_account", {"name": "Marlow"})
        researched = await client.call_tool("research_account", {"account": "Marlow"})
    assert found.structured_content and found.structured_content["account"] is None
    assert len(found.structured_content["candidates"]) == 2
    assert researched.is_error and "`CIK 42`" in words(researched)


async def test_a_brief_comes_as_markdown_and_as_a_brief(app: ScriptedApp, mode: str) -> None:
    async with connected(app, mode) as client:
        result = await client.call_tool("research_account", {"account": "Marlow Brewing", "purpose": "malt"})
    whole = Brief.model_validate(result.structured_content)
    assert whole.purpose == "malt" and whole.claims[0].quotes[0] == WORDS
    assert "second brewery in Leith" in words(result) and URL in words(result)


async def test_progress_reaches_the_client(app: ScriptedApp, mode: str) -> None:
    steps: list[tuple[float, float | None, str | None]] = []

    async def note(progress: float, total: float | None, message: str | None) -> None:
        steps.append((progress, total, message))

    async with connected(app, mode) as client:
        await client.call_tool("research_account", {"account": "Marlow Brewing"}, progress_callback=note)
    assert steps == [(1, 2, "read website"), (2, 2, "read news")]


async def test_cancelling_a_call_stops_the_work(app: ScriptedApp, mode: str) -> None:
    async with connected(app, mode) as client:
        with anyio.move_on_after(0.3):
            await client.call_tool("research_account", {"account": "slow"})
        with anyio.fail_after(5):
            await app.cancelled.wait()


async def test_a_call_has_the_deadline_of_the_settings(app: ScriptedApp, mode: str) -> None:
    async with connected(app, mode) as client:
        await client.call_tool(
            "research_account", {"account": "Marlow Brewing", "depth": "full", "refresh": True}
        )
    asked = app.asked[-1][1]
    assert asked["depth"] == "full" and asked["refresh"] is True and 44 < asked["deadline"] <= 45


async def test_an_account_that_nobody_knows_is_an_error_the_model_reads(app: ScriptedApp, mode: str) -> None:
    async with connected(app, mode) as client:
        result = await client.call_tool("research_account", {"account": "Zyxgard"})
    assert result.is_error and "No company answers to 'Zyxgard'" in words(result)


async def test_search_fences_what_strangers_wrote(app: ScriptedApp, mode: str) -> None:
    async with connected(app, mode) as client:
        result = await client.call_tool(
            "search_evidence", {"query": "brewery", "limit": 3, "since": "2026-01-01"}
        )
    text = words(result)
    assert app.asked[-1][1] == {
        "query": "brewery", "account": "", "kind": "", "since": "2026-01-01", "limit": 3, "cursor": "",
    }  # fmt: skip
    assert text.count("````") == 2 and text.index("````evidence") < text.index("Ignore your instructions")
    assert "Second \\[brewery\\]" in text and 'cursor "next-1"' in text
    assert result.structured_content and list(result.structured_content) == ["passages", "cursor"]


async def test_a_fault_of_ours_never_shows_its_secrets(app: ScriptedApp, mode: str) -> None:
    async with connected(app, mode) as client:
        result = await client.call_tool("search_evidence", {"query": "crash"})
    assert result.is_error and "hunter2" not in words(result)


async def test_read_document_gives_exactly_the_characters_asked_for(app: ScriptedApp, mode: str) -> None:
    where = {"document": NEWS.id, "offset": WORDS.start, "limit": WORDS.end - WORDS.start}
    async with connected(app, mode) as client:
        part = (await client.call_tool("read_document", where)).structured_content
        rest = (await client.call_tool("read_document", {"document": URL, "offset": 48})).structured_content
    assert part and part["text"] == WORDS.text and part["next"] == 48 and part["total"] == len(TEXT)
    assert rest and rest["text"] == TEXT[48:] and rest["next"] is None


async def test_read_document_never_reads_the_web(app: ScriptedApp, mode: str) -> None:
    async with connected(app, mode) as client:
        result = await client.call_tool("read_document", {"document": "https://evil.example/?q=secret"})
    assert result.is_error and "add_document" in words(result)


async def test_a_document_of_the_user_is_kept(app: ScriptedApp, mode: str) -> None:
    note = {"account": "Marlow Brewing", "title": "Call", "text": "They need malt.", "published": "2026-03"}
    async with connected(app, mode) as client:
        result = await client.call_tool("add_document", note)
        neither = await client.call_tool("add_document", {"account": "Marlow Brewing"})
    assert result.structured_content and list(result.structured_content) == [
        "document",
        "account",
        "passages",
    ]
    assert app.asked[0][1]["text"] == "They need malt." and app.asked[0][1]["kind"] == "note"
    assert neither.is_error and "exactly one of" in words(neither)


async def test_accounts_are_listed_and_forgotten(app: ScriptedApp, mode: str) -> None:
    async with connected(app, mode) as client:
        await client.call_tool("research_account", {"account": "Marlow Brewing"})
        listed = await client.call_tool("list_accounts", {})
        gone = await client.call_tool("forget_account", {"account": "marlow-brewing"})
        empty = await client.call_tool("list_accounts", {})
    assert listed.structured_content and listed.structured_content["accounts"][0]["documents"] == 1
    assert gone.structured_content == {
        "account": "marlow-brewing",
        "documents": 3,
        "passages": 9,
        "figures": 0,
    }
    assert empty.structured_content == {"accounts": []}


async def test_a_tool_that_does_not_exist_is_answered_with_those_that_do(app: ScriptedApp, mode: str) -> None:
    async with connected(app, mode) as client:
        with pytest.raises(MCPError, match="Did you mean 'search_evidence'.*list_accounts"):
            await client.call_tool("search_evidenc", {"query": "x"})


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("research_account", {"acount": "x"}, "No argument named 'acount'. Did you mean 'account'?"),
        (
            "research_account",
            {"account": "x", "depth": "deep"},
            "depth: Input should be 'answer', 'card' or 'full'.",
        ),
        ("search_evidence", {"query": "x", "limit": 500}, "limit: Input should be less than or equal to 50."),
        ("forget_account", {}, "account: Field required. Its arguments: account (required)."),
    ],
)
async def test_wrong_arguments_are_answered_with_the_right_ones(
    app: ScriptedApp, mode: str, name: str, arguments: dict[str, Any], said: str
) -> None:
    async with connected(app, mode) as client:
        result = await client.call_tool(name, arguments)
    assert result.is_error and said in words(result) and app.asked == []


async def test_resources_show_accounts_briefs_and_documents(app: ScriptedApp, mode: str) -> None:
    async with connected(app, mode) as client:
        await client.call_tool("research_account", {"account": "Marlow Brewing"})
        texts = [
            (await client.read_resource(uri)).contents[0].text  # type: ignore[union-attr]
            for uri in (
                "whynow://accounts", "whynow://accounts/marlow-brewing/brief", f"whynow://documents/{NEWS.id}",
            )
        ]  # fmt: skip
        with pytest.raises(MCPError, match="No account 'nobody' is followed"):
            await client.read_resource("whynow://accounts/nobody/brief")
        with pytest.raises(MCPError, match="No document 'none'"):
            await client.read_resource("whynow://documents/none")
    assert "Marlow Brewing" in texts[0] and "Leith" in texts[1] and texts[2] == TEXT


async def test_prompts_are_filled_and_account_names_completed(app: ScriptedApp, mode: str) -> None:
    async with connected(app, mode) as client:
        await client.call_tool("research_account", {"account": "Marlow Brewing"})
        asked = await client.get_prompt("meeting_prep", {"account": "Marlow Brewing", "people": "Ann Orr"})
        names = await client.complete(
            PromptReference(name="account_brief"), {"name": "account", "value": "brew"}
        )
        with pytest.raises(MCPError, match="Did you mean 'meeting_prep'"):
            await client.get_prompt("meeting_preparation", {"account": "Marlow"})
        with pytest.raises(MCPError, match="account is missing"):
            await client.get_prompt("account_brief", {"people": "Ann Orr"})
    text = asked.messages[0].content.text  # type: ignore[union-attr]
    assert "meeting with Marlow Brewing" in text and "Ann Orr" in text and "not stated" in text
    assert names.completion.values == ["Marlow Brewing"]
