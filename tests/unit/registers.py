"""Registers of invented companies, in the true formats of the SEC, Wikidata, Wikipedia and GLEIF."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from whynow.tools.registers import gleif, sec_tickers, wikidata
from whynow.tools.web import Web, WebOptions, open_web
from whynow.tools.web.archive import Recorded, write_warc

MOMENT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
TODAY = date(2026, 3, 12)
Answers = Mapping[str, object]
Shown = str | int | Mapping[str, Any]


def world(folder: Path, answers: Answers) -> AbstractAsyncContextManager[Web]:
    """Open a web in which only these URLs answer: objects as JSON, text as HTML, a number as a status."""
    path = folder / "registers.warc.gz"
    write_warc(path, [_recorded(url, answer) for url, answer in answers.items()])
    return open_web(WebOptions(replay=(path,), as_of=TODAY))


def _recorded(url: str, answer: object) -> Recorded:
    if isinstance(answer, int):
        return Recorded(url, answer, (), b"", MOMENT)
    if isinstance(answer, str):
        return Recorded(url, 200, (("content-type", "text/html; charset=utf-8"),), answer.encode(), MOMENT)
    body = json.dumps(answer).encode()
    return Recorded(url, 200, (("content-type", "application/json"),), body, MOMENT)


def tickers(*rows: tuple[int, str, str]) -> dict[str, object]:
    """Return the SEC's list: (CIK, ticker, name)."""
    listed = {str(i): {"cik_str": cik, "ticker": t, "title": name} for i, (cik, t, name) in enumerate(rows)}
    return {sec_tickers.TICKERS: listed}


def filer(cik: str, name: str, **more: object) -> dict[str, object]:
    """Return the SEC's entry of a filer."""
    entry = {
        "cik": cik, "entityType": "operating", "sic": "3823", "sicDescription": "Instruments", "name": name,
        "tickers": [], "exchanges": [], "ein": "990000001", "formerNames": [], "website": "",
        "insiderTransactionForOwnerExists": 0, "insiderTransactionForIssuerExists": 1,
        "addresses": {"business": {"city": "DULUTH", "stateOrCountry": "MN",
                                   "stateOrCountryDescription": "MN"}},
        **more,
    }  # fmt: skip
    return {sec_tickers.filer_url(cik): entry}


def search(name: str, *items: str, language: str = "en") -> dict[str, object]:
    """Return Wikidata's answer to a search."""
    return {wikidata.search_url(name, language): {"search": [{"id": item} for item in items], "success": 1}}


def labelled(names: Mapping[str, str]) -> dict[str, object]:
    """Return Wikidata's labels of items."""
    entities = {item: {"labels": {"en": {"language": "en", "value": name}}} for item, name in names.items()}
    return {wikidata.labels_url(names): {"entities": entities}}


def of_cik(cik: str, *items: str) -> dict[str, object]:
    """Return Wikidata's answer to a search for a CIK."""
    return {wikidata.cik_url(cik): {"query": {"search": [{"title": item} for item in items]}}}


def entry(
    item: str,
    label: str,
    *,
    aliases: Sequence[str] = (),
    claims: Mapping[str, object] | None = None,
    pages: Mapping[str, str] | None = None,
    modified: str = "2025-11-02T10:00:00Z",
) -> dict[str, object]:
    """Return an item of Wikidata; a property has a value or a list of them (text, Q-number, statement)."""
    statements = {
        prop: [_claim(prop, each) for each in (values if isinstance(values, list) else [values])]
        for prop, values in (claims or {}).items()
    }
    body = {
        "id": item, "type": "item", "modified": modified, "claims": statements,
        "labels": {"en": {"language": "en", "value": label}},
        "descriptions": {"en": {"language": "en", "value": f"maker of things called {label}"}},
        "aliases": {"en": [{"language": "en", "value": alias} for alias in aliases]},
        "sitelinks": {site: {"site": site, "title": title, "badges": []} for site,
                      title in (pages or {}).items()},
    }  # fmt: skip
    return {wikidata.entity_url(item): {"entities": {item: body}}}


def statement(value: object, *, rank: str = "normal", **when: str) -> dict[str, object]:
    """Return a statement with `start`, `end`, `point` and `ticker` as its qualifiers."""
    props = {"start": "P580", "end": "P582", "point": "P585"}
    about: dict[str, list[object]] = {
        props[key]: [{"snaktype": "value", "datavalue": {"type": "time", "value": _time(day)}}]
        for key, day in when.items() if key in props
    }  # fmt: skip
    if ticker := when.get("ticker"):
        about["P249"] = [_snak("P249", ticker)]
    return {"value": value, "rank": rank, "qualifiers": about}


def _claim(prop: str, each: object) -> dict[str, object]:
    if isinstance(each, Mapping) and "rank" in each:
        snak = _snak(prop, each["value"])
        return {"mainsnak": snak, "rank": each["rank"], "type": "statement", "qualifiers": each["qualifiers"]}
    return {"mainsnak": _snak(prop, each), "rank": "normal", "type": "statement"}


def _snak(prop: str, value: object) -> dict[str, object]:
    if value is None:
        return {"snaktype": "novalue", "property": prop}
    if isinstance(value, int):
        unit = "1" if prop == "P1128" else "http://www.wikidata.org/entity/Q4917"
        amount = {"amount": f"+{value}", "unit": unit}
        return {"snaktype": "value", "property": prop, "datavalue": {"type": "quantity", "value": amount}}
    text = str(value)
    if text[:1] == "Q" and text[1:].isdigit():
        shown: object = {"entity-type": "item", "numeric-id": int(text[1:]), "id": text}
        return {
            "snaktype": "value",
            "property": prop,
            "datavalue": {"type": "wikibase-entityid", "value": shown},
        }
    if prop == "P1448":
        shown = {"text": text, "language": "en"}
        return {
            "snaktype": "value",
            "property": prop,
            "datavalue": {"type": "monolingualtext", "value": shown},
        }
    if prop in ("P571", "P576"):
        return {"snaktype": "value", "property": prop, "datavalue": {"type": "time", "value": _time(text)}}
    return {"snaktype": "value", "property": prop, "datavalue": {"type": "string", "value": text}}


def _time(day: str) -> dict[str, object]:
    parts = [*day.split("-"), "00", "00"][:3]
    return {"time": f"+{'-'.join(parts)}T00:00:00Z", "precision": 8 + len(day.split("-"))}


def legal(name: str, *records: Mapping[str, object]) -> dict[str, object]:
    """Return GLEIF's answer to a name."""
    return {gleif.names_url(name): {"data": list(records)}}


def record(lei: str, name: str, country: str = "US", **about: object) -> dict[str, object]:
    """Return one record of GLEIF."""
    entity = {
        "legalName": {"name": name, "language": "en"}, "otherNames": [], "status": "ACTIVE",
        "jurisdiction": country, "headquartersAddress": {"city": "DULUTH", "country": country}, **about,
    }  # fmt: skip
    return {"type": "lei-records", "id": lei, "attributes": {"lei": lei, "entity": entity}}
