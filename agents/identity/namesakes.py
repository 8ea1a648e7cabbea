"""Items of Wikidata that go by one name: which of them are meant, and which are only namesakes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ...tools.evidence import Account, Candidate
from ...tools.registers.names import core
from ...tools.registers.wikidata import Item
from .joining import joined


@dataclass(frozen=True)
class Match:
    """An item of Wikidata that goes by the name asked for."""

    item: Item
    way: str
    account: Account


def best(matches: list[Match]) -> list[Match]:
    """Return the matches of the strongest way, without what another of them owns or what is dissolved."""
    for ways in (("name", "former name"), ("alias",)):
        found = [match for match in matches if match.way in ways]
        alive = [match for match in found if "P576" not in match.item.statements] or found
        traded = [match for match in alive if match.account.domain or match.account.cik or match.account.lei]
        if found:
            return _unowned(traded or alive, matches)
    return []


def _unowned(found: list[Match], matches: list[Match]) -> list[Match]:
    """Replace a product by its owner where the owner went by that very name (`Facebook`)."""
    by_id = {match.item.id: match for match in matches}
    kept: dict[str, Match] = {}
    for match in found:
        owners = {each.value for prop in ("P749", "P127") for each in match.item.statements.get(prop, ())}
        owner = next((by_id[number] for number in by_id if number in owners), None)
        chosen = owner if owner is not None and owner.way in ("former name", "alias") else match
        kept.setdefault(chosen.item.id, chosen)
    return list(kept.values())


def is_listed(match: Match, account: Account) -> bool:
    """Say whether an item is the listed company: by CIK, or by ticker where the item names no CIK."""
    if match.item.ciks():
        return account.cik in match.item.ciks()
    return bool(account.ticker and account.ticker in {match.account.ticker})


def belongs(match: Match, own: list[Match], today: date) -> bool:
    """Say whether a namesake belongs to the listed company, or shares its site."""
    owners = set(match.item.owners(today))
    return any(
        each.item.id in owners or (match.account.domain and match.account.domain == each.account.domain)
        for each in own
    )


def shown(matches: list[Match]) -> tuple[Candidate, ...]:
    """Return matches as candidates, the more languages write about one the likelier."""
    most = max((len(match.item.pages) for match in matches), default=1) or 1
    return tuple(
        Candidate(
            account=match.account, why=f"{match.item.description or 'company'} ({marks(match.account)})",
            score=round(0.5 + 0.4 * len(match.item.pages) / most, 2),
        )
        for match in matches
    )  # fmt: skip


def marks(account: Account) -> str:
    """Say by which marks an account is told from its namesakes."""
    marks = (account.ticker, account.domain, account.country, account.wikidata,
             f"CIK {account.cik}" if account.cik else None)  # fmt: skip
    return ", ".join(mark for mark in marks if mark)


def enriched(filed: Account, item: Account) -> Account:
    """Join the SEC's entry with the encyclopedia's: the name that people use, and those it files under."""
    site = item.domain or filed.domain
    named = joined(filed, item).model_copy(update={"name": item.name, "domain": site})
    return named.model_copy(update={"aliases": tuple(a for a in named.aliases if core(a) != core(item.name))})
