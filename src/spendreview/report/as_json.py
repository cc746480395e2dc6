"""A run for machines: one JSON document with a schema number. Two runs of one input differ in ``seconds`` alone."""

from __future__ import annotations

import json
from typing import Any

from spendreview.allocation import Settlement
from spendreview.errors import AllocationError, SpendReviewError
from spendreview.report.provenance import provenance, review_provenance
from spendreview.review import Review

SCHEMA = 1
"""The version of the documents; it changes when a key changes its meaning or goes."""

MONEY_DIGITS = 6
"""£ million to the pound: beyond that lies the solver's own tolerance."""

SHARE_DIGITS = 9


def settlement_json(settlement: Settlement) -> str:
    """The settlement: money in £ million, cash; shares, growth, attainment, progress as fractions; score in points."""
    solver = settlement.solver
    document = {
        "schema": SCHEMA,
        "status": settlement.status,
        "score": _number(settlement.score, MONEY_DIGITS),
        "tdel_m": _number(settlement.tdel_m, MONEY_DIGITS),
        "bids": _bids(settlement),
        "settlements": _settlements(settlement),
        "limits": _limits(settlement),
        "priorities": _priorities(settlement),
        "indicators": _indicators(settlement),
        "illustrative": _illustrative(settlement.review),
        "warnings": [problem.as_record() for problem in settlement.warnings],
        "solver": {
            "status": solver.status,
            "gap": _number(solver.gap, SHARE_DIGITS),
            "seconds": round(solver.seconds, 3),
        },
        "provenance": provenance(settlement),
    }
    return _dumped(document)


def check_json(review: Review) -> str:
    """What a check found: the review's size, its warnings and its provenance."""
    document = {
        "schema": SCHEMA,
        "status": "checked",
        "rows": {title: len(table.rows) for title, table in review.workbook.tables.items()},
        "warnings": [problem.as_record() for problem in review.warnings],
        "provenance": review_provenance(review),
    }
    return _dumped(document)


def refused_json(error: SpendReviewError) -> str:
    """Why there is no result: every problem, and the warnings found before; ``infeasible`` where no settlement is."""
    document = {
        "schema": SCHEMA,
        "status": "infeasible" if isinstance(error, AllocationError) else "refused",
        "problems": [problem.as_record() for problem in error.problems],
        "warnings": [problem.as_record() for problem in error.warnings],
    }
    return _dumped(document)


def _illustrative(review: Review) -> dict[str, dict[str, int]]:
    """By sheet: how many of its rows are illustrative, and how many there are."""
    return {title: {"illustrative": made, "rows": rows} for title, (made, rows) in review.illustrative.items()}


def _settlements(settlement: Settlement) -> list[dict[str, object]]:
    return [
        {
            "department": line.department,
            "control": line.control.value,
            "year": str(line.year),
            "amount_m": _number(line.amount_m, MONEY_DIGITS),
            "baseline_m": _number(line.baseline_m, MONEY_DIGITS),
            "real_growth": _number(line.real_growth, SHARE_DIGITS),
        }
        for line in settlement.lines
    ]


def _priorities(settlement: Settlement) -> list[dict[str, object]]:
    return [
        {"priority": row.priority, "weight": row.weight, "attainment": _number(row.attainment, SHARE_DIGITS)}
        for row in settlement.priority_results
    ]


def _indicators(settlement: Settlement) -> list[dict[str, object]]:
    return [
        {
            "indicator": row.indicator,
            "year": str(row.year),
            "forecast": _number(row.forecast, SHARE_DIGITS),
            "goal": _number(row.goal, SHARE_DIGITS),
            "progress": _number(row.progress, SHARE_DIGITS),
        }
        for row in settlement.indicator_results
    ]


def _limits(settlement: Settlement) -> list[dict[str, object]]:
    return [
        {
            "limit": use.limit,
            "scope": use.scope,
            "control": use.control.value,
            "year": str(use.year),
            "sense": use.sense.value,
            "limit_m": _number(use.limit_m, MONEY_DIGITS),
            "adjustment_m": _number(use.adjustment_m, MONEY_DIGITS),
            "spend_m": _number(use.spend_m, MONEY_DIGITS),
            "slack_m": _number(use.slack_m, MONEY_DIGITS),
        }
        for use in settlement.limit_uses
    ]


def _bids(settlement: Settlement) -> list[dict[str, object]]:
    """A row a bid and year; held: whether the scenario holds or forces it in that year, then why and by whom."""
    holds, years = settlement.review.holds, {str(year): t for t, year in enumerate(settlement.review.years)}
    rows = []
    for row in settlement.bid_rows():
        hold = holds.get(row["bid"])
        held = hold is not None and hold.shares[years[row["year"]]] is not None
        said = (hold.reason, hold.by) if hold is not None and held else (None, None)
        rows.append({**_bid(row), "held": held, "reason": said[0], "by": said[1]})
    return rows


def _bid(row: dict[str, Any]) -> dict[str, object]:
    return {
        name: _number(value, SHARE_DIGITS if name == "share" else MONEY_DIGITS) if isinstance(value, float) else value
        for name, value in row.items()
    }


def _number(value: float | None, digits: int) -> float | None:
    """A rounded figure without a minus zero; null for what is undefined, since JSON has no infinity."""
    if value is None or value != value or abs(value) == float("inf"):
        return None
    return round(value, digits) + 0.0


def _dumped(document: object) -> str:
    # Plain ASCII, so that the bytes are the same whatever the terminal or the pipe takes.
    return json.dumps(document, ensure_ascii=True, indent=1, allow_nan=False)
