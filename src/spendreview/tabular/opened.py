"""An open workbook: the cells of a sheet when they are asked for, and what its XML says beside them."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from spendreview.errors import Place, Problem, WorkbookError
from spendreview.tabular.archive import Archive, about, open_archive
from spendreview.tabular.extent import CAPS, Bounds, TooManyCells
from spendreview.tabular.far import near_workbook
from spendreview.tabular.guard import MOST_CELLS, SheetFacts
from spendreview.tabular.scan import facts_of

Grid = list[list[Any]]
"""The cells of a sheet by row, from row 1 and column A to the last that holds a value."""


@dataclass(frozen=True, slots=True)
class SheetCells:
    """The cells of one sheet.

    state  ``visible``, ``hidden`` or ``veryHidden``
    lost   whether a value lies so far out that it was not read: beyond the last row or column of ``bounds``
    """

    title: str
    state: str
    grid: Grid
    facts: SheetFacts
    lost: bool
    bounds: Bounds = CAPS


def above_foot(cells: SheetCells, foot: str) -> SheetCells:
    """The cells above the last row that holds the word of the foot; all of them where there is none."""
    rows = cells.grid
    last = next((number for number in range(len(rows) - 1, -1, -1) if foot and foot in rows[number]), None)
    return cells if last is None else replace(cells, grid=rows[:last])


@dataclass(slots=True)
class Workbook:
    """A workbook in memory, checked as a file. Sheets that nobody asks for are never unpacked."""

    path: Path
    sha256: str
    archive: Archive
    _calamine: Any = field(default=None, repr=False)

    @property
    def file(self) -> str:
        """The file's name, as it stands in places."""
        return self.path.name

    @property
    def recalculates(self) -> bool:
        """Whether the workbook asks to be recalculated when opened."""
        return self.archive.recalculates

    @property
    def sheets(self) -> tuple[str, ...]:
        """The titles of the worksheets, in their order."""
        return tuple(self.archive.sheets)

    def titles(self, wanted: str) -> list[str]:
        """The workbook's own spellings of a sheet title, whatever their case and surrounding space."""
        folded = wanted.casefold()
        return [title for title in self.sheets if title.strip().casefold() == folded]

    def cells(self, title: str) -> SheetCells:
        """One sheet.

        raises  WorkbookError (WB004, WB005) where it is damaged or too large
        """
        part = self.archive.sheets[title]
        facts = facts_of(self.archive, part.name)
        if facts.far or facts.sprawls:
            near, lost, bounds = self._near(title, part.name)
            return SheetCells(title, part.state, self._grid(self._load(near), title), facts, lost, bounds)
        if self._calamine is None:
            self._calamine = self._load(io.BytesIO(self.archive.content))
        return SheetCells(title, part.state, self._grid(self._calamine, title), facts, False)

    def _near(self, title: str, part: str) -> tuple[io.BytesIO, bool, Bounds]:
        try:
            return near_workbook(self.archive, part)
        except TooManyCells:
            place = Place(file=self.file, sheet=title)
            found, wanted = f"values over more than {MOST_CELLS:,} cells", "fewer rows or fewer columns"
            raise WorkbookError(Problem(code="WB005", place=place, found=found, wanted=wanted)) from None

    def _load(self, content: io.BytesIO) -> Any:
        import python_calamine

        return self._understood(lambda: python_calamine.load_workbook(content))

    def _grid(self, book: Any, title: str) -> Grid:
        grid: Grid = self._understood(lambda: book.get_sheet_by_name(title).to_python(skip_empty_area=False))
        return grid

    def _understood(self, read: Any) -> Any:
        """What the fast reader makes of the file, or one clear error."""
        from python_calamine import CalamineError

        try:
            return read()
        except (CalamineError, OSError, ValueError) as error:
            raise about(self.path, "WB004", f"damaged: {error}", "a workbook that Excel opens") from None
        except BaseException as error:
            # A panic in the reader's own language is no Exception to Python, yet it is the file that is at fault.
            if type(error).__name__ != "PanicException":
                raise
            raise about(
                self.path,
                "WB004",
                "damaged, or not as Excel writes it",
                "an .xlsx file that opens in Excel: let Excel repair it, and save it",
            ) from None


def open_workbook(path: Path) -> Workbook:
    """A workbook, checked as a file first; the file is free again afterwards.

    raises  WorkbookError (WB001 to WB005) where the file as a whole cannot be read
    """
    archive = open_archive(path)
    return Workbook(path, hashlib.sha256(archive.content).hexdigest(), archive)
