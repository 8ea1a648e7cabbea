"""Who speaks in a document, by which names the account goes, and how its words are put into a Claim."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

from ...tools.evidence import Account, Document
from .amounts import day, fiscal

_LEGAL_FORM = re.compile(
    r"[\s,]+(?:inc|incorporated|corp|corporation|co|company|companies|ltd|limited|llc|llp|lp|plc|ag|se|sa|s\.a|nv|n\.v|bv|"
    r"b\.v|gmbh(?: & co\.? kg)?|kg|kgaa|ab|asa|as|a/s|oyj|oy|spa|s\.p\.a|srl|s\.r\.l|sas|pty|pte|kk|k\.k|"
    r"trust|"
    r"/[a-z]{2,3}/?)\.?$",
    re.IGNORECASE,
)
_GENERIC = frozenset(
    """
    american bank capital central city company data east energy enterprises entertainment financial first
    food foods
    general global great group health holding holdings home hotels industries insurance international labs
    life
    media motor national networks north pacific partners power products rail realty resources river royal
    science
    sciences services solutions south standard star state street systems technologies technology trust
    union united
    universal water west western world
    """.split()  # noqa: SIM905 - a table of words is read more easily so
)
_SUBJECT = 40
"""Characters within which the news names whom a sentence is about; named later, it is about another."""
OWN = ("filing", "website", "post", "transcript")
"""Kinds of documents in which the company itself speaks as `we`."""
_SELF = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Uu]s|[Tt]he Company|[Tt]he Registrant|[Tt]he company)\b")
_PEOPLE = re.compile(
    r"^(?:Today,? |With |Some |Over |More than |About )?\d[\d,]* (?:people|employees|colleagues) (?:in|"
    r"work|across)\b"
)
"""On its own pages a company counts its people without naming itself."""


def core(name: str) -> str:
    """Return a company's name without its legal form: `Adobe Inc.` is `Adobe`."""
    bare = re.sub(r"\s*(?:\([^)]*\)|[/\\][A-Za-z]{0,3}[/\\]?)$", "", name.strip())
    while (shorter := _LEGAL_FORM.sub("", bare)) != bare and len(shorter) > 1:
        bare = shorter
    bare = re.sub(r"^the\s+", "", bare, flags=re.IGNORECASE)
    return bare.strip(" ,&") or name


def display_name(account: Account, documents: Sequence[Document]) -> str:
    """Return the name as the company's own documents write it; registers write it in capitals."""
    bare = core(account.name)
    sample = [document.text[:60_000] for document in documents if document.kind in OWN][:6]
    pattern = re.compile(rf"\b{re.escape(bare)}\b", re.IGNORECASE)
    written = Counter(found for text in sample for found in pattern.findall(text))
    mixed = {form: count for form, count in written.items() if form != form.upper() and form != form.lower()}
    if mixed and sum(mixed.values()) * 4 >= sum(written.values()):
        return bare if bare in mixed else max(mixed, key=lambda form: (mixed[form], form))
    return bare.title() if bare.isupper() and not written and len(bare) > 5 else bare


def speaker(account: Account, name: str, documents: Sequence[Document]) -> re.Pattern[str]:
    """Return a pattern of every name by which the account is called in third person."""
    forms = {name, account.name, core(account.name), *(core(alias) for alias in account.aliases)}
    forms |= {core(account.legal_name or name)} | _nicknames(name, documents)
    forms |= _written(forms, documents)
    long_enough = sorted((form for form in forms if len(form) > 2), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, long_enough or [name])) + r")(?:’s|'s)?\b(?!\.\w)")


def _written(forms: set[str], documents: Sequence[Document]) -> set[str]:
    """Return the names as own documents write them: CARBON Works for Carbon Works."""
    long_enough = [re.escape(form) for form in forms if len(form) > 4]
    if not long_enough:
        return set()
    text = "\n".join(document.text[:40_000] for document in documents[:8] if document.kind in OWN)
    found = re.findall(rf"\b(?:{'|'.join(long_enough)})\b", text, re.IGNORECASE)
    return {form for form in found if form[:1].isupper()}


