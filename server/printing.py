"""What the command line writes: answers to stdout, everything else to stderr, and its exit codes."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from pydantic import BaseModel

from ..tools.errors import (
    AccountNotFound,
    AmbiguousAccount,
    DocumentNotFound,
    FetchError,
    InvalidInput,
    SettingsError,
    UnreadableDocument,
    WhynowError,
)

OK, FAILED, USAGE, NOT_FOUND, AMBIGUOUS, UNREADABLE, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130
EXIT_CODES = """Exit codes: 0 answered (a partial answer says so); 1 failed; 2 written wrongly; 3 no such
account or document; 4 the name may mean several companies; 5 an unreadable page or file; 130 interrupted."""
_CODES: tuple[tuple[type[WhynowError], int], ...] = (
    (InvalidInput, USAGE),
    (SettingsError, USAGE),
    (AccountNotFound, NOT_FOUND),
    (DocumentNotFound, NOT_FOUND),
    (AmbiguousAccount, AMBIGUOUS),
    (FetchError, UNREADABLE),
    (UnreadableDocument, UNREADABLE),
)


def exit_code(error: WhynowError) -> int:
    """Return the exit code that stands for `error`."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), FAILED)


def write(text: str) -> None:
    """Write an answer to stdout."""
    sys.stdout.write(text.rstrip("\n") + "\n")
    sys.stdout.flush()


def say(text: str) -> None:
    """Write to stderr what is no answer: questions, remarks, failures."""
    sys.stderr.write(text.rstrip("\n") + "\n")
    sys.stderr.flush()


def as_json(answer: BaseModel | Sequence[BaseModel]) -> str:
    """Return an answer as JSON: the structured content that the MCP tools give."""
    if isinstance(answer, BaseModel):
        return answer.model_dump_json(indent=2)
    return json.dumps([one.model_dump(mode="json") for one in answer], ensure_ascii=False, indent=2)


def failed(error: WhynowError, *, as_json: bool) -> None:
    """Tell on stderr why there is no answer, and what would have worked."""
    if not as_json:
        say(_told(error))
        return
    told: dict[str, object] = {"error": type(error).__name__, "message": str(error)}
    if isinstance(error, AmbiguousAccount):
        told["candidates"] = [candidate.model_dump(mode="json") for candidate in error.candidates]
    say(json.dumps(told, ensure_ascii=False))


def _told(error: WhynowError) -> str:
    from .answers import candidates_text

    if isinstance(error, AmbiguousAccount):
        return candidates_text("That name", error.candidates)
    return str(error)


def speak_utf8() -> None:
    """Write UTF-8 whatever the locale says: company names need it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
