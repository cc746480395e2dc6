"""Comprehensive Spending Review 2007 as a review workbook: what is published of it, the rest illustrative row by row."""

from . import bids, effects, outcomes
from .baselines2007 import BASELINE_YEAR, adjustments, committed, rows as baseline_rows
from .catalogue import Wanted, programmes, read, wanted
from .limits2007 import PLAN_YEARS, deflators, limits
from .published import macro, table
from .rules2007 import rules
from .texts2007 import ASSUMPTIONS, LEADS, REVIEW_SETTINGS

Row = dict[str, object]


def rows() -> dict[str, list[Row]]:
    """Every sheet of the workbook: sheet title -> rows of column: value."""
    indicators = outcomes.indicators("csr2007")
    costs = {want.bid: cost_of(want) for want in wanted("csr2007")}
    return {
        "Review": [{"setting": setting, "value": value, "source": source} for setting, value, source in REVIEW_SETTINGS],
        "Economy": economy(),
        "Departments": [{name: row[name] for name in ("department", "name", "group", "devolved")} for row in read("csr2007_departments")],
        "Baselines": baseline_rows(),
        "Adjustments": adjustments(),
        "Limits": limits(),
        "Bids": [bids.baseline_row(programmes("csr2007")[code], cost, PLAN_YEARS) for code, cost in committed().items()]
        + [bids.row(want, costs[want.bid], PLAN_YEARS) for want in wanted("csr2007")],
        "Priorities": priorities(),
        "Indicators": indicators,
        "Effects": effects.rows(wanted("csr2007"), costs, outcomes.aims(indicators, BASELINE_YEAR, PLAN_YEARS[-1])),
        "Rules": rules(),
        "Assumptions": ASSUMPTIONS,
    }


def cost_of(want: Wanted) -> bids.Costs:
    """A bid's costs in this review, where resource includes depreciation."""
    near_cash = any(row["department"] == want.programme.department and row["control"] == "NEAR_CASH" for row in read("csr2007_baselines"))
    return bids.with_of_which(want, bids.costs(want, depreciation=True), near_cash=near_cash)


def economy() -> list[Row]:
    """Deflator, money GDP and TME of the published table (£bn there, £m here); AME and receipts where nothing is published."""
    source = "published/macro.csv"
    tme = {year: 1000 * amount for year, amount in macro("TME_cash").items()}
    receipts = {"2007-08": 547000, "2008-09": 531000, "2009-10": 1000 * macro("receipts_total")["2009-10"], "2010-11": 520000}
    return [
        _series("gdp_deflator", f"{source}, derived: cash over real TME, 2007-08 = 100; a later vintage than the plans", deflators()),
        _series("money_gdp", f"{source}, derived: TME over its published share of GDP", {y: 1000 * v for y, v in macro("money_gdp_implied").items()}),
        _series("tme", f"{source}: PESA 2009, outturn and plans of that date", tme),
        _series("ame", "Illustrative: TME less the total DEL of this workbook", ame(tme)),
        _series("receipts", f"Illustrative, but 2009-10 as in {source}", receipts),
    ]


def _series(name: str, source: str, values: dict[str, float]) -> Row:
    return {"series": name, "source": source, "as_at": "2009-06-01"} | {year: round(values[year], 3) for year in (BASELINE_YEAR, *PLAN_YEARS)}


def ame(tme: dict[str, float]) -> dict[str, float]:
    """TME less total DEL: the baselines in the baseline year, the totals of the Limits sheet after it."""
    base = {control: sum(float(r["amount"]) for r in baseline_rows() if r["control"] == control) for control in ("RDEL", "CDEL", "DEPRECIATION")}  # type: ignore[arg-type]
    found = {BASELINE_YEAR: tme[BASELINE_YEAR] - (base["RDEL"] + base["CDEL"] - base["DEPRECIATION"])}
    totals = {str(row["control"]): row for row in limits() if row["scope"] == "total"}
    for year in PLAN_YEARS:
        worn = base["DEPRECIATION"] * deflators()[year] / 100
        found[year] = tme[year] - (float(totals["RDEL"][year]) + float(totals["CDEL"][year]) - worn)  # type: ignore[arg-type]
    return found


def priorities() -> list[Row]:
    """The 30 Public Service Agreements, titles and groups as published; equal weights."""
    published = {row["priority"]: row for row in table("psa2007")}
    return [_priority(published[row["priority"]], row) for row in read("csr2007_priorities")]


def _priority(psa: dict[str, str], row: dict[str, str]) -> Row:
    checked = "" if psa["lead_checked"] == "yes" else " (to be checked)"
    return {
        "priority": psa["priority"],
        "title": psa["title"],
        "weight": float(row["weight"]),
        "tier": int(row["tier"]),
        "theme": psa["group"],
        "lead_department": LEADS[psa["lead_department"]],
        "floor": float(row["floor"]) if row["floor"] else None,
        "kind": "psa",
        "source": f"published/psa2007.csv; lead department {psa['lead_department']}{checked}; weight, tier and floor illustrative",
    }
