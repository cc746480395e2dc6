"""The door of this folder: a workbook and what was found in it in, a marked copy out."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spendreview.errors import Place, Problem, WorkbookError
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
    """What was marked: cells; cells left because there were too many; problems that have no cell in the workbook.

    wordless  of the cells, how many are only coloured: they hold a discussion, which Excel keeps together
    """

    cells: int
    left: int
    elsewhere: int
    wordless: int = 0


def annotate(workbook: Path, out: Path, faults: Sequence[Problem], warnings: Sequence[Problem]) -> Marking:
    """Write a copy of ``workbook`` to ``out`` in which every cell with a fault or a warning is marked and says why.

    raises  OutputError where ``out`` cannot be written; WorkbookError (WB004) where a part that no reader looks at,
            a picture perhaps, is damaged
    """
    try:
        with zipfile.ZipFile(workbook) as archive:
            return _annotate(Package(archive), workbook.name, out, faults, warnings)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError) as error:
        place, wanted = Place(file=workbook.name), "a workbook that Excel opens"
        raise WorkbookError(Problem(code="WB004", place=place, found=f"damaged: {error}", wanted=wanted)) from None


def _annotate(
    package: Package, file: str, out: Path, faults: Sequence[Problem], warnings: Sequence[Problem]
) -> Marking:
    sheets = [sheet for sheet in worksheets(package) if b"sheetData" in package.read(sheet.part)]
    marks, elsewhere = place_problems(sheets, file, faults, warnings)
    kept, left = capped(marks, MOST_CELLS)
    cells, wordless = _mark_sheets(package, kept)
    with atomic_path(out) as temporary:
        package.write(temporary)
    return Marking(cells, left, elsewhere, wordless)


def _mark_sheets(package: Package, marks: Mapping[SheetPart, Mapping[Cell, Mark]]) -> tuple[int, int]:
    """Mark the cells of every sheet; how many there are, and how many of them are only coloured."""
    if not marks:
        return 0, 0
    part = styles_part(package)
    styles = Styles(package.read(part) if part is not None else MINIMAL)
    done = [_mark_sheet(package, sheet, cells, styles) for sheet, cells in marks.items()]
    if part is None:
        part = package.add("xl/styles.xml", MINIMAL, STYLES_TYPE)
        package.relate(book_part(package), "styles", part)
    package.put(part, styles.xml())
    return sum(cells for cells, _ in done), sum(wordless for _, wordless in done)


def _mark_sheet(package: Package, own: SheetPart, marks: Mapping[Cell, Mark], styles: Styles) -> tuple[int, int]:
    sheet = SheetXml(package.read(own.part))
    marks = _unmerged(marks, sheet.merged())
    rows, places = sheet.rows({row + ahead for row, _ in marks for ahead in range(-1, ROWS_BELOW)})
    sheet.restyle(
        marks,
        rows,
        places,
        lambda cell, style: styles.marked(style, FAULT_FILL if marks[cell].faulty else WARNING_FILL),
    )
    texts = {cell: marks[cell].text(own.title, address_of(cell)) for cell in sorted(marks)}
    wordless = _comment(package, own.part, sheet, texts, Grid(sheet.part_before_cells(), rows))
    package.put(own.part, sheet.xml())
    return len(marks), wordless


def _unmerged(marks: Mapping[Cell, Mark], ranges: Sequence[tuple[Cell, Cell]]) -> dict[Cell, Mark]:
    """Marks on cells that another covers go to the cell that covers them."""
    tops = _covered(marks, ranges)
    shown: dict[Cell, Mark] = {}
    for cell, mark in marks.items():
        top = tops.get(cell, cell)
        had = shown.get(top)
        if had is not None:
            faulty, problems, warnings = had.faulty or mark.faulty, had.problems, had.warnings
            mark = Mark(faulty, (*problems, *mark.problems), (*warnings, *mark.warnings))
        shown[top] = mark
    return shown


def _covered(cells: Iterable[Cell], ranges: Sequence[tuple[Cell, Cell]]) -> dict[Cell, Cell]:
    """The covering cell of each cell that is merged into another."""
    by_row: dict[int, list[int]] = {}
    for row, column in cells:
        by_row.setdefault(row, []).append(column)
    tops: dict[Cell, Cell] = {}
    for first, last in ranges:
        span = range(first[0], last[0] + 1)
        for row in span if len(span) < len(by_row) else [own for own in by_row if own in span]:
            covered = (column for column in by_row.get(row, ()) if first[1] <= column <= last[1])
            tops |= {(row, column): first for column in covered}
    return tops


def _comment(package: Package, part: str, sheet: SheetXml, texts: Mapping[Cell, str], grid: Grid) -> int:
    """Write the comments and their boxes, into the parts that the sheet has for them or into new ones.

    returns  how many cells hold a discussion, and get no comment
    """
    at = package.related(part, "comments")
    notes = Comments(package.read(at) if at is not None else _strict(comments.EMPTY, sheet))
    drawing, drawn = _drawing(package, part, sheet)
    # A modern comment belongs to a thread that Excel keeps together: there the colour must do.
    threads = _threaded(package, part)
    plain = [cell for cell in texts if not _in_thread(address_of(cell), notes, threads)]
    if not plain:
        return len(texts)
    for cell in plain:
        address, text = address_of(cell), texts[cell]
        author = notes.author(address)
        notes.write(address, text)
        height = height_of(text)
        if not drawn.has(cell):
            drawn.add(cell, grid.anchor(cell, height), WIDTH, height)
        elif author != comments.AUTHOR:
            drawn.stretch(cell, (height + MARGIN) // ROW_HEIGHT + 1)
    _keep(package, part, sheet, (at, notes.xml()), (drawing, drawn.xml()))
    return len(texts) - len(plain)


def _keep(
    package: Package, part: str, sheet: SheetXml, notes: tuple[str | None, bytes], drawn: tuple[str | None, bytes]
) -> None:
    """Put comments and boxes back where they were, or add them and let the sheet name them."""
    if drawn[0] is not None:
        package.put(drawn[0], drawn[1])
    else:
        added = package.add(package.free_name("xl/drawings/vmlDrawing", ".vml"), drawn[1], SHAPES_TYPE)
        sheet.add_legacy_drawing(package.relate(part, "vmlDrawing", added, sheet.strict))
    if notes[0] is not None:
        package.put(notes[0], notes[1])
    else:
        added = package.add(package.free_name("xl/comments", ".xml"), notes[1], COMMENTS_TYPE)
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
