"""What the seller cares about: the purpose as words, with words that mean nearly the same."""

from __future__ import annotations

from dataclasses import dataclass

from .wording import content_words, stem

_KINDRED = """
cooling thermal heat liquid hvac chiller temperature energy power datacenter center data-center facility
density
energy power electricity renewable grid efficiency emission carbon climate sustainability solar
security cybersecurity cyber breach threat ransomware vulnerability phishing identity privacy incident
zero-trust
compliance regulation regulatory audit governance gdpr controls sanctions licence license
maintenance downtime reliability equipment asset uptime condition predictive repair spare availability
inspection
manufacturing factory plant production automation industrial capacity foundry assembly tooling
supply-chain supply supplier procurement sourcing logistics inventory vendor shortage lead-time
logistics freight shipping warehouse transport fleet delivery fulfilment distribution carrier
hiring recruiting recruitment talent workforce employee headcount staffing retention skills training
hr payroll benefits employee workforce people talent human
cloud infrastructure hosting migration saas server data-center datacenter compute workload hybrid
analytics data intelligence warehouse reporting insight machine-learning ai forecasting
ai artificial intelligence machine-learning model inference training generative llm agent automation
software platform application saas subscription digital
erp sap oracle finance ledger workday netsuite migration
finance treasury accounting billing cash invoice payment credit working-capital
payments payment card checkout fraud billing subscription merchant
marketing advertising brand campaign demand customer-acquisition audience media
sales crm customer pipeline channel distributor partner reseller
support service customer contact-center ticket helpdesk experience
developer engineering devops software open-source sdk tooling ci testing
network networking connectivity bandwidth switch wireless 5g ethernet fibre telecom
storage backup database archive recovery disaster resilience
insurance risk coverage underwriting claim liability
legal litigation contract patent dispute settlement intellectual-property
health medical patient clinical hospital pharma trial device
real-estate office lease building property site facility campus
travel expense mobility fleet
translation localization language international region
construction building project contractor site
"""
_GROUPS = tuple(tuple(line.split()) for line in _KINDRED.strip().splitlines())
_ABOUT_SELLING = content_words(
    "sell selling sells sale offer offering offers provide provides pitch solution solutions service "
    "services product "
    "products company meeting call brief prepare want need help team teams customers tool tools vendor "
    "looking new"
)


@dataclass(frozen=True)
class Interest:
    """A purpose as stems: what it says, and what is near to it."""

    purpose: str
    said: frozenset[str]
    near: frozenset[str]

    def weight(self, words: frozenset[str]) -> float:
        """Return how much a sentence (as stems) is about the purpose; 0 where there is none."""
        said, near = len(words & self.said), len(words & self.near)
        return min(2.0, 1.0 * said + 0.4 * near)


def interest(purpose: str) -> Interest:
    """Read a purpose: `selling data-centre cooling` is about data centres and cooling, not about selling."""
    plain = purpose.replace("centre", "center").replace("fiber", "fibre")
    said = content_words(plain.replace("-", " ")) - _ABOUT_SELLING
    near: set[str] = set()
    for group in _GROUPS:
        stems = {stem(word) for term in group for word in term.split("-")}
        if stem(group[0].split("-")[0]) in said or len(stems & said) >= 2:
            near |= stems
    return Interest(purpose, frozenset(said), frozenset(near - said - _ABOUT_SELLING))
