"""Who files with the SEC: its list of tickers, one filer's own entry, and its search by name."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import anyio

from ..errors import FetchError
from ..evidence import Account, Day, slug
from ..web import FILING_BYTES, Web
from .countries import STATES, country
from .names import display, parse
from .register import Register
from .shapes import Node, document, node, nodes, word, words

TICKERS = "https://www.sec.gov/files/company_tickers.json"


def filer_url(cik: str) -> str:
    """Return the address of a filer's entry."""
    return f"https://data.sec.gov/submissions/CIK{int(cik):010d}.json"


def hints_url(name: str) -> str:
    """Return the address of the SEC's own search for filers by name, listed or not."""
    return f"https://efts.sec.gov/LATEST/search-index?keysTyped={quote(name, safe='')}"


@dataclass(frozen=True)
class Former:
    """A name that a filer had, and until when."""

    name: str
    until: Day | None = None


@dataclass(frozen=True)
class Filer:
    """What the SEC's entry says about a filer."""

    cik: str
    name: str
    former: tuple[Former, ...] = ()
    tickers: tuple[str, ...] = ()
    exchanges: tuple[str, ...] = ()
    industry: str = ""
    place: str = ""
    country: str | None = None
    website: str = ""
    lei: str | None = None
    is_person: bool = False

    def account(self) -> Account:
        """Return the filer as an account."""
        return Account(
            id=slug(" ".join(parse(self.name).words)), name=display(self.name), legal_name=self.name,
            cik=self.cik,
            former_names=tuple({parse(former.name).core: former.name for former in self.former}.values()),
            ticker=next(iter(self.tickers), None), exchange=next(iter(self.exchanges), None), lei=self.lei,
            country=self.country, status="verified",
        )  # fmt: skip

    def told(self) -> str:
        """Say what tells this filer from its namesakes."""
        listed = " on ".join(
            part for part in (", ".join(self.tickers[:3]), next(iter(self.exchanges), "")) if part
        )
        parts = ("a person" if self.is_person else "", f"listed as {listed}" if self.tickers else "",
                 self.industry,
                 self.place, f"CIK {self.cik}")  # fmt: skip
        return ", ".join(part for part in parts if part)


async def ticker_register(web: Web) -> Register:
    """Return the register of all listed filers, or raise FetchError."""
    response = await web.read(TICKERS, limit=FILING_BYTES)
    register = await anyio.to_thread.run_sync(_register, response.body)
    if register is None:
        raise FetchError(TICKERS, "the answer is not the list of tickers that the SEC documents")
    return register


@lru_cache(maxsize=2)
def _register(body: bytes) -> Register | None:
    """Make the register of a list of tickers; the same bytes are not read twice."""
    try:
        rows = json.loads(body)
    except ValueError:
        return None
    listed = list(rows.values()) if isinstance(rows, dict) else rows if isinstance(rows, list) else []
    register = Register.from_rows(row for row in listed if isinstance(row, dict))
    return register if register.entries else None


async def filer(web: Web, cik: str) -> Filer:
    """Return the entry of one filer, or raise FetchError."""
    return read_filer(document(await web.read(filer_url(cik), limit=FILING_BYTES)), cik)


def read_filer(entry: Node, cik: str) -> Filer:
    """Read a filer's entry; what is missing or malformed is absent."""
    name = word(entry.get("name"))
    if not name:
        raise FetchError(filer_url(cik), "the filer's entry names no filer")
    address = node(entry, "addresses", "business")
    return Filer(
        cik=cik.zfill(10), name=name, former=_former(entry.get("formerNames"), name),
        tickers=words(entry.get("tickers")), exchanges=words(entry.get("exchanges")),
        industry=word(entry.get("sicDescription")), place=_place(address), country=_country(entry, address),
        website=word(entry.get("website")), lei=word(entry.get("lei")) or None, is_person=_is_person(entry),
    )  # fmt: skip


async def filers_named(web: Web, name: str) -> Register:
    """Return the filers that the SEC's own search finds for a name, listed or not, or raise FetchError."""
    found = document(await web.read(hints_url(name)))
    rows = [
        {"cik": word(hit.get("_id")), "name": _bare(word(node(hit, "_source").get("entity"))),
         "tickers": word(node(hit, "_source").get("tickers"))}
        for hit in nodes(node(found, "hits").get("hits"))
    ]  # fmt: skip
    return Register.from_rows(rows)


def _bare(entity: str) -> str:
    """Take the tickers off a name as the search shows it: `NAME (TICK, TICK-A)`."""
    name, opened, tail = entity.rpartition(" (")
    return name if opened and tail.endswith(")") else entity


def _former(value: Any, name: str) -> tuple[Former, ...]:
    """Return the names that are former ones, latest first: not the present one in other letters."""
    present = parse(name).core
    former = [Former(word(row.get("name")), word(row.get("to"))[:10] or None) for row in nodes(value)]
    former = [each for each in former if each.name and parse(each.name).core != present]
    return tuple(sorted(former, key=lambda each: (each.until or "", each.name.isupper()), reverse=True))


def _place(address: Node) -> str:
    city, region = word(address.get("city")), word(address.get("stateOrCountryDescription"))
    return ", ".join(part for part in (city.title(), region or word(address.get("country"))) if part)


def _country(entry: Node, address: Node) -> str | None:
    if word(address.get("stateOrCountry")).upper() in STATES:
        return "US"
    named = word(address.get("country")) or word(address.get("stateOrCountryDescription"))
    incorporated = word(entry.get("stateOfIncorporation")).upper()
    return country(named) or ("US" if not named and incorporated in STATES else None)


def _is_person(entry: Node) -> bool:
    """Say whether the filer is a person: insiders file, and have no EIN, industry or shares of their own."""
    owner, issuer = (
        entry.get("insiderTransactionForOwnerExists"),
        entry.get("insiderTransactionForIssuerExists"),
    )
    return bool(owner) and not issuer and not any(entry.get(key) for key in ("ein", "sic", "tickers"))
