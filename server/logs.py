"""Logging of the front door: one line each on stderr, for stdout belongs to answers and to the protocol."""

from __future__ import annotations

import logging
import sys
from types import TracebackType


class OneLine(logging.Formatter):
    """Says what broke without the traceback that only its author can read."""

    def formatException(  # noqa: N802  the name is logging's
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Return the kind of the exception and its words."""
        return f"{type(ei[1]).__name__}: {ei[1]}"

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line."""
        return " ".join(super().format(record).split())


def log_to_stderr() -> None:
    """Let warnings of ours and faults of libraries through; SDKs that come later find the house in order."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine("whynow: %(message)s"))
    logging.basicConfig(level=logging.ERROR, handlers=[handler])
    logging.getLogger("whynow").setLevel(logging.WARNING)
