"""GLEIF: legal entities by LEI or legal name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from ..evidence import Account, slug
from ..web import Web
from .countries import country
from .names import display, parse
from .shapes import Node, document, node, nodes, word

API = "https://api.gleif.org/api/v1/lei-records"
_HEADERS = {"accept": "application/vnd.api+json"}
_NAMES = ("otherNames", "transliteratedOtherNames")


def record_url(lei: str) -> str:
    """Return the address of one record."""
    return f"{API}/{quote(lei.upper(), safe='')}"


def names_url(name: str) -> str:
    """Return the address of the records whose legal name is `name`, or begins so."""
    return f"{API}?filter%5Bentity.legalName%5D={quote(name, safe='')}&page%5Bsize%5D=10"


@dataclass(frozen=True)
class LegalEntity:
    """What GLEIF says about a legal entity."""

    lei: str
    name: str
    others: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    country: str | None = None
    city: str = ""
    jurisdiction: str = ""
    active: bool = True

    def account(self) -> Account:
        """Return the entity as an account."""
        return Account(
            id=slug(" ".join(parse(self.name).words)), name=display(self.name), legal_name=self.name,
            aliases=self.others, former_names=self.former, lei=self.lei, country=self.country,
            status="verified",
        )  # fmt: skip

    def told(self) -> str:
        """Say what tells this entity from its namesakes."""
        place = ", ".join(part for part in (self.city.title(), self.country or self.jurisdiction) if part)
        state = "" if self.active else "inactive"
        return ", ".join(part for part in ("legal entity", place, state, f"LEI {self.lei}") if part)


async def entity(web: Web, lei: str) -> LegalEntity | None:
    """Return the entity of an LEI, or raise FetchError."""
    found = document(await web.read(record_url(lei), headers=_HEADERS))
    return read_entity(node(found, "data"))


async def entities_named(web: Web, name: str) -> list[LegalEntity]:
    """Return the entities whose legal name begins as `name`, or raise FetchError."""
    found = document(await web.read(names_url(name), headers=_HEADERS))
    return [entity for record in nodes(found.get("data")) if (entity := read_entity(record))]


def read_entity(record: Node) -> LegalEntity | None:
    """Read one record of the JSON:API; None where it has no LEI or no legal name."""
    attributes = node(record, "attributes")
    about = node(attributes, "entity")
    lei = (word(attributes.get("lei")) or word(record.get("id"))).upper()
    name = word(node(about, "legalName").get("name"))
    if len(lei) != 20 or not name:
        return None
    address = node(about, "headquartersAddress") or node(about, "legalAddress")
    return LegalEntity(
        lei=lei, name=name, others=tuple(_names(about, former=False)), former=tuple(_names(about,
                                                                                           former=True)),
        country=country(word(address.get("country"))) or None, city=word(address.get("city")),
        jurisdiction=word(about.get("jurisdiction")), active=word(about.get("status")).upper() != "INACTIVE",
    )  # fmt: skip


def _names(about: Node, *, former: bool) -> Iterator[str]:
    """Yield the other names of an entity: the former ones, or the rest."""
    for key in _NAMES:
        for row in nodes(about.get(key)):
            name = word(row.get("name"))
            if name and (_is_former(row.get("type")) == former):
                yield name


def _is_former(kind: Any) -> bool:
    return word(kind) == "PREVIOUS_LEGAL_NAME"
