"""A row of the model, or a bid's share, in a spending team's words, with its workbook cell."""

from __future__ import annotations

from collections.abc import Callable

from spendreview.allocation.compile import CompiledModel, Key
from spendreview.allocation.data import CASH, PLAN, ModelData, scope_departments
from spendreview.errors import Place, Problem
from spendreview.review import sheets
from spendreview.review.records import Bid, Rule
from spendreview.review.scopes import Scope, ScopeKind, parse_scope
from spendreview.terms import Control, DepartmentCode, RuleKind, Sense

SENSES = {Sense.MAX: "at most", Sense.MIN: "at least", Sense.EQUAL: "exactly"}


def _pounds(amount_m: float) -> str:
    """£ million to the thousand, a minus before the sign of the currency.

    >>> _pounds(-200), _pounds(1234.5), _pounds(-0.0001)
    ('-£200.000m', '£1,234.500m', '£0.000m')
    """
    rounded = round(amount_m, 3) + 0.0
    return f"{'-' if rounded < 0 else ''}£{abs(rounded):,.3f}m"


def member_problem(data: ModelData, model: CompiledModel, is_row: bool, number: int) -> Problem:
    """One member of a conflict as a problem: what it says, and the cell that says it."""
    if not is_row:
        return _share(data, model.columns[number][1], float(model.lower[number]), bool(model.whole[number]))
    family, key = model.rows[number]
    place, sentence = WORDS[family](data, key)
    return Problem(code="AL601", place=place, found=sentence, wanted="")


def _bid(data: ModelData, code: str) -> Bid:
    return next(bid for bid in data.review.bids if bid.bid == code)


def _share(data: ModelData, key: Key, least: float, whole: bool) -> Problem:
    bid = _bid(data, key[0])
    hold = data.hold(key)
    if hold is not None:
        said = ": ".join(word for word in (hold.by, hold.reason) if word)
        place, sentence = hold.place, f"bid {bid.bid} is held at {100 * least:.4g}%" + (f" ({said})" if said else "")
    elif bid.row == 0:
        place = _setting_place(data, "fill_baseline")
        sentence = f"bid {bid.bid}, made by fill_baseline, is committed"
    else:
        place = data.review.place(sheets.BIDS, bid.row, "divisible" if whole else "min_share")
        sentence = f"bid {bid.bid} is all or nothing" if whole else f"bid {bid.bid} is funded to at least {least:.0%}"
    when = "" if key[1] == PLAN else f" in {key[1]}"
    return Problem(code="AL602", place=place, found=sentence + when, wanted="")


def _setting_place(data: ModelData, name: str) -> Place:
    table = data.review.workbook.tables[sheets.REVIEW.title]
    row = next((row for row, record in table.records() if record["setting"] == name), None)
    return table.place(row, "value")


def _limit(data: ModelData, key: Key) -> tuple[Place, str]:
    code, year = key
    row = data.limits[code]
    place = data.review.place(sheets.LIMITS, row.row, year)
    amount = data.limit_m(code, year)
    savings = _savings(data, data.limit_scopes[code], row.control, year)
    return place, f"limit {code}: {row.scope} {row.control} {SENSES[row.sense]} {_pounds(amount)} in {year}{savings}"


def _savings(data: ModelData, scope: Scope, control: Control, year: str) -> str:
    """What saving rules do to the spending that a row is about: without them its figures would not add up."""
    t, parts = data.years.index(year), CASH if control is Control.TDEL else (control,)
    rules = (
        rule
        for department in scope_departments(data, scope) or ()
        for part in parts
        for rule in data.savings.get((department, part), ())
    )
    return "".join(_saving(rule, data.amount_m(rule, t)) for rule in rules)


def _saving(rule: Rule, amount_m: float) -> str:
    if not amount_m:
        return ""
    does, where = ("takes", "off") if amount_m > 0 else ("puts", "on")
    source = f" ({rule.source})" if rule.source else ""
    return f"; rule {rule.rule} {does} {_pounds(abs(amount_m))} {where} what {rule.scope} spends{source}"


