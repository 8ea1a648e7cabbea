"""Where the evidence disagrees with itself: figures filed twice with two values, sentences with two
numbers."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations

from ...tools.evidence import Claim, Figure, quote
from ..figures.series import CAPEX, GROSS_PROFIT, NET_INCOME, OPERATING_INCOME, REVENUE, YEAR, days
from ..sentences.amounts import day, money, spell
from ..sentences.calendar import dates_in
from ..sentences.choose import Words, considered
from ..sentences.draft import Desk
from ..sentences.voice import host
from .picture import EMPLOYEES

_MEASURES = (
    ("revenue", REVENUE),
    ("gross profit", GROSS_PROFIT),
    ("operating income", OPERATING_INCOME),
    ("net income", NET_INCOME),
    ("capital expenditure", CAPEX),
)
MEASURED = re.compile(
    r"(?P<digits>\d[\d,]*(?:\.\d+)?)\s?(?P<unit>%|percent|per cent|employees|people|staff|million|"
    r"billion|customers|sites|countries|trains|stores|plants|depots|users|units|hours|days|months|weeks)"
)
_HEADS = re.compile(
    r"\b(\d{1,3}(?:,\d{3})+|\d{3,6})\s+(?:[a-z-]+ ){0,3}(?:employees|people|staff|colleagues|associates)\b"
)
_LIKE = 0.7


def conflicts(desk: Desk, among: Iterable[Words]) -> list[Claim]:
    """Return a Claim for each disagreement, both sides quoted or cited, never decided."""
    said = list(among)
    return [*_restated(desk), *_headcounts(desk, said), *_gainsaid(desk, said)]


def _restated(desk: Desk) -> Iterator[Claim]:
    """Say where a year's measure was filed again with another value, within the last three years."""
    since = str(desk.now.year - 3)
    for noun, tags in _MEASURES:
        filed: dict[tuple[str | None, str | None], list[Figure]] = defaultdict(list)
        for figure in desk.whole:
            if figure.tag in tags and days(figure) in YEAR and (figure.period.end or "") >= since:
                filed[figure.tag, figure.period.end].append(figure)
        for versions in filed.values():
            versions.sort(key=lambda figure: (figure.filed or "", figure.accession or ""))
            first, last = versions[0], versions[-1]
            if first.value and first.currency == last.currency and abs(last.value / first.value - 1) > 0.005:
                yield _restatement(desk, noun, first, last)


def _restatement(desk: Desk, noun: str, first: Figure, last: Figure) -> Claim:
    text = (
        f"{desk.own} {noun} for {spell(last.period)} was filed as {money(first.value, first.currency)}"
        f"{_on(first)} and as {money(last.value, last.currency)}{_on(last)}: use the later one."
    )
    return desk.claim(
        "risks", text, kind="figure", figures=[last, first], as_of=last.filed, status="contradicted"
    )


def _on(figure: Figure) -> str:
    return f" ({figure.form or 'filing'} of {day(figure.filed)})" if figure.filed else ""


def _headcounts(desk: Desk, among: list[Words]) -> Iterator[Claim]:
    """Say where two documents of the same year and a half give two numbers of employees."""
    counted = [(words, count) for words in among if (count := headcount(words, desk.now))]
    counted.sort(key=lambda pair: pair[0].document.published or "", reverse=True)
    for one, first in counted:
        for other, second in counted:
            if one.document.id != other.document.id and not math.isclose(first, second, rel_tol=0.04):
                yield _contradiction(desk, one, other)
                return


def headcount(words: Words, now: date) -> int | None:
    """Return how many people a current sentence says the company employs, None where it says nothing of
    it."""
    old = words.document.published and words.document.published < (now - timedelta(days=550)).isoformat()
    found = _HEADS.search(words.text) if not old and considered(EMPLOYEES, words) else None
    return int(found[1].replace(",", "")) if found else None


def _gainsaid(desk: Desk, among: list[Words]) -> Iterator[Claim]:
    """Say where two documents give one measure two numbers."""
    measured = [
        (words, found)
        for words in among
        if words.document.kind != "filing" or words.start < 400_000
        if (found := _measures(words))
    ]
    measured = [(words, found) for words, found in measured if len(words.text) < 400][:1500]
    shown = 0
    for (one, first), (other, second) in _comparable(measured):
        if shown < 3 and _clash(one, first, other, second):
            shown += 1
            yield _contradiction(desk, one, other)


def _measures(words: Words) -> dict[str, str]:
    found = MEASURED.findall(words.text)
    return (
        {
            unit.lower().replace("per cent", "%").replace("percent", "%"): digits.replace(",", "")
            for digits, unit in found
        }
        if len(found) == 1
        else {}
    )


def _comparable(
    measured: list[tuple[Words, dict[str, str]]],
) -> Iterator[tuple[tuple[Words, dict[str, str]], tuple[Words, dict[str, str]]]]:
    """Pair sentences of different documents that speak of the same thing, of which not both are filings."""
    by_unit: dict[str, list[tuple[Words, dict[str, str]]]] = defaultdict(list)
    for entry in measured:
        by_unit[next(iter(entry[1]))].append(entry)
    for entries in by_unit.values():
        for one, other in combinations(entries[:400], 2):
            kinds = {one[0].document.kind, other[0].document.kind}
            if one[0].document.id != other[0].document.id and kinds != {"filing"}:
                yield one, other


def _clash(one: Words, first: dict[str, str], other: Words, second: dict[str, str]) -> tuple[str, str] | None:
    unit = next(iter(first))
    a, b = first[unit], second[unit]
    stems_one, stems_other = _topic(one), _topic(other)
    alike = len(stems_one & stems_other) / max(1, len(stems_one | stems_other))
    near = len(stems_one & stems_other) >= 3 and (
        alike >= 0.4 or len(stems_one & stems_other) / max(1, min(len(stems_one), len(stems_other))) >= _LIKE
    )
    if a == b or not near or not _same_time(one, other):
        return None
    return a, b


def _topic(words: Words) -> frozenset[str]:
    return frozenset(
        stem
        for stem in words.stems
        if not stem[:1].isdigit() and stem not in ("year", "percent", "approximat", "about", "said")
    )


def _same_time(one: Words, other: Words) -> bool:
    """Two numbers of different years do not disagree."""
    years = [{found for found in re.findall(r"\b(?:19|20)\d\d\b", words.text)} for words in (one, other)]
    if years[0] and years[1]:
        return years[0] == years[1]
    days_named = [
        {found[:4] for found in dates_in(words.text)} or {(words.document.published or "")[:4]}
        for words in (one, other)
    ]
    return bool(days_named[0] & days_named[1])


def _contradiction(desk: Desk, one: Words, other: Words) -> Claim:
    said = []
    for words in (one, other):
        when = (
            day(words.document.published)
            if words.document.published
            else f"read {day(words.document.read[:10])}"
        )
        said.append(f"“{' '.join(words.text.split()).rstrip('.')}” ({host(words.document.url)}, {when})")
    quotes = [quote(words.document, words.start, words.start + len(words.text)) for words in (one, other)]
    text = f"{desk.own} documents disagree: {said[0]} but {said[1]}."
    return desk.claim("risks", text, quotes=quotes, as_of=one.document.published, status="contradicted")
