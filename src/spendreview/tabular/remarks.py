"""What is worth a word about a sheet as a whole, though it is read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from spendreview import money
from spendreview.errors import Findings, Place
from spendreview.tabular.amounts import number_from_text
from spendreview.tabular.guard import MOST_COLUMNS, MOST_ROWS, Merge, Span, column_letters
from spendreview.tabular.opened import SheetCells
from spendreview.tabular.raw import CellFault, is_blank

MOST_NAMED = 5
"""Runs of rows, columns or cells that one warning names."""

_YEAR_AT_END = re.compile(r"(.*?)(\d{4})-\d{2}")


def note_sheet(sheet: Place, cells: SheetCells, findings: Findings, *, recalculates: bool) -> None:
    """Values that may be old, cells too far out to be read, and a sheet that is hidden."""
    if recalculates and cells.facts.has_formulas:
        found = "its formulas are to be recalculated when opened: their values may be older than what they rest on"
        findings.warn("WW207", sheet, found, "values that Excel calculated: open and save in Excel")
    if cells.lost:
        found = f"cells beyond row {cells.bounds[0]:,} or column {column_letters(cells.bounds[1])} were not read"
        findings.warn("WW206", sheet, found)
    if cells.state != "visible":
        how = "very hidden: Excel does not offer to show it" if cells.state == "veryHidden" else "hidden"
        findings.warn("WW208", sheet, f"the sheet is {how}; it was read", "a sheet that a reader can see")


def note_cells(
    sheet: Place,
    cells: SheetCells,
    header_row: int,
    positions: Mapping[str, int],
    rows: Sequence[int],
    findings: Findings,
) -> None:
    """What of the cells that are read is hidden or merged, years out of order, and figures whose header is lost.

    header_row  from 0; ``rows`` are worksheet rows, from 1; ``positions`` of the columns read, from 0
    """
    columns = sorted(position + 1 for position in positions.values())
    _note_hidden_rows(sheet, cells, columns, rows, findings)
    _note_hidden_columns(sheet, cells, header_row + 1, columns, findings)
    _note_merged(sheet, cells, {header_row + 1, *rows} if cells.facts.merged else set(), columns, findings)
    _note_years_out_of_order(sheet, header_row + 1, positions, findings)
    _note_lost_headers(sheet, cells, header_row, positions, rows, findings)


def _note_hidden_rows(
    sheet: Place, cells: SheetCells, columns: list[int], rows: Sequence[int], findings: Findings
) -> None:
    hidden = sorted(set(cells.facts.hidden_rows).intersection(rows))
    if hidden:
        runs = [f"{first}-{last}" if last > first else str(first) for first, last in _runs(hidden)]
        place = replace(sheet, cell=f"{column_letters(columns[0])}{hidden[0]}")
        word = "rows" if len(hidden) > 1 else "row"
        findings.warn("WW209", place, f"{word} {_few(runs)} {_are(hidden)} hidden; {_were(hidden)} read")


def _note_hidden_columns(sheet: Place, cells: SheetCells, header: int, columns: list[int], findings: Findings) -> None:
    spans = cells.facts.hidden_columns
    hidden = [column for column in columns if any(first <= column <= last for first, last in spans)]
    if hidden:
        runs = [_letters(first, last) for first, last in _runs(hidden)]
        place = replace(sheet, cell=f"{column_letters(hidden[0])}{header}")
        word = "columns" if len(hidden) > 1 else "column"
        findings.warn("WW210", place, f"{word} {_few(runs)} {_are(hidden)} hidden; {_were(hidden)} read")


def _note_merged(sheet: Place, cells: SheetCells, rows: set[int], columns: list[int], findings: Findings) -> None:
    """Merged cells over headers or data that are read; over titles and notes they do no harm."""
    ours = set(columns)
    merged = [
        merge
        for merge in cells.facts.merged
        if not ours.isdisjoint(_within(merge.columns, MOST_COLUMNS))
        and not rows.isdisjoint(_within(merge.rows, MOST_ROWS))
    ]
    if merged:
        merged.sort(key=lambda merge: (merge.rows, merge.columns))
        place = replace(sheet, cell=str(merged[0]).partition(":")[0])
        found = f"merged cells {_few([str(merge) for merge in merged])}: only the first cell of each holds a value"
        findings.warn("WW211", place, found, "a value in each cell, and none merged")


def _within(span: Span, most: int) -> range:
    return range(span[0], min(span[1], most) + 1)


def _note_years_out_of_order(sheet: Place, header: int, positions: Mapping[str, int], findings: Findings) -> None:
    """Columns of years, or of one control's years, that do not run from the first to the last."""
    latest: dict[str, str] = {}
    for name, position in sorted(positions.items(), key=lambda item: item[1]):
        year = _YEAR_AT_END.fullmatch(name)
        if year is None:
            continue
        before = latest.setdefault(year[1], name)
        if name < before:
            place = replace(sheet, cell=f"{column_letters(position + 1)}{header}")
            found = f"{before} stands before {name}; each year was read by its header"
            findings.warn("WW212", place, found, "years from the first to the last")
            return
        latest[year[1]] = name


