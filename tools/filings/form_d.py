"""Form D: the XML notice of a private offering as lines that can be quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..errors import UnreadableDocument
from ..evidence import Section

_FIELDS = (
    ("Issuer", "primaryIssuer/entityName"),
    ("Jurisdiction", "primaryIssuer/jurisdictionOfInc"),
    ("Entity type", "primaryIssuer/entityType"),
    ("City", "primaryIssuer/issuerAddress/city"),
    ("State or country", "primaryIssuer/issuerAddress/stateOrCountryDescription"),
    ("Industry group", "offeringData/industryGroup/industryGroupType"),
    ("Revenue range", "offeringData/issuerSize/revenueRange"),
    ("Net asset value range", "offeringData/issuerSize/aggregateNetAssetValueRange"),
    ("Date of first sale", "offeringData/typeOfFiling/dateOfFirstSale/value"),
    ("Total offering amount", "offeringData/offeringSalesAmounts/totalOfferingAmount"),
    ("Total amount sold", "offeringData/offeringSalesAmounts/totalAmountSold"),
    ("Total remaining to be sold", "offeringData/offeringSalesAmounts/totalRemaining"),
    ("Minimum investment accepted", "offeringData/minimumInvestmentAccepted"),
    ("Investors who already invested", "offeringData/investors/totalNumberAlreadyInvested"),
    ("Signed on", "offeringData/signatureBlock/signature/signatureDate"),
)
_NOTICE = re.compile(rb"<(\w+:)?edgarSubmission\b.*</(\w+:)?edgarSubmission\s*>", re.DOTALL)
_DOLLARS = re.compile(r"amount|remaining|investment", re.IGNORECASE)


def read_form_d(body: bytes) -> tuple[str, tuple[Section, ...]]:
    """Return the notice as text with one line a fact, or raise UnreadableDocument."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    wrapped = _NOTICE.search(body)
    try:
        root = etree.fromstring(wrapped[0] if wrapped else body, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise UnreadableDocument("The Form D is no XML that can be read; its HTML form may be.")
    for element in root.iter(etree.Element):
        element.tag = re.sub(r"^\{[^}]*\}", "", str(element.tag))
    lines = [*_lines(root), *_people(root)]
    if len(lines) < 2:
        raise UnreadableDocument("The XML holds no notice of an offering.")
    text = "\n".join(lines)
    return text, (Section(name="Notice of exempt offering of securities", start=0, end=len(text)),)


def _lines(root: Any) -> Iterator[str]:
    for label, path in _FIELDS:
        words = (root.findtext(path) or "").strip()
        if words:
            yield f"{label}: {_money(words) if _DOLLARS.search(label) else words}"


def _money(words: str) -> str:
    return f"${int(words):,}" if words.isdigit() else words


def _people(root: Any) -> Iterator[str]:
    """Yield the related persons with their roles: name and relation are business data, addresses are left
    out.
    """
    for person in root.iterfind(".//relatedPersonsList/relatedPersonInfo"):
        names = [
            (person.findtext(f"relatedPersonName/{part}") or "").strip()
            for part in ("firstName", "middleName", "lastName")
        ]
        roles = [(role.text or "").strip() for role in person.iterfind(".//relationship")]
        name = " ".join(part for part in names if part and part not in ("-", "N/A"))
        if name:
            yield f"Related person: {name} ({', '.join(role for role in roles if role)})"
