"""A run for machines: one JSON document with a schema number. Two runs of one input differ in ``seconds`` alone."""

from __future__ import annotations

from typing import Any

from spendreview.allocation import Settlement
from spendreview.report.documents import SCHEMA, dumped, number
from spendreview.report.provenance import provenance, review_provenance
from spendreview.report.savings import saving_rows
from spendreview.review import Review

MONEY_DIGITS = 6
"""£ million to the pound: beyond that lies the solver's own tolerance."""

SHARE_DIGITS = 9


def settlement_json(settlement: Settlement) -> str:
    """The settlement: money in £ million, cash; shares, growth, attainment, progress as fractions; score in points."""
    solver = settlement.solver
    document = {
        "schema": SCHEMA,
        "status": settlement.status,
        "score": number(settlement.score, MONEY_DIGITS),
        "tdel_m": number(settlement.tdel_m, MONEY_DIGITS),
        "bids": _bids(settlement),
        "settlements": _settlements(settlement),
        "limits": _limits(settlement),
        **_savings(settlement.review),
        "priorities": _priorities(settlement),
        "indicators": _indicators(settlement),
        "illustrative": _illustrative(settlement.review),
        "warnings": [problem.as_record() for problem in settlement.warnings],
        "solver": {
            "status": solver.status,
            "gap": number(solver.gap, SHARE_DIGITS),
            "seconds": round(solver.seconds, 3),
        },
        "provenance": provenance(settlement),
    }
    return dumped(document)


def check_json(review: Review) -> str:
    """What a check found: the review's size, its warnings and its provenance."""
    document = {
        "schema": SCHEMA,
        "status": "checked",
        "rows": {title: len(table.rows) for title, table in review.workbook.tables.items()},
        "warnings": [problem.as_record() for problem in review.warnings],
        "provenance": review_provenance(review),
    }
    return dumped(document)


def _illustrative(review: Review) -> dict[str, dict[str, int]]:
    """By sheet: how many of its rows are illustrative, and how many there are."""
    return {title: {"illustrative": made, "rows": rows} for title, (made, rows) in review.illustrative.items()}


def _settlements(settlement: Settlement) -> list[dict[str, object]]:
    return [
        {
            "department": line.department,
            "control": line.control.value,
            "year": str(line.year),
            "amount_m": number(line.amount_m, MONEY_DIGITS),
            "baseline_m": number(line.baseline_m, MONEY_DIGITS),
            "real_growth": number(line.real_growth, SHARE_DIGITS),
        }
        for line in settlement.lines
    ]


def _priorities(settlement: Settlement) -> list[dict[str, object]]:
    return [
        {"priority": row.priority, "weight": row.weight, "attainment": number(row.attainment, SHARE_DIGITS)}
        for row in settlement.priority_results
    ]


def _indicators(settlement: Settlement) -> list[dict[str, object]]:
    return [
        {
            "indicator": row.indicator,
            "year": str(row.year),
            "forecast": number(row.forecast, SHARE_DIGITS),
            "goal": number(row.goal, SHARE_DIGITS),
            "progress": number(row.progress, SHARE_DIGITS),
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
            "limit_m": number(use.limit_m, MONEY_DIGITS),
            "adjustment_m": number(use.adjustment_m, MONEY_DIGITS),
            "spend_m": number(use.spend_m, MONEY_DIGITS),
            "slack_m": number(use.slack_m, MONEY_DIGITS),
        }
        for use in settlement.limit_uses
    ]


def _savings(review: Review) -> dict[str, object]:
    """Every saving rule that holds; no such key where none does."""
    rows = [
        {
            "rule": row.rule,
            "department": row.department,
            "control": row.control.value,
            "amounts_m": {
                str(year): number(amount, MONEY_DIGITS)
                for year, amount in zip(review.years, row.amounts_m, strict=True)
            },
            "source": row.source,
            "added": row.added,
        }
        for row in saving_rows(review)
    ]
    return {"savings": rows} if rows else {}


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
        name: number(value, SHARE_DIGITS if name == "share" else MONEY_DIGITS) if isinstance(value, float) else value
        for name, value in row.items()
    }
