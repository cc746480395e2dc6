"""Names for the figures that a team refers to from sheets of its own, and for every table of the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spendreview.report.figures import headroom
from spendreview.report.layout import CHARTS, LIMITS_DATA, MOVERS_DATA, PRIORITIES_DATA, SETTLEMENTS, Layout
from spendreview.report.sheets.settlements import Series, cash_values
from spendreview.report.words import CONTROL_WORDS
from spendreview.tabular.book import Page, Placed, legal_name
from spendreview.terms import Control, DepartmentCode

NAMED_CONTROLS = (Control.RDEL, Control.CDEL, Control.TDEL)
"""What each department's settlement is named for; totals are named for every control."""
UNNAMED = (CHARTS, MOVERS_DATA, LIMITS_DATA, PRIORITIES_DATA)
"""Sheets whose tables nobody needs to point at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlace:
    """One name: what it is, the sheet and the address it stands for, and the value there; None for a table."""

    name: str
    words: str
    sheet: str
    address: str
    value: float | None = None


def named_places(layout: Layout, pages: list[Page]) -> tuple[NamedPlace, ...]:
    """The score, totals by control and year, what is left under the limits, departments, tables; none twice."""
    values = cash_values(layout)
    figures = (_score(layout), *_totals(layout, values), *_left(layout), *_departments(layout, values))
    return tuple(_told_apart((*figures, *_tables(pages))))


def _score(layout: Layout) -> NamedPlace:
    place = layout.priorities
    return NamedPlace(
        name="Score",
        words="Score of the settlement, points of 100",
        sheet=place.sheet,
        address=place.cell("Points", place.rows, fixed=True),
        value=layout.settlement.score,
    )


def _totals(layout: Layout, values: list[Series]) -> Iterator[NamedPlace]:
    for control in layout.controls:
        stem = "Total_DEL" if control is Control.TDEL else f"{control.value}_total"
        yield from _series(layout, values, (None, control), stem, f"{CONTROL_WORDS[control]} of all departments")


def _departments(layout: Layout, values: list[Series]) -> Iterator[NamedPlace]:
    for row in layout.review.departments:
        for control in NAMED_CONTROLS:
            if control in layout.controls:
                word = CONTROL_WORDS[control]
                stem = f"{row.department}_{word}"
                yield from _series(layout, values, (row.department, control), stem, f"{word} of {row.name}")


def _series(
    layout: Layout, values: list[Series], of: tuple[DepartmentCode | None, Control], stem: str, words: str
) -> Iterator[NamedPlace]:
    """The restated baseline and each plan year of one row of Settlements."""
    row = layout.settlement_row(*of)
    headers = (layout.base_header, *map(str, layout.years))
    for number, (header, value) in enumerate(zip(headers, values[row], strict=True)):
        yield NamedPlace(
            name=legal_name(f"{stem} {header if number else 'baseline'}"),
            words=f"{words}, {header if number else f'restated {header}'}",
            sheet=SETTLEMENTS,
            address=layout.settlements.cell(header, row, fixed=True),
            value=value,
        )


def _left(layout: Layout) -> Iterator[NamedPlace]:
    for room in headroom(layout.settlement):
        yield NamedPlace(
            name=legal_name(f"{room.control.value}_left_{room.year}"),
            words=f"{CONTROL_WORDS[room.control]} left under the limit on the total, {room.year}",
            sheet=layout.limits.sheet,
            address=layout.limits.cell("Left", layout.limit_row(room.limit), fixed=True),
            value=room.left_m,
        )


def _tables(pages: list[Page]) -> Iterator[NamedPlace]:
    for page in pages:
        if page.name in UNNAMED or not page.table.rows:
            continue
        place = Placed(page.name, tuple(field.header for field in page.table.fields), page.table.rows)
        yield NamedPlace(
            name=legal_name(f"{page.name}_table"),
            words="The table of this sheet: its header and its rows, without the totals below",
            sheet=page.name,
            address=place.whole(),
        )


def _told_apart(places: Iterable[NamedPlace]) -> Iterator[NamedPlace]:
    """Codes that differ only in signs that a name cannot hold, or in case, get a number."""
    seen: set[str] = set()
    for place in places:
        name, number = place.name, 1
        while name.casefold() in seen:
            number += 1
            name = f"{place.name}_{number}"
        seen.add(name.casefold())
        yield replace(place, name=name)
