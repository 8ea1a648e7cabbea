"""Wikidata and Wikipedia: what an account is, where, how large and led by whom, each line with its time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from datetime import date
from urllib.parse import quote

from ..errors import FetchError
from ..evidence import Account, Day, Document, Evidence, Gap, Section, document_id, utc
from ..registers.domains import domain_of
from ..registers.shapes import document, node, word
from ..registers.wikidata import Item, Statement, called, item, labels, of_cik, search
from ..web import Response, Web
from . import Shelf

NAME = "encyclopedia"
MOST = 12
"""So many values of one property are listed."""

_LINES = (
    ("P1448", "Official name"), ("P31", "Kind"), ("P452", "Industry"), ("P1056", "Products"), ("P571",
                                                                                               "Founded"),
    ("P112", "Founded by"), ("P576", "Dissolved"), ("P17", "Country"), ("P159", "Headquarters"),
    ("P169", "Chief executive officer"), ("P488", "Chairperson"), ("P1037", "Managing director"),
    ("P3320", "Board member"), ("P1128", "Employees"), ("P2139", "Revenue"), ("P2295", "Net profit"),
    ("P3362", "Operating income"), ("P2403", "Total assets"), ("P414", "Listed on"), ("P749",
                                                                                      "Parent organisation"),
    ("P127", "Owned by"), ("P355", "Subsidiary"), ("P1830", "Owner of"), ("P1365", "Replaces"),
    ("P1366", "Replaced by"), ("P856", "Official website"),
)  # fmt: skip
_OF_ONE_DAY = frozenset({"P1128", "P2139", "P2295", "P3362", "P2403"})
"""Numbers that hold for a day: the latest is told, with its day."""
_LANGUAGES = {
    "DE": "de", "AT": "de", "CH": "de", "FR": "fr", "ES": "es", "MX": "es", "AR": "es", "CL": "es",
    "CO": "es",
    "IT": "it", "NL": "nl", "BE": "nl", "PT": "pt", "BR": "pt", "PL": "pl", "SE": "sv", "DK": "da",
    "NO": "no",
    "FI": "fi", "JP": "ja", "CN": "zh", "TW": "zh", "KR": "ko", "RU": "ru", "UA": "uk", "TR": "tr",
    "CZ": "cs",
    "GR": "el", "HU": "hu", "IL": "he",
}  # fmt: skip


async def encyclopedia(account: Account, web: Web, shelf: Shelf) -> AsyncIterator[Evidence]:
    """Yield the account's entry in Wikidata and the lead of its article in Wikipedia."""
    found = await _entry(account, web)
    if isinstance(found, Gap):
        yield found
        return
    if found.modified and found.modified > web.today.isoformat():
        why = f"last edited on {found.modified}, after the day that is asked about"
        yield Gap(wanted="the encyclopedia's entry", where=page_url(found.id), why=why)
        return
    needed = _referred(found, web.today)
    names: Mapping[str, str] = {}
    try:
        names = await labels(web, needed) if needed else {}
    except FetchError as error:
        yield Gap(wanted="names of places and people", where="Wikidata", why=error.why)
    text = "\n".join(told(found, web.today, names))
    if text:
        yield _wikidata(account, found, text, web)
    yield await _article(account, found, web)


def page_url(number: str) -> str:
    """Return the address at which a reader sees an item."""
    return f"https://www.wikidata.org/wiki/{number}"


def summary_url(language: str, title: str) -> str:
    """Return the address of an article's summary."""
    page = quote(title.replace(" ", "_"), safe="()_,")
    return f"https://{language}.wikipedia.org/api/rest_v1/page/summary/{page}"


async def _entry(account: Account, web: Web) -> Item | Gap:
    """Return the item that is this account by a mark that both carry, or the Gap that says why none is."""
    try:
        if account.wikidata:
            return await item(web, account.wikidata)
        numbers = await of_cik(web, account.cik) if account.cik else []
        numbers = numbers or await search(web, account.name)
        for number in numbers[:4]:
            found = await item(web, number)
            if found.is_company() and _is(found, account, web.today):
                return found
    except FetchError as error:
        return Gap(wanted="the encyclopedia's entry", where="Wikidata", why=error.why)
    why = f"no entry called {account.name!r} shares a CIK, LEI or domain with the account"
    how = "if there is one, set it with `whynow account NAME --wikidata Q…`"
    return Gap(wanted="the encyclopedia's entry", where="Wikidata", why=f"{why}; {how}")


def _is(found: Item, account: Account, today: date) -> bool:
    if account.cik and found.ciks():
        return account.cik in found.ciks()
    if account.lei and (lei := found.value("P1278", today)):
        return account.lei == lei
    site = domain_of(found.value("P856", today) or "")
    return bool(account.domain and site == domain_of(account.domain) and called(found, account.name, today))


