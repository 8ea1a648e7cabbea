"""Countries as three worlds name them: ISO 3166-1 alpha-2, English, Wikidata."""

from __future__ import annotations

from collections.abc import Mapping

_TABLE = """
AE United Arab Emirates Q878|AR Argentina Q414|AT Austria Q40|AU Australia Q408|BE Belgium Q31
BG Bulgaria Q219|BM Bermuda Q23635|BR Brazil Q155|CA Canada Q16|CH Switzerland Q39|CL Chile Q298
CN China Q148|CO Colombia Q739|CY Cyprus Q229|CZ Czech Republic Q213|DE Germany Q183|DK Denmark Q35
EE Estonia Q191|EG Egypt Q79|ES Spain Q29|FI Finland Q33|FR France Q142|GB United Kingdom Q145
GR Greece Q41|HK Hong Kong Q8646|HR Croatia Q224|HU Hungary Q28|ID Indonesia Q252|IE Ireland Q27
IL Israel Q801|IN India Q668|IS Iceland Q189|IT Italy Q38|JP Japan Q17|KE Kenya Q114|KR South Korea Q884
KY Cayman Islands Q5785|KZ Kazakhstan Q232|LI Liechtenstein Q347|LT Lithuania Q37|LU Luxembourg Q32
LV Latvia Q211|MA Morocco Q1028|MC Monaco Q235|MT Malta Q233|MX Mexico Q96|MY Malaysia Q833
NG Nigeria Q1033|NL Netherlands Q55|NO Norway Q20|NZ New Zealand Q664|PA Panama Q804|PE Peru Q419
PH Philippines Q928|PK Pakistan Q843|PL Poland Q36|PT Portugal Q45|QA Qatar Q846|RO Romania Q218
RS Serbia Q403|RU Russia Q159|SA Saudi Arabia Q851|SE Sweden Q34|SG Singapore Q334|SI Slovenia Q215
SK Slovakia Q214|TH Thailand Q869|TR Turkey Q43|TW Taiwan Q865|UA Ukraine Q212|US United States Q30
UY Uruguay Q77|VN Vietnam Q881|ZA South Africa Q258
"""
_OTHER = {
    "Q29999": "NL", "Q756617": "DK", "united states of america": "US", "usa": "US", "england": "GB",
    "united kingdom of great britain": "GB", "korea, republic of": "KR", "korea": "KR",
    "russian federation": "RU",
    "taiwan, province of china": "TW", "viet nam": "VN", "czechia": "CZ", "türkiye": "TR", "turkiye": "TR",
    "the netherlands": "NL", "people's republic of china": "CN", "ontario": "CA", "quebec": "CA",
    "british columbia": "CA", "alberta": "CA", "manitoba": "CA", "nova scotia": "CA", "saskatchewan": "CA",
    "new brunswick": "CA", "canada (federal level)": "CA",
}  # fmt: skip
_ROWS = [row.split() for row in _TABLE.replace("\n", "|").split("|") if row]
_ISO: Mapping[str, str] = {
    **_OTHER, **{row[-1]: row[0] for row in _ROWS}, **{" ".join(row[1:-1]).lower(): row[0] for row in _ROWS},
    **{row[0].lower(): row[0] for row in _ROWS},
}  # fmt: skip
STATES = frozenset(
    ("AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA",
     "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM",
     "NY", "NC", "ND", "OH", "OK", "OR", "PA", "PR", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA",
     "WA", "WV", "WI", "WY", "GU", "VI")
)  # fmt: skip


def country(named: str | None) -> str | None:
    """Return the ISO code of a country named in English, by its own code or by its Wikidata number."""
    if not named:
        return None
    key = named.strip()
    return _ISO.get(key) or _ISO.get(key.lower())
