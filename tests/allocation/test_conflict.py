"""When nothing is feasible: the members named cannot hold together, and each of them is needed for that."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from spendreview.allocation.allocate import allocate, prepare
from spendreview.allocation.compile import CompiledModel
from spendreview.allocation.conflict import Member, conflict_members, held_columns
from spendreview.allocation.session import Ending, Session
from spendreview.errors import AllocationError
from spendreview.review import load_review
from spendreview.scenario import Solver
from tests import making
from tests.restatement.generate import random_review, write

EXAMPLES = Path(__file__).parents[1] / "examples"


def feasible_with(model: CompiledModel, members: list[Member], policy: list[Member], held: dict[int, float]) -> bool:
    """Whether the identities, the natural bounds and these members of the policy can hold: asked of a fresh model."""
    row_lower, row_upper, lower, upper, whole = (
        array.copy() for array in (model.row_lower, model.row_upper, model.lower, model.upper, model.whole)
    )
    kept = set(members)
    for member in policy:
        if member not in kept and member.is_row:
            row_lower[member.number], row_upper[member.number] = -np.inf, np.inf
        elif member not in kept:
            lower[member.number], whole[member.number] = min(0.0, lower[member.number]), False
            upper[member.number] = held.get(member.number, upper[member.number])
    loose = CompiledModel(
        objective=np.zeros(len(model.objective)),
        lower=lower,
        upper=upper,
        whole=whole,
        row_lower=row_lower,
        row_upper=row_upper,
        starts=model.starts,
        indices=model.indices,
        values=model.values,
        columns=model.columns,
        rows=model.rows,
    )
    return Session(loose, Solver()).run().ending is not Ending.INFEASIBLE


def check_conflict(path: Path) -> int:
    prepared = prepare(load_review(path))
    held = held_columns(prepared.data, prepared.model)
    members, policy = conflict_members(prepared.model, Solver(), held)
    assert members
    assert not feasible_with(prepared.model, members, policy, held)
    for left_out in members:
        rest = [member for member in members if member != left_out]
        assert feasible_with(prepared.model, rest, policy, held), f"{left_out} is not needed"
    return len(members)


@pytest.mark.parametrize("name", ["full_4", "full_11"])
def test_the_examples_conflict_is_true_and_irreducible(name: str) -> None:
    assert check_conflict(EXAMPLES / f"{name}.xlsx") > 1


def test_random_conflicts_are_true_and_irreducible(tmp_path: Path) -> None:
    checked = 0
    for seed in range(200):
        path = tmp_path / "review.xlsx"
        write(random_review(seed), path)
        try:
            allocate(load_review(path))
        except AllocationError:
            check_conflict(path)
            checked += 1
        if checked == 8:
            return
    pytest.fail("too few reviews without a settlement")


def test_a_floor_over_nothing_is_a_conflict_of_its_own(tmp_path: Path) -> None:
    floor = {"limit": "floor", "scope": "programme:Nobody", "control": "RDEL", "sense": "min", "2009-10": 5}
    path = making.write(tmp_path / "review.xlsx", making.added("Limits", floor))
    with pytest.raises(AllocationError) as caught:
        allocate(load_review(path))
    assert [str(problem) for problem in caught.value.problems] == [
        "review.xlsx › Limits!F7  AL601  limit floor: programme:Nobody RDEL at least £5.000m in 2009-10"
    ]


def test_a_commitment_above_a_limit_names_both(tmp_path: Path) -> None:
    rows = making.changed("Limits", 1, **{"2009-10": 90})
    with pytest.raises(AllocationError) as caught:
        allocate(load_review(making.write(tmp_path / "review.xlsx", rows)))
    assert [(problem.code, problem.place.sheet, problem.place.cell) for problem in caught.value.problems] == [
        ("AL601", "Limits", "F6"),
        ("AL602", "Bids", "A5"),
    ]


@pytest.mark.parametrize(("share", "limit"), [(0, {"sense": "min", "2008-09": 5}), (1, {"sense": "max", "2008-09": 1})])
def test_a_share_held_against_a_limit_names_the_line_that_holds_it(
    share: float, limit: dict[str, object], tmp_path: Path
) -> None:
    """Held too low for a floor, or too high for a ceiling: the conflict is true, irreducible, and names both."""
    rows = making.added("Limits", {"limit": "own", "scope": "bid:HO-1", "control": "RDEL", **limit})
    making.write(tmp_path / "review.xlsx", rows)
    scenario = tmp_path / "scenario.yaml"
    text = f"schema: 1\nname: Test\nworkbook: review.xlsx\nbids:\n  HO-1: {{share: {share}, reason: Agreed}}\n"
    scenario.write_text(text, encoding="utf-8")
    assert check_conflict(scenario) == 2
    with pytest.raises(AllocationError) as caught:
        allocate(load_review(scenario))
    said = [str(problem) for problem in caught.value.problems]
    assert said[1] == f"scenario.yaml:5:3  AL602  bid HO-1 is held at {100 * share}% (Agreed)"
    assert said[0].startswith("review.xlsx › Limits!E7  AL601  limit own")
