"""A register of company names, and the one rule by which a name picks a company from it.

The rule, in order:

1. The name, levelled (legal form, punctuation, case, accents, article, the SEC's suffix), is that of exactly
   one company: that company. Of several: candidates, the one that is written alike first.
2. It is that of one company, and another one's name is nearly the same: candidates, the right one first.
   Nearly the same are names that differ in a number or series letter (`Fund II`, `Fund III`, `Fund`),
   and names
   of eight letters or more that differ in one letter. (A listed company that is named exactly is not put in
   doubt by a neighbour of one letter, nor by one without its number.)
3. It holds the words of exactly one company in another order, or is what one listed company's name begins
   with and no other's, the rest being of the kind of `Holdings` or `Group`: that company.
4. It is one typing error away from exactly one company (two in one long word), its numbers agree, no name
   holds its words as they stand, and neither 1 nor 2 puts that company in doubt: that company. Names of fewer
   than five letters are never mended.
5. Otherwise candidates: what holds all its words, or lies near.
"""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import Field
from rapidfuzz import process
from rapidfuzz.distance import OSA

from ..evidence import Account, Candidate, Noun
from .entries import Entry, entries
from .names import Name, numbers_conflict, parse

SHORTEST = 5
"""Names of fewer letters have too many neighbours: a typing error in them is asked about, never mended."""
TWIN = 8
"""From this many letters on, names that differ in one are nearly the same."""
LONG = 7
"""In a single word of this many letters, two typing errors are mended."""
SHOWN = 8
_TAILS = frozenset(
    ("holdings", "holding", "group", "international", "companies", "worldwide", "global", "technologies",
     "technology", "systems", "enterprises", "industries", "platforms", "brands", "communications",
     "financial",
     "solutions", "services", "products", "pharmaceuticals", "chemicals", "research", "wholesale", "stores",
     "motor", "com", "bancorp", "networks")
)  # fmt: skip
"""What a company's registered name adds to the name that it goes by."""


class Resolution(Noun):
    """What a name picks: one account, or candidates with reasons, or neither."""

    account: Account | None = None
    candidates: tuple[Candidate, ...] = ()
    why: str
    mended: bool = Field(False, description="Whether the account was reached by mending a misspelling")