def _note_lost_headers(
    sheet: Place,
    cells: SheetCells,
    header_row: int,
    positions: Mapping[str, int],
    rows: Sequence[int],
    findings: Findings,
) -> None:
    """Figures in a column amid ours whose header is blank: somebody cleared it, or typed over it."""
    header = cells.grid[header_row]
    for position in range(min(positions.values()) + 1, max(positions.values())):
        if not is_blank(header[position]):
            continue
        if any(isinstance(cells.grid[row - 1][position], float) for row in rows):
            place = replace(sheet, cell=f"{column_letters(position + 1)}{header_row + 1}")
            found = "figures under a header that is blank were not read"
            findings.warn("WW215", place, found, "the name of the column, or a header that starts with #")


def note_rounding(place: Place, raws: Iterable[object], thousands: Iterable[int | None], findings: Findings) -> None:
    """A column of money whose rounded cells no longer add up to what their sum would be rounded to.

    place      of the header
    raws       the cells that were read, and ``thousands`` what each was read as, £ thousand
    """
    exact, rounded = Decimal(0), 0
    for raw, amount in zip(raws, thousands, strict=True):
        if not amount and not isinstance(raw, float):
            continue
        try:
            exact += Decimal(number_from_text(raw, "") if isinstance(raw, str) else repr(raw))
        except CellFault:
            return
        rounded += amount or 0
    if (of_sum := money.thousands(str(exact))) != rounded:
        found = (
            f"its cells, each rounded to £ thousand, sum to {money.millions(rounded):,.3f}; "
            f"unrounded they sum to {money.millions(of_sum):,.3f}"
        )
        findings.warn("WW213", place, found, "figures of three decimals, if both sums are to agree")


def note_set_aside(sheet: Place, rows: Sequence[int], findings: Findings) -> None:
    """Rows that look whole and start with #: worksheet rows, from 1."""
    runs = [f"{first}-{last}" if last > first else str(first) for first, last in _runs(rows)]
    found = f"row {runs[0]} starts with # and was" if len(rows) == 1 else f"rows {_few(runs)} start with # and were"
    findings.warn("WW216", replace(sheet, cell=f"A{rows[0]}"), f"{found} not read")


class MergedCells:
    """Finds the range of merged cells in which a cell lies without being its first."""

    def __init__(self, merged: Sequence[Merge]) -> None:
        self._by_column: dict[int, list[Merge]] = {}
        for merge in sorted(merged, key=lambda own: own.rows):
            for column in _within(merge.columns, MOST_COLUMNS):
                self._by_column.setdefault(column, []).append(merge)

    def around(self, column: int, row: int) -> Merge | None:
        """The range, or None."""
        merges = self._by_column.get(column, [])
        at = bisect_right(merges, row, key=lambda merge: merge.rows[0]) - 1
        if at < 0 or not merges[at].rows[0] <= row <= merges[at].rows[1]:
            return None
        first = (column, row) == (merges[at].columns[0], merges[at].rows[0])
        return None if first else merges[at]


def _runs(numbers: Sequence[int]) -> list[Span]:
    """Runs of numbers that follow each other, from numbers in order.

    >>> _runs([3, 7, 8, 9])
    [(3, 3), (7, 9)]
    """
    runs: list[Span] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _letters(first: int, last: int) -> str:
    return column_letters(first) if first == last else f"{column_letters(first)}-{column_letters(last)}"


def _few(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    more = f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def _are(hidden: Sequence[int]) -> str:
    return "are" if len(hidden) > 1 else "is"


def _were(hidden: Sequence[int]) -> str:
    return "they were" if len(hidden) > 1 else "it was"
