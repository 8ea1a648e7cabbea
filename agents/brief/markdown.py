"""A Brief as Markdown: the card that a rep reads in two minutes, each line with its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ...tools.evidence import Brief, Claim, Figure, Gap, Quote
from ..sentences.voice import unattributed

HEADINGS = {
    "why_now": "Why now",
    "snapshot": "Picture",
    "priorities": "Stated priorities",
    "initiatives": "Initiatives",
    "financials": "Financials",
    "signals": "More dated events",
    "technology": "Technology",
    "people": "People",
    "competition": "Competition",
    "risks": "Risks and contradictions",
    "talk_track": "Talk track",
}
"""The sections of a brief in reading order, and how each is headed."""


_SPAN = re.compile(r"\([A-Z][a-z]{2} \d{1,2}, \d{4} to [A-Z][a-z]{2} \d{1,2}, \d{4}\)")


def markdown(brief: Brief) -> str:
    """Return the brief as Markdown in its depth; every [n] names a source, and full depth repeats its
    quotes."""
    sources = _Sources(brief)
    if brief.depth == "answer":
        lines = [_line(brief, claim, sources) for claim in brief.claims]
        return (
            "\n".join(
                [
                    f"**{_safe(brief.account.name)}** · as of {brief.as_of}",
                    "",
                    *lines,
                    "",
                    *_gap_line(brief),
                    *sources.lines(),
                ]
            ).rstrip()
            + "\n"
        )
    parts = [
        _header(brief),
        *(_section(brief, name, sources) for name in brief.sections),
        "\n".join(_gap_line(brief)),
    ]
    if shown := sources.lines():
        parts.append("\n".join(["**Sources**", *shown]))
    return "\n\n".join(part for part in parts if part) + "\n"


def _header(brief: Brief) -> str:
    account, documents = brief.account, brief.documents
    place = (
        f"{account.exchange + ':' if account.exchange else ''}{account.ticker}" if account.ticker else None
    )
    read = f"{documents.count} document{'s' if documents.count != 1 else ''}" + (
        f", newest {documents.newest}" if documents.newest else ", none dated"
    )
    parts = [
        f"**{_safe(account.name)}**",
        account.domain,
        place,
        f"CIK {int(account.cik)}" if account.cik else None,
        account.country,
        account.relation,
    ]
    parts += [f"purpose: {_safe(brief.purpose)}" if brief.purpose else None, f"as of {brief.as_of}", read]
    parts += [
        "identity unverified" if account.status == "unverified" else None,
        f"partial: {_safe(brief.resume or 'more is being read')}" if brief.partial else None,
    ]
    return " · ".join(part for part in parts if part)


def _section(brief: Brief, name: str, sources: _Sources) -> str:
    claims = [claim for claim in brief.claims if claim.section == name]
    if not claims:
        return ""
    facts = [claim for claim in claims if claim.kind != "inferred" or name == "talk_track"]
    steps = [claim for claim in claims if claim not in facts]
    lines = [f"**{HEADINGS.get(name, name)}**"]
    lines += [
        (f"{place}. " if name == "why_now" else "- ") + _line(brief, claim, sources)
        for place, claim in enumerate(facts, 1)
    ]
    lines += [_line(brief, claim, sources) for claim in steps]
    return "\n".join(lines)


def _line(brief: Brief, claim: Claim, sources: _Sources) -> str:
    """Say a claim with its numbers of sources; the page names the account once, so its lead is left out."""
    text = (
        claim.text
        if brief.depth == "full" or claim.kind == "inferred"
        else sources.once(unattributed(claim.text))
    )
    marks = sources.marks(claim)
    kind = {"computed": ", computed", "figure": "", "stated": "", "inferred": ""}[claim.kind]
    state = {"stale": " (stale)", "contradicted": " (contradicted)", "superseded": " (superseded)"}.get(
        claim.status, ""
    )
    cited = f" [{', '.join(marks)}{kind}]" if marks else ""
    return _safe(text).replace("Next (inferred):", "**Next** (inferred):") + state + cited


def _gap_line(brief: Brief) -> list[str]:
    """Say what was not found, things with one reason together."""
    if not brief.gaps:
        return []
    if brief.depth == "full":
        return ["**Not found**", *(f"- {_said(_gap(gap))}" for gap in brief.gaps)]
    reasons: dict[str, list[str]] = {}
    for gap in brief.gaps:
        reasons.setdefault(_brief(gap.why), []).append(gap.wanted + _times(gap))
    return [
        "**Not found**: "
        + _safe("; ".join(f"{', '.join(wanted)} ({why})" for why, wanted in reasons.items()))
    ]


def _said(words: str) -> str:
    """Gaps are our own words, commands in backquotes included, about names that strangers chose."""
    return _safe(words).replace("\\`", "`")


def _gap(gap: Gap) -> str:
    return f"{gap.wanted}{_times(gap)} in {gap.where} ({gap.why.rstrip('.')})"


def _times(gap: Gap) -> str:
    return f" ×{gap.count}" if gap.count > 1 and str(gap.count) not in gap.wanted else ""


def _brief(why: str, most: int = 90) -> str:
    why = why.rstrip(".")
    return why if len(why) <= most else why[: most - 1].rsplit(" ", 1)[0] + " …"


class _Sources:
    """Numbers the documents and filings of a brief in the order in which its claims cite them."""

    def __init__(self, brief: Brief) -> None:
        self._brief = brief
        self._numbers: dict[str, int] = {}
        self._shown: dict[str, str] = {}
        self._quotes: dict[str, list[Quote]] = {}
        self._spans: set[str] = set()
        self._claims = {claim.id: claim for claim in brief.claims}

    def once(self, text: str) -> str:
        """Leave out the days of a fiscal period that an earlier line of the page has given."""
        for span in _SPAN.findall(text):
            if span in self._spans:
                text = text.replace(f" {span}", "")
            self._spans.add(span)
        return text

    def marks(self, claim: Claim) -> list[str]:
        """Return the numbers of a claim's sources, those of the claims beneath it where it was inferred."""
        if claim.kind == "inferred":
            below = [
                mark
                for one in claim.rests_on
                if one in self._claims
                for mark in self.marks(self._claims[one])
            ]
            return list(dict.fromkeys(below))
        found = [self._of_quote(quote) for quote in claim.quotes]
        if not found:
            found = [mark for figure in claim.figures for mark in self._of_figure(figure)]
        return [str(number) for number in dict.fromkeys(found)]

    def _of_quote(self, quote: Quote) -> int:
        self._quotes.setdefault(quote.document, []).append(quote)
        named = quote.published is not None and quote.published in quote.title
        when = "" if named else f", {quote.published or 'undated'}"
        read = f", read {quote.read[:10]}" if quote.read else ""
        return self._number(quote.document, f"{_safe(quote.title)}{when}{read}: {quote.url}")

    def _of_figure(self, figure: Figure) -> list[int]:
        if figure.inputs:
            return [number for given in figure.inputs[:2] for number in self._of_figure(given)][:2]
        if not figure.accession:
            return []
        for quoted in self._quotes.values():
            if figure.accession.replace("-", "") in quoted[0].url:
                return [self._of_quote(quoted[0])]
        return [
            self._number(
                figure.accession,
                f"SEC XBRL, {figure.form or 'filing'} filed {figure.filed}, {_address(self._brief, figure)}",
            )
        ]

    def _number(self, key: str, shown: str) -> int:
        self._shown.setdefault(key, shown)
        return self._numbers.setdefault(key, len(self._numbers) + 1)

    def lines(self) -> list[str]:
        """Return the sources in order; at full depth each with every quote that was taken from it."""
        lines = []
        for key, number in self._numbers.items():
            lines.append(f"[{number}] {self._shown[key]}")
            if self._brief.depth == "full":
                lines += [f"  - “{_safe(_flat(text))}”" for text in _distinct(self._quotes.get(key, ()))]
        return lines


def _distinct(quotes: Iterable[Quote]) -> Sequence[str]:
    return list(dict.fromkeys(quote.text for quote in quotes))


def _address(brief: Brief, figure: Figure) -> str:
    accession = figure.accession or ""
    if not brief.account.cik:
        return accession
    return f"https://www.sec.gov/Archives/edgar/data/{int(brief.account.cik)}/{accession.replace('-', '')}/"


def _flat(words: str) -> str:
    return " ".join(words.split())


_UNSEEN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ue000-\uf8ff"
    r"\ufff9-\ufffb\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
"""Controls, zero-width and bidi marks, tags, private use: what a reader cannot see and a model can."""


def _safe(words: str) -> str:
    """Return words that strangers wrote without invisible characters and without Markdown of their own."""
    return re.sub(r"([\\`*_<>#|\[\]])", r"\\\1", _UNSEEN.sub("", words))
