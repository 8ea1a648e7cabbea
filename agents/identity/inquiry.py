"""Asking the registers: each in its own time, each failure a Gap, what they say joined into one answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

import anyio

from ...tools.errors import FetchError
from ...tools.evidence import Account, Candidate, Gap, slug
from ...tools.registers import gleif, sec_tickers, wikidata
from ...tools.registers.domains import domain_of
from ...tools.registers.homepage import homepage
from ...tools.registers.names import core
from ...tools.registers.register import Register, Resolution
from ...tools.registers.wikidata import Item
from ...tools.web import Web
from .asking_for import language_of
from .joining import joined
from .namesakes import Match, belongs, best, enriched, is_listed, marks, shown

T = TypeVar("T")
PATIENCE = 12.0
"""Seconds that one register may take; the others do not wait for it."""
SECURE = 7
"""A misspelling of a name of fewer letters is believed only where Wikidata could be asked for another company
of the very name, or where it means one of the largest listed companies."""
LARGEST = 500
NAMESAKE = 0.9
"""Candidates of the SEC's list from this score on have the name asked for, or nearly that one."""


@dataclass(frozen=True)
class Lead:
    """Where an inquiry led: to one account, to candidates, or nowhere."""

    account: Account | None = None
    candidates: tuple[Candidate, ...] = ()
    why: str = ""


