"""The tables of outcomes: what the priorities attain, and where each indicator is expected to stand."""

from __future__ import annotations

from collections.abc import Iterator

from spendreview.outcomes import Indicator
from spendreview.outcomes.records import Direction
from spendreview.report.publication.draft import (
    Draft,
    Ground,
    counts,
    decimals_of,
    figures,
    given,
    per_cent,
    words,
)
from spendreview.report.words import status_word
from spendreview.tabular.book import NOT_APPLICABLE
from spendreview.tabular.publication import Column
from spendreview.terms import DepartmentCode


def outcome_tables(ground: Ground) -> Iterator[Draft]:
    """Priorities with their score, then indicators."""
    if ground.review.priorities:
        yield _priorities(ground)
    if ground.review.indicators:
        yield _indicators(ground)


def _priorities(ground: Ground) -> Draft:
    rows, results = ground.review.priorities, ground.settlement.priority_results
    measured = ground.data.indicators_of
    points = [None if row.attainment is None else 100 * row.share * row.attainment for row in results]
    return Draft(
        table="Priorities_and_attainment",
        title=f"Priorities and what they attain, {ground.span} {ground.grounds} [note link]",
        lines=("Weights are relative: only their proportions count.",),
        columns=(
            words("Priority", [*(f"{given(row.priority)}: {given(row.title)}" for row in rows), "All priorities"]),
            words("Lead department", [*(_lead(ground, row.lead_department) for row in rows), NOT_APPLICABLE]),
            counts("Indicators (number)", [*(n := [len(measured[row.priority]) for row in rows]), sum(n)]),
            figures("Weight (relative)", [*(row.weight for row in results), sum(row.weight for row in results)], 1),
            per_cent(
                "Share of all weight (per cent)", [*(row.share for row in results), sum(row.share for row in results)]
            ),
            per_cent("Attainment (per cent) [note attainment]", [*(row.attainment for row in results), None]),
            figures("Points (of 100) [note score]", [*points, ground.settlement.score], 1),
        ),
        totals=1,
    )


def _lead(ground: Ground, code: DepartmentCode | None) -> str:
    return ground.names[code] if code is not None else given(None)


def _indicators(ground: Ground) -> Draft:
    rows = ground.review.indicators
    return Draft(
        table="Indicators_and_forecasts",
        title=f"Indicators: baseline, forecast and goal, {ground.span} {ground.grounds} [note link]",
        lines=("Each indicator is in its own unit, which stands in the column Unit.",),
        columns=(
            words("Indicator", [f"{given(row.indicator)}: {given(row.title)}" for row in rows]),
            words("Priority", [given(row.priority) for row in rows]),
            words("Unit", [given(row.unit) for row in rows]),
            words("Better", ["Higher" if row.direction is Direction.UP else "Lower" for row in rows]),
            *_levels(ground, rows),
            words("Goal is [note goal]", [_aim(ground, row) for row in rows]),
            words("Data quality", [_capital(row.data_quality) for row in rows]),
            words("Status of the figures [note status]", [status_word(row.status).capitalize() for row in rows]),
        ),
    )


def _levels(ground: Ground, rows: tuple[Indicator, ...]) -> Iterator[Column]:
    """In each indicator's own unit, with as many decimals as the handed-in figures need."""
    results = ground.settlement.indicator_results
    decimals = decimals_of(n for row in rows for n in (row.baseline, row.target, row.min_movement) if n is not None)
    yield words("Judged in", [str(row.year) for row in results])
    yield figures("Baseline (own unit)", [row.baseline for row in rows], decimals)
    yield figures("If nothing is funded (own unit)", [row.trend for row in results], decimals)
    yield figures("Forecast (own unit) [note forecast]", [row.forecast for row in results], decimals)
    yield figures("Goal (own unit)", [row.goal for row in results], decimals)
    yield per_cent("Progress (per cent) [note progress]", [row.progress for row in results])


def _aim(ground: Ground, row: Indicator) -> str:
    if row.target is None:
        return "Improvement"
    if row.target_year is None:
        return "Target"
    beyond = row.target_year > ground.review.years[-1]
    return f"On the way to the target for {row.target_year}" if beyond else f"Target for {row.target_year}"


def _capital(word: object | None) -> str:
    return given(word).capitalize() if word is not None else given(None)
