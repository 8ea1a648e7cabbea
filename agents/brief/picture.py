"""What the snapshot of a company looks for: what it does, where it sits, its people, segments and
customers."""

from __future__ import annotations

import re

from ..sentences.choose import Aim, Cue
from ..sentences.wording import any_of
from .plan import cue, sound

_THREE = ("filing", "website", "encyclopedia")

_AS = (
    r"(?:,? (?i:Inc|Incorporated|Corp|Corporation|Company|Co|Ltd|Limited|LLC|plc|L\.P|LP|N\.V|AG|SE)\b\.?,?)*"
    r"(?:,? \([^()]{1,200}\))*,?(?: (?:together|along) with [^,]{3,60},)?"
)
"""How a company's name goes on where a report first gives it: `Inc. (“we” or the “Company”)`."""


_AT = r"(?:(?:Based|Headquartered|Founded|Established|Located) in [A-Z\d][^.;]{2,60}, (?:the )?)?"


def _named(*cues: Cue) -> tuple[Cue, ...]:
    return tuple((weight, phrases.replace("<AS>", _AS).replace("<AT>", _AT)) for weight, phrases in cues)


BUSINESS = Aim(
    "snapshot",
    "what the company does",
    _named(
        cue(
            4.6,
            r"""
            ^<AT><WE><AS> (?:is|are) (?:\w+[ -]){0,2}(?:an?|the|one of)\b.*\b(?:compan(?:y|ies)|provider|\
                leader|manufacturer|maker|supplier)\b
            ^<AT><WE><AS> (?:is|are) (?:\w+[ -]){0,2}(?:an?|the|one of)\b.*\b(?:operator|retailer|producer|\
                developer|bank|platform|distributor)\b
            ^<AT><WE><AS> (?:is|are) (?:\w+[ -]){0,2}(?:an?|the|one of)\b.*\b(?:firm|business|group|owner|\
                builder|designer|REIT|insurer|carrier)\b
            """,
        ),
        cue(
            4.4,
            r"""
            \b<WE>,? (?:\w+ )?(?:designs|manufactures|makes|builds|develops|produces|operates|owns|sells|\
                provides|offers)\b.{0,40}\band (?:\w+ )?\w+s\b
            \b[Ww]e (?:\w+ )?(?:design|manufacture|make|build|develop|produce|operate|own|sell|provide|\
                offer)\b,.{0,40}\band (?:\w+ )?\w+
            """,
        ),
        cue(
            3.6,
            r"^<AT><WE><AS> (?:designs?|makes?|manufactures?|builds?|develops?|operates?|sells?|provides?|"
            r"offers?|runs?)\b",
        ),
        cue(
            3.0,
            r"^<AT><WE><AS> (?:provides?|operates?|makes?|builds?|offers?|sells?|serves?|pioneered|"
            r"develops?)\b",
        ),
    ),
    against=any_of(
        r"""
        subject to|party to|defendant|member of|committed to|proud|required|exposed|not an?\b|dependent|\
            equal|well-known
        emerging growth|smaller reporting|taxable|obligat|in compliance|investor|registrant|successor|\
            guarantor|beneficiary
        """
    ),
    check=sound, least=3.2, most=1, kinds=_THREE, fresh=False,
    within=re.compile(
        r"Item 1\.(?!\d)|Item 4\b|Business|Overview|Item 7\b(?!\.\d)|Company|"
        r"Background",
        re.IGNORECASE,
    ),
    headed=re.compile(
        r"Overview|Our Company|Company Background|General|About|Who We Are|"
        r"Description of Business",
        re.IGNORECASE,
    ),
)  # fmt: skip

