"""Figures of the chart of bars: target, reported, counting and the evidenced range of each position, side by side.

A cell stays blank where there is nothing to draw: words and nil would both be drawn as nil.
"""

from __future__ import annotations

from spendreview.ledger.records import Figures
from spendreview.money import millions
from spendreview.report.live_words import decimals_for, sentence
from spendreview.report.vfm.book_evidence import HIGH, LOW, evidence_place, evidence_row
from spendreview.report.vfm.book_figures import COUNTING, REPORTED, TARGET, figures_place
from spendreview.report.vfm.book_layout import Layout
from spendreview.report.vfm.book_words import BARS_DATA, INFORMS, Ref, counting, pounds
from spendreview.report.vfm.words import NO_AUDIT, NO_CLAIM, NO_TARGET
from spendreview.tabular.book import Cell, Field, Formula, Page, Shown, Table

NAME, WHAT, LABEL = "Programme", "Figure", "Label"
BASE, ABOVE, BELOW = "Base, not seen", "Evidenced range, above nil", "Evidenced range, below nil"
HEADERS = (NAME, WHAT, LABEL, TARGET, REPORTED, COUNTING, BASE, ABOVE, BELOW)
ROWS_EACH = 5
"""Four bars, and a row left blank before the next position."""

Row = dict[str, Cell]


def bars_data_page(layout: Layout) -> Page:
    """Four rows a position, and a blank one between two positions."""
    rows: list[Row] = []
    for number, position in enumerate(layout.positions):
        rows += [{}] if number else []
        name = layout.name(position)
        rows += [{NAME: name, **row} for row in _rows(layout, number, name)]
    fields = [_field(header, [row.get(header) for row in rows]) for header in HEADERS]
    return Page(
        name=BARS_DATA,
        heading="Figures of the chart of target, reported, counting and evidenced range",
        lines=(
            "£ million a year. The range is drawn from its low end to its high end, on a base that is not seen. A "
            "blank is not drawn.",
            f"{INFORMS} The figures follow the sheets {layout.sheet} and {evidence_place(layout).sheet}.",
        ),
        table=Table(fields=tuple(fields)),
        freeze=3,
        filtered=False,
    )


def amounts(figures: Figures) -> list[float]:
    """Every amount that is drawn of a position, £ million."""
    found = (
        figures.target_k,
        figures.reported_k,
        figures.counting_k,
        figures.evidenced_low_k,
        figures.evidenced_high_k,
    )
    return [millions(amount) for amount in found if amount is not None]


def _rows(layout: Layout, number: int, name: str) -> list[Row]:
    """Target, reported, counting and evidenced of one position."""
    figures, place, row = layout.positions[number].figures, figures_place(layout), layout.row(number)
    decimals = decimals_for(amounts(figures))
    before = f"{_short(name)}: " if layout.side_by_side else ""

    def bar(header: str, amount_k: int | None, otherwise: str) -> Row:
        word = header.lower() if before else header
        if amount_k is None:
            return {WHAT: header, LABEL: f"{before}{word} ({otherwise})"}
        ref = Ref(place.cell(header, row), millions(amount_k))
        label = sentence(f"{before}{word} ", pounds(ref, decimals))
        return {WHAT: header, LABEL: label, header: Formula(f"={ref.address}", ref.value)}

    return [
        bar(TARGET, figures.target_k, NO_TARGET),
        bar(REPORTED, None if figures.basis == "none" else figures.reported_k, NO_CLAIM),
        bar(COUNTING, figures.counting_k, str(counting(figures))),
        _range(layout, number, before, decimals),
    ]


def _range(layout: Layout, number: int, before: str, decimals: int) -> Row:
    """The evidenced range: from low to high, split where it crosses nil."""
    figures = layout.positions[number].figures
    word = "evidenced" if before else "Evidenced"
    if figures.evidenced_low_k is None or figures.evidenced_high_k is None:
        return {WHAT: "Evidenced range", LABEL: f"{before}{word} ({NO_AUDIT})"}
    place, row = evidence_place(layout), evidence_row(layout, number)
    least, most = millions(figures.evidenced_low_k), millions(figures.evidenced_high_k)
    low, high = place.cell(LOW, row), place.cell(HIGH, row)
    ends = pounds(Ref(low, least), decimals), pounds(Ref(high, most), decimals)
    label = sentence(f"{before}{word} ", ends[0], " to ", ends[1])
    return {
        WHAT: "Evidenced range",
        LABEL: label,
        BASE: Formula(f"=MAX({low},0)+MIN({high},0)", max(least, 0.0) + min(most, 0.0)),
        ABOVE: Formula(f"=MAX({high},0)-MAX({low},0)", max(most, 0.0) - max(least, 0.0)),
        BELOW: Formula(f"=MIN({low},0)-MIN({high},0)", min(least, 0.0) - min(most, 0.0)),
    }


def _short(name: str) -> str:
    return name if len(name) <= 24 else f"{name[:23]}…"


def _field(header: str, cells: list[Cell]) -> Field:
    if header in (NAME, WHAT, LABEL):
        return Field(header=header, cells=cells, width=44 if header == LABEL else 16)
    return Field(header=header, cells=cells, shown=Shown.MONEY, width=12, group=header in (TARGET, BASE))
