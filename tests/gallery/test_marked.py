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


@pytest.mark.parametrize("exhibit", MARKED, ids=lambda exhibit: exhibit.name)
def test_a_marked_copy_is_read_as_the_original_is(exhibit: Exhibit, tmp_path: Path) -> None:
    path, out = marked(exhibit, tmp_path)
    assert told(out) == told(path)
    assert grids(out) == grids(path)


def test_libreoffice_opens_every_marked_copy_and_shows_why(tmp_path: Path) -> None:
    needs_office()
    copies: dict[str, set[str]] = {}
    for number, exhibit in enumerate(MARKED):
        folder = tmp_path / str(number)
        folder.mkdir()
        path, out = marked(exhibit, folder)
        name = f"{number}.xlsx"
        out.rename(tmp_path / name)
        copies[name] = {code for code, _, cell, _, _ in told(path) if cell is not None}
    profile = (tmp_path / "profile").as_uri()
    command = [str(OFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "ods", "--outdir"]
    subprocess.run(
        [*command, str(tmp_path / "shown"), *(str(tmp_path / name) for name in copies)],
        check=True,
        capture_output=True,
        timeout=600,
    )
    for name, codes in copies.items():
        with zipfile.ZipFile((tmp_path / "shown" / name).with_suffix(".ods")) as archive:
            content = archive.read("content.xml").decode()
        notes = " ".join(re.findall(r"<office:annotation\s.*?</office:annotation>", content, re.DOTALL))
        assert {code for code in codes if code in notes} == codes, MARKED[int(Path(name).stem)].name
