"""What to ask, what to do next and what not to say: inferred, each resting on claims that are cited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from ...tools.evidence import Claim, Figure
from ..figures.breakdown import label
from ..figures.formulas import GROWTH
from ..sentences.amounts import day, fiscal, money
from ..sentences.draft import Desk
from ..sentences.standing import clipped
from ..sentences.voice import unattributed
from ..sentences.wording import any_of, content_words
from .conflicts import MEASURED
from .people import Person

_SELLING = re.compile(
    r"^(?:i|we)?\s*(?:am |are |’m |'m )?(?:sell(?:ing|s)?|offer(?:ing|s)?|provid(?:e|es|ing)|"
    r"pitch(?:ing)?|market(?:ing)? of)\s+(?:our |my |a |an |the )?",
    re.IGNORECASE,
)
_LEAD = re.compile(r"[A-Z][\w -]{3,40}, [A-Z][a-z]{2} (?:\d{1,2}, )?\d{4}: ")
"""How the claim of an event begins."""
_UNSAYABLE = any_of(
    r"""
    lawsuit|litigation|complaint|plaintiff|damages|subpoena|investigat|fined?\b|penalt|settle|antitrust
    delist|listing (?:rule|standard|requirement)|bid price|regain compliance|going concern|bankrupt|default
    noncomplian|chapter 11
    resign|terminat|depart|step(?:s|ped|ping)? down|retire|passed away|deceased|laid off|layoff|job cuts
    fire\b|flood|earthquake|breach|ransomware|cyber|attack|accident|fatal|recall|restate|material weakness
    underwriting|indenture|(?:credit|loan) (?:facility|agreement)|offering of|amend(?:ed|ment)|termination of
    undercapitalized|cease and desist|prompt corrective|impairment|net loss
    """
)
"""What nobody opens a conversation with."""
_OFFICES = (
    ("CISO", r"secur|cyber|identity|fraud|threat"),
    ("CIO", r"software|cloud|erp|\bit\b|crm|saas|integration|data platform"),
    ("CTO", r"develop|engineer|platform|\bai\b|compute|cooling|data cent|infrastructure|network"),
    ("CFO", r"financ|account|treasur|audit|payment|billing|procure|insur|tax|expense|cost"),
    (
        "COO",
        r"maintenance|logist|supply|manufactur|operation|fleet|warehouse|factory|plant|energy|facilit|"
        r"cooling|data cent",
    ),
    ("GC", r"legal|contract|complian|licen|patent"),
)


_FIELDS = {
    "CISO": "(?:Information )?Security", "CIO": "Information Technology|Information Systems|IT",
    "CTO": "Technology|Engineering", "CFO": "Finance", "COO": "Operations|Manufacturing|Supply Chain",
    "GC": "Legal",
}  # fmt: skip
"""What each office is about, for those who lead it without its title."""


def topic(purpose: str) -> str:
    """Return what is sold, as words for a sentence: `selling data-centre cooling` is `data-centre
    cooling`."""
    return _SELLING.sub("", purpose.strip().rstrip(".")).strip()


def questions(desk: Desk, claims: Sequence[Claim]) -> list[Claim]:
    """Return up to three discovery questions, each about something that only this account has said or
    shown."""
    asked: list[Claim] = []
    for sections, ask in _ORDER:
        free = [claim for claim in claims if claim.section in sections and not _used(claim, asked)]
        free = [claim for claim in free if claim.kind != "stated" or _worded(claim)]
        text, anchor = next(
            ((text, claim) for claim in _ranked(desk, free) if (text := ask(desk, claim))), ("", None)
        )
        if anchor and len(asked) < 3:
            asked.append(
                desk.claim("talk_track", text, kind="inferred", as_of=anchor.as_of, rests_on=[anchor])
            )
    return asked


def _worded(claim: Claim) -> bool:
    """Say whether a claim holds words of the company or of those who write about it, not of a register."""
    return claim.kind == "stated" and not _listed(claim)


def _listed(claim: Claim) -> bool:
    return ", in the SEC’s register (" in claim.text


def _used(claim: Claim, asked: Sequence[Claim]) -> bool:
    return claim.status in ("contradicted", "stale") or any(claim.id in one.rests_on for one in asked)


def _ranked(desk: Desk, claims: Sequence[Claim]) -> list[Claim]:
    """Return claims with those about the purpose first; otherwise in the order of the brief."""

    def order(claim: Claim) -> tuple[float, bool]:
        parts = any(given.dimensions for figure in claim.figures for given in (figure, *figure.inputs))
        return -desk.interest.weight(content_words(_short(claim, 60) or claim.text)), not parts

    return sorted(claims, key=order)


def _about_goal(desk: Desk, claim: Claim) -> str:
    words = "" if _sore(desk, claim) else _short(claim)
    sold = topic(desk.interest.purpose)
    if not words or claim.kind != "stated" or _LEAD.match(claim.text):
        return ""
    rest = f"where would {sold} help" if sold else "who answers for it"
    return f"Ask (inferred): you write “{words}”: what is still missing for that, and {rest}?"


def _about_number(desk: Desk, claim: Claim) -> str:
    """Ask about what moved most among the parts of a claim of figures."""
    newest = max((figure.period.end or "" for figure in claim.figures), default="")
    moved = [figure for figure in claim.figures if figure.formula == GROWTH and figure.period.end == newest]
    if not moved:
        return ""
    most = max(moved, key=lambda figure: abs(figure.value))
    now, before = most.inputs[0], most.inputs[1]
    what = (
        label(next(iter(_axis(now.dimensions)), "")) + " revenue" if now.dimensions else _measure(claim, now)
    )
    sold = topic(desk.interest.purpose)
    alone = "what has to change to keep up" if most.value > 0 else "what will turn it"
    rest = f"what does that ask of {sold}" if sold else alone
    amounts = f"from {money(before.value, before.currency)} to {money(now.value, now.currency)}"
    return f"Ask (inferred): {what} went {amounts} in {fiscal(now.period)}: what drove it, and {rest}?"


def _axis(dimensions: dict[str, str]) -> list[str]:
    return [member for axis, member in dimensions.items() if "Consolidation" not in axis]


def _measure(claim: Claim, figure: Figure) -> str:
    found = re.search(r"on (research and development)|into (capital expenditure)", claim.text)
    return next((words for words in found.groups() if words), "revenue") if found else "revenue"


def _about_risk(desk: Desk, claim: Claim) -> str:
    words = "" if _sore(desk, claim) else _short(claim)
    if not words:
        return ""
    return f"Ask (inferred): {_where(claim)} says “{words}”: what have you changed since, and who owns it?"


def _about_work(desk: Desk, claim: Claim) -> str:
    words = _short(claim)
    return (
        f"Ask (inferred): on “{words}”: what comes next, when, and what has to be bought for it?"
        if words
        else ""
    )


def _sore(desk: Desk, claim: Claim) -> bool:
    """Say whether a claim is of what nobody likes to be asked, and no matter of the purpose either."""
    return _UNSAYABLE.search(claim.text) is not None and not desk.interest.weight(content_words(claim.text))


def _about_event(desk: Desk, claim: Claim) -> str:
    words = "" if _sore(desk, claim) or claim.text.startswith("Results, ") else _short(claim)
    when = f" ({day(claim.as_of)})" if claim.as_of else ""
    return f"Ask (inferred): “{words}”{when}: what changes for your team because of it?" if words else ""


def _about_fact(desk: Desk, claim: Claim) -> str:
    words, sold = _short(claim), topic(desk.interest.purpose)
    if not re.search(r"\d|\bsegments?\b|\bdivisions\b", words) or "eadquarter" in words:
        return ""
    return f"Ask (inferred): “{words}”: who runs {sold} across that today?" if words and sold else ""


_ORDER = (
    (("priorities", "why_now"), _about_goal),
    (("financials",), _about_number),
    (("risks",), _about_risk),
    (("initiatives",), _about_work),
    (("why_now", "signals"), _about_event),
    (("technology",), _about_work),
    (("snapshot",), _about_fact),
)
"""Which sections are asked about, the most telling first, and how."""


def _where(claim: Claim) -> str:
    """Say where a claim's words stand, as one would to its author."""
    lead = claim.text.partition("“")[0]
    found = re.search(r"\b(10-K|10-Q|8-K|20-F|website|post|release)\b", lead)
    return f"your {found[1]}" if found else "the news" if ", in the news" in lead else "your own text"


