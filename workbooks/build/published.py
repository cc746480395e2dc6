"""Official figures, read from published/ and never changed."""

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "published"


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of published/NAME.csv, in file order."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def thousands(amount: object) -> int:
    """£ million as whole £ thousand: the unit in which this package adds money, so that sums are exact."""
    return round(float(str(amount)) * 1000)


@cache
def sr2025_del(budget: str) -> dict[str, dict[str, int]]:
    """Every row of the Spending Review 2025 table: title -> year -> £ thousand. `budget` is resource or capital."""
    rows: dict[str, dict[str, int]] = {}
    for line in table("sr2025_del"):
        if line["budget"] == budget:
            rows.setdefault(line["department"], {})[line["year"]] = thousands(line["amount_gbp_m"])
    return rows


@cache
def macro(measure: str) -> dict[str, float]:
    """One series of the macroeconomic table: year or period -> value, in the table's own unit."""
    return {line["fiscal_year"]: float(line["value"]) for line in table("macro") if line["measure"] == measure}


IN_YEAR_COLUMNS = {
    "RDEL": "resource_gbp_m",
    "CDEL": "capital_gbp_m",
    "ADMIN": "admin_gbp_m",
    "NEAR_CASH": "near_cash_gbp_m",
    "DEPRECIATION": "depreciation_gbp_m",
}


def in_year(department: str, publication: str, control: str) -> tuple[int, str]:
    """One figure of the in-year DEL table, £ thousand, and where it was printed."""
    for line in table("in_year_del"):
        if line["department"] == department and line["publication"] == publication:
            return thousands(line[IN_YEAR_COLUMNS[control]]), f"{publication}: {line['source_url']}"
    raise LookupError(f"in_year_del.csv has no row {department!r}, {publication!r}")


def csr2007(department: str, budget: str, year: str) -> tuple[int, str]:
    """The first figure of the CSR07 table for a department, budget and year, £ thousand, and its note and source.

    The file lists settlement figures and rounded outturn first, in-year positions after them.
    """
    for line in table("csr2007_del"):
        if (line["department"], line["budget"], line["year"]) == (department, budget, year):
            return thousands(line["amount_gbp_m"]), f"{line['note']}; {line['source_url']}"
    raise LookupError(f"csr2007_del.csv has no row {department!r}, {budget!r}, {year!r}")
