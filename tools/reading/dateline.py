"""Days written out, in the languages that we read: '12 March 2026', '12.03.2026', '12 mars 2026'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

_MONTHS = (
    "january janvier januar jänner enero gennaio janeiro januari styczeń stycznia tammikuuta jan janv ene "
    "gen sty",
    "february février februar feber febrero febbraio fevereiro februari luty lutego helmikuuta feb févr fév "
    "lut",
    "march mars märz marzo março maart marzec marca maaliskuuta mar mär mrt",
    "april avril abril aprile kwiecień kwietnia huhtikuuta apr avr abr kwi",
    "may mai mayo maggio maio mei maj maja toukokuuta",
    "june juin juni junio giugno junho czerwiec czerwca kesäkuuta jun cze",
    "july juillet juli julio luglio julho lipiec lipca heinäkuuta jul juil lip",
    "august août agosto augustus augusti sierpień sierpnia elokuuta aug ago sie",
    "september septembre septiembre settembre setembro wrzesień września syyskuuta sep sept wrz",
    "october octobre oktober octubre ottobre outubro październik października lokakuuta oct okt ott paź",
    "november novembre noviembre novembro listopad listopada marraskuuta nov lis",
    "december décembre dezember diciembre dicembre dezembro desember grudzień grudnia joulukuuta dec déc "
    "dez dic gru",
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_WRITTEN = (
    re.compile(
        rf"(?<![\w.])(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º)?\.?,?\s*(?:de |of |di )?(?P<m>{_NAMES})\.?,?\s*"
        rf"(?:de |del )?{_YEAR}(?!\d)", re.I
    ),
    re.compile(rf"(?<!\w)(?P<m>{_NAMES})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)", re.I),
    re.compile(rf"(?<![\d.])(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.\s?{_YEAR}(?!\d)"),
    re.compile(rf"(?<![\d-]){_YEAR}-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)"),
)  # fmt: skip
_SLASHED = re.compile(rf"(?<![\d/])(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})/{_YEAR}(?![\d/])")
_OTHER = re.compile(
    r"©|copyright|all rights|modified|updated|aktualisier|geändert|änderung|mise à jour|abgerufen|accessed"
    r"|retrieved"
    r"|deadline|until|bis zum|gültig|valid|effective|veranstaltung|event|termin|geboren|\bborn\b|expires",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^.{5,110}?(?:19|20)\d\d.{0,40}?(?:\s[-\u2013\u2014|]{1,2}|--|\u2014|\u2013|:)\s", re.DOTALL
)
_SHORT, _FEW = 100, 3


def written_days(text: str) -> Iterator[date]:
    """Yield the days that `text` writes out, in order; 03/04/2026 is no day that a reader can be sure of."""
    found = [(match.start(), match) for pattern in _WRITTEN for match in pattern.finditer(text)]
    for _, match in sorted(found, key=lambda pair: pair[0]):
        name = match["m"].lower()
        if day := _day(match["y"], int(name) if name.isdigit() else _MONTH[name], match["d"]):
            yield day
    for match in _SLASHED.finditer(text):
        low, high = sorted((int(match["a"]), int(match["b"])))
        if (high > 12 or low == high) and (day := _day(match["y"], low, high)):
            yield day


def dateline(lines: Iterable[str], latest: date) -> date | None:
    """Return the day that stands in a short line of its own, or that a press release opens with.

    None where several days compete: that is a list of posts or events, and none of them is the page's.
    """
    days = [day for line in lines for day in _stated(line)]
    past = [day for day in days if day <= latest]
    return past[0] if past and len(set(days)) <= _FEW else None


def _stated(line: str) -> list[date]:
    """Return the one day of a short line, or of an opening such as 'OSLO, 12 March 2026 (Wire) -- '."""
    if len(line) > _SHORT:
        opening = _OPENING.match(line)
        line = opening[0] if opening else ""
    days = [] if _OTHER.search(line) else list(written_days(line))
    return days if len(days) == 1 else []


def _day(year: str, month: int, day: str | int) -> date | None:
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None
