"""The published settlement of Spending Review 2025, through the program: forced in, it comes out as published."""

import csv

import pytest

from spendreview.allocation import allocate
from spendreview.review import load_review

from .conftest import ROOT

PLAN_YEARS = ("2026-27", "2027-28", "2028-29")
BUDGETS = {"RDEL": "resource", "CDEL": "capital"}
PERIOD = "2025-26 to 2028-29"
TOTAL = "Total Resource DEL excluding depreciation"
PROGRAMMES = {
    "of which: NHS England": ("NHS England",),
    "of which: core schools": ("Core schools",),
    "of which: Home Office (excl. asylum forecast)": ("Policing and public safety", "Borders and migration"),
}
# Published on an adjusted baseline, so the plain formula on the published cash figures does not give them.
ADJUSTED = {
    "of which: NHS England",
    "MHCLG Local Government",
    "Culture, Media and Sport",
    "Energy Security and Net Zero",
    "Cabinet Office",
    TOTAL,
}


def table(name):
    with (ROOT / "published" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def published_cash():
    """(row title, control, year) -> £ million."""
    control = {budget: name for name, budget in BUDGETS.items()}
    return {(r["department"], control[r["budget"]], r["year"]): float(r["amount_gbp_m"]) for r in table("sr2025_del")}


def published_growth():
    """Row title -> published average annual real growth of resource DEL over the plan."""
    rows = [row for row in table("sr2025_real_growth") if (row["budget"], row["period"]) == ("resource", PERIOD)]
    return {row["department"]: float(row["average_annual_real_growth"]) for row in rows}


@pytest.fixture(scope="module")
def settlement():
    return allocate(load_review(ROOT / "scenarios" / "sr2025-published.yaml"))


@pytest.fixture(scope="module")
def titles():
    """(department, control) -> titles of its published rows."""
    with (ROOT / "workbooks" / "illustrative" / "sr2025_departments.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {(r["department"], control): r[f"{control.lower()}_row"] for r in rows for control in BUDGETS}
    return {key: title.split(" + ") for key, title in found.items() if title}


def test_every_settlement_equals_its_published_row(settlement, titles):
    """Resource and capital, each department and year, devolved administrations included, to £1m."""
    cash = published_cash()
    found = settlement.settlements.set_index(["department", "control", "year"]).amount_m
    assert len(titles) == 49
    for (department, control), rows in titles.items():
        for year in PLAN_YEARS:
            wanted = sum(cash[row, control, year] for row in rows)
            assert found[department, control, year] == pytest.approx(wanted, abs=1), (department, control, year)


@pytest.mark.parametrize(
    ("row", "control", "programmes"),
    [(row, "RDEL", programmes) for row, programmes in PROGRAMMES.items()]
    + [("Transport - High Speed 2", "CDEL", ("High Speed 2",))]
    + [("Energy Security and Net Zero - Sizewell C", "CDEL", ("Sizewell C",))],
)
def test_every_of_which_row_equals_its_programmes(settlement, sr2025, row, control, programmes):
    """The bids of NHS England, core schools and the like spend what is printed for them, to £1m."""
    for year in PLAN_YEARS:
        spent = programme_spend(settlement, sr2025, control, year, programmes)
        assert spent == pytest.approx(published_cash()[row, control, year], abs=1)


def programme_spend(settlement, sheets, control, year, programmes):
    """£ million of the bids of some programmes in a year."""
    mine = {row["bid"] for row in sheets["Bids"] if row["programme"] in programmes}
    spent = settlement.bids[settlement.bids.bid.isin(mine) & (settlement.bids.year == year)]
    return spent[f"{control.lower()}_m"].sum()


def growth(first, last, deflator):
    """Average annual real growth over the three years."""
    return (last / first / deflator) ** (1 / 3) - 1


def our_growth(settlement, sheets, titles):
    """Row title -> growth that the settlement gives; memorandum rows, which no department spends, by published cash."""
    cash = published_cash()
    economy = next(row for row in sheets["Economy"] if row["series"] == "gdp_deflator")
    deflator = economy["2028-29"] / economy["2025-26"]
    resource = settlement.settlements[settlement.settlements.control == "RDEL"]
    by_code = resource.groupby("department").real_growth.first()
    ours = {titles[code, "RDEL"][0]: value for code, value in by_code.items() if (code, "RDEL") in titles}
    for row, programmes in PROGRAMMES.items():
        spent = programme_spend(settlement, sheets, "RDEL", "2028-29", programmes)
        ours[row] = growth(cash[row, "RDEL", "2025-26"], spent, deflator)
    reserve = cash["Reserves", "RDEL", "2028-29"]
    everything = resource[resource.year == "2028-29"].amount_m.sum() + reserve
    ours[TOTAL] = growth(cash[TOTAL, "RDEL", "2025-26"], everything, deflator)
    for row in published_growth():
        if row.startswith("Memo:"):
            ours[row] = growth(cash[row, "RDEL", "2025-26"], cash[row, "RDEL", "2028-29"], deflator)
    return ours


def test_real_growth_is_the_published_one_but_for_six_adjusted_rows(settlement, sr2025, titles):
    """24 of the 30 resource rows to 0.0002; the six that were published on an adjusted baseline are listed."""
    ours, printed = our_growth(settlement, sr2025, titles), published_growth()
    assert len(printed) == 30
    differences = {row: ours[row] - wanted for row, wanted in printed.items()}
    others = {row: difference for row, difference in differences.items() if abs(difference) > 0.0002}
    for row, difference in others.items():
        print(f"{row}: published {printed[row]:+.4%}, plain formula {ours[row]:+.4%}, difference {difference:+.4%}")
    assert set(others) == ADJUSTED


def test_nothing_is_moved_in_the_published_settlement(settlement):
    """The departments' rows fit the totals as they are, with the source's own £0.17m and no switching."""
    totals = settlement.limits[settlement.limits.scope == "total"]
    assert (totals.slack_m > -1e-6).all()
    assert (totals.slack_m < 0.01).all()
    assert not settlement.drawdown_m
