"""Spending Review 2025 as a review workbook: published limits and baselines, illustrative bids and effects."""

from . import barnett, bids, effects, outcomes, settlement
from .catalogue import programmes, read, wanted
from .published import sr2025_del, table
from .texts2025 import ASSUMPTIONS, COMPARABILITY_NOTE, DEFLATOR_SOURCE, REVIEW_SETTINGS, SHARES_NOTE, TABLES

BASELINE_YEAR = "2025-26"
PLAN_YEARS = ("2026-27", "2027-28", "2028-29")
YEARS = (BASELINE_YEAR, *PLAN_YEARS)
TOTALS = {"RDEL": "Total Resource DEL excluding depreciation", "CDEL": "Total Capital DEL"}
# Illustrative: share of the population of England, with a needs factor of 1.15 for Wales and 1.24 for Northern Ireland in the figure.
SHARES = {"SCOT": 0.0958, "WALES": 0.0627, "NI": 0.0410}
Row = dict[str, object]

_RULE_COLUMNS = ("rule", "kind", "scope", "control", "value", "to", "years", "source", "note")
OWN_RULES: list[Row] = [
    dict(zip(_RULE_COLUMNS, line, strict=True))
    for line in (
        ("switch-to-capital", "switch_to_capital", "total", "RDEL", 0.02, None, None, "Illustrative", "Capital to resource is barred"),
        ("health-floor", "real_growth_floor", "DHSC", "RDEL", 0.02, None, None, "Illustrative", "Under the published 2.8 per cent a year real"),
    )
]
# Illustrative: under the published row, so that the published settlement meets it.
SCHOOLS_FLOOR = (66000, 67000, 68000)


def rows() -> dict[str, list[Row]]:
    """Every sheet of the workbook: sheet title -> rows of column: value."""
    indicators = outcomes.indicators("sr2025")
    base, costs = money()
    wants = wanted("sr2025")
    return {
        "Review": [{"setting": setting, "value": value, "source": source} for setting, value, source in REVIEW_SETTINGS],
        "Economy": [economy()],
        "Departments": departments(),
        "Baselines": baselines(),
        "Limits": limits(),
        "Bids": [bids.baseline_row(programmes("sr2025")[code], cost, PLAN_YEARS) for code, cost in base.items()]
        + [bids.row(want, costs[want.bid], PLAN_YEARS) for want in wants],
        "Priorities": outcomes.priorities("sr2025"),
        "Indicators": indicators,
        "Effects": effects.rows(wants, costs, outcomes.aims(indicators, BASELINE_YEAR, PLAN_YEARS[-1])),
        "Rules": rules(),
        "Assumptions": ASSUMPTIONS,
    }


def money() -> tuple[dict[str, bids.Costs], dict[str, bids.Costs]]:
    """The committed baselines by programme, and the bids' costs by bid, £ thousand."""
    parts = programmes("sr2025")
    targets = settlement.lines([row for row in read("sr2025_departments") if row["devolved"] == "no"], parts, YEARS)
    base = settlement.committed(parts, targets)
    natural = {want.bid: _two_controls(bids.costs(want, depreciation=False)) for want in wanted("sr2025")}
    return base, settlement.fitted(wanted("sr2025"), natural, base, parts, targets)


def _two_controls(cost: bids.Costs) -> bids.Costs:
    """Resource excludes depreciation in this review, and no administration or near-cash figures are published."""
    return {control: cost[control] for control in settlement.BUDGETS}


def economy() -> Row:
    """The deflator: only its ratio over three years is known, so a constant rate gives the path."""
    ratio = next(float(row["gdp_deflator_ratio"]) for row in table("sr2025_deflator") if row["period"] == "2025-26 to 2028-29")
    path = {year: round(100 * ratio ** (t / 3), 6) for t, year in enumerate(YEARS)}
    return {"series": "gdp_deflator", "source": DEFLATOR_SOURCE, "as_at": "2025-06-11"} | path


def departments() -> list[Row]:
    return [
        {name: row[name] for name in ("department", "name", "group", "devolved")} | {"source": TABLES}
        for row in read("sr2025_departments")
    ]


def paths() -> dict[str, dict[str, tuple[int, ...]]]:
    """Control -> department -> published path, £ thousand, baseline year first."""
    return {
        control: {row["department"]: settlement.published_row(row[f"{control.lower()}_row"], control, YEARS) for row in read("sr2025_departments")}
        for control in TOTALS
    }


def baselines() -> list[Row]:
    """A row for each department and control that has a published row; nil where a new fund has no baseline."""
    return [
        {"department": row["department"], "control": control, "amount": path[row["department"]][0] / 1000, "source": TABLES, "status": "published"}
        for row in read("sr2025_departments")
        for control, path in paths().items()
        if row[f"{control.lower()}_row"]
    ]


def limits() -> list[Row]:
    """The published totals, the published row of every department, then one illustrative floor."""
    found = [_limit(f"total-{control}", "total", control, settlement.published_row(title, control, YEARS)) for control, title in TOTALS.items()]
    for row in read("sr2025_departments"):
        code = row["department"]
        found += [_limit(f"{code}-{control}", code, control, path[code]) for control, path in paths().items() if row[f"{control.lower()}_row"]]
    floor = dict(zip(PLAN_YEARS, SCHOOLS_FLOOR, strict=True))
    source = "Illustrative: a floor for core schools, under the published row"
    return [*found, {"limit": "core-schools-floor", "scope": "programme:Core schools", "control": "RDEL", "sense": "min"} | floor | {"source": source, "status": "illustrative"}]


def _limit(name: str, scope: str, control: str, path: tuple[int, ...]) -> Row:
    years = {year: path[t] / 1000 for t, year in enumerate(YEARS) if t}
    return {"limit": name, "scope": scope, "control": control, "sense": "max"} | years | {"source": TABLES, "status": "published"}


def rules() -> list[Row]:
    """Reserves as published, Barnett with its residual, a floor for health and a modest switching rule."""
    return reserves() + OWN_RULES + devolution()


def reserves() -> list[Row]:
    """The published Reserves row: held inside the total, for no department."""
    return [_reserve(control) for control in TOTALS]


def _reserve(control: str) -> Row:
    row = sr2025_del(settlement.BUDGETS[control])["Reserves"]
    years = ";".join(f"{row[year] / 1000:.3f}" for year in PLAN_YEARS)
    return {"rule": f"reserve-{control}", "kind": "reserve", "scope": "total", "control": control, "value": None, "to": None, "years": years, "source": TABLES, "note": "The Reserves row of the published table"}


def devolution() -> list[Row]:
    """Comparability, population shares, and the residual that makes published English rows give published block grants."""
    factors = barnett.comparability("sr2025")
    found = barnett.population_rules(SHARES, "Illustrative", SHARES_NOTE) + barnett.comparability_rules(factors, COMPARABILITY_NOTE, baselines())
    return found + [
        barnett.addition_rule(nation, control, barnett.additions(nation, control, paths(), factors, share))
        for nation, share in SHARES.items()
        for control in TOTALS
    ]
