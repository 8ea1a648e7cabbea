"""What each section of a brief looks for, as cues; a new section is one entry here."""

from __future__ import annotations

import re

from .boilerplate import contract_language, empty_risk
from .choose import Aim, Cue
from .wording import any_of

_WE = r"(?:[Ww]e|[Tt]he [Cc]ompany|[A-Z][\w&’'.-]+(?: [A-Z][\w&’'.-]+){0,3})"
_DO = r"(?:invest|expand|grow|build|increas|accelerat|strengthen|improv|reduc|launch|develop|deliver|extend|double|enter|simplif|moderni[sz]|transform|digiti[sz]|automat|cut|open|scale|drive|transition|shift|migrat|consolidat|focus|become|achieve|reach|complete|continue to (?:invest|expand|grow|build))"


def _cue(weight: float, pattern: str) -> Cue:
    return weight, re.compile(pattern)


def _sound(words: str) -> bool:
    return not (empty_risk(words) or contract_language(words))


_NO_GOAL = any_of(
    r"""
    dividend|repurchas|buy-?back|retain (?:all|any|future) earnings|vigorously|defend (?:against|itself|our)|appeal
    reinvest|repatriat|tax\b|taxes|hedg|adopt(?:ion|ing)? (?:of )?(?:this|the|ASU)|early adopt|reclassif
    cash equivalents|marketable securities|foreign currency|interest rate|fair value|lease term|sublease|proxy
    stockholders|shareholders? (?:of record|meeting|vote)|annual meeting|amortiz|depreciat|goodwill|impairment
    competitors?\b|in the past\b|if\b|sanction|lawsuit|court|employees? (?:may|can|are able)|charter|bylaw|cybersecurity incident
    """
)
_NO_PROGRAMME = any_of(
    r"""
    court|lawsuit|plaintiff|complaint|appeal|class action|litigation|judgment|fiscal year \d{4} (?:and|compared)
    dividend|repurchas|buy-?back|stockholders|shareholders|tax\b|taxes|fair value|amortiz|goodwill|hedg|estimated useful
    joined|served|holds a|degree|impairment|accrued|notes due|credit (?:facility|agreement)|weighted|lease liabilit
    """
)

PRIORITIES = Aim(
    "priorities",
    "goals in the company's own words",
    (
        _cue(4.0, r"\b(?:[Oo]ur|[Ii]ts|[Tt]he Company’s|’s) (?:\w+ ){0,2}(?:strategy|strategic priorit\w+|priorit\w+|mission|goals?|objectives?|ambition|vision|targets?)\b(?: \w+){0,4} (?:is|are|includes?|remains?|calls for)\b"),
        _cue(4.0, r"\b(?:top|key|first|main|strategic|highest|number one) (?:priorit(?:y|ies)|goals?|objectives?)\b"),
        _cue(3.6, rf"\b{_WE} (?:\w+ )?(?:aims?|intends?|plans?|expects?|seeks?|strives?|is committed|are committed|wants?|is determined|will continue|continues?|commit(?:s|ted)?) to (?:\w+ )?{_DO}"),
        _cue(3.2, rf"\b{_WE} (?:\w+ )?(?:is|are|remains?|have|has) (?:\w+ )?(?:focus(?:ed|ing)|concentrat(?:ed|ing)|invest(?:ed|ing)|prioriti[sz]ing|expanding|building|transforming)\b"),
        _cue(3.2, r"\bkey (?:element|part|component|pillar)s? of (?:our|its|the Company’s) (?:\w+ )?(?:strategy|growth|business)\b"),
        _cue(3.0, rf"\b(?:by|before|until|through|in|over) (?:the end of )?(?:fiscal )?20[2-4]\d\b.*\b{_DO}|\b{_DO}\w*\b.*\b(?:by|before|until|through) (?:the end of )?(?:fiscal )?20[2-4]\d\b"),
        _cue(2.4, rf"\b{_WE} (?:\w+ )?(?:believes?|continues?) .*\b(?:investment|growth|opportunit|demand|essential|critical|strategic)"),
    ),
    against=_NO_GOAL, check=_sound, least=4.4, most=5,
    kinds=("filing", "website", "post", "transcript", "note", "news"),
)  # fmt: skip

