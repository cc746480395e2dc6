"""Spending Review 2025's efficiency plans and what Budget 2025 asked for beyond them."""

from .vfm import ALL, Book, Figure, aggregate, book, define, figure, initiative, target
from .write import Row

TREASURY = "HM Treasury"
BASE = "the base year of the Spending Review's tables; the source names none"
PLANS: Row = {
    "programme": "sr2025",
    "title": "Departmental Efficiency Plans of Spending Review 2025",
    "baseline_year": "2025-26",
    "first_year": "2026-27",
    "final_year": "2028-29",
    "source": f"Plan years of the Spending Review; baseline 2025-26 is {BASE}",
}
FURTHER: Row = {
    "programme": "budget2025",
    "title": "Further efficiency asked for in Budget 2025, beyond the plans of Spending Review 2025",
    "baseline_year": "2025-26",
    "first_year": "2028-29",
    "final_year": "2030-31",
    "source": f"The years for which an amount was announced; baseline 2025-26 is {BASE}",
}


def books() -> dict[str, Book]:
    """Both returns, by the name of their workbooks."""
    return {"sr2025-2025-06": _plans(), "budget2025-2025-11": _further()}


def _found(measure: str) -> Figure:
    return figure("sr2025_efficiency", "value", department=ALL, measure=measure)


def _plans() -> Book:
    found = _found("efficiency_target")
    made = book("sr2025-2025-06", "2025-06-11", TREASURY, found.source, period="2026-27 to 2028-29")
    define(made, PLANS)
    target(made, "sr2025", found, "2028-29")
    plans = initiative("SR2025-PLANS", "sr2025", "All departments' efficiency plans", kind="technical")
    aggregate(made, plans, found, "2028-29", "What the plans expect; nothing is delivered yet", forecast="yes")
    return made


def _further() -> Book:
    found = _found("further_efficiency")
    made = book("budget2025-2025-11", "2025-11-26", TREASURY, found.source, period="2028-29 to 2030-31")
    define(made, FURTHER)
    for year, amount in {"2028-29": found, "2029-30": found.noted("4000"), "2030-31": found.noted("4900")}.items():
        target(made, "budget2025", amount, year)
    return made
