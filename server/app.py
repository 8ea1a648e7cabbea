"""The composition root: settings in, one App out; below it nobody reads the environment or opens a client.

Opening an App is cheap: the library, the web and their heavy libraries are opened when first needed.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import anyio
from anyio.abc import TaskGroup

from ..tools.errors import AccountNotFound, AmbiguousAccount, DocumentNotFound, InvalidInput, OutOfTime
from ..tools.evidence import (
    Account,
    Brief,
    Day,
    Depth,
    Document,
    Forgotten,
    Found,
    Gap,
    Identity,
    Noun,
    Relation,
    content_id,
    slug,
)
from ..tools.reading.hygiene import one_line
from .arguments import KINDS, company, day, kind_of, question
from .settings import Settings
from .wiring import Clockwork, open_home, web_options

if TYPE_CHECKING:
    from ..agents.reading import Progress, Reader
    from ..tools.library import Library
    from ..tools.web import Web

COMPOSING = 3.0
"""Seconds kept of every deadline for writing the answer from what was read."""

FILING_BYTES = 50_000_000
"""The largest thing that a person may name to be read."""


class Added(Noun):
    """What `add` kept."""

    document: Document
    account: Account
    passages: int


class Listed(Noun):
    """One line of the list of accounts."""

    account: Account
    documents: int
    newest: Day | None = None
    read: str | None = None


@dataclass
class App:
    """Everything that the front doors (MCP and command line) can do, typed and without their words."""

    settings: Settings
    clockwork: Clockwork
    _stack: AsyncExitStack
    _tasks: TaskGroup
    _opening: anyio.Lock = field(default_factory=anyio.Lock)
    _library: Library | None = None
    _web: Web | None = None
    _reader: Reader | None = None

    async def find(self, query: str) -> Identity:
        """Return the identity that `query` names, the candidates, or what was tried; known accounts first."""
        from ..agents.identity.identify import identify

        query = company(query)
        library = await self.library()
        if (known := library.account(query)) is not None:
            return Identity(account=known, why="an account that you follow")
        return await identify(query, await self.web(), library.accounts())

    async def research(
        self,
        account: str,
        purpose: str = "",
        *,
        depth: Depth = "card",
        refresh: bool = False,
        deadline: float | None = None,
        progress: Progress | None = None,
    ) -> Brief:
        """Read what is due about `account` and return its Brief in `deadline` seconds, partial if need be."""
        from ..agents.brief.compose import compose

        until = anyio.current_time() + (deadline or self.settings.deadline)
        followed = await self._followed(account, until)
        gaps, unfinished = await self._read(followed, refresh, until, progress)
        brief = partial(compose, followed, purpose, depth, library=await self.library(), gaps=gaps)
        now = (await self.web()).today
        resume = _resume(followed, unfinished)
        return await anyio.to_thread.run_sync(
            partial(brief, now=now, partial=bool(unfinished), resume=resume)
        )

    async def search(
        self,
        query: str,
        account: str = "",
        *,
        kind: str = "",
        since: str = "",
        limit: int = 10,
        cursor: str = "",
        period: str = "",
    ) -> Found:
        """Return the passages that answer `query`, within one account or across all of them."""
        query = question(query)
        library = await self.library()
        search = partial(library.search, query, kind=kind, limit=limit, cursor=cursor, period=period)
        within = self._known(library, account).id if account else ""
        start = day(since) if since else None
        found = await anyio.to_thread.run_sync(
            partial(search, account=within, since=start, until=self.clockwork.as_of)
        )
        if kind and kind not in KINDS and not found.passages:
            raise InvalidInput(f"Nothing of the kind {kind!r} is kept. Kinds are {', '.join(KINDS)}.")
        return found

    async def read(self, target: str, account: str = "") -> Document:
        """Return the Document of an id or URL; a URL not kept is read now, and kept if `account` is given."""
        from ..tools.reading.responses import read_response

        library = await self.library()
        kept = library.document(target) or library.by_url(target)
        if kept is not None:
            return kept
        if "://" not in target:
            raise DocumentNotFound(
                f"No document {target!r}. Give an id or URL from search_evidence or from a brief's sources."
            )
        owner = self._known(library, account).id if account else ""
        response = await (await self.web()).read(target, limit=FILING_BYTES)
        document = await anyio.to_thread.run_sync(read_response, response, owner)
        if owner:
            await anyio.to_thread.run_sync(library.add, [document])
        return document

    async def add(
        self,
        account: str,
        title: str = "",
        *,
        text: str = "",
        url: str = "",
        path: Path | None = None,
        published: str = "",
        kind: str = "note",
    ) -> Added:
        """Keep the user's own text, file or page as evidence of `account`, private to this machine."""
        from ..tools.index.passages import passages
        from ..tools.sources.provided import provided

        if sum((bool(text.strip()), bool(url), path is not None)) != 1:
            raise InvalidInput("Give exactly one of: text, url, or a file.")
        library, web = await self.library(), await self.web()
        owner = await self._owner(account)
        body, name, url = await self._bytes(url, path)
        build = partial(provided, owner.id, title=title, text=text, body=body, name=name, url=url)
        document = await anyio.to_thread.run_sync(
            partial(build, published=published, kind=kind_of(kind), now=web.now)
        )
        library.save(owner)
        await anyio.to_thread.run_sync(library.add, [document])
        return Added(document=document, account=owner, passages=len(passages(document)))

    async def pin(
        self,
        name: str,
        *,
        domain: str = "",
        cik: str = "",
        ticker: str = "",
        lei: str = "",
        wikidata: str = "",
        relation: Relation | None = None,
        rename: str = "",
    ) -> Account:
        """Set what a person knows about an account; sources never overwrite it afterwards.

        Where that makes it another company, what was read of the wrong one is deleted; the user's own stays.
        """
        from .pinning import called, checked, claimed_by, corrected, reborn

        keys = {"domain": domain, "cik": cik, "ticker": ticker, "lei": lei, "wikidata": wikidata}
        change = checked({**keys, "name": rename, "relation": relation or ""})
        library = await self.library()
        known = library.account(name)
        if (other := claimed_by(change, [a for a in library.accounts() if a != known])) is not None:
            if known is not None:
                raise InvalidInput(
                    f"The account {other.id!r} has that already: use it, or forget one of them."
                )
            known = other
        sought = change.get("cik") or change.get("ticker") or change.get("domain") or name
        if known is not None and corrected(known, change):
            await self._stop_reading(known.id)
            fresh = called(name, reborn(known, await self._sought(sought), change))
            return await anyio.to_thread.run_sync(library.correct, fresh)
        owner = called(name, known or await self._owner(sought, name))
        pinned = tuple(dict.fromkeys((*owner.pinned, *change)))
        return library.save(Account.model_validate({**owner.model_dump(), **change, "pinned": pinned}))

    async def accounts(self) -> list[Listed]:
        """Return the accounts that are followed, with how much is known of each."""
        library = await self.library()
        return [_listed(library, account) for account in library.accounts()]

    async def forget(self, account: str) -> Forgotten:
        """Delete an account and all that was kept of it, everywhere."""
        from ..tools.web.cache import forget_cached

        library = await self.library()
        owner = self._known(library, account).id
        await self._stop_reading(owner)
        urls = [document.url for document in library.documents(owner)]
        await anyio.to_thread.run_sync(forget_cached, self.settings.home, urls)
        return await anyio.to_thread.run_sync(library.forget, owner)

    async def rebuild(self) -> None:
        """Make the index anew from the documents that are kept, with the embedding of the settings."""
        await anyio.to_thread.run_sync((await self.library()).rebuild)

    async def library(self) -> Library:
        """Open the library when it is first needed."""
        async with self._opening:
            if self._library is None:
                self._library = await anyio.to_thread.run_sync(open_home, self.settings)
                self._stack.callback(self._library.close)
        return self._library

    async def web(self) -> Web:
        """Open the door to the network when it is first needed."""
        from ..tools.web import open_web

        async with self._opening:
            if self._web is None:
                web = open_web(web_options(self.settings, self.clockwork))
                self._web = await self._stack.enter_async_context(web)
        return self._web

    async def reader(self) -> Reader:
        """Return the reader, whose work outlives single calls."""
        from ..agents.reading import Reader
        from ..tools.sources import SOURCES

        library, web = await self.library(), await self.web()
        if self._reader is None:
            self._reader = Reader(library, web, SOURCES, self._tasks)
        return self._reader

    async def _read(
        self, account: Account, refresh: bool, until: float, progress: Progress | None
    ) -> tuple[tuple[Gap, ...], tuple[str, ...]]:
        """Read what is due before the loop's clock says `until`; return the gaps and who is still at work."""
        from ..agents.reading import due

        reader, library, web = await self.reader(), await self.library(), await self.web()
        marks, days = library.marks(account.id), self.settings.refresh_days
        names = reader.sources if refresh else due(marks, reader.sources, now=web.now, days=days)
        left = until - anyio.current_time()
        reading = await reader.read(
            account, names, seconds=max(left - COMPOSING, left / 2), progress=progress
        )
        waiting = [
            Gap(wanted=name, where=account.name, why="still being read: ask again for the rest")
            for name in reading.unfinished
        ]
        return (*reading.gaps, *waiting), reading.unfinished

    async def _followed(self, query: str, until: float) -> Account:
        """Return the one account that `query` names and follow it; raise where it is none or many."""
        library = await self.library()
        if (known := library.account(company(query))) is not None:
            return known
        identity = None
        with anyio.move_on_after((until - anyio.current_time()) / 2):
            identity = await self.find(query)
        if identity is None:
            raise OutOfTime(
                f"The registers did not say in time who {query!r} is. Ask again: what they answered is kept. "
                "A longer deadline helps, or a CIK, ticker or domain."
            )
        if identity.account is not None:
            return library.save(identity.account)
        _refuse_to_guess(query, identity)
        tried = "; ".join(f"{gap.where}: {gap.why}" for gap in identity.tried) or "nothing could be asked"
        raise AccountNotFound(
            f"No company answers to {query!r} ({tried}). Give its domain, ticker or CIK, "
            f"or add a document of yours: that creates the account."
        )

    async def _owner(self, query: str, name: str = "") -> Account:
        """Return the account that `query` names, or a new unverified one where no source knows it."""
        identity = await self.find(query)
        if identity.account is not None:
            return identity.account
        _refuse_to_guess(query, identity)
        query, name = one_line(query), one_line(name)
        taken = {account.id for account in (await self.library()).accounts()}
        key = slug(name or query)
        return Account(
            id=f"{key}-{content_id(name or query)[:6]}" if key in taken else key, name=name or query
        )

    async def _sought(self, query: str) -> Account | None:
        """Return the company that the registers or its own site know by `query`, if it is one."""
        from ..agents.identity.identify import identify

        return (await identify(query, await self.web())).account

    async def _stop_reading(self, account_id: str) -> None:
        """Stop what is still read of an account, so that nothing of it arrives after this."""
        if self._reader is not None:
            await self._reader.stop(account_id)

    async def _bytes(self, url: str, path: Path | None) -> tuple[bytes, str, str]:
        """Return the bytes of a file or URL, its file name and final URL; empty where neither is given."""
        if path is not None:
            return await anyio.Path(path).read_bytes(), path.name, ""
        if url:
            response = await (await self.web()).read(url, limit=FILING_BYTES)
            return response.body, response.url.rpartition("/")[2], response.url
        return b"", "", ""

    def _known(self, library: Library, key: str) -> Account:
        """Return the followed account of that key, or raise AccountNotFound with those that are known."""
        account = library.account(key)
        if account is None:
            known = ", ".join(sorted(account.id for account in library.accounts())) or "none yet"
            raise AccountNotFound(f"No account {key!r} is followed. Known: {known}. Research it first.")
        return account


