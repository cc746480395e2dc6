"""Programmes within programmes: what is claimed once is counted once, whoever's total it stands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate, groupby, islice, pairwise

from spendreview.ledger.cells import Cell
from spendreview.ledger.programmes import Programme, directly_within
from spendreview.ledger.sheets import ALL

Cells = Sequence[Cell]


def total_cells(code: str, programmes: Mapping[str, Programme], cells: Mapping[str, Cells]) -> list[Cell]:
    """A programme's own cells, and of programmes within it what its own totals do not contain already."""
    own = list(cells.get(code, ()))
    return own + _not_contained(inner_cells(code, programmes, cells), own)


def inner_cells(code: str, programmes: Mapping[str, Programme], cells: Mapping[str, Cells]) -> list[Cell]:
    """What the programmes within this one come to, their aggregates up to the amounts that are said to be within."""
    found: list[Cell] = []
    for inner in directly_within(code, programmes):
        own = total_cells(inner.programme, programmes, cells)
        found += own if inner.within_k is None else _up_to(own, inner.within_k)
    return found


def _not_contained(inner: Cells, own: Cells) -> list[Cell]:
    """The inner cells, without what a total of the outer programme for their department and year contains."""
    totals = {(cell.department, cell.year) for cell in own if cell.aggregate and cell.amounts}
    departments = {cell.department for cell in own if cell.aggregate and cell.ahead}
    kept = []
    for cell in inner:
        if departments & {ALL, cell.department}:
            cell = replace(cell, forecast_k=0, ahead=False)
        if totals & {(ALL, cell.year), (cell.department, cell.year)}:
            cell = replace(cell, reported_k=0, cash_k=None, one_off_k=0, claimed=False)
        if cell.reports or cell.ahead or cell.forecast_k or cell.one_off_k:
            kept.append(cell)
    return kept


def _up_to(cells: Cells, most_k: int) -> list[Cell]:
    """The cells, of aggregates no more than an amount in each year: first come those first in strand and department.

    Cells that tell initiatives apart come to the same, in every sum of a year, as cells that do not.
    """
    if not most_k:
        return [cell for cell in cells if not cell.aggregate]
    aggregates = sorted(
        (cell for cell in cells if cell.aggregate), key=lambda cell: (*_order(cell), cell.initiative or "")
    )
    ahead = _parts([cell.forecast_k for cell in aggregates], most_k)
    expected = [replace(cell, forecast_k=part) for cell, part in zip(aggregates, ahead, strict=True)]
    kept = [cell for cell in cells if not cell.aggregate]
    for year in sorted({cell.year for cell in aggregates}):
        now = [cell for cell in expected if cell.year == year]
        parts = iter(_parts([cell.reported_k for cell in now], most_k))
        for _, alike in groupby(now, key=_order):
            block = list(alike)
            kept += _cut(block, list(islice(parts, len(block))))
    return kept


def _order(cell: Cell) -> tuple[str | int, ...]:
    """In which order aggregates are taken."""
    stated = "" if cell.cash_k is not None else "not stated"
    return (cell.strand, cell.department, stated, cell.stage or "", cell.basis, cell.saving_type or "", cell.failed)


def _parts(amounts: Sequence[int], most: int) -> list[int]:
    """How much of each amount comes in before they are too much together; costs among them make room for more."""
    totals = [0, *accumulate(amounts)]
    return [min(after, most) - min(before, most) for before, after in pairwise(totals)]


def _cut(cells: Cells, parts: Sequence[int]) -> list[Cell]:
    """Cells that are alike, of which only parts are within: their cash goes along in proportion."""
    whole, cash = sum(cell.reported_k for cell in cells), sum(cell.cash_k or 0 for cell in cells)
    if not whole or whole == sum(parts):
        shares = [cell.cash_k for cell in cells]
    else:
        totals = [round(Fraction(cash * part, whole)) for part in (0, *accumulate(parts))]
        shares = [after - before for before, after in pairwise(totals)]
    return [
        replace(cell, reported_k=part, cash_k=None if cell.cash_k is None else share)
        for cell, part, share in zip(cells, parts, shares, strict=True)
    ]
