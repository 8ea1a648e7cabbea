"""Which pages of a company's site are worth reading, by the words of their addresses and links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from ..reading.hygiene import wordset
from ..reading.links import Link, site_of

_WORDS: Mapping[str, str] = {
    "leadership": "leadership management team people board executives executive directors founders "
    "governance leaders "
    "fuehrung führung geschaeftsfuehrung geschäftsführung vorstand aufsichtsrat geschäftsleitung "
    "geschaeftsleitung "
    "equipe équipe direction dirigeants gouvernance equipo directiva liderazgo gobierno direzione ledning "
    "bestuur",
    "customers": "customers customer clients references stories case-studies case-study success-stories "
    "testimonials "
    "kunden referenzen kundenstimmen fallstudien références temoignages témoignages clientes casos clienti "
    "klanten",
    "products": "products product solutions solution platform services service features offerings "
    "technology industries "
    "produkte produkt loesungen lösungen leistungen plattform produits solutions-fr prestations offre "
    "productos "
    "soluciones servicios plataforma prodotti soluzioni producten diensten produkter",
    "pricing": "pricing prices plans price preise tarife tarifs prix precios planes prezzi prijzen",
    "partners": "partners partner partnerships alliances ecosystem resellers partnerschaften partenaires "
    "partenariats "
    "socios alianzas",
    "investors": "investors investor ir shareholders annual-report annual-reports financials results "
    "investoren aktionaere "
    "geschaeftsbericht geschäftsbericht investisseurs actionnaires rapport-annuel inversores accionistas",
    "careers": "careers career jobs job vacancies hiring join-us work-with-us openings karriere stellen "
    "stellenangebote "
    "carrieres carrière carrières emploi recrutement empleo carreras trabaja lavora vacatures",
    "news": "news newsroom press media press-releases announcements presse aktuelles neuigkeiten medien "
    "pressemitteilungen "
    "actualites actualités communiques communiqués noticias prensa sala-de-prensa notizie stampa nieuws "
    "nyheter",
    "blog": "blog insights articles stories journal magazin magazine",
    "security": "security compliance trust trust-center privacy-security sicherheit datensicherheit "
    "securite sécurité "
    "seguridad",
    "about": "about about-us company who-we-are our-story mission history our-company corporate overview "
    "story locations "
    "ueber-uns über-uns unternehmen firma geschichte standorte leitbild a-propos à-propos apropos "
    "entreprise societe société "
    "qui-sommes-nous histoire acerca sobre-nosotros empresa quienes-somos chi-siamo azienda over-ons om-oss "
    "om-os",
}
_PHRASES = {topic: tuple(word.split("-") for word in words.split()) for topic, words in _WORDS.items()}
QUOTA: Mapping[str, int] = {
    "about": 4, "leadership": 3, "customers": 3, "products": 4, "pricing": 1, "partners": 2, "investors": 2,
    "careers": 2, "news": 1, "blog": 1, "security": 1,
}  # fmt: skip
"""Topics in the order they are read in, and how many pages of each at most."""

_TRAPS = re.compile(
    r"\.(?:jpe?g|png|gif|svg|webp|ico|css|js|mjs|json|xml|rss|atom|zip|gz|exe|dmg|mp[34]|mov|avi|webm"
    r"|woff2?|ics|vcf|docx?"
    r"|xlsx?|pptx?|pdf)$|/(?:wp-json|wp-admin|wp-content|wp-login|cdn-cgi|cart|basket|checkout|warenkorb"
    r"|panier|login|signin"
    r"|sign-in|signup|sign-up|register|logout|account|my-account|search|suche|recherche|tag|tags|category"
    r"|categories|kategorie"
    r"|author|authors|archive|archives|feed|print|share|calendar|kalender|events?|cookies?|cookie-policy"
    r"|privacy"
    r"|privacy-policy|datenschutz|terms|terms-of-(?:use|service)|agb|legal|disclaimer|unsubscribe"
    r"|xmlrpc\.php|404)(?:/|$)"
    r"|/page/\d+|/\d{4}/\d{2}(?:/|$)",
    re.IGNORECASE,
)
_TRACKING = re.compile(r"^(?:utm_\w+|gclid|fbclid|mc_\w+|ref|source|_ga|hsCtaTracking)$", re.IGNORECASE)
_PLAIN_QUERY = frozenset(("id", "page_id", "p", "page", "pageid", "site", "seite"))
_SIDE_HOSTS = wordset(
    "shop store login app my mail webmail cdn api docs doc support help community forum forums developer "
    "developers "
    "dev learn status static assets img images media-cdn portal accounts account auth id sso staging test "
    "demo email "
    "links go track click events"
)
_LANGUAGES = wordset(
    "en de fr es it pt nl sv da no nb nn fi pl cs sk hu ro bg hr sl sr el tr ru uk ar he ja zh ko th vi id "
    "ms et lv lt "
    "is ga ca eu gl fa hi jp cn kr br mx"
)
_REGION = re.compile(r"^([a-z]{2})(?:[-_]([a-z]{2}|[a-z]{4}|\d{3}))?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A page that may be read: its topic ('' where none is known) and how surely it is of it."""

    url: str
    topic: str
    rank: int


