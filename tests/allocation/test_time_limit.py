"""A run that is cut off says so. Only the clock is not real here: with a real one the test would be a gamble."""

from __future__ import annotations

from pathlib import Path

import pytest

from spendreview.allocation import allocate
from spendreview.errors import AllocationError
from spendreview.review import load_review

CSR2007 = Path(__file__).parents[2] / "scenarios" / "csr2007.yaml"


class Clock:
    """Stands still for some looks at it, then jumps far ahead."""

    def __init__(self, looks: int) -> None:
        self.looks = looks

    def __call__(self) -> float:
        self.looks -= 1
        return 0.0 if self.looks >= 0 else 1e6


def test_a_later_pass_without_time_leaves_the_one_before_it_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = allocate(load_review(CSR2007))
    monkeypatch.setattr("spendreview.allocation.session.time.monotonic", Clock(3))
    settlement = allocate(load_review(CSR2007))
    assert settlement.status == "provisional"
    first, *later = (step.ending for step in settlement.solver.passes)
    assert first == "optimal"
    assert "time limit" in later
    assert settlement.score == pytest.approx(whole.score, abs=1e-4)
    assert settlement.tdel_m >= whole.tdel_m - 0.05
    assert {"AW501", "AW502"} <= {problem.code for problem in settlement.warnings}
    assert settlement.solver.worst_violation < 1e-4


def test_no_time_at_all_is_no_settlement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spendreview.allocation.session.time.monotonic", Clock(1))
    with pytest.raises(AllocationError, match="AL603"):
        allocate(load_review(CSR2007))
