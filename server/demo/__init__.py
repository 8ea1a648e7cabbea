"""The demo world: a company that does not exist, and all that the public web says about it, in true formats.

It ships with the package: `whynow demo` needs no network and no key. It is the test world as well.
The text of every page stands in `world/`; nothing in it was copied from anywhere.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

ACCOUNT = "Pellworth Controls"
PURPOSE = "selling field-service scheduling software"
AS_OF = date(2026, 3, 12)


def warc(folder: Path) -> Path:
    """Write the demo world into `folder` as one WARC file and return its path."""
    from ...tools.web.archive import write_warc
    from .world import answers

    path = folder / "pellworth.warc.gz"
    write_warc(path, answers())
    return path
