"""Reading JSON of strangers: whatever is not of the expected shape is absent, never an exception."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..errors import FetchError
from ..web import Response

Node = Mapping[str, Any]
EMPTY: Node = {}


def document(response: Response) -> Node:
    """Return the JSON object that a response holds, or raise FetchError saying that it holds none."""
    try:
        value = json.loads(response.body)
    except (ValueError, RecursionError) as error:
        raise FetchError(response.url, "the answer is no JSON", response.status) from error
    if not isinstance(value, Mapping):
        raise FetchError(response.url, "the answer is JSON of another shape than documented", response.status)
    return value


def node(value: Any, *path: str) -> Node:
    """Return the object at `path` inside `value`, or an empty one."""
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value if isinstance(value, Mapping) else EMPTY


def nodes(value: Any) -> Iterator[Node]:
    """Yield the objects of a list."""
    yield from (item for item in value if isinstance(item, Mapping)) if isinstance(value, list) else ()


def word(value: Any) -> str:
    """Return a string without surrounding blanks, a number as a string, and "" for anything else."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return str(value).strip()


def words(value: Any) -> tuple[str, ...]:
    """Return the strings of a list, or of a single string."""
    items = value if isinstance(value, list) else [value]
    return tuple(text for item in items if (text := word(item)))
