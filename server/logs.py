"""Logging of the front door: one line each on stderr, for stdout belongs to answers and to the protocol."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from traceback import extract_tb
from types import TracebackType


def first_cause(error: BaseException) -> str:
    """Return kind, words and place of the exception that the others only carried."""
    while (inner := _inside(error)) is not None:
        error = inner
    frames = [frame for frame in extract_tb(error.__traceback__) if not frame.filename.startswith("<")]
    place = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {error}{place}"


def _inside(error: BaseException) -> BaseException | None:
    return error.exceptions[0] if isinstance(error, BaseExceptionGroup) else error.__cause__


class OneLine(logging.Formatter):
    """Says what broke without the traceback that only its author can read."""

    def formatException(  # noqa: N802  the name is logging's
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Return what went wrong first."""
        return first_cause(ei[1]) if ei[1] is not None else ""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line."""
        return " ".join(super().format(record).split())


def log_to_stderr() -> None:
    """Let warnings of ours and faults of libraries through; SDKs that come later find the house in order."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine("whynow: %(message)s"))
    logging.basicConfig(level=logging.ERROR, handlers=[handler])
    logging.getLogger("whynow").setLevel(logging.WARNING)
