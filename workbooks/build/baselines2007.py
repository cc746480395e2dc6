"""Baselines of the Comprehensive Spending Review 2007: published where something is, and what was restated from them."""

from collections import defaultdict
from functools import cache

from . import published
from .bids import Costs
from .catalogue import Programme, programmes, read

BASELINE_YEAR = "2007-08"
RUN_OFF = (0.992, 0.9, 0.8)
Row = dict[str, object]

# department, control, kind, £m, other side, reason, reference
ADJUSTMENTS = (
    ("MOD", "RDEL", "time_limited", -1300, "", "Net additional cost of operations, outside the settlement; illustrative split", "MOD-OPS"),
    ("MOD", "NEAR_CASH", "time_limited", -1300, "", "As above: operations are near-cash", "MOD-OPS"),
    ("MOD", "CDEL", "time_limited", -733.379, "", "Net additional cost of operations, outside the settlement; illustrative split", "MOD-OPS"),
    ("DFT", "RDEL", "one_off", -250, "", "End-year flexibility and transfers drawn in the year; illustrative split", "DFT-EYF"),
    ("DFT", "NEAR_CASH", "one_off", -250, "", "As above: all near-cash", "DFT-EYF"),
    ("DFT", "CDEL", "one_off", -532.14, "", "End-year flexibility and transfers drawn in the year; illustrative split", "DFT-EYF"),
    ("GEO", "RDEL", "mog", 20, "CLG", "Women and equality units brought together; illustrative amount", "GEO-MOG"),
    ("GEO", "ADMIN", "mog", 2, "CLG", "As above: administration", "GEO-MOG"),
)
TOTALS = {
    "MOD-OPS": "Total DEL then stands at 33561.172, the published position before the Winter Supplementary (published/in_year_del.csv)",
    "DFT-EYF": "Total DEL then stands at 12907.737, the published position before the Winter Supplementary (published/in_year_del.csv)",
    "GEO-MOG": "Illustrative",
}


def rows() -> list[Row]:
    """The Baselines sheet: one row for each department and control, with its own status."""
    return [dict(row) for row in _rows()]


@cache
def _rows() -> tuple[Row, ...]:
    found = [_row(line) for line in read("csr2007_baselines")]
    balance = next(row for row in found if row["amount"] is None)
    total, _ = published.csr2007("TOTAL resource DEL (all departments)", "resource", BASELINE_YEAR)
    others = sum(published.thousands(row["amount"]) for row in found if row["control"] == "RDEL" and row is not balance)  # type: ignore[arg-type]
    balance["amount"] = (total - others) / 1000
    return tuple(found)


def _row(line: dict[str, str]) -> Row:
    """Reads the amount from the published table that the line names, or takes the line's own; None marks the balancing row."""
    amount, source = published.thousands(line["amount"] or 0), line["note"]
    if line["table"] == "in_year":
        amount, source = published.in_year(line["row"], line["detail"], line["control"])
    if line["table"] == "csr2007":
        amount, source = published.csr2007(line["row"], line["detail"], BASELINE_YEAR)
    figure = None if line["table"] == "balance" else amount / 1000
    return {"department": line["department"], "control": line["control"], "amount": figure, "source": source, "status": line["status"]}


def adjustments() -> list[Row]:
    """The Adjustments sheet: from what was published in the year to a baseline that a settlement can be measured against."""
    return [
        {"adjustment": f"{reference}-{control}", "department": department, "control": control, "kind": kind, "amount": amount, "to": to or None}
        | {"reason": reason, "reference": reference, "source": TOTALS[reference]}
        for department, control, kind, amount, to, reason, reference in ADJUSTMENTS
    ]


@cache
def restated() -> dict[tuple[str, str], int]:
    """Department and control -> restated baseline, £ thousand."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for row in _rows():
        found[str(row["department"]), str(row["control"])] += published.thousands(row["amount"])  # type: ignore[arg-type]
    for department, control, _, amount, to, _, _ in ADJUSTMENTS:
        found[department, control] += published.thousands(amount)
        if to:
            found[to, control] -= published.thousands(amount)
    return dict(found)


def committed() -> dict[str, Costs]:
    """Each programme's committed baseline: of-which lines in the proportion of resource, depreciation in that of capital and resource."""
    parts = programmes("csr2007")
    return {code: {control: _path(part, control, parts) for control in ("RDEL", "CDEL", "DEPRECIATION", "ADMIN", "NEAR_CASH")} for code, part in parts.items()}


def _path(part: Programme, control: str, parts: dict[str, Programme]) -> tuple[int, ...]:
    """The last programme of a department takes what rounding leaves in year 1."""
    like = "CDEL" if control == "CDEL" else "RDEL"
    whole = restated().get((part.department, control), 0)
    siblings = [p for p in parts.values() if p.department == part.department]
    amounts = [round(whole * p.shares[like]) for p in siblings[:-1]]
    base = [*amounts, whole - sum(amounts)][siblings.index(part)]
    fractions = part.paths[like]
    if control == "CDEL" and all(f == 1 for f in fractions):
        fractions = RUN_OFF
    return tuple(round(base * f) for f in fractions)
