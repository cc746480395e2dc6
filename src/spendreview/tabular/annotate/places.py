"""Which cell of the workbook each problem is about, and what its comment says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from spendreview.errors import Place, Problem, brief
from spendreview.tabular.annotate.package import Package
from spendreview.tabular.annotate.sheet import Cell, cell_of

TOP = (1, 1)
"""Where a problem goes that has a sheet and no cell: A1."""

MOST_PARAGRAPHS = 40
"""Problems written out in one comment; the others are counted."""


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet's title, its part in the archive, and whether it can be seen."""

    title: str
    part: str
    visible: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell to mark: whether it has a fault or warnings alone, and what is said of it."""

    faulty: bool
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]

    def text(self, title: str, address: str) -> str:
        """The comment: a paragraph for each problem, faults first; those of another place name it."""
        said = [_words(problem, title, address, "") for problem in self.problems]
        said += [_words(problem, title, address, "warning: ") for problem in self.warnings]
        rest = len(said) - MOST_PARAGRAPHS
        return "\n".join(said[:MOST_PARAGRAPHS] + ([f"and {rest} more"] if rest > 0 else []))


def _words(problem: Problem, title: str, address: str, kind: str) -> str:
    sheet, cell = problem.place.sheet, problem.place.cell
    elsewhere = sheet is not None and sheet.strip().casefold() != title.strip().casefold()
    where = sheet if elsewhere else (cell if cell is not None and cell != address else None)
    wanted = f"; wanted {brief(problem.wanted)}" if problem.wanted else ""
    return f"{f'{where}: ' if where else ''}{kind}{problem.code}  {brief(problem.found)}{wanted}"


def worksheets(package: Package) -> list[SheetPart]:
    """The worksheets in the workbook's order; sheets that are charts or dialogues have no cells."""
    book = book_part(package)
    relations = {own.id: own for own in package.relations(book)}
    found = []
    for element in ElementTree.fromstring(package.read(book)).iter():
        if element.tag.rpartition("}")[2] != "sheet":
            continue
        id_ = next((value for name, value in element.attrib.items() if name.endswith("}id")), "")
        own = relations.get(id_)
        if own is not None and own.kind == "worksheet" and package.has(own.part):
            shown = element.get("state", "visible") == "visible"
            found.append(SheetPart(element.get("name", ""), own.part, shown))
    return found


def book_part(package: Package) -> str:
    """The part that lists the sheets."""
    return package.related("", "officeDocument") or "xl/workbook.xml"


def styles_part(package: Package) -> str | None:
    """The part that holds the styles of cells; None where the workbook has none."""
    return package.related(book_part(package), "styles")


Marks = dict[SheetPart, dict[Cell, Mark]]


def place_problems(
    sheets: Sequence[SheetPart], file: str, faults: Iterable[Problem], warnings: Iterable[Problem]
) -> tuple[Marks, int]:
    """What to mark, sheet by sheet; and how many problems have no cell in this workbook, being a scenario file's."""
    gathered: dict[tuple[SheetPart, Cell], tuple[list[Problem], list[Problem]]] = {}
    elsewhere = 0
    for which, problems in enumerate((faults, warnings)):
        for problem in problems:
            spot = _spot(problem.place, sheets, file)
            if spot is None:
                elsewhere += 1
            else:
                gathered.setdefault(spot, ([], []))[which].append(problem)
    marks: Marks = {sheet: {} for sheet in sheets}
    for (sheet, cell), (faulty, warned) in gathered.items():
        marks[sheet][cell] = Mark(bool(faulty), tuple(faulty), tuple(warned))
    return {sheet: cells for sheet, cells in marks.items() if cells}, elsewhere


def _spot(place: Place, sheets: Sequence[SheetPart], file: str) -> tuple[SheetPart, Cell] | None:
    """The sheet and cell of a place; a missing sheet is told on the first one that can be seen."""
    if place.file != file or place.line is not None or not sheets:
        return None
    own = _sheet_called(place.sheet, sheets) if place.sheet is not None else None
    if own is None:
        first = next((sheet for sheet in sheets if sheet.visible), sheets[0])
        return first, TOP
    return own, (cell_of(place.cell) if place.cell else None) or TOP


def _sheet_called(title: str, sheets: Sequence[SheetPart]) -> SheetPart | None:
    folded = title.strip().casefold()
    exact = (sheet for sheet in sheets if sheet.title == title)
    return next(exact, next((sheet for sheet in sheets if sheet.title.strip().casefold() == folded), None))


def capped(marks: Marks, most: int) -> tuple[Marks, int]:
    """The first so many cells, those with faults before those with warnings; and how many are left."""
    cells = [(sheet, cell, mark) for sheet, own in marks.items() for cell, mark in own.items()]
    cells.sort(key=lambda item: not item[2].faulty)
    kept: Marks = {}
    for sheet, cell, mark in cells[:most]:
        kept.setdefault(sheet, {})[cell] = mark
    return kept, max(len(cells) - most, 0)
