"""Whom the company names as competitors, by name, with the words that name them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...tools.evidence import Gap, Quote
from ..sentences.boilerplate import boilerplate
from ..sentences.choose import Aim, Taken, Words, choose
from ..sentences.draft import Desk, Written
from ..sentences.splitting import Sentence, sentences
from ..sentences.standing import proper_names
from ..sentences.voice import about, said

_LEAD = re.compile(
    r"\bcompetitors?\b.{0,60}\b(?:include|are|such as|including)\b|\bcompet(?:es?|ing) (?:\w+ )?(?:with|"
    r"against)\b|\bcompetition (?:\w+ ){0,3}from\b",
    re.IGNORECASE,
)
_RIVALS = re.compile(r"\bcompetitors?\b|\b[Cc]ompet(?:es?|ing)\b")
_BEFORE_NAMES = re.compile(
    r"\b(?:such as|including|include|includes|like|are|with|against|from|among others)\b:?\s+", re.IGNORECASE
)
_FORM = re.compile(
    r",? (?:Inc|Incorporated|Corp|Corporation|Co|Company|Ltd|Limited|LLC|plc|AG|SE|N\.V|S\.A|"
    r"Holdings?)\b\.?(?: Ltd\.?)?",
    re.IGNORECASE,
)
_COMPANY = re.compile(r"(?:[A-Z][\w&’'.-]*|3M|7-Eleven)(?: (?:[A-Z][\w&’'.-]*|of|and|&|de))*")
_OTHER_WORDS = """
    us our we the other others many some any all it its they arm gpus gpu cpus cpu socs soc dpus dpu china
    europe asia
    india japan taiwan america americas internet january february march april may june july august
    september october
    november december such both certain local regional global
"""
_NO_COMPANY = frozenset(_OTHER_WORDS.split())
_FEWEST = 2
"""A single capitalised word after `competitors such as` is as often a product as a company."""
_AIM = Aim(
    "competition", "named competitors",
    ((4.0, _LEAD.pattern), (3.0, r"\b[Cc]ompet(?:e|es|itors?|ition|itive)\b")),
    against=re.compile(r"\bif\b|\bmay\b|\bcould\b|antitrust|employees|personnel|talent", re.IGNORECASE),
    kinds=("filing", "website", "post", "news", "note", "transcript"), least=4.0, most=1,
)  # fmt: skip


def competition(desk: Desk, taken: Taken, among: list[Words]) -> Written:
    """Write the competitors that the company's own documents name; else what it says of competition, and a
    Gap."""
    names, quotes = _named(desk)
    if len(names) >= _FEWEST:
        document = next(document for document in desk.documents if document.id == quotes[0].document)
        listed = ", ".join(names[:12])
        lead = said(desk.name, document, "").partition(":")[0]
        text = f"{lead}, names as competitors: {listed}."
        return Written(
            claims=[
                desk.claim("competition", text, quotes=quotes, as_of=document.published, status="verified")
            ]
        )
    if not desk.documents:
        return Written()
    written = Written(
        gaps=[
            Gap(
                wanted="competitors by name",
                where="annual report, site, posts",
                why="no document that was read names one",
            )
        ]
    )
    naming = [
        words
        for words in among
        if _RIVALS.search(words.text) and proper_names(desk.names.sub("", words.text))
    ]
    for pick in choose(_AIM, naming, lambda words: desk.interest.weight(words.stems) / 2, desk.now, taken):
        words = pick.words
        text = said(desk.name, words.document, words.text[: pick.end], whole=not pick.cut)
        written.claims.append(
            desk.claim("competition", text, quotes=[pick.quote], as_of=words.document.published)
        )
    return written


def _named(desk: Desk) -> tuple[list[str], list[Quote]]:
    """Return the names and their quotes from the newest document that names any."""
    for document in [
        *desk.filings("10-K", "20-F", "S-1", "10-Q"),
        *desk.of_kind("transcript", "note", "website", "post"),
    ]:
        names: list[str] = []
        quotes: list[Quote] = []
        for one in _places(desk, sentences(document)):
            found = [name for name in companies(one.text) if not desk.names.search(name)]
            fresh = [name for name in found if _another(name, names)]
            if fresh and len(quotes) < 5:
                names += fresh
                quotes.append(_quote(one))
        if len(names) >= _FEWEST:
            return names, quotes
    return [], []


def _quote(one: Sentence) -> Quote:
    from ...tools.evidence import quote

    return quote(one.document, one.start, one.end)


def _places(desk: Desk, listed: tuple[Sentence, ...]) -> Iterator[Sentence]:
    """Yield the sentences that name competitors, and the list items under a line that says so."""
    listing = False
    for one in listed:
        lead = _LEAD.search(one.text) is not None
        if listing and not one.text[:1].isupper() or (listing and one.text.endswith((";", "; and"))):
            yield one
            continue
        listing = lead and one.text.rstrip().endswith(":")
        if (
            lead
            and not listing
            and about(desk.names, one.document.kind, one.text)
            and not boilerplate(one.text)
        ):
            yield one


def companies(words: str) -> list[str]:
    """Return the company names that follow `such as`, `include`, `with` in a sentence, without legal
    forms."""
    found = [match.end() for match in _BEFORE_NAMES.finditer(words)]
    tails = [words[start:] for start in found if re.match(r"[A-Z\d]", words[start:])]
    if not tails:
        return []
    names: list[str] = []
    bare = _FORM.sub("", re.sub(r"\([^)]*\)", "", tails[0]))
    for part in re.split(r"[,;]|\b(?:and|or|as well as)\b(?= [A-Z])", bare):
        cell = re.sub(r"^(?:and|or)\s+", "", part.strip(" .:"))
        match = _COMPANY.match(cell)
        if match is None and cell:
            break
        name = re.sub(r"(?: (?:and|of|&|de))+$", "", match[0].strip(" .’'")) if match else ""
        if name and _another(name, names):
            names.append(name)
        if match and match.end() < len(cell):
            break
    return names


def _another(name: str, names: list[str]) -> bool:
    """Say whether a word is a company's name and not a shorter form of one that was found."""
    short = any(
        known.startswith(name) or name.startswith(known) or _initials(known) == name for known in names
    )
    return name.lower() not in _NO_COMPANY and len(name) > 2 and not short


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[:1].isupper())