EMPLOYEES = Aim(
    "snapshot",
    "number of employees",
    (
        cue(
            5.0,
            r"""
            \b(?:had|has|have|employs?|employed|employing)\b[^.]{0,50}?\b\d[\d,.]*\s?(?:thousand )?\
                (?:[\w+-]+ ){0,4}(?:employees|people|staff)\b
            \b(?:had|has|have|employs?|employed|employing)\b[^.]{0,50}?\b\d[\d,.]*\s?(?:[\w+-]+ ){0,4}\
                (?:associates|team members|colleagues)\b
            \b(?:a )?(?:team|workforce|headcount|staff) of (?:approximately |about |over |more than |\
                some )?\d[\d,]+
            ^(?:Today,? |With |Some |Over |More than |About )?\d[\d,]* (?:people|employees|\
                colleagues) (?:in|work|across)\b
            \b[Nn]umber of employees\W{1,3}\d
            """,
        ),
        cue(
            4.0,
            r"\b(?:employees|workforce|headcount)\b[^.]{0,40}\b(?:totall?ed|was|were|"
            r"is)\b (?:approximately |about )?\d[\d,]{2,}",
        ),
    ),
    against=any_of(
        r"referral|401|union|bargaining|surveyed|training|hired|new hires|laid off|eligible|"
        r"injur|turnover"
    ),
    least=3.5, most=1, kinds=(*_THREE, "news", "post", "note"),
)  # fmt: skip

_HEADQUARTERS = Aim(
    "snapshot",
    "headquarters",
    (
        cue(
            5.0,
            r"""
            \b[Hh]eadquarter(?:ed|s)\b[^.]{0,60}\b(?:in|at)\b (?:\w+ )?[A-Z]
            \b(?:principal|corporate|head) (?:executive )?offices?\b[^.]{0,60}\b(?:in|at)\b (?:\w+ )?[A-Z\d]
            ^(?:(?:Based|Located) in [A-Z][a-z]+|<WE>[^.;]{0,60}\b(?:based|located) in [A-Z][a-z]+)
            """,
        ),
    ),
    against=any_of(
        r"to be headquartered|regional headquarters|meeting|vote|proxy|subsidiar|district|lease expires|"
        r"court|customer|"
        r"competitor|supplier|foundr|earthquake|risk"
    ),
    least=3.5, most=1, kinds=_THREE, fresh=False,
)  # fmt: skip

_SEGMENTS = Aim(
    "snapshot",
    "segments",
    (
        cue(
            5.0,
            r"""
            \b(?:two|three|four|five|six|seven|eight)\b.{0,40}\b(?:segments|divisions|business units|\
                business areas)\b
            \b(?:reportable|operating|business|reporting) segments (?:are|consist of|include|comprise)
            \b(?:organi[sz]ed|operates?|reports?)\b.{0,50}\b(?:into|in|through) .{0,40}\b(?:segments|\
                divisions|business units)\b
            """,
        ),
    ),
    against=any_of(
        r"""
        chief operating decision|CODM|allocat|\bmeasure[sd]?\b|accounting|goodwill|transition|comparab|\
            retrospective|evaluat
        each of|performance of|not included|eliminat|recast
        """
    ),
    least=4.0, most=1, kinds=_THREE,
)  # fmt: skip

_CUSTOMERS = Aim(
    "snapshot",
    "customers",
    (
        cue(5.4, r"\b<OUR> (?:\w+ ){0,2}(?:customers|clients|end users) (?:are|include|range|comprise)\b"),
        cue(
            4.8,
            r"""
            \b(?:customers?|[Dd]istributors?)\b.*\baccount(?:ed|ing) for\b.*\b\d+(?:\.\d+)? ?(?:%|\
                percent).*\b(?:revenue|sales)\b
            \b(?:customers?|[Dd]istributors?)\b.*\brepresent(?:ed|ing)\b.*\b\d+(?:\.\d+)? ?(?:%|\
                percent).*\b(?:revenue|sales)\b
            """,
        ),
        cue(
            4.0,
            r"""
            \b(?:serves?|serving|sells?|sold)\b.*\b(?:to|for)? ?(?:operators|retailers|hospitals|\
                consumers|governments|utilities|banks)\b
            \b(?:used|trusted|chosen) by\b.*\b(?:customers|clients|companies|operators|enterprises|teams)\b
            \b(?:serves?|has|have) (?:more than |over |about )?\d[\d,]+ (?:\w+ ){0,2}(?:customers|clients)\b
            """,
        ),
    ),
    against=any_of(
        r"receivable|no (?:single )?(?:customer|client)|doubtful|indemn|warrant|support service|"
        r"\bhelp\b|can reduce|changes in"
    ),
    check=sound, least=4.4, most=2, kinds=(*_THREE, "post"),
)  # fmt: skip

FACTS: tuple[Aim, ...] = (EMPLOYEES, _HEADQUARTERS, _SEGMENTS, _CUSTOMERS)
"""The facts of a snapshot, one aim each, so that each that is missing is its own Gap."""
