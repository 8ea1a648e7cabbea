"""What the quoted sections of a brief look for, as cues; a new section is one entry here."""

from __future__ import annotations

import re

from ..sentences.boilerplate import contract_language, empty_risk
from ..sentences.choose import Aim, Cue
from ..sentences.standing import dated_or_counted
from ..sentences.wording import any_of


def cue(weight: float, phrases: str) -> Cue:
    """Return a cue: what it weighs, and its phrases, one a line."""
    return weight, phrases


def sound(words: str) -> bool:
    """Say whether a sentence speaks of what is, rather than of what could go wrong or was agreed in law."""
    return not (empty_risk(words) or contract_language(words))


OWN_WORDS = ("filing", "website", "post", "transcript", "note")
WRITTEN_BY_PEOPLE = ("filing", "website", "post", "transcript", "note", "news")

_ASTRAY = re.compile(
    r"Risk Factors|Item 1A|Compensation|Legal|Exhibit|Controls and Procedures|Item 1C|Cybersec"
)
"""Sections in which goals and programmes are named only in passing."""

_NO_GOAL = any_of(
    r"""
    dividend|repurchas|buy-?back|retain (?:all|any|future) earnings|vigorously|defend (?:against|itself|\
        our)|appeal
    reinvest|repatriat|\btax(?:es)?\b|hedg|adopt(?:ion|ing)? (?:of )?(?:this|the|ASU)|early adopt|reclassif
    cash equivalents|marketable securities|foreign currency|interest rate|fair value|lease term|sublease|proxy
    stockholders|shareholders? (?:of record|meeting|vote)|annual meeting|amortiz|depreciat|goodwill|impairment
    requests? for|inquir|diverse|underrepresented|inclusi|environmental, social|stock price|price of its stock
    in the past\b|\bif\b|sanction|lawsuit|court|employees? (?:may|can|are able)|charter|bylaw|\
        cybersecurity incident
    compared (?:to|with) |increased? (?:by )?\$|expenses? (?:increased|decreased)|year over year|\
        license requirement
    estimates? (?:of|for)|we acquired|acquisition of|competitors?\b|new requirements?|we monitor|to comply
    \bproceeds\b|merger|consummat|enter(?:ed|ing)? into|\bclosing\b|purchase price|indebtedness|holders\b
    \bsecurities\b|regulator|directive|continues? to reflect|non-?performing|\bif any\b|agreement|pursuant
    covenant|\bnotes\b
    """
)
PRIORITIES = Aim(
    "priorities",
    "goals in the company's own words",
    (
        cue(
            4.4,
            r"""
            \b<OUR> (?:\w+ ){0,2}(?:strategy|strategic priorit\w+|priorit\w+|ambition|vision|\
                targets?)\b(?: \w+){0,4} (?:is|are)\b
            \b<OUR> (?:\w+ ){0,2}(?:mission|goals?|objectives?|strateg\w+)\b(?: \w+){0,4} (?:is|are|\
                includes?|remains?|calls for)\b
            \b(?:top|key|first|main|strategic|highest|number one) (?:priorit(?:y|ies)|goals?|objectives?)\b
            \bpriorit(?:y|ies) (?:for|in|this|is|are)\b
            """,
        ),
        cue(
            3.8,
            r"""
            \b<WE> (?:\w+ )?(?:aims?|intends?|plans?|seeks?|strives?|wants?|is determined|commit(?:s|\
                ted)?) to (?:\w+ )?<DO>
            \b<WE> (?:\w+ )?(?:is committed|are committed|will continue|continues?|expects?) to (?:\w+ )?<DO>
            \b<WE> will (?:\w+ )?<DO>
            \b(?:must|have to|need to) (?:\w+ )?<DO>.* before\b
            """,
        ),
        cue(
            3.2,
            r"""
            \b<WE> (?:\w+ )?(?:is|are|remains?|have|has) (?:\w+ )?(?:focus(?:ed|ing)|concentrat(?:ed|ing)|\
                invest(?:ed|ing)) (?:on|in)\b
            \b<WE> (?:\w+ )?(?:is|are) (?:\w+ )?(?:prioriti[sz]ing|expanding|building|transforming|\
                accelerating|working to)\b
            \bkey (?:element|part|component|pillar)s? of <OUR> (?:\w+ )?(?:strategy|growth|business)\b
            \b<DO>\w*\b.*\b(?:by|before|until|through) (?:the end of )?(?:fiscal )?20[2-4]\d\b
            \b(?:by|before|until) (?:the end of )?(?:fiscal )?20[2-4]\d\b.*\b<DO>
            """,
        ),
        cue(
            2.2,
            r"\b<WE> (?:\w+ )?(?:believes?) .*\b(?:investment|growth|opportunit|essential|critical|"
            r"strategic)",
        ),
    ),
    against=_NO_GOAL, check=sound, least=3.0, most=5, kinds=OWN_WORDS, astray=_ASTRAY,
    headed=re.compile(r"Strateg|Priorit|Ambition|Outlook|Letter|Vision|Mission|Goals|Growth", re.IGNORECASE),
)  # fmt: skip

