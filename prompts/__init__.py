"""Floor 1, words for models: one Markdown file a prompt, filled strictly."""

from __future__ import annotations

from pathlib import Path
from string import Template

FOLDER = Path(__file__).parent


def render(name: str, /, **fields: str) -> str:
    """Return the prompt `name` with every `$field` filled; raise KeyError for one too few or too many."""
    template = Template((FOLDER / f"{name}.md").read_text(encoding="utf-8"))
    wanted = set(template.get_identifiers())
    if wanted != set(fields):
        raise KeyError(
            f"The prompt {name!r} is filled with {sorted(wanted)}, and was given {sorted(fields)}."
        )
    return template.substitute(fields).strip()