INITIATIVES = Aim(
    "initiatives",
    "named programmes with money, owner or dates",
    (
        _cue(4.0, r"\b(?:launch(?:ed|ing)?|introduc(?:ed|ing)|unveil(?:ed|ing)|beg[au]n|commenced|start(?:ed|ing)|broke ground|open(?:ed|ing)|announced)\b.*\b(?:program(?:me)?|initiative|platform|plant|factory|facility|facilities|data cent(?:er|re)s?|campus|architecture|site|partnership|service|product|system|generation|project|roadmap|line)\b"),
        _cue(4.0, r"\b(?:invest(?:ed|ing|ment|ments)?|spend|commit(?:ted|ments?)?|budget(?:ed)?|capital expenditures?)\b.*(?:[$€£¥]\s?\d|\b(?:USD|EUR|SEK|NOK|GBP|CHF)\s?\d)"),
        _cue(3.6, r"\b(?:acquired|acquisition of|agreed to acquire|completed (?:the|our|its) (?:acquisition|merger))\b"),
        _cue(3.4, r"\b(?:program(?:me)?|initiative|project|roadmap|rollout|roll-out|migration|transformation|moderni[sz]ation|ramp)\b"),
        _cue(3.0, r"\b(?:partner(?:ed|ship|ing)? with|collaborat\w+ with|joint venture|in partnership)\b"),
        _cue(2.6, r"\b(?:new|next[- ]generation|will be (?:available|completed|opened)|expected to (?:open|be completed|launch|ship|begin))\b"),
    ),
    against=_NO_PROGRAMME, check=_sound, least=4.9, most=5,
    kinds=("filing", "website", "post", "transcript", "note", "news"),
)  # fmt: skip

BUSINESS = Aim(
    "snapshot",
    "what the company does and for whom",
    (
        _cue(4.6, rf"^{_WE} (?:is|are) (?:\w+[ -]){{0,2}}(?:an?|the|one of)\b.*\b(?:compan(?:y|ies)|provider|leader|manufacturer|maker|supplier|operator|retailer|producer|developer|bank|platform|distributor|firm|business|group|owner|builder|designer|REIT|insurer|carrier|specialist|holding)\b"),
        _cue(4.4, rf"\b{_WE},? (?:\w+ )?(?:designs?|manufactures?|makes?|builds?|develops?|produces?|operates?|owns?|markets?|sells?|provides?|offers?|distributes?|maintains?)\b(?:,? \w+){{0,3}}(?:,| and) (?:\w+ )?(?:manufactures?|maintains?|markets?|sells?|builds?|develops?|distributes?|operates?|produces?|services?)\b"),
        _cue(3.0, rf"^{_WE} (?:provides?|operates?|makes?|builds?|offers?|sells?|serves?|pioneered|develops?)\b"),
    ),
    check=_sound, least=4.0, most=1, within=re.compile(r"Item 1\.|Item 1\b(?!\w)|Item 4\b|Business|Overview|Item 7\b"),
    kinds=("filing", "website", "encyclopedia"),
)  # fmt: skip

FACTS: tuple[Aim, ...] = (
    Aim(
        "snapshot", "number of employees",
        (
            _cue(5.0, r"\b(?:had|has|have|employs?|employed|employing)\b[^.]{0,40}?\b\d[\d,.]*\s?(?:thousand )?(?:\+ )?(?:\w+[- ]){0,4}(?:employees|people|staff|associates|team members|colleagues)\b"),
            _cue(4.0, r"\b(?:employees|workforce|headcount|team)\b[^.]{0,40}\b(?:of|totall?ed|was|were|is)\b (?:approximately |about |over |more than )?\d[\d,]{2,}"),
        ),
        against=any_of(r"referral|401|union|bargaining|surveyed|training|hired|new hires|laid off|eligible"),
        least=3.5, most=1, kinds=("filing", "website", "encyclopedia", "news", "post", "note"),
    ),
    Aim(
        "snapshot", "headquarters",
        (_cue(5.0, r"\b[Hh]eadquarter(?:ed|s)\b[^.]{0,60}\b(?:in|at)\b [A-Z]|\b(?:principal|corporate|head) (?:executive )?offices?\b[^.]{0,40}\b(?:in|at)\b [A-Z\d]"),),
        against=any_of(r"regional headquarters|district|lease expires|court|competitor|customer|supplier"),
        least=3.5, most=1, kinds=("filing", "website", "encyclopedia"),
    ),
    Aim(
        "snapshot", "segments",
        (
            _cue(5.0, r"\b(?:two|three|four|five|six|seven|eight|our|its|the Company’s|reports?|operates?|organi[sz]ed|consists? of|comprised?)\b.{0,60}\b(?:reportable|operating|business|reporting)? ?(?:segments|divisions|business units|business areas)\b"),
        ),
        against=any_of(r"chief operating decision|CODM|allocat|measure|accounting|goodwill|transition|comparability|retrospective|performance of|evaluat"),
        least=4.0, most=1, kinds=("filing", "website", "encyclopedia"),
    ),
    Aim(
        "snapshot", "customers",
        (
            _cue(5.0, r"\b(?:customers?|partners?|distributors?)\b.*\b(?:account(?:ed|ing)|represent(?:ed|ing)|contribut(?:ed|ing)|compris\w+)\b.*\b\d+(?:\.\d+)? ?(?:%|percent) .*\b(?:revenue|sales)\b"),
            _cue(4.4, r"\b(?:[Oo]ur|[Ii]ts|[Tt]he Company’s) (?:\w+ ){0,2}(?:customers|clients|end users) (?:are|include|range|comprise)\b"),
            _cue(4.0, r"\b(?:serves?|serving|sells?|sold|used by|trusted by)\b.*\b(?:customers|clients|companies|operators|retailers|hospitals|consumers|governments|utilities|banks|enterprises)\b.*"),
        ),
        against=any_of(r"receivable|no (?:single )?(?:customer|client)|doubtful|indemn|warrant|support service|help"),
        check=_sound, least=4.4, most=2, kinds=("filing", "website", "encyclopedia", "post"),
    ),
)  # fmt: skip

