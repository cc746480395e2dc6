"""Whatever stands in a cell, the answer is a settlement, a fault with its place, or a conflict: never a traceback."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from spendreview.cli import cli
from tests.allocation.golden_review import ENOUGH, every_family

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
        path = every_family(tmp_path / "review.xlsx", ENOUGH)
        spoilt(path, seed)
        result = CliRunner().invoke(cli, ["run", str(path)])
        assert result.exit_code in {0, 3, 4}, f"seed {seed}\n{result.stderr}"
        if result.exit_code:
            assert "review.xlsx" in result.stderr


EXTREMES = (1e300, -1e300, 1e24, 1e13, 1e12, -1e12, 1e8, 1e-12, 1e-300)


def numeric_cells(path: Path) -> list[tuple[str, str]]:
    """The first number of each column of each sheet: one place for each kind of figure."""
    book = openpyxl.load_workbook(path)
    found = []
    for sheet in book.worksheets:
        for column in sheet.iter_cols(min_row=5):
            cell = next((cell for cell in column if isinstance(cell.value, int | float)), None)
            if cell is not None:
                found.append((sheet.title, cell.coordinate))
    return found


@pytest.mark.parametrize("figure", EXTREMES)
def test_no_figure_breaks_the_program(figure: float, tmp_path: Path) -> None:
    clean = every_family(tmp_path / "clean.xlsx", ENOUGH)
    cells = numeric_cells(clean)
    assert len(cells) > 15
    for title, cell in cells:
        book = openpyxl.load_workbook(clean)
        book[title][cell] = figure
        book.save(tmp_path / "review.xlsx")
        result = CliRunner().invoke(cli, ["run", str(tmp_path / "review.xlsx"), "--json"])
        assert result.exit_code in {0, 3, 4}, f"{title}!{cell} = {figure}\n{result.stderr}"


@pytest.mark.parametrize("value", [".inf", "-.inf", ".nan", "1.0e+40", "-1.0e+20", "1e300"])
@pytest.mark.parametrize(
    "key",
    [
        "limits: {total-RDEL: {set: %s}}",
        "limits: {total-RDEL: {scale: %s}}",
        "weights: {PSA19: %s}",
        "bids: {HO-1: {share: %s}}",
        "bids: {HO-1: {scale_cost: %s}}",
        "bids: {HO-1: {scale_effect: %s}}",
        "rules: {reserve: {value: %s}}",
        "rules: {floor: {value: %s}}",
        "rules: {eyf: {years: [%s, 1]}}",
        "solver: {time_limit_s: %s}",
        "link_strength: %s",
    ],
)
def test_no_scenario_figure_breaks_the_program(key: str, value: str, tmp_path: Path) -> None:
    every_family(tmp_path / "review.xlsx")
    path = tmp_path / "scenario.yaml"
    path.write_text(f"schema: 1\nname: Test\nworkbook: review.xlsx\n{key % value}\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["run", str(path)])
    assert result.exit_code == 3, result.output
    assert "scenario.yaml:" in result.stderr


@pytest.mark.parametrize(
    "text",
    ["base: &a {add: 1}\nlimits: {total-RDEL: {<<: *a, addd: 3}}", "limits: " + "[" * 3000,
     "weights: {PSA19: " + "9" * 5000 + "}", "", "- 1\n- 2", "\tname: x", "{}", "name: [", "limits:",
     "bids: {HO-1: }", "true: 1"],
)  # fmt: skip
def test_no_yaml_breaks_the_program(text: str, tmp_path: Path) -> None:
    every_family(tmp_path / "review.xlsx")
    path = tmp_path / "scenario.yaml"
    path.write_text(f"schema: 1\nname: Test\nworkbook: review.xlsx\n{text}\n" if text else "", encoding="utf-8")
    result = CliRunner().invoke(cli, ["check", str(path)])
    assert result.exit_code == 3, result.output
    assert "scenario.yaml" in result.stderr
