"""The shipped workbooks are what the script builds, and say truly which of their figures are published."""

import csv
from decimal import Decimal
from itertools import zip_longest

import openpyxl
import pytest

from workbooks.build.__main__ import build

from .conftest import ROOT

PUBLISHED = ROOT / "published"
PLAN_YEARS = {"sr2025": ("2026-27", "2027-28", "2028-29"), "csr2007": ("2008-09", "2009-10", "2010-11")}
TOTALS = {"RDEL": "Total Resource DEL excluding depreciation", "CDEL": "Total Capital DEL"}
BUDGETS = {"RDEL": "resource", "CDEL": "capital"}
# The source's own: its rows for resource in 2027-28 add to this much more than its printed total.
DISCREPANCY_M = {("RDEL", "2027-28"): 0.17}
REVIEWS = ("sr2025", "csr2007")
# Printed as two rows of capital, one department here.
SPLIT = (
    ("Transport (excl. High Speed 2)", "Transport - High Speed 2"),
    ("Energy Security and Net Zero (excl. Sizewell C)", "Energy Security and Net Zero - Sizewell C"),
)


def published(name):
    """The rows of a published table."""
    with (PUBLISHED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def published_figures():
    """Every published departmental figure, and the sums of split rows: (year, £ million)."""
    figures = {(row["year"], float(row["amount_gbp_m"])) for row in published("sr2025_del") + published("csr2007_del")}
    capital = {
        (r["department"], r["year"]): r["amount_gbp_m"] for r in published("sr2025_del") if r["budget"] == "capital"
    }
    for first, second in SPLIT:
        years = {year for title, year in capital if title == first}
        figures |= {(year, float(Decimal(capital[first, year]) + Decimal(capital[second, year]))) for year in years}
    for row in published("in_year_del"):
        figures |= {(row["year"], float(row[column])) for column in row if column.endswith("_gbp_m") and row[column]}
    return figures


@pytest.fixture(params=REVIEWS)
def review(request):
    """Each shipped workbook in turn, by name and sheets."""
    return request.param, request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A folder in which the script has just built everything."""
    folder = tmp_path_factory.mktemp("built")
    build(folder, folder)
    return folder


@pytest.mark.parametrize("name", REVIEWS)
def test_shipped_workbook_is_what_the_script_builds(built, name):
    """Sheet by sheet and cell by cell."""
    ours = openpyxl.load_workbook(ROOT / "workbooks" / f"{name}.xlsx")
    fresh = openpyxl.load_workbook(built / f"{name}.xlsx")
    assert ours.sheetnames == fresh.sheetnames
    for sheet in fresh:
        pairs = zip_longest(ours[sheet.title].iter_rows(values_only=True), sheet.iter_rows(values_only=True))
        for number, (found, wanted) in enumerate(pairs, start=1):
            assert found == wanted, f"{name}.xlsx {sheet.title} row {number}"


def test_shipped_scenario_is_what_the_script_builds(built):
    """The scenario that forces in the published settlement."""
    shipped = ROOT / "scenarios" / "sr2025-published.yaml"
    assert shipped.read_text(encoding="utf-8") == (built / shipped.name).read_text(encoding="utf-8")


def test_building_twice_gives_the_same_bytes(built, tmp_path):
    build(tmp_path, tmp_path)
    for name in ("sr2025.xlsx", "csr2007.xlsx"):
        assert (tmp_path / name).read_bytes() == (built / name).read_bytes()


@pytest.mark.parametrize("control", BUDGETS)
@pytest.mark.parametrize("year", PLAN_YEARS["sr2025"])
def test_department_rows_add_to_the_published_total(sr2025, control, year):
    """Limits of departments and the reserve, against the printed total, within £0.001m."""
    rows = [r for r in sr2025["Limits"] if r["control"] == control and r["sense"] == "max" and r["scope"] != "total"]
    reserve = next(rule["years"] for rule in sr2025["Rules"] if rule["rule"] == f"reserve-{control}")
    place = PLAN_YEARS["sr2025"].index(year)
    added = sum(row[year] for row in rows) + float(reserve.split(";")[place])
    printed = next(
        float(row["amount_gbp_m"])
        for row in published("sr2025_del")
        if (row["department"], row["budget"], row["year"]) == (TOTALS[control], BUDGETS[control], year)
    )
    assert added - printed == pytest.approx(DISCREPANCY_M.get((control, year), 0), abs=0.00105)


def test_published_total_is_the_total_limit(sr2025):
    """To the last digit, in every plan year."""
    limits = {row["limit"]: row for row in sr2025["Limits"]}
    for row in published("sr2025_del"):
        for control, title in TOTALS.items():
            if row["department"] == title and row["year"] in PLAN_YEARS["sr2025"]:
                assert limits[f"total-{control}"][row["year"]] == float(row["amount_gbp_m"])


def test_baselines_add_to_the_published_total_of_csr2007(csr2007):
    """Resource DEL of 2007-08: £313.1bn as published, with one row that is the balance and says so."""
    rows = [row for row in csr2007["Baselines"] if row["control"] == "RDEL"]
    assert sum(row["amount"] for row in rows) == pytest.approx(313_100, abs=0.0005)
    balance = [row for row in rows if "balance" in row["source"]]
    assert [(row["department"], row["status"]) for row in balance] == [("SIB", "illustrative")]
    assert balance[0]["amount"] > 0


def test_there_are_enough_bids_and_all_are_illustrative(review):
    _, sheets = review
    assert len(sheets["Bids"]) >= 120
    assert len({(row["department"], row["title"]) for row in sheets["Bids"]}) == len(sheets["Bids"])
    assert {row["status"] for row in sheets["Bids"]} == {"illustrative"}
    assert {row["status"] for row in sheets["Effects"]} == {"illustrative"}


def test_limits_say_truly_whether_they_are_published(review):
    """A published or provisional row holds published figures alone; an illustrative one holds others."""
    name, sheets = review
    figures = published_figures()
    for row in sheets["Limits"]:
        given = {(year, row[year]) for year in PLAN_YEARS[name] if row[year] is not None}
        assert given, row["limit"]
        assert (given <= figures) == (row["status"] in ("published", "provisional")), row["limit"]
        assert row["source"], row["limit"]


def test_baselines_say_truly_whether_they_are_published(review):
    """A published baseline is a published figure of its year, or nil for a fund that is new in the plan."""
    name, sheets = review
    figures = published_figures()
    year = {"sr2025": "2025-26", "csr2007": "2007-08"}[name]
    new = {"GMF", "LEASES"}
    for row in sheets["Baselines"]:
        if row["status"] == "published":
            assert (year, row["amount"]) in figures or (row["department"] in new and row["amount"] == 0), row


@pytest.mark.parametrize(
    ("name", "table", "columns"),
    [
        ("sr2025", "sr2025_milestones", ("baseline", "target")),
        ("csr2007", "psa2007_indicators", ("target_value", "outturn_value")),
    ],
)
def test_published_indicators_hold_published_values(request, name, table, columns):
    """Target, movement and baseline are printed figures; a count or a change starts at nil by definition."""
    cells = {row[column] for row in published(table) for column in columns}
    printed = {float(cell) for cell in cells if cell.lstrip("-").replace(".", "", 1).isdigit()}
    rows = [row for row in request.getfixturevalue(name)["Indicators"] if row["status"] != "illustrative"]
    assert rows
    for row in rows:
        given = {row[column] for column in ("baseline", "target", "min_movement")} - {None, 0}
        assert given <= printed, row["indicator"]


def test_every_agreement_of_2007_has_an_indicator(csr2007):
    agreements = [row["priority"] for row in csr2007["Priorities"]]
    assert agreements == [row["priority"] for row in published("psa2007")]
    assert {row["priority"] for row in csr2007["Indicators"]} == set(agreements)


def test_every_bid_but_the_baselines_and_one_provision_moves_an_indicator(review):
    _, sheets = review
    moved = {row["bid"] for row in sheets["Effects"]}
    idle = {row["bid"] for row in sheets["Bids"] if row["kind"] != "baseline"} - moved
    assert idle <= {"LSE-PROV"}
