"""What a scenario does to rules: new figures for those of the workbook, and savings that it adds to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from spendreview import money
from spendreview.errors import Findings
from spendreview.review.records import Rule
from spendreview.review.rule_checks import SHAPES
from spendreview.review.scopes import parse_scope
from spendreview.review.workbook import MONEY_RULES
from spendreview.scenario.records import RuleChange
from spendreview.tabular.typed import without_unseen
from spendreview.terms import RuleCode, RuleKind, Year

NEEDED = "the ledger entries, or the publication, that the saving comes from: an added rule needs it"


def additions(changes: Iterable[RuleChange], rules: Iterable[Rule]) -> tuple[RuleChange, ...]:
    """The changes that add a rule: they say its kind, and the workbook does not have it."""
    known: set[str] = {rule.rule for rule in rules}
    return tuple(change for change in changes if change.kind is not None and change.rule not in known)


def added_rules(changes: Iterable[RuleChange], years: tuple[Year, ...], findings: Findings) -> tuple[Rule, ...]:
    """The savings that a scenario adds, with row 0; whether their scope and control will do is for the checks to say.

    years  of the plan; one that is not named has the rule's value, or nil
    """
    return tuple(_added(change, years, findings) for change in changes if _may_be_added(change, findings))


def _may_be_added(change: RuleChange, findings: Findings) -> bool:
    """Whether it is a saving; its code must be one that a row of Rules could have, and its source is needed."""
    if change.kind is not RuleKind.SAVING:
        found = f"no rule {change.rule!r} in the workbook, and a {change.kind} cannot be added here"
        findings.fault("SC030", change.place_of("kind"), found, "a row of the sheet Rules; only a saving can be added")
        return False
    code = without_unseen(change.rule)
    if not code or code != change.rule or ";" in code or not code.isprintable():
        wanted = "a short code on one line, without a semicolon or blanks around it"
        findings.fault("SC006", change.place, f"rule {change.rule!r}", wanted)
    if change.source is None:
        findings.fault("SC005", change.place, f"no key 'rules.{change.rule}.source'", NEEDED)
    return True


def _added(change: RuleChange, years: tuple[Year, ...], findings: Findings) -> Rule:
    rule = Rule(
        row=0,
        rule=RuleCode(change.rule),
        kind=RuleKind.SAVING,
        scope=change.scope,
        control=change.control,
        value=None,
        to=None,
        years=None,
        source=change.source,
    )
    return _with_figures(rule, change, years, findings)


def changed_rule(rule: Rule, change: RuleChange, years: tuple[Year, ...], findings: Findings) -> Rule:
    """A rule of the workbook as one change of the scenario leaves it."""
    _check_same(rule, change, findings)
    if not isinstance(change.years, Mapping) and change.years is not None and len(change.years) != len(years):
        wanted, count = f"{len(years)}, one a plan year", len(change.years)
        findings.fault("SC016", change.place, f"{count} figure{'s' * (count != 1)} in years", wanted)
    return replace(_with_figures(rule, change, years, findings), source=change.source or rule.source)


def _check_same(rule: Rule, change: RuleChange, findings: Findings) -> None:
    """What a rule is and whom it is about stands in the workbook; a scenario may say the same again, nothing else."""
    controls = SHAPES[rule.kind].controls
    control = rule.control or (controls[0] if len(controls) == 1 else None)
    same_scope = change.scope is None or parse_scope(change.scope) == parse_scope(rule.scope or "")
    for key, same, said, own in (
        ("kind", change.kind in (None, rule.kind), change.kind, rule.kind),
        ("scope", same_scope, change.scope, rule.scope),
        ("control", change.control in (None, control), change.control, control),
    ):
        if not same:
            found = f"{key} {said} for rule {rule.rule!r}, whose {key} in the workbook is {own or 'blank'}"
            wanted = f"no {key} here, or a code of its own if another rule is meant"
            findings.fault("SC031", change.place_of(key), found, wanted)
    if change.source is not None and rule.kind is not RuleKind.SAVING:
        found = f"a source for rule {rule.rule!r}, a {rule.kind}"
        findings.fault("SC032", change.place_of("source"), found, "no source: results name those of savings alone")


def _with_figures(rule: Rule, change: RuleChange, years: tuple[Year, ...], findings: Findings) -> Rule:
    """The rule with the figures that the change gives; every other figure stays."""
    value = _in_unit(rule, change.value) if change.value is not None else rule.value
    # A new value replaces the old years, which would otherwise win over it; but a stock and its phasing are two things.
    own: Sequence[float] | None = rule.years if change.value is None or rule.kind is RuleKind.EYF else None
    if isinstance(change.years, Mapping):
        named = _in_the_plan(change, change.years, years, findings)
        own = own if own is not None else (value or 0.0,) * len(years)
        own = [_in_unit(rule, named[year]) if year in named else old for year, old in zip(years, own, strict=True)]
    elif change.years is not None:
        own = [_in_unit(rule, amount) for amount in change.years]
    return replace(rule, value=value, years=tuple(own) if own is not None else None)


def _in_unit(rule: Rule, amount: float) -> float:
    return float(money.thousands(amount)) if rule.kind in MONEY_RULES else amount


def _in_the_plan(
    change: RuleChange, figures: Mapping[Year, float], years: tuple[Year, ...], findings: Findings
) -> dict[Year, float]:
    """The figures of plan years: an overlay of the ledger holds more years than a plan, so others are left out."""
    for year, figure in figures.items():
        if year not in years:
            found = f"{year} is not a plan year: rule {change.rule!r} leaves out its {figure:,g}"
            findings.warn(
                "RW426", change.place_of(str(year)), found, f"one of {', '.join(map(str, years))}, if it counts"
            )
    return {year: figure for year, figure in figures.items() if year in years}
