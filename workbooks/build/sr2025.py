"""Spending Review 2025 as a review workbook: published limits and baselines, illustrative bids and effects."""

from . import barnett, bids, effects, outcomes, settlement
from .catalogue import Row, programmes, read, settings, sheet, wanted
from .published import sr2025_del, table

BASELINE_YEAR = "2025-26"
PLAN_YEARS = ("2026-27", "2027-28", "2028-29")
YEARS = (BASELINE_YEAR, *PLAN_YEARS)
TOTALS = {"RDEL": "Total Resource DEL excluding depreciation", "CDEL": "Total Capital DEL"}
# Illustrative: about the population of each nation over that of England, without a needs factor.
SHARES = {"SCOT": 0.0958, "WALES": 0.0548, "NI": 0.0334}
# Illustrative: under the published row of core schools, so that the published settlement meets it.
SCHOOLS_FLOOR = (66000, 67000, 68000)

TABLES = "HM Treasury, Spending Review 2025, departmental DEL tables 5.3 and 5.4 (published/sr2025_del.csv)"
DEFLATOR_SOURCE = (
    "Derived: the ratio of 1.057467 over 2025-26 to 2028-29 is the median that the published cash and real growth "
    "figures imply; the path between is not known and is taken at a constant rate"
)
SHARES_NOTE = "About the population over that of England; no needs factor"
FACTORS_NOTE = "Health and education nearly wholly devolved, defence and foreign affairs not at all, others between"


def rows() -> dict[str, list[Row]]:
    """Every sheet of the workbook: sheet title -> rows of column: value."""
    indicators = outcomes.indicators("sr2025")
    base, costs = money()
    parts, wants = programmes("sr2025"), wanted("sr2025")
    return {
        "Review": settings("sr2025_review"),
        "Economy": [economy()],
        "Departments": departments(),
        "Baselines": baselines(),
        "Limits": limits(),
        "Bids": [bids.baseline_row(parts[code], cost, PLAN_YEARS) for code, cost in base.items()]
        + [bids.row(want, costs[want.bid], PLAN_YEARS) for want in wants],
        "Priorities": outcomes.priorities("sr2025"),
        "Indicators": indicators,
        "Effects": effects.rows(wants, costs, outcomes.aims(indicators, BASELINE_YEAR, PLAN_YEARS[-1])),
        "Rules": reserves() + sheet("sr2025_rules", "value") + devolution(),
        "Assumptions": sheet("sr2025_assumptions", "quality", "impact", "low", "central", "high"),
    }


def money() -> tuple[dict[str, bids.Costs], dict[str, bids.Costs]]:
    """The committed baselines by programme, and the bids' costs by bid, £ thousand."""
    parts, wants = programmes("sr2025"), wanted("sr2025")
    bidders = [row for row in read("sr2025_departments") if row["devolved"] == "no"]
    targets = settlement.lines(bidders, parts, YEARS)
    base = settlement.committed(parts, targets)
    natural = {want.bid: _two_controls(bids.costs(want, depreciation=False)) for want in wants}
    return base, settlement.fitted(wants, natural, base, targets)


def _two_controls(cost: bids.Costs) -> bids.Costs:
    """Resource excludes depreciation in this review, and no administration or near-cash figures are published."""
    return {control: cost[control] for control in settlement.BUDGETS}


def economy() -> Row:
    """The deflator: only its ratio over three years is known, so a constant rate gives the path."""
    period = f"{BASELINE_YEAR} to {PLAN_YEARS[-1]}"
    ratio = next(float(row["gdp_deflator_ratio"]) for row in table("sr2025_deflator") if row["period"] == period)
    path: Row = {year: round(100 * ratio ** (t / 3), 6) for t, year in enumerate(YEARS)}
    return {"series": "gdp_deflator", "source": DEFLATOR_SOURCE, "as_at": "2025-06-11"} | path


def departments() -> list[Row]:
    """Every row of the published tables that is a department, a fund or a provision."""
    columns = ("department", "name", "group", "devolved")
    rows: list[Row] = [{name: row[name] for name in columns} for row in read("sr2025_departments")]
    return [row | {"source": TABLES} for row in rows]


def paths() -> barnett.Paths:
    """Published path of every department, £ thousand, baseline year first."""
    return {control: dict(_published(control)) for control in TOTALS}


def _published(control: str) -> list[tuple[str, tuple[int, ...]]]:
    """The departments that have a published row for the control, with its path."""
    rows = [(row["department"], row[f"{control.lower()}_row"]) for row in read("sr2025_departments")]
    return [(name, settlement.published_row(title, control, YEARS)) for name, title in rows if title]


def baselines() -> list[Row]:
    """A row for each published row; a new fund's baseline is nil."""
    return [
        {"department": name, "control": control, "amount": path[0] / 1000, "source": TABLES, "status": "published"}
        for control, by_name in paths().items()
        for name, path in by_name.items()
    ]


def limits() -> list[Row]:
    """The published totals, the published row of every department, then one illustrative floor."""
    totals = [
        _limit(f"total-{control}", "total", control, settlement.published_row(title, control, YEARS))
        for control, title in TOTALS.items()
    ]
    found = [
        _limit(f"{name}-{control}", name, control, path) for control in TOTALS for name, path in _published(control)
    ]
    return [*totals, *found, schools_floor()]


def _limit(name: str, scope: str, control: str, path: tuple[int, ...]) -> Row:
    years: Row = {year: path[t] / 1000 for t, year in enumerate(YEARS) if t}
    cells: Row = {"limit": name, "scope": scope, "control": control, "sense": "max"}
    return cells | years | {"source": TABLES, "status": "published"}


def schools_floor() -> Row:
    """An example of a floor on a programme."""
    cells: Row = {"limit": "core-schools-floor", "scope": "programme:Core schools", "control": "RDEL", "sense": "min"}
    years: Row = dict(zip(PLAN_YEARS, SCHOOLS_FLOOR, strict=True))
    return cells | years | {"source": "Illustrative: under the published row", "status": "illustrative"}


def reserves() -> list[Row]:
    """The published Reserves row: held inside the total, for no department."""
    return [_reserve(control) for control in TOTALS]


def _reserve(control: str) -> Row:
    row = sr2025_del(settlement.BUDGETS[control])["Reserves"]
    years = ";".join(f"{row[year] / 1000:.3f}" for year in PLAN_YEARS)
    note = "The Reserves row of the published table"
    cells = (f"reserve-{control}", "reserve", "total", control, None, None, years, TABLES, note)
    return dict(zip(barnett.COLUMNS, cells, strict=True))


def devolution() -> list[Row]:
    """Comparability, population shares, and the residual that makes published English rows give published grants."""
    factors = barnett.comparability("sr2025")
    return [
        *barnett.population_rules(SHARES, "Illustrative", SHARES_NOTE),
        *barnett.comparability_rules(factors, FACTORS_NOTE, baselines()),
        *(_residual(nation, control, factors, share) for nation, share in SHARES.items() for control in TOTALS),
    ]


def _residual(nation: str, control: str, factors: barnett.Factors, share: float) -> Row:
    known = {pair: factor for pair, factor in factors.items() if pair[1] in paths()[control]}
    return barnett.addition_rule(nation, control, barnett.additions(nation, control, paths(), known, share))
