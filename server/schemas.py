"""Schemas as clients see them: lean, and strict about names."""

from __future__ import annotations

from typing import Any

from mcp.server.mcpserver.tools import Tool


def untitled(schema: Any, *, names: bool = False) -> Any:
    """Return `schema` without the titles that repeat each name; `names`: its keys are names of fields."""
    if isinstance(schema, list):
        return [untitled(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: untitled(value, names=key in ("properties", "$defs") and not names)
        for key, value in schema.items()
        if names or key != "title"
    }


def lean(tool: Tool) -> Tool:
    """Return `tool` with short schemas that allow no other arguments, and a description of one paragraph."""
    tool.description = " ".join(tool.description.split())
    tool.parameters = {**untitled(tool.parameters), "additionalProperties": False}
    if tool.fn_metadata.output_schema is not None:
        tool.fn_metadata.output_schema = untitled(tool.fn_metadata.output_schema)
    return tool
