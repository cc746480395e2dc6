"""The settlement board: one row a department, baseline, settlement, change and growth; the totals at its foot."""

from __future__ import annotations

from collections.abc import Callable

from spendreview.report.figures import Headroom, evidence, headroom, statuses
from spendreview.report.layout import BOARD, CHANGE, GROWTH, Layout
from spendreview.report.sheets.settlements import cash_values, growth_cell, real_values
from spendreview.report.words import CONTROL_WORDS, INDICATIVE, status_words
from spendreview.tabular.book import NOT_APPLICABLE, Cell, Field, Formula, Page, Placed, Shown, Table
from spendreview.terms import Control, Year

BLOCKS = (Control.RDEL, Control.CDEL, Control.TDEL)
RESTS_ON = "Rests on (rows by status)"
WEAK = "Effects on weak, no or ungraded evidence"

MONEY_WIDTH = 9.8
"""Wide enough for a total of £999,999.9m in bold: the board is the widest sheet, and is printed."""

FOOT: tuple[tuple[str, str, Callable[[Headroom], float]], ...] = (
    ("Limit on the total", "Figure", lambda room: room.limit.limit_m),
    ("Less reserve", "Less reserve", lambda room: room.reserve_m),
    ("Switching", "Switching", lambda room: room.switched_m),
    ("Headroom", "Left", lambda room: room.left_m),
)
"""Rows below the sum of the departments: what each is called, its column on the sheet Limits, and its value."""


def board_page(layout: Layout) -> Page:
    """The table that a submission would be written around."""
    fields = (*_names(layout), *(field for control in BLOCKS for field in _block(layout, control)), *_grounds(layout))
    return Page(
        name=BOARD,
        heading=f"Settlement board: {layout.review.name}",
        lines=(
            f"£ million, cash; growth is real, a year on average from {layout.review.baseline_year} to "
            f"{layout.years[-1]}. Baselines are restated. Total DEL is on the right.",
            f"{INDICATIVE} {NOT_APPLICABLE}: does not apply. The foot sets their sum against the limits on the total.",
        ),
        table=Table(fields=fields, foot=tuple(_foot(layout, fields))),
        freeze=2,
        filtered=False,
    )


def _names(layout: Layout) -> tuple[Field, ...]:
    rows = layout.review.departments
    names = [row.name + (" (devolved)" if row.devolved else "") for row in rows]
    return (
        Field(header="Department", cells=[str(row.department) for row in rows], width=13),
        Field(
            header="Name",
            cells=names,
            shown=Shown.WRAPPED,
            width=min(36, max(map(len, names), default=0) + 2),
        ),
    )


def _block(layout: Layout, control: Control) -> list[Field]:
    """RDEL, CDEL or Total DEL: the baseline, each year, the change, and for RDEL and CDEL the real growth."""
    rows = [layout.settlement_row(code, control) for code in layout.departments]
    values = cash_values(layout)
    word = CONTROL_WORDS[control]
    fields = []
    for position, (header, year) in enumerate(_columns(layout)):
        cells: list[Cell] = [
            Formula("=" + layout.spend_cell(code, control, year), values[row][position])
            for code, row in zip(layout.departments, rows, strict=True)
        ]
        fields.append(
            Field(header=f"{word} {header}", cells=cells, shown=Shown.MONEY, width=MONEY_WIDTH, group=not position)
        )
    changes = [_to(layout.settlements.cell(CHANGE, row), values[row][-1] - values[row][0]) for row in rows]
    fields.append(Field(header=f"{word} change over the plan", cells=changes, shown=Shown.MONEY, width=MONEY_WIDTH))
    if layout.has_deflator and control is not Control.TDEL:
        growths = _growths(layout, rows)
        fields.append(Field(header=f"{word} real growth a year", cells=growths, shown=Shown.PERCENT, width=8))
    return fields


def _columns(layout: Layout) -> tuple[tuple[str, Year | None], ...]:
    return ((layout.base_header, None), *((str(year), year) for year in layout.years))


def _to(address: str, value: float) -> Cell:
    return Formula("=" + address, value)


def _growths(layout: Layout, rows: list[int]) -> list[Cell]:
    values = real_values(layout)
    return [growth_cell(values[row], "=" + layout.real.cell(GROWTH, row)) for row in rows]


def _grounds(layout: Layout) -> tuple[Field, ...]:
    """What each department's figures rest on: statuses of rows, and how well its effects are evidenced."""
    found, graded = statuses(layout.settlement), evidence(layout.settlement)
    shares = [graded[code].weak_share if code in graded else None for code in layout.departments]
    return (
        Field(
            header=RESTS_ON,
            cells=[status_words(found[code]) for code in layout.departments],
            shown=Shown.WRAPPED,
            width=28,
            group=True,
        ),
        Field(
            header=WEAK,
            cells=[share if share is not None else NOT_APPLICABLE for share in shares],
            shown=Shown.SHARE,
            width=12,
        ),
    )


def _foot(layout: Layout, fields: tuple[Field, ...]) -> list[tuple[Cell, ...]]:
    """The sum of the departments, the limits on the total, what is held back from them, and the headroom."""
    rooms = {(room.control, room.year): room for room in headroom(layout.settlement)}
    rows = [("All departments", *_totals(layout, fields))]
    for label, header, value in FOOT:
        if header == "Switching" and not any(room.switched_m for room in rooms.values()):
            continue
        cells = {
            f"{CONTROL_WORDS[control]} {year}": _to(
                layout.limits.cell(header, layout.limit_row(room.limit)), value(room)
            )
            for (control, year), room in rooms.items()
        }
        if cells:
            rows.append((label, *(cells.get(field.header, NOT_APPLICABLE) for field in fields[2:])))
    return [(cells[0], None, *cells[1:]) for cells in rows]


def _totals(layout: Layout, fields: tuple[Field, ...]) -> list[Cell]:
    """The departments added up, column by column; growth is that of the sum."""
    place = Placed(BOARD, tuple(field.header for field in fields), len(layout.departments))
    cells: list[Cell] = []
    for field in fields[2:]:
        if field.shown is Shown.MONEY:
            value = sum(float(cell.value) for cell in field.cells if isinstance(cell, Formula))
            cells.append(Formula(f"=SUM({place.range(field.header, near=True)})", value))
        elif field.shown is Shown.PERCENT:
            control = next(control for control in BLOCKS if field.header.startswith(CONTROL_WORDS[control]))
            cells += _growths(layout, [layout.settlement_row(None, control)])
        else:
            cells.append(NOT_APPLICABLE)
    return cells