def topic_of(url: str, text: str) -> tuple[str, int]:
    """Return the topic that an address and its link speak of, and how clearly; ('', 0) where none."""
    segments = [re.split(r"[-_.+]", part.lower()) for part in urlsplit(url).path.split("/") if part]
    host = (urlsplit(url).hostname or "").split(".")[0]
    words = re.findall(r"[\w]+", text.lower())
    best = ("", 0)
    for topic, phrases in _PHRASES.items():
        score = max((_score(phrase, segments, words, host) for phrase in phrases), default=0)
        if score > best[1]:
            best = (topic, score)
    return best


def _score(phrase: list[str], segments: list[list[str]], words: list[str], host: str) -> int:
    if segments and segments[-1] == phrase:
        return 6
    if words in (phrase, ["our", *phrase]):
        return 5
    if host == "-".join(phrase) and len(segments) <= 1:
        return 4
    if len(words) <= 5 and _holds(words, phrase):
        return 3
    if segments and len(segments[-1]) <= 4 and _holds(segments[-1], phrase):
        return 2
    return 1 if phrase in segments[:-1] else 0


def _holds(words: list[str], phrase: list[str]) -> bool:
    return any(words[at : at + len(phrase)] == phrase for at in range(len(words)))


def language_in(url: str) -> str | None:
    """Return the language that an address carries (/de/, de.acme.com, ?lang=de), else None."""
    parts = urlsplit(url)
    first = [part for part in parts.path.split("/") if part][:2]
    for part in [*first, (parts.hostname or "").split(".")[0], dict(parse_qsl(parts.query)).get("lang", "")]:
        found = _REGION.match(part)
        if found and found[1].lower() in _LANGUAGES and (not found[2] or part in first or len(part) == 2):
            return found[1].lower()
    return None


def key_of(url: str) -> str:
    """Return what is the same for all spellings and language versions of one page."""
    parts = urlsplit(url)
    path = [
        part for part in parts.path.split("/") if part and part.lower() not in ("index.html", "index.php")
    ]
    kept = [part for at, part in enumerate(path) if at > 1 or not _is_language(part)]
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query)
        if not _TRACKING.match(name) and name != "lang"
    ]
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}/{'/'.join(kept).lower()}?{urlencode(query)}".rstrip("?")


def _is_language(part: str) -> bool:
    found = _REGION.match(part)
    return bool(found and found[1].lower() in _LANGUAGES)


def belongs(url: str, domain: str) -> bool:
    """Say whether an address is of the site of `domain`: itself, its subdomains, its siblings."""
    host, home = (urlsplit(url).hostname or "").lower(), domain.lower().removeprefix("www.")
    if host == home or host.endswith(f".{home}"):
        return True
    return site_of(home) == home and site_of(url) == home


def is_trap(url: str) -> bool:
    """Say whether an address leads to files, forms, archives, calendars, facets or loops."""
    parts = urlsplit(url)
    segments = [part for part in parts.path.split("/") if part]
    names = [name for name, _ in parse_qsl(parts.query) if not _TRACKING.match(name) and name != "lang"]
    if len(names) > 1 or any(name.lower() not in _PLAIN_QUERY for name in names):
        return True
    if len(segments) > 6 or max(Counter(segments).values(), default=0) > 2 or ";" in parts.path:
        return True
    return bool(_TRAPS.search(parts.path)) or (parts.hostname or "").split(".")[0].lower() in _SIDE_HOSTS


def is_post(url: str) -> bool:
    """Say whether an address lies below a newsroom or blog: a post, which the feeds bring with its date."""
    above = [re.split(r"[-_.+]", part.lower()) for part in urlsplit(url).path.split("/") if part][:-1]
    return any(part in phrases for part in above for phrases in (_PHRASES["news"], _PHRASES["blog"]))


def candidates(links: Iterable[Link], domain: str, language: str | None) -> list[Candidate]:
    """Return the pages of the site among `links`, in one language, each once, the surest first."""
    found: dict[str, Candidate] = {}
    for link in links:
        if not belongs(link.url, domain) or is_trap(link.url) or is_post(link.url):
            continue
        spoken = language_in(link.url)
        if spoken is not None and language is not None and spoken != language:
            continue
        topic, score = topic_of(link.url, link.text)
        depth = urlsplit(link.url).path.strip("/").count("/")
        page = Candidate(link.url, topic, 10 * score - depth)
        key = key_of(link.url)
        if key not in found or page.rank > found[key].rank:
            found[key] = page
    return sorted(found.values(), key=lambda page: (-page.rank, len(page.url), page.url))


def chosen(pages: Iterable[Candidate], read: Mapping[str, str], budget: int) -> list[Candidate]:
    """Choose up to `budget` pages by the quota of each topic; `read` maps keys of pages to their topics."""
    left = Counter(QUOTA)
    left.subtract(Counter(topic for topic in read.values() if topic))
    fresh = [page for page in pages if key_of(page.url) not in read]
    taken: list[Candidate] = []
    for topic in QUOTA:
        best = [page for page in fresh if page.topic == topic and page.rank >= 8]
        taken += best[: max(0, left[topic])]
    return taken[:budget]


def unnamed(pages: Iterable[Candidate], read: Mapping[str, str], budget: int) -> list[Candidate]:
    """Choose shallow pages of no known topic: on a small site they are the site."""
    fresh = [page for page in pages if not page.topic and key_of(page.url) not in read]
    return [page for page in fresh if urlsplit(page.url).path.strip("/").count("/") == 0][: max(0, budget)]
