"""What to ask, what to do next and what not to say: inferred, each resting on claims that are cited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from ..tools.evidence import Claim
from .amounts import day
from .draft import Desk
from .people import Person
from .voice import unattributed

_SELLING = re.compile(
    r"^(?:i|we)?\s*(?:am |are |’m |'m )?(?:sell(?:ing|s)?|offer(?:ing|s)?|provid(?:e|es|ing)|pitch(?:ing)?|market(?:ing)? of)\s+(?:our |my |a |an |the )?",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“(.+?)”", re.DOTALL)
_OFFICES = (
    ("CISO", r"secur|cyber|identity|fraud|threat"),
    ("CIO", r"software|cloud|erp|\bit\b|crm|saas|integration|data platform"),
    ("CTO", r"develop|engineer|platform|\bai\b|compute|cooling|data cent|infrastructure|network"),
    ("CFO", r"financ|account|treasur|audit|payment|billing|procure|insur|tax|expense|cost"),
    ("COO", r"maintenance|logist|supply|manufactur|operation|fleet|warehouse|factory|plant|energy|facilit"),
    ("GC", r"legal|contract|complian|licen|patent"),
)


def topic(purpose: str) -> str:
    """Return what is sold, as words for a sentence: `selling data-centre cooling` is `data-centre cooling`."""
    return _SELLING.sub("", purpose.strip().rstrip(".")).strip()


def questions(desk: Desk, claims: Sequence[Claim]) -> list[Claim]:
    """Return up to three discovery questions, each about something that only this account has said or shown."""
    asked: list[Claim] = []
    for section, ask in (
        ("priorities", _about_goal),
        ("financials", _about_number),
        ("risks", _about_risk),
        ("initiatives", _about_work),
        ("why_now", _about_event),
        ("technology", _about_work),
        ("snapshot", _about_fact),
    ):
        anchor = _anchor(desk, [claim for claim in claims if claim.section == section], asked)
        if anchor and len(asked) < 3 and (text := ask(desk, anchor)):
            asked.append(
                desk.claim("talk_track", text, kind="inferred", as_of=anchor.as_of, rests_on=[anchor])
            )
    return asked


def _anchor(desk: Desk, claims: Sequence[Claim], asked: Sequence[Claim]) -> Claim | None:
    used = {one for claim in asked for one in claim.rests_on}
    from .wording import content_words

    free = [claim for claim in claims if claim.id not in used and claim.status != "contradicted"]
    return max(free, key=lambda claim: desk.interest.weight(content_words(claim.text)), default=None)


def _about_goal(desk: Desk, claim: Claim) -> str:
    words = _short(claim)
    sold = topic(desk.interest.purpose)
    rest = f", and where does {sold} help or hold it back" if sold else ", and who answers for it"
    return f"Ask (inferred): “You say ‘{words}’. What is still missing for that{rest}?”" if words else ""


def _about_number(desk: Desk, claim: Claim) -> str:
    moved = [figure for figure in claim.figures if figure.formula and figure.unit in ("percent", "points")]
    if not moved:
        return ""
    return f"Ask (inferred): “{_clause(desk, claim)}. What did that change in how you plan {topic(desk.interest.purpose) or 'spending'}?”"


def _about_risk(desk: Desk, claim: Claim) -> str:
    words = _short(claim)
    return (
        f"Ask (inferred): “Your {_where(claim)} says ‘{words}’. What have you changed since, and who owns it?”"
        if words
        else ""
    )


def _about_work(desk: Desk, claim: Claim) -> str:
    words = _short(claim)
    return (
        f"Ask (inferred): “On ‘{words}’: what comes next, when, and what has to be bought for it?”"
        if words
        else ""
    )


def _about_event(desk: Desk, claim: Claim) -> str:
    words = _short(claim) or _clause(desk, claim)
    when = f" ({day(claim.as_of)})" if claim.as_of else ""
    return f"Ask (inferred): “‘{words}’{when}: what changes for your team because of it?”"


def _about_fact(desk: Desk, claim: Claim) -> str:
    words = _short(claim)
    sold = topic(desk.interest.purpose)
    return (
        f"Ask (inferred): “‘{words}’: how is {sold} organised across that today?”" if words and sold else ""
    )


def _where(claim: Claim) -> str:
    found = re.search(r"\b(10-K|10-Q|8-K|20-F|website|post|release)\b", claim.text.partition("“")[0])
    return found[1] if found else "own text"


def _short(claim: Claim, most: int = 22) -> str:
    """Return the quoted words of a claim, cut after `most` of them."""
    found = _QUOTED.search(claim.text)
    if not found:
        return ""
    words = found[1].replace("“", "‘").replace("”", "’").removesuffix(" …").split()
    return " ".join(words) if len(words) <= most else " ".join(words[:most]).rstrip(",;:") + " …"


def _clause(desk: Desk, claim: Claim) -> str:
    return (
        re.split(r"; (?!it|that)", claim.text.rstrip("."))[0]
        .replace(f"{desk.name}'s ", "Your ", 1)
        .replace(f"{desk.name} ", "You ", 1)
    )


def next_steps(desk: Desk, claims: Sequence[Claim], leaders: Sequence[Person]) -> list[Claim]:
    """Return one to three next steps, each tied to a person, a topic or a date that a claim shows."""
    events = [claim for claim in claims if claim.section == "why_now" and claim.kind != "inferred"]
    steps: list[Claim] = []
    person, known = _person(desk, leaders), [claim for claim in claims if claim.section == "people"]
    anchor = events[0] if events else next((claim for claim in claims if claim.section == "priorities"), None)
    sold = topic(desk.interest.purpose)
    if person and anchor:
        rests = [anchor, *[claim for claim in known if person.name in claim.text][:1]]
        about = f" about {sold}" if sold else ""
        opener = _short(anchor, 14) or _clause(desk, anchor)
        text = f"Next (inferred): ask {person.name}’s office ({person.role}){about}; open with “{opener}”."
        steps.append(desk.claim("why_now", text, kind="inferred", rests_on=rests))
    if due := _next_report(desk, claims):
        steps.append(due)
    return steps


def _person(desk: Desk, leaders: Sequence[Person]) -> Person | None:
    by_office = {person.office: person for person in leaders}
    wanted = [
        office for office, pattern in _OFFICES if re.search(pattern, desk.interest.purpose, re.IGNORECASE)
    ]
    for office in (*wanted, "CEO", "CFO"):
        if office in by_office:
            return by_office[office]
    return leaders[0] if leaders else None


def _next_report(desk: Desk, claims: Sequence[Claim]) -> Claim | None:
    """Name when the next quarterly numbers are due, from when the last were filed."""
    filed = [
        (figure.filed, claim)
        for claim in claims
        if claim.section in ("financials", "why_now")
        for figure in claim.figures
        if figure.filed and (figure.form or "").startswith(("10-Q", "10-K"))
    ]
    if not filed:
        return None
    newest, claim = max(filed, key=lambda pair: pair[0] or "")
    due = date.fromisoformat(newest or "") + timedelta(days=91)
    if due <= desk.now:
        return None
    text = f"Next (inferred): speak before the next quarterly report, due about {due:%B %Y} (the last was filed {day(newest or '')})."
    return desk.claim("why_now", text, kind="inferred", rests_on=[claim])


def unsaid(desk: Desk, claims: Sequence[Claim]) -> list[Claim]:
    """Return what not to say: what is contradicted, and figures that are long past."""
    warned = []
    for claim in claims:
        if claim.status == "contradicted":
            short = unattributed(claim.text).rstrip(".")
            warned.append(
                desk.claim(
                    "talk_track",
                    f"Do not say either number as settled (inferred): {short}.",
                    kind="inferred",
                    rests_on=[claim],
                )
            )
        elif claim.status == "stale":
            warned.append(
                desk.claim(
                    "talk_track",
                    f"Do not call this current (inferred): {claim.text}",
                    kind="inferred",
                    rests_on=[claim],
                )
            )
    return warned[:2]
