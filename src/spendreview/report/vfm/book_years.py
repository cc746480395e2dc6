"""The sheet Delivery by year: each year of a programme against its phased target."""

from __future__ import annotations

from itertools import accumulate

from spendreview.ledger.records import Position, YearLine
from spendreview.report.vfm.book_layout import Layout
from spendreview.report.vfm.book_words import DELIVERY, INFORMS, Ref, difference, money, ratio
from spendreview.report.vfm.words import NO_CLAIM, NO_TARGET, NOT_TESTABLE
from spendreview.tabular.book import Cell, Field, Look, Page, Placed, Shown, Table, plain_value

PROGRAMME, YEAR = "Programme", "Year"
TARGET, REPORTED, COUNTING, NOT_TESTED = "Phased target", "Reported", "Counting", "Not testable"
MONEY_HEADERS = (TARGET, REPORTED, COUNTING, NOT_TESTED)
HEADERS = (
    PROGRAMME, YEAR, "Which", *MONEY_HEADERS,
    "Counting, of target", "Counting over (-: under) target", "Reported, of target", "Reported over (-: under) target",
)  # fmt: skip


def year_lines(layout: Layout) -> tuple[tuple[Position, YearLine], ...]:
    """Every year of every position, in the order of the sheet."""
    return tuple((position, line) for position in layout.positions for line in position.years)


def first_rows(layout: Layout) -> list[int]:
    """The row (from 0) on which each position's years begin."""
    return [0, *accumulate(len(position.years) for position in layout.positions)][:-1]


def years_place(layout: Layout) -> Placed:
    """Where the sheet has its cells."""
    return Placed(DELIVERY, HEADERS, len(year_lines(layout)))


def years_page(layout: Layout) -> Page | None:
    """A row a year; None where no position has years."""
    lines, place = year_lines(layout), years_place(layout)
    if not lines:
        return None
    columns: dict[str, list[Cell]] = {header: [] for header in HEADERS}
    for row, (position, line) in enumerate(lines):
        for header, cell in _cells(layout, place, row, position, line).items():
            columns[header].append(cell)
    return Page(
        name=DELIVERY,
        heading="Delivery by year against the phased target",
        lines=(
            "£ million a year. Each year stands for itself: annual values are never added up over years, since a "
            "lasting saving counts again in each.",
            f"{INFORMS} A word stands where nothing can be said: {NOT_TESTABLE} is not nil.",
        ),
        table=Table(fields=tuple(_field(header, cells) for header, cells in columns.items())),
        freeze=2,
    )


def _cells(layout: Layout, place: Placed, row: int, position: Position, line: YearLine) -> dict[str, Cell]:
    cells: dict[str, Cell] = {
        PROGRAMME: layout.name(position),
        YEAR: str(line.year),
        "Which": _which(position, line),
        TARGET: money(line.target_k, NO_TARGET),
        REPORTED: money(line.reported_k, NO_CLAIM),
        COUNTING: money(line.counting_k, NO_CLAIM if line.reported_k is None else NOT_TESTABLE),
        NOT_TESTED: money(None if line.reported_k is None else line.not_testable_k, NO_CLAIM),
    }

    def ref(header: str) -> Ref:
        value = plain_value(cells[header])
        assert value is not None
        return Ref(place.cell(header, row, near=True), value)

    for word in (COUNTING, REPORTED):
        cells[f"{word}, of target"] = ratio(ref(word), ref(TARGET))
        cells[f"{word} over (-: under) target"] = difference(ref(word), ref(TARGET))
    return cells


def _which(position: Position, line: YearLine) -> str:
    marks = {"this position": line.year == position.year, "final year": line.year == position.final_year}
    return ", ".join(mark for mark, holds in marks.items() if holds)


def _field(header: str, cells: list[Cell]) -> Field:
    if header in (PROGRAMME, YEAR, "Which"):
        return Field(header=header, cells=cells, width={PROGRAMME: None, YEAR: 9, "Which": 24}[header])
    of = header.endswith("of target")
    return Field(
        header=header,
        cells=cells,
        shown=Shown.PERCENT if of else Shown.MONEY,
        look=Look.RESULT if header in MONEY_HEADERS else Look.PLAIN,
        width=13,
        group=of or header in (TARGET, REPORTED),
    )
