"""The sheet of figures: a line a group of the position, or a line a programme, each with a check that it adds up."""

from __future__ import annotations

from collections.abc import Sequence

from spendreview.ledger.figures import BORDERS
from spendreview.ledger.records import Figures, Rating
from spendreview.money import millions
from spendreview.report.vfm.book_layout import (
    ADDED_UP,
    DIFFERENCE,
    Column,
    Layout,
    Line,
    field_of,
    line_cells,
    placed,
)
from spendreview.report.vfm.book_words import (
    BASIS_WORDS,
    INFORMS,
    added,
    counting,
    difference,
    key_words,
    money,
    ratio,
    reported,
)
from spendreview.report.vfm.words import NO_CLAIM, NO_TARGET, NOT_TESTABLE, RATING_WORDS
from spendreview.tabular.book import NOT_APPLICABLE, Cell, Field, Formula, Page, Placed, Shown, Table, plain_value
from spendreview.tabular.book_widths import text_width

KEY_WIDTH, WIDEST_KEY, MONEY_WIDTH = 16.0, 34.0, 11.0
TARGET, REPORTED, COUNTING = "Target", "Reported", "Counting"
OTHER, NOT_TESTED, CHECK = "Other improvement", "Not testable", "Check (nil)"
REPORTED_SHARE, COUNTING_SHARE, STATUS = "Reported, of target", "Counting, of target", "Status"
REPORTED_OVER, COUNTING_OVER = "Reported over (-: under) target", "Counting over (-: under) target"
BASIS = "Basis"

FIGURES: tuple[Column, ...] = (
    Column(
        header=TARGET,
        make=lambda line: money(line.figures.target_k, NO_TARGET),
        width=MONEY_WIDTH,
        summed=NOT_APPLICABLE,
        group=True,
    ),
    Column(
        header=BASIS,
        make=lambda line: BASIS_WORDS[line.figures.basis],
        shown=Shown.TEXT,
        width=11,
        summed=NOT_APPLICABLE,
        group=True,
    ),
    Column(header=REPORTED, make=lambda line: reported(line.figures), width=MONEY_WIDTH),
    Column(header=COUNTING, make=lambda line: counting(line.figures), width=12, group=True),
    Column(header=OTHER, make=lambda line: millions(line.figures.other_improvement_k), width=13),
    Column(header=NOT_TESTED, make=lambda line: millions(line.figures.not_testable_k), width=MONEY_WIDTH),
    Column(
        header=CHECK,
        make=lambda line: _check(line),
        width=8,
        result=False,
        note="Reported less counting, other improvement and not testable: always nil.",
    ),
    Column(
        header=STATUS,
        make=lambda line: _status(line),
        shown=Shown.TEXT,
        width=12,
        summed=NOT_APPLICABLE,
        group=True,
        result=False,
        note="From counting over target: green from 100 %, amber-green from 90 %, amber-red from 75 %, else red. "
        "The borders are this program's own.",
    ),
    Column(
        header=COUNTING_SHARE,
        make=lambda line: NOT_TESTABLE if _partly(line) else ratio(line.ref(COUNTING), line.ref(TARGET)),
        shown=Shown.PERCENT,
        width=12,
        summed=NOT_APPLICABLE,
        result=False,
    ),
    Column(
        header=COUNTING_OVER,
        make=lambda line: NOT_TESTABLE if _partly(line) else difference(line.ref(COUNTING), line.ref(TARGET)),
        width=13,
        summed=NOT_APPLICABLE,
        result=False,
    ),
    Column(
        header=REPORTED_SHARE,
        make=lambda line: ratio(line.ref(REPORTED), line.ref(TARGET)),
        shown=Shown.PERCENT,
        width=11,
        summed=NOT_APPLICABLE,
        result=False,
        group=True,
    ),
    Column(
        header=REPORTED_OVER,
        make=lambda line: difference(line.ref(REPORTED), line.ref(TARGET)),
        width=13,
        summed=NOT_APPLICABLE,
        result=False,
    ),
)


def _partly(line: Line) -> bool:
    """Whether a part of what is reported cannot be tested, so that what counts says nothing of the target."""
    own = line.figures
    return own.counting_k is not None and bool(own.target_k) and own.delivered is None


def figures_place(layout: Layout) -> Placed:
    """Where the sheet of figures has its cells."""
    return placed(layout.sheet, _columns(layout), len(layout.lines))


def figures_page(layout: Layout) -> Page:
    """What is reported, counts, and how both stand against the target."""
    return lines_page(layout, layout.sheet, _heading(layout), _above(layout), _columns(layout))


def lines_page(layout: Layout, sheet: str, heading: str, above: tuple[str, str], columns: tuple[Column, ...]) -> Page:
    """A line a group, and below them their sum, the position, and the difference between the two."""
    place = placed(sheet, columns, len(layout.lines))
    lines = {row: line_cells(columns, place, row, figures) for row, figures in layout.every}
    body = [lines[row] for row in range(len(layout.lines))]
    fields = tuple(field_of(column, [cells[column.header] for cells in body]) for column in columns)
    foot = () if layout.whole is None else _foot(layout, columns, place, fields, lines[layout.row(0)])
    return Page(
        name=sheet,
        heading=heading,
        lines=above,
        table=Table(fields=fields, foot=foot),
        freeze=1,
        filtered=layout.whole is not None,
    )


