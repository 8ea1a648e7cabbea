"""What is asked of a filing beyond its statements, and what its pages call that."""

from __future__ import annotations

from .accounting import Concept, concept

DISCLOSURES: tuple[Concept, ...] = (
    concept(
        "segments?|business units?|divisions?|business lines?",
        "reportable segment net sales operating income total",
    ),
    concept(
        r"geograph\w+|regions?|countr(?:y|ies)|international markets?|overseas",
        "geographic region united states international europe asia net sales",
    ),
    concept(
        "customer concentration|(?:largest|major|key|main|biggest) customers?",
        "customer accounted for percent of revenue concentration",
    ),
    concept(
        "headcount|employees?|workforce|staff",
        "employees full-time workforce human capital",
    ),
    concept(
        r"lawsuits?|litigations?|legal (?:\w+ )?(?:proceedings?|battles?|contingenc\w+|matters?)|sued",
        "legal proceedings litigation claims complaint court contingencies",
    ),
    concept(
        "restructuring|lay-?offs?|severance|job cuts?",
        "restructuring charges severance workforce reduction termination",
    ),
    concept(
        "guidance|outlook|forecasts?|expects?",
        "outlook guidance expect full year",
    ),
    concept(
        "acqui(?:re|red|sitions?)|m&a|bought|takeovers?|mergers?|merged",
        "acquisition acquired business combination purchase price merger agreement",
    ),
    concept(
        r"divest\w*|spin-?offs?|disposals?|sold (?:its|the) business|discontinued",
        "divestiture spin-off separation discontinued operations sale of business",
    ),
    concept(
        "impairments?|write-?(?:downs?|offs?)",
        "impairment charge write-down goodwill intangible",
    ),
    concept(
        r"(?:registered|traded|listed|trade) (?:\w+ ){0,6}(?:exchange|section 12)|"
        r"(?:debt )?securities (?:are )?registered",
        "title of each class trading symbol name of each exchange on which registered section 12(b)",
    ),
    concept(
        r"credit (?:facility|agreement|line)|revolv(?:er|ing)\w*|borrowing capacity|credit lines?",
        "revolving credit facility agreement commitments borrow available",
    ),
    concept(
        "covenants?",
        "covenant ratio compliance credit agreement",
    ),
    concept(
        r"(?:share|stock)holders? (?:vote\w*|meeting|proposals?)|annual meeting|agm|votes?|voted|"
        r"nominees?|elected",
        "annual meeting proposal votes for against abstain broker non-votes nominees election of directors",
    ),
    concept(
        r"(?:new |interim |former )?(?:ceo|cfo|coo|cto|chief \w+ officer|president)|board (?:members?|"
        r"directors?)|directors?|management changes?|appoint\w*|step\w* down|resign\w*",
        "appointed appointment resignation chief executive financial officer president director effective",
    ),
    concept(
        "pensions?|retirement (?:benefits?|plans?)",
        "pension benefit plan obligation contributions",
    ),
    concept(
        "leases?|rent(?:al)?s?",
        "operating lease liabilities right-of-use payments",
    ),
    concept(
        "stores?|locations?|outlets?|restaurants?",
        "number of stores opened closed locations",
    ),
    concept(
        r"cyber\w*|data breach|hacked|ransomware",
        "cybersecurity incident unauthorized access information security breach",
    ),
    concept(
        "suppl(?:y chains?|iers?)",
        "suppliers supply chain shortages sourcing components manufacturing",
    ),
    concept(
        r"compet(?:e|es|itors?|ition|itive\w*)|rivals?",
        "competition competitors compete",
    ),
    concept(
        "risks?(?: factors?)?|threats?",
        "risk factors adversely affect",
    ),
    concept(
        "currenc(?:y|ies)|foreign exchange|fx|forex",
        "foreign currency exchange rates impact",
    ),
    concept(
        r"inflation\w*|interest rates?",
        "inflation interest rate",
    ),
    concept(
        "auditors?|internal controls?",
        "report of independent registered public accounting firm internal control",
    ),
    concept(
        "critical audit matters?",
        "critical audit matter",
    ),
    concept(
        "price increases?|pricing|volumes?|organic (?:growth|sales)|drivers?|drove|driven",
        "increase decrease due to primarily driven by volume price mix",
    ),
    concept(
        "backlog|order book|orders",
        "backlog orders remaining performance obligations",
    ),
    concept(
        "products? and services?|what does .{3,40} (?:do|sell|make)|business model|industry",
        "business overview products services markets customers",
    ),
)