_NO_PROGRAMME = any_of(
    r"""
    court|lawsuit|plaintiff|complaint|appeal|class action|litigation|judgment|fiscal year \d{4} (?:and|\
        compared)
    dividend|repurchas|buy-?back|stockholders|shareholders|\btax(?:es)?\b|fair value|amortiz|goodwill|\
        hedg|useful li
    joined|served|holds a|degree|impairment|accrued|notes due|credit (?:facility|agreement)|weighted|\
        lease liabilit
    \bbonus|\bsalary|non-?recurring|recorded|\bloans?\b|liquidat|balance of|is our next|assist with
    in connection with the|charge of|write-?(?:off|down)|allowance|plan of merger|initial public offering
    line of credit|deferred
    unreali[sz]ed|secondary equity|shares of our|common stock|commercial paper|issued|terminat|\
        in the past|generally|from time to time|various times|periodically|regularly|\
        sufficient to satisfy|measure progress|ability to |could|prior to joining
    """
)
INITIATIVES = Aim(
    "initiatives",
    "named programmes with money, owner or dates",
    (
        cue(
            4.0,
            r"""
            \b(?:launch|introduc|unveil|commenc|start|open|announc|releas)(?:ed|es|ing)\b.*\b(?:program(?:me)?|initiative|platform)\b
            \b(?:launch|introduc|unveil|commenc|start|open|announc|releas)(?:ed|es|ing)\b.*\b(?:plant|factory|facilit\w+|campus|site)\b
            \b(?:launch|introduc|unveil|commenc|start|open|announc|releas)(?:ed|es|ing)\b.*\b(?:architecture|service|product|system|line)\b
            \b(?:broke ground|under construction|(?:beg[au]n|ramp\w*) (?:\w+ )?(?:production|construction|\
                deliver\w+|shipments))\b
            \b(?:invest(?:ed|ing|ments?)?|spend(?:ing)?|commit(?:ted|ments?)?|budget(?:ed)?|\
                capital expenditures?)\b.*[$€£¥]\s?\d
            \b(?:invest(?:ed|ing|ments?)?|spend(?:ing)?|commit(?:ted|ments?)?|budget(?:ed)?)\b.*\b(?:USD|EUR|SEK|NOK|GBP|CHF)\s?\d
            """,
        ),
        cue(
            3.5,
            r"""
            \b(?:agreed to acquire|completed (?:the|our|its) (?:acquisition|merger)|to acquire [A-Z])
            \b(?:[A-Z]\w+ )+(?:[Pp]rogram(?:me)?|[Ii]nitiative|[Pp]roject|[Rr]oadmap|[Rr]oll-?out)\b
            \b(?:program(?:me)?|project|migration|transformation|moderni[sz]ation|rollout|roll-out)\b
            \b(?:collaborat\w+|joint venture|partnership|partnered) with [A-Z]
            """,
        ),
        cue(
            2.6,
            r"\b(?:next[- ]generation|will be (?:completed|opened|ready)|expected to (?:open|"
            r"be completed|launch|ship|begin))\b",
        ),
    ),
    against=_NO_PROGRAMME, check=sound, least=4.0, most=5, kinds=WRITTEN_BY_PEOPLE,
    astray=re.compile(_ASTRAY.pattern + r"|\bNotes? (?:\d|to)|Item 8\b"),
)  # fmt: skip

_TOOLS = (
    r"\b(?:SAP|S/4HANA|Oracle|Salesforce|Workday|ServiceNow|Snowflake|Databricks|Kubernetes|AWS|"
    r"Amazon Web Services|"
    r"Azure|Google Cloud|GCP|Microsoft 365|Dynamics 365|HubSpot|Splunk|Datadog|Okta|CrowdStrike|Palantir|"
    r"MongoDB|Kafka|"
    r"Terraform|GitHub|GitLab|Jira|Tableau|Power BI|Shopify|Stripe|Twilio|VMware|Cisco|OpenAI|Maximo|"
    r"Infor|NetSuite|"
    r"Coupa|Ariba|PostgreSQL|Elastic|Hadoop|SCADA|PLCs?|MES|ERP|CRM|InfiniBand|CoWoS|OPC UA|Siemens)\b"
)
TECHNOLOGY = Aim(
    "technology",
    "tools and technology in use, by name",
    (
        cue(4.0, _TOOLS),
        cue(
            3.4,
            r"""
            \b<WE> (?:\w+ )?(?:uses?|rel(?:y|ies) on|runs?|utili[sz]es?|deploy(?:s|ed)?|adopt(?:s|\
                ed)?) .*\b(?:software|platform|cloud)\b
            \b<WE> (?:\w+ )?(?:uses?|rel(?:y|ies) on|utili[sz]es?|deploy(?:s|ed)?) .*\b(?:sensors?|\
                robot\w*|automation|machine learning)\b
            \b<WE> (?:\w+ )?(?:uses?|utili[sz]es?) .*\b(?:process technolog\w+|technology|packaging|tools)\b
            \bmigrat(?:ed|ing|ion) (?:\w+ ){0,4}to\b|\bstandardi[sz]ed on\b|\bbuilt on\b|\bruns on\b|\
                \bpowered by\b
            """,
        ),
    ),
    against=any_of(
        r"""
        compet|court|lawsuit|\btax|dividend|stock\b|served|joined|commercial paper|fair value|forecast|\
            estimate|valuation|employees of
        purchase agreement|acqui|terminat|customers? (?:use|can)|developers? (?:use|can)|carbon|\
            collateral|proceeds
        """
    ),
    check=sound, least=4.6, most=3, kinds=WRITTEN_BY_PEOPLE,
)  # fmt: skip


