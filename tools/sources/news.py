"""What others report about the account: several searches merged, each story once, look-alikes left out."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

import anyio

from ..errors import FetchError, UnreadableDocument
from ..evidence import Account, Document, Evidence, Gap, document_id, utc
from ..reading.dates import Published, agreed, plain_day
from ..reading.hygiene import wordset
from ..reading.language import language_of
from ..reading.pages import read_page
from ..web import Web
from . import Shelf
from .abreast import abreast
from .engines import Headline, Question, questions
from .subject import Subject, speaks_of, subject
from .topics import belongs

PAGES = 12
"""Stories whose pages are read; the rest stay headlines."""
STORIES = 30
BACK = timedelta(days=550)
_SAME, _APART = 0.6, 6
_COPY = 0.5
_SMALL = wordset("the a an of to in for on and with at as by its is from after over new says said will")


@dataclass(frozen=True)
class Story:
    """One story with everyone who ran it; `lead` is the headline that is kept."""

    lead: Headline
    outlets: tuple[str, ...]


def query_for(account: Account) -> str:
    """Return what is searched for: the name in quotes, with a hint of business where it is one plain word."""
    who = subject(account)
    name = account.name.strip().rstrip(".,")
    return f'"{name}" (company OR CEO OR customers OR revenue)' if who.plain_word else f'"{name}"'


async def news(account: Account, web: Web, shelf: Shelf) -> AsyncIterator[Evidence]:
    """Ask every news search for the account, and read the newest stories that speak of it."""
    who = subject(account)
    found: list[tuple[str, list[Headline]]] = []
    deaf: list[Gap] = []
    async for engine, answer in abreast(
        lambda asked: _ask(asked, web), questions(query_for(account), web.key), width=8
    ):
        if isinstance(answer, Gap):
            deaf.append(answer)
        else:
            found.append((engine, answer))
    for gap in _deaf(deaf):
        yield gap
    headlines = [headline for _, answer in sorted(found, key=lambda pair: pair[0]) for headline in answer]
    listed = stories(_usable(headlines, account, web.today))
    candid = [story for story in listed if _may_speak(who, story.lead)][:STORIES]
    outcomes = await _read(account, candid, web)
    aside = len(listed) - len(candid)
    kept: list[Document] = []
    missed: list[tuple[str, str]] = []
    for story in candid:
        document = _judged(who, account, story, outcomes.get(story.lead.url), web, missed)
        if document is None:
            aside += 1
        elif not _is_copy(document, kept):
            kept.append(document)
            yield document
    for gap in _gaps(missed, aside, len(found), account):
        yield gap


async def _ask(question: Question, web: Web) -> tuple[str, list[Headline] | Gap]:
    try:
        response = await web.read(
            question.url, headers=question.headers, method=question.method, content=question.content
        )
        return question.engine, question.answer(response.body, response.url)
    except FetchError as error:
        return question.engine, Gap(wanted="news", where=question.engine, why=error.why)
    except UnreadableDocument as error:
        return question.engine, Gap(wanted="news", where=question.engine, why=str(error).partition(": ")[2])


def _deaf(gaps: Sequence[Gap]) -> Iterable[Gap]:
    """Yield one Gap for each reason, naming every engine that gave it, in the same order each time."""
    for why in sorted({gap.why for gap in gaps}):
        engines = sorted(gap.where for gap in gaps if gap.why == why)
        yield Gap(wanted="news", where=", ".join(engines), why=why, count=len(engines))


def _usable(headlines: Iterable[Headline], account: Account, today: date) -> list[Headline]:
    """Leave out the company's own pages, what is too old, and what the clock has not reached."""
    first, last = (today - BACK).isoformat(), today.isoformat()
    return [
        headline
        for headline in headlines
        if headline.title
        and first <= (headline.published or last) <= last
        and not (account.domain and belongs(headline.url, account.domain))
    ]


def stories(headlines: Sequence[Headline]) -> list[Story]:
    """Bring together headlines of one story (the same words within days), newest stories first.

    A headline whose page can be read leads one whose link is opaque, then the earliest.
    """
    groups: list[list[Headline]] = []
    for headline in sorted(headlines, key=lambda one: (one.opaque, one.published or "9", one.url)):
        group = next((group for group in groups if _same_story(group[0], headline)), None)
        if group is None:
            groups.append([headline])
        else:
            group.append(headline)
    merged = [
        Story(group[0], tuple(dict.fromkeys(one.outlet for one in group if one.outlet))) for group in groups
    ]
    return sorted(merged, key=lambda story: story.lead.published or "", reverse=True)


