"""From settings to parts: what the composition root builds, and from what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from .settings import Settings

if TYPE_CHECKING:
    from ..tools.index.embedding import Embedding
    from ..tools.library import Library
    from ..tools.web import WebOptions


@dataclass(frozen=True)
class Clockwork:
    """How this run meets the world: live or replayed, recorded or not, today or on a past day."""

    replay: tuple[Path, ...] = ()
    record: Path | None = None
    as_of: date | None = None


def web_options(settings: Settings, clockwork: Clockwork) -> WebOptions:
    """Translate settings into what the door to the network needs."""
    from ..tools.web import WebOptions

    secrets = {"brave": settings.brave_key, "tavily": settings.tavily_key, "exa": settings.exa_key}
    keys = {name: secret.get_secret_value() for name, secret in secrets.items()}
    keys["searxng"] = settings.searxng_url
    return WebOptions(
        home=settings.home,
        contact=settings.contact or None,
        replay=clockwork.replay,
        record=clockwork.record,
        as_of=clockwork.as_of,
        keys={name: key for name, key in keys.items() if key},
    )


def open_home(settings: Settings) -> Library:
    """Open the library of the home folder with the embedding that the settings name."""
    from ..tools.library import open_library

    return open_library(settings.home, _embedding(settings), embed_private=settings.embed_private)


def _embedding(settings: Settings) -> Embedding:
    if settings.embedding == "openai":
        from ..tools.index.embedding_remote import RemoteEmbedding

        key = settings.embedding_key.get_secret_value()
        return RemoteEmbedding(settings.embedding_model, base_url=settings.embedding_url, key=key)
    from ..tools.index.embedding import LocalEmbedding

    return LocalEmbedding()
