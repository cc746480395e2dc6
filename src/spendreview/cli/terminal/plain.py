"""Problems as plain lines, for a pipe or a file: every fault, and of the warnings as many as do not hide them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from spendreview.errors import AllocationError, Problem, SpendReviewError

MOST_OF_A_CODE = 10
"""How many warnings of one code have a line each."""


def warning_lines(warnings: Sequence[Problem]) -> list[str]:
    """The first few of each code in the order in which they were found, then how many more of each there are."""
    lines, told = [], Counter[str]()
    for warning in warnings:
        told[warning.code] += 1
        if told[warning.code] <= MOST_OF_A_CODE:
            lines.append(f"warning: {warning}")
    more = ((code, count - MOST_OF_A_CODE) for code, count in told.items() if count > MOST_OF_A_CODE)
    return lines + [f"warning: and {count:,} more {code} (each with --json)" for code, count in more]


def error_lines(error: SpendReviewError) -> list[str]:
    """Every fault, then the warnings, one of which may be the remedy, then how many faults there are."""
    no_settlement = isinstance(error, AllocationError)
    lines = ["No settlement: these cannot all hold."] if no_settlement else []
    lines += [*map(str, error.problems), *warning_lines(error.warnings)]
    if error.ending:
        files = Counter(problem.place.file for problem in error.problems)
        counts = ", ".join(f"{count} problem{'s' if count > 1 else ''} in {file}" for file, count in files.items())
        lines.append(f"{counts}. {error.ending}")
    return lines + list(getattr(error, "__notes__", ()))
