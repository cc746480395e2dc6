"""A declared sheet as a table of entries: its columns' types, and its rows as they are stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from spendreview.store import EntryTable, Field
from spendreview.tabular import Column, Sheet, SheetTable
from spendreview.tabular.amounts import Money, Number
from spendreview.tabular.cells import Choice, Day, FinancialYear, YesNo
from spendreview.terms import Year

Values = Sequence[Any]
Computed = Callable[[Mapping[str, Values]], Values]
"""A field worked out from the stored columns of the same rows, by name."""

COMMON = (
    Field("sheet_row", "integer", required=True),
    Field("version", "text", required=True),
    Field("corrects", "integer"),
    Field("withdrawn", "integer", required=True),
)
"""What every such table begins with.

sheet_row  the worksheet row that the entry came from; 0 for a correction, which came from none
version    when and by whom it was said: of two statements on one thing the greater version stands
corrects   the entry whose place this one takes
withdrawn  1 where it takes that place with nothing
"""


@dataclass(frozen=True)
class Filed:
    """A sheet whose rows are kept.

    name      of its table
    key       columns that name one thing, about which later versions say something else
    renamed   columns whose name a database could not take
    computed  fields worked out when a row is stored, and how
    indexes   besides that of the key
    """

    sheet: Sheet
    name: str
    key: tuple[str, ...]
    renamed: Mapping[str, str] = field(default_factory=dict)
    computed: Mapping[Field, Computed] = field(default_factory=dict)
    indexes: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The sheet's columns, none of which depends on a context."""
        return self.sheet.resolved(None)

    @cached_property
    def stored(self) -> dict[str, Field]:
        """The field of each column, by the column's name."""
        return {column.name: _field(column, self.renamed.get(column.name, column.name)) for column in self.columns}

    @cached_property
    def table(self) -> EntryTable:
        """The table of its entries."""
        fields = (*COMMON, *self.stored.values(), *self.computed)
        return EntryTable(self.name, fields, self.indexes)

    @cached_property
    def key_fields(self) -> tuple[str, ...]:
        """The fields that name one thing."""
        return tuple(self.stored[name].name for name in self.key)

    def values(self, columns: Mapping[str, Values]) -> dict[str, Values]:
        """Typed columns of the sheet as they are stored, by the name of the field; computed ones too."""
        made = {
            self.stored[column.name].name: _stored(column, columns[column.name])
            for column in self.columns
            if column.name in columns
        }
        return {**made, **{own.name: compute(made) for own, compute in self.computed.items()}}

    def rows(
        self, table: SheetTable, version: str | Values, made: Mapping[str, Values] | None = None
    ) -> list[tuple[Any, ...]]:
        """The rows of a sheet as the store takes them; ``version`` of all, or of each; ``made`` its values if known."""
        made = self.values(table.columns) if made is None else made
        count = len(table.rows)
        versions = [version] * count if isinstance(version, str) else version
        common = (table.rows, versions, (None,) * count, (0,) * count)
        return list(zip(*common, *(made[own.name] for own in self.table.fields[len(COMMON) :]), strict=True))

    def row(
        self, values: Mapping[str, Any], *, sheet_row: int, version: str, corrects: int | None, withdrawn: bool
    ) -> tuple[Any, ...]:
        """One row as the store takes it, of typed values by the names of the sheet's columns."""
        made = self.values({name: [value] for name, value in values.items()})
        common = (sheet_row, version, corrects, int(withdrawn))
        return (*common, *(made[own.name][0] for own in self.table.fields[len(COMMON) :]))

    def typed(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """A stored row, by the names of its fields, as typed values by the names of the sheet's columns."""
        return {column.name: _typed(column, fields[self.stored[column.name].name]) for column in self.columns}


def filed_fields(filed: Filed) -> tuple[str, ...]:
    """The names of the fields that a row has of its own."""
    return tuple(own.name for own in filed.table.fields[len(COMMON) :])


def _field(column: Column, name: str) -> Field:
    kind = column.kind
    if isinstance(kind, Money):
        return Field(f"{name}_k", "integer", column.required)
    if isinstance(kind, YesNo | FinancialYear) or (isinstance(kind, Number) and kind.whole):
        return Field(name, "integer", column.required)
    return Field(name, "real" if isinstance(kind, Number) else "text", column.required)


def _stored(column: Column, values: Values) -> Values:
    """Values of a column as either database holds them alike."""
    kind = column.kind
    if isinstance(kind, YesNo):
        return [None if value is None else int(value) for value in values]
    if isinstance(kind, FinancialYear):
        return [None if value is None else value.start for value in values]
    if isinstance(kind, Choice):
        # Not .value, which Python looks up through two calls of its own: a long sheet has a million of these.
        return [None if value is None else value._value_ for value in values]
    if isinstance(kind, Day):
        return [None if value is None else value.isoformat() for value in values]
    if isinstance(kind, Number) and not kind.whole:
        return [None if value is None else float(value) for value in values]
    return values


def _typed(column: Column, value: Any) -> Any:
    """A stored value as the sheet's reader gives it."""
    kind = column.kind
    if value is None:
        return None
    if isinstance(kind, YesNo):
        return bool(value)
    if isinstance(kind, FinancialYear):
        return Year(value)
    if isinstance(kind, Choice):
        return kind.options(value)
    return dt.date.fromisoformat(value) if isinstance(kind, Day) else value
