"""Wikidata: items by name or CIK, their statements with rank and time, and the account that an item is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from ..errors import FetchError
from ..evidence import Account, Day, slug
from ..web import Web
from .countries import country
from .domains import domain_of
from .names import core
from .shapes import Node, document, node, nodes, word

API = "https://www.wikidata.org/w/api.php"
FOUND = 7
"""So many hits of a search are looked at."""
BATCH = 50
ENTITY_BYTES = 20_000_000

_HUMAN, _DISAMBIGUATION = "Q5", frozenset({"Q4167410", "Q101352", "Q202444", "Q11266439", "Q13406463"})
_OF_A_COMPANY = frozenset(
    ("P5531", "P1278", "P414", "P249", "P452", "P169", "P1128", "P2139", "P1454", "P355", "P1056", "P159",
     "P3320")
)  # fmt: skip
_EXCHANGES = {"Q82059": "Nasdaq", "Q13677": "NYSE", "Q171240": "LSE", "Q151139": "FWB", "Q217475": "TSE",
              "Q2385849": "Euronext Paris", "Q661834": "Shanghai", "Q496672": "HKEX"}  # fmt: skip
_QID = re.compile(r"Q[1-9]\d*")


def search_url(name: str, language: str = "en") -> str:
    """Return the address of a search for items by label and alias."""
    return (
        f"{API}?action=wbsearchentities&search={quote(name, safe='')}&language={language}&uselang={language}"
        "&type=item&limit=10&format=json&formatversion=2"
    )


def cik_url(cik: str) -> str:
    """Return the address of a search for the items that name this CIK."""
    wanted = quote(f"haswbstatement:P5531={cik.zfill(10)}", safe="")
    return f"{API}?action=query&list=search&srsearch={wanted}&srlimit=5&format=json&formatversion=2"


def entity_url(item: str) -> str:
    """Return the address of one item with all its statements."""
    return f"https://www.wikidata.org/wiki/Special:EntityData/{item}.json"


def labels_url(items: Iterable[str], language: str = "en") -> str:
    """Return the address of the labels of up to fifty items, whatever order they are named in."""
    ids = "%7C".join(sorted(set(items), key=lambda item: int(item[1:])))
    languages = "en%7Cmul" if language == "en" else f"{language}%7Cen%7Cmul"
    return (
        f"{API}?action=wbgetentities&ids={ids}&props=labels&languages={languages}&format=json&formatversion=2"
    )


@dataclass(frozen=True)
class Statement:
    """One value of a property, with the time that it holds for."""

    value: str
    rank: str = "normal"
    start: Day | None = None
    end: Day | None = None
    point: Day | None = None
    language: str = ""
    unit: str | None = None
    qualifiers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def holds(self, today: date) -> bool:
        """Say whether it holds on a day, as far as it says when."""
        day = today.isoformat()
        begun = not self.start or self.start <= day[: len(self.start)]
        known = not self.point or self.point <= day[: len(self.point)]
        return begun and known and not (self.end and self.end <= day[: len(self.end)])


@dataclass(frozen=True)
class Item:
    """One item of Wikidata."""

    id: str
    labels: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    descriptions: Mapping[str, str] = field(default_factory=dict)
    statements: Mapping[str, tuple[Statement, ...]] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    modified: Day | None = None
    read: datetime | None = None

    @property
    def label(self) -> str:
        """The item's name: in English, else in any language that it has, else its number."""
        return self.labels.get("en") or self.labels.get("mul") or next(iter(self.labels.values()), self.id)

    @property
    def description(self) -> str:
        """What the item is, in a few words."""
        return self.descriptions.get("en") or next(iter(self.descriptions.values()), "")

    def now(self, prop: str, today: date) -> tuple[Statement, ...]:
        """Return what holds today, the preferred values only where there are any, the latest first."""
        holding = [each for each in self.statements.get(prop, ()) if each.holds(today)]
        best = [each for each in holding if each.rank == "preferred"] or holding
        return tuple(sorted(best, key=lambda each: each.start or each.point or "", reverse=True))

    def value(self, prop: str, today: date) -> str | None:
        """Return the one value that holds today, or None."""
        return next((each.value for each in self.now(prop, today)), None)

    def former_names(self, today: date) -> tuple[str, ...]:
        """Return the official names that no longer hold."""
        return tuple(dict.fromkeys(
            each.value for each in self.statements.get("P1448", ()) if not each.holds(today) and each.end
        ))  # fmt: skip

    def ciks(self) -> frozenset[str]:
        """Return the CIKs that the item names."""
        return frozenset(
            each.value.zfill(10) for each in self.statements.get("P5531", ()) if each.value.isdigit()
        )

    def tickers(self, today: date) -> frozenset[str]:
        """Return the tickers that the item is listed under."""
        listed = [ticker for each in self.now("P414", today) for ticker in each.qualifiers.get("P249", ())]
        return frozenset(listed) | frozenset(each.value for each in self.now("P249", today))

    def is_company(self) -> bool:
        """Say whether the item can be a company: it is no person and no list of namesakes, and trades."""
        kinds = {each.value for each in self.statements.get("P31", ())}
        if kinds & _DISAMBIGUATION or _HUMAN in kinds:
            return False
        return bool(_OF_A_COMPANY & self.statements.keys())

    def owners(self, today: date) -> tuple[str, ...]:
        """Return the items that own this one, the parent organisation before mere owners."""
        return tuple(each.value for prop in ("P749", "P127") for each in self.now(prop, today))


