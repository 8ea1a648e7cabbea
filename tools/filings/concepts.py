"""The concepts that we read from XBRL, each with the tags that filers used for it over the years.

Within one concept the tags are in order of preference: where a filing states two of them for the same period,
the first counts. Sources: the us-gaap taxonomies 2009-2025 and ifrs-full; the revenue family follows ASC 606.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

CONCEPTS: Mapping[str, tuple[str, ...]] = {
    "revenue": (
        "us-gaap:Revenues",
        "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax",
        "us-gaap:RevenueFromContractWithCustomerIncludingAssessedTax",
        "us-gaap:SalesRevenueNet",
        "us-gaap:RevenuesNetOfInterestExpense",
        "us-gaap:SalesRevenueGoodsNet",
        "us-gaap:SalesRevenueServicesNet",
        "us-gaap:RealEstateRevenueNet",
        "us-gaap:RegulatedAndUnregulatedOperatingRevenue",
        "us-gaap:HealthCareOrganizationRevenue",
        "ifrs-full:Revenue",
        "ifrs-full:RevenueFromContractsWithCustomers",
    ),
    "cost of revenue": (
        "us-gaap:CostOfRevenue",
        "us-gaap:CostOfGoodsAndServicesSold",
        "us-gaap:CostOfGoodsSold",
        "us-gaap:CostOfServices",
        "ifrs-full:CostOfSales",
    ),
    "gross profit": ("us-gaap:GrossProfit", "ifrs-full:GrossProfit"),
    "operating income": (
        "us-gaap:OperatingIncomeLoss",
        "ifrs-full:ProfitLossFromOperatingActivities",
    ),
    "net income": (
        "us-gaap:NetIncomeLoss",
        "us-gaap:ProfitLoss",
        "us-gaap:NetIncomeLossAvailableToCommonStockholdersBasic",
        "ifrs-full:ProfitLossAttributableToOwnersOfParent",
        "ifrs-full:ProfitLoss",
    ),
    "diluted EPS": (
        "us-gaap:EarningsPerShareDiluted",
        "us-gaap:EarningsPerShareBasicAndDiluted",
        "ifrs-full:DilutedEarningsLossPerShare",
    ),
    "R&D expense": (
        "us-gaap:ResearchAndDevelopmentExpense",
        "us-gaap:ResearchAndDevelopmentExpenseExcludingAcquiredInProcessCost",
        "us-gaap:ResearchAndDevelopmentExpenseSoftwareExcludingAcquiredInProcessCost",
        "ifrs-full:ResearchAndDevelopmentExpense",
    ),
    "SG&A expense": (
        "us-gaap:SellingGeneralAndAdministrativeExpense",
        "ifrs-full:SellingGeneralAndAdministrativeExpense",
    ),
    "sales and marketing expense": ("us-gaap:SellingAndMarketingExpense", "us-gaap:SellingExpense"),
    "general and administrative expense": ("us-gaap:GeneralAndAdministrativeExpense",),
    "operating expenses": ("us-gaap:OperatingExpenses", "us-gaap:CostsAndExpenses"),
    "capital expenditure": (
        "us-gaap:PaymentsToAcquirePropertyPlantAndEquipment",
        "us-gaap:PaymentsToAcquireProductiveAssets",
        "us-gaap:PaymentsForCapitalImprovements",
        "us-gaap:PaymentsToAcquireOtherPropertyPlantAndEquipment",
        "ifrs-full:PurchaseOfPropertyPlantAndEquipmentClassifiedAsInvestingActivities",
    ),
    "operating cash flow": (
        "us-gaap:NetCashProvidedByUsedInOperatingActivities",
        "us-gaap:NetCashProvidedByUsedInOperatingActivitiesContinuingOperations",
        "ifrs-full:CashFlowsFromUsedInOperatingActivities",
    ),
    "depreciation and amortization": (
        "us-gaap:DepreciationDepletionAndAmortization",
        "us-gaap:DepreciationAmortizationAndAccretionNet",
        "us-gaap:DepreciationAndAmortization",
    ),
    "stock-based compensation": ("us-gaap:ShareBasedCompensation",),
    "interest expense": (
        "us-gaap:InterestExpense",
        "us-gaap:InterestExpenseNonoperating",
        "us-gaap:InterestExpenseDebt",
    ),
    "income tax": ("us-gaap:IncomeTaxExpenseBenefit", "ifrs-full:IncomeTaxExpenseContinuingOperations"),
    "share repurchases": ("us-gaap:PaymentsForRepurchaseOfCommonStock",),
    "dividends paid": ("us-gaap:PaymentsOfDividends", "us-gaap:PaymentsOfDividendsCommonStock"),
    "acquisitions": ("us-gaap:PaymentsToAcquireBusinessesNetOfCashAcquired",),
    "restructuring charges": (
        "us-gaap:RestructuringCharges",
        "us-gaap:RestructuringSettlementAndImpairmentProvisions",
    ),
    "cash": (
        "us-gaap:CashAndCashEquivalentsAtCarryingValue",
        "us-gaap:CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents",
        "us-gaap:Cash",
        "ifrs-full:CashAndCashEquivalents",
    ),
    "marketable securities": (
        "us-gaap:MarketableSecuritiesCurrent",
        "us-gaap:AvailableForSaleSecuritiesDebtSecuritiesCurrent",
        "us-gaap:ShortTermInvestments",
    ),
    "receivables": ("us-gaap:AccountsReceivableNetCurrent", "us-gaap:ReceivablesNetCurrent"),
    "inventory": ("us-gaap:InventoryNet", "ifrs-full:Inventories"),
    "current assets": ("us-gaap:AssetsCurrent", "ifrs-full:CurrentAssets"),
    "total assets": ("us-gaap:Assets", "ifrs-full:Assets"),
    "current liabilities": ("us-gaap:LiabilitiesCurrent", "ifrs-full:CurrentLiabilities"),
    "total liabilities": ("us-gaap:Liabilities", "ifrs-full:Liabilities"),
    "equity": (
        "us-gaap:StockholdersEquity",
        "us-gaap:StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest",
        "ifrs-full:Equity",
    ),
    "long-term debt": (
        "us-gaap:LongTermDebtNoncurrent",
        "us-gaap:LongTermDebt",
        "us-gaap:LongTermDebtAndCapitalLeaseObligations",
        "ifrs-full:NoncurrentPortionOfNoncurrentBorrowings",
    ),
    "short-term debt": (
        "us-gaap:DebtCurrent",
        "us-gaap:LongTermDebtCurrent",
        "us-gaap:ShortTermBorrowings",
        "ifrs-full:CurrentBorrowingsAndCurrentPortionOfNoncurrentBorrowings",
    ),
    "deferred revenue": (
        "us-gaap:ContractWithCustomerLiability",
        "us-gaap:ContractWithCustomerLiabilityCurrent",
        "us-gaap:DeferredRevenueCurrent",
        "us-gaap:DeferredRevenue",
    ),
    "remaining performance obligations": ("us-gaap:RevenueRemainingPerformanceObligation",),
    "purchase obligations": (
        "us-gaap:PurchaseObligation",
        "us-gaap:UnrecordedUnconditionalPurchaseObligationBalanceSheetAmount",
    ),
    "goodwill": ("us-gaap:Goodwill", "ifrs-full:Goodwill"),
    "employees": (
        "dei:EntityNumberOfEmployees",
        "ifrs-full:NumberOfEmployees",
        "ifrs-full:AverageNumberOfEmployees",
    ),
    "shares outstanding": ("dei:EntityCommonStockSharesOutstanding",),
    "public float": ("dei:EntityPublicFloat",),
}

_NAMES = {tag.lower(): name for name, tags in CONCEPTS.items() for tag in tags}
_WORDS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_ENDS = ("Member", "Segment", "Axis", "Domain")


def name_of(tag: str) -> str:
    """Return the name of the concept that a tag stands for, or the tag's own words in lower case."""
    return _NAMES.get(tag.lower()) or words(tag).lower()


def rank(tag: str) -> int:
    """Return how far down the list of its concept a tag stands: 0 is preferred."""
    name = _NAMES.get(tag.lower())
    return next(at for at, each in enumerate(CONCEPTS[name]) if each.lower() == tag.lower()) if name else 99


def words(qname: str) -> str:
    """Return the words of a qualified name: 'nvda:DataCenterMember' is 'Data Center'."""
    local = qname.rsplit(":", 1)[-1]
    for end in _ENDS:
        if local.endswith(end) and len(local) > len(end):
            local = local[: -len(end)]
    return " ".join(_WORDS.findall(local)) or local
