"""Words that no claim is made of: notices, definitions, cross-references, empty risk language."""

from __future__ import annotations

import re

from .wording import any_of

_NOTICES = any_of(
    r"""
    forward[- ]looking
    safe[- ]harbou?r
    private securities litigation
    undue reliance
    actual results (?:may|could|to differ)
    incorporated (?:herein |in this .{3,30} )?by reference
    qualified in its entirety
    as defined in|within the meaning of
    pursuant to (?:rule|section|regulation|item)
    shall not be deemed|deemed (?:to be )?.?filed
    (?:securities|exchange) act
    hereunto duly authorized|check mark|registrant
    exhibit \d|exhibits? (?:attached|index)
    (?:annexed|attached) hereto
    (?:furnished|filed|attached) (?:herewith|as (?:an )?exhibit)
    copy of (?:which|the press release|this|the \w+ (?:agreement|policy|plan))|is (?:provided|\
        posted) (?:at|on)
    (?:will|intends? to) (?:be )?(?:file|mail)(?:ed)?\b|registration statement|proxy (?:statement|\
        materials)|prospectus
    solicitation of (?:any )?(?:vote|proxies)|not an offer|offer to (?:sell|buy|purchase)|soliciting
    set forth (?:in|under|below)
    see (?:also )?(?:“|"|part|item|note|accompanying|the section)
    (?:refer to|described (?:in|under)) (?:“|"|part|item|note|the section)
    (?:discussed|described) (?:in|under|below|above|further|elsewhere)
    included elsewhere in|contained in this
    in this (?:annual|quarterly|current|form|report|proxy)
    (?:annual|quarterly|current) report on form|form (?:10-[kq]|8-k|20-f)
    following (?:table|chart|discussion|graph|summary)|tables? (?:below|above)
    information (?:contained|required|regarding|about)\b
    our website is|available (?:free of charge|on our website|through our website)
    (?:is|are|be) not (?:a )?part of this
    corporate governance (?:guidelines|policies)|code of (?:business )?(?:conduct|ethics)
    section 16|rule 10b|section (?:906|1350|302)\b|sarbanes|certifications? (?:of|by) (?:the|our)
    critical accounting|accounting standards? (?:update|codification)|\bASU\b|\bU\.?S\.? GAAP\b|\bFASB\b|\
        \bPCAOB\b
    accounting (?:policy|policies|estimates?|principles|pronouncement|firm|guidance)
    (?:recently|newly) (?:issued|adopted)|(?:we|the company) consolidates?|basis of presentation|\
        use of estimates
    valuation allowance|unrecognized tax|fair value hierarchy|deferred tax|carrying (?:amount|value)
    internal controls? over|disclosure controls|independent (?:auditor|registered)
    no assurance|cannot assure|not able to predict|unable to predict|cannot predict
    conference call|webcast|dial[- ]in|replay of
    trademarks?\b.{0,60}(?:property|registered|owned)|all rights reserved|copyright|©
    privacy polic|terms of (?:use|service)|cookie|consent to|(?<!\]\()https?://|\[\d{1,2}\]
    unsubscribe|subscribe to|sign up (?:for|to)|newsletter|log ?in to|javascript|browser
    skip to (?:main )?content|read more|learn more|click here|follow us|share this
    \bshares (?:of .{3,40} )?(?:have |has |were |are )?(?:fell|fallen|rose|risen|jumped|dropped|down|up)\b
    \b(?:price target|target price|analysts?|stock (?:price|market)|market cap\w*|wall street)\b
    contact us (?:at|for|to|today)|download (?:the|our)\b|request a demo|book a demo
    for (?:more|further|additional) information|media contact|investor (?:relations )?contact
    """
)
_INJECTED = any_of(
    r"""
    (?:ignore|disregard|forget|override) (?:all |any |the |your )*(?:previous|prior|above|earlier|\
        instructions|rules)
    system prompt|as an ai\b|language model|\bai (?:assistants?|agents?|models?)\b.{0,40}\b(?:must|should|\
        shall)
    (?:you are|act as) (?:an? |the )?(?:ai|assistant|chatbot|system)
    (?:reveal|print|repeat|output) (?:your|the) (?:instructions|prompt|system)
    <\/?(?:system|instructions?|assistant)>|\[/?inst\]|begin (?:system|instructions)|^\s*(?:system|\
        assistant)\s*:
    """
)
_EMPTY_RISK = any_of(
    r"""
    \b(?:could|(?-i:may)|might|would|can)\b[^.]{0,90}\b(?:advers|negativ|material|harm|impair|hurt|suffer|damag|disrupt|declin)
    \b(?:could|(?-i:may)|might|can)\b[^.]{0,60}\b(?:fluctuat|fail|be subject to|result in|cause|limit|\
        reduc|increas|prevent|be)\b
    \bif (?:we|the company|our) (?:are|is|were)? ?(?:unable|fails?|do not|does not|cannot)\b
    \b(?:material(?:ly)? )?adverse(?:ly)? (?:effect|affect|impact)
    risks? (?:and uncertainties|related to|associated with|factors)
    \bthere (?:is|are|can be) (?:a |many )?(?:risks?|no guarantee)
    \b(?:could|might|can) (?:also |not |still )?(?:contain|have|occur|arise|differ|become|face|incur|lose)\b
    \b(?-i:may) (?:also |not |be |become |have |need )?\w+
    """
)
_CONTRACT = any_of(
    r"""
    \b(?:here|there)(?:in|of|to|by|under|with)\b|aforementioned|notwithstanding|whereas
    indenture|debentures?|trustee|\blenders?\b|borrowers?|indemnif|by-?laws|par value|severab
    (?:restricted|performance)[- ](?:stock|share|based)|\bRSUs?\b|\bPSUs?\b|\bvest(?:s|ed|ing)?\b
    equity awards?|stock[- ](?:options?|based)|severance|change (?:in|of) control|non-?compet|\
        release of claims
    base salary|target bonus|annual (?:bonus|base)|incentive plan|award agreement|offer letter
    administrative agent|senior notes due|aggregate principal amount
    """
)
_CONTENTS = any_of(
    r"""
    \.{4,}|(?:\s\.){3,}
    ^\s*(?:Item|Part|Note)\s+\w+\.?\s*\S{0,60}$
    """
)


_AGREED = re.compile(
    r"\bWHEREAS\b|\bNOW,? THEREFORE\b|\bIN WITNESS WHEREOF\b|\bduly organized, validly existing\b|"
    r"\bparties hereto\b"
)
_FOREWORD = 4000


def contract_start(text: str) -> int:
    """Return where the text of a contract begins in a document, its end where it holds none.

    In a contract `the Company` may be anybody, so that nothing in it speaks for the account.
    """
    found = list(_AGREED.finditer(text))
    if len({one[0] for one in found}) < 2:
        return len(text)
    return max(0, found[0].start() - _FOREWORD)


def boilerplate(words: str) -> bool:
    """Say whether a sentence is a notice, a cross-reference or page furniture, in any document."""
    return any(pattern.search(words) for pattern in (_NOTICES, _INJECTED, _CONTENTS))


def injected(words: str) -> bool:
    """Say whether a sentence speaks to a machine that reads, rather than to a person."""
    return _INJECTED.search(words) is not None


def empty_risk(words: str) -> bool:
    """Say whether a sentence only says that something could go wrong."""
    return _EMPTY_RISK.search(words) is not None


def contract_language(words: str) -> bool:
    """Say whether a sentence is the language of a contract, a pay plan or a debt instrument."""
    return _CONTRACT.search(words) is not None
