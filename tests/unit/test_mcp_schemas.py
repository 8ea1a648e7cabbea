"""What clients see of the tools changes only on purpose.

After a change that is meant: `python tests/unit/test_mcp_schemas.py > tests/unit/tools.json`; read the diff.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from whynow.server.toolbox import TOOLS

SNAPSHOT = Path(__file__).with_name("tools.json")


def shown() -> dict[str, Any]:
    return {
        tool.name: {
            "title": tool.title,
            "description": tool.description,
            "input": tool.parameters,
            "annotations": tool.annotations.model_dump(exclude_none=True) if tool.annotations else None,
        }
        for tool in TOOLS
    }


def test_names_descriptions_and_inputs_are_the_ones_agreed_on() -> None:
    assert shown() == json.loads(SNAPSHOT.read_text(encoding="utf-8"))


def test_every_answer_has_a_schema_of_an_object() -> None:
    for tool in TOOLS:
        assert tool.output_schema is not None and tool.output_schema["type"] == "object"


if __name__ == "__main__":
    sys.stdout.write(json.dumps(shown(), indent=2, ensure_ascii=False) + "\n")
