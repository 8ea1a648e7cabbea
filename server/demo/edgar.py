"""EDGAR's answers about the demo company: tickers, submissions, companyfacts, index pages, submissions as text."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from .figures import WORLD, Concept, concepts, contexts, fill, periods
from .markup import styled

Row = Mapping[str, Any]
UNITS = (
    '<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>'
    '<xbrli:unit id="shares"><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unit>'
    '<xbrli:unit id="usdPerShare"><xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:USD</xbrli:measure>'
    "</xbrli:unitNumerator><xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure>"
    "</xbrli:unitDenominator></xbrli:divide></xbrli:unit>"
)
NAMESPACES = " ".join(
    f'xmlns{":" if prefix else ""}{prefix}="{address}"'
    for prefix, address in {
        "": "http://www.w3.org/1999/xhtml",
        "ix": "http://www.xbrl.org/2013/inlineXBRL",
        "ixt": "http://www.xbrl.org/inlineXBRL/transformation/2020-02-12",
        "xbrli": "http://www.xbrl.org/2003/instance",
        "xbrldi": "http://xbrl.org/2006/xbrldi",
        "xlink": "http://www.w3.org/1999/xlink",
        "link": "http://www.xbrl.org/2003/linkbase",
        "dei": "http://xbrl.sec.gov/dei/2025",
        "us-gaap": "http://fasb.org/us-gaap/2025",
        "srt": "http://fasb.org/srt/2025",
        "country": "http://xbrl.sec.gov/country/2025",
        "plwc": "http://www.pellworth.example/20250927",
    }.items()
)


def edgar() -> Iterator[tuple[str, str, str]]:
    """Yield the URL, the media type and the body of everything that EDGAR answers."""
    data = tomllib.loads((WORLD / "filings.toml").read_text("utf-8"))
    filers = data["filers"]
    yield (
        "https://www.sec.gov/files/company_tickers.json",
        "application/json",
        _tickers(data["tickers"], filers),
    )
    for filer in filers:
        address = f"https://data.sec.gov/submissions/CIK{filer['cik']}.json"
        yield address, "application/json", _submissions(filer)
        for filing in filer["filings"]:
            yield from _filing(filer, filing)
    facts = f"https://data.sec.gov/api/xbrl/companyfacts/CIK{filers[0]['cik']}.json"
    yield facts, "application/json", _companyfacts(filers[0])


def _tickers(others: list[Row], filers: list[Row]) -> str:
    rows = [{"cik_str": int(f["cik"]), "ticker": f["ticker"], "title": f["name"]} for f in filers]
    rows += [{"cik_str": o["cik"], "ticker": o["ticker"], "title": o["title"]} for o in others]
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
    head = {k: v for k, v in filer["submissions"].items()} | {
        "cik": filer["cik"], "name": filer["name"], "tickers": [filer["ticker"]], "exchanges": [filer["exchange"]],
    }  # fmt: skip
    return json.dumps({**head, "filings": {"recent": recent, "files": []}})


def _filing(filer: Row, filing: Row) -> Iterator[tuple[str, str, str]]:
    """Yield the documents of a filing that were kept, with its index page and the submission as one text."""
    bodies = [(d, _body(filer, filing, d)) for d in filing["documents"] if d.get("kept", True)]
    if not bodies:
        return
    number = filing["accession"]
    folder = f"https://www.sec.gov/Archives/edgar/data/{int(filer['cik'])}/{number.replace('-', '')}"
    for document, body in bodies:
        yield f"{folder}/{document['name']}", "text/html", body
    yield f"{folder}/{number}-index.html", "text/html", _index(filer, filing)
    yield f"{folder}/{number}-index.htm", "text/html", _index(filer, filing)
    yield f"{folder}/{number}.txt", "text/plain", _submission_text(filer, filing, bodies)


def _body(filer: Row, filing: Row, document: Row) -> str:
    text = (WORLD / "www.sec.gov" / document["name"]).read_text("utf-8")
    title = escape(document["name"].removesuffix(".htm"))
    if "reports" not in filing:
        return f"<html><head><title>{title}</title></head><body>\n{styled(fill(text))}</body></html>\n"
    filled = styled(fill(text, inline=True))
    return (
        (
            f"<?xml version='1.0' encoding='ASCII'?>\n<html {NAMESPACES} xml:lang=\"en-US\"><head><title>{title}</title>"
            f'</head><body>\n<div style="display:none"><ix:header><ix:hidden>{_cover_facts(filer, filing)}</ix:hidden>'
            f'<ix:references xml:lang="en-US"><link:schemaRef xlink:type="simple" xlink:href="{title}.xsd"/>'
            f"</ix:references><ix:resources>{_cover_context(filer, filing)}{contexts(filled, filer['cik'])}{UNITS}"
            f"</ix:resources></ix:header></div>\n{filled}</body></html>\n"
        )
        .encode("ascii", "xmlcharrefreplace")
        .decode()
    )


def _cover_facts(filer: Row, filing: Row) -> str:
    facts = {
        "AmendmentFlag": "false",
        "DocumentType": filing["form"],
        "DocumentFiscalYearFocus": str(filing["fy"]),
        "DocumentFiscalPeriodFocus": filing["fp"],
        "CurrentFiscalYearEndDate": "--09-27",
        "EntityCentralIndexKey": filer["cik"],
    }
    return "".join(
        f'<ix:nonNumeric contextRef="cover" name="dei:{name}">{value}</ix:nonNumeric>'
        for name, value in facts.items()
    )


def _cover_context(filer: Row, filing: Row) -> str:
    first, _ = periods()[filing["reports"][0]]
    if filing["fp"] != "FY":
        first = periods()[f"{filing['fp']}FY{filing['fy']}"][0]
    return (
        '<xbrli:context id="cover"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">'
        f"{filer['cik']}</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:startDate>{first}"
        f"</xbrli:startDate><xbrli:endDate>{filing['period']}</xbrli:endDate></xbrli:period></xbrli:context>"
    )


def _index(filer: Row, filing: Row) -> str:
    number = filing["accession"]
    folder = f"/Archives/edgar/data/{int(filer['cik'])}/{number.replace('-', '')}"
    rows = "".join(
        f'<tr><td scope="row">{i}</td><td scope="row">{escape(d.get("description", d["type"]))}</td>'
        f'<td scope="row"><a href="{folder}/{d["name"]}">{d["name"]}</a></td><td scope="row">{d["type"]}</td>'
        f'<td scope="row">{20_000 + i}</td></tr>'
        for i, d in enumerate(filing["documents"], 1)
    )
    whole = (
        f'<tr><td scope="row">&nbsp;</td><td scope="row">Complete submission text file</td><td scope="row">'
        f'<a href="{folder}/{number}.txt">{number}.txt</a></td><td scope="row">&nbsp;</td><td scope="row">90000</td></tr>'
    )
    return (
        f"<!DOCTYPE html><html><head><title>EDGAR Filing Documents for {number}</title></head><body>"
        f'<div id="formName"><strong>Form {filing["form"]}</strong></div>'
        f'<div class="infoHead">Filing Date</div><div class="info">{filing["filed"]}</div>'
        f'<div class="infoHead">Period of Report</div><div class="info">{filing.get("period", "")}</div>'
        f'<p>Document Format Files</p><table class="tableFile" summary="Document Format Files"><tr><th>Seq</th>'
        f"<th>Description</th><th>Document</th><th>Type</th><th>Size</th></tr>{rows}{whole}</table>"
        f'<span class="companyName">{escape(filer["name"])} (Filer) CIK: {filer["cik"]}</span></body></html>'
    )


def _submission_text(filer: Row, filing: Row, bodies: list[tuple[Row, str]]) -> str:
    day = filing["filed"].replace("-", "")
    head = (
        f"<SEC-DOCUMENT>{filing['accession']}.txt : {day}\n<SEC-HEADER>{filing['accession']}.hdr.sgml : {day}\n"
        f"<ACCEPTANCE-DATETIME>{day}160511\nACCESSION NUMBER:\t\t{filing['accession']}\n"
        f"CONFORMED SUBMISSION TYPE:\t{filing['form']}\nPUBLIC DOCUMENT COUNT:\t\t{len(bodies)}\n"
        f"CONFORMED PERIOD OF REPORT:\t{filing.get('period', '').replace('-', '')}\nFILED AS OF DATE:\t\t{day}\n\n"
        f"FILER:\n\n\tCOMPANY DATA:\t\n\t\tCOMPANY CONFORMED NAME:\t\t\t{filer['name']}\n"
        f"\t\tCENTRAL INDEX KEY:\t\t\t{filer['cik']}\n"
        f"\t\tSTANDARD INDUSTRIAL CLASSIFICATION:\t{filer['submissions']['sicDescription'].upper()} "
        f"[{filer['submissions']['sic']}]\n\t\tSTATE OF INCORPORATION:\t\t\t"
        f"{filer['submissions']['stateOfIncorporation']}\n"
        f"\t\tFISCAL YEAR END:\t\t\t{filer['submissions']['fiscalYearEnd']}\n</SEC-HEADER>\n"
    )
    parts = (
        f"<DOCUMENT>\n<TYPE>{d['type']}\n<SEQUENCE>{i}\n<FILENAME>{d['name']}\n"
        f"<DESCRIPTION>{d.get('description', d['type'])}\n<TEXT>\n{body}</TEXT>\n</DOCUMENT>\n"
        for i, (d, body) in enumerate(bodies, 1)
    )
    return head + "".join(parts) + "</SEC-DOCUMENT>\n"


def _companyfacts(filer: Row) -> str:
    facts: dict[str, Any] = {}
    for concept in concepts().values():
        if not concept.dimensions:
            facts[concept.tag.split(":")[1]] = {
                "label": concept.label, "description": concept.label,
                "units": {concept.unit: _reported(concept, filer["filings"])},
            }  # fmt: skip
    return json.dumps({"cik": int(filer["cik"]), "entityName": filer["name"], "facts": {"us-gaap": facts}})


def _reported(concept: Concept, filings: list[Row]) -> list[dict[str, Any]]:
    """Return what the filings say, oldest first; `fy` and `fp` are those of the filing, as at the SEC."""
    rows = []
    for filing in sorted((f for f in filings if "reports" in f), key=lambda f: f["filed"]):
        shown = filing["reports"][:2] if concept.instant else filing["reports"]
        for period in reversed([p for p in shown if p in concept.values]):
            first, last = periods()[period]
            days = {"end": last} if concept.instant else {"start": first, "end": last}
            rows.append(
                {**days, "val": concept.filed(period), "accn": filing["accession"], "fy": filing["fy"],
                 "fp": filing["fp"], "form": filing["form"], "filed": filing["filed"]}
            )  # fmt: skip
    return rows
