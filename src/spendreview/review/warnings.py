"""What a run should say though it may go ahead: each warning a small function over the assembled review."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from spendreview import money
from spendreview.errors import Place, Problem
from spendreview.review import sheets
from spendreview.review.gaps import (
    bids_without_cost,
    effects_outside_their_range,
    keys_without_value,
    years_without_column,
)
from spendreview.review.records import Bid
from spendreview.review.responses import goal
from spendreview.review.review import Review
from spendreview.review.scopes import ScopeKind, parse_scope
from spendreview.review.sums import (
    adjustments_booked_twice,
    baseline_bids,
    baselines_below_zero,
    overcommitted_totals,
    warning,
)
from spendreview.terms import Control, Phasing, Profile, RuleKind, Sense

LARGE_RATE = 0.5
"""A yearly real rate beyond which somebody may have typed per cent."""


def warnings_of(review: Review) -> tuple[Problem, ...]:
    """Every warning about the review as a whole, in the order of the checks."""
    return tuple(problem for check in WARNINGS for problem in check(review))


def fully_mechanistic(review: Review) -> Iterator[Problem]:
    """Nobody said how far the money may follow performance, so it follows wholly."""
    if review.scenario.link_strength is None:
        yield warning(
            "RW401",
            Place(file=review.scenario.file),
            "link_strength is not given: the settlement is fully mechanistic (1)",
            "a choice: there is no mechanistic link between performance and resource allocation",
        )


def idle_priorities(review: Review) -> Iterator[Problem]:
    """Priorities that take no part in the score."""
    measured = {row.priority for row in review.indicators}
    for row in review.priorities:
        if row.priority not in measured or row.weight == 0:
            why = "weight 0" if row.priority in measured else "no indicator"
            place = review.place(sheets.PRIORITIES, row.row, "priority")
            yield warning("RW403", place, f"{row.priority} has {why}: it takes no part in the score")


def of_which_lines(review: Review) -> Iterator[Problem]:
    """Of-which lines above the RDEL that they are part of."""
    parts = [Control.ADMIN, Control.NEAR_CASH]
    if review.rdel_includes_depreciation:
        parts.append(Control.DEPRECIATION)
    for bid in review.bids:
        if bid.costs_k.keys().isdisjoint(parts):
            continue
        rdel = bid.costs_k.get(Control.RDEL, (0,) * len(review.years))
        for control in parts:
            for t, cost in enumerate(bid.costs_k.get(control, ())):
                if cost > max(rdel[t], 0):
                    place = review.place(sheets.BIDS, bid.row, f"{control} {review.years[t]}")
                    found = (
                        f"{bid.bid}: {control} {money.millions(cost):,.1f} above RDEL {money.millions(rdel[t]):,.1f}"
                    )
                    yield warning("RW404", place, found)


def only_the_last_year_counts(review: Review) -> Iterator[Problem]:
    """Annual bids with an immediate effect and no step: the model funds the evaluation year alone."""
    profile, annual = Profile.IMMEDIATE, Phasing.ANNUAL
    immediate = {row.bid for row in review.effects if row.profile is profile}
    for bid in review.bids if immediate else ():
        free = bid.phasing is annual and bid.divisible and bid.step is None and len(review.years) > 1
        if free and bid.bid in immediate:
            place = review.place(sheets.BIDS, bid.row, "step")
            found = f"{bid.bid}: annual, with an immediate effect and no step: only the evaluation year counts"
            yield warning("RW405", place, found, "a step")


def steep_trends(review: Review) -> Iterator[Problem]:
    """Indicators whose trend alone moves further than the goal asks."""
    for row in review.indicators:
        trend = row.trend if row.trend is not None else row.baseline
        if abs(trend - row.baseline) > abs(goal(row, review) - row.baseline):
            place = review.place(sheets.INDICATORS, row.row, "trend")
            found = f"{row.indicator}: the trend moves {abs(trend - row.baseline):g}, the goal asks for less"
            yield warning("RW406", place, found)


def crowded_indicators(review: Review) -> Iterator[Problem]:
    """Indicators whose bids together pass the goal: the last of them buy nothing."""
    gains: dict[str, float] = defaultdict(float)
    signs = {row.indicator: row.sign for row in review.indicators}
    for effect in review.effects:
        if effect.indicator in signs:
            gains[effect.indicator] += max(effect.effect * effect.attribution * signs[effect.indicator], 0)
    for row in review.indicators:
        needed = abs(goal(row, review) - row.baseline)
        if gains[row.indicator] > needed * (1 + 1e-9):
            place = review.place(sheets.INDICATORS, row.row, "target" if row.target is not None else "min_movement")
            found = f"{row.indicator}: its bids together move {gains[row.indicator]:g}, the goal asks for {needed:g}"
            yield warning("RW407", place, found)


def stepless(review: Review) -> Iterator[Problem]:
    """A step on a bid that has one share for all years."""
    for bid in review.bids:
        if bid.step is not None and bid.one_decision:
            place = review.place(sheets.BIDS, bid.row, "step")
            yield warning(
                "RW409", place, f"{bid.bid} has one share for all years: its step does nothing", _phasing(bid)
            )


def _phasing(bid: Bid) -> str:
    return "phasing annual, for a step to matter" if bid.divisible else ""


def more_than_whole(review: Review) -> Iterator[Problem]:
    """A share above 1 funds more than was asked; often a percentage typed as a whole number."""
    for bid in review.bids:
        if bid.max_share > 1:
            place = review.place(sheets.BIDS, bid.row, "max_share")
            yield warning("RW412", place, f"{bid.bid} may be funded to {bid.max_share:.0%}", "1 for the whole bid")


def large_rates(review: Review) -> Iterator[Problem]:
    """Growth of more than a half a year; often a percentage typed as a whole number."""
    for kind in (RuleKind.REAL_GROWTH_FLOOR, RuleKind.REAL_GROWTH_CEILING, RuleKind.ADMIN_REAL_REDUCTION):
        for rule in review.rules_of(kind):
            if abs(rule.value or 0) > LARGE_RATE:
                place = review.place(sheets.RULES, rule.row, "value")
                yield warning("RW413", place, f"{rule.rule}: {rule.value:.0%} a year", "a fraction: 0.025 is 2.5 %")


def idle_rules(review: Review) -> Iterator[Problem]:
    """Rules that adjust a limit which is not there."""
    totals, owners = set(), set()
    for limit in review.limits:
        scope = parse_scope(limit.scope)
        if limit.sense is Sense.MAX and scope.kind is ScopeKind.TOTAL:
            totals.add(limit.control)
        elif limit.sense is Sense.MAX:
            owners.add((limit.scope, limit.control))
    for rule in review.rules:
        own = {(rule.scope, rule.control), (rule.scope, Control.TDEL)} & owners
        idle_reserve = rule.kind is RuleKind.RESERVE and rule.control not in totals
        switched = {RuleKind.SWITCH_TO_CAPITAL: Control.RDEL, RuleKind.SWITCH_TO_RESOURCE: Control.CDEL}.get(rule.kind)
        if switched is not None and rule.scope is not None and parse_scope(rule.scope).kind is ScopeKind.DEPARTMENT:
            if (rule.scope, switched) not in owners:
                place = review.place(sheets.RULES, rule.row, "scope")
                found = f"{rule.rule} does nothing: there is no {switched} max limit of {rule.scope} to switch from"
                yield warning("RW414", place, found)
        elif idle_reserve or (rule.kind is RuleKind.EYF and not own):
            whose = "on total" if idle_reserve else f"of {rule.scope}"
            place = review.place(sheets.RULES, rule.row, "control")
            yield warning("RW414", place, f"{rule.rule} does nothing: there is no {rule.control} max limit {whose}")


def no_real_terms(review: Review) -> Iterator[Problem]:
    """A deflator with a hole shows no growth at all; a price base outside it falls back to the baseline year."""
    series = next((row for row in review.workbook.series if row.series == "gdp_deflator"), None)
    if series is not None and review.deflator is None:
        place = review.place(sheets.ECONOMY, series.row, "series")
        yield warning("RW415", place, "gdp_deflator has a blank year: nothing is shown in real terms", "every year")
    base = review.workbook.settings["price_base_year"]
    if base is not None and base not in (review.baseline_year, *review.years):
        found = f"price_base_year {base} is not a year of the review: {review.baseline_year} prices are shown"
        yield warning("RW416", review.place(sheets.REVIEW), found, "the baseline year or a plan year")


WARNINGS: tuple[Callable[[Review], Iterator[Problem]], ...] = (
    fully_mechanistic,
    keys_without_value,
    adjustments_booked_twice,
    baselines_below_zero,
    baseline_bids,
    years_without_column,
    bids_without_cost,
    idle_priorities,
    of_which_lines,
    only_the_last_year_counts,
    effects_outside_their_range,
    steep_trends,
    crowded_indicators,
    overcommitted_totals,
    stepless,
    more_than_whole,
    large_rates,
    idle_rules,
    no_real_terms,
)
"""Every warning, in the order in which they are shown."""
