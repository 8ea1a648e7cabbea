"""Answers as compact Markdown, for people and for models; what strangers wrote is fenced as data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..tools.evidence import Account, Candidate, Document, Forgotten, Found, Gap, Identity, Passage

if TYPE_CHECKING:
    from .app import Added, Listed
    from .shapes import Extract

LONGEST = 90_000
"""Characters of one answer: clients cut near 25,000 tokens, and a cut that we make says how to go on."""
SECTIONS_SHOWN = 40
_INVISIBLE = {"Cc", "Cf", "Co", "Cn"}


def plain(text: str) -> str:
    """Return `text` without characters that a reader cannot see: controls, zero-width, bidi and tag marks."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in _INVISIBLE)


def inline(text: str, longest: int = 160) -> str:
    """Return a stranger's words as one line that cannot become a link, an image, HTML or code."""
    line = re.sub(r"\s+", " ", plain(text)).strip()
    line = line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
    return re.sub(r"([\\\[\]<>])", r"\\\1", line.replace("`", "'"))


def fenced(text: str) -> str:
    """Return a stranger's words as a block of data that nothing inside it can close."""
    shown = plain(text).strip("\n")
    longest = max((len(run) for run in re.findall(r"`{3,}", shown)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}evidence\n{shown}\n{fence}"


def bounded(text: str, how: str = "ask for less at a time") -> str:
    """Return `text` cut to what clients accept, saying so where it was cut."""
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST].rstrip()}\n\n(cut at {LONGEST:,} characters of {len(text):,}: {how})"


def count(number: int, what: str) -> str:
    """Return a number of things as words, '1 document' or '1,204 passages'."""
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def handle(account: Account) -> str:
    """Return the shortest words that name this account and no other."""
    if account.cik:
        return f"CIK {int(account.cik)}"
    return account.domain or account.wikidata or account.lei or account.id


def told(account: Account) -> str:
    """Return one line that tells an account from its namesakes."""
    marks = (
        account.domain,
        f"{account.exchange}: {account.ticker}" if account.ticker and account.exchange else account.ticker,
        f"CIK {int(account.cik)}" if account.cik else None,
        account.country,
        account.relation,
        f"part of {account.parent}" if account.parent else None,
    )
    return " · ".join([inline(account.name), *(inline(mark) for mark in marks if mark)])


def identity_text(query: str, identity: Identity) -> str:
    """Say who is meant, or who may be, or what was tried."""
    if identity.account is not None:
        return _settled(identity.account, identity.why)
    if identity.candidates:
        return candidates_text(query, identity.candidates)
    why = f": {inline(identity.why, 300)}" if identity.why else "."
    return "\n".join([f'No company answers to "{inline(query)}"{why}', *_gaps(identity.tried)])


def candidates_text(query: str, candidates: Sequence[Candidate]) -> str:
    """List who may be meant, each with the words that name it alone."""
    lines = [
        f"{number}. {told(candidate.account)} — {inline(candidate.why)} → `{handle(candidate.account)}`"
        for number, candidate in enumerate(candidates, 1)
    ]
    ask = f'"{inline(query)}" may be one of these. Ask which is meant, then use the words after its arrow:'
    return "\n".join([ask, *lines])


def found_text(query: str, found: Found) -> str:
    """Show passages in order, each with what is needed to cite it."""
    if not found.passages:
        return (
            f'No passage answers "{inline(query)}". '
            "Use other words, drop a filter, or let research_account "
            "read the account first."
        )
    shown = [_passage(number, passage) for number, passage in enumerate(found.passages, 1)]
    more = [f'More: the same call with cursor "{found.cursor}".'] if found.cursor else []
    return "\n\n".join([*shown, *more])


def document_text(document: Document) -> str:
    """Show a whole document under its header."""
    return f"{_header(document)}\n\n{plain(document.text)}"


def extract_text(extract: Extract) -> str:
    """Show a part of a document: what it is, its sections, its words, and how to go on."""
    end = extract.offset + len(extract.text)
    lines = [_header(extract), f"characters {extract.offset:,} to {end:,} of {extract.total:,}"]
    if extract.offset == 0 and extract.next is not None:
        lines += [_sections(extract)] if extract.sections else []
    lines += ["", fenced(extract.text)]
    lines += [f"Goes on: the same call with offset {extract.next}."] if extract.next is not None else []
    return "\n".join(lines)


def added_text(added: Added) -> str:
    """Confirm what was kept."""
    document = added.document
    size = f"{count(added.passages, 'passage')}, {count(len(document.text), 'character')}"
    kept = f'Kept "{inline(document.title)}" as {inline(document.kind)} of {told(added.account)}'
    return f"{kept}: document `{document.id}`, {size}."


def accounts_text(listed: Iterable[Listed]) -> str:
    """List the accounts that are followed."""
    lines = [
        f"- {told(line.account)} — {count(line.documents, 'document')}"
        + (f", newest {line.newest}" if line.newest else "")
        + (f", read {line.read[:10]}" if line.read else ", not read yet")
        + (" (unverified)" if line.account.status == "unverified" else "")
        for line in listed
    ]
    return "\n".join(lines) or "No account is followed yet: research_account follows the first."


def forgotten_text(forgotten: Forgotten) -> str:
    """Say what is gone."""
    return (
        f"Deleted {forgotten.account}: {count(forgotten.documents, 'document')}, "
        f"{count(forgotten.passages, 'passage')}, {count(forgotten.figures, 'figure')}."
    )


def _settled(account: Account, why: str) -> str:
    names = [
        f"legal name {inline(account.legal_name)}" if account.legal_name else "",
        f"formerly {', '.join(map(inline, account.former_names))}" if account.former_names else "",
        f"LEI {account.lei}" if account.lei else "",
        f"Wikidata {account.wikidata}" if account.wikidata else "",
        "unverified" if account.status == "unverified" else "",
    ]
    lines = [f"**{told(account)}**", "; ".join(name for name in names if name)]
    lines += [f"Known by: {inline(why, 300)}" if why else "", f"Use `{handle(account)}` to name it."]
    return "\n".join(line for line in lines if line)


def _gaps(gaps: Iterable[Gap]) -> list[str]:
    return [f"- tried {inline(gap.where)} for {inline(gap.wanted)}: {inline(gap.why, 300)}" for gap in gaps]


def _passage(number: int, passage: Passage) -> str:
    period = passage.period.fiscal_label or passage.period.end if passage.period else None
    marks = [passage.kind, passage.published or "undated", period, passage.section, passage.account]
    head = f"{number}. **{inline(passage.title)}** · " + " · ".join(inline(mark) for mark in marks if mark)
    place = f"{passage.url} · document `{passage.document}`, characters {passage.start} to {passage.end}"
    return "\n".join([head, place, fenced(passage.text)])


def _header(document: Document) -> str:
    period = document.period.fiscal_label or document.period.end if document.period else None
    marks = [
        inline(document.form or document.kind),
        f"published {document.published}" if document.published else "undated",
        f"period {period}" if period else None,
        f"read {document.read[:10]}",
        "yours" if document.private else None,
    ]
    marks_line = " · ".join(mark for mark in marks if mark)
    place = f"{inline(document.url, 2000)} · document `{document.id}`"
    return f"**{inline(document.title)}** · {marks_line}\n{place}"


def _sections(extract: Extract) -> str:
    shown = [f"{inline(s.name, 80)} ({s.start})" for s in extract.sections[:SECTIONS_SHOWN]]
    more = len(extract.sections) - len(shown)
    return "sections (offset): " + "; ".join(shown) + (f"; and {more} more" if more > 0 else "")
