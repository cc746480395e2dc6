"""Limits of the Comprehensive Spending Review 2007: the settlement figures that are published, and illustrative ones for the rest.

Illustrative totals. Resource DEL grows from the restated baseline at the 1.9 % a year real that Budget 2007 announced for current spending, total DEL at the
2.0 % announced for total spending, depreciation stays flat in real terms; capital is what that leaves. All with the deflator of the Economy sheet.
Illustrative departmental limits. Restated baseline x deflator x (1 + g)^t, g written down for each department in csr2007_departments.csv, chosen so that together
they pass the totals by a few per cent: ceilings to negotiate under, not a settlement.
"""

from functools import cache

from . import published
from .baselines2007 import BASELINE_YEAR, restated
from .catalogue import read

PLAN_YEARS = ("2008-09", "2009-10", "2010-11")
Row = dict[str, object]

# limit, scope, control, row and budget of published/csr2007_del.csv, years
PUBLISHED = (
    ("MOD-TDEL", "MOD", "TDEL", "Ministry of Defence", "total", PLAN_YEARS),
    ("FCO-TDEL", "FCO", "TDEL", "Foreign and Commonwealth Office", "total", PLAN_YEARS),
    ("DFT-RDEL-2010", "DFT", "RDEL", "Department for Transport", "resource", PLAN_YEARS[2:]),
    ("DFT-CDEL-2010", "DFT", "CDEL", "Department for Transport", "capital", PLAN_YEARS[2:]),
    ("DFT-TDEL-2010", "DFT", "TDEL", "Department for Transport", "total", PLAN_YEARS[2:]),
    ("DFT-ADMIN-2010", "DFT", "ADMIN", "Department for Transport", "admin", PLAN_YEARS[2:]),
    ("DFT-NEAR_CASH-2010", "DFT", "NEAR_CASH", "Department for Transport", "near_cash", PLAN_YEARS[2:]),
    ("HO-TDEL", "HO", "TDEL", "Home Office", "total", PLAN_YEARS[:2]),
)
PROVISIONAL = ("HO-TDEL",)
# Written down, £m: Transport has published figures for 2010-11 alone, and the science ring-fence stands for a floor on a programme.
ILLUSTRATIVE = (
    ("DFT-RDEL", "DFT", "RDEL", "max", (6690, 6685, None), "Illustrative: between the baseline and the published 2010-11"),
    ("DFT-CDEL", "DFT", "CDEL", "max", (7050, 7560, None), "Illustrative: between the baseline and the published 2010-11"),
    ("science-floor", "programme:Science and innovation", "RDEL", "min", (3090, 3190, 3300), "Illustrative: a ring-fence for science"),
)


@cache
def deflators() -> dict[str, float]:
    return published.macro("gdp_deflator_implied")


def limits() -> list[Row]:
    """The Limits sheet: totals, published departmental limits, then illustrative ones."""
    return totals() + [_published(*line) for line in PUBLISHED] + [_row(*line) for line in ILLUSTRATIVE] + departmental()


def totals() -> list[Row]:
    """Total resource and capital DEL, derived from announced growth; see the module's docstring."""
    resource, capital, worn = (sum(a for (_, c), a in restated().items() if c == control) for control in ("RDEL", "CDEL", "DEPRECIATION"))
    current, whole = (published.macro(name)["2008-09 to 2010-11"] / 100 for name in ("real_growth_current_spending", "real_growth_total_spending"))
    rdel, cdel = [], []
    for t, year in enumerate(PLAN_YEARS, start=1):
        prices = deflators()[year] / 100
        rdel.append(_nearest(resource * prices * (1 + current) ** t, 1000))
        cdel.append(_nearest((resource + capital - worn) * prices * (1 + whole) ** t - rdel[-1] * 1000 + worn * prices, 1000))
    source = "Illustrative, derived: growth announced in Budget 2007 (published/macro.csv) on the restated baselines; method in workbooks/README.md"
    return [_row(f"total-{control}", "total", control, "max", tuple(path), source) for control, path in (("RDEL", rdel), ("CDEL", cdel))]


def departmental() -> list[Row]:
    """One illustrative limit for each department and control that has a growth rate in the department list."""
    return [
        _row(f"{row['department']}-{control}", row["department"], control, "max", _grown(row["department"], control, float(row[column])), _growth_source(row[column]))
        for row in read("csr2007_departments")
        for control, column in (("RDEL", "rdel_growth"), ("CDEL", "cdel_growth"))
        if row[column]
    ]


def _growth_source(growth: str) -> str:
    return f"Illustrative: restated baseline and {100 * float(growth):.1f} per cent a year real"


def _grown(department: str, control: str, growth: float) -> tuple[float, ...]:
    base = restated()[department, control]
    unit = 1000 if base > 100_000 else 100
    return tuple(_nearest(base * deflators()[year] / deflators()[BASELINE_YEAR] * (1 + growth) ** t, unit) for t, year in enumerate(PLAN_YEARS, start=1))


def _nearest(amount: float, unit: int) -> float:
    """£ thousand as £m, rounded to a unit in £ thousand: an illustrative limit should not look exact."""
    return round(amount / unit) * unit / 1000


def _published(name: str, scope: str, control: str, row: str, budget: str, years: tuple[str, ...]) -> Row:
    figures = {year: published.csr2007(row, budget, year) for year in years}
    source = next(iter(figures.values()))[1]
    cells = {year: figures[year][0] / 1000 if year in figures else None for year in PLAN_YEARS}
    status = "provisional" if name in PROVISIONAL else "published"
    return {"limit": name, "scope": scope, "control": control, "sense": "max"} | cells | {"source": source, "status": status}


def _row(name: str, scope: str, control: str, sense: str, path: tuple[float | None, ...], source: str) -> Row:
    cells = dict(zip(PLAN_YEARS, path, strict=True))
    return {"limit": name, "scope": scope, "control": control, "sense": sense} | cells | {"source": source, "status": "illustrative"}
