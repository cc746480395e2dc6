"""The sheet of a position that says which checks keep what from counting."""

from __future__ import annotations

from spendreview.codes.checks import CHECKS
from spendreview.money import millions
from spendreview.report.vfm.book_layout import Layout
from spendreview.report.vfm.book_words import INFORMS, TAKEN
from spendreview.report.vfm.words import SEVERAL, pounds
from spendreview.tabular.book import Cell, Field, Look, Page, Shown, Table


def taken_page(layout: Layout) -> Page | None:
    """A line a check of one position; None where none keeps anything, or where several positions stand side by side."""
    position = layout.positions[0]
    taken = position.taken
    if layout.side_by_side or not taken:
        return None

    def field(header: str, cells: list[Cell], width: float, shown: Shown, group: bool = False) -> Field:
        look = Look.RESULT if shown in (Shown.COUNT, Shown.MONEY) else Look.PLAIN
        return Field(header=header, cells=cells, width=width, shown=shown, look=look, group=group)

    fields = (
        field("Check", [own.check for own in taken], 9, Shown.TEXT),
        field("Title", [CHECKS[own.check].title for own in taken], 34, Shown.WRAPPED),
        field("Claims", [own.claims for own in taken], 10, Shown.COUNT, True),
        field("Kept from counting", [millions(own.amount_k) for own in taken], 13, Shown.MONEY),
        field("Of which by this check alone", [millions(own.alone_k) for own in taken], 15, Shown.MONEY),
        field("What puts it right", [CHECKS[own.check].cure for own in taken], 56, Shown.WRAPPED, True),
    )
    other = pounds(position.figures.other_improvement_k, 1)
    return Page(
        name=TAKEN,
        heading=f"What the checks keep from counting in {position.year}",
        lines=(
            f"£ million a year. Other improvement comes to {other}. {SEVERAL[0].upper()}{SEVERAL[1:]}: never add the "
            "lines up.",
            f"{INFORMS} `spendreview vfm checks` names every cell, and what is wanted there.",
        ),
        table=Table(fields=fields),
    )