async def search(web: Web, name: str, language: str = "en") -> list[str]:
    """Return the numbers of the items that a name finds, or raise FetchError."""
    found = document(await web.read(search_url(name, language)))
    return [item for hit in nodes(found.get("search")) if _QID.fullmatch(item := word(hit.get("id")))][:FOUND]


async def of_cik(web: Web, cik: str) -> list[str]:
    """Return the numbers of the items that name a CIK, or raise FetchError."""
    found = document(await web.read(cik_url(cik)))
    titles = (word(hit.get("title")) for hit in nodes(node(found, "query").get("search")))
    return [title for title in titles if _QID.fullmatch(title)]


async def item(web: Web, number: str) -> Item:
    """Return one item, or raise FetchError; an item that was merged is followed to the one that it became."""
    response = await web.read(entity_url(number), limit=ENTITY_BYTES)
    entities = node(document(response), "entities")
    entry = entities.get(number) or next(iter(entities.values()), None)
    if not isinstance(entry, Mapping) or "missing" in entry:
        raise FetchError(entity_url(number), "Wikidata has no such item")
    return replace(read_item(entry, number), read=response.moment)


async def labels(web: Web, items: Iterable[str], language: str = "en") -> dict[str, str]:
    """Return the labels of items, or raise FetchError."""
    wanted, found = sorted(set(items), key=lambda number: int(number[1:])), {}
    for start in range(0, len(wanted), BATCH):
        answer = document(await web.read(labels_url(wanted[start : start + BATCH], language)))
        for number, entry in node(answer, "entities").items():
            names = {key: word(node(label).get("value")) for key, label in node(entry, "labels").items()}
            if name := names.get(language) or names.get("en") or names.get("mul"):
                found[number] = name
    return found


def read_item(entry: Node, number: str) -> Item:
    """Read an item; deprecated statements and those without a value are left out."""
    claims = node(entry, "claims") or node(entry, "statements")
    read = {
        prop: tuple(each for claim in nodes(rows) if (each := _statement(claim)))
        for prop, rows in claims.items()
    }
    aliases = [word(row.get("value")) for rows in node(entry, "aliases").values() for row in nodes(rows)]
    return Item(
        id=word(entry.get("id")) or number, labels=_texts(entry, "labels"),
        aliases=tuple(dict.fromkeys(aliases)),
        descriptions=_texts(entry, "descriptions"), statements={prop: rows for prop,
                                                                rows in read.items() if rows},
        pages={site: word(node(link).get("title")) for site, link in node(entry, "sitelinks").items()},
        modified=word(entry.get("modified"))[:10] or None,
    )  # fmt: skip


