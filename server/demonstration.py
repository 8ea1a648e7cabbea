"""`whynow demo`: the whole product on pages that ship with it, without network or key."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from .briefing import Outcome, Request, brief_all

if TYPE_CHECKING:
    from ..tools.evidence import Depth
    from .options import Options


async def demonstrate(options: Options, depth: Depth) -> Outcome:
    """Brief on the invented company, on its own day, in a home of its own unless one is given."""
    from .demo import ACCOUNT, AS_OF, PURPOSE, warc
    from .options import opened

    with TemporaryDirectory(prefix="whynow-demo-") as folder:
        place = Path(folder)
        world = replace(
            options, home=options.home or place / "home", replay=(warc(place),), as_of=options.as_of or AS_OF
        )
        async with opened(world) as app:
            outcomes = await brief_all(app, [ACCOUNT], Request(purpose=PURPOSE, depth=depth))
    return outcomes[0]
