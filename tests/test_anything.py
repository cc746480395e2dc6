"""Whatever stands in a cell, the answer is a settlement, a fault with its place, or a conflict: never a traceback."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from spendreview.cli import cli
from tests.allocation.golden_review import every_family

JUNK: tuple[object, ...] = (
    None, "", " ", "-", "x", "[x]", "n/a", 0, -1, 1, 2.5, 1e-12, 1e7, 1e300, True, False, "yes", "no", "1,234", "(5)",
    "£3", "5%", "12,5", "#REF!", "=1+1", "HO", "DH", "SCO", "total", "group:Security", "tag:green", "programme:NHS",
    "bid:HO-1", "HO-1", "DH-1; DH-2", ";", "2008-09", "2009-11", "max", "min", "equal", "TDEL", "AME", "up", "down",
    "baseline", "annual", "lagged", "eyf", "barnett", "saving", "1;2", "1;x", "1;2;3", "published", "🙂", "a" * 300,
    dt.datetime(2008, 9, 1), dt.datetime(2026, 11, 22, 12, 30), dt.time(3, 4), "# note", "note", "\u00a0",
)  # fmt: skip


def spoilt(path: Path, seed: int) -> None:
    """Put one to three pieces of junk somewhere in the workbook's tables, headers included."""
    chance = random.Random(seed)
    book = openpyxl.load_workbook(path)
    for _ in range(chance.randint(1, 3)):
        sheet = chance.choice(book.worksheets)
        row = chance.randint(4, max(sheet.max_row, 5))
        sheet.cell(row, chance.randint(1, sheet.max_column), None).value = chance.choice(JUNK)
    book.save(path)


@pytest.mark.parametrize("start", range(0, 400, 50))
def test_no_cell_breaks_the_program(start: int, tmp_path: Path) -> None:
    for seed in range(start, start + 50):
        path = every_family(tmp_path / "review.xlsx")
        spoilt(path, seed)
        result = CliRunner().invoke(cli, ["run", str(path)])
        assert result.exit_code in {0, 3, 4}, f"seed {seed}\n{result.stderr}"
        if result.exit_code:
            assert "review.xlsx" in result.stderr
