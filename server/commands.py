"""The commands: each a short function from its options to an answer on stdout."""

from __future__ import annotations

import csv
import gc
import sys
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import anyio
import typer

from ..tools.errors import InvalidInput, WhynowError
from ..tools.evidence import Depth, Document, Identity, Relation
from .options import Options, opened
from .printing import AMBIGUOUS, NOT_FOUND, as_json, failed, say, write

if TYPE_CHECKING:
    from pydantic import BaseModel

    from .app import App

T = TypeVar("T")

AccountName = Annotated[str, typer.Argument(help="Name, domain, ticker, CIK or URL", show_default=False)]


def finish(options: Options, work: Callable[[App], Awaitable[T]]) -> T:
    """Do `work` with an open App and return what it brings."""

    async def whole() -> T:
        async with opened(options) as app:
            return await work(app)

    return anyio.run(whole)


def show(options: Options, answer: BaseModel | Sequence[BaseModel], text: str) -> None:
    """Write the answer in the format that was asked for."""
    write(as_json(answer) if options.json else text)


def find(
    options: Options,
    name: AccountName,
    register: Annotated[
        Path | None,
        typer.Option(
            help="Ask this list alone, no network: CSV with columns cik and name, gzipped or not",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
) -> None:
    """Find which company a name, domain, ticker, CIK or URL stands for."""
    from .answers import identity_text

    identity = find_in(name, register) if register else finish(options, lambda app: app.find(name))
    show(options, identity, identity_text(name, identity))
    if identity.account is None:
        raise typer.Exit(AMBIGUOUS if identity.candidates else NOT_FOUND)


def find_in(name: str, register: Path) -> Identity:
    """Return who `name` is in the register of a CSV file, without asking anything else."""
    from ..agents.identity.identify import identify_in
    from ..tools.registers.register import Register

    if not name.strip():
        raise InvalidInput("Name a company: a name, ticker or CIK.")
    try:
        read = Register.from_csv(register)
    except (OSError, EOFError, ValueError, csv.Error) as error:
        raise InvalidInput(
            f"{register} is no register ({error}): give CSV with columns cik, name."
        ) from error
    if not read.entries:
        raise InvalidInput(f"{register} names no company: its header has to name the columns cik and name.")
    return identify_in(name, read)


def brief(
    options: Options,
    accounts: Annotated[
        list[str],
        typer.Argument(metavar="ACCOUNT …", help="Names, domains, tickers or CIKs", show_default=False),
    ],
    purpose: Annotated[str, typer.Option(help="What you sell or want; steers what is chosen")] = "",
    depth: Annotated[Depth, typer.Option(help="A sentence or three, a card, or everything")] = "card",
    refresh: Annotated[bool, typer.Option("--refresh", help="Read every source again")] = False,
) -> None:
    """Write the cited brief of one account, or of several side by side (JSON of several is a list)."""
    from .briefing import Request, brief_all

    request = Request(purpose, depth, refresh)
    outcomes = finish(options, lambda app: brief_all(app, accounts, request))
    briefs = [outcome.brief for outcome in outcomes if outcome.brief is not None]
    if briefs:
        text = "\n\n".join(outcome.text for outcome in outcomes if outcome.text)
        show(options, briefs[0] if len(accounts) == 1 else briefs, text)
    errors = [outcome.error for outcome in outcomes if outcome.error is not None]
    for error in errors[1:]:
        failed(error, as_json=options.json)
    if errors:
        raise errors[0]


def search(
    options: Options,
    query: Annotated[str, typer.Argument(help="Question or keywords", show_default=False)],
    account: Annotated[str, typer.Option(help="Search in this account only")] = "",
    kind: Annotated[
        str, typer.Option(help="website, post, news, filing, encyclopedia, transcript or note")
    ] = "",
    since: Annotated[str, typer.Option(help="Published on or after this day, 2025-03-14")] = "",
    period: Annotated[str, typer.Option(help="Reporting period, FY2025 or 'Q2 FY2026'")] = "",
    limit: Annotated[int, typer.Option(min=1, max=200, help="Most passages")] = 10,
    cursor: Annotated[str, typer.Option(help="Cursor of the answer before, to go on")] = "",
) -> None:
    """Find passages about a question in what was read: in one account, or in all of them."""
    from .answers import found_text

    found = finish(
        options,
        lambda app: app.search(
            query, account, kind=kind, since=since, limit=limit, cursor=cursor, period=period
        ),
    )
    show(options, found, found_text(query, found))


def read(
    options: Options,
    target: Annotated[
        str, typer.Argument(metavar="URL|FILE|DOCUMENT", help="What to read", show_default=False)
    ],
    account: Annotated[
        str, typer.Option(help="Keep what is read from a URL as evidence of this account")
    ] = "",
) -> None:
    """Show a page, a file or a kept document as plain text, with what is known of it."""
    from .answers import document_text

    document = finish(options, lambda app: read_target(app, target, account))
    show(options, document, document_text(document))


async def read_target(app: App, target: str, account: str = "") -> Document:
    """Return the Document of a file, or of what the App knows by that id or URL."""
    path = anyio.Path(target)
    if "://" in target or not await path.is_file():
        return await app.read(target, account)
    from ..tools.sources.provided import provided

    body, now = await path.read_bytes(), (await app.web()).now
    url = (await path.resolve()).as_uri()
    whole = partial(provided, "", title="", text="", body=body, name=path.name, url=url)
    return await anyio.to_thread.run_sync(partial(whole, published="", kind="note", now=now))


def add(
    options: Options,
    account: AccountName,
    source: Annotated[
        str, typer.Argument(metavar="FILE|URL|-", help="What to keep; - reads stdin", show_default=False)
    ],
    title: Annotated[str, typer.Option(help="Title to show")] = "",
    published: Annotated[str, typer.Option(help="Day it was written, 2025-03-14 or 2025-03")] = "",
    kind: Annotated[str, typer.Option(help="note, transcript, website, news …")] = "note",
) -> None:
    """Keep your own text, PDF, HTML, DOCX or transcript, or a page, as evidence about an account."""
    from .answers import added_text

    given = _source(source)
    added = finish(options, lambda app: app.add(account, title, **given, published=published, kind=kind))
    show(options, added, added_text(added))


def account(
    options: Options,
    name: AccountName,
    domain: Annotated[str, typer.Option(help="Its web domain")] = "",
    cik: Annotated[str, typer.Option(help="Its SEC number")] = "",
    ticker: Annotated[str, typer.Option(help="Its stock symbol")] = "",
    lei: Annotated[str, typer.Option(help="Its legal entity identifier")] = "",
    wikidata: Annotated[str, typer.Option(help="Its Wikidata number, Q…")] = "",
    relation: Annotated[Relation | None, typer.Option(help="What it is to you")] = None,
    rename: Annotated[str, typer.Option("--name", help="Its right name")] = "",
) -> None:
    """Pin or correct who an account is and what it is to you; sources never overwrite that."""
    from .answers import told

    keys = {"domain": domain, "cik": cik, "ticker": ticker, "lei": lei, "wikidata": wikidata}
    pinned = finish(options, lambda app: app.pin(name, **keys, relation=relation, rename=rename))
    show(options, pinned, f"{told(pinned)}\npinned: {', '.join(pinned.pinned) or 'nothing'}")


def accounts(options: Options) -> None:
    """List the accounts that you follow."""
    from .answers import accounts_text
    from .shapes import Accounts

    listed = finish(options, lambda app: app.accounts())
    show(options, Accounts(accounts=tuple(listed)), accounts_text(listed))


def forget(
    options: Options,
    account: AccountName,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask")] = False,
) -> None:
    """Delete an account and everything kept about it, everywhere, for good."""
    from .answers import forgotten_text

    if not yes and not (
        sys.stdin.isatty() and typer.confirm(f"Delete everything kept about {account!r}?", err=True)
    ):
        say("Nothing was deleted. Give --yes to delete without a question.")
        raise typer.Exit(1)
    forgotten = finish(options, lambda app: app.forget(account))
    show(options, forgotten, forgotten_text(forgotten))


def serve(options: Options) -> None:
    """Serve MCP over stdio; Claude, Cursor and VS Code start this themselves (see `whynow doctor`)."""
    # What these imports build stays: collecting garbage among it would only delay the first answer.
    gc.disable()
    from .protocol import make_server

    server = make_server(lambda: opened(options))
    gc.freeze()
    gc.enable()
    if sys.stdin.isatty():
        say("Speaking MCP on stdin and stdout. AI clients start this: see `whynow doctor`. Ctrl-C ends it.")
    server.run("stdio")


def demo(
    options: Options,
    depth: Annotated[Depth, typer.Option(help="A sentence or three, a card, or everything")] = "card",
) -> None:
    """Brief you on a company that does not exist, from pages shipped with whynow: no network, no key."""
    from .demonstration import demonstrate

    outcome = anyio.run(demonstrate, options, depth)
    if outcome.brief is None:
        raise outcome.error or WhynowError("The demo gave no brief.")
    show(options, outcome.brief, outcome.text)


def setup(
    options: Options,
    contact: Annotated[
        str, typer.Option(help="Your e-mail address, which the SEC asks of everyone who reads its filings")
    ] = "",
) -> None:
    """Ask once what whynow needs to know, and write it to settings.toml."""
    from .setting_up import ask_contact, contact_address, keep_setting
    from .settings import load_settings

    home = load_settings(**({"home": options.home} if options.home else {})).home
    path = keep_setting(home, "contact", contact_address(contact or ask_contact()))
    say(f"Kept in {path}. Next: whynow brief NVDA, or whynow doctor.")


def doctor(
    options: Options,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="First make the index anew from the kept documents")
    ] = False,
) -> None:
    """Tell what is set, reachable and missing, how to mend it, and how to connect your AI client."""
    from .doctor import examine, examined_text

    if rebuild:
        say("Making the index anew from the documents that are kept …")
        finish(options, lambda app: app.rebuild())
    examined = finish(options, lambda app: examine(app, live=not options.replay))
    show(options, examined, examined_text(examined))
    if not examined.works:
        raise typer.Exit(1)


def _source(source: str) -> dict[str, Any]:
    """Tell a URL, stdin and a file apart."""
    if source == "-":
        return {"text": sys.stdin.read()}
    if "://" in source:
        return {"url": source}
    if not Path(source).is_file():
        raise InvalidInput(f"No file {source!r}. Give a file, a URL, or - for stdin.")
    return {"path": Path(source)}
