"""The command line, with the powers of the MCP tools: a command is one function and one line."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from . import commands, printing
from .logs import first_cause, log_to_stderr
from .options import Options, with_options

cli = typer.Typer(
    name="whynow",
    help="Why this account, why now: cited account briefs for sellers.",
    epilog=printing.EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (
    commands.demo,
    commands.setup,
    commands.find,
    commands.brief,
    commands.search,
    commands.read,
    commands.add,
    commands.account,
    commands.accounts,
    commands.forget,
    commands.serve,
    commands.doctor,
):
    cli.command()(with_options(command))


def show_version(asked: bool) -> None:
    """Print the version and stop, where it was asked for."""
    if asked:
        from importlib.metadata import version

        printing.write(f"whynow {version('whynow')}")
        raise typer.Exit


@cli.callback()
@with_options
def root(
    options: Options,
    version: Annotated[
        bool, typer.Option("--version", help="Show the version", is_eager=True, callback=show_version)
    ] = False,
) -> None:
    """Why this account, why now: cited account briefs for sellers."""


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code; never a traceback for what a user can cause."""
    printing.speak_utf8()
    log_to_stderr()
    try:
        cli(args=argv, prog_name="whynow")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else printing.FAILED
    except KeyboardInterrupt:
        return printing.INTERRUPTED
    except Exception as error:  # noqa: BLE001  a fault of ours is one line for its reader, not a page
        printing.say(f"whynow failed: {first_cause(error)}")
        return printing.FAILED
    return printing.OK


if __name__ == "__main__":
    sys.exit(main())
