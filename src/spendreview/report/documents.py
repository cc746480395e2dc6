"""What every JSON document has in common: a schema number, figures without noise, plain ASCII."""

from __future__ import annotations

import json

from spendreview.errors import AllocationError, SpendReviewError

SCHEMA = 1
"""The version of the documents; it changes when a key changes its meaning or goes."""


def refused_json(error: SpendReviewError) -> str:
    """Why there is no result: every problem, and the warnings found before; ``infeasible`` where no settlement is."""
    document = {
        "schema": SCHEMA,
        "status": "infeasible" if isinstance(error, AllocationError) else "refused",
        "problems": [problem.as_record() for problem in error.problems],
        "warnings": [problem.as_record() for problem in error.warnings],
    }
    return dumped(document)


def number(value: float | None, digits: int) -> float | None:
    """A rounded figure without a minus zero; null for what is undefined, since JSON has no infinity."""
    if value is None or value != value or abs(value) == float("inf"):
        return None
    return round(value, digits) + 0.0


def dumped(document: object) -> str:
    """The document as text."""
    # Plain ASCII, so that the bytes are the same whatever the terminal or the pipe takes.
    return json.dumps(document, ensure_ascii=True, indent=1, allow_nan=False)
