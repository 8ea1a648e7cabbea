"""Fiscal periods as people write them: in questions, titles and file names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..evidence import Document

_Y = r"(?:19[89]\d|20[0-4]\d)"
_SHORT = r"(?:'?\d{2})"
_WORD_QUARTER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_QUARTER = re.compile(
    rf"(?P<y1>{_Y})[\s_.-]*q(?P<q1>[1-4])(?!\d)"
    rf"|(?<![a-z])q(?P<q2>[1-4])[\s_.,-]*(?:of[\s_]+)?(?:the[\s_]+)?(?:fiscal[\s_]*)?(?:year[\s_]*)?(?:fy[\s_]*)?(?P<y2>{_Y}|{_SHORT}(?![\d%.,]))"
    rf"|(?<!\d)(?P<q3>[1-4])q[\s_-]*(?:fy)?(?P<y3>{_Y}|{_SHORT}(?!\d))"
    rf"|(?:fy|fiscal(?: year)?)[\s_-]*(?P<y4>{_Y}|{_SHORT}(?!\d))[\s_,.-]*q(?P<q4>[1-4])"
    rf"|(?P<q5>first|second|third|fourth|1st|2nd|3rd|4th)[\s-]+(?:fiscal[\s-]+)?quarter[\s,]*(?:of[\s]+)?(?:the[\s]+)?(?:fiscal[\s]+)?(?:year[\s]+)?(?:fy[\s]*)?(?P<y5>{_Y})",
    re.IGNORECASE,
)
_FISCAL = re.compile(
    rf"(?<![a-z])fy[\s_'-]*(?P<y1>{_Y}|\d{{2}}(?!\d))|fiscal[\s-]*(?:years?[\s-]*)?(?:ended[\s\w,]{{0,20}}?)?(?P<y2>{_Y})",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"(?:fy[\s_]*)?(?P<a>{_Y})\s*(?:-|–|—|to|through|until|and)\s*(?:fy[\s_]*)?(?P<b>{_Y})", re.IGNORECASE
)
_PLAIN = re.compile(rf"(?<![\d.,$]){_Y}(?![\d%]|[.,]\d)")
_BARE_QUARTER = re.compile(
    r"(?<![a-z])q(?P<q>[1-4])(?!\d)|\b(?P<w>first|second|third|fourth)[\s-]+(?:fiscal[\s-]+)?quarter",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"\b(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov)[a-z]*\.?[\s,'’]*(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s*)?(?P<y>{_Y})",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR_ASKED = {
    (True, False): (1.0, 0.4, 0.2),
    (False, True): (0.6, 0.2, 0.0),
    (False, False): (0.4, 0.1, 0.0),
}
"""Fit of (an annual report, a fourth quarter's) to a question about a year, by years of delay."""

_ANNUAL = re.compile(r"(?<![a-z\d])10-?k|annual|20-?f", re.IGNORECASE)


@dataclass(frozen=True)
class Span:
    """A fiscal year, or one quarter of it."""

    year: int
    quarter: int | None = None


@dataclass(frozen=True)
class Cover:
    """The period that a document reports on; `guessed` where only its words suggest it."""

    span: Span | None = None
    guessed: bool = False


def spans(text: str, *, loose: bool = False) -> tuple[Span, ...]:
    """Return the periods that `text` names, quarters first; `loose` takes a year that stands alone too."""
    found: dict[Span, None] = {}
    rest = text
    for match in _QUARTER.finditer(text):
        said = {key[0]: value for key, value in match.groupdict().items() if value}
        quarter = _WORD_QUARTER.get(said["q"].lower()) or int(said["q"])
        found[Span(_year(said["y"]), quarter)] = None
        rest = rest.replace(match.group(), " ", 1)
    for match in _BETWEEN.finditer(rest):
        first, last = int(match["a"]), int(match["b"])
        if first < last <= first + 6:
            found.update(dict.fromkeys(Span(year) for year in range(last, first - 1, -1)))
    for match in _FISCAL.finditer(rest):
        found[Span(_year(match["y1"] or match["y2"]))] = None
    if loose:
        for match in _DATE.finditer(rest):
            # Whether June ends a quarter or a year, the company knows: both are meant.
            found[Span(int(match["y"]), _MONTHS.index(match["m"].lower()) // 3 + 1)] = None
        found.update(dict.fromkeys(Span(int(year)) for year in _PLAIN.findall(rest)))
    return _completed(tuple(found), rest)


def _completed(found: tuple[Span, ...], rest: str) -> tuple[Span, ...]:
    """Join a quarter that was said apart from its year: "Q2 results, fiscal 2023"."""
    bare = _BARE_QUARTER.search(rest)
    if bare is None or not found or any(span.quarter for span in found):
        return found
    quarter = int(bare["q"]) if bare["q"] else _WORD_QUARTER[bare["w"].lower()]
    return tuple(Span(span.year, quarter) for span in found)


def covered(document: Document) -> Cover:
    """Return the period that a document reports on: as its label, title or dates tell, else guessed."""
    label = document.period.fiscal_label if document.period else None
    for said in (label, document.title, document.url.rpartition("/")[2]):
        named = spans(re.sub(r"[_/]", " ", said or ""), loose=True)
        if named:
            return Cover(named[0])
    if document.period and document.period.end:
        end, quarterly = document.period.end, (document.form or "").startswith("10-Q")
        return Cover(Span(int(end[:4]), (int(end[5:7]) + 2) // 3 if quarterly and len(end) > 6 else None))
    if document.published:
        # An annual report comes out in the year after the one it reports on, in most companies.
        annual = _ANNUAL.search(document.form or document.title) is not None
        late = annual and document.published[5:7] in ("01", "02", "03", "04")
        return Cover(Span(int(document.published[:4]) - late), guessed=True)
    return Cover()


def fit(asked: tuple[Span, ...], cover: Cover) -> float:
    """Say from 0 to 1 how likely a document that covers one period answers a question about others."""
    if not asked:
        return 1.0
    if cover.span is None:
        return 0.5
    last = max(span.year for span in asked)
    best = max(_fit(span, cover.span) * (1.0 if span.year == last else 0.7) for span in asked)
    return 0.25 + best / 2 if cover.guessed else best


def _fit(asked: Span, covers: Span) -> float:
    """Compare a period asked with the one covered: later reports repeat earlier figures."""
    late = covers.year - asked.year
    if late not in (0, 1, 2):
        return 0.0
    if asked.quarter is None:
        return _YEAR_ASKED[covers.quarter is None, covers.quarter == 4][late]
    if covers.quarter is None:
        return (0.5, 0.1, 0.0)[late]
    if late == 0:
        return 1.0 if covers.quarter == asked.quarter else (0.3 if covers.quarter > asked.quarter else 0.1)
    return 0.3 if covers.quarter == asked.quarter and late == 1 else 0.0


def age(cover: Cover, newest: Span) -> float:
    """Return how many years a document lies behind the newest, by the periods they cover."""
    if cover.span is None:
        return 1.0
    return max(0.0, newest.year + (newest.quarter or 4) / 4 - cover.span.year - (cover.span.quarter or 4) / 4)


def _year(said: str) -> int:
    said = said.lstrip("'")
    return int(said) if len(said) == 4 else 2000 + int(said)
