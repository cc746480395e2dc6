"""The package's own settlement of each example workbook, against its known optimum under the weighted objective."""

import json
from pathlib import Path

import pytest

from spendreview.allocation import allocate
from spendreview.errors import AllocationError
from spendreview.review import load_review

EXAMPLES = Path(__file__).parent.parent / "examples"
EXPECTED = {
    name: cases["weighted"]
    for name, cases in json.loads((EXAMPLES / "expected.json").read_text(encoding="utf-8")).items()
}


def having(status):
    """The workbooks whose known outcome is ``status``."""
    return [name for name, expected in EXPECTED.items() if expected["status"] == status]


@pytest.mark.parametrize("workbook", having("optimal"))
def test_settlement_is_the_known_optimum(workbook):
    """Score to 1e-4 points, total TDEL over the plan to £0.05m."""
    settlement = allocate(load_review(EXAMPLES / workbook))
    assert settlement.score == pytest.approx(EXPECTED[workbook]["score"], abs=1e-4)
    assert settlement.tdel_m == pytest.approx(EXPECTED[workbook]["tdel_m"], abs=0.05)


@pytest.mark.parametrize("workbook", having("infeasible"))
def test_no_settlement_is_an_allocation_error(workbook):
    """A review that nothing can satisfy is refused, never settled."""
    review = load_review(EXAMPLES / workbook)
    with pytest.raises(AllocationError):
        allocate(review)
