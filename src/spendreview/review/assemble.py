"""Lay a scenario over a workbook's records: every change names what it changes, or is refused with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from typing import Any, TypeVar

from spendreview import money
from spendreview.errors import Findings, Place, did_you_mean
from spendreview.outcomes import Effect, Priority
from spendreview.review.records import Bid, Limit, Rule
from spendreview.review.review import RestatedBaseline, Review
from spendreview.review.rule_changes import added_rules, additions, changed_rule
from spendreview.review.workbook import ReviewSheets
from spendreview.scenario import Scenario
from spendreview.scenario.records import BidChange, Force, How, LimitChange, RuleChange
from spendreview.terms import COSTED_CONTROLS, BidCode, BidKind, Control, DepartmentCode, Phasing, Year

Row = TypeVar("Row")
FILLED = "-baseline"
"""What the code of a bid made by fill_baseline ends with."""


def assemble(sheets: ReviewSheets, scenario: Scenario, findings: Findings) -> Review:
    """The review that a workbook and a scenario make; faults of the scenario go to ``findings``."""
    restated = restated_baselines(sheets)
    years = sheets.years.plan
    bids = every_bid(sheets, restated)
    return Review(
        workbook=sheets,
        scenario=scenario,
        limits=_limits(sheets, scenario.limits, findings),
        bids=_changed(
            bids, scenario.bids, "bid", lambda bid, change: changed_bid(bid, change, years, findings), findings
        ),
        priorities=_priorities(sheets.priorities, scenario, findings),
        effects=_effects(sheets.effects, scenario),
        rules=_rules(sheets, scenario.rules, findings),
        restated_k=restated,
        deflator=_deflator(sheets),
        warnings=(),
    )


def every_bid(sheets: ReviewSheets, restated: RestatedBaseline) -> tuple[Bid, ...]:
    """The bids of the workbook, and those that ``fill_baseline`` makes."""
    filled = filled_baselines(sheets, restated) if sheets.settings["fill_baseline"] else ()
    return (*sheets.bids, *filled)


def restated_baselines(sheets: ReviewSheets) -> RestatedBaseline:
    """Published baselines plus their adjustments, £ thousand; the other side of a transfer gets the opposite."""
    restated: dict[tuple[DepartmentCode, Control], int] = {}
    for row in sheets.baselines:
        restated[row.department, row.control] = restated.get((row.department, row.control), 0) + row.amount_k
    for line in sheets.adjustments:
        restated[line.department, line.control] = restated.get((line.department, line.control), 0) + line.amount_k
        if line.to is not None:
            restated[line.to, line.control] = restated.get((line.to, line.control), 0) - line.amount_k
    return restated


def filled_baselines(sheets: ReviewSheets, restated: RestatedBaseline) -> tuple[Bid, ...]:
    """A committed bid, flat in cash at the restated baseline, for each department that has no baseline bid."""
    with_baseline = {bid.department for bid in sheets.bids if bid.kind is BidKind.BASELINE}
    taken = {bid.bid for bid in sheets.bids}
    filled = []
    for row in sheets.departments:
        if row.devolved or row.department in with_baseline:
            continue
        code = BidCode(row.department + FILLED)
        while code in taken:
            code = BidCode(code + "+")
        costs = {
            control: (restated.get((row.department, control), 0),) * len(sheets.years.plan)
            for control in COSTED_CONTROLS
        }
        filled.append(_committed(code, row.department, row.name, costs))
    return tuple(filled)


def _committed(code: BidCode, department: DepartmentCode, name: str, costs: Mapping[Control, tuple[int, ...]]) -> Bid:
    return Bid(
        row=0,
        bid=code,
        department=department,
        programme=f"{department} baseline",
        title=f"{name}: restated baseline, flat in cash",
        kind=BidKind.BASELINE,
        divisible=True,
        phasing=Phasing.PROFILE,
        step=None,
        min_share=1.0,
        max_share=1.0,
        option_group=None,
        requires=(),
        tags=(),
        npsv=None,
        source="fill_baseline",
        status=None,
        costs_k=costs,
    )


def _deflator(sheets: ReviewSheets) -> tuple[float, ...] | None:
    values = next((row.values for row in sheets.series if row.series == "gdp_deflator"), ())
    given = tuple(value for value in values if value)
    return given if len(given) == len(sheets.years.plan) + 1 else None


def _unknown(kind: str, code: str, known: Iterable[str], place: Place, findings: Findings) -> None:
    otherwise = f"a {kind} of the workbook" + (", or kind: saving to add one" if kind == "rule" else "")
    wanted = did_you_mean(code, known, otherwise)
    findings.fault("SC011", place, f"no {kind} {code!r} in the workbook", wanted)


def _changed(
    rows: Sequence[Row], changes: Sequence[Any], code: str, apply: Callable[[Row, Any], Row], findings: Findings
) -> tuple[Row, ...]:
    """The rows with the changes that name them applied, in their order; a change that names none is a fault."""
    if not changes:
        return tuple(rows)
    by_code: dict[str, list[Any]] = {}
    for change in changes:
        by_code.setdefault(getattr(change, code), []).append(change)
    known = {getattr(row, code) for row in rows}
    for name, own in by_code.items():
        if name not in known:
            _unknown(code, name, known, own[0].place, findings)
    return tuple(reduce(apply, by_code.get(getattr(row, code), ()), row) for row in rows)


def _limits(sheets: ReviewSheets, changes: Sequence[LimitChange], findings: Findings) -> tuple[Limit, ...]:
    by_limit: dict[str, list[LimitChange]] = {}
    known = {limit.limit for limit in sheets.limits}
    for change in changes:
        by_limit.setdefault(change.limit, []).append(change)
    for code, own in by_limit.items():
        if code not in known:
            _unknown("limit", code, known, own[0].place, findings)
    return tuple(
        _limit(limit, by_limit[limit.limit], sheets.years.plan, findings) if limit.limit in by_limit else limit
        for limit in sheets.limits
    )


def _limit(limit: Limit, changes: list[LimitChange], years: tuple[Year, ...], findings: Findings) -> Limit:
    amounts = list(limit.amounts_k)
    for change in changes:
        if change.year is not None and change.year not in years:
            wanted = "one of " + ", ".join(map(str, years))
            findings.fault("SC012", change.place, f"{change.year} is not a plan year", wanted)
            continue
        for t, year in enumerate(years):
            if change.year in (None, year):
                amounts[t] = _moved(amounts[t], change, limit, year, findings)
    return replace(limit, amounts_k=tuple(amounts))


def _moved(amount_k: int | None, change: LimitChange, limit: Limit, year: Year, findings: Findings) -> int | None:
    if change.how is How.SET:
        return money.thousands(change.value)
    if amount_k is None:
        # "Every year" means every year that has a figure; a year named on its own must have one.
        if change.year is not None:
            found = f"limit {limit.limit!r} is blank in {year}"
            findings.fault("SC013", change.place, found, "set, since there is nothing to scale or add to")
        return None
    if change.how is How.SCALE:
        return money.thousands(money.millions(amount_k) * change.value)
    return amount_k + money.thousands(change.value)


def changed_bid(bid: Bid, change: BidChange, years: tuple[Year, ...], findings: Findings) -> Bid:
    """A bid as one change of the scenario leaves it."""
    given = [name for name in ("force", "share", "max_share") if getattr(change, name) is not None]
    if len(given) > 1:
        found, wanted = f"bid {bid.bid!r} with {' and '.join(given)}", "one of force, share, max_share"
        findings.fault("SC014", change.place, found, wanted)
    elif change.force is not None:
        bid = _held(bid, bid.max_share if change.force is Force.IN else 0.0, years)
    elif isinstance(change.share, Mapping):
        bid = _held_by_year(bid, change, change.share, years, findings)
    elif change.share is not None:
        bid = _held(bid, change.share, years)
    elif change.max_share is not None:
        bid = replace(bid, min_share=min(bid.min_share, change.max_share), max_share=change.max_share)
    if not bid.divisible and not {bid.min_share, bid.max_share} <= {0.0, 1.0}:
        found = f"a share between 0 and 1 for {bid.bid!r}, which is all or nothing"
        findings.fault("SC015", change.place, found, "0 or 1")
    if change.scale_cost is not None:
        costs = {control: _scaled(amounts, change.scale_cost) for control, amounts in bid.costs_k.items()}
        bid = replace(bid, costs_k=costs)
    return bid


def _held(bid: Bid, share: float, years: tuple[Year, ...]) -> Bid:
    """A bid held at one share in every year."""
    return replace(bid, min_share=share, max_share=share, held=(share,) * len(years))


def _held_by_year(
    bid: Bid, change: BidChange, shares: Mapping[Year, float], years: tuple[Year, ...], findings: Findings
) -> Bid:
    """A bid held in the years named; one decision serves for all years, so then there is one share to hold."""
    for year in shares:
        if year not in years:
            wanted = "one of " + ", ".join(map(str, years))
            findings.fault("SC012", change.place, f"{year} is not a plan year", wanted)
    if not bid.one_decision:
        return replace(bid, held=tuple(shares.get(year) for year in years))
    if len(set(shares.values())) > 1:
        found = f"bid {bid.bid!r} with a share of its own each year, though one decision serves for all"
        findings.fault("SC019", change.place, found, "the same share in every year, or phasing annual in the workbook")
    return _held(bid, next(iter(shares.values())), years) if shares else bid


def _scaled(amounts_k: tuple[int, ...], factor: float) -> tuple[int, ...]:
    return tuple(money.thousands(money.millions(amount) * factor) for amount in amounts_k)


def _priorities(rows: tuple[Priority, ...], scenario: Scenario, findings: Findings) -> tuple[Priority, ...]:
    return _changed(
        rows, scenario.weights, "priority", lambda row, change: replace(row, weight=change.weight), findings
    )


def _effects(rows: tuple[Effect, ...], scenario: Scenario) -> tuple[Effect, ...]:
    factors = {change.bid: change.scale_effect for change in scenario.bids if change.scale_effect is not None}
    if not factors:
        return rows
    return tuple(_weakened(row, factors[row.bid]) if row.bid in factors else row for row in rows)


def _weakened(row: Effect, factor: float) -> Effect:
    low = row.low * factor if row.low is not None else None
    high = row.high * factor if row.high is not None else None
    return replace(row, effect=row.effect * factor, low=low, high=high)


def _rules(sheets: ReviewSheets, changes: tuple[RuleChange, ...], findings: Findings) -> tuple[Rule, ...]:
    """The rules of the workbook, changed, then the savings that the scenario adds, in its own order."""
    years, adding = sheets.years.plan, additions(changes, sheets.rules)
    others = [change for change in changes if change not in adding]
    changed = _changed(
        sheets.rules, others, "rule", lambda rule, change: changed_rule(rule, change, years, findings), findings
    )
    return (*changed, *added_rules(adding, years, findings))
