"""The restatement finds the optimum that each example workbook is known to have, under every objective given for it."""

import json
from pathlib import Path

import pytest

from .passes import restate
from .read import read_review

EXAMPLES = Path(__file__).parent.parent / "examples"
EXPECTED = json.loads((EXAMPLES / "expected.json").read_text(encoding="utf-8"))
CASES = [(workbook, case) for workbook, cases in EXPECTED.items() for case in cases]


def solve(workbook, case):
    """The settlement for a case: an objective, or ``link K REFERENCE`` for the weighted one at link strength K."""
    review = read_review(EXAMPLES / workbook)
    if case.startswith("link "):
        _, link, reference = case.split()
        return restate(review, link=float(link), reference=reference)
    return restate(review, objective=case)


@pytest.mark.parametrize(("workbook", "case"), CASES, ids=[" ".join(pair) for pair in CASES])
def test_restatement_finds_the_known_optimum(workbook, case):
    """Score to 1e-4 points, total TDEL over the plan to £0.05m."""
    expected, found = EXPECTED[workbook][case], solve(workbook, case)
    assert found.status == expected["status"]
    if found.status == "optimal":
        assert found.score == pytest.approx(expected["score"], abs=1e-4)
        assert found.tdel_m == pytest.approx(expected["tdel_m"], abs=0.05)
