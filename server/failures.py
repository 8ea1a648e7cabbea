"""The one place that turns a WhynowError into what a model reads."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from mcp.server.mcpserver.exceptions import ToolError

from ..tools.errors import AmbiguousAccount, WhynowError
from .answers import candidates_text

P = ParamSpec("P")
R = TypeVar("R")


def readable(function: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
    """Let the model read why `function` failed; anything that is not a WhynowError stays on the server."""

    @wraps(function)
    async def answered(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return await function(*args, **kwargs)
        except WhynowError as error:
            raise ToolError(_words(error)) from error

    return answered


def _words(error: WhynowError) -> str:
    if isinstance(error, AmbiguousAccount):
        return candidates_text("That name", error.candidates)
    return str(error)
