"""What a person says about who an account is: checked, and told apart from what was known before."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..agents.identity.asking_for import read_query
from ..tools.errors import InvalidInput
from ..tools.evidence import Account
from ..tools.registers.domains import domain_of

IDENTIFIES = ("cik", "domain", "lei", "wikidata")
"""What says which company an account is; a change of one makes it another company's."""

NUMBERS = {
    "cik": (r"\d{1,10}", "one is up to ten digits"),
    "ticker": (r"[A-Z0-9][A-Z0-9.\-]{0,11}", "one is up to twelve letters, digits, dots and hyphens"),
    "lei": (r"[A-Z0-9]{20}", "one is twenty letters and digits"),
    "wikidata": (r"Q[1-9]\d*", "one is Q and digits"),
}


def checked(given: Mapping[str, str]) -> dict[str, str]:
    """Return what was given, as registers write it; raise InvalidInput where no register could have."""
    return {name: _checked(name, text.strip()) for name, text in given.items() if text.strip()}


def corrected(old: Account, change: Mapping[str, object]) -> bool:
    """Say whether `change` makes another company of `old`: what was read of that one is no evidence."""
    return any(getattr(old, name) not in (None, change[name]) for name in IDENTIFIES if name in change)


def claimed_by(change: Mapping[str, object], others: list[Account]) -> Account | None:
    """Return another account that is already known by what was given; two of one key could not be told."""
    keys = [name for name in IDENTIFIES if name in change]
    return next((other for other in others if any(getattr(other, k) == change[k] for k in keys)), None)


def reborn(old: Account, found: Account | None, change: Mapping[str, object]) -> Account:
    """Return `old` as the company that was found: its place and what a person pinned stay, no more."""
    kept = {name: getattr(old, name) for name in old.pinned}
    fresh = found or Account(id=old.id, name=old.name)
    pinned = tuple(dict.fromkeys((*old.pinned, *change)))
    whole = {**fresh.model_dump(), "relation": old.relation, **kept, **change}
    return Account.model_validate({**whole, "id": old.id, "pinned": pinned})


def called(name: str, account: Account) -> Account:
    """Return `account` so that it answers to the name by which a person called it."""
    if read_query(name).kind != "name":
        return account
    if account.name == account.domain:
        return account.model_copy(update={"name": name})
    names = (account.id, account.name, account.legal_name or "", *account.aliases, *account.former_names)
    if name.casefold() in map(str.casefold, names):
        return account
    return account.model_copy(update={"aliases": (*account.aliases, name)})


def _checked(name: str, text: str) -> str:
    if name == "domain":
        return _domain(text)
    if name not in NUMBERS:
        return text
    pattern, looks = NUMBERS[name]
    written = text.upper()
    if not re.fullmatch(pattern, written, re.ASCII) or not written.strip("0"):
        raise InvalidInput(f"{text!r} is no {name}: {looks}.")
    return written.zfill(10) if name == "cik" else written


def _domain(text: str) -> str:
    domain = domain_of(text)
    if domain is None:
        raise InvalidInput(f"{text!r} is no domain: write it as example.com.")
    return domain
