"""EDGAR's answers about the demo company: tickers, submissions, companyfacts, and every filing."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from html import escape
from string import Template
from typing import Any

from .figures import WORLD, Concept, concepts, contexts, fill, periods
from .markup import styled

Row = Mapping[str, Any]
Answer = tuple[str, str, str]
"""URL, media type, body."""
ARCHIVES = "https://www.sec.gov/Archives"
DATA = "https://data.sec.gov"


def edgar() -> Iterator[Answer]:
    """Yield the URL, the media type and the body of everything that EDGAR answers."""
    data = tomllib.loads((WORLD / "filings.toml").read_text("utf-8"))
    filers = data["filers"]
    tickers = _tickers([*filers, *data["others"]])
    yield "https://www.sec.gov/files/company_tickers.json", "application/json", tickers
    for filer in filers:
        yield f"{DATA}/submissions/CIK{filer['cik']}.json", "application/json", _submissions(filer)
        for filing in filer["filings"]:
            yield from _filing(filer, filing)
    facts = f"{DATA}/api/xbrl/companyfacts/CIK{filers[0]['cik']}.json"
    yield facts, "application/json", _companyfacts(filers[0])


def _tickers(filers: list[Row]) -> str:
    rows = [{"cik_str": int(f["cik"]), "ticker": f["ticker"], "title": f["name"]} for f in filers]
    return json.dumps({str(i): row for i, row in enumerate(rows)}, separators=(",", ":"))


def _submissions(filer: Row) -> str:
    filings = filer["filings"]
    recent = {
        "accessionNumber": [f["accession"] for f in filings],
        "filingDate": [f["filed"] for f in filings],
        "reportDate": [f.get("period", "") for f in filings],
        "acceptanceDateTime": [f"{f['filed']}T21:05:11.000Z" for f in filings],
        "act": ["34" for _ in filings],
        "form": [f["form"] for f in filings],
        "fileNumber": [filer["file_number"] for _ in filings],
        "filmNumber": ["" for _ in filings],
        "items": [",".join(f.get("items", [])) for f in filings],
        "core_type": [f["form"] for f in filings],
        "size": [f.get("size", 200_000) for f in filings],
        "isXBRL": [int("reports" in f) for f in filings],
        "isInlineXBRL": [int("reports" in f) for f in filings],
        "primaryDocument": [f["documents"][0]["name"] for f in filings],
        "primaryDocDescription": [f["form"] for f in filings],
    }
    head = {
        **filer["submissions"],
        "cik": filer["cik"],
        "name": filer["name"],
        "tickers": [filer["ticker"]],
        "exchanges": [filer["exchange"]],
    }
    return json.dumps({**head, "filings": {"recent": recent, "files": []}})


def _filing(filer: Row, filing: Row) -> Iterator[Answer]:
    """Yield the documents of a filing that were kept, with its index page and the submission as one text."""
    documents = [d for d in filing["documents"] if d.get("kept", True)]
    if not documents:
        return
    bodies = [_body(filer, filing, document) for document in documents]
    number, folder = filing["accession"], _folder(filer, filing)
    for document, body in zip(documents, bodies, strict=True):
        yield f"{ARCHIVES}{folder}/{document['name']}", "text/html", body
    index = _index(filer, filing, documents, bodies)
    yield f"{ARCHIVES}{folder}/{number}-index.html", "text/html", index
    yield f"{ARCHIVES}{folder}/{number}-index.htm", "text/html", index
    whole = _submission(filer, filing, documents, bodies)
    yield f"{ARCHIVES}{folder}/{number}.txt", "text/plain", whole


def _folder(filer: Row, filing: Row) -> str:
    return f"/edgar/data/{int(filer['cik'])}/{filing['accession'].replace('-', '')}"


def _body(filer: Row, filing: Row, document: Row) -> str:
    """Return a document as filed: inline XBRL where the filing reports numbers."""
    text = (WORLD / "www.sec.gov" / document["name"]).read_text("utf-8")
    title = document["name"].removesuffix(".htm")
    if "reports" not in filing:
        return _from("plain.html", title=title, body=styled(fill(text)))
    body = styled(fill(text, inline=True))
    label = f"FY{filing['fy']}" if filing["fp"] == "FY" else f"{filing['fp']}FY{filing['fy']}"
    first, last = periods()[label]
    html = _from(
        "inline.html", title=title, body=body, contexts=contexts(body, filer["cik"]), first=first, last=last,
        cik=filer["cik"], fy=filing["fy"], fp=filing["fp"],
    )  # fmt: skip
    return html.encode("ascii", "xmlcharrefreplace").decode()


def _index(filer: Row, filing: Row, documents: list[Row], bodies: list[str]) -> str:
    folder = "/Archives" + _folder(filer, filing)
    rows = "".join(
        _from("row.html", folder=folder, **_numbered(sequence, document), size=len(body))
        for sequence, (document, body) in enumerate(zip(documents, bodies, strict=True), 1)
    )
    return _from(
        "index.html", number=filing["accession"], form=filing["form"], filed=filing["filed"],
        period=filing["period"], rows=rows, folder=folder, size=sum(map(len, bodies)),
        name=escape(filer["name"]), cik=filer["cik"],
    )  # fmt: skip


def _submission(filer: Row, filing: Row, documents: list[Row], bodies: list[str]) -> str:
    parts = "".join(
        _from("document.txt", body=body, **_numbered(sequence, document))
        for sequence, (document, body) in enumerate(zip(documents, bodies, strict=True), 1)
    )
    return _from(
        "submission.txt", number=filing["accession"], day=filing["filed"].replace("-", ""),
        form=filing["form"], count=len(documents), period=filing["period"].replace("-", ""),
        name=filer["name"], cik=filer["cik"], file_number=filer["file_number"], documents=parts,
        **filer["submissions"],
    )  # fmt: skip


def _numbered(sequence: int, document: Row) -> dict[str, Any]:
    return {"description": document["type"], **document, "sequence": sequence}


def _from(template: str, **values: object) -> str:
    return Template((WORLD / "templates" / template).read_text("utf-8")).substitute(values)


def _companyfacts(filer: Row) -> str:
    facts = {c.tag.split(":")[1]: _fact(c, filer["filings"]) for c in concepts().values() if not c.dimensions}
    return json.dumps({"cik": int(filer["cik"]), "entityName": filer["name"], "facts": {"us-gaap": facts}})


def _fact(concept: Concept, filings: list[Row]) -> Row:
    rows = _reported(concept, filings)
    return {"label": concept.label, "description": concept.label, "units": {concept.unit: rows}}


def _reported(concept: Concept, filings: list[Row]) -> list[Row]:
    """Return what the filings say, oldest first; `fy` and `fp` are those of the filing, as at the SEC."""
    rows: list[Row] = []
    for filing in sorted((f for f in filings if "reports" in f), key=lambda f: str(f["filed"])):
        about = {
            "accn": filing["accession"], "fy": filing["fy"], "fp": filing["fp"],
            "form": filing["form"], "filed": filing["filed"],
        }  # fmt: skip
        shown = filing["reports"][:2] if concept.instant else filing["reports"]
        for period in reversed([p for p in shown if p in concept.values]):
            first, last = periods()[period]
            days = {"end": last} if concept.instant else {"start": first, "end": last}
            rows.append({**days, "val": concept.filed(period), **about})
    return rows