def _short(claim: Claim, most: int = 22) -> str:
    """Return the first quoted words of a claim, cut after at most `most` of them at the end of a clause."""
    words = _first_quoted(claim.text).replace("“", "‘").replace("”", "’").removesuffix(" …")
    return clipped(" ".join(words.split()), most)


def _first_quoted(text: str) -> str:
    """Return what stands in the first pair of quotation marks, those within it counted."""
    start, depth = text.find("“"), 0
    for at in range(max(start, 0), len(text)):
        depth += (text[at] == "“") - (text[at] == "”")
        if depth == 0:
            return text[start + 1 : at]
    return ""


def next_steps(desk: Desk, claims: Sequence[Claim], leaders: Sequence[Person]) -> list[Claim]:
    """Return one to three next steps, each tied to a person, a topic or a date that a claim shows."""
    steps: list[Claim] = []
    person, anchor = _person(desk, leaders), _opener(desk, claims)
    sold = topic(desk.interest.purpose)
    if person and anchor:
        rests = [
            anchor,
            *[claim for claim in claims if claim.section == "people" and person.name in claim.text][:1],
        ]
        about = f" about {sold}" if sold else ""
        words = _short(anchor, 18)
        text = f"Next (inferred): ask {person.name}’s office ({person.role}){about}; open with “{words}”."
        steps.append(desk.claim("why_now", text, kind="inferred", rests_on=rests))
    elif person and (moved := _moved(claims)):
        about = f" about {sold}" if sold else ""
        text = f"Next (inferred): ask {person.name}’s office ({person.role}){about}; why now: {moved[0]}."
        steps.append(desk.claim("why_now", text, kind="inferred", rests_on=[moved[1]]))
    elif anchor and sold:
        text = f"Next (inferred): find out who owns {sold} there; open with “{_short(anchor, 18)}”."
        steps.append(desk.claim("why_now", text, kind="inferred", rests_on=[anchor]))
    elif not anchor and (unread := _unread(desk, claims)):
        steps.append(unread)
    if due := _next_report(desk, claims):
        steps.append(due)
    return steps


