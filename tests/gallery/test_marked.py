"""Every exhibit that has cells to mark: its marked copy is read as before, and LibreOffice opens it and shows why."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from spendreview.cli import cli
from spendreview.errors import Problem, SpendReviewError
from spendreview.review import load_review
from spendreview.tabular import open_workbook
from tests.gallery import EXHIBITS
from tests.gallery.exhibit import Exhibit
from tests.gallery.scenarios import SCENARIOS
from tests.report.office import OFFICE, needs_office

MARKED = tuple(
    exhibit
    for exhibit in EXHIBITS
    if exhibit.command == "check"
    and exhibit.around is None
    and exhibit not in SCENARIOS
    and not exhibit.heavy
    and any("!" in problem for problem in exhibit.problems)
)
"""Exhibits with a problem in a cell of a workbook that is not out of all proportion."""

CHUNK = 30
"""How many LibreOffice opens at a time: it takes longest to start."""


def told(path: Path) -> list[tuple[str, str | None, str | None, str, str]]:
    """Every problem of a workbook, whatever the file is called."""
    try:
        found: tuple[Problem, ...] = load_review(path).warnings
    except SpendReviewError as error:
        found = (*error.problems, *error.warnings)
    return [(own.code, own.place.sheet, own.place.cell, own.found, own.wanted) for own in found]


def grids(path: Path) -> dict[str, object]:
    """Every cell that the reader reads."""
    book = open_workbook(path)
    return {title: book.cells(title).grid for title in book.sheets}


def marked(exhibit: Exhibit, folder: Path) -> tuple[Path, Path]:
    """An exhibit and its marked copy."""
    path, out = exhibit.make(folder), folder / "marked.xlsx"
    result = CliRunner().invoke(cli, ["check", str(path), "--annotate", str(out)])
    assert result.exit_code == exhibit.exit_code, result.output
    return path, out


@pytest.mark.parametrize("first", range(0, len(MARKED), CHUNK))
def test_a_marked_copy_is_read_as_the_original_is_and_libreoffice_shows_why(first: int, tmp_path: Path) -> None:
    copies: dict[Path, set[str]] = {}
    for number, exhibit in enumerate(MARKED[first : first + CHUNK]):
        folder = tmp_path / str(number)
        folder.mkdir()
        path, out = marked(exhibit, folder)
        problems = told(path)
        assert told(out) == problems, exhibit.name
        assert grids(out) == grids(path), exhibit.name
        copies[out.rename(tmp_path / f"{number}.xlsx")] = {code for code, _, cell, _, _ in problems if cell is not None}
    needs_office()
    for number, notes in enumerate(notes_of(list(copies), tmp_path)):
        codes = copies[tmp_path / f"{number}.xlsx"]
        assert {code for code in codes if code in notes} == codes, MARKED[first + number].name


def notes_of(copies: list[Path], folder: Path) -> list[str]:
    """The text of all comments that LibreOffice finds in each workbook."""
    profile = (folder / "profile").as_uri()
    command = [str(OFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "ods", "--outdir"]
    shown = folder / "shown"
    subprocess.run([*command, str(shown), *map(str, copies)], check=True, capture_output=True, timeout=600)
    found = []
    for copy in copies:
        with zipfile.ZipFile(shown / copy.with_suffix(".ods").name) as archive:
            content = archive.read("content.xml").decode()
        found.append(" ".join(re.findall(r"<office:annotation\s.*?</office:annotation>", content, re.DOTALL)))
    return found
