"""Which company is meant: settled before a tool runs, by asking the person where the client can."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

import anyio
from mcp.server.mcpserver import AcceptedElicitation, Context, Elicit, ElicitationResult, Resolve
from pydantic import BaseModel, Field, create_model

from ..tools.evidence import Candidate, Identity
from .answers import told
from .app import App
from .failures import readable

NONE_OF_THEM = "none of these"


class Choice(BaseModel):
    """What the person chose; empty where nobody was asked."""

    account: str = ""


@dataclass(frozen=True)
class Settled:
    """Who a name stands for so far, and the seconds that took."""

    identity: Identity | None
    seconds: float = 0.0


def can_ask(context: Context[App]) -> bool:
    """Tell whether this client shows forms to its user."""
    capabilities = context.client_capabilities
    asks = capabilities.elicitation if capabilities is not None else None
    return asks is not None and (asks.form is not None or asks.url is None)


def label(candidate: Candidate) -> str:
    """Return the line by which the person knows a candidate."""
    return told(candidate.account).replace("\\", "")


def question(query: str, candidates: tuple[Candidate, ...]) -> Elicit[Any]:
    """Return the form that lets the person choose one candidate, or none."""
    labels = (*dict.fromkeys(label(candidate) for candidate in candidates), NONE_OF_THEM)
    one_of: Any = (Literal[labels], Field(title="Company", description="The company that is meant"))
    schema = create_model("Company", __base__=Choice, account=one_of)
    return Elicit(f'Which company is "{query}"?', schema)


@readable
async def settle(query: str, context: Context[App]) -> Settled:
    """Look up who `query` names, within half of the deadline."""
    app = context.request_context.lifespan_context
    began, identity = anyio.current_time(), None
    with anyio.move_on_after(app.settings.deadline / 2):
        identity = await app.find(query)
    return Settled(identity, anyio.current_time() - began)


async def named(name: str, ctx: Context[App]) -> Settled:
    """Settle the argument `name`."""
    return await settle(name, ctx)


async def followed(account: str, ctx: Context[App]) -> Settled:
    """Settle the argument `account` where the person could be asked; else the tool does it itself."""
    return await settle(account, ctx) if can_ask(ctx) else Settled(None)


async def ask_name(
    name: str, ctx: Context[App], settled: Annotated[Settled, Resolve(named)]
) -> Elicit[Any] | Choice:
    """Ask who `name` is, where that is open and the client can."""
    return _ask(name, ctx, settled)


async def ask_account(
    account: str, ctx: Context[App], settled: Annotated[Settled, Resolve(followed)]
) -> Elicit[Any] | Choice:
    """Ask who `account` is, where that is open and the client can."""
    return _ask(account, ctx, settled)


def chosen(settled: Settled, answer: ElicitationResult[Choice]) -> Identity | None:
    """Return the identity with the person's choice as its account, unchanged where nothing was chosen."""
    identity = settled.identity
    if identity is None or not isinstance(answer, AcceptedElicitation):
        return identity
    for candidate in identity.candidates:
        if label(candidate) == answer.data.account:
            return identity.model_copy(
                update={"account": candidate.account, "why": "you chose it", "candidates": ()}
            )
    return identity


def _ask(query: str, context: Context[App], settled: Settled) -> Elicit[Any] | Choice:
    identity = settled.identity
    if identity is None or identity.account is not None or not identity.candidates or not can_ask(context):
        return Choice()
    return question(query, identity.candidates)


NamedSettled = Annotated[Settled, Resolve(named)]
NamedChoice = Annotated[ElicitationResult[Choice], Resolve(ask_name)]
FollowedSettled = Annotated[Settled, Resolve(followed)]
FollowedChoice = Annotated[ElicitationResult[Choice], Resolve(ask_account)]
