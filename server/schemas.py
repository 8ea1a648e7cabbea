"""Tools as clients see them: lean schemas, strict about names, made in one go.

The SDK would make the schemas of answers tool by tool, shared shapes anew for each; one pass over all of them
brings the first answer of a cold server sooner.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, get_type_hints

from mcp.server.mcpserver.tools import Tool
from mcp.server.mcpserver.utilities.func_metadata import FuncMetadata
from mcp.types import ToolAnnotations
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

Written = tuple[Callable[..., Any], str, ToolAnnotations]
"""A tool as it is written: the function, its title, and what it may do."""


def make_tools(*written: Written) -> tuple[Tool, ...]:
    """Return the tools; each answers with the shape that its function's return annotation names."""
    shapes = [_shape(function) for function, _, _ in written]
    _, whole = models_json_schema([(shape, "validation") for shape in shapes])
    definitions = untitled(whole["$defs"], names=True)
    return tuple(
        _tool(each, shape, standing_alone(shape.__name__, definitions))
        for each, shape in zip(written, shapes, strict=True)
    )


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


def standing_alone(name: str, definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the definition of `name` with those that it needs, directly or not, and no others."""
    needed: dict[str, Any] = {}
    open_ones = [name]
    while open_ones:
        for other in re.findall(r"#/\$defs/(\w+)", str(definitions[open_ones.pop()])):
            if other not in needed:
                needed[other] = definitions[other]
                open_ones.append(other)
    return {**definitions[name], **({"$defs": needed} if needed else {})}


def _shape(function: Callable[..., Any]) -> type[BaseModel]:
    shape: type[BaseModel] = get_type_hints(function, include_extras=True)["return"].__metadata__[0]
    return shape


def _tool(written: Written, shape: type[BaseModel], answer: dict[str, Any]) -> Tool:
    """Return one tool with a description of one paragraph, and no argument but those it names."""
    function, title, hints = written
    tool = Tool.from_function(function, title=title, annotations=hints, structured_output=False)
    tool.description = " ".join(tool.description.split())
    tool.parameters = {**untitled(tool.parameters), "additionalProperties": False}
    tool.fn_metadata = FuncMetadata(
        arg_model=tool.fn_metadata.arg_model, output_model=shape, output_schema=answer
    )
    return tool
