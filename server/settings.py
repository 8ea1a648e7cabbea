"""Settings: the environment (`WHYNOW_…`), then `settings.toml` in the home folder, then these defaults."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from ..tools.errors import SettingsError


def default_home() -> Path:
    """Return the folder of the user's data on this system, `~/.local/share/whynow` on Linux."""
    from platformdirs import user_data_path

    return user_data_path("whynow", appauthor=False)


class Settings(BaseSettings):
    """Everything that can be set; the table in the docs is made from these fields."""

    model_config = SettingsConfigDict(env_prefix="WHYNOW_", extra="ignore", frozen=True)

    home: Path = Field(default_factory=default_home, description="Folder of the user's accounts and evidence")
    contact: str = Field(
        "",
        description="Your e-mail address, sent in the User-Agent; without one filings are a gap",
    )
    deadline: float = Field(
        45.0, gt=0, le=3600, description="Seconds until a call answers with what is ready"
    )
    refresh_days: int = Field(7, ge=0, description="Days after which a source is read again")
    embedding: Literal["wordllama", "openai"] = Field(
        "wordllama", description="Embedding of passages: the local one, or any OpenAI-compatible endpoint"
    )
    embedding_url: str = Field("", description="Base URL of the OpenAI-compatible embeddings endpoint")
    embedding_model: str = Field("text-embedding-3-small", description="Model name asked of that endpoint")
    embedding_key: SecretStr = Field(SecretStr(""), description="Key for that endpoint")
    embed_private: bool = Field(
        False, description="Whether text that you provided may be sent to a remote embeddings endpoint"
    )
    searxng_url: str = Field("", description="Base URL of your own SearXNG, for news")
    brave_key: SecretStr = Field(SecretStr(""), description="Brave Search key, for news")
    tavily_key: SecretStr = Field(SecretStr(""), description="Tavily key, for news")
    exa_key: SecretStr = Field(SecretStr(""), description="Exa key, for news")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read `settings.toml` from whichever home folder the arguments or the environment name."""
        given = init_settings.init_kwargs if isinstance(init_settings, InitSettingsSource) else {}
        home = given.get("home") or env_settings().get("home") or default_home()
        toml = TomlConfigSettingsSource(settings_cls, toml_file=Path(home) / "settings.toml")
        return init_settings, env_settings, toml


def load_settings(**given: object) -> Settings:
    """Return the settings with `given` first; raise SettingsError that names what is wrong."""
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise SettingsError(f"Settings: {wrong}. See `whynow doctor` for every setting.") from error
