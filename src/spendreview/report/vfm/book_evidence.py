"""The sheet of evidence: what auditors examined of what was reported, and how they graded it."""

from __future__ import annotations

from spendreview.report.vfm.book_figures import REPORTED, figures_place, key_column
from spendreview.report.vfm.book_layout import Column, Layout, Line, field_of, line_cells, placed
from spendreview.report.vfm.book_words import EVIDENCE, INFORMS, Ref, difference, money, ratio, reported
from spendreview.report.vfm.words import NO_AUDIT
from spendreview.tabular.book import NOT_AVAILABLE, Formula, Page, Placed, Shown, Table

EXAMINED, EXAMINED_SHARE, UNEXAMINED = "Examined", "Examined, of reported", "Reported, not examined"
GREEN, AMBER, RED = "Green", "Amber", "Red"
LOW, HIGH, HALF = "Evidenced, low", "Evidenced, high", "Half of amber counted (ours)"
GRADES = (GREEN, AMBER, RED)


def evidence_place(layout: Layout) -> Placed:
    """Where the sheet of evidence has its cells."""
    return placed(EVIDENCE, _columns(layout), len(layout.lines))


def evidence_page(layout: Layout) -> Page:
    """A line as on the sheet of figures; the position at the foot, since audits of a part say nothing of the whole."""
    columns, place = _columns(layout), evidence_place(layout)
    rows = _rows(layout)
    body = [line_cells(columns, place, row, figures) for row, figures in enumerate(layout.lines)]
    whole = () if layout.whole is None else (line_cells(columns, place, rows, layout.whole),)
    return Page(
        name=EVIDENCE,
        heading="Audits and evidence: what auditors examined, and what they made of it",
        lines=(
            "£ million a year. Evidenced, low: graded green (fairly represents savings made); high: green and amber "
            "(may, with uncertainty). Red: may be substantially wrong.",
            f"{INFORMS} Nothing is said of what was not examined; the latest report on a thing speaks for it.",
        ),
        table=Table(
            fields=tuple(field_of(column, [cells[column.header] for cells in body]) for column in columns),
            foot=tuple(tuple(cells.values()) for cells in whole),
        ),
        freeze=1,
        filtered=layout.whole is not None,
    )


def evidence_row(layout: Layout, number: int) -> int:
    """The row of a position (from 0) on this sheet."""
    return number if layout.whole is None else _rows(layout)


def _rows(layout: Layout) -> int:
    return len(layout.lines)


def _columns(layout: Layout) -> tuple[Column, ...]:
    return (
        key_column(layout),
        Column(header=REPORTED, make=lambda line: _reported(layout, line), width=11, group=True, result=False),
        Column(header=EXAMINED, make=lambda line: money(line.figures.audited_k, NO_AUDIT), width=11),
        Column(
            header=EXAMINED_SHARE,
            make=lambda line: ratio(line.ref(EXAMINED), line.ref(REPORTED), otherwise=NOT_AVAILABLE),
            shown=Shown.PERCENT,
            width=11,
            result=False,
        ),
        Column(
            header=UNEXAMINED,
            make=lambda line: difference(line.ref(REPORTED), line.ref(EXAMINED)),
            width=12,
            result=False,
        ),
        Column(header=LOW, make=lambda line: money(line.figures.evidenced_low_k, NO_AUDIT), width=11, group=True),
        Column(header=HIGH, make=lambda line: money(line.figures.evidenced_high_k, NO_AUDIT), width=11),
        Column(header=HALF, make=lambda line: money(line.figures.evidenced_half_k, NO_AUDIT), width=14),
        *_grades(),
    )


def _grades() -> tuple[Column, ...]:
    """The three grades in money, and of what was examined."""

    def share(grade: str) -> Column:
        """One grade as a part of what was examined."""
        return Column(
            header=f"{grade}, of examined",
            make=lambda line: ratio(line.ref(grade), line.ref(EXAMINED), otherwise=NOT_AVAILABLE),
            shown=Shown.PERCENT,
            width=11,
            result=False,
            group=grade == GREEN,
        )

    return (
        Column(header=GREEN, make=lambda line: _same(line.ref(LOW)), width=11, group=True, result=False),
        Column(header=AMBER, make=lambda line: difference(line.ref(HIGH), line.ref(LOW)), width=11, result=False),
        Column(header=RED, make=lambda line: difference(line.ref(EXAMINED), line.ref(HIGH)), width=11, result=False),
        *map(share, GRADES),
    )


def _reported(layout: Layout, line: Line) -> Formula:
    """As on the sheet of figures, where the position stands one row lower."""
    row = layout.row(0) if line.figures is layout.whole else line.row
    return Formula("=" + figures_place(layout).cell(REPORTED, row), reported(line.figures))


def _same(ref: Ref) -> Formula:
    return Formula(f"={ref.address}", ref.value)
