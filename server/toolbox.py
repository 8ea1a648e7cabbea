"""The MCP tools: one function and one line in TOOLS each. Rules for all of them stand in the instructions."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import anyio
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.tools import Tool
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from pydantic import BaseModel, Field

from ..tools.errors import DocumentNotFound
from ..tools.evidence import Brief, Depth, Document, Forgotten, Found, Identity
from . import answers
from .app import Added, App
from .asking import FollowedChoice, FollowedSettled, NamedChoice, NamedSettled, chosen
from .failures import readable
from .schemas import make_tools
from .shapes import PAGE, Accounts, Extract, extract

Name = Annotated[str, Field(description="Name, domain, ticker, SEC CIK or URL of the company")]
Known = Annotated[str, Field(description="Account: name, id, domain, ticker or CIK")]
Within = Annotated[str, Field(description="Account to search in; empty: all accounts")]
Purpose = Annotated[str, Field(description="What the user sells or wants; steers what is chosen")]
Kind = Annotated[
    str, Field(description="website, post, news, filing, encyclopedia, transcript or note; empty: every kind")
]
Since = Annotated[str, Field(description="Published on or after this day, 2025-03-14")]
Limit = Annotated[int, Field(ge=1, le=50, description="Most passages")]
Cursor = Annotated[str, Field(description="`cursor` of the answer before, to go on")]

TOO_LONG = "that took too long; ask again, the registers may answer now"


def answer(noun: BaseModel, text: str) -> CallToolResult:
    """Return compact text for the model beside the whole noun for programs."""
    return CallToolResult(
        content=[TextContent(type="text", text=answers.bounded(text))],
        structured_content=noun.model_dump(mode="json"),
    )


@readable
async def find_account(
    name: Name, settled: NamedSettled, choice: NamedChoice
) -> Annotated[CallToolResult, Identity]:
    """Find which company a name, domain, ticker, CIK or URL stands for: one identity, candidates, each with
    reason, or what was tried. For doubtful names; research_account finds clear ones itself."""
    found = chosen(settled, choice)
    identity = found or Identity(why=TOO_LONG)
    return answer(identity, answers.identity_text(name, identity))


@readable
async def research_account(
    account: Name,
    ctx: Context[App],
    settled: FollowedSettled,
    choice: FollowedChoice,
    purpose: Purpose = "",
    depth: Annotated[Depth, Field(description="answer, card (two minutes) or full")] = "card",
    refresh: Annotated[bool, Field(description="Read every source again now")] = False,
) -> Annotated[CallToolResult, Brief]:
    """Brief a seller on a company: why now, priorities, figures, people, risks, gaps; each line with quote,
    URL and date. Reads public sources where needed and follows the account. Call again where it is partial.
    """
    from .briefing import brief_text

    app = ctx.request_context.lifespan_context
    identity = chosen(settled, choice)
    key = account
    if identity is not None and identity.account is not None:
        library = await app.library()
        key = (await anyio.to_thread.run_sync(library.save, identity.account)).id

    async def progress(done: int, total: int, what: str) -> None:
        await ctx.report_progress(done, total, what)

    left = max(app.settings.deadline - settled.seconds, 1.0)
    brief = await app.research(key, purpose, depth=depth, refresh=refresh, deadline=left, progress=progress)
    return answer(brief, await brief_text(app, brief))


@readable
async def search_evidence(
    query: Annotated[str, Field(description="Question or keywords")],
    ctx: Context[App],
    account: Within = "",
    kind: Kind = "",
    since: Since = "",
    limit: Limit = 10,
    cursor: Cursor = "",
) -> Annotated[CallToolResult, Found]:
    """Find passages about a question in what was read: within one account or across all. Each has document,
    offsets, URL and date to cite. Reads nothing new: research_account first."""
    app = ctx.request_context.lifespan_context
    found = await app.search(query, account, kind=kind, since=since, limit=limit, cursor=cursor)
    return answer(found, answers.found_text(query, found))


@readable
async def read_document(
    document: Annotated[str, Field(description="Document id or URL, from a brief or a search")],
    ctx: Context[App],
    offset: Annotated[int, Field(ge=0, description="First character, such as a quote's start")] = 0,
    limit: Annotated[int, Field(ge=0, le=60_000, description="Most characters")] = PAGE,
) -> Annotated[CallToolResult, Extract]:
    """Read a kept page or filing as plain text, a part at a time: to check a quote or read around it.
    For a page not kept yet, add_document with its url."""
    part = extract(await kept(ctx.request_context.lifespan_context, document), offset, limit)
    return answer(part, answers.extract_text(part))


@readable
async def add_document(
    account: Known,
    ctx: Context[App],
    title: Annotated[str, Field(description="Title to show")] = "",
    text: Annotated[str, Field(description="The text itself, or give url")] = "",
    url: Annotated[str, Field(description="Page to read, or give text")] = "",
    published: Annotated[str, Field(description="Date it was written, 2025-03-14 or 2025-03")] = "",
    kind: Annotated[str, Field(description="note, transcript, website, news …")] = "note",
) -> Annotated[CallToolResult, Added]:
    """Keep a text of the user's (call notes, transcript, e-mail) or a page as evidence about an account.
    It can be quoted from then on and stays on this machine. An account nobody knows is created."""
    added = await ctx.request_context.lifespan_context.add(
        account, title, text=text, url=url, published=published, kind=kind
    )
    return answer(added, answers.added_text(added))


@readable
async def list_accounts(ctx: Context[App]) -> Annotated[CallToolResult, Accounts]:
    """List the accounts that the user follows, with how much was read of each, and when."""
    accounts = Accounts(accounts=tuple(await ctx.request_context.lifespan_context.accounts()))
    return answer(accounts, answers.accounts_text(accounts.accounts))


@readable
async def forget_account(account: Known, ctx: Context[App]) -> Annotated[CallToolResult, Forgotten]:
    """Delete an account and everything kept about it, for good. Only when the user asks for it."""
    forgotten = await ctx.request_context.lifespan_context.forget(account)
    return answer(forgotten, answers.forgotten_text(forgotten))


async def kept(app: App, key: str) -> Document:
    """Return the kept document of an id or URL; never read the web for it.

    A model that was talked into it by a page could otherwise carry the user's data away in a URL.
    """
    library = await app.library()
    found = await anyio.to_thread.run_sync(lambda: library.document(key) or library.by_url(key))
    if found is None:
        raise DocumentNotFound(
            f"No document {key!r} is kept. Use an id or URL from search_evidence or a brief; "
            "add_document with a url reads a page and keeps it."
        )
    return found


_hints = partial(ToolAnnotations, idempotent_hint=True, destructive_hint=False)
LOOKS_AROUND = _hints(read_only_hint=True, open_world_hint=True)
LOOKS_INSIDE = _hints(read_only_hint=True, open_world_hint=False)
KEEPS = _hints(read_only_hint=False, open_world_hint=True)
DELETES = _hints(read_only_hint=False, destructive_hint=True, open_world_hint=False)

TOOLS: tuple[Tool, ...] = make_tools(
    (find_account, "Find a company", LOOKS_AROUND),
    (research_account, "Brief on an account", KEEPS),
    (search_evidence, "Search the evidence", LOOKS_INSIDE),
    (read_document, "Read a document", LOOKS_INSIDE),
    (add_document, "Add a document", KEEPS),
    (list_accounts, "List accounts", LOOKS_INSIDE),
    (forget_account, "Forget an account", DELETES),
)