def _same_story(one: Headline, other: Headline) -> bool:
    if one.url == other.url:
        return True
    first, second = plain_day(one.published or ""), plain_day(other.published or "")
    if first and second and abs((first - second).days) > _APART:
        return False
    return _likeness(_words(one.title), _words(other.title)) >= _SAME


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold())) - _SMALL


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (len(one | other) or 1)


def _may_speak(who: Subject, headline: Headline) -> bool:
    """Say whether a headline is worth reading on: it speaks of them, or holds their first word."""
    text = f"{headline.title}. {headline.summary}"
    return speaks_of(who, text) or (
        not headline.opaque and any(name.split()[0] in text.casefold() for name in who.names)
    )


async def _read(account: Account, listed: Sequence[Story], web: Web) -> dict[str, Document | str]:
    """Read the pages of the newest stories that have one, side by side."""
    urls = [story.lead.url for story in listed if not story.lead.opaque][:PAGES]
    return {
        url: outcome async for url, outcome in abreast(lambda url: _page(account, url, web), urls, width=6)
    }


async def _page(account: Account, url: str, web: Web) -> tuple[str, Document | str]:
    try:
        response = await web.read(url)
        return url, await anyio.to_thread.run_sync(read_page, response, account.id, "news", "news")
    except FetchError as error:
        return url, error.why
    except UnreadableDocument as error:
        return url, str(error).partition(": ")[2]


def _judged(
    who: Subject, account: Account, story: Story, outcome: Document | str | None, web: Web,
    missed: list[tuple[str, str]],
) -> Document | None:  # fmt: skip
    """Return the story as a Document if it speaks of the account: its page, else its headline for itself."""
    if isinstance(outcome, Document):
        return _dated(outcome, story) if speaks_of(who, f"{outcome.title}\n{outcome.text}") else None
    if not speaks_of(who, f"{story.lead.title}. {story.lead.summary}"):
        return None
    if isinstance(outcome, str):
        missed.append((story.lead.url, outcome))
    return headline_document(account, story, web)


def _dated(document: Document, story: Story) -> Document:
    known = document.published is not None and document.published_from is not None
    page = Published(document.published or "", document.published_from or "text") if known else None
    day = agreed(story.lead.published, page)
    return document.model_copy(
        update={"published": day.day if day else None, "published_from": day.origin if day else None}
    )


def headline_document(account: Account, story: Story, web: Web) -> Document:
    """Return a headline as a Document: evidence for its own words and nothing more."""
    lead = story.lead
    text = "\n\n".join(part for part in (lead.title, lead.summary, ", ".join(story.outlets)) if part)
    return Document(
        id=document_id(account.id, lead.url, text), account=account.id, url=lead.url, kind="news",
        title=lead.title, text=text, published=lead.published,
        published_from="feed" if lead.published else None, read=utc(web.now),
        language=language_of(text), source="news",
    )  # fmt: skip


def _is_copy(document: Document, kept: Sequence[Document]) -> bool:
    """Say whether the words of a page were kept already from another outlet: an agency's text, syndicated."""
    words = _shingles(document.text)
    return len(words) > 20 and any(_likeness(words, _shingles(other.text)) >= _COPY for other in kept)


def _shingles(text: str) -> frozenset[str]:
    words = re.findall(r"\w+", text.casefold())
    return frozenset(" ".join(words[at : at + 4]) for at in range(len(words) - 3))


def _gaps(missed: Sequence[tuple[str, str]], aside: int, answered: int, account: Account) -> Iterable[Gap]:
    for why in dict.fromkeys(why for _, why in missed):
        urls = [url for url, reason in missed if reason == why]
        host = urlsplit(urls[0]).hostname or urls[0]
        more = f" and {len(urls) - 1} more" if len(urls) > 1 else ""
        yield Gap(wanted="the text of news stories", where=f"{host}{more}", why=why, count=len(urls))
    if aside:
        why = f"they do not clearly speak of {account.name}: the name may be another company's"
        yield Gap(wanted="news stories left aside", where="news", why=why, count=aside)
