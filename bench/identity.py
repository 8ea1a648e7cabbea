"""Names to the right company: spelling variants, typing errors, twins, and names that no filer has.

The variants and the notion of a twin are made here, with nothing of the resolver's.
"""

from __future__ import annotations

import csv
import gzip
import random
import re
import string
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from whynow.tools.registers.register import Register, Resolution

from .table import SHARED, Table

DRAWN = 2000
HELD_OUT = 300
SEED = 20250901
FILERS = SHARED / "evals" / "entities" / "sec_filers.csv.gz"

FORMS = (
    ("Inc", "Inc.", "INC", "Incorporated", "incorporated", ", Inc."),
    ("Corp", "Corp.", "CORP", "Corporation", "corporation"),
    ("Co", "Co.", "CO", "Company"),
    ("LLC", "L.L.C.", "llc", "Limited Liability Company"),
    ("LP", "L.P.", "lp", "Limited Partnership", "L. P."),
    ("LTD", "Ltd", "Ltd.", "Limited", "limited"),
    ("PLC", "plc", "P.L.C.", "Public Limited Company"),
)
FORM_AT_END = re.compile(
    r"[\s,]+(inc|incorporated|corp|corporation|co|company|llc|l\.l\.c|lp|l\.p|ltd|limited|plc|llp)\.?$",
    re.IGNORECASE,
)
STATE = re.compile(r"\s*[/\\][A-Za-z]{0,4}[/\\]?$")
NUMBER = re.compile(r"^(\d.*|\w*\d+|[ivx]+|[a-z])$")


def measure() -> list[Table]:
    """Measure the register on names drawn from the SEC's filers."""
    if not FILERS.is_file():
        return [Table("Identity", ("names",), notes=(f"not measured: {FILERS.name} is not on this machine",))]
    rows = _rows()
    return [_table(rows, SEED)]


def _table(rows: list[tuple[str, str]], seed: int) -> Table:
    draw = random.Random(seed)
    drawn = draw.sample(rows, DRAWN)
    away = draw.sample([row for row in rows if row not in set(drawn)], HELD_OUT)
    started = time.perf_counter()
    register = Register.from_rows(row for row in rows if row not in set(away))
    built = time.perf_counter() - started
    twins = _twins([row for row in rows if row not in set(away)])
    single = [row for row in drawn if row[0] not in twins]
    double = [row for row in drawn if row[0] in twins]
    times: list[float] = []
    ask = _timed(register, times)
    table = [
        _row("variants of a name of one filer", "right in 0.99", ask, _made(single, _variant, draw)),
        _row("one typing error, name of one filer", "right in 0.95", ask, _made(single, _typing_error, draw)),
        _row(
            "variants, two filers named nearly alike", "never confident", ask, _made(double, _variant, draw)
        ),
        _row(
            "typing error, two named nearly alike", "never confident", ask, _made(double, _typing_error, draw)
        ),
        _row("names that no filer has", "never confident", ask, ((name, "") for _, name in away)),
    ]
    times.sort()
    notes = (
        f"{len(rows):,} filers, register made in {built:.1f} s; seed {seed}",
        f"a question takes {_ms(times, 0.5)} ms (median), {_ms(times, 0.95)} ms (95th percentile)",
        "two filers are nearly alike where their names are equal but for legal form, punctuation or numbers, "
        "or where names of eight letters or more differ in one",
    )
    columns = ("names", "goal", "asked", "right", "candidates with it", "wrong", "missed", "share")
    return Table("Identity: names to SEC filers", columns, table, notes=notes)


def _rows() -> list[tuple[str, str]]:
    with gzip.open(FILERS, "rt", encoding="utf-8", newline="") as lines:
        return [(row["cik"].zfill(10), row["name"]) for row in csv.DictReader(lines)]


def _timed(register: Register, times: list[float]) -> Callable[[str], Resolution]:
    def ask(name: str) -> Resolution:
        started = time.perf_counter()
        found = register.resolve(name)
        times.append(time.perf_counter() - started)
        return found

    return ask


def _made(
    rows: Iterable[tuple[str, str]], change: Callable[[str, random.Random], str], draw: random.Random
) -> Iterable[tuple[str, str]]:
    return ((change(name, draw), cik) for cik, name in rows)


def _row(
    names: str, goal: str, ask: Callable[[str], Resolution], asked: Iterable[tuple[str, str]]
) -> tuple[str, ...]:
    count = Counter(_judged(ask(name), cik) for name, cik in asked)
    total = max(1, count.total())
    good = count["right"] if goal.startswith("right") else total - count["right"] - count["wrong"]
    counts = (str(count[kind]) for kind in ("right", "candidates", "wrong", "missed"))
    return (names, goal, str(count.total()), *counts, f"{good / total:.4f}")


def _judged(found: Resolution, cik: str) -> str:
    if found.account is not None:
        return "right" if found.account.cik == cik else "wrong"
    return "candidates" if any(candidate.account.cik == cik for candidate in found.candidates) else "missed"


def _ms(times: list[float], share: float) -> str:
    return f"{1000 * times[int(share * (len(times) - 1))]:.1f}" if times else "0"


def _variant(name: str, draw: random.Random) -> str:
    """Write `name` as another person would."""
    change = draw.choice(
        (_other_form, _no_form, _other_case, _other_marks, _other_and, _article, _state, _accent)
    )
    return change(name, draw)


