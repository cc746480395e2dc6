"""What is kept, declared: the journal, its batches, and the tables of entries that other rooms add."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "integer", "real"]
"""What both databases hold alike; dates are ISO text, yes and no are 1 and 0, money is whole £ thousand."""

CORRECTS = "corrects"
"""The field that names the entry whose place this one takes: no entry is corrected twice."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a table."""

    name: str
    kind: Kind
    required: bool = False


@dataclass(frozen=True, slots=True)
class EntryTable:
    """A table each of whose rows is an entry of the journal: its number, that of its batch, then the fields.

    indexes  the names of the fields of each index
    """

    name: str
    fields: tuple[Field, ...]
    indexes: tuple[tuple[str, ...], ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns, in the order in which they are hashed."""
        return ("entry", "batch", *(field.name for field in self.fields))

    @property
    def corrects(self) -> bool:
        """Whether its entries may take the place of others."""
        return any(field.name == CORRECTS for field in self.fields)


JOURNAL = "journal"
"""One row an entry: its number, the table that holds it, and the hash that chains it to the one before."""

JOURNAL_COLUMNS = ("entry", "kind", "hash")

BATCHES = "batches"
"""One row an import, which is an entry of its own and the first of its entries."""

BATCH_COLUMNS = (
    "entry",
    "kind",
    "key",
    "as_at",
    "imported_at",
    "by_whom",
    "reason",
    "file",
    "sha256",
    "content",
    "details",
    "program",
)

_ADDED = ("entry", "imported_at", "program")

GIVEN = tuple(Field(name, "text", required=True) for name in BATCH_COLUMNS if name not in _ADDED)
"""What is said of a batch; the rest the store adds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Entries that come together: all of them are in, or none.

    kind     what sort of batch: return, audit, correction
    key      its name within its kind
    as_at    the ISO date that it speaks of
    by       who handed it in
    reason   why, where a reason is asked for; else empty
    file     the file it came from; sha256 the hash of that file's bytes; both empty where there is none
    content  the hash of what it says, whatever file it came in
    details  more about it, as canonical JSON
    """

    kind: str
    key: str
    as_at: str
    by: str
    reason: str = ""
    file: str = ""
    sha256: str = ""
    content: str = ""
    details: str = "{}"


@dataclass(frozen=True, slots=True)
class Part:
    """Rows for one table: the values of its fields in their order, without entry and batch."""

    table: EntryTable
    rows: list[tuple[object, ...]]
