"""The door of this folder: a workbook and what was found in it in, a marked copy out."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from spendreview.errors import Problem
from spendreview.tabular.annotate import comments, shapes
from spendreview.tabular.annotate.boxes import MARGIN, ROW_HEIGHT, ROWS_BELOW, WIDTH, Grid, height_of
from spendreview.tabular.annotate.comments import Comments
from spendreview.tabular.annotate.markup import elements
from spendreview.tabular.annotate.package import Package
from spendreview.tabular.annotate.places import (
    Mark,
    SheetPart,
    book_part,
    capped,
    place_problems,
    styles_part,
    worksheets,
)
from spendreview.tabular.annotate.shapes import Shapes
from spendreview.tabular.annotate.sheet import Cell, SheetXml, address_of
from spendreview.tabular.annotate.styles import FAULT_FILL, MINIMAL, WARNING_FILL, Styles
from spendreview.tabular.files import atomic_path

MOST_CELLS = 2_000
"""Cells marked in one copy: who has more faults than that has one fault many times."""

_OFFICE = "application/vnd.openxmlformats-officedocument"
COMMENTS_TYPE = f"{_OFFICE}.spreadsheetml.comments+xml"
STYLES_TYPE = f"{_OFFICE}.spreadsheetml.styles+xml"
SHAPES_TYPE = f"{_OFFICE}.vmlDrawing"


@dataclass(frozen=True, slots=True)
class Marking:
    """What was marked: cells; cells left because there were too many; problems that have no cell in the workbook."""

    cells: int
    left: int
    elsewhere: int


def annotate(workbook: Path, out: Path, faults: Sequence[Problem], warnings: Sequence[Problem]) -> Marking:
    """Write a copy of ``workbook`` to ``out`` in which every cell with a fault or a warning is marked and says why.

    raises  OutputError where ``out`` cannot be written
    """
    with zipfile.ZipFile(workbook) as archive:
        package = Package(archive)
        sheets = [sheet for sheet in worksheets(package) if b"sheetData" in package.read(sheet.part)]
        marks, elsewhere = place_problems(sheets, workbook.name, faults, warnings)
        kept, left = capped(marks, MOST_CELLS)
        cells = _mark_sheets(package, kept)
        with atomic_path(out) as temporary:
            package.write(temporary)
    return Marking(cells, left, elsewhere)


def _mark_sheets(package: Package, marks: Mapping[SheetPart, Mapping[Cell, Mark]]) -> int:
    """Mark the cells of every sheet; how many there are."""
    if not marks:
        return 0
    part = styles_part(package)
    styles = Styles(package.read(part) if part is not None else MINIMAL)
    count = 0
    for sheet, cells in marks.items():
        count += _mark_sheet(package, sheet.part, cells, styles)
    if part is None:
        part = package.add("xl/styles", ".xml", MINIMAL, STYLES_TYPE)
        package.relate(book_part(package), "styles", part)
    package.put(part, styles.xml())
    return count


def _mark_sheet(package: Package, part: str, marks: Mapping[Cell, Mark], styles: Styles) -> int:
    sheet = SheetXml(package.read(part))
    marks = _unmerged(marks, sheet.merged())
    rows, places = sheet.rows({row + ahead for row, _ in marks for ahead in range(-1, ROWS_BELOW)})
    sheet.restyle(
        marks,
        rows,
        places,
        lambda cell, style: styles.marked(style, FAULT_FILL if marks[cell].faulty else WARNING_FILL),
    )
    _comment(package, part, sheet, marks, Grid(sheet.part_before_cells(), rows))
    package.put(part, sheet.xml())
    return len(marks)


def _unmerged(marks: Mapping[Cell, Mark], ranges: Sequence[tuple[Cell, Cell]]) -> dict[Cell, Mark]:
    """Marks on cells that another covers go to the cell that covers them."""
    shown: dict[Cell, Mark] = {}
    for cell, mark in marks.items():
        top = next(
            (first for first, last in ranges if all(map(_between, cell, first, last))),
            cell,
        )
        had = shown.get(top, replace(mark, problems=(), warnings=()))
        shown[top] = Mark(
            had.faulty or mark.faulty, (*had.problems, *mark.problems), (*had.warnings, *mark.warnings)
        )  # fmt: skip
    return shown


def _between(own: int, first: int, last: int) -> bool:
    return first <= own <= last


def _comment(package: Package, part: str, sheet: SheetXml, marks: Mapping[Cell, Mark], grid: Grid) -> None:
    """Write the comments and their boxes, into the parts that the sheet has for them or into new ones."""
    at = package.related(part, "comments")
    notes = Comments(package.read(at) if at is not None else _strict(comments.EMPTY, sheet))
    drawing, drawn = _drawing(package, part, sheet)
    # A modern comment belongs to a thread that Excel keeps together: there the colour must do.
    threads = _threaded(package, part)
    plain = [cell for cell in sorted(marks) if not _in_thread(address_of(cell), notes, threads)]
    if not plain:
        return
    for cell in plain:
        address, text = address_of(cell), marks[cell].text(address_of(cell))
        author = notes.author(address)
        notes.write(address, text)
        height = height_of(text)
        if not drawn.has(cell):
            drawn.add(cell, grid.anchor(cell, height), WIDTH, height)
        elif author != comments.AUTHOR:
            drawn.stretch(cell, (height + MARGIN) // ROW_HEIGHT + 1)
    _keep(package, part, sheet, (at, notes.xml()), (drawing, drawn.xml()))


def _keep(
    package: Package, part: str, sheet: SheetXml, notes: tuple[str | None, bytes], drawn: tuple[str | None, bytes]
) -> None:
    """Put comments and boxes back where they were, or add them and let the sheet name them."""
    if drawn[0] is not None:
        package.put(drawn[0], drawn[1])
    else:
        added = package.add("xl/drawings/vmlDrawing", ".vml", drawn[1], SHAPES_TYPE)
        sheet.add_legacy_drawing(package.relate(part, "vmlDrawing", added, sheet.strict))
    if notes[0] is not None:
        package.put(notes[0], notes[1])
    else:
        added = package.add("xl/comments", ".xml", notes[1], COMMENTS_TYPE)
        package.relate(part, "comments", added, sheet.strict)


def _drawing(package: Package, part: str, sheet: SheetXml) -> tuple[str | None, Shapes]:
    """The drawing with the sheet's comment boxes, an empty one where it has none."""
    relation = sheet.legacy_drawing()
    at = next((own.part for own in package.relations(part) if own.id == relation and package.has(own.part)), None)
    others = package.parts(r".*\.vml")
    taken = {block for name in others if name != at for block in shapes.blocks_of(package.read(name))}
    return at, Shapes(package.read(at) if at is not None else shapes.EMPTY, taken)


def _threaded(package: Package, part: str) -> set[str]:
    """Cells with a modern comment."""
    at = package.related(part, "threadedComment")
    if at is None:
        return set()
    return {own.attribute("ref") or "" for own in elements(package.read(at), b"threadedComment")}


def _in_thread(address: str, notes: Comments, threads: set[str]) -> bool:
    return address in threads or (notes.author(address) or "").startswith("tc=")


def _strict(empty: bytes, sheet: SheetXml) -> bytes:
    """An empty list of comments in the form of the standard in which the workbook is written."""
    if not sheet.strict:
        return empty
    return empty.replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", comments.STRICT_SPACE)
