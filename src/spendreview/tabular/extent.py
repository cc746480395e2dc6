"""How far a sheet's values reach, and where to cut one in which a few strays lie far from all others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from spendreview.tabular.guard import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, holds, placed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Places = tuple[NDArray[Any], NDArray[Any]]
    """Rows and columns of some values, from 1."""

Bounds = tuple[int, int]
"""The last row and the last column that are read."""

CAPS: Bounds = (MOST_ROWS, MOST_COLUMNS)

_FEW = 100
"""Values beyond the rest that are taken for strays, however few the rest are; else one in as many."""

_BLOCK = 1024 * 1024
_PAD = bytes(32)
_A, _ZERO, _NINE, _OPEN, _C, _END, _SLASH = b"A09<c>/"


class TooManyCells(Exception):
    """A sheet that is no smaller for leaving out a few stray values."""


def bounds_of(xml: bytes, *, plain: bool) -> Bounds:
    """The caps, or where they span too much the rows and columns within which most values stay.

    plain   whether every cell begins with its address, as the fast pass over a sheet has found
    raises  TooManyCells where more than a few strays would have to go
    """
    import numpy

    # A value stays where the last column is no earlier than its own, nor so late that its row is one too many.
    stays = numpy.zeros(MOST_COLUMNS + 2, numpy.int64)
    count = last_row = last_column = 0
    for rows, columns in _plain_values(xml) if plain else _values(xml):
        if not len(rows):
            continue
        count += len(rows)
        last_row, last_column = max(last_row, int(rows.max())), max(last_column, int(columns.max()))
        latest = numpy.minimum(MOST_CELLS // rows, MOST_COLUMNS)
        within = columns <= latest
        stays += numpy.bincount(columns[within], minlength=len(stays))
        stays -= numpy.bincount(latest[within] + 1, minlength=len(stays))
    if last_row * last_column <= MOST_CELLS:
        return CAPS
    stays = stays.cumsum()
    column = int(stays.argmax())
    if count - int(stays[column]) > max(_FEW, count // _FEW):
        raise TooManyCells
    return min(MOST_CELLS // column, MOST_ROWS), column


def _values(xml: bytes) -> Iterator[Places]:
    """The places of values, however they are written."""
    import numpy

    places = [(row, column) for cell, row, column in placed(xml) if holds(cell[3] or b"")]
    rows, columns = numpy.array(places or [(1, 1)], numpy.int64).T
    yield rows, columns


def _plain_values(xml: bytes) -> Iterator[Places]:
    """The places of cells that are not closed at once, a block at a time."""
    start = xml.find(b"<c ")
    while start >= 0:
        end = xml.rfind(b"<c ", start + 1, start + _BLOCK) if len(xml) - start > _BLOCK else -1
        yield _in_block(xml[start : end if end > 0 else len(xml)])
        start = end


def _in_block(xml: bytes) -> Places:
    import numpy

    codes = numpy.frombuffer(xml + _PAD, numpy.uint8)
    at = numpy.flatnonzero((codes[:-1] == _OPEN) & (codes[1:] == _C))
    at = at[(codes[at + 2] == ord(" ")) & (codes[at + 3] == ord("r"))]
    ends = numpy.flatnonzero(codes == _END)
    at = at[codes[ends[numpy.searchsorted(ends, at)] - 1] != _SLASH] + 6
    columns, rows = numpy.zeros(len(at), numpy.int64), numpy.zeros(len(at), numpy.int64)
    for _ in range(3):
        letter = codes[at] >= _A
        columns = numpy.where(letter, columns * 26 + codes[at] - (_A - 1), columns)
        at = at + letter
    for _ in range(7):
        digit = (codes[at] >= _ZERO) & (codes[at] <= _NINE)
        rows = numpy.where(digit, rows * 10 + codes[at] - _ZERO, rows)
        at = at + digit
    return numpy.maximum(rows, 1), columns
