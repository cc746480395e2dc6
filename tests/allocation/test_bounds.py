"""The quick look before the solve: what it calls a clash is one, and the plain clashes do not wait for a solver."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from spendreview.allocation.allocate import prepare
from spendreview.allocation.bounds import clash_by_bounds
from spendreview.allocation.session import Ending, Session
from spendreview.cli import cli
from spendreview.review import load_review
from tests import making
from tests.making import Rows, added, changed
from tests.restatement.generate import random_review, write

EXAMPLES = Path(__file__).parents[1] / "examples"


def limit(code: str, scope: str, control: str, sense: str, **years: float) -> dict[str, Any]:
    return {"limit": code, "scope": scope, "control": control, "sense": sense} | years


def floors_above_the_total() -> Rows:
    return added(
        "Limits",
        limit("HO-least", "HO", "RDEL", "min", **{"2008-09": 112}),
        limit("DH-least", "DH", "RDEL", "min", **{"2008-09": 212}),
    )


CLASHES: list[tuple[str, Rows, list[str]]] = [
    ("a total below what is committed", changed("Limits", 0, **{"2008-09": 299}), ["E5", "A5", "A6"]),
    ("floors above the total", floors_above_the_total(), ["E5", "E7", "E8"]),
    ("a floor beyond all bids", added("Limits", limit("most", "DH", "CDEL", "min", **{"2009-10": 26})), ["F7"]),
    (
        "a floor and a ceiling of one department",
        added(
            "Limits",
            limit("HO-least", "HO", "RDEL", "min", **{"2008-09": 112}),
            base=changed("Limits", 1, **{"2008-09": 110}),
        ),
        ["E6", "E7"],
    ),
]


@pytest.mark.parametrize(("what", "rows", "cells"), CLASHES, ids=[clash[0] for clash in CLASHES])
def test_check_names_a_plain_clash_by_cell(what: str, rows: Rows, cells: list[str], tmp_path: Path) -> None:
    path = making.write(tmp_path / "review.xlsx", rows)
    assert clash_by_bounds(prepare(load_review(path)).model)
    result = CliRunner().invoke(cli, ["check", str(path)])
    assert result.exit_code == 4, result.output
    said = [line for line in result.stderr.splitlines()[1:] if not line.startswith("warning")]
    named = [line.split("  ")[0].rpartition("!")[2] for line in said]
    assert named == cells, result.stderr


def test_a_total_at_the_commitment_is_no_clash(tmp_path: Path) -> None:
    """To the £ thousand, and past it by one."""
    at, below = (
        making.write(tmp_path / f"{total}.xlsx", changed("Limits", 0, **{"2008-09": total})) for total in (300, 299.999)
    )
    assert not clash_by_bounds(prepare(load_review(at)).model)
    assert clash_by_bounds(prepare(load_review(below)).model)


def test_what_it_calls_a_clash_the_solver_calls_infeasible(tmp_path: Path) -> None:
    """On random reviews of every family, whole bids too; and most of those without a settlement are found."""
    counts: Counter[tuple[bool, bool]] = Counter()
    for seed in range(150):
        path = tmp_path / "review.xlsx"
        write(random_review(seed), path)
        prepared = prepare(load_review(path))
        session = Session(prepared.model, prepared.data.review.scenario.solver)
        infeasible = session.run().ending is Ending.INFEASIBLE
        counts[infeasible, clash_by_bounds(prepared.model)] += 1
    assert counts[False, True] == 0
    assert counts[True, True] >= 5, counts
