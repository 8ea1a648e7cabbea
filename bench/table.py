"""How a measurement is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared"
"""Real data beside the checkout; measurements that need it say so where it is absent."""


@dataclass(frozen=True)
class Table:
    """Rows under column names; `goal` says what was to be reached, `notes` what a reader must know."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    goal: str = ""
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Lay the table out as aligned plain text."""
        cells = [self.columns, *self.rows]
        widths = [max(len(row[i]) for row in cells) for i in range(len(self.columns))]
        lines = [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in cells
        ]
        head = [f"\n## {self.title}"] + ([f"goal: {self.goal}"] if self.goal else [])
        rule = "  ".join("-" * width for width in widths)
        return "\n".join([*head, lines[0], rule, *lines[1:], *(f"note: {note}" for note in self.notes)])