def account_of(found: Item, today: date, names: Mapping[str, str] | None = None) -> Account:
    """Return the account that an item is; `names` are labels of the items that it refers to."""
    site = found.value("P856", today)
    cik = next(iter(sorted(found.ciks())), None)
    owner = next(iter(found.owners(today)), None)
    listing = next(iter(found.now("P414", today)), None)
    tickers = sorted(found.tickers(today))
    return Account(
        id=slug(found.label), name=found.label, legal_name=found.value("P1448", today),
        domain=domain_of(site) if site else None,
        aliases=_latin_first(each for each in found.aliases if each not in tickers)[:12],
        former_names=found.former_names(today), cik=cik if cik and len(cik) == 10 else None,
        ticker=next(iter(tickers), None),
        exchange=_EXCHANGES.get(listing.value) if listing else None, lei=found.value("P1278", today),
        wikidata=found.id,
        country=country(found.value("P17", today)), parent=(names or {}).get(owner) if owner else None,
        status="verified",
    )  # fmt: skip


def called(found: Item, name: str, today: date) -> str | None:
    """Say how an item comes to be called `name`: by its name, a former name, an alias; or None."""
    wanted = core(name)
    official = {each.value for each in found.now("P1448", today)}
    ways: Sequence[tuple[str, Iterable[str]]] = (
        ("name", (*found.labels.values(), *official)),
        ("former name", found.former_names(today)),
        ("alias", found.aliases),
    )
    return next((way for way, names in ways if any(core(each) == wanted for each in names)), None)


def _texts(entry: Node, key: str) -> dict[str, str]:
    return {code: text for code, row in node(entry, key).items() if (text := word(node(row).get("value")))}


def _latin_first(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(names), key=lambda name: not name.isascii()))


def _statement(claim: Node) -> Statement | None:
    rank = word(claim.get("rank")) or "normal"
    value = _value(node(claim, "mainsnak"))
    if rank == "deprecated" or not value:
        return None
    about = {
        prop: tuple(text for snak in nodes(rows) if (text := _value(snak)))
        for prop, rows in node(claim, "qualifiers").items()
    }
    raw = node(claim, "mainsnak", "datavalue", "value")
    unit = _QID.search(word(raw.get("unit")))
    return Statement(
        value, rank, _one(about, "P580"), _one(about, "P582"), _one(about, "P585"), word(raw.get("language")),
        unit[0] if unit else None,
        {prop: values for prop, values in about.items() if values},
    )  # fmt: skip


def _one(about: Mapping[str, tuple[str, ...]], prop: str) -> Day | None:
    return next(iter(about.get(prop, ())), None)


def _value(snak: Node) -> str:
    """Return a snak's value as text: an item's number, a day of the known precision, an amount, a string."""
    if word(snak.get("snaktype")) != "value":
        return ""
    value: Any = node(snak, "datavalue").get("value")
    if not isinstance(value, Mapping):
        return word(value)
    if "time" in value:
        return _day(value) or ""
    if "amount" in value:
        return word(value.get("amount")).lstrip("+")
    if "text" in value:
        return word(value.get("text"))
    return word(value.get("id")) or (f"Q{value['numeric-id']}" if "numeric-id" in value else "")


def _day(value: Node) -> Day | None:
    """Return a time as a day of its precision: 9 is a year, 10 a month, 11 a day."""
    match = re.match(r"\+0*(\d{4})-(\d\d)-(\d\d)T", word(value.get("time")))
    precision = value.get("precision")
    if match is None or not isinstance(precision, int) or precision < 9:
        return None
    parts = [part for part in match.groups()[: precision - 8] if part != "00"]
    return "-".join(parts[: 1 if len(parts) < 2 else len(parts)])
