"""The MCP server: tools, resources and prompts over one App, for 2025 and 2026 clients alike."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from difflib import get_close_matches
from importlib.metadata import version
from typing import Any

from mcp.server import CacheHint, MCPServer, ServerRequestContext
from mcp.server.context import CallNext, HandlerResult
from mcp.shared.exceptions import MCPError
from mcp.types import INVALID_PARAMS, CallToolResult, TextContent
from pydantic import ValidationError

from ..prompts import render
from .app import App
from .logs import log_to_stderr
from .resources import PROMPTS, add_prompts, add_resources
from .toolbox import TOOLS

Opened = Callable[[], AbstractAsyncContextManager[App]]
_BY_NAME = {tool.name: tool for tool in TOOLS}


def make_server(opened: Opened) -> MCPServer[App]:
    """Return the server over the App that `opened` opens once a connection is there."""
    log_to_stderr()
    desk: list[App] = []

    @asynccontextmanager
    async def lifespan(_: MCPServer[App]) -> AsyncIterator[App]:
        async with opened() as app:
            desk.append(app)
            try:
                yield app
            finally:
                desk.remove(app)

    server = MCPServer[App](
        "whynow",
        title="whynow: why this account, why now",
        version=version("whynow"),
        instructions=render("instructions"),
        tools=list(TOOLS),
        lifespan=lifespan,
        log_level="WARNING",
        cache_hints={"tools/list": CacheHint(ttl_ms=3_600_000, scope="public")},
        middleware=[refuse_unknown_names],
        subscriptions=False,
    )
    add_resources(server, lambda: desk[-1])
    add_prompts(server, lambda: desk[-1])
    return server


async def refuse_unknown_names(ctx: ServerRequestContext[Any], call_next: CallNext) -> HandlerResult:
    """Answer a call of a tool or prompt, or with an argument, that does not exist by naming those that do."""
    if ctx.method not in ("tools/call", "prompts/get") or ctx.params is None:
        return await call_next(ctx)
    name, arguments = ctx.params.get("name"), ctx.params.get("arguments") or {}
    if ctx.method == "prompts/get":
        if problem := wrong_prompt(str(name), arguments):
            raise MCPError(code=INVALID_PARAMS, message=problem)
        return await call_next(ctx)
    if name not in _BY_NAME:
        raise MCPError(code=INVALID_PARAMS, message=_unknown_tool(str(name)))
    problem = wrong_arguments(name, arguments)
    if problem:
        return CallToolResult(content=[TextContent(type="text", text=problem)], is_error=True)
    return await call_next(ctx)


def wrong_arguments(name: str, arguments: dict[str, Any]) -> str:
    """Say what is wrong with the arguments of a call and what would be right; empty where all is well."""
    tool = _BY_NAME[name]
    properties = tool.parameters["properties"]
    faults = [_unknown_argument(key, list(properties)) for key in arguments if key not in properties]
    try:
        tool.fn_metadata.validate_arguments({key: arguments[key] for key in arguments if key in properties})
    except ValidationError as error:
        faults += [f"{'.'.join(map(str, e['loc']))}: {e['msg']}." for e in error.errors()]
    if not faults:
        return ""
    required = tool.parameters.get("required", ())
    known = ", ".join(f"{key} (required)" if key in required else key for key in properties) or "none"
    return f"{name} was not run. {' '.join(faults)} Its arguments: {known}."


def wrong_prompt(name: str, arguments: Collection[str]) -> str:
    """Say what is wrong with a prompt that is asked for and what would be right; empty where all is well."""
    if name not in PROMPTS:
        return f"No prompt named {name!r}.{_nearest(name, list(PROMPTS))} Prompts: {', '.join(PROMPTS)}."
    known = PROMPTS[name]
    faults = [_unknown_argument(key, list(known)) for key in arguments if key not in known]
    faults += ["account is missing."] if "account" not in arguments else []
    return f"{' '.join(faults)} Its arguments: {', '.join(known)}." if faults else ""


def _unknown_tool(name: str) -> str:
    return f"No tool named {name!r}.{_nearest(name, list(_BY_NAME))} Tools: {', '.join(_BY_NAME)}."


def _unknown_argument(key: str, known: list[str]) -> str:
    return f"No argument named {key!r}.{_nearest(key, known)}"


def _nearest(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f" Did you mean {near[0]!r}?" if near else ""
