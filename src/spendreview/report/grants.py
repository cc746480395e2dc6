"""What departments spend besides their bids, line by line: savings to recycle, and what makes up a block grant."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from spendreview.allocation.data import CASH, ModelData
from spendreview.review.records import Rule
from spendreview.terms import Control, DepartmentCode, RuleKind


class GrantKind(StrEnum):
    """What sort of line it is."""

    SAVING = "saving"
    BASELINE = "baseline"
    ADDITION = "addition"
    CONSEQUENTIAL = "consequential"


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantLine:
    """One line, £ million a plan year, added to the department's spending.

    amounts_m  of a saving (negative where money is saved) or an addition; None where the line follows from others
    source     the English department of a consequential
    factor     population share x comparability of a consequential
    """

    department: DepartmentCode
    control: Control
    kind: GrantKind
    rule: Rule | None = None
    amounts_m: tuple[float, ...] | None = None
    source: DepartmentCode | None = None
    factor: float | None = None


def grant_lines(data: ModelData, controls: tuple[Control, ...]) -> tuple[GrantLine, ...]:
    """Savings first, then each block grant: its baseline, what is added, and its consequentials."""
    lines = [
        GrantLine(
            department=DepartmentCode(rule.scope or ""),
            control=rule.control,
            kind=GrantKind.SAVING,
            rule=rule,
            amounts_m=_amounts(data, rule, -1),
        )
        for rule in data.review.rules_of(RuleKind.SAVING)
        if rule.control is not None
    ]
    for department in data.devolved:
        for control in controls:
            lines += _block_grant(data, department, control)
    return tuple(lines)


def _block_grant(data: ModelData, department: DepartmentCode, control: Control) -> list[GrantLine]:
    lines = [GrantLine(department=department, control=control, kind=GrantKind.BASELINE)]
    if control not in CASH:
        return lines
    for rule in data.review.rules_of(RuleKind.DEVOLVED_ADDITION):
        if (rule.scope, rule.control) == (department, control):
            amounts = _amounts(data, rule, 1)
            line = GrantLine(
                department=department, control=control, kind=GrantKind.ADDITION, rule=rule, amounts_m=amounts
            )
            lines.append(line)
    rules = {rule.to: rule for rule in _barnett(data, department, control)}
    for source, factor in data.comparability.get((department, control), ()):
        line = GrantLine(
            department=department,
            control=control,
            kind=GrantKind.CONSEQUENTIAL,
            rule=rules[source],
            source=source,
            factor=factor,
        )
        lines.append(line)
    return lines


def _barnett(data: ModelData, department: DepartmentCode, control: Control) -> list[Rule]:
    rules = data.review.rules_of(RuleKind.BARNETT)
    return [rule for rule in rules if (rule.scope, rule.control) == (department, control)]


def _amounts(data: ModelData, rule: Rule, sign: int) -> tuple[float, ...]:
    return tuple(sign * data.amount_m(rule, t) for t in range(len(data.years)))
