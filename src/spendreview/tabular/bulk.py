"""Whole columns read at once, where every cell reads without a fault or a warning: long sheets mostly do.

Each function gives exactly what reading cell by cell gives, or None where a cell needs a closer look.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from spendreview.tabular.amounts import LARGEST, Money, Number
from spendreview.tabular.cells import Code, ListOf, Text
from spendreview.tabular.raw import BLANK, Kind
from spendreview.tabular.schema import Column
from spendreview.tabular.typed import UNSEEN

MANY = 200
"""Rows from which it pays."""

SAMPLE, FEW = 200, 4
"""Cells looked at to tell whether a column says few things often: four times each, or more."""

UNREAD = object()
"""Stands for a cell that needs a closer look."""

_BLOCK = 128

_HARD_SPACE = "\u00a0"
_MONEY_EXACT = 1e8
"""£ million below which a figure of three decimals is exact to the £ thousand in floating point."""


def columns_of(lines: Sequence[list[Any]], positions: Sequence[int]) -> dict[int, list[Any]]:
    """The cells of some columns, from rows of equal length; a block that fits the processor's cache at a time."""
    columns: dict[int, list[Any]] = {position: [] for position in positions}
    for start in range(0, len(lines), _BLOCK):
        block = list(zip(*lines[start : start + _BLOCK], strict=True))
        for position, cells in columns.items():
            cells.extend(block[position])
    return columns


def read_at_once(
    column: Column, raws: Sequence[Any], quietly: Callable[[Any], Any], *, blank_is_blank: bool
) -> list[Any] | None:
    """All values of a column, or None.

    quietly         reads one cell, or gives UNREAD where there is anything to say about it
    blank_is_blank  whether a cell that reads as empty is empty: no error, no formula without a value
    """
    if len(raws) < MANY:
        return None
    # Steps of a prime: rows repeat in threes and tens, and a sample that fell in step with them would mislead.
    step = 97 if len(raws) > 97 * SAMPLE else 7
    sample = raws[: step * SAMPLE : step]
    if isinstance(column.kind, Money | Number) and type(sample[0]) is float:
        return _figures(column, raws, blank_is_blank and not column.required)
    if len(set(sample)) * FEW < len(sample):
        return _few_words(raws, quietly) if blank_is_blank else None
    if isinstance(column.kind, Text | Code | ListOf):
        return _texts(column, raws, blank_is_blank and not column.required)
    return None


class _Known(dict[Any, Any]):
    """What each distinct cell reads as, read when it is first met."""

    def __init__(self, quietly: Callable[[Any], Any]) -> None:
        super().__init__()
        self.quietly = quietly

    def __missing__(self, raw: Any) -> Any:
        self[raw] = value = self.quietly(raw)
        return value


def _few_words(raws: Sequence[Any], quietly: Callable[[Any], Any]) -> list[Any] | None:
    """Columns that say few things often: each is read once."""
    known = _Known(quietly)
    values = list(map(known.__getitem__, raws))
    # To a dictionary TRUE and 1 are the same, and so only text is safe.
    return values if set(map(type, known)) == {str} and UNREAD not in known.values() else None


def _texts(column: Column, raws: Sequence[Any], blank_allowed: bool) -> list[Any] | None:
    """Text that is different in most cells."""
    if column.blank_zero:
        return None
    given = list(filter(None, raws))
    blanks = len(raws) - len(given)
    if blanks and (not blank_allowed or raws.count(BLANK) < blanks):  # 0 and FALSE are no blanks
        return None
    try:
        values = _list_of(column.kind, given) if isinstance(column.kind, ListOf) else _plain(column.kind, given)
    except TypeError:  # a cell that is no text
        return None
    return values if values is None or not blanks else _with_blanks(raws, values, column.default)


def _with_blanks(raws: Sequence[Any], values: Sequence[Any], default: Any) -> list[Any]:
    """The values of the cells that hold something, and the default between them."""
    given = iter(values)
    return [next(given) if raw != BLANK else default for raw in raws]


def _plain(kind: Kind, raws: Sequence[str]) -> list[str] | None:
    """Text as it stands: nothing around it to take off, nothing in it to replace or to refuse."""
    texts = list(map(str.strip, raws))
    together = "|".join(texts)
    if not all(texts) or _HARD_SPACE in together or "\x00" in together:
        return None
    if isinstance(kind, Code) and any(unseen in together for unseen in UNSEEN):
        return None
    if isinstance(kind, Code) and (";" in together or not (kind.spaces or len(together.split(maxsplit=1)) == 1)):
        return None
    return texts


def _list_of(kind: ListOf, raws: Sequence[str]) -> list[Any] | None:
    """Lists of one text each, as most are."""
    together = "|".join(raws)
    if not isinstance(kind.kind, Text | Code) or kind.separator in together:
        return None
    if kind.asks_of_commas and "," in together:
        return None
    texts = _plain(kind.kind, raws)
    return list(zip(texts, strict=True)) if texts is not None else None


def _figures(column: Column, raws: Sequence[Any], blank_allowed: bool) -> list[Any] | None:
    """Numbers, with blanks among them that read as the default."""
    import numpy as np

    types = set(map(type, raws))
    blanks = raws.count(BLANK) if types == {float, str} and blank_allowed else 0
    floats = [raw for raw in raws if raw.__class__ is float] if blanks else raws
    if types != {float} and (not blanks or len(floats) + blanks < len(raws)):
        return None
    figures, kind = np.array(floats), column.kind
    values = _money(kind, figures) if isinstance(kind, Money) else _numbers(kind, figures, floats)
    return values if values is None or not blanks else _with_blanks(raws, values, column.default)


def _money(kind: Money, figures: Any) -> list[int] | None:
    """£ thousand, where every figure is allowed, and exact to the thousand."""
    import numpy as np

    if not kind.negative and (figures < 0).any():
        return None
    if not (np.abs(figures) < _MONEY_EXACT).all():
        return None
    thousands = np.rint(figures * 1000)
    return thousands.astype(np.int64).tolist() if (thousands / 1000 == figures).all() else None


def _numbers(kind: Any, figures: Any, floats: Sequence[float]) -> list[Any] | None:
    """The figures themselves, where all are within bounds."""
    import numpy as np

    least, most = float(figures.min()), float(figures.max())
    within = abs(least) <= LARGEST and abs(most) <= LARGEST and not np.isnan(figures).any()
    within = within and (kind.minimum is None or least >= kind.minimum) and (kind.above is None or least > kind.above)
    if not within or (kind.maximum is not None and most > kind.maximum):
        return None
    if kind.whole:
        whole: list[int] = figures.astype(np.int64).tolist()
        return whole if (np.floor(figures) == figures).all() else None
    return list(floats)