@dataclass
class Inquiry:
    """One question to the registers of the world."""

    web: Web
    _gaps: dict[tuple[str, str], Gap] = field(default_factory=dict)

    def tried(self) -> tuple[Gap, ...]:
        """Return what could not be asked, each once."""
        return tuple(self._gaps.values())

    async def of_cik(self, cik: str) -> Lead:
        """Follow a CIK: the SEC's own entry, completed by Wikidata."""
        account = await self._filer(cik)
        if account is None:
            return Lead(why=f"the SEC has no filer {cik} that could be read")
        return await self._completed(account, f"the SEC's filer {cik}")

    async def of_ticker(self, ticker: str) -> Lead:
        """Follow a ticker of the SEC's list."""
        register = await self._register()
        entry = register.by_ticker(ticker) if register else None
        if entry is None:
            if register:
                self._gap("a company", "SEC tickers", f"no listed filer has the ticker {ticker.upper()!r}")
            return Lead(why=f"no ticker {ticker.upper()!r} was found")
        account = await self._filer(entry.cik, entry.account())
        why = f"{ticker.upper()} is the ticker of {entry.name.text} (SEC list of tickers)"
        return await self._completed(account or entry.account(), why)

    async def of_lei(self, lei: str) -> Lead:
        """Follow an LEI: GLEIF's record, then its legal name in the other registers."""
        found = await self._ask(
            partial(gleif.entity, self.web, lei), "the legal entity", gleif.record_url(lei)
        )
        if found is None:
            return Lead(why=f"GLEIF has no record of {lei} that could be read")
        lead = await self.of_name(found.name)
        if lead.account is not None and lead.account.lei in (None, lei):
            return Lead(account=joined(lead.account, found.account()), why=f"LEI {lei} is {found.name}")
        return Lead(account=found.account(), why=f"LEI {lei} is {found.name} (GLEIF)")

    async def of_item(self, number: str) -> Lead:
        """Follow an item of Wikidata."""
        found = await self._item(number)
        if found is None:
            return Lead(why=f"Wikidata has no item {number} that could be read")
        return await self._of_match(Match(found, "item", await self._account(found)), number)

    async def of_domain(self, domain: str) -> Lead:
        """Follow a domain: what its home page says, verified by a register that names the domain back."""
        where = f"https://{domain}/"
        page = await self._ask(partial(homepage, self.web, domain), "the company's site", where)
        if page is None:
            return await self._silent(domain)
        home = page.domain or domain
        lead = await self._behind(home, (*page.names, *page.title), page.items, page.tickers)
        if lead is not None:
            return lead
        name = next(iter((*page.names, *page.title)), domain)
        why = f"the site {domain} calls itself {name}; no register that could be asked names the domain"
        return Lead(account=Account(id=slug(name), name=name, domain=home, lei=page.lei), why=why)

    async def _silent(self, domain: str) -> Lead:
        """Judge a domain whose site does not answer: by the registers, else unverified."""
        label = domain.partition(".")[0]
        lead = await self._behind(domain, (label,), ()) or await self.of_name(domain)
        if lead.account is not None:
            return lead
        alone = Account(id=slug(label), name=domain, domain=domain)
        why = f"{domain} did not answer, and no register that could be asked names it"
        alike = (await self.of_name(label)).account
        if alike is None:
            return Lead(account=alone, why=why)
        named = f"its name is that of the domain; nothing that could be asked says that {domain} is its site"
        likely = Candidate(account=alike, why=named, score=0.7)
        return Lead(candidates=(likely, Candidate(account=alone, why=why, score=0.5)), why=why)

    async def of_name(self, name: str) -> Lead:
        """Follow a name through all registers at once."""
        asked = await self._together(
            self._register, partial(self._matches, name),
            partial(self._ask, partial(gleif.entities_named, self.web, name), "legal entities", "GLEIF"),
        )  # fmt: skip
        register: Register | None = asked[0]
        matches: list[Match] = asked[1]
        listed = register.resolve(name) if register else Resolution(why="the SEC's list could not be read")
        entities = [
            each for each in asked[2] or () if core(name) in {core(n) for n in (each.name, *each.others)}
        ]
        lead = await self._weighed(name, listed, matches)
        if lead is None:
            return await self._elsewhere(name, listed, entities)
        return _with_lei(lead, entities)

    async def listed_as(self, name: str) -> Account | None:
        """Return the listed filer that is called exactly so, or None."""
        register = await self._register()
        account = register.resolve(name).account if register else None
        return account if account and core(account.name) == core(name) else None

    async def _weighed(self, name: str, listed: Resolution, matches: list[Match]) -> Lead | None:
        """Weigh the SEC's answer against Wikidata's; None where neither has one."""
        ours = listed.account
        if ours is not None:
            return await self._listed(name, ours, listed, matches)
        exact = best(matches)
        namesakes = [each for each in listed.candidates if each.score >= NAMESAKE]
        if len(exact) == 1 and not namesakes:
            return await self._of_match(exact[0], name)
        if exact:
            why = f"{len(exact)} companies are called {name!r}"
            return Lead(candidates=(*shown(exact), *listed.candidates), why=why)
        return None

    async def _listed(self, name: str, ours: Account, listed: Resolution, matches: list[Match]) -> Lead:
        """Judge a listed company that answers to the name: alone, or beside others of that name."""
        why, mended = listed.why, listed.mended
        own = [match for match in matches if is_listed(match, ours)]
        rivals = [match for match in best(matches) if match not in own and match.way == "name"]
        rivals = [match for match in rivals if not belongs(match, own, self.web.today)]
        if mended and len(rivals) == 1 and not own:
            return await self._of_match(rivals[0], name)
        if rivals:
            ours_too = Candidate(account=ours, why=f"SEC filer: {ours.legal_name} ({marks(ours)})", score=0.9)
            many = f"more than one company is called {name!r}"
            return Lead(candidates=(ours_too, *shown(rivals)), why=many)
        if mended and not own and len(core(name)) < SECURE and self._deaf() and not await self._large(ours):
            ours_too = Candidate(account=ours, why=f"{why}, and no second register could be asked", score=0.8)
            return Lead(candidates=(ours_too,), why=f"no company is called {name!r}; a similar one is")
        account = await self._filer(ours.cik or "", ours) or ours
        if own:
            return Lead(
                account=enriched(account, own[0].account), why=f"{why} (SEC), {own[0].item.id} on Wikidata"
            )
        return await self._completed(account, f"{why} (SEC list of tickers)")

    async def _elsewhere(self, name: str, listed: Resolution, entities: Sequence[gleif.LegalEntity]) -> Lead:
        """Look where unlisted companies are: the SEC's own search, GLEIF."""
        found = await self._ask(
            partial(sec_tickers.filers_named, self.web, name), "unlisted filers", "SEC company search"
        )
        unlisted = found.resolve(name) if found and found.entries else Resolution(why="")
        if unlisted.account is not None and not listed.candidates:
            account = await self._filer(unlisted.account.cik or "", unlisted.account)
            return Lead(account=account or unlisted.account, why=f"{unlisted.why} (SEC company search)")
        if len(entities) == 1 and not listed.candidates and not unlisted.candidates:
            only = entities[0]
            return Lead(
                account=only.account(), why=f"the only legal entity of that name: {only.told()} (GLEIF)"
            )
        legal = tuple(Candidate(account=each.account(), why=each.told(), score=0.7) for each in entities)
        candidates = (*listed.candidates, *unlisted.candidates, *legal)
        if not candidates:
            self._gap(
                "a company", "all registers", f"none has a company called {name!r}; its domain would help"
            )
        return Lead(candidates=candidates, why=listed.why or f"no company called {name!r} was found")

    async def _behind(
        self, domain: str, names: Sequence[str], items: Iterable[str], tickers: Iterable[str] = ()
    ) -> Lead | None:
        """Find the company whose register entry names this domain."""
        for number in items:
            found = await self._item(number)
            if found and domain_of(found.value("P856", self.web.today) or "") == domain:
                return await self._of_match(Match(found, "its site", await self._account(found)), domain)
        for name in list(dict.fromkeys(names))[:3]:
            matches = await self._matches(name)
            same = [match for match in matches if match.account.domain == domain]
            if same:
                return await self._of_match(same[0], domain)
        return await self._filed(domain, names, tickers)

    async def _filed(self, domain: str, names: Sequence[str], tickers: Iterable[str]) -> Lead | None:
        """Find the filer that names this domain as its website."""
        register = await self._register()
        if register is None:
            return None
        entries = [entry for ticker in tickers if (entry := register.by_ticker(ticker))]
        accounts = [entry.account() for entry in entries]
        accounts += [found for name in names[:4] if (found := register.resolve(name).account)]
        for account in dict.fromkeys(account.cik for account in accounts if account.cik):
            filer = await self._ask(
                partial(sec_tickers.filer, self.web, account),
                "the filer's entry",
                sec_tickers.filer_url(account),
            )
            if filer and domain_of(filer.website) == domain:
                found = filer.account().model_copy(update={"domain": domain})
                why = f"the SEC's filer {filer.name} names {domain} as its website"
                return await self._completed(found, why)
        return None

    async def _matches(self, name: str) -> list[Match]:
        """Return the companies of Wikidata that go by a name."""
        search = partial(wikidata.search, self.web, name, language_of(name))
        numbers = await self._ask(search, "the company", "Wikidata") or []
        found = await self._together(*(partial(self._item, number) for number in numbers))
        today = self.web.today
        named = [(item, wikidata.called(item, name, today)) for item in found if item and item.is_company()]
        return [Match(item, way, wikidata.account_of(item, today)) for item, way in named if way]

    async def _of_match(self, match: Match, asked: str) -> Lead:
        """Turn an item that is meant into an account, with the SEC's entry where it files."""
        account = await self._account(match.item)
        why = f"{account.name} ({match.item.id} on Wikidata: {match.item.description or 'no description'})"
        if match.way in ("former name", "alias"):
            why = f"{asked!r} is {'a former name' if match.way == 'former name' else 'also a name'} of {why}"
        if account.parent:
            why += f"; it belongs to {account.parent}, ask for that name to see the parent"
        if account.cik and (filed := await self._filer(account.cik)):
            former = {core(each): each for each in filed.former_names}
            if match.way != "name" and core(asked) in former:
                why += f"; the SEC knows it as the filer's former name {former[core(asked)]}"
            return Lead(account=enriched(filed, account), why=why)
        return Lead(account=account, why=why)

    async def _completed(self, account: Account, why: str) -> Lead:
        """Complete an SEC filer by the one item of Wikidata that names its CIK."""
        search = partial(wikidata.of_cik, self.web, account.cik or "")
        numbers = await self._ask(search, "the encyclopedia's entry", "Wikidata") or []
        if len(numbers) == 1 and (item := await self._item(numbers[0])) and account.cik in item.ciks():
            why = f"{why}, {item.id} on Wikidata"
            account = enriched(account, await self._account(item))
        return Lead(account=account, why=why)

    async def _account(self, item: Item) -> Account:
        """Return the account that an item is, its owner by name."""
        owners = item.owners(self.web.today)[:1]
        ask = partial(wikidata.labels, self.web, owners)
        names = await self._ask(ask, "the parent's name", "Wikidata") if owners else {}
        return wikidata.account_of(item, self.web.today, names or {})

    async def _filer(self, cik: str, listed: Account | None = None) -> Account | None:
        """Return the SEC's entry as an account; the list's line where the entry cannot be read."""
        url = sec_tickers.filer_url(cik or "0")
        filer = await self._ask(partial(sec_tickers.filer, self.web, cik), "the filer's entry", url)
        if filer is None:
            return listed or await self._line(cik)
        account = filer.account().model_copy(update={"domain": domain_of(filer.website)})
        return joined(account, listed) if listed else account

    async def _line(self, cik: str) -> Account | None:
        register = await self._register()
        entry = register.by_cik(cik) if register else None
        return entry.account() if entry else None

    async def _register(self) -> Register | None:
        return await self._ask(partial(sec_tickers.ticker_register, self.web), "the list of tickers", "SEC")

    async def _item(self, number: str) -> Item | None:
        ask = partial(wikidata.item, self.web, number)
        return await self._ask(ask, "the encyclopedia's entry", wikidata.entity_url(number))

    async def _ask(self, ask: Callable[[], Awaitable[T]], wanted: str, where: str) -> T | None:
        """Ask one register; a failure is a Gap, and so is an answer that takes too long."""
        with anyio.move_on_after(PATIENCE):
            try:
                return await ask()
            except FetchError as error:
                self._gap(wanted, where, error.why)
                return None
        self._gap(wanted, where, f"no answer within {PATIENCE:g} s")
        return None

    async def _together(self, *asks: Callable[[], Awaitable[Any]]) -> list[Any]:
        """Ask side by side, and return the answers in order."""
        answers: list[Any] = [None] * len(asks)

        async def one(at: int, ask: Callable[[], Awaitable[Any]]) -> None:
            answers[at] = await ask()

        async with anyio.create_task_group() as tasks:
            for at, ask in enumerate(asks):
                tasks.start_soon(one, at, ask)
        return answers

    def _gap(self, wanted: str, where: str, why: str) -> None:
        self._gaps.setdefault((where, why), Gap(wanted=wanted, where=where, why=why))

    async def _large(self, account: Account) -> bool:
        """Say whether a company is among the largest listed ones; the SEC's list is in order of size."""
        register = await self._register()
        entry = register.by_cik(account.cik or "") if register else None
        return entry is not None and entry.rank < LARGEST

    def _deaf(self) -> bool:
        return any("ikidata" in where for where, _ in self._gaps)


def _with_lei(lead: Lead, entities: Sequence[gleif.LegalEntity]) -> Lead:
    """Add the LEI where GLEIF has one active entity of the account's legal name in its country."""
    account = lead.account
    if account is None or account.lei or not account.legal_name:
        return lead
    wanted = core(account.legal_name)
    same = [each for each in entities if each.active and core(each.name) == wanted]
    if len(same) != 1 or (account.country and same[0].country != account.country):
        return lead
    return Lead(account=account.model_copy(update={"lei": same[0].lei}), why=lead.why)
