"""The benchmarks of the ledger run, and their hand-written statements give the figures that the ledger gives."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="a child's memory is asked of Linux or macOS")
def test_the_statements_of_the_benchmark_give_the_figures_of_the_ledger(tmp_path: Path) -> None:
    from benchmarks.ledger import measure_ledger

    lines, notes = measure_ledger(["tiny"], repeats=1, whole_bids=False, cache=tmp_path, say=lambda _: None)
    assert notes == ["tiny: the statements' figures and the project's are the same."]
    assert all(line.project for line in lines)
    assert sum(line.ratio is not None for line in lines) == 6