TECHNOLOGY = Aim(
    "technology",
    "tools and technology named",
    (
        _cue(4.0, r"\b(?:SAP|S/4HANA|Oracle|Salesforce|Workday|ServiceNow|Snowflake|Databricks|Kubernetes|AWS|Amazon Web Services|Azure|Google Cloud|GCP|Microsoft 365|Dynamics 365|HubSpot|Splunk|Datadog|Okta|CrowdStrike|Palantir|MongoDB|Kafka|Terraform|GitHub|GitLab|Jira|Tableau|Power BI|Adobe Experience|Shopify|Stripe|Twilio|VMware|Cisco|OpenAI|Siemens|Maximo|Infor|NetSuite|Coupa|Ariba|PostgreSQL|Elastic|Hadoop|Spark|SCADA|PLC|MES|ERP|CRM|Arm|x86|InfiniBand|Ethernet|CoWoS|LTE|5G)\b"),
        _cue(3.4, r"\b(?:we|We|Company|it) (?:use|uses|rely on|relies on|run|runs|migrat\w+ to|deploy\w*|adopt\w*|utili[sz]es?|leverages?)\b.*\b(?:cloud|software|platform|artificial intelligence|AI|machine learning|automation|robot\w*|sensors?|data cent(?:er|re)s?|process technolog\w+|packaging|systems?|tools)\b"),
        _cue(3.0, r"\b(?:built on|powered by|based on|runs on|migrat(?:ed|ing|ion)|standardi[sz]ed on|integrat(?:ed|es|ion) with)\b"),
    ),
    against=any_of(r"compet|court|lawsuit|tax|dividend|stock|served as|joined|fair value|forecast|estimate|valuation|employees of"),
    check=_sound, least=5.0, most=3,
    kinds=("filing", "website", "post", "transcript", "note", "news"),
)  # fmt: skip

RISKS = Aim(
    "risks",
    "risks that name something of this company",
    (
        _cue(4.2, r"\b(?:depend(?:s|ed|ent)?|rel(?:y|ies|iance)|concentrat\w+|limited number|single|sole)\b.*\b(?:supplier|suppliers|customer|customers|foundr\w+|vendor|partner|partners|manufactur\w+|contract)\b"),
        _cue(4.2, r"\b(?:account(?:ed|ing) for|represent(?:ed|ing)|generated) (?:approximately |about )?\d+(?:\.\d+)? ?(?:%|percent)"),
        _cue(4.0, r"\b(?:export control|licen[sc]e requirement|tariffs?|sanction\w*|antitrust|investigat\w+|lawsuit|complaint|covenant|fine[ds]?|penalt\w+|recall\w*|breach|ransomware|shortages?|strike|delist\w*|going concern|material weakness|impairments?|write-downs?|inventory provisions?)\b"),
        _cue(3.4, r"\b(?:has|have|had) (?:\w+ )?(?:experienced|been (?:subject|affected|impacted|harmed|notified|named|required)|incurred|resulted|adversely|negatively|faced|led)\b"),
        _cue(3.0, r"\b(?:decreased|declined|fell|delayed|cancell?ed|lost|terminated|lower demand|excess inventory)\b"),
    ),
    against=any_of(r"auditor|accountant|tax (?:position|benefit)|rsu|stock-based|weighted-average|see note|in the normal course|insurance coverage|interest rate swap|forward contracts"),
    check=lambda words: not contract_language(words), least=5.2, most=5,
    kinds=("filing", "news", "note", "transcript", "website", "post"),
    within=re.compile(r"Item 1A|Item 3\b|Item 3\.|Risk|Legal|Item 7|Item 2\b|Item 1\.|Item 8\.01|Item 1\.05|Item 2\.0[456]|Proceedings|Commitments", re.IGNORECASE),
)  # fmt: skip

BY_SECTION: tuple[Aim, ...] = (PRIORITIES, INITIATIVES, TECHNOLOGY, RISKS)
"""The aims whose sentences are quoted as they stand; other sections shape their own."""
