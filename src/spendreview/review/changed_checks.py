"""What no longer holds once a scenario is laid over a workbook: the checks of limits and rules, run again."""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import replace

from spendreview.errors import Findings, Place, Problem
from spendreview.review.checks import check_limits
from spendreview.review.records import Rule
from spendreview.review.review import Review
from spendreview.review.rule_checks import PlaceOf, check_rules
from spendreview.scenario.records import LimitChange, RuleChange


def changed_faults(review: Review) -> list[Problem]:
    """What no longer holds once the scenario has changed limits and rules: each fault at the scenario's own place."""
    if not review.scenario.limits and not review.scenario.rules:
        return []
    limits, rules = Findings(), Findings()
    changed = replace(review.workbook, limits=review.limits, rules=review.rules)
    start = Place(file=review.scenario.file)
    check_limits(changed, limits)
    places = {("Limits", row.row): _set_at(review.scenario.limits, row.limit) for row in review.limits}
    check_rules(changed, rules, _rule_places(review.scenario.rules, start))
    moved = [replace(fault, place=places.get(_row_of(fault.place)) or start) for fault in limits.faults]
    return [*moved, *rules.faults]


def _set_at(changes: Sequence[LimitChange], limit: str) -> Place | None:
    return next((change.place for change in changes if change.limit == limit), None)


def _rule_places(changes: Sequence[RuleChange], start: Place) -> PlaceOf:
    """Where the scenario names a rule; of one that it adds, where it sets what is at fault."""
    own = {change.rule: change for change in changes}

    def place_of(rule: Rule, column: str) -> Place:
        change = own.get(rule.rule)
        if change is None:
            return start
        return change.place if rule.row else change.place_of(column)

    return place_of


def _row_of(place: Place) -> tuple[str, int]:
    return place.sheet or "", int((place.cell or "0").lstrip(string.ascii_uppercase) or 0)
