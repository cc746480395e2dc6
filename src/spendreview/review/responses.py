"""Goals and responses of indicators as formulas: used by the model, by every report, and by the warnings.

Years are counted in plan years: 0 is the baseline year, T the last.
"""

from __future__ import annotations

from spendreview.outcomes import Indicator
from spendreview.review.review import Review
from spendreview.terms import Profile


def evaluation_year(indicator: Indicator, review: Review) -> int:
    """The plan year (1..T) in which an indicator is judged: its target year if that is a plan year, else the last."""
    target_year = indicator.target_year
    return review.years.index(target_year) + 1 if target_year in review.years else len(review.years)


def trend_at(indicator: Indicator, review: Review) -> float:
    """The level in the evaluation year if nothing is funded: on the line from the baseline to the trend in year T."""
    if indicator.trend is None:
        return indicator.baseline
    share = evaluation_year(indicator, review) / len(review.years)
    return indicator.baseline + (indicator.trend - indicator.baseline) * share


def goal(indicator: Indicator, review: Review) -> float:
    """What counts as full progress, in the indicator's own unit.

    The target; where it lies beyond the plan, the point on the way to it in year T. An indicator without a target has
    its baseline moved by min_movement, whatever its target year.
    """
    if indicator.target is None:
        return indicator.baseline + indicator.sign * (indicator.min_movement or 0.0)
    last = review.years[-1]
    if indicator.target_year is None or indicator.target_year <= last:
        return indicator.target
    start = indicator.baseline_year or review.baseline_year
    return indicator.baseline + (indicator.target - indicator.baseline) * (last - start) / (
        indicator.target_year - start
    )


def increments(profile: Profile, years: int) -> tuple[float, ...]:
    """m[k]: the share of an effect that appears k = 0, 1, ..., T-1 years after the spending.

    immediate 1, 0, 0, ...; mid 1/T each; lagged (2k+1)/T^2: with a constant share 1, t/T and (t/T)^2 of it by year t.

    >>> sum(increments(Profile.LAGGED, 3)[:2]) == (2 / 3) ** 2
    True
    """
    if profile is Profile.IMMEDIATE:
        return (1.0, *(0.0,) * (years - 1))
    if profile is Profile.MID:
        return (1 / years,) * years
    return tuple((2 * k + 1) / years**2 for k in range(years))


def progress(indicator: Indicator, forecast: float, review: Review) -> float:
    """min(1, (forecast - baseline) / (goal - baseline)): may be negative, and rewards nothing beyond the goal."""
    return min(1.0, (forecast - indicator.baseline) / (goal(indicator, review) - indicator.baseline))
