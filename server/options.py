"""The options that every command has, accepted before and after it."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, fields
from datetime import date
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ..tools.errors import SettingsError, WhynowError
from .printing import INTERRUPTED, exit_code, failed

if TYPE_CHECKING:
    from .app import App

Format = Literal["md", "json"]
SHARED = "Options of every command"


@dataclass(frozen=True)
class Options:
    """What was given of the shared options; None or empty where nothing was."""

    home: Path | None = None
    replay: tuple[Path, ...] = ()
    record: Path | None = None
    as_of: date | None = None
    deadline: float | None = None
    format: Format | None = None

    def under(self, nearer: Options) -> Options:
        """Return these options with those of `nearer` (after the command) before these (before it)."""
        return Options(**{f.name: getattr(nearer, f.name) or getattr(self, f.name) for f in fields(self)})

    @property
    def json(self) -> bool:
        """Whether answers are JSON."""
        return self.format == "json"


def shared(
    home: Annotated[
        Path | None, typer.Option(help="Folder of your accounts and evidence", rich_help_panel=SHARED)
    ] = None,
    replay: Annotated[
        list[Path] | None,
        typer.Option(
            help="WARC file to read instead of the network; give it more than once for several files",
            exists=True, dir_okay=False, rich_help_panel=SHARED,
        ),
    ] = None,
    record: Annotated[
        Path | None, typer.Option(help="WARC file to record what is read", rich_help_panel=SHARED)
    ] = None,
    as_of: Annotated[
        date | None,
        typer.Option(
            parser=date.fromisoformat, metavar="DATE", rich_help_panel=SHARED,
            help="The clock, 2025-09-01: nothing dated later is used",
        ),
    ] = None,
    deadline: Annotated[
        float | None,
        typer.Option(min=0.1, max=3600, help="Seconds until an answer, ready or not", rich_help_panel=SHARED),
    ] = None,
    format: Annotated[
        Format | None, typer.Option(help="Markdown (default) or JSON", rich_help_panel=SHARED)
    ] = None,
) -> Options:  # fmt: skip
    """Gather the shared options."""
    return Options(home, tuple(replay or ()), record, as_of, deadline, format)


def with_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` the shared options, as its first argument, and exit codes for what goes wrong."""
    own = list(inspect.signature(command, eval_str=True).parameters.values())[1:]
    common = list(inspect.signature(shared, eval_str=True).parameters.values())
    context = inspect.Parameter("ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)

    @wraps(command)
    def run(ctx: typer.Context, **given: Any) -> None:
        before = ctx.obj if isinstance(ctx.obj, Options) else Options()
        after = shared(**{parameter.name: given.pop(parameter.name) for parameter in common})
        ctx.obj = before.under(after)
        try:
            command(ctx.obj, **given)
        except WhynowError as error:
            failed(error, as_json=ctx.obj.json)
            raise typer.Exit(exit_code(error)) from error
        except KeyboardInterrupt as end:
            raise typer.Exit(INTERRUPTED) from end

    parameters = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in (*own, *common)]
    run.__signature__ = inspect.Signature([context, *parameters])  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in (context, *parameters)}
    return run


def make_usable(home: Path) -> None:
    """Make the home folder, or say why it cannot be one."""
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"{home} cannot be the home folder ({error.strerror}): give another with --home or WHYNOW_HOME."
        ) from error


@asynccontextmanager
async def opened(options: Options) -> AsyncIterator[App]:
    """Open the App that the options, the environment and the settings file describe.

    A replay that names no home works in a temporary one: recorded pages never mix with the user's accounts.
    """
    from .app import open_app
    from .settings import load_settings
    from .wiring import Clockwork

    given: dict[str, Any] = {"home": options.home, "deadline": options.deadline}
    settings = load_settings(**{name: value for name, value in given.items() if value is not None})
    with TemporaryDirectory(prefix="whynow-") as folder:
        if options.replay and "home" not in settings.model_fields_set:
            settings = settings.model_copy(update={"home": Path(folder)})
        make_usable(settings.home)
        async with open_app(settings, Clockwork(options.replay, options.record, options.as_of)) as app:
            yield app