def _rule_place(data: ModelData, code: str, column: str = "value") -> Place:
    return data.review.place(sheets.RULES, data.rules[code].row, column)


def _switch(kind: RuleKind, words: str) -> Callable[[ModelData, Key], tuple[Place, str]]:
    def say(data: ModelData, key: Key) -> tuple[Place, str]:
        rule = data.switching[kind, DepartmentCode(key[0])]
        return _rule_place(data, rule.rule), f"rule {rule.rule}: how much {key[0]} may switch to {words} in {key[1]}"

    return say


def _stock(data: ModelData, key: Key) -> tuple[Place, str]:
    rule = data.eyf[DepartmentCode(key[0]), Control(key[1])]
    stock = data.amount_m(rule, 0) if rule.years is None else (rule.value or 0) / 1000
    return _rule_place(
        data, rule.rule
    ), f"rule {rule.rule}: {key[0]} draws down at most {_pounds(stock)} {key[1]} in all"


def _phased(data: ModelData, key: Key) -> tuple[Place, str]:
    rule = data.eyf[DepartmentCode(key[0]), Control(key[1])]
    amount = data.amount_m(rule, data.years.index(key[2]))
    sentence = f"rule {rule.rule}: {key[0]} draws down at most {_pounds(amount)} {key[1]} in {key[2]}"
    return _rule_place(data, rule.rule, "years"), sentence


def _growth(words: str) -> Callable[[ModelData, Key], tuple[Place, str]]:
    def say(data: ModelData, key: Key) -> tuple[Place, str]:
        rule = data.rules[key[0]]
        bound = data.growth_bound_m(rule)
        sentence = f"rule {rule.rule}: {rule.scope} {rule.control} {words} {rule.value:+.2%} a year real"
        assert rule.control is not None  # growth rules without a control were refused
        savings = _savings(data, parse_scope(rule.scope or ""), rule.control, data.years[-1])
        return _rule_place(data, rule.rule), f"{sentence}, {_pounds(bound)} in {data.years[-1]}{savings}"

    return say


def _admin(data: ModelData, key: Key) -> tuple[Place, str]:
    ceiling = data.admin_ceilings[key[0], DepartmentCode(key[1]), key[2]]
    savings = _savings(data, Scope(ScopeKind.DEPARTMENT, key[1]), Control.ADMIN, key[2])
    return _rule_place(data, key[0]), f"rule {key[0]}: {key[1]} ADMIN at most {_pounds(ceiling)} in {key[2]}{savings}"


def _requires(data: ModelData, key: Key) -> tuple[Place, str]:
    place = data.review.place(sheets.BIDS, _bid(data, key[0]).row, "requires")
    return place, f"bid {key[0]} is funded no further than {key[1]}, which it requires"


def _option(data: ModelData, key: Key) -> tuple[Place, str]:
    first = next(bid for bid in data.review.bids if bid.option_group == key[0])
    place = data.review.place(sheets.BIDS, first.row, "option_group")
    return place, f"of the options {key[0]} one whole is funded at most"


def _step(data: ModelData, key: Key) -> tuple[Place, str]:
    bid = _bid(data, key[0])
    sentence = f"the share of bid {key[0]} changes by at most {bid.step or 0:.0%} into {key[1]}"
    return data.review.place(sheets.BIDS, bid.row, "step"), sentence


WORDS: dict[str, Callable[[ModelData, Key], tuple[Place, str]]] = {
    "limit": _limit,
    "to_capital_cap": _switch(RuleKind.SWITCH_TO_CAPITAL, "capital"),
    "to_resource_cap": _switch(RuleKind.SWITCH_TO_RESOURCE, "resource"),
    "drawdown_stock": _stock,
    "drawdown_phased": _phased,
    "growth_floor": _growth("grows at least"),
    "growth_ceiling": _growth("grows at most"),
    "admin": _admin,
    "requires": _requires,
    "option_group": _option,
    "step": _step,
}
"""Each policy family in words: from the index of a row to its cell and its sentence."""
