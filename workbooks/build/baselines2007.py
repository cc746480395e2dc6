"""Baselines of the Comprehensive Spending Review 2007: published where something is, and what is restated from them."""

from collections import defaultdict
from functools import cache

from . import published
from .bids import Costs
from .catalogue import FLAT, Programme, Row, programmes, read, sheet

BASELINE_YEAR = "2007-08"
# Year 1 within a per cent of the baseline: a little of what is committed always slips.
RUN_OFF = (0.992, 0.9, 0.8)
CONTROLS = ("RDEL", "CDEL", "DEPRECIATION", "ADMIN", "NEAR_CASH")


@cache
def baselines() -> tuple[Row, ...]:
    """The Baselines sheet: one row for each department and control, with its own status."""
    found = [_row(line) for line in read("csr2007_baselines")]
    balance = next(row for row in found if row["amount"] is None)
    total, _ = published.csr2007("TOTAL resource DEL (all departments)", "resource", BASELINE_YEAR)
    resource = (row["amount"] for row in found if row["control"] == "RDEL" and row is not balance)
    balance["amount"] = (total - sum(published.thousands(amount) for amount in resource)) / 1000
    return tuple(found)


def _row(line: dict[str, str]) -> Row:
    """The amount of the published table that the line names, or the line's own; None marks the balancing row."""
    amount, source = _amount(line)
    cells: Row = {"department": line["department"], "control": line["control"], "amount": amount}
    return cells | {"source": source, "status": line["status"]}


def _amount(line: dict[str, str]) -> tuple[float | None, str]:
    if line["table"] == "balance":
        return None, line["note"]
    if line["table"] == "in_year":
        amount, source = published.in_year(line["row"], line["detail"], line["control"])
    elif line["table"] == "csr2007":
        amount, source = published.csr2007(line["row"], line["detail"], BASELINE_YEAR)
    else:
        amount, source = published.thousands(line["amount"]), line["note"]
    return amount / 1000, source


def adjustments() -> list[Row]:
    """The Adjustments sheet: from what was published in the year to a baseline to measure from."""
    return sheet("csr2007_adjustments", "amount")


@cache
def restated() -> dict[tuple[str, str], int]:
    """Department and control -> restated baseline, £ thousand."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for row in (*baselines(), *adjustments()):
        found[str(row["department"]), str(row["control"])] += published.thousands(row["amount"])
        if row.get("to"):
            found[str(row["to"]), str(row["control"])] -= published.thousands(row["amount"])
    return dict(found)


def total(control: str) -> int:
    """The restated baseline of every department together, £ thousand."""
    return sum(amount for (_, name), amount in restated().items() if name == control)


def committed() -> dict[str, Costs]:
    """Each programme's committed baseline; administration, near-cash and depreciation in the proportion of resource."""
    parts = programmes("csr2007")
    return {code: {control: _path(part, control) for control in CONTROLS} for code, part in parts.items()}


def _path(part: Programme, control: str) -> tuple[int, ...]:
    """The last programme of a department takes what rounding leaves."""
    like = "CDEL" if control == "CDEL" else "RDEL"
    whole = restated().get((part.department, control), 0)
    siblings = [p for p in programmes("csr2007").values() if p.department == part.department]
    amounts = [round(whole * p.shares[like]) for p in siblings[:-1]]
    base = [*amounts, whole - sum(amounts)][siblings.index(part)]
    fractions = part.paths[like] or (RUN_OFF if control == "CDEL" else FLAT)
    return tuple(round(base * fraction) for fraction in fractions)