def _particular(words: str) -> bool:
    """A risk is worth reading where it names what happened or what this company alone hangs on."""
    return not contract_language(words) and not re.match(r"(?:If|Any|Even if|Failure|Unauthorized)\b", words)


def _general(words: str) -> bool:
    return empty_risk(words) and not dated_or_counted(words)


RISKS = Aim(
    "risks",
    "risks that name something of this company",
    (
        cue(
            4.2,
            r"""
            \b(?:depends? on|dependen(?:t|ce) on|rel(?:y|ies) (?:\w+ )?on|reliance on)\b.*\b(?:suppliers?|\
                customers?|foundr\w+|vendors?)\b
            \b(?:limited number|single|sole|small number|few)\b.*\b(?:suppliers?|customers?|vendors?|\
                partners?|manufacturers?|sources?)\b
            \b(?:customers?|suppliers?|distributors?|partners?)\b.*\b\d+(?:\.\d+)? ?(?:%|percent)
            \b\d+(?:\.\d+)? ?(?:%|percent).*\b(?:customers?|suppliers?|distributors?|partners?)\b
            """,
        ),
        cue(
            4.0,
            r"""
            \b(?:export controls?|licen[sc]e (?:is|was) required|licen[sc]e requirements?|tariffs?|\
                sanction\w*|antitrust)\b
            \b(?:investigat\w+|lawsuit|complaint|covenants?|fine[sd]?|penalt\w+|recall\w*|breach|ransomware|strike|delist\w*)\b
            \b(?:shortages?|going concern|material weakness|impairments?|write-downs?|\
                inventory provisions?|defects?)\b
            """,
        ),
        cue(
            3.4,
            r"""
            \b(?:has|have|had) (?:\w+ )?(?:experienced|been (?:subject|affected|impacted|harmed|notified|\
                named|required)|incurred|faced)\b
            \b(?:has|have|had) (?:\w+ )?(?:adversely|negatively|resulted|led|reduced|delayed|limited)\b
            \b(?:decreased|declined|fell|delayed|cancell?ed|lost|terminated|lower demand|excess inventory)\b
            """,
        ),
        cue(
            3.2,
            r"""
            \b(?:no longer|has not been|have not been|failed|outage|expires?|ends on|stolen|attackers?|\
                cost us|(?:too|weeks|months) late|delays?)\b
            \b(?:open positions|vacanc\w+|overtime|strike|renegotiat\w+|renewal|overdue|backlog|downtime|\
                interrupt\w*)\b
            \b(?:have|has) not (?:yet )?\w+ed\b
            """,
        ),
        cue(1.4, r"\d"),
    ),
    headed=re.compile(r"Risk Factors|Risks Related|Item 1A|Item 3\. Legal"),
    against=any_of(
        r"""
        rights (?:agreement|plan)|expiration date
        auditor|accountant|tax (?:position|benefit)|\bRSU|stock-based|weighted-average|\
            in the normal course|insurance
        interest rate swap|forward contracts|receivable|employees? (?:hired|turnover)|referral|\
            personal data|website|led by
        no (?:other|single|one|individual) (?:customer|supplier)|incorporated in|compared to|\
            primarily (?:due|driven)|employment|new hires
        """
    ),
    check=_particular, vague=_general, least=3.9, most=5,
    kinds=WRITTEN_BY_PEOPLE,
    within=re.compile(
        r"Item 1A|Item 3\b|Risk|Legal|Item 7(?!\.\d)|Item 2\b(?!\.\d)|Item 1\.(?!\d)|Item 1\.05|"
        r"Item 2\.0[46]|"
        r"Commitments",
        re.IGNORECASE,
    ),
)  # fmt: skip
