"""The companies of a register, read from rows of any of the shapes that such lists have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..evidence import Account, slug
from .names import Name, display, parse


@dataclass(frozen=True, slots=True)
class Entry:
    """One company of a register."""

    cik: str
    name: Name
    tickers: tuple[str, ...] = ()
    exchange: str = ""
    place: str = ""
    industry: str = ""
    rank: int = 0

    def account(self) -> Account:
        """Return the entry as an account; its register is its verification."""
        return Account(
            id=slug(" ".join(self.name.words)), name=display(self.name.text), legal_name=self.name.text,
            cik=self.cik,
            ticker=self.tickers[0] if self.tickers else None, exchange=self.exchange or None,
            status="verified",
        )  # fmt: skip

    def told(self) -> str:
        """Say what tells this company from its namesakes."""
        listed = f"listed as {', '.join(self.tickers[:3])}" if self.tickers else ""
        on = f" on {self.exchange}" if listed and self.exchange else ""
        return ", ".join(part for part in (listed + on, self.industry, self.place, f"CIK {self.cik}") if part)


def entries(rows: Iterable[Mapping[str, object] | Sequence[object]]) -> Iterator[Entry]:
    """Read rows of any of the known shapes; the rows of one CIK (one a ticker) become one entry."""
    seen: dict[str, dict[str, object]] = {}
    for row in rows:
        fields = _fields(row)
        cik, name = (
            _text(fields, "cik", "cik_str").removesuffix(".0"),
            _text(fields, "name", "title", "company"),
        )
        if not cik.isdigit() or not name:
            continue
        kept = seen.setdefault(cik.zfill(10), {**fields, "name": name, "tickers": []})
        tickers = kept["tickers"]
        assert isinstance(tickers, list)
        tickers += [ticker for ticker in _tickers(fields) if ticker not in tickers]
    for rank, (cik, fields) in enumerate(seen.items()):
        yield Entry(
            cik=cik, name=parse(_text(fields, "name")), tickers=tuple(_list(fields["tickers"])),
            exchange=_first(fields.get("exchange", fields.get("exchanges"))),
            place=_text(fields, "state_of_incorporation_description", "state", "place"),
            industry=_text(fields, "sic_description", "industry"), rank=rank,
        )  # fmt: skip


def _fields(row: Mapping[str, object] | Sequence[object]) -> Mapping[str, object]:
    if isinstance(row, Mapping):
        return row
    return dict(zip(("cik", "name", "tickers"), row, strict=False))


def _text(fields: Mapping[str, object], *keys: str) -> str:
    for key in keys:
        value = fields.get(key)
        if value not in (None, ""):
            return str(value).strip()
    return ""


def _list(value: object) -> list[str]:
    """Read a list of words, however a table holds it: a list, `A,B`, `A;B`, `['A', 'B']`."""
    if isinstance(value, str):
        return [part for raw in value.strip("[]").replace(";", ",").split(",") if (part := raw.strip(" '\""))]
    return [str(part) for part in value if part] if isinstance(value, (list, tuple)) else []


def _tickers(fields: Mapping[str, object]) -> list[str]:
    return _list(fields.get("tickers")) or _list(fields.get("ticker"))


def _first(value: object) -> str:
    return next(iter(_list(value)), "")