def _heading(layout: Layout) -> str:
    first = layout.positions[0]
    if layout.side_by_side:
        return "Programmes side by side"
    return f"{first.title}: position in {first.year}, as at {first.as_at}"


def _above(layout: Layout) -> tuple[str, str]:
    unit = "£ million a year. Reported = counting + other improvement + not testable, line by line: the check is nil."
    if layout.side_by_side:
        return (
            f"{unit} Programmes may overlap: they are never added up.",
            f"{INFORMS} A word stands where nothing can be said: {NOT_TESTABLE} is not nil. See the sheet Notes.",
        )
    apart = " Targets of the parts are not added up: they may overlap." if layout.whole is not None else ""
    return (
        f"{unit}{apart}",
        f"{INFORMS} A word stands where nothing can be said: {NOT_TESTABLE} is not nil. See the sheet Notes.",
    )


def _columns(layout: Layout) -> tuple[Column, ...]:
    years = () if not layout.side_by_side else (_year_column(layout),)
    return (key_column(layout), *years, *FIGURES)


def key_column(layout: Layout) -> Column:
    """What each line is of; long names take several lines."""

    def key(figures: Figures) -> str:
        if figures is layout.whole:
            return "Position"
        return key_words(figures.key) or layout.name(layout.positions[0])

    needed = max(text_width(key(figures)) for _, figures in layout.every) + 2
    return Column(
        header=layout.key,
        make=lambda line: key(line.figures),
        shown=Shown.TEXT if needed <= WIDEST_KEY else Shown.WRAPPED,
        width=min(WIDEST_KEY, max(KEY_WIDTH, needed)),
        result=False,
    )


def _year_column(layout: Layout) -> Column:
    return Column(
        header="Year", make=lambda line: str(layout.positions[line.row].year), shown=Shown.TEXT, width=9, result=False
    )


def _check(line: Line) -> Formula:
    """The identity that every line keeps; SUM passes over words."""
    whole = line.ref(REPORTED)
    first, last = (line.place.cell(header, line.row, near=True) for header in (COUNTING, NOT_TESTED))
    parts = [line.ref(header).value for header in (COUNTING, OTHER, NOT_TESTED)]
    there = 0.0 if isinstance(whole.value, str) else whole.value
    value = there - sum(part for part in parts if isinstance(part, int | float))
    return Formula(f"=ROUND(N({whole.address})-SUM({first}:{last}),6)", round(value, 6))


def _status(line: Line) -> Formula:
    """As the ledger rates it; the borders stand in the formula."""
    share = line.place.cell(COUNTING_SHARE, line.row, near=True)
    words = f'"{RATING_WORDS[Rating.RED]}"'
    for least, rating in reversed(BORDERS):
        words = f'IF(ROUND({share},12)>={float(least):g},"{RATING_WORDS[rating]}",{words})'
    status = line.figures.status
    value = NOT_APPLICABLE if status is None else RATING_WORDS[status]
    return Formula(f'=IF(ISNUMBER({share}),{words},"{NOT_APPLICABLE}")', value)


def _foot(
    layout: Layout, columns: Sequence[Column], place: Placed, fields: Sequence[Field], whole: dict[str, Cell]
) -> tuple[tuple[Cell, ...], ...]:
    """The lines added up by formula, the position as the ledger has it, and what is between them."""
    sums: list[Cell] = [ADDED_UP]
    gaps: list[Cell] = [DIFFERENCE]
    for column, field in zip(columns[1:], fields[1:], strict=True):
        if column.summed:
            sums.append(column.summed)
            gaps.append(column.summed)
            continue
        total = added(place.range(column.header, near=True), field.cells, _none_among(layout, column))
        there = plain_value(whole[column.header])
        above, own = (place.cell(column.header, len(layout.lines) + n, near=True) for n in (0, 1))
        sums.append(total)
        gaps.append(_gap(above, own, total.value, there))
    return tuple(sums), tuple(whole.values()), tuple(gaps)


def _none_among(layout: Layout, column: Column) -> str:
    """Why no line has a figure: nobody claimed anything, or nothing of it can be tested."""
    unclaimed = all(figures.basis == "none" for figures in layout.lines)
    return NO_CLAIM if unclaimed or column.header != COUNTING else NOT_TESTABLE


def _gap(above: str, own: str, total: float | str, there: float | str | None) -> Formula:
    text = f'=IF(AND(ISNUMBER({above}),ISNUMBER({own})),ROUND({above}-{own},6),"{NOT_APPLICABLE}")'
    if isinstance(total, str) or isinstance(there, str) or there is None:
        return Formula(text, NOT_APPLICABLE)
    return Formula(text, round(total - there, 6))
