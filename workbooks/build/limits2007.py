"""Limits of the Comprehensive Spending Review 2007: the settlement figures that are published, illustrative others.

Illustrative totals. Resource DEL grows from the restated baseline at the 1.9 % a year real that Budget 2007 announced
for current spending, total DEL at the 2.0 % announced for total spending, depreciation stays flat in real terms;
capital is what that leaves. All with the deflator of the Economy sheet.
Illustrative departmental limits. Restated baseline x deflator x (1 + g)^t, with g written down for each department in
csr2007_departments.csv, chosen so that together they pass the totals by a few per cent: ceilings to negotiate under,
not a settlement.
"""

from . import published
from .baselines2007 import BASELINE_YEAR, restated, total
from .catalogue import Row, read

PLAN_YEARS = ("2008-09", "2009-10", "2010-11")
GROWTH_PERIOD = "2008-09 to 2010-11"
TOTAL_SOURCE = (
    "Illustrative, derived: growth announced in Budget 2007 (published/macro.csv) on the restated baselines; "
    "method in workbooks/README.md"
)
Figures = tuple[float | None, ...]


def deflators() -> dict[str, float]:
    """The implied GDP deflator by year, 2007-08 = 100."""
    return published.macro("gdp_deflator_implied")


def prices(year: str) -> float:
    """Prices of a year over those of the baseline year."""
    return deflators()[year] / deflators()[BASELINE_YEAR]


def limits() -> list[Row]:
    """The Limits sheet: totals, the listed limits of departments, then illustrative ones from a growth rate."""
    return totals() + [_listed(line) for line in read("csr2007_limits")] + departmental()


def totals() -> list[Row]:
    """Total resource and capital DEL, derived from announced growth; see the module's docstring."""
    years = list(enumerate(PLAN_YEARS, start=1))
    rdel = tuple(_grown(total("RDEL"), year, t, _announced("current"), 1000) for t, year in years)
    everything = total("RDEL") + total("CDEL") - total("DEPRECIATION")
    whole = tuple(everything * prices(year) * (1 + _announced("total")) ** t for t, year in years)
    worn = tuple(total("DEPRECIATION") * prices(year) for year in PLAN_YEARS)
    cdel = tuple(_nearest(whole[t] - 1000 * rdel[t] + worn[t], 1000) for t in range(3))
    paths = {"RDEL": rdel, "CDEL": cdel}
    return [_row(f"total-{c}", "total", c, "max", path, TOTAL_SOURCE, "illustrative") for c, path in paths.items()]


def _announced(spending: str) -> float:
    """Real growth a year announced in Budget 2007 for total or current spending, as a fraction."""
    return published.macro(f"real_growth_{spending}_spending")[GROWTH_PERIOD] / 100


def departmental() -> list[Row]:
    """One illustrative limit for each department and control that has a growth rate in the department list."""
    return [
        _from_growth(row["department"], control, float(row[column]))
        for row in read("csr2007_departments")
        for control, column in (("RDEL", "rdel_growth"), ("CDEL", "cdel_growth"))
        if row[column]
    ]


def _from_growth(department: str, control: str, growth: float) -> Row:
    base = restated()[department, control]
    unit = 1000 if base > 100_000 else 100
    path = tuple(_grown(base, year, t, growth, unit) for t, year in enumerate(PLAN_YEARS, start=1))
    source = f"Illustrative: restated baseline and {100 * growth:.1f} per cent a year real"
    return _row(f"{department}-{control}", department, control, "max", path, source, "illustrative")


def _grown(base: int, year: str, t: int, growth: float, unit: int) -> float:
    return _nearest(base * prices(year) * (1 + growth) ** t, unit)


def _nearest(amount: float, unit: int) -> float:
    """£ thousand as £m, rounded to a unit in £ thousand: an illustrative limit should not look exact."""
    return round(amount / unit) * unit / 1000


def _listed(line: dict[str, str]) -> Row:
    """A limit of the list: its years marked yes are read from the published table, its figures are its own."""
    found = {year: _figure(line, year) for year in PLAN_YEARS}
    source = line["source"] or next(source for figure, source in found.values() if figure is not None)
    path = tuple(figure for figure, _ in found.values())
    return _row(line["limit"], line["scope"], line["control"], line["sense"], path, source, line["status"])


def _figure(line: dict[str, str], year: str) -> tuple[float | None, str]:
    if line[year] == "yes":
        amount, source = published.csr2007(line["row"], line["budget"], year)
        return amount / 1000, source
    return (float(line[year]) if line[year] else None), ""


def _row(name: str, scope: str, control: str, sense: str, path: Figures, source: str, status: str) -> Row:
    cells: Row = {"limit": name, "scope": scope, "control": control, "sense": sense}
    return cells | dict(zip(PLAN_YEARS, path, strict=True)) | {"source": source, "status": status}