@asynccontextmanager
async def open_app(settings: Settings, clockwork: Clockwork | None = None) -> AsyncIterator[App]:
    """Open an App; leaving it stops what still runs, and keeps what was read."""
    failure: Exception | None = None
    async with AsyncExitStack() as stack, anyio.create_task_group() as tasks:
        try:
            yield App(settings, clockwork or Clockwork(), stack, tasks)
        except Exception as error:  # noqa: BLE001  carried out by hand: the task group would wrap it
            failure = error
        finally:
            tasks.cancel_scope.cancel()
    if failure is not None:
        raise failure


def _listed(library: Library, account: Account) -> Listed:
    documents = library.documents(account.id)
    newest = max((document.published for document in documents if document.published), default=None)
    read = max((document.read for document in documents), default=None)
    return Listed(account=account, documents=len(documents), newest=newest, read=read)


def _refuse_to_guess(query: str, identity: Identity) -> None:
    if identity.candidates:
        names = ", ".join(_told(candidate.account) for candidate in identity.candidates)
        message = f"{query!r} may be: {names}. Name one by its ticker, CIK or domain."
        raise AmbiguousAccount(message, identity.candidates)


def _told(account: Account) -> str:
    """Name an account with whatever tells it from its namesakes."""
    marks = [account.ticker, account.domain, account.country, f"CIK {account.cik}" if account.cik else None]
    return f"{account.name} ({', '.join(mark for mark in marks if mark)})"


def _resume(account: Account, unfinished: tuple[str, ...]) -> str | None:
    if not unfinished:
        return None
    return f"Still reading {', '.join(unfinished)}: ask for {account.id!r} again for the rest."
