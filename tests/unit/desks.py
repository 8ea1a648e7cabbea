"""Invented companies on a desk: documents, figures, and the desk itself, for tests of the Research Agent."""

from __future__ import annotations

from datetime import date
from typing import Any

from whynow.agents.sentences.draft import Desk
from whynow.agents.sentences.interest import interest
from whynow.agents.sentences.voice import speaker
from whynow.tools.evidence import Account, Document, Figure, Period, Section, content_id, document_id

NOW = date(2026, 3, 12)
ACCOUNT = Account(id="halden-pumps", name="Halden Pumps", cik="0009990001", status="verified")


def document(
    text: str, *, kind: str = "filing", published: str | None = "2025-11-20", **more: Any
) -> Document:
    url = more.pop("url", f"https://www.haldenpumps.example/{kind}/{content_id(text)}")
    form = more.pop("form", "10-K" if kind == "filing" else None)
    sections = tuple(Section(name=name, start=0, end=len(text)) for name in more.pop("within", ()))
    return Document(
        id=document_id(ACCOUNT.id, url, text), account=ACCOUNT.id, url=url, kind=kind,
        title=more.pop("title", f"Halden Pumps {form or kind}"), text=text, published=published,
        read="2026-03-12T08:00:00Z", language="en", source="filings", form=form, sections=sections, **more,
    )  # fmt: skip


def desk(*documents: Document, figures: tuple[Figure, ...] = (), purpose: str = "", now: date = NOW) -> Desk:
    newest = tuple(sorted(documents, key=lambda one: one.published or "", reverse=True))
    names = speaker(ACCOUNT, ACCOUNT.name, newest)
    return Desk(ACCOUNT, ACCOUNT.name, names, interest(purpose), now, newest, figures)


def year(value: float, fiscal: int, tag: str = "us-gaap:Revenues", **more: Any) -> Figure:
    return Figure(
        name=tag.split(":")[1], value=value, unit="USD", currency=more.pop("currency", "USD"), tag=tag,
        period=Period(start=f"{fiscal - 1}-10-01", end=f"{fiscal}-09-30", fiscal_label=f"FY{fiscal}"),
        accession=more.pop("accession", f"0009990001-{fiscal % 100}-000050"), form="10-K",
        filed=more.pop("filed", f"{fiscal}-11-20"), **more,
    )  # fmt: skip


def quarter(value: float, start: str, end: str, label: str, filed: str) -> Figure:
    return Figure(
        name="Revenues", value=value, unit="USD", currency="USD", tag="us-gaap:Revenues",
        period=Period(start=start, end=end, fiscal_label=label), accession="0009990001-26-000009",
        form="10-Q", filed=filed,
    )  # fmt: skip
