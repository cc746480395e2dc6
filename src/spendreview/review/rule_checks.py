"""What each kind of rule takes: its scope, its control, its figure. One table says it; one function checks it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import partial

from spendreview.errors import Findings, Place, did_you_mean
from spendreview.review import sheets
from spendreview.review.records import Department, Rule
from spendreview.review.scopes import OF_DEPARTMENTS, Scope, ScopeKind, Scopes, parse_scope
from spendreview.review.workbook import ReviewSheets
from spendreview.terms import COSTED_CONTROLS, Control, RuleKind

CASH = (Control.RDEL, Control.CDEL)
NO_CONTROL: tuple[Control, ...] = ()

PlaceOf = Callable[[Rule, str], Place]
"""From a rule and a column of the sheet Rules to the place at which a fault of it stands."""

At = Callable[[str], Place]
"""The same for one rule."""


class Whose(Enum):
    """Which scopes a kind of rule takes, in words for the message."""

    ANY_DEPARTMENTS = "a department, total or group:NAME"
    ENGLISH_OR_TOTAL = "a department that is not devolved, or total"
    ENGLISH = "a department that is not devolved"
    DEPARTMENT = "a department"
    DEVOLVED = "a devolved department"
    TOTAL = "total"


class Figure(Enum):
    """Where a kind of rule keeps its figure."""

    VALUE = "value"
    VALUE_OR_YEARS = "value, or years with one figure a plan year"
    VALUE_AND_YEARS = "value, and years where it is phased"


@dataclass(frozen=True, slots=True)
class RuleShape:
    """What one kind of rule takes; bounds are in £ thousand where the figure is money."""

    whose: Whose
    controls: tuple[Control, ...]
    figure: Figure = Figure.VALUE
    control_required: bool = True
    minimum: float | None = 0
    maximum: float | None = None


SHAPES: dict[RuleKind, RuleShape] = {
    RuleKind.REAL_GROWTH_FLOOR: RuleShape(Whose.ANY_DEPARTMENTS, tuple(Control), minimum=-1, maximum=10),
    RuleKind.REAL_GROWTH_CEILING: RuleShape(Whose.ANY_DEPARTMENTS, tuple(Control), minimum=-1, maximum=10),
    RuleKind.ADMIN_REAL_REDUCTION: RuleShape(
        Whose.ENGLISH_OR_TOTAL, (Control.ADMIN,), control_required=False, minimum=-1, maximum=1
    ),
    RuleKind.SWITCH_TO_CAPITAL: RuleShape(
        Whose.ENGLISH_OR_TOTAL, (Control.RDEL,), Figure.VALUE_OR_YEARS, control_required=False, maximum=1
    ),
    RuleKind.SWITCH_TO_RESOURCE: RuleShape(
        Whose.ENGLISH_OR_TOTAL, (Control.CDEL,), Figure.VALUE_OR_YEARS, control_required=False, maximum=1
    ),
    RuleKind.EYF: RuleShape(Whose.DEPARTMENT, CASH, Figure.VALUE_AND_YEARS),
    RuleKind.RESERVE: RuleShape(Whose.TOTAL, tuple(Control), Figure.VALUE_OR_YEARS),
    RuleKind.BARNETT: RuleShape(Whose.DEVOLVED, CASH, maximum=1),
    RuleKind.POPULATION_SHARE: RuleShape(Whose.DEVOLVED, NO_CONTROL, control_required=False, maximum=1),
    RuleKind.DEVOLVED_ADDITION: RuleShape(Whose.DEVOLVED, CASH, Figure.VALUE_OR_YEARS, minimum=None),
    RuleKind.SAVING: RuleShape(Whose.ENGLISH, COSTED_CONTROLS, Figure.VALUE_OR_YEARS, minimum=None),
}


def check_rules(review: ReviewSheets, findings: Findings, place_of: PlaceOf | None = None) -> None:
    """Every rule has the scope, control and figure that its kind takes, and what it leans on is there.

    place_of  from a rule and a column to the place of its faults; without it, the cell of the sheet Rules
    """
    where = place_of or (lambda rule, column: review.place(sheets.RULES, rule.row, column))
    scopes = Scopes(review.departments, review.bids)
    seen: dict[tuple[object, ...], str] = {}
    # A figure that cannot be read has its fault already.
    unread = frozenset(fault.place for fault in findings.faults)
    for rule in review.rules:
        shape, at = SHAPES[rule.kind], partial(where, rule)
        scope = parse_scope(rule.scope or "")
        before = len(findings.faults)
        _check_scope(review, rule, shape, scope, scopes, at, findings)
        _check_control(rule, shape, at, findings)
        _check_figure(review, rule, shape, at, unread, findings)
        _check_other_side(review, rule, scopes, at, findings)
        if len(findings.faults) == before:
            _check_needs(review, rule, scope, scopes, at, findings)
        # Where a kind has one control alone, a blank cell means that one.
        control = rule.control or (shape.controls[0] if len(shape.controls) == 1 else None)
        earlier = seen.setdefault((rule.kind, scope, control, rule.to), rule.rule)
        if earlier != rule.rule:
            _note_second(rule, earlier, at("rule"), findings)


def _note_second(rule: Rule, earlier: str, place: Place, findings: Findings) -> None:
    """A second rule for the same; an added one has no row to be known by, so that both are named."""
    found, wanted = f"a second {rule.kind} for the same scope", f"one; {earlier} is the other"
    if not rule.row:
        found = (
            f"rule {rule.rule!r} adds a second {rule.kind} of {rule.scope or 'nobody'} in {rule.control or 'nothing'}"
        )
        wanted = f"one, or it counts twice; {earlier!r} is the other: leave one out, or put the figures under its code"
    findings.fault("RV326", place, found, wanted)


def is_declared(review: ReviewSheets, scope: Scope) -> bool:
    """Whether the sheet that would declare what the scope names was read, so that the scope can be judged."""
    return review.has(sheets.DEPARTMENTS if scope.kind in OF_DEPARTMENTS else sheets.BIDS)


def _check_scope(
    review: ReviewSheets, rule: Rule, shape: RuleShape, scope: Scope, scopes: Scopes, at: At, findings: Findings
) -> None:
    place = at("scope")
    if rule.scope is None:
        findings.fault("RV321", place, f"{rule.kind} without a scope", shape.whose.value)
    elif not scopes.known(scope):
        if is_declared(review, scope):
            wanted = did_you_mean(rule.scope, scopes.all_texts(), shape.whose.value)
            findings.fault("RV321", place, f"scope {rule.scope!r}", wanted)
    elif not _takes(shape.whose, scope, scopes):
        findings.fault("RV321", place, f"{rule.kind} on {rule.scope}", shape.whose.value)


def _takes(whose: Whose, scope: Scope, scopes: Scopes) -> bool:
    if whose is Whose.ANY_DEPARTMENTS:
        return scope.kind in OF_DEPARTMENTS
    if whose is Whose.TOTAL or (whose is Whose.ENGLISH_OR_TOTAL and scope.kind is ScopeKind.TOTAL):
        return scope.kind is ScopeKind.TOTAL
    if scope.kind is not ScopeKind.DEPARTMENT:
        return False
    devolved = scopes.departments(scope)[0].devolved
    return whose is Whose.DEPARTMENT or devolved is (whose is Whose.DEVOLVED)


def _check_control(rule: Rule, shape: RuleShape, at: At, findings: Findings) -> None:
    place = at("control")
    wanted = " or ".join(shape.controls) or "a blank cell"
    if rule.control is None and shape.control_required:
        findings.fault("RV322", place, f"{rule.kind} without a control", wanted)
    elif rule.control is not None and rule.control not in shape.controls:
        findings.fault("RV322", place, f"{rule.kind} on {rule.control}", wanted)


def _check_figure(
    review: ReviewSheets, rule: Rule, shape: RuleShape, at: At, unread: frozenset[Place], findings: Findings
) -> None:
    at_value, at_years = at("value"), at("years")
    read = unread.isdisjoint((at_value, at_years))
    if read and rule.value is None and (rule.years is None or shape.figure is not Figure.VALUE_OR_YEARS):
        findings.fault("RV323", at_value, f"{rule.kind} without a figure", shape.figure.value)
    if rule.years is not None and shape.figure is Figure.VALUE:
        findings.fault("RV323", at_years, f"{rule.kind} with years", "value: it holds for the whole plan")
    if rule.years is not None and len(rule.years) != len(review.years.plan):
        wanted, count = f"{len(review.years.plan)}, one a plan year", len(rule.years)
        findings.fault("RV324", at_years, f"{count} figure{'s' * (count != 1)} in years", wanted)
    for place, figures in ((at_value, (rule.value,)), (at_years, rule.years or ())):
        if any(figure is not None and not _within(figure, shape) for figure in figures):
            top = f" to {shape.maximum:g}" if shape.maximum is not None else " or more"
            bottom = f"{shape.minimum:g}" if shape.minimum is not None else "any figure"
            findings.fault("RV325", place, f"{rule.kind} with a figure out of range", bottom + top)


def _within(figure: float, shape: RuleShape) -> bool:
    below = shape.minimum is not None and figure < shape.minimum
    return not below and not (shape.maximum is not None and figure > shape.maximum)


def _check_other_side(review: ReviewSheets, rule: Rule, scopes: Scopes, at: At, findings: Findings) -> None:
    place = at("to")
    if rule.kind is not RuleKind.BARNETT:
        if rule.to is not None:
            findings.fault("RV327", place, f"{rule.kind} with `to`", "a blank cell: only barnett has another side")
        return
    other = scopes.departments(parse_scope(rule.to)) if rule.to is not None else ()
    if rule.to is not None and not review.has(sheets.DEPARTMENTS):
        return
    if not other or other[0].devolved:
        found = "barnett without an English department" if rule.to is None else f"barnett to {rule.to}"
        findings.fault("RV327", place, found, "a department that is not devolved")


def _check_needs(review: ReviewSheets, rule: Rule, scope: Scope, scopes: Scopes, at: At, findings: Findings) -> None:
    """A deflator for rules in real terms, a baseline for growth, a population share beside a comparability."""
    place = at("kind")
    growth = rule.kind in {RuleKind.REAL_GROWTH_FLOOR, RuleKind.REAL_GROWTH_CEILING}
    if (growth or rule.kind is RuleKind.ADMIN_REAL_REDUCTION) and not _has_deflator(review):
        findings.fault("RV328", place, f"{rule.kind} without a deflator", "gdp_deflator for every year in Economy")
    if rule.kind is RuleKind.BARNETT and rule.value and not _has_population_share(review, rule):
        findings.fault("RV329", place, f"barnett without a population share of {rule.scope}", "a population_share rule")
    for department, control in _baselines_needed(rule, scope, scopes):
        if not _has_baseline(review, department, control):
            found = f"no {control} baseline of {department.department}"
            findings.fault("RV330", place, found, "its row in Baselines, 0 where it is nil")


def _has_deflator(review: ReviewSheets) -> bool:
    return any(row.series == "gdp_deflator" and all(row.values) for row in review.series)


def _has_population_share(review: ReviewSheets, rule: Rule) -> bool:
    return any(row.kind is RuleKind.POPULATION_SHARE and row.scope == rule.scope for row in review.rules)


def _has_baseline(review: ReviewSheets, department: Department, control: Control) -> bool:
    # Total DEL is RDEL and CDEL: the one of which a department has nothing may be left out.
    wanted = {Control.RDEL, Control.CDEL} if control is Control.TDEL else {control}
    code = department.department
    given = {row.control for row in review.baselines if row.department == code}
    given |= {row.control for row in review.adjustments if code in (row.department, row.to)}
    return bool(wanted & given)


def _baselines_needed(rule: Rule, scope: Scope, scopes: Scopes) -> list[tuple[Department, Control]]:
    """What a rule reckons from: growth and admin from their scope, block grants from both sides."""
    if rule.kind in {RuleKind.REAL_GROWTH_FLOOR, RuleKind.REAL_GROWTH_CEILING} and rule.control is not None:
        return [(row, rule.control) for row in scopes.departments(scope)]
    if rule.kind is RuleKind.ADMIN_REAL_REDUCTION:
        return [(row, Control.ADMIN) for row in scopes.departments(scope) if not row.devolved]
    own = [(row, rule.control) for row in scopes.departments(scope) if rule.control is not None]
    if rule.kind is RuleKind.DEVOLVED_ADDITION:
        return own
    if rule.kind is RuleKind.BARNETT and rule.value and rule.control is not None and rule.to is not None:
        return own + [(row, rule.control) for row in scopes.departments(parse_scope(rule.to))]
    return []