def _other_form(name: str, draw: random.Random) -> str:
    found = FORM_AT_END.search(STATE.sub("", name))
    if not found:
        return _other_case(name, draw)
    word = found[1].lower().replace(".", "")
    for forms in FORMS:
        if word in {form.lower().replace(".", "").strip(", ") for form in forms}:
            return (
                STATE.sub("", name)[: found.start()]
                + draw.choice((" ", ", "))
                + draw.choice(forms).strip(", ")
            )
    return name


def _no_form(name: str, _: random.Random) -> str:
    bare = STATE.sub("", name)
    return FORM_AT_END.sub("", bare) or bare


def _other_case(name: str, draw: random.Random) -> str:
    return draw.choice((str.upper, str.lower, str.title))(name)


def _other_marks(name: str, draw: random.Random) -> str:
    return draw.choice((
        lambda text: re.sub(r"[.,]", "", text), lambda text: text.replace("-", " "),
        lambda text: text.replace(" ", "  "), lambda text: f" {text} ", lambda text: text.replace("'", "’"),
        lambda text: text.rstrip(".") + ".", lambda text: text.replace(", ", " "),
    ))(name)  # fmt: skip


def _other_and(name: str, draw: random.Random) -> str:
    if " & " in name:
        return name.replace(" & ", " and ")
    if " and " in name.lower():
        return re.sub(r"(?i) and ", " & ", name)
    return _other_marks(name, draw)


def _article(name: str, _: random.Random) -> str:
    return name[4:] if name.lower().startswith("the ") else f"The {name}"


def _state(name: str, draw: random.Random) -> str:
    bare = STATE.sub("", name)
    return bare if bare != name else bare + draw.choice((" /DE/", "/NY", " \\NEW\\", " /MN/"))


def _accent(name: str, draw: random.Random) -> str:
    marked = {"e": "é", "o": "ö", "a": "á", "u": "ü", "n": "ñ", "E": "É", "O": "Ö"}
    places = [at for at, letter in enumerate(name) if letter in marked]
    if not places:
        return _other_case(name, draw)
    at = draw.choice(places)
    return unicodedata.normalize(draw.choice(("NFC", "NFD")), name[:at] + marked[name[at]] + name[at + 1 :])


def _typing_error(name: str, draw: random.Random) -> str:
    """Make one typing error anywhere: a letter too many, too few, wrong, or two swapped."""
    for _ in range(20):
        at = draw.randrange(len(name))
        letter = draw.choice(string.ascii_lowercase)
        letter = letter.upper() if name[at].isupper() else letter
        kind = draw.randrange(4)
        made = (
            name[:at] + letter + name[at:] if kind == 0
            else name[:at] + name[at + 1 :] if kind == 1
            else name[:at] + letter + name[at + 1 :] if kind == 2
            else name[:at] + name[at : at + 2][::-1] + name[at + 2 :]
        )  # fmt: skip
        if made.strip() and made.lower() != name.lower():
            return made
    return name


def _twins(rows: list[tuple[str, str]]) -> set[str]:
    """Return the filers that another one is named nearly like."""
    groups: dict[str, set[str]] = defaultdict(set)
    for cik, name in rows:
        words = _key(name)
        groups["same " + "".join(words)].add(cik)
        bare = [word for word in words[1:] if not NUMBER.match(word)]
        bare.insert(0, "0" if words[0][0].isdigit() else words[0])
        if bare != ["0"]:
            groups["numbers " + "".join(bare)].add(cik)
    twins = {cik for ciks in groups.values() if len(ciks) > 1 for cik in ciks}
    pieces = [(cik, "".join(_key(name))) for cik, name in rows]
    return twins | _one_letter_apart([pair for pair in pieces if len(pair[1]) >= 8])


def _one_letter_apart(pieces: list[tuple[str, str]]) -> set[str]:
    """Return the filers that have another one at a distance of one letter (missing, wrong or swapped)."""
    meet: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for pair in pieces:
        for form in {pair[1], *(pair[1][:at] + pair[1][at + 1 :] for at in range(len(pair[1])))}:
            meet[form].append(pair)
    return {
        cik for met in meet.values() if len(met) > 1
        for cik, piece in met if any(other != cik and _apart(piece, text) for other, text in met)
    }  # fmt: skip


def _apart(one: str, other: str) -> bool:
    start = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(map(len, (one, other)))
    )
    a, b = one[start:], other[start:]
    return (
        a[1:] == b or a == b[1:] or a[1:] == b[1:] or (len(a) > 1 and a[:2] == b[:2][::-1] and a[2:] == b[2:])
    )


def _key(name: str) -> list[str]:
    text = unicodedata.normalize("NFKD", STATE.sub("", name)).encode("ascii", "ignore").decode().lower()
    text = re.sub(r"[.']", "", text.replace("&", " and "))
    words = [word for word in re.split(r"[^a-z0-9]+", text) if word and word not in {"and", "the"}]
    legal = {form.lower().replace(".", "").strip(", ") for forms in FORMS for form in forms} | {
        "llp", "sa", "nv", "liability", "partnership",
    }  # fmt: skip
    while len(words) > 1 and words[-1] in legal:
        words.pop()
    return words
