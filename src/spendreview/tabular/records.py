"""Many frozen records made a column at a time: several times faster than one by one."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, fields
from itertools import repeat
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Record = TypeVar("Record", bound=DataclassInstance)
else:
    Record = TypeVar("Record")


def frozen_records(record: type[Record], count: int, columns: Mapping[str, Iterable[Any]]) -> list[Record]:
    """Records of a frozen, slotted dataclass that has no code of its own for making one.

    count    how many; every column has as many values, in the order of the records
    columns  by the name of each field; one with a default may be left out
    raises   ValueError where a field has no column or a column no field; or of too few values

    A dataclass that is frozen sets each field of each record through ``object.__setattr__``. Its slots can be filled
    column by column instead, once, while nobody else has the records yet.
    """
    columns = {**_defaults(record, count), **columns}
    names = {field.name for field in fields(record)}
    if names != columns.keys() or hasattr(record, "__post_init__"):
        raise ValueError(f"{record.__name__} has the fields {sorted(names)}, not {sorted(columns)}")
    made = list(map(object.__new__, repeat(record, count)))
    for name, values in columns.items():
        fill = getattr(record, name).__set__
        deque(map(fill, made, _as_many(values, count)), maxlen=0)
    return made


def _defaults(record: type[Record], count: int) -> dict[str, Sequence[Any]]:
    return {field.name: (field.default,) * count for field in fields(record) if field.default is not MISSING}


def _as_many(values: Iterable[Any], count: int) -> Sequence[Any]:
    cells = values if isinstance(values, Sequence) else list(values)
    if len(cells) != count:
        raise ValueError(f"{len(cells)} values for {count} records")
    return cells
