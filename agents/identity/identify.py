"""Who is meant: one identity, candidates with the reason to choose, or nothing and what was tried.

Registers are asked side by side: the SEC's list, Wikidata, GLEIF, and the company's own site. What one of
them says exactly, and no other contradicts, is an identity. Where two companies answer, both are shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...tools.evidence import Account, Candidate, Identity
from ...tools.registers.domains import domain_of
from ...tools.registers.names import core
from ...tools.registers.register import Register
from ...tools.web import Web
from .asking_for import Asked, read_query
from .inquiry import Inquiry, Lead
from .joining import adopted, complete, distinct, of_names


async def identify(query: str, web: Web, known: Sequence[Account] = ()) -> Identity:
    """Return the identity that `query` names; accounts that are followed come before the world's."""
    asked = read_query(query)
    followed = _followed(asked, known)
    if followed is not None:
        return followed
    inquiry = Inquiry(web)
    lead = await _sought(asked, inquiry)
    tried = inquiry.tried()
    if lead.account is not None:
        return Identity(account=adopted(lead.account, known), tried=tried, why=lead.why)
    candidates = tuple(distinct(lead.candidates, known))
    return Identity(candidates=candidates, tried=tried, why=lead.why)


def identify_in(query: str, register: Register) -> Identity:
    """Return the identity that `query` names in one register alone, without asking the web."""
    asked = read_query(query)
    entry = None
    if asked.kind == "cik":
        entry = register.by_cik(asked.value)
    elif asked.kind == "ticker":
        entry = register.by_ticker(asked.value)
    found = register.resolve(asked.text)
    if entry is None:
        return Identity(account=found.account, candidates=found.candidates, why=found.why)
    if asked.kind == "ticker" and not asked.sure and found.account and found.account.cik != entry.cik:
        shown = (
            Candidate(account=entry.account(), why=f"its ticker is {asked.value}", score=1),
            Candidate(account=found.account, why=found.why, score=1),
        )
        return Identity(candidates=shown, why=f"{asked.text} is a ticker and a name")
    return Identity(account=entry.account(), why=f"{asked.text} is of {entry.name.text}")


def _followed(asked: Asked, known: Sequence[Account]) -> Identity | None:
    """Return the followed account that is meant; pinned ones win, and two that answer are both shown."""
    found = [account for account in known if _answers(account, asked)]
    pinned = [account for account in found if account.pinned] or found
    if len(pinned) == 1:
        return Identity(account=pinned[0], why="an account that you follow")
    if not pinned:
        return None
    shown = tuple(Candidate(account=account, why="an account that you follow", score=1) for account in pinned)
    return Identity(candidates=shown, why=f"you follow {len(pinned)} accounts of that name")


def _answers(account: Account, asked: Asked) -> bool:
    match asked.kind:
        case "cik":
            return account.cik == asked.value
        case "lei":
            return account.lei == asked.value
        case "item":
            return account.wikidata == asked.value
        case "domain" if account.domain:
            return domain_of(account.domain) == asked.value
        case "ticker" if account.ticker and account.ticker.upper() == asked.value.upper().replace(".", "-"):
            return True
    wanted = core(asked.value)
    return bool(wanted) and wanted in {core(name) for name in of_names(account)}


async def _sought(asked: Asked, inquiry: Inquiry) -> Lead:
    """Follow the query as what it is; a name that leads nowhere is followed as a ticker."""
    by_mark = {
        "cik": inquiry.of_cik, "lei": inquiry.of_lei, "item": inquiry.of_item, "domain": inquiry.of_domain
    }  # fmt: skip
    if asked.kind == "ticker":
        return await _of_ticker(asked, inquiry)
    if asked.kind in by_mark:
        return await by_mark[asked.kind](asked.value)
    lead = await inquiry.of_name(asked.value)
    if lead.account is None and not lead.candidates and _may_be_ticker(asked.value):
        return await inquiry.of_ticker(asked.value)
    return lead


async def _of_ticker(asked: Asked, inquiry: Inquiry) -> Lead:
    """Follow a ticker; a bare one that is also the name of another company is both."""
    lead = await inquiry.of_ticker(asked.value)
    if asked.sure:
        return lead
    if lead.account is None:
        return await inquiry.of_name(asked.text)
    namesake = await inquiry.listed_as(asked.text)
    if namesake is None or namesake.cik == lead.account.cik:
        return lead
    shown = (
        Candidate(account=lead.account, why=f"its ticker is {asked.value}", score=1),
        Candidate(account=complete(namesake), why=f"its name is {namesake.name}", score=1),
    )
    return Lead(candidates=shown, why=f"{asked.text} is the ticker of one company and the name of another")


def _may_be_ticker(text: str) -> bool:
    return text.isascii() and text.replace(".", "").replace("-", "").isalpha() and len(text) <= 6