@dataclass
class Register:
    """Companies by name; making one of 28,000 takes under two seconds, asking it a few milliseconds."""

    entries: Sequence[Entry]
    _cores: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _written: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _families: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _bags: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _words: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _ciks: dict[str, int] = field(default_factory=dict)
    _tickers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index what every question needs."""
        for at, entry in enumerate(self.entries):
            self._cores[entry.name.core].append(at)
            self._written[entry.name.spelled].append(at)
            self._bags[entry.name.bag].append(at)
            if entry.name.family:
                self._families[entry.name.family].append(at)
            for word in entry.name.words:
                self._words[word].add(at)
            self._ciks[entry.cik] = at
            for ticker in entry.tickers:
                self._tickers.setdefault(_ticker(ticker), at)
        self._spelled = _by_length(entry.name.spelled for entry in self.entries)
        self._core_list = _by_length(entry.name.core for entry in self.entries)

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, object] | Sequence[object]]) -> Register:
        """Make a register of rows with `cik` and `name` (or `title`), or of (cik, name[, tickers]) tuples."""
        return cls(list(entries(rows)))

    @classmethod
    def from_csv(cls, path: Path) -> Register:
        """Make a register of a CSV file with a header (`cik`, `name`, `tickers` …), gzipped or not."""
        packed = path.suffix == ".gz"
        with (
            gzip.open(path, "rt", encoding="utf-8", newline="")
            if packed
            else path.open(encoding="utf-8", newline="") as lines
        ):
            return cls.from_rows(csv.DictReader(lines))

    def by_cik(self, cik: str) -> Entry | None:
        """Return the company of that CIK, however it is padded."""
        at = self._ciks.get(cik.zfill(10))
        return None if at is None else self.entries[at]

    def by_ticker(self, ticker: str) -> Entry | None:
        """Return the company of that ticker; `BRK.B`, `BRK-B` and `brk/b` are one."""
        at = self._tickers.get(_ticker(ticker))
        return None if at is None else self.entries[at]

    def resolve(self, text: str) -> Resolution:
        """Return what `text` picks, by the rule at the head of this file."""
        name = parse(text)
        if not name.core:
            return Resolution(why="no letters or digits in the name")
        same = (
            self._cores.get(name.core) or self._written.get(name.spelled)
            or self._bags.get(name.bag) or self._begun(name)
        )  # fmt: skip
        if same:
            return self._exact(name, same)
        holding = self._holding(name)
        near = self._within(name, 2 if len(name.core) >= TWIN else 1)
        return self._mended(name, near, holding) or self._asked(*self._near(name, near, holding))

    def _exact(self, name: Name, same: list[int]) -> Resolution:
        """Rules 1 and 2: the name as it stands."""
        first, *others = sorted(same, key=lambda at: self._likeness(name, at))
        if others:
            scores = {at: 1.0 for at in (first, *others)}
            return self._asked(f"{len(same)} companies are called {name.text!r}", scores, "the same name")
        entry = self.entries[first]
        twins = self._numbered(name, entry) | self._one_letter_off(entry, TWIN if not entry.tickers else None)
        if twins:
            scores = {first: 1.0, **{at: 0.9 for at in self._likest(entry, twins)}}
            return self._asked(
                f"names nearly the same as {entry.name.text!r}", scores, "nearly the same name"
            )
        return Resolution(account=entry.account(), why=f"the only company called {entry.name.text!r}")

    def _begun(self, name: Name) -> list[int]:
        """Rule 3: the one listed company whose name begins so and ends as registered names do."""
        begun = [
            at for at in self._holding(name)
            if self.entries[at].name.words[: len(name.words)] == name.words
        ]  # fmt: skip
        only = len(begun) == 1 and self.entries[begun[0]]
        if only and only.tickers and _TAILS.issuperset(only.name.words[len(name.words) :]):
            return begun
        return []

    def _mended(self, name: Name, near: Mapping[int, int], holding: set[int]) -> Resolution | None:
        """Rule 4: one typing error, or two in a long name."""
        if not near:
            return None
        (first, distance), *others = sorted(near.items(), key=lambda pair: pair[1])
        entry, second = self.entries[first], min((d for _, d in others), default=9)
        sure = (
            not holding - {first}
            and distance <= self._mendable(name, entry)
            and second > distance
            and not numbers_conflict(name, entry.name)
            and not self._doubted(name, entry)
        )
        if not sure:
            return None
        why = f"{name.text!r} is a misspelling of {entry.name.text!r}"
        return Resolution(account=entry.account(), why=why, mended=True)

    def _near(
        self, name: Name, near: Mapping[int, int], holding: set[int]
    ) -> tuple[str, dict[int, float], str]:
        """Rule 5: names that hold all the words, then misspellings, then other numbers of the same family."""
        length = len(name.core)
        found: dict[int, float] = {}
        brief = sorted(holding, key=lambda at: (len(self.entries[at].name.words), self.entries[at].rank))
        for at in brief[:SHOWN]:
            found[at] = 0.5 + 0.4 * length / max(length, len(self.entries[at].name.core))
        for at, far in sorted(near.items(), key=lambda pair: pair[1])[:SHOWN]:
            found.setdefault(at, max(0.0, 0.95 - far / max(length, far)))
            for twin in self._likest(self.entries[at], self._doubted(name, self.entries[at])):
                found.setdefault(twin, found[at] * 0.9)
        for at in self._families.get(name.family, ())[:SHOWN] if name.family else ():
            found.setdefault(at, 0.6)
        if not found:
            return f"no company of the register is called anything like {name.text!r}", {}, ""
        more = f"; {len(holding)} names hold it" if len(holding) > SHOWN else ""
        return f"no company is called {name.text!r}{more}", found, "a similar name"

    def _doubted(self, name: Name, entry: Entry) -> set[int]:
        """Return the companies whose names are so near this one's that a misspelling may mean either."""
        return self._numbered(name, entry) | self._one_letter_off(entry, 0)

    def _holding(self, name: Name) -> set[int]:
        posts = [self._words.get(word) for word in name.words]
        if not posts or not all(posts):
            return set()
        return set.intersection(*(post for post in posts if post))

    def _likeness(self, name: Name, at: int) -> tuple[bool, bool, int]:
        entry = self.entries[at]
        return entry.name.spelled != name.spelled, entry.name.full != name.full, entry.rank

    def _numbered(self, name: Name, entry: Entry) -> set[int]:
        """Return the other companies whose names differ from this one's in numbers only."""
        exempt = bool(entry.tickers) and name.core == entry.name.core and bool(name.numbers)
        return {
            at for at in self._families.get(entry.name.family, ()) if entry.name.family
            and self.entries[at].cik != entry.cik and not (exempt and not self.entries[at].name.numbers)
        }  # fmt: skip

    def _one_letter_off(self, entry: Entry, least: int | None) -> set[int]:
        """Return the other companies whose names differ in one letter; none for names under `least`."""
        core = entry.name.core
        if least is None or len(core) < least:
            return set()
        near = _nearby(core, self._core_list, 1)
        return {at for at in near if self.entries[at].cik != entry.cik}

    def _within(self, name: Name, distance: int) -> dict[int, int]:
        """Return the companies whose names are that near, as written or without legal forms."""
        spelled = _nearby(name.spelled, self._spelled, distance)
        plain = _nearby(name.core, self._core_list, distance)
        return {at: min(spelled.get(at, 9), plain.get(at, 9)) for at in (*spelled, *plain)}

    def _mendable(self, name: Name, entry: Entry) -> int:
        """Return how many typing errors are mended between these two."""
        shortest = min(len(name.core), len(entry.name.core))
        if shortest < SHORTEST:
            own = "".join(name.words[: len(entry.name.words)])
            return int(own == entry.name.core)  # the error sits in the legal form
        mine, theirs = set(name.words) - set(entry.name.words), set(entry.name.words) - set(name.words)
        one_word = len(mine) == 1 and len(theirs) == 1 and min(map(len, mine | theirs)) >= LONG
        return 2 if one_word else 1

    def _likest(self, entry: Entry, others: Iterable[int]) -> list[int]:
        return sorted(others, key=lambda at: OSA.distance(entry.name.core, self.entries[at].name.core))[
            :SHOWN
        ]

    def _asked(self, why: str, scores: Mapping[int, float], reason: str) -> Resolution:
        best = sorted(scores, key=lambda at: -scores[at])[:SHOWN]
        taken: set[str] = set()
        candidates = []
        for at in best:
            entry = self.entries[at]
            account = entry.account()
            if account.id in taken:
                account = account.model_copy(update={"id": f"{account.id}-{entry.cik.lstrip('0')}"})
            taken.add(account.id)
            candidates.append(
                Candidate(
                    account=account, why=f"{reason}: {entry.name.text} ({entry.told()})", score=scores[at]
                )
            )
        return Resolution(candidates=tuple(candidates), why=why)


def _by_length(texts: Iterable[str]) -> dict[int, dict[int, str]]:
    """Return the texts by length: whoever looks for near ones need not look at the rest."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for at, text in enumerate(texts):
        found[len(text)][at] = text
    return found


def _nearby(text: str, choices: Mapping[int, Mapping[int, str]], distance: int) -> dict[int, int]:
    """Return the choices that so many typing errors lead to, with how many."""
    near: dict[int, int] = {}
    for length in range(len(text) - distance, len(text) + distance + 1):
        of_length = choices.get(length, {})
        found = process.extract(text, of_length, scorer=OSA.distance, score_cutoff=distance, limit=4 * SHOWN)
        near.update({at: int(far) for _, far, at in found})
    return near


def _ticker(text: str) -> str:
    return text.upper().replace(".", "-").replace("/", "-").strip()
