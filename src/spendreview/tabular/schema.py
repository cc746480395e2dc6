"""A sheet declared as data: from it come the reader, the blank template and the documentation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from spendreview.tabular.cells import Text
from spendreview.tabular.raw import Kind


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    required   the header must be there, and no cell below it may be blank
    header     the header must be there; cells may be blank
    default    what a blank cell, or a missing column, is read as
    blank_zero a blank is zero, so that a lone dash is read as zero too, with a warning
    refers_to  titles of the sheets of which one must hold the code (or each code of a list)
    unit       in words, for the template's note and the documentation
    example    what the template's example row shows
    """

    name: str
    kind: Kind = field(default_factory=Text)
    required: bool = False
    header: bool = False
    key: bool = False
    default: Any = None
    blank_zero: bool = False
    refers_to: str | None = None
    unit: str = ""
    help: str = ""
    example: Any = None


@dataclass(frozen=True, slots=True)
class Family:
    """Columns whose names depend on the workbook's own settings, such as one for each plan year.

    pattern  how the headers look, for the documentation: ``{control} {year}``
    names    from the context (whatever the caller reads first) to the headers
    """

    pattern: str
    names: Callable[[Any], Sequence[str]]
    kind: Kind
    header: bool = False
    default: Any = None
    blank_zero: bool = False
    unit: str = ""
    help: str = ""
    example: Any = None

    def columns(self, context: Any) -> tuple[Column, ...]:
        """The columns that the context calls for."""
        return tuple(
            Column(
                name,
                self.kind,
                header=self.header,
                default=self.default,
                blank_zero=self.blank_zero,
                unit=self.unit,
                help=self.help,
                example=self.example,
            )
            for name in self.names(context)
        )


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of a sheet of settings: its name, and how its value is read."""

    name: str
    kind: Kind
    required: bool = False
    default: Any = None
    help: str = ""
    example: Any = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of rows. ``settings`` makes it a sheet of names and values instead: its columns are then those two.

    ours     whether this program writes the sheet: columns that are not declared are then left alone, and nothing is
             said of the age of its formulas' values
    foot     a word in a row below the table: what is read ends above it
    """

    title: str
    guidance: str
    columns: tuple[Column | Family, ...]
    required: bool = False
    settings: tuple[Setting, ...] = ()
    header_row: int = 4
    ours: bool = False
    foot: str = ""

    def resolved(self, context: Any) -> tuple[Column, ...]:
        """All columns, with the families laid out for this context."""
        columns: list[Column] = []
        for item in self.columns:
            columns.extend(item.columns(context) if isinstance(item, Family) else (item,))
        return tuple(columns)
