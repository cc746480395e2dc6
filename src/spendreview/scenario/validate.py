"""From a document of plain keys to a Scenario: every fault that pydantic finds, in our words and at its own place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from spendreview.errors import Place, Problem, ScenarioError, did_you_mean
from spendreview.scenario.records import (
    BidChange,
    HandedIn,
    How,
    LimitChange,
    RuleChange,
    Scenario,
    Solver,
    WeightChange,
)
from spendreview.terms import Year

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from spendreview.scenario.schema import ScenarioKeys

Change = TypeVar("Change", WeightChange, BidChange)

Where = Callable[[tuple[Any, ...]], Place]
"""From the path of a key to the place that set it."""


def scenario_of(document: dict[str, Any], where: Where, file: str, sha256: str, name: str) -> Scenario:
    """The scenario that a document of keys describes.

    where   from the path of a key to its place
    raises  ScenarioError (SC004 to SC006), all faults at once, in the order of the file
    """
    keys = _validated(document, where)
    return Scenario(
        name=keys.name or name,
        why=keys.why,
        file=file,
        sha256=sha256,
        workbook=Path(keys.workbook) if keys.workbook else None,
        objective=keys.objective,
        link_strength=keys.link_strength,
        reference=keys.reference,
        switching=keys.switching,
        limits=tuple(_limit_changes(keys.limits, where)),
        weights=_changes(WeightChange, "weights", "priority", _each_as("weight", keys.weights), where),
        bids=_changes(BidChange, "bids", "bid", {bid: _holds(own) for bid, own in keys.bids.items()}, where),
        rules=tuple(_rule_change(rule, own, where) for rule, own in keys.rules.items()),
        shares=HandedIn(path=Path(keys.shares), place=where(("shares",))) if keys.shares else None,
        solver=Solver(**keys.solver.model_dump()),
    )


def _validated(document: dict[str, Any], where: Where) -> ScenarioKeys:
    from pydantic import ValidationError

    from spendreview.scenario.schema import ScenarioKeys

    try:
        return ScenarioKeys.model_validate(document)
    except ValidationError as error:
        faults = {str(problem): problem for problem in (_problem(item, document, where) for item in error.errors())}
        raise ScenarioError(sorted(faults.values(), key=_reading_order)) from None


def _changes(
    kind: type[Change], section: str, code: str, figures: Mapping[str, Mapping[str, Any]], where: Where
) -> tuple[Change, ...]:
    """One change for each code of a section, with the place that set it."""
    return tuple(kind(**{code: name, "place": where((section, name)), **own}) for name, own in figures.items())


def _each_as(name: str, values: Mapping[str, float]) -> dict[str, dict[str, float]]:
    return {code: {name: value} for code, value in values.items()}


def _holds(keys: Any) -> dict[str, Any]:
    """A bid's changes, its share as one figure for every year or by year."""
    from spendreview.scenario.schema import EVERY_YEAR

    share = keys.share
    if share is not None:
        share = share[EVERY_YEAR] if EVERY_YEAR in share else {Year.parse(text): own for text, own in share.items()}
    return {**keys.model_dump(), "share": share}


def _rule_change(rule: str, keys: Any, where: Where) -> RuleChange:
    """A rule's changes, each key with its own place, since an added rule has no row in the workbook to point at."""
    years: Any = keys.years
    places = {key: where(("rules", rule, key)) for key in keys.model_fields_set}
    if isinstance(years, dict):
        places |= {text: where(("rules", rule, "years", text)) for text in years}
        years = {Year.parse(text): figure for text, figure in years.items()}
    elif years is not None:
        years = tuple(years)
    return RuleChange(**{**keys.model_dump(), "years": years}, rule=rule, place=where(("rules", rule)), places=places)


def _reading_order(problem: Problem) -> tuple[int, int, str]:
    return problem.place.line or 0, problem.place.column or 0, problem.place.cell or ""


def _limit_changes(limits: Mapping[str, Any], where: Where) -> list[LimitChange]:
    from spendreview.scenario.schema import EVERY_YEAR

    changes = []
    for code, keys in limits.items():
        for how in How:
            by_year = getattr(keys, how.value)
            if by_year is None:
                continue
            for text, value in by_year.items():
                year = None if text == EVERY_YEAR else Year.parse(text)
                place = where(("limits", code, how.value, text))
                changes.append(LimitChange(limit=code, how=how, year=year, value=value, place=place))
    return changes


def _problem(error: ErrorDetails, document: dict[str, Any], where: Where) -> Problem:
    """One fault of pydantic in our words: what was found there, and what was wanted."""
    path = _own_path(error["loc"], document)
    from spendreview.scenario.schema import EVERY_YEAR

    kind, value = error["type"], error.get("input")
    words = ".".join(str(part) for part in path if part != EVERY_YEAR)
    if kind == "extra_forbidden":
        from spendreview.scenario.schema import ScenarioKeys

        wanted = did_you_mean(str(path[-1]), _siblings(ScenarioKeys, path), "a key of the scenario format")
        return Problem(code="SC004", place=where(path), found=f"unknown key {words!r}", wanted=wanted)
    if kind == "missing":
        return Problem(code="SC005", place=where(path[:-1]), found=f"no key {words!r}", wanted="it is required")
    wanted = error["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    return Problem(code="SC006", place=where(path), found=f"{words} is {value!r}", wanted=wanted)


def _own_path(loc: tuple[int | str, ...], document: dict[str, Any]) -> tuple[int | str, ...]:
    """The path of keys as the user wrote them: pydantic adds the branch of a union that it tried."""
    path: list[int | str] = []
    node: Any = document
    for part in loc:
        inner = _inside(node, part)
        if inner is not _NOTHING:
            node = inner
        elif part != loc[-1] or "[" in str(part) or part in {"float", "int", "str", "[key]"}:
            continue
        path.append(part)
    return tuple(path)


_NOTHING = object()


def _inside(node: Any, part: int | str) -> Any:
    if isinstance(node, dict):
        return node.get(part, _NOTHING)
    return node[part] if isinstance(node, list) and isinstance(part, int) and part < len(node) else _NOTHING


def _siblings(model: Any, path: tuple[int | str, ...]) -> list[str]:
    """The keys that could have stood where an unknown one does."""
    from spendreview.scenario.schema import BidKeys, LimitKeys, RuleKeys, SolverKeys

    inner = {"limits": LimitKeys, "bids": BidKeys, "rules": RuleKeys, "solver": SolverKeys}
    owner = inner.get(str(path[0]), model) if len(path) > 1 else model
    return [field.alias or name for name, field in owner.model_fields.items()]