def _moved(claims: Sequence[Claim]) -> tuple[str, Claim] | None:
    """Return the change that gives a reason to ask now, where no words of it are fit to open with."""
    for claim in claims:
        if claim.section == "why_now" and claim.kind != "inferred":
            if lead := _LEAD.match(claim.text):
                return lead[0].rstrip(": "), claim
            if claim.figures:
                newest = (claim.figures[0].inputs or claim.figures)[0]
                return f"results for {fiscal(newest.period)}", claim
    return None


def _unread(desk: Desk, claims: Sequence[Claim]) -> Claim | None:
    """Name the filing that is only listed and should be read before anything is said about it."""
    listed = next(
        (claim for claim in claims if _listed(claim) and claim.section in ("why_now", "signals")), None
    )
    if listed is None:
        return None
    filing = listed.quotes[0].text.partition(",")[0].partition(":")[0]
    filing = f"Form {filing}" if re.match(r"[A-Z] ", filing) else filing
    text = f"Next (inferred): read the {filing} first; only its line in the register was read here."
    return desk.claim("why_now", text, kind="inferred", rests_on=[listed])


def _opener(desk: Desk, claims: Sequence[Claim]) -> Claim | None:
    """Return the stated claim to open with: about the purpose if one is, else what leads the brief."""
    order = ("why_now", "priorities", "initiatives")
    stated = [claim for name in order for claim in claims if claim.section == name and _worded(claim)]
    fit = [claim for claim in stated if claim.status not in ("contradicted", "stale") and _short(claim)]
    fit = [claim for claim in fit if not _UNSAYABLE.search(claim.text)]
    telling = [claim for claim in fit if not claim.text.startswith("Results, ")]
    return next(iter(_ranked(desk, telling)), None)


def _person(desk: Desk, leaders: Sequence[Person]) -> Person | None:
    by_office = {person.office: person for person in leaders}
    wanted = [
        office for office, pattern in _OFFICES if re.search(pattern, desk.interest.purpose, re.IGNORECASE)
    ]
    for office in (*wanted, "CEO", "CFO"):
        found = by_office.get(office) or (_in_charge(office, leaders) if office in wanted else None)
        if found:
            return found
    return next(
        (
            person
            for person in leaders
            if re.match(r"(?:Co-)?(?:President|Chief|Managing|Founder)", person.role)
        ),
        None,
    )


def _in_charge(office: str, leaders: Sequence[Person]) -> Person | None:
    """Return who leads what an office is about under another title: `Vice President, Operations`."""
    about = re.compile(rf"(?:, |\bof )(?:Global |Worldwide |Corporate )?(?:{_FIELDS[office]})\b")
    return next((person for person in leaders if about.search(person.role)), None)


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
    last = f"the last was filed {day(newest or '')}"
    text = f"Next (inferred): speak before the next quarterly report, due about {due:%B %Y} ({last})."
    return desk.claim("why_now", text, kind="inferred", rests_on=[claim])


def unsaid(desk: Desk, claims: Sequence[Claim]) -> list[Claim]:
    """Return what not to say: what is contradicted, and figures that are long past."""
    warned = []
    for claim in claims:
        text = _disputed(claim) if claim.status == "contradicted" else ""
        if claim.status == "stale" and claim.section == "financials":
            text = f"Do not call this current (inferred): {claim.text}"
        if text:
            warned.append(desk.claim("talk_track", text, kind="inferred", rests_on=[claim]))
    return warned[:2]


def _disputed(claim: Claim) -> str:
    """Name both sides of a contradiction as shortly as they can be told apart."""
    sides = [found[0] for quote in claim.quotes if (found := MEASURED.search(quote.text))]
    if len(sides) == 2:
        return f"Do not say (inferred): “{sides[0]}” or “{sides[1]}” as settled; two documents disagree."
    return f"Do not say either number as settled (inferred): {unattributed(claim.text).rstrip('.')}."