def _nicknames(name: str, documents: Sequence[Document]) -> set[str]:
    """Return single words of the name that own documents use alone: Disney for Walt Disney."""
    words = [word for word in name.split() if len(word) > 3 and word.lower() not in _GENERIC]
    if len(name.split()) == 1:
        return set()
    text = "\n".join(document.text[:40_000] for document in documents[:8] if document.kind in OWN).replace(
        name, ""
    )
    return {word for word in words if len(re.findall(rf"\b{re.escape(word)}\b", text)) >= 3}


def about(names: re.Pattern[str], kind: str, words: str) -> bool:
    """Say whether a sentence speaks of the account: by name anywhere, as `we` only in its own documents."""
    if names.search(words[:_SUBJECT] if kind == "news" else words):
        return True
    return kind in OWN and (_SELF.search(words) is not None or _PEOPLE.search(words) is not None)


def said(name: str, document: Document, words: str, *, whole: bool = True) -> str:
    """Put quoted words into a sentence that names who said it, where and when."""
    inner = words.strip().rstrip(".") if whole else words.strip().rstrip(",;:—– ") + " …"
    return f"{_opening(name, document)}: “{_plain(inner)}”"


def _plain(words: str) -> str:
    """Return words on one line, the definitions of a lawyer's terms left out: `(the “Board”)` is `…`."""
    bare = _DEFINED.sub(" …", " ".join(words.split()))
    return (
        re.sub(r"^ ?… (?:and )?|(?: …)+(?=[,.;])|(?: …)+$", "", re.sub(r" …(?: …)+", " …", bare))
        if bare
        else bare
    )


def _opening(name: str, document: Document) -> str:
    when = day(document.published) if document.published else f"read {day(document.read[:10])}"
    if document.kind == "filing":
        return f"{name}, in {_filing(document)} ({'filed ' if document.published else ''}{when})"
    if document.kind == "website":
        return f"{name}, on its website ({when})"
    if document.kind == "post":
        return f"{name}, in a post ({when})"
    if document.kind == "encyclopedia":
        return f"{name}, in {_encyclopedia(document)} ({when})"
    if document.kind == "news":
        return f"{name}, in the news ({host(document.url)}, {when})"
    return f"{name}, in “{document.title}” ({when})"


def _filing(document: Document) -> str:
    form = document.form or "filing"
    if form.startswith("EX-"):
        return "a release filed with an 8-K" if form.startswith("EX-99") else f"an exhibit ({form})"
    label = fiscal(document.period) if document.period and document.period.fiscal_label else ""
    annual = form.startswith(("10-K", "10-Q", "20-F", "40-F")) and label
    article = "an" if form[:1] in "8AFS" else "a"
    return f"its {form} for {label}" if annual else f"{article} {form}"


def _encyclopedia(document: Document) -> str:
    return "Wikidata" if "wikidata" in document.url else "Wikipedia"


def host(url: str) -> str:
    """Return the host of a URL as a reader names it."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


_DEFINED = re.compile(
    r"\s*\((?:(?:the|each|an?|such|both|collectively|together|individually|hereinafter|herein|or|as amended|"
    r"referred to|our|and|all|with|its)\b[^()“”\"]{0,60})?(?:[“\"][^()]{1,80}[”\"][^()]{0,80})+\)"
)
"""How a document defines its terms in brackets, which nobody says aloud."""
_SAID = re.compile(
    r"^(?P<lead>(?:New in this report: |[A-Z][^:“]{2,60}, [A-Z][a-z]{2} (?:\d{1,2}, )?\d{4}: "
    r")?)[^“]{2,160}?\((?P<when>[^()]*)\): (?P<words>“.*)$",
    re.S,
)


def unattributed(text: str) -> str:
    """Return a claim's words without the opening that `said` put before them, for a page that names them
    once."""
    found = _SAID.match(text)
    return f"{found['lead']}{found['words']}" if found else text
