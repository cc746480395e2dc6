"""Comprehensive Spending Review 2007 as a review workbook: what is published of it, the rest illustrative."""

from . import barnett, bids, effects, outcomes
from .baselines2007 import BASELINE_YEAR, adjustments, baselines, committed, total
from .catalogue import Row, Wanted, programmes, read, settings, sheet, wanted
from .limits2007 import PLAN_YEARS, deflators, limits, prices, totals
from .published import macro, table, thousands

YEARS = (BASELINE_YEAR, *PLAN_YEARS)
MACRO = "published/macro.csv"
RECEIPTS = {"2007-08": 547_000.0, "2008-09": 531_000.0, "2010-11": 520_000.0}  # illustrative; 2009-10 is published
SHARES = {"SCOT": 0.1008, "WALES": 0.0584, "NI": 0.0343}
SHARES_SOURCE = "Computed: ONS mid-2006 populations of 5116.9, 2965.9 and 1741.6 thousand over England's 50762.9"
SHARES_NOTE = "To be checked against the Statement of Funding Policy of October 2007"
FACTORS_NOTE = "Health and schools wholly, defence and social security not at all; the factors of 2007 were not found"


def rows() -> dict[str, list[Row]]:
    """Every sheet of the workbook: sheet title -> rows of column: value."""
    indicators = outcomes.indicators("csr2007")
    parts, wants = programmes("csr2007"), wanted("csr2007")
    costs = {want.bid: cost_of(want) for want in wants}
    return {
        "Review": settings("csr2007_review"),
        "Economy": economy(),
        "Departments": departments(),
        "Baselines": list(baselines()),
        "Adjustments": adjustments(),
        "Limits": limits(),
        "Bids": [bids.baseline_row(parts[code], cost, PLAN_YEARS) for code, cost in committed().items()]
        + [bids.row(want, costs[want.bid], PLAN_YEARS) for want in wants],
        "Priorities": priorities(),
        "Indicators": indicators,
        "Effects": effects.rows(wants, costs, outcomes.aims(indicators, BASELINE_YEAR, PLAN_YEARS[-1])),
        "Rules": rules(),
        "Assumptions": sheet("csr2007_assumptions", "quality", "impact", "low", "central", "high"),
    }


def cost_of(want: Wanted) -> bids.Costs:
    """A bid's costs in this review, where resource includes depreciation."""
    with_cash = {row["department"] for row in baselines() if row["control"] == "NEAR_CASH"}
    near_cash = want.programme.department in with_cash
    return bids.with_of_which(want, bids.costs(want, depreciation=True), near_cash=near_cash)


def departments() -> list[Row]:
    """The departments of the time, and the devolved administrations."""
    columns = ("department", "name", "group", "devolved")
    return [{name: row[name] for name in columns} for row in read("csr2007_departments")]


def economy() -> list[Row]:
    """Deflator, money GDP and TME of the published table (£bn there, £m here); AME and receipts where none is."""
    tme = {year: 1000 * amount for year, amount in macro("TME_cash").items()}
    money_gdp = {year: 1000 * amount for year, amount in macro("money_gdp_implied").items()}
    receipts = RECEIPTS | {"2009-10": 1000 * macro("receipts_total")["2009-10"]}
    vintage = "derived: cash over real TME, 2007-08 = 100; a later vintage than the plans"
    return [
        _series("gdp_deflator", f"{MACRO}, {vintage}", deflators()),
        _series("money_gdp", f"{MACRO}, derived: TME over its published share of GDP", money_gdp),
        _series("tme", f"{MACRO}: PESA 2009, outturn and plans of that date", tme),
        _series("ame", "Illustrative: TME less the total DEL of this workbook", ame(tme)),
        _series("receipts", f"Illustrative, but 2009-10 as in {MACRO}", receipts),
    ]


def _series(name: str, source: str, values: dict[str, float]) -> Row:
    figures: Row = {year: round(values[year], 3) for year in YEARS}
    return {"series": name, "source": source, "as_at": "2009-06-01"} | figures


def ame(tme: dict[str, float]) -> dict[str, float]:
    """TME less total DEL: the published baselines in the baseline year, the totals of the Limits sheet after it, £m."""
    before = {"RDEL": 0, "CDEL": 0, "DEPRECIATION": 0}
    for row in baselines():
        if row["control"] in before:
            before[str(row["control"])] += thousands(row["amount"])
    found = {BASELINE_YEAR: tme[BASELINE_YEAR] - (before["RDEL"] + before["CDEL"] - before["DEPRECIATION"]) / 1000}
    for year in PLAN_YEARS:
        planned = sum(thousands(row[year]) for row in totals()) - total("DEPRECIATION") * prices(year)
        found[year] = tme[year] - planned / 1000
    return found


def priorities() -> list[Row]:
    """The 30 Public Service Agreements, titles and groups as published; equal weights."""
    published = {row["priority"]: row for row in table("psa2007")}
    leads = {row["lead_department"]: row["department"] for row in read("csr2007_leads")}
    return [_priority(published[str(row["priority"])], row, leads) for row in outcomes.priorities("csr2007")]


def _priority(psa: dict[str, str], row: Row, leads: dict[str, str]) -> Row:
    checked = "" if psa["lead_checked"] == "yes" else " (to be checked)"
    source = f"published/psa2007.csv; lead {psa['lead_department']}{checked}; weight, tier and floor illustrative"
    cells: Row = {"priority": psa["priority"], "title": psa["title"], "weight": row["weight"], "tier": row["tier"]}
    cells |= {"theme": psa["group"], "lead_department": leads[psa["lead_department"]], "floor": row["floor"]}
    return cells | {"kind": "psa", "source": source}


def rules() -> list[Row]:
    """The rules of the list, then Barnett."""
    return [
        *sheet("csr2007_rules", "value"),
        *barnett.population_rules(SHARES, SHARES_SOURCE, SHARES_NOTE),
        *barnett.comparability_rules(barnett.comparability("csr2007"), FACTORS_NOTE, list(baselines())),
    ]
