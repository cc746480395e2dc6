"""Settlements that several tests look at, each found once."""

from functools import cache
from pathlib import Path

import pytest

from spendreview.allocation import allocate
from spendreview.report import write_settlement
from spendreview.review import load_review

ROOT = Path(__file__).parents[2]


@cache
def settle(source):
    """The settlement of a workbook or scenario, named from the root of the repository."""
    return allocate(load_review(ROOT / source))


@pytest.fixture(scope="session")
def settled():
    """``settle``, for tests that name their source."""
    return settle


@pytest.fixture
def written(tmp_path):
    """Writes a settlement; returns the path of its workbook."""

    def write(settlement, name="settlement.xlsx"):
        path = tmp_path / name
        write_settlement(settlement, path)
        return path

    return write
