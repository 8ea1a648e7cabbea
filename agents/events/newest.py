"""Dated events of an account: what 8-K items, posts, news and dated sentences of reports say happened."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from ...tools.evidence import Claim, Document, Gap, Quote, quote
from ..sentences.boilerplate import contract_language
from ..sentences.calendar import happened, last_day
from ..sentences.choose import Words, usable, words
from ..sentences.draft import Desk
from ..sentences.splitting import Sentence, sentences
from ..sentences.standing import proper_names, shortest, specifics
from ..sentences.voice import about, said
from ..sentences.wording import content_words, overlap
from .current_reports import reported
from .items import FORMULA, PAY, SHOW, amount, bare_results, heading
from .kinds import BOARD, DEPARTURE, HIRE, RESULTS, RETURNS, EventKind, cue_end, kind_of
from .officers import people_in
from .profile import Listed, is_profile, listed_changes

RECENT = 365
_SHARED = 2
"""Names that two reports of one kind share when they are of one event."""
_SAME_RESULTS = 60
"""Days within which a report follows the release of the same results."""
_UNREAD = 0.6
"""What the line of a filing weighs beside the filing."""
_UNTOLD = 0.55
"""What results weigh of which only the publication is told."""
_APART = 7
"""Days from which two current reports of one kind are of two events, unless they say the same."""
_PEOPLE = (HIRE, DEPARTURE, BOARD)
_SIDELINE = re.compile(r"(?:After|As|While|Although|When|Despite|Unlike|Since) [A-Z]")
_BALANCE = re.compile(
    r"\b(?:[Aa]s of|[Ee]nded|[Ee]nding|[Aa]t) (?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December)\b"
)


@dataclass(frozen=True)
class Event:
    """One dated change, the words that report it, and what it weighs today."""

    kind: EventKind
    day: str
    quotes: tuple[Quote, ...]
    text: str
    stems: frozenset[str]
    names: frozenset[str]
    weight: float
    document: Document


def events(desk: Desk) -> list[Event]:
    """Return what happened within the last year, the weightiest of today first, each event once."""
    found = [*_from_current_reports(desk), *_from_posts(desk), *_from_reports(desk), *_from_profile(desk)]
    recent = [event for event in found if 0 <= _age(desk, event.day) <= RECENT]
    results = _newest_results([event for event in recent if event.kind is RESULTS])
    newest = [event for event in recent if event.kind is not RESULTS or event.day == results]
    return sorted(_settled(newest), key=lambda event: (-event.weight, event.day, event.text))


def _newest_results(told: Sequence[Event]) -> str:
    """Return the day of the newest results; a report that is only listed is no news beside their release."""
    listed = max((event.day for event in told if is_profile(event.document)), default="")
    read = max((event.day for event in told if not is_profile(event.document)), default="")
    if not read or not listed:
        return read or listed
    return read if (last_day(listed) - last_day(read)).days <= _SAME_RESULTS else listed


def newest_older(desk: Desk) -> str | None:
    """Return the day of the newest dated document where nothing recent was found, to say how old it is."""
    return max((day for document in desk.documents if (day := document.published)), default=None)


def event_claim(desk: Desk, section: str, event: Event) -> Claim:
    """Return the Claim of an event: two independent hosts or a filing verify it."""
    hosts = {one.url.split("/")[2] for one in event.quotes if one.url.count("/") > 2}
    verified = len(hosts) > 1 or event.document.kind == "filing"
    return desk.claim(
        section, event.text, quotes=event.quotes, as_of=event.day,
        status="verified" if verified else "single_source",
    )  # fmt: skip


def no_events(desk: Desk) -> Gap:
    """Return the Gap that says that nothing dated was found, and what the newest document is."""
    newest = newest_older(desk)
    why = f"no document reports one; the newest is of {newest}" if newest else "no document carries a date"
    return Gap(
        wanted="dated events of the last twelve months", where="8-K items, posts, news, reports", why=why
    )


def _from_current_reports(desk: Desk) -> Iterator[Event]:
    for document in desk.filings("8-K", "6-K"):
        if _age(desk, document.published or document.read[:10]) <= RECENT + 10:
            for kind, sentence in reported(document, desk.names):
                if kind is not RETURNS or amount(sentence.text):
                    yield _event(desk, kind, sentence)
    for document in desk.filings("EX-99"):
        yield from _release(desk, document)


def _release(desk: Desk, document: Document) -> Iterator[Event]:
    """Yield what a press release filed as an exhibit reports in its first telling sentence."""
    head = [one for one in usable(document, desk.names) if one.start < 6000]
    if told := _best_told(head):
        yield _event(desk, *told)


def _best_told(among: Sequence[Words]) -> tuple[EventKind, Sentence] | None:
    told = [(kind, one) for one in among if (kind := kind_of(one.text)) and not _idle(kind, one.text)]
    if not told:
        return None
    kind, one = max(
        told, key=lambda pair: (pair[0].weight / 20 + pair[1].specific - pair[1].start / 1500, -pair[1].start)
    )
    return kind, replace(one.sentence, start=one.start)


def _idle(kind: EventKind, text: str) -> bool:
    """Say whether a sentence reports nothing of use: a formula, a talk, a dividend without its amount."""
    if FORMULA.search(text) or heading(text):
        return True
    return (kind is RETURNS and not amount(text)) or (kind is not RESULTS and SHOW.search(text) is not None)


def _from_posts(desk: Desk) -> Iterator[Event]:
    for document in desk.of_kind("post", "news"):
        if not document.published or _age(desk, document.published) > RECENT:
            continue
        title = [one for one in _titles(document, desk.names) if about(desk.names, document.kind, one.text)]
        said = [one for one in usable(document, desk.names)[:12] if not _SIDELINE.match(one.text)]
        told = _best_told(said) or _best_told(title)
        if told:
            yield _event(desk, *told)


def _titles(document: Document, names: re.Pattern[str]) -> Iterator[Words]:
    """Yield the headline where it stands in the text: a headline reports, and rarely ends with a full
    stop."""
    for one in sentences(document)[:3]:
        if content_words(one.text) and overlap(content_words(one.text), content_words(document.title)) > 0.8:
            stems = content_words(one.text)
            yield words(one, names) or Words(one, one.start, one.text, names, stems, specifics(one.text))


def _from_reports(desk: Desk) -> Iterator[Event]:
    """Yield sentences of 10-Ks, 10-Qs and pages that date an event in the year before they were published."""
    for document in [*desk.filings("10-K", "10-Q", "20-F"), *desk.of_kind("website", "transcript", "note")]:
        for one in usable(document, desk.names):
            kind = kind_of(one.text)
            if kind and not _idle(kind, one.text) and kind is not RESULTS and _dated_change(one, document):
                event = _event(desk, kind, replace(one.sentence, start=one.start))
                yield replace(event, weight=event.weight * 0.8)


def _from_profile(desk: Desk) -> Iterator[Event]:
    """Yield what the register lists of filings that were not read; their own words would weigh more."""
    for profile in filter(is_profile, desk.of_kind("filing")):
        for one in listed_changes(profile, desk.of_kind("filing")):
            yield _listed(desk, profile, one)


def _listed(desk: Desk, profile: Document, one: Listed) -> Event:
    age = max(0, _age(desk, one.day))
    where = f"in the SEC’s register ({_day(profile.published or one.day)})"
    text = f"{one.kind.label}, {_day(one.day)}: {desk.name}, {where}: "
    unread = _UNREAD if one.quote.text.startswith("8-K") else _UNREAD - 0.1
    return Event(
        one.kind, one.day, (one.quote,), f"{text}“{one.quote.text}”", content_words(one.quote.text),
        frozenset(), unread * one.kind.weight * 0.5 ** (age / one.kind.life), profile,
    )  # fmt: skip


def _dated_change(one: Words, document: Document) -> bool:
    """Say whether a sentence of a report dates a change, rather than a balance or a period."""
    if contract_language(one.text) or _BALANCE.search(one.text) or PAY.search(one.text):
        return False
    return happened(one.text, document.published, within=RECENT) is not None


def _event(desk: Desk, kind: EventKind, sentence: Sentence) -> Event:
    document, text = sentence.document, sentence.text
    named = happened(
        text, document.published, within=120 if (document.form or "").startswith("8-K") else RECENT
    )
    when = named or document.event_date or document.published or document.read[:10]
    end = shortest(text, cue_end(kind, text))
    stems = content_words(text)
    weight = kind.weight * (_UNTOLD if bare_results(kind, text) else 1.0)
    weight = weight * 0.5 ** (max(0, _age(desk, when)) / kind.life) + 8 * desk.interest.weight(stems)
    lead = f"{kind.label}, {_day(when)}: "
    return Event(
        kind, when, (quote(document, sentence.start, sentence.start + end),),
        lead + said(desk.name, document, text[:end], whole=end == len(text)), stems,
        proper_names(desk.names.sub("", text)), weight, document,
    )  # fmt: skip


def _day(iso: str) -> str:
    from ..sentences.amounts import day

    return day(iso)


def _age(desk: Desk, day: str) -> int:
    return (desk.now - min(last_day(day), desk.now + timedelta(days=1))).days


def _settled(found: Iterable[Event]) -> list[Event]:
    """Join reports of one event; the best-ranked source speaks, the others are quoted beside it."""
    kept: list[Event] = []
    for event in sorted(found, key=lambda event: (_rank(event), -event.weight, event.day, event.text)):
        same = next((place for place, other in enumerate(kept) if _one_event(event, other)), None)
        if same is None:
            kept.append(event)
        else:
            kept[same] = _joined(kept[same], event)
    return kept


def _joined(first: Event, other: Event) -> Event:
    more = other.quotes if other.document.id not in {one.document for one in first.quotes} else ()
    return replace(first, quotes=(*first.quotes, *more)[:3], weight=max(first.weight, other.weight))


def _rank(event: Event) -> int:
    """Return how near a source is to the event: a current report or release, the company, its reports,
    others."""
    form = event.document.form or ""
    if bare_results(event.kind, event.quotes[0].text):
        return 2
    if form.startswith(("8-K", "6-K", "EX-99")):
        return 0
    if is_profile(event.document):
        return 4
    return {"post": 1, "website": 1, "filing": 2}.get(event.document.kind, 3)


def _one_event(one: Event, other: Event) -> bool:
    """Say whether two reports are of one event: one kind, near in time, the same names or nearly the same
    words."""
    apart = abs((last_day(one.day) - last_day(other.day)).days)
    alike = overlap(one.stems, other.stems)
    if one.kind is not other.kind:
        return apart <= 14 and alike >= 0.7
    if one.kind in _PEOPLE and _strangers(one, other):
        return False
    if apart > _APART and _current(one) and _current(other) and alike < 0.9:
        return False
    named = len(one.names & other.names) >= _SHARED
    return (apart <= 45 and named) or (apart <= 14 and alike >= 0.45) or apart == 0


def _current(event: Event) -> bool:
    return (event.document.form or "").startswith(("8-K", "6-K"))


def _strangers(one: Event, other: Event) -> bool:
    """Say whether two reports each name people and nobody in common."""
    first, second = people_in(one.quotes[0].text) & one.names, people_in(other.quotes[0].text) & other.names
    return bool(first and second) and not first & second
