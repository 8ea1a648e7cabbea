"""The Research Agent: an account and a purpose in, a Brief out, without any model.

Everything that the clock allows is laid on the desk; each section writes its Claims from it; the gate of
`proof` lets through what stands; the depth decides how much is said. The same evidence and clock give the
same Brief. A model may later rewrite `Claim.text` before the gate: the gate does not care who wrote it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ...tools.evidence import Account, Brief, Claim, ClaimStatus, Depth, Document, Documents, Gap
from ..events.newest import event_claim, events, no_events
from ..events.profile import is_profile
from ..figures.breakdown import breakdown
from ..figures.claims import financials
from ..figures.detail import detail
from ..figures.series import known
from ..gaps import settled
from ..sentences.amounts import day
from ..sentences.calendar import dates_in, last_day
from ..sentences.choose import Aim, Pick, Taken, Words, choose, usable
from ..sentences.draft import Desk, Written
from ..sentences.interest import interest
from ..sentences.voice import OWN, display_name, said, speaker
from ..sentences.wording import content_words
from .comparing import new_since_before
from .competition import competition
from .conflicts import conflicts
from .depth import chosen, fitted
from .markdown import HEADINGS
from .people import leaders, people
from .picture import BUSINESS, FACTS
from .plan import INITIATIVES, PRIORITIES, RISKS, TECHNOLOGY
from .proof import Dropped, verify
from .registered import and_more, one_of_a_kind, registered
from .strategies import strategies
from .talk import next_steps, questions, unsaid

if TYPE_CHECKING:
    from ...tools.library import Library

_STALE = timedelta(days=550)
_READ_FOR_WORDS = 60
"""Documents whose every sentence is weighed; of more, those that the search finds for the purpose and the
newest."""

_LEADS = 18.0
"""What an event must weigh to lead a brief; a dividend does not."""

Weight = Callable[[Words], float]


def compose(
    account: Account,
    purpose: str = "",
    depth: Depth = "card",
    *,
    library: Library,
    now: date,
    gaps: Sequence[Gap] = (),
    partial: bool = False,
    resume: str | None = None,
) -> Brief:
    """Return the Brief that the library's evidence of `account` carries on the day `now`."""
    documents = _known(library.documents(account.id), now)
    name = display_name(account, documents)
    desk = Desk(
        account, name, speaker(account, name, documents), interest(purpose), now, documents,
        known(library.figures(account.id), now),
    )  # fmt: skip
    found = _found(library, desk)
    written = _written(desk, found)
    shelf = {document.id: document for document in documents}
    kept, dropped = verify(written.claims, shelf.get, now)
    shown = chosen(in_order(kept), depth)
    advised, unfounded = verify(_advice(desk, shown), shelf.get, now, shown)
    dropped += unfounded
    claims = in_order([*shown, *advised])
    every = settled([*gaps, *written.gaps, *_unread(documents), *_lost(dropped)])
    days = sorted(document.published for document in documents if document.published)
    count = Documents(
        count=len(documents), newest=days[-1] if days else None, oldest=days[0] if days else None
    )
    pinned = name == account.name or "name" in account.pinned
    named = account if pinned else account.model_copy(update={"name": name})
    brief = Brief(
        account=named, purpose=purpose, as_of=now.isoformat(), depth=depth, partial=partial, resume=resume,
        sections=(), claims=tuple(claims), gaps=every, documents=count, tokens=0,
    )  # fmt: skip
    return fitted(brief)


