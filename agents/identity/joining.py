"""Joining what several registers say about one company, without losing who said what a person set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...tools.evidence import Account, Candidate, slug
from ...tools.registers.domains import domain_of
from ...tools.registers.names import core

_MARKS = ("cik", "wikidata", "lei")
_LISTS = frozenset({"aliases", "former_names", "evidence", "pinned"})


def of_names(account: Account) -> tuple[str, ...]:
    """Return every name that an account goes by, its own first."""
    legal = (account.legal_name,) if account.legal_name else ()
    return (account.name, *legal, *account.aliases, *account.former_names)


def joined(first: Account, second: Account) -> Account:
    """Return `first` with whatever it lacks from `second`; names of both are kept, none twice."""
    lacking = {
        name: value for name, value in second if name not in _LISTS and value is not None
        and getattr(first, name) is None
    }  # fmt: skip
    former = _named(
        (*first.former_names, *second.former_names), {core(first.name), core(first.legal_name or "")}
    )
    taken = {core(first.name), *(core(name) for name in former)}
    others = (second.name, *(name for name in (second.legal_name,) if name), *first.aliases, *second.aliases)
    status = "verified" if "verified" in (first.status, second.status) else "unverified"
    return first.model_copy(
        update={**lacking, "former_names": former, "aliases": _named(others, taken), "status": status}
    )


def complete(account: Account) -> Account:
    """Return the account with an id of its plain name."""
    return account if account.id else account.model_copy(update={"id": slug(account.name)})


def same(one: Account, other: Account) -> bool | None:
    """Say whether two accounts are one company by their marks; None where they share no mark."""
    for mark in _MARKS:
        mine, theirs = getattr(one, mark), getattr(other, mark)
        if mine and theirs:
            return bool(mine == theirs)
    if one.domain and other.domain and domain_of(one.domain) == domain_of(other.domain):
        return True
    return None


def adopted(found: Account, known: Sequence[Account]) -> Account:
    """Return what was found as the account that is followed already, or with an id that no other has."""
    for account in known:
        if same(account, found):
            fresh = found.model_copy(update={name: getattr(account, name) for name in account.pinned})
            kept = {"id": account.id, "relation": fresh.relation or account.relation,
                    "pinned": account.pinned,
                    "evidence": account.evidence}  # fmt: skip
            return joined(fresh.model_copy(update=kept), account)
    return _apart(found, {account.id for account in known})


def distinct(candidates: Iterable[Candidate], known: Sequence[Account]) -> Iterator[Candidate]:
    """Yield each company once, the likeliest first, with ids that no two share."""
    shown: list[Account] = []
    for candidate in sorted(candidates, key=lambda each: -each.score):
        if any(same(candidate.account, account) for account in shown):
            continue
        account = adopted(candidate.account, known)
        if account.id in {each.id for each in shown}:
            account = _apart(account, {each.id for each in shown})
        shown.append(account)
        yield candidate.model_copy(update={"account": account})


def _apart(account: Account, taken: set[str]) -> Account:
    """Return the account with an id that is not taken: its name, else with what tells it from namesakes."""
    marks = (account.ticker, account.domain, (account.cik or "").lstrip("0"), account.wikidata, account.lei)
    ids = (account.id, *(f"{account.id}-{slug(mark)}" for mark in marks if mark))
    free = next((each for each in ids if each not in taken), f"{account.id}-{len(taken)}")
    return account.model_copy(update={"id": free})


def _named(names: Iterable[str], taken: set[str]) -> tuple[str, ...]:
    """Return the names once each, without those that say what `taken` says already."""
    kept: dict[str, str] = {}
    for name in names:
        if (key := core(name)) and key not in taken:
            kept.setdefault(key, name)
    return tuple(kept.values())
