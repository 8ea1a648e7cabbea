"""The items that EDGAR forms prescribe, with their titles (SEC form instructions; old 8-K numbers until
August 2004).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

PARTED = frozenset({"10-Q"})
"""Forms whose item numbers begin again in each part."""

_ANNUAL = {
    "1": "Business",
    "1A": "Risk Factors",
    "1B": "Unresolved Staff Comments",
    "1C": "Cybersecurity",
    "2": "Properties",
    "3": "Legal Proceedings",
    "4": "Mine Safety Disclosures",
    "5": "Market for Registrant’s Common Equity, Related Stockholder Matters and Issuer Purchases of "
    "Equity Securities",
    "6": "Selected Financial Data",
    "7": "Management’s Discussion and Analysis of Financial Condition and Results of Operations",
    "7A": "Quantitative and Qualitative Disclosures About Market Risk",
    "8": "Financial Statements and Supplementary Data",
    "9": "Changes in and Disagreements With Accountants on Accounting and Financial Disclosure",
    "9A": "Controls and Procedures",
    "9B": "Other Information",
    "9C": "Disclosure Regarding Foreign Jurisdictions that Prevent Inspections",
    "10": "Directors, Executive Officers and Corporate Governance",
    "11": "Executive Compensation",
    "12": "Security Ownership of Certain Beneficial Owners and Management and Related Stockholder Matters",
    "13": "Certain Relationships and Related Transactions, and Director Independence",
    "14": "Principal Accountant Fees and Services",
    "15": "Exhibits and Financial Statement Schedules",
    "16": "Form 10-K Summary",
}
_QUARTERLY = {
    "1": "Financial Statements",
    "1A": "Risk Factors",
    "2": "Management’s Discussion and Analysis of Financial Condition and Results of Operations",
    "3": "Quantitative and Qualitative Disclosures About Market Risk",
    "4": "Controls and Procedures",
    "5": "Other Information",
    "6": "Exhibits",
}
_QUARTERLY_SECOND = {
    "1": "Legal Proceedings",
    "1A": "Risk Factors",
    "2": "Unregistered Sales of Equity Securities and Use of Proceeds",
    "3": "Defaults Upon Senior Securities",
    "4": "Mine Safety Disclosures",
    "5": "Other Information",
    "6": "Exhibits",
}
_CURRENT = {
    "1.01": "Entry into a Material Definitive Agreement",
    "1.02": "Termination of a Material Definitive Agreement",
    "1.03": "Bankruptcy or Receivership",
    "1.04": "Mine Safety – Reporting of Shutdowns and Patterns of Violations",
    "1.05": "Material Cybersecurity Incidents",
    "2.01": "Completion of Acquisition or Disposition of Assets",
    "2.02": "Results of Operations and Financial Condition",
    "2.03": "Creation of a Direct Financial Obligation or an Obligation under an Off-Balance Sheet "
    "Arrangement",
    "2.04": "Triggering Events That Accelerate or Increase a Direct Financial Obligation",
    "2.05": "Costs Associated with Exit or Disposal Activities",
    "2.06": "Material Impairments",
    "3.01": "Notice of Delisting or Failure to Satisfy a Continued Listing Rule or Standard; "
    "Transfer of Listing",
    "3.02": "Unregistered Sales of Equity Securities",
    "3.03": "Material Modification to Rights of Security Holders",
    "4.01": "Changes in Registrant’s Certifying Accountant",
    "4.02": "Non-Reliance on Previously Issued Financial Statements or a Related Audit Report",
    "5.01": "Changes in Control of Registrant",
    "5.02": "Departure of Directors or Certain Officers; Election of Directors; "
    "Appointment of Certain Officers; "
    "Compensatory Arrangements of Certain Officers",
    "5.03": "Amendments to Articles of Incorporation or Bylaws; Change in Fiscal Year",
    "5.04": "Temporary Suspension of Trading Under Registrant’s Employee Benefit Plans",
    "5.05": "Amendments to the Registrant’s Code of Ethics, or Waiver of a Provision of the Code of Ethics",
    "5.06": "Change in Shell Company Status",
    "5.07": "Submission of Matters to a Vote of Security Holders",
    "5.08": "Shareholder Director Nominations",
    "6.01": "ABS Informational and Computational Material",
    "6.02": "Change of Servicer or Trustee",
    "6.03": "Change in Credit Enhancement or Other External Support",
    "6.04": "Failure to Make a Required Distribution",
    "6.05": "Securities Act Updating Disclosure",
    "7.01": "Regulation FD Disclosure",
    "8.01": "Other Events",
    "9.01": "Financial Statements and Exhibits",
    "1": "Changes in Control of Registrant",
    "2": "Acquisition or Disposition of Assets",
    "3": "Bankruptcy or Receivership",
    "4": "Changes in Registrant’s Certifying Accountant",
    "5": "Other Events",
    "6": "Resignations of Registrant’s Directors",
    "7": "Financial Statements and Exhibits",
    "8": "Change in Fiscal Year",
    "9": "Regulation FD Disclosure",
    "10": "Amendments to the Registrant’s Code of Ethics",
    "11": "Temporary Suspension of Trading Under Registrant’s Employee Benefit Plans",
    "12": "Results of Operations and Financial Condition",
}
_FOREIGN = {
    "1": "Identity of Directors, Senior Management and Advisers",
    "2": "Offer Statistics and Expected Timetable",
    "3": "Key Information",
    "4": "Information on the Company",
    "4A": "Unresolved Staff Comments",
    "5": "Operating and Financial Review and Prospects",
    "6": "Directors, Senior Management and Employees",
    "7": "Major Shareholders and Related Party Transactions",
    "8": "Financial Information",
    "9": "The Offer and Listing",
    "10": "Additional Information",
    "11": "Quantitative and Qualitative Disclosures About Market Risk",
    "12": "Description of Securities Other than Equity Securities",
    "13": "Defaults, Dividend Arrearages and Delinquencies",
    "14": "Material Modifications to the Rights of Security Holders and Use of Proceeds",
    "15": "Controls and Procedures",
    "16": "Reserved",
    "16A": "Audit Committee Financial Expert",
    "16B": "Code of Ethics",
    "16C": "Principal Accountant Fees and Services",
    "16D": "Exemptions from the Listing Standards for Audit Committees",
    "16E": "Purchases of Equity Securities by the Issuer and Affiliated Purchasers",
    "16F": "Change in Registrant’s Certifying Accountant",
    "16G": "Corporate Governance",
    "16H": "Mine Safety Disclosure",
    "16I": "Disclosure Regarding Foreign Jurisdictions that Prevent Inspections",
    "16J": "Insider Trading Policies",
    "16K": "Cybersecurity",
    "17": "Financial Statements",
    "18": "Financial Statements",
    "19": "Exhibits",
}
_TITLES: Mapping[str, Mapping[str, str]] = {
    "10-K": _ANNUAL,
    "10-Q": _QUARTERLY,
    "8-K": _CURRENT,
    "20-F": _FOREIGN,
}
_ADMINISTRATIVE = frozenset({"1.04", "3.03", "5.03", "5.04", "5.05", "5.06", "9.01", "7", "8", "10", "11"})


def title_of(form: str, code: str, part: str | None = None) -> str | None:
    """Return the prescribed title of an item, or None where the form has no such item."""
    family = family_of(form)
    titles = _QUARTERLY_SECOND if family == "10-Q" and part == "Part II" else _TITLES.get(family, {})
    return titles.get(code)


def numbering(code: str) -> bool:
    """Say whether an item code is of the numbering since August 2004 ('5.02'), not of the old one ('5')."""
    return bool(re.fullmatch(r"\d\.\d\d", code))


def administrative(code: str) -> bool:
    """Say whether an 8-K item reports no event of its own (exhibits, by-laws, code of ethics)."""
    return code in _ADMINISTRATIVE


def family_of(form: str) -> str:
    """Return the form without amendment marks and old variants: '10-K405/A' is '10-K', '10QSB' is '10-Q'."""
    plain = form.upper()
    for family in ("10-K", "10-Q", "8-K", "20-F", "6-K", "40-F"):
        if plain.startswith((family, family.replace("-", ""))):
            return family
    return plain.removesuffix("/A")