def in_order(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims in the order of the sections; within one, as they were written."""
    places = {section: place for place, section in enumerate(HEADINGS)}
    return sorted(claims, key=lambda claim: places[claim.section])


def _known(documents: Sequence[Document], now: date) -> tuple[Document, ...]:
    """Return what had been published by `now`, newest first; of a page read twice, the later reading."""
    latest: dict[str, Document] = {}
    for document in documents:
        if document.published and document.published[:10] > now.isoformat():
            continue
        before = latest.get(document.url)
        if before is None or before.read <= document.read:
            latest[document.url] = document
    return tuple(sorted(latest.values(), key=lambda d: (d.published or "", d.read, d.id), reverse=True))


def _found(library: Library, desk: Desk) -> dict[str, list[tuple[int, int]]]:
    """Return the spans that the search finds for the purpose: what is in them is worth a second look."""
    if not desk.interest.said:
        return {}
    spans: dict[str, list[tuple[int, int]]] = {}
    passages = library.search(
        desk.interest.purpose, account=desk.account.id, until=desk.now, limit=20
    ).passages
    for passage in passages:
        spans.setdefault(passage.document, []).append((passage.start, passage.end))
    return spans


def _written(desk: Desk, found: dict[str, list[tuple[int, int]]]) -> Written:
    """Write every section, the weightiest first, so that no idea is said twice."""
    taken, among, weight = Taken(), _sentences(desk, found), _weight(desk, found)
    written = Written()
    written.claims += _why_now(desk, written, taken)
    if listed := strategies(desk):
        written.claims.append(listed)
    aims = (BUSINESS, *FACTS, PRIORITIES, RISKS, INITIATIVES, TECHNOLOGY)
    weights = {aim: _even if aim.section == "snapshot" else weight for aim in aims}
    sought = [_quoted(desk, aim, among, weights[aim], taken, written) for aim in aims]
    missing = [wanted for wanted in sought if wanted]
    facts, answered = registered(desk, missing)
    written.claims += facts
    written.gaps += _not_said(desk, [wanted for wanted in missing if wanted not in answered])
    for part in (_money(desk), people(desk, leaders(desk)), competition(desk, taken, among)):
        written.claims += part.claims
        written.gaps += part.gaps
    written.claims = [*conflicts(desk, among), *written.claims]
    written.claims = _led(desk, written.claims)
    return written


def _money(desk: Desk) -> Written:
    """Write the financial picture: revenue first, its parts next, then margins and spending."""
    whole, parts = financials(desk), breakdown(desk)
    claims = [*whole.claims[:2], *parts.claims[:1], *whole.claims[2:3], *parts.claims[1:], *whole.claims[3:]]
    return Written(claims=[*claims, *detail(desk)], gaps=[*whole.gaps, *parts.gaps])


def _advice(desk: Desk, claims: Sequence[Claim]) -> list[Claim]:
    """Write what follows from the claims that are shown: next steps, questions, what not to say."""
    asked = questions(desk, claims) if any(claim.kind == "stated" for claim in claims) else []
    return [*next_steps(desk, claims, leaders(desk)), *asked, *unsaid(desk, claims)]


def _sentences(desk: Desk, found: dict[str, list[tuple[int, int]]]) -> list[Words]:
    """Return every usable sentence of the documents that are read for their words."""
    english = [
        document
        for document in desk.documents
        if document.language in (None, "en") and not is_profile(document)
    ]
    chosen = [document for document in english if document.id in found or document.kind != "news"]
    chosen = (chosen + [document for document in english if document not in chosen])[:_READ_FOR_WORDS]
    newest = _newest_annual(chosen)
    return [
        words for document in chosen if _current(document, newest) for words in usable(document, desk.names)
    ]


def _newest_annual(documents: Sequence[Document]) -> str:
    return max(
        (d.published or "" for d in documents if (d.form or "").startswith(("10-K", "20-F", "40-F"))),
        default="",
    )


def _current(document: Document, newest_annual: str) -> bool:
    """An annual or quarterly report is spent once the next annual report is out."""
    periodic = (document.form or "").startswith(("10-K", "20-F", "40-F", "10-Q"))
    return not periodic or (document.published or "") >= newest_annual


def _even(_words: Words) -> float:
    """What a company is does not depend on what somebody wants to sell to it."""
    return 0.0


def _weight(desk: Desk, found: dict[str, list[tuple[int, int]]]) -> Weight:
    def weight(words: Words) -> float:
        inside = any(start <= words.start < end for start, end in found.get(words.document.id, ()))
        return 1.1 * desk.interest.weight(words.stems) + (0.5 if inside else 0.0)

    return weight


def _why_now(desk: Desk, written: Written, taken: Taken) -> list[Claim]:
    """Write the events of the year: three lead the brief, the others follow as dated events."""
    happened = events(desk)
    if not happened:
        written.gaps.append(no_events(desk))
    for event in happened[:9]:
        taken.add("why_now", event.stems)
    happened, more = one_of_a_kind(happened)
    leading = [event for event in happened if event.weight >= _LEADS][:3]
    claims = [
        (event_claim(desk, "why_now" if event in leading else "signals", event), more.get(event.kind, 0))
        for event in happened[:9]
    ]
    return [and_more(claim, others) if _listed(claim) else claim for claim, others in claims]


def _quoted(
    desk: Desk, aim: Aim, among: list[Words], weight: Weight, taken: Taken, written: Written
) -> str | None:
    """Write the chosen sentences of one aim; return what was wanted where there are none."""
    picks = choose(aim, among, weight, desk.now, taken)
    if aim is RISKS:
        picks.sort(key=_newest_first, reverse=True)
    for pick in picks:
        document = pick.words.document
        text = said(desk.name, document, pick.quote.text, whole=not pick.cut)
        lead = _risk_lead(desk, pick.words) if aim is RISKS else ""
        status = _status(desk, document)
        quotes, published = [pick.quote], document.published
        written.claims.append(
            desk.claim(aim.section, lead + text, quotes=quotes, as_of=published, status=status)
        )
    return None if picks else aim.wanted


def _newest_first(pick: Pick) -> tuple[str, float]:
    return pick.words.document.published or pick.words.document.read[:10], pick.score


def _risk_lead(desk: Desk, words: Words) -> str:
    """Say of a risk that it is new in its report, or how old what it tells of is."""
    if new_since_before(desk, words):
        return "New in this report: "
    told = max(dates_in(words.text), default="")
    old = told and last_day(told) < desk.now - timedelta(days=365)
    return f"Older event, {day(told)}: " if old else ""


def _not_said(desk: Desk, missing: Sequence[str]) -> list[Gap]:
    """Say in one Gap what no sentence says."""
    if not missing or not desk.documents:
        return []
    kinds = sorted({one.kind for one in desk.documents if one.language in (None, "en")})
    where = ", ".join(kinds) or "no English document was read"
    why = "no sentence that was read says so" if kinds else "none of the documents is in English"
    return [Gap(wanted=", ".join(missing), where=where, why=why)]


def _status(desk: Desk, document: Document) -> ClaimStatus:
    old = document.published and document.published < (desk.now - _STALE).isoformat()
    if old:
        return "stale"
    return "verified" if document.kind in OWN else "single_source"


def _led(desk: Desk, claims: list[Claim]) -> list[Claim]:
    """Let the newest results and one stated priority lead the brief beside the events."""
    recent = (desk.now - timedelta(days=120)).isoformat()
    fresh = [
        c
        for c in claims
        if c.section == "financials" and any((f.filed or "") >= recent for f in c.figures[:1])
    ]
    quarter = max(fresh, key=lambda claim: claim.as_of or "", default=None)
    quarter = None if sum(claim.section == "financials" for claim in claims) < 2 else quarter
    goals = [claim for claim in claims if claim.section == "priorities" and claim.status != "stale"]
    goal = max(goals, key=lambda claim: desk.interest.weight(content_words(claim.text)), default=None)
    moved = {claim.id: claim.model_copy(update={"section": "why_now"}) for claim in (quarter, goal) if claim}
    claims = [claim for claim in claims if not (quarter and _only_listed(claim))]
    rest = [moved.get(claim.id, claim) for claim in claims if claim is not quarter]
    return [*([moved[quarter.id]] if quarter else []), *rest]


def _only_listed(claim: Claim) -> bool:
    """Say whether a claim says no more than that results were filed."""
    return claim.text.startswith("Results, ") and _listed(claim)


def _listed(claim: Claim) -> bool:
    return ", in the SEC’s register (" in claim.text


def _unread(documents: Sequence[Document]) -> list[Gap]:
    """Say which documents were kept and searched, but not read for claims."""
    foreign = [document for document in documents if document.language not in (None, "en")]
    languages = ", ".join(sorted({document.language or "" for document in foreign}))
    why = "claims are chosen from English only; search_evidence finds them"
    return (
        [
            Gap(
                wanted=f"claims from documents in {languages}",
                where=foreign[0].url,
                why=why,
                count=len(foreign),
            )
        ]
        if foreign
        else []
    )


def _lost(dropped: Sequence[Dropped]) -> list[Gap]:
    if not dropped:
        return []
    reasons = "; ".join(sorted({one.why for one in dropped}))
    return [
        Gap(
            wanted="claims that stand",
            where="the last check",
            why=f"{len(dropped)} dropped: {reasons}",
            count=len(dropped),
        )
    ]
