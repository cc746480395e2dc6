"""Programmes within programmes: what is claimed once is counted once, whoever's total it stands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

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
    totals = {(cell.department, cell.year) for cell in own if cell.aggregate and not cell.expected}
    departments = {cell.department for cell in own if cell.aggregate}
    kept = []
    for cell in inner:
        if departments & {ALL, cell.department}:
            cell = replace(cell, forecast_k=0)
        if totals & {(ALL, cell.year), (cell.department, cell.year)}:
            cell = replace(cell, reported_k=0, cash_k=None, one_off_k=0)
        if cell.reported_k or cell.forecast_k or cell.one_off_k or cell.cash_k:
            kept.append(cell)
    return kept


def _up_to(cells: Cells, most_k: int) -> list[Cell]:
    """The cells, of aggregates no more than an amount in each year: first come those first in strand and department."""
    left: dict[int, int] = {}
    left_forecast = most_k
    kept: list[Cell] = [cell for cell in cells if not cell.aggregate]
    for cell in sorted((cell for cell in cells if cell.aggregate), key=_order):
        reported = min(cell.reported_k, left.setdefault(cell.year, most_k))
        forecast = min(cell.forecast_k, left_forecast)
        left[cell.year] -= reported
        left_forecast -= forecast
        kept.append(_cut(cell, reported, forecast))
    return kept


def _order(cell: Cell) -> tuple[str, ...]:
    return (cell.strand, cell.department, cell.initiative or "", cell.stage or "", cell.basis, cell.saving_type or "")


def _cut(cell: Cell, reported_k: int, forecast_k: int) -> Cell:
    """A cell of which only a part is within; its cash goes along in proportion."""
    if reported_k == cell.reported_k or not cell.reported_k:
        return replace(cell, reported_k=reported_k, forecast_k=forecast_k)
    part = Fraction(reported_k, cell.reported_k)
    cash = None if cell.cash_k is None else round(cell.cash_k * part)
    return replace(cell, reported_k=reported_k, forecast_k=forecast_k, cash_k=cash)
