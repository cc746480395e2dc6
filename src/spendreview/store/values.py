"""Values as either database gives them back: what would come back changed is converted, or refused before it is in."""

from __future__ import annotations

import math
import operator
from collections.abc import Sequence
from typing import Any

from spendreview.store.tables import Field

SMALLEST, LARGEST = -(2**63), 2**63 - 1
"""What an integer of either database holds."""

Column = Sequence[Any]


class NotKeptError(ValueError):
    """A value that no field of its kind holds; says which field, and why."""


class SwallowedError(RuntimeError):
    """Rows that the database took without a word and does not have; says of which table."""


def as_kept(fields: Sequence[Field], rows: Sequence[tuple[object, ...]]) -> list[tuple[Any, ...]]:
    """Rows of values, one for each field, as they will come back.

    raises  NotKeptError where one would not
    """
    if not rows:
        return []
    columns = list(zip(*rows, strict=True))
    made = [_as_kept(field, column) for field, column in zip(fields, columns, strict=True)]
    if all(new is old for new, old in zip(made, columns, strict=True)):
        return list(rows)
    return list(zip(*made, strict=True))


def _as_kept(field: Field, column: Column) -> Column:
    if field.required and None in column:
        raise NotKeptError(f"{field.name} is blank")
    return {"text": _texts, "integer": _integers, "real": _reals}[field.kind](field.name, column)


def _texts(name: str, column: Column) -> Column:
    kinds = set(map(type, column))
    if not kinds <= {str, type(None)}:
        if any(not isinstance(value, str | None) for value in column):
            raise NotKeptError(f"{name} is not text")
        column = [None if value is None else str.__str__(value) for value in column]
    # One text of them all: a look at each would take longer than to store it.
    whole = "".join(filter(None, column))
    if "\0" in whole:
        raise NotKeptError(f"{name} holds the character NUL")
    if not whole.isascii():
        try:
            whole.encode("utf-8")
        except UnicodeEncodeError:
            raise NotKeptError(f"{name} holds half a character") from None
    return column


def _integers(name: str, column: Column) -> Column:
    if not set(map(type, column)) <= {int, type(None)}:
        try:
            column = [None if value is None else operator.index(value) for value in column]
        except TypeError:
            raise NotKeptError(f"{name} is not a whole number") from None
    numbers = [value for value in column if value is not None]
    if numbers and (min(numbers) < SMALLEST or max(numbers) > LARGEST):
        raise NotKeptError(f"{name} has more than eighteen digits")
    return column


def _reals(name: str, column: Column) -> Column:
    kinds = set(map(type, column))
    if not all(issubclass(kind, int | float | type(None)) for kind in kinds):
        raise NotKeptError(f"{name} is not a number")
    if not all(map(math.isfinite, (value for value in column if value is not None))):
        raise NotKeptError(f"{name} is not a finite number")
    if kinds <= {float, type(None)} and 0.0 not in column:
        return column
    # Nought has no sign in SQLite: adding nought takes it away.
    return [None if value is None else float(value) + 0.0 for value in column]
