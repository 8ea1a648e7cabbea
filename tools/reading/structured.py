"""What a page says about itself to machines: JSON-LD, OpenGraph and meta elements, read with tolerance."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .hygiene import one_line, wordset
from .links import same_site, site_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

ARTICLES = wordset(
    "Article NewsArticle BlogPosting ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle TechArticle "
    "ScholarlyArticle Report LiveBlogPosting SocialMediaPosting AdvertiserContentArticle Review Recipe"
)
ORGANIZATIONS = wordset(
    "Organization Corporation LocalBusiness NewsMediaOrganization OnlineBusiness ProfessionalService "
    "FinancialService EducationalOrganization NGO Brand MedicalOrganization Airline Store"
)
_DEEP, _MANY = 12, 2_000
Node = Mapping[str, Any]


@dataclass(frozen=True)
class Structured:
    """The machine-readable side of a page."""

    nodes: tuple[Node, ...] = ()
    """Every JSON-LD object, outer before inner."""
    meta: Mapping[str, str] = field(default_factory=dict)
    """Content of `meta` elements by lower-case name, property or itemprop; the first of a name."""
    canonical: str | None = None
    language: str | None = None
    alternates: Mapping[str, str] = field(default_factory=dict)
    """Language versions: hreflang -> address."""

    def of(self, types: frozenset[str]) -> Iterator[Node]:
        """Yield the JSON-LD objects of any of these types."""
        return (node for node in self.nodes if types & kinds(node))

    @property
    def is_article(self) -> bool:
        """Say whether the page calls itself an article, post or report."""
        article = self.meta.get("og:type", "").lower().startswith("article")
        return article or next(self.of(ARTICLES), None) is not None


def kinds(node: Node) -> frozenset[str]:
    """Return the types of a JSON-LD object, without their vocabulary's address."""
    declared = node.get("@type")
    names = declared if isinstance(declared, list) else [declared]
    return frozenset(re.split(r"[/#:]", name)[-1] for name in names if isinstance(name, str))


def structured(tree: HtmlElement) -> Structured:
    """Read what `tree` says about itself; whatever is malformed is passed over."""
    return Structured(
        nodes=tuple(_objects(tree)),
        meta=_meta(tree),
        canonical=_link(tree, "canonical"),
        language=tree.get("lang") or tree.get("xml:lang"),
        alternates={
            link.get("hreflang", "").lower(): link.get("href", "")
            for link in tree.iterfind(".//link[@hreflang]")
            if "alternate" in (link.get("rel") or "").lower()
        },
    )


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = one_line(element.get("content") or "")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _link(tree: HtmlElement, rel: str) -> str | None:
    for link in tree.iter("link"):
        if rel in (link.get("rel") or "").lower().split() and link.get("href"):
            return str(link.get("href")).strip()
    return None


def _objects(tree: HtmlElement) -> Iterator[Node]:
    count = 0
    for script in tree.iter("script"):
        if not (script.get("type") or "").lower().startswith("application/ld+json"):
            continue
        for node in _walk(_loads(script.text or ""), 0):
            yield node
            count += 1
            if count >= _MANY:
                return


def _loads(text: str) -> Any:
    """Parse JSON-LD as sites write it: in comments or CDATA, with raw line breaks or a stray semicolon."""
    plain = re.sub(
        r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*.*?\*/|<!\[CDATA\[)|(?:-->|(?://)?\s*\]\]>|;)\s*$", "", text
    )
    for attempt in (plain, re.sub(r",\s*([}\]])", r"\1", plain)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(value: Any, depth: int) -> Iterator[Node]:
    if depth > _DEEP:
        return
    if isinstance(value, list):
        for inner in value:
            yield from _walk(inner, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for inner in value.values():
            if isinstance(inner, (dict, list)):
                yield from _walk(inner, depth + 1)


_FIELDS = {
    "name": "Name", "legalName": "Legal name", "alternateName": "Also known as", "description": "Description",
    "slogan": "Slogan", "foundingDate": "Founded", "founder": "Founder", "numberOfEmployees": "Employees",
    "address": "Address", "parentOrganization": "Parent organisation", "subOrganization": "Part",
    "tickerSymbol": "Ticker", "leiCode": "LEI", "vatID": "VAT", "knowsAbout": "Field",
    "areaServed": "Area served",
    "award": "Award", "sameAs": "Same as", "url": "Website",
}  # fmt: skip
_ADDRESS = ("streetAddress", "postalCode", "addressLocality", "addressRegion", "addressCountry")


def organization(page: Structured, url: str, names: frozenset[str] = frozenset()) -> Node | None:
    """Return the own Organization of the page at `url`: of these lower-case names, else what says most."""
    nodes = [node for node in page.of(ORGANIZATIONS) if isinstance(node.get("name"), str)]
    named = [node for node in nodes if one_line(node["name"]).lower() in names]
    own = named or [node for node in nodes if not _foreign(node, url)]
    return max(own, key=lambda node: len(_FIELDS.keys() & node.keys()), default=None)


def _foreign(node: Node, url: str) -> bool:
    """Say whether an Organization is at home on another site and has no word of this one in its name.

    A parent, an agency or a template's example stands on many home pages.
    """
    home = node.get("url")
    if not isinstance(home, str) or "//" not in home or same_site(home, url):
        return False
    here, there = site_of(url).partition(".")[0], site_of(home).partition(".")[0]
    name = re.sub(r"[^a-z0-9]", "", one_line(node["name"]).lower())
    return here != there and here not in name and (name not in here or not name)


def organization_lines(node: Node) -> list[str]:
    """Return an Organization as lines to quote: 'Founded: 1998'; long prose is left out."""
    lines = []
    for key, label in _FIELDS.items():
        values = [value for value in _values(node.get(key)) if len(value) <= 300]
        lines += [f"{label}: {value}" for value in dict.fromkeys(values[:12])]
    return lines


def _values(value: Any) -> list[str]:
    if isinstance(value, list):
        return [text for inner in value[:20] for text in _values(inner)]
    if isinstance(value, Mapping):
        return _of_object(value)
    return [one_line(str(value))] if isinstance(value, (str, int, float)) and one_line(str(value)) else []


def _of_object(value: Node) -> list[str]:
    if "PostalAddress" in kinds(value) or "addressLocality" in value:
        parts = [text for key in _ADDRESS for text in _values(value.get(key))]
        return [", ".join(parts)] if parts else []
    low, high = _values(value.get("minValue")), _values(value.get("maxValue"))
    if low and high:
        return [f"{low[0]} to {high[0]}"]
    return _values(value.get("value")) or _values(value.get("name"))