def told(found: Item, today: date, names: Mapping[str, str]) -> Iterator[str]:
    """Yield what an item says that holds today as lines that a reader can quote, each with its time."""
    if found.description:
        yield f"{found.label}: {found.description}"
    for prop, label in _LINES:
        statements = found.now(prop, today)
        for each in statements[:1] if prop in _OF_ONE_DAY else statements[:MOST]:
            value = _said(prop, each, names)
            if value:
                yield f"{label}: {value}{_time(each)}"
    for each in _former(found, today):
        value = _said("P169", each, names)
        if value:
            yield f"Former chief executive officer: {value}{_time(each)}"


def _former(found: Item, today: date) -> list[Statement]:
    past = [each for each in found.statements.get("P169", ()) if each.end and not each.holds(today)]
    return sorted(past, key=lambda each: each.end or "", reverse=True)[:3]


def _said(prop: str, each: Statement, names: Mapping[str, str]) -> str:
    """Return a value in words, or "" where the name of what it refers to is not known."""
    if prop == "P414":
        tickers = ", ".join(each.qualifiers.get("P249", ()))
        exchange = names.get(each.value, "")
        return f"{exchange} ({tickers})" if exchange and tickers else exchange
    if prop in _OF_ONE_DAY:
        unit = names.get(each.unit, "") if each.unit else ""
        return f"{_grouped(each.value)} {unit}".strip()
    return names.get(each.value, "") if each.value[:1] == "Q" and each.value[1:].isdigit() else each.value


def _grouped(amount: str) -> str:
    try:
        return f"{int(amount):,}"
    except ValueError:
        return amount


def _time(each: Statement) -> str:
    if each.start and each.end:
        return f" (from {each.start} to {each.end})"
    if each.end:
        return f" (until {each.end})"
    if each.start:
        return f" (since {each.start})"
    return f" (as of {each.point})" if each.point else ""


def _referred(found: Item, today: date) -> set[str]:
    """Return the items whose names the lines need."""
    lines = [each for prop, _ in _LINES for each in found.now(prop, today)[:MOST]]
    needed = {value for each in (*lines, *_former(found, today)) for value in (each.value, each.unit or "")}
    return {value for value in needed if value[:1] == "Q" and value[1:].isdigit()}


def _wikidata(account: Account, found: Item, text: str, web: Web) -> Document:
    url = page_url(found.id)
    return Document(
        id=document_id(account.id, url, text), account=account.id, url=url, kind="encyclopedia",
        title=f"{found.label} (Wikidata)", text=text, published=found.modified,
        published_from="meta" if found.modified else None, read=utc(found.read or web.now), language="en",
        source=NAME,
        sections=(Section(name="Wikidata statements", start=0, end=len(text)),),
    )  # fmt: skip


async def _article(account: Account, found: Item, web: Web) -> Document | Gap:
    """Return the lead of the item's article: in English, else in the language of its country, else in any."""
    page = _page(found, account.country)
    if page is None:
        return Gap(
            wanted="an encyclopedia article", where="Wikipedia", why=f"no language has one of {found.label}"
        )
    url = summary_url(*page)
    try:
        response = await web.read(url)
        read = _lead(account, found, response)
    except FetchError as error:
        return Gap(wanted="an encyclopedia article", where=url, why=error.why)
    if isinstance(read, Document) and read.published and read.published > web.today.isoformat():
        why = f"last edited on {read.published}, after the day that is asked about"
        return Gap(wanted="an encyclopedia article", where=url, why=why)
    return read


def _lead(account: Account, found: Item, response: Response) -> Document | Gap:
    """Read a summary as a Document, or say why it is none: another item's, or a list of namesakes."""
    said = document(response)
    text, title = word(said.get("extract")), word(said.get("title"))
    about = word(said.get("wikibase_item"))
    if word(said.get("type")) == "disambiguation" or not text or (about and about != found.id):
        return Gap(
            wanted="an encyclopedia article", where=response.url, why="the article is not this company's"
        )
    url = word(node(said, "content_urls", "desktop").get("page")) or response.url
    day: Day | None = word(said.get("timestamp"))[:10] or None
    return Document(
        id=document_id(account.id, url, text), account=account.id, url=url, kind="encyclopedia",
        title=f"{title or found.label} (Wikipedia)", text=text, published=day,
        published_from="meta" if day else None, read=utc(response.moment),
        language=word(said.get("lang")) or None,
        source=NAME, sections=(Section(name="Lead", start=0, end=len(text)),),
    )  # fmt: skip


def _page(found: Item, country: str | None) -> tuple[str, str] | None:
    """Return the language and title of the article to read."""
    for language in _preferred(country, found.pages):
        if title := found.pages.get(f"{language}wiki"):
            return language, title
    return None


def _preferred(country: str | None, sites: Iterable[str]) -> Iterator[str]:
    yield "en"
    if country in _LANGUAGES:
        yield _LANGUAGES[country]
    yield from (site[:-4] for site in sites if site.endswith("wiki") and site not in _NO_ARTICLES)


_NO_ARTICLES = frozenset(
    {"commonswiki", "specieswiki", "wikidatawiki", "metawiki", "simplewiki", "sourceswiki"}
)
