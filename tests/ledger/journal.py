"""A ledger as plain lists, and which of its rows stand at a date and as known after some imports: no database.

A ledger is a list of batches in the order of their import; each is a dict:

    {"name": "HO/Q4", "kind": "return", "department": "HO", "return_id": "Q4", "as_at": "2009-03-31",
     "rows": {"Claims": [{"initiative": "a", "year": 2008, "gross": 12_500, ...}], ...}}
    {"name": "NAO 1", "kind": "audit", "rows": {"Audits": [...]}}
    {"name": "mend 1", "kind": "correction", "of": ("HO/Q4", "Claims", 0), "changes": {"gross": 11_000} or None}

Money is whole £ thousand, years are the calendar years they start in, dates ISO text, fractions decimal text, what is
blank is None. Nothing here is taken from the program: it is written from the papers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]
Batch = dict[str, Any]
Place = tuple[str, str, int]
"""Which row of which sheet of which batch (by its name)."""

ALL = "ALL"

KEYS: dict[str, tuple[str, ...]] = {
    "Programmes": ("programme",),
    "Targets": ("programme", "department", "strand", "year"),
    "Initiatives": ("initiative",),
    "Claims": ("initiative", "year", "forecast"),
    "Prenetted": ("department", "control", "year", "programme"),
    "Posts": ("department", "measure", "programme"),
    "Reviews": ("review",),
    "Budgets": ("department", "year"),
    "Outturn": ("department", "year"),
    "Binding": ("programme", "check"),
    "Resolutions": ("initiative",),
    "Audits": ("report", "programme", "department", "initiative"),
}
"""What makes two rows speak of the same thing: the later of them stands."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as it was entered: its number, the batch that brought it, and when it speaks of."""

    number: int
    batch: int
    place: Place
    sheet: str
    version: str
    row: Row
    corrects: int | None = None

    @property
    def day(self) -> str:
        """The date that it speaks of."""
        return self.version[:10]


class Journal:
    """Every row in the order of entry; nothing is ever taken away."""

    def __init__(self, batches: list[Batch]) -> None:
        self.entries: list[Entry] = []
        self._latest: dict[Place, Entry] = {}
        for number, batch in enumerate(batches, start=1):
            if batch["kind"] == "correction":
                self._correct(number, batch)
            else:
                self._enter(number, batch)
        self.batches = len(batches)

    def _enter(self, number: int, batch: Batch) -> None:
        for sheet, rows in batch["rows"].items():
            for index, row in enumerate(rows):
                place = (batch["name"], sheet, index)
                self._add(Entry(len(self.entries), number, place, sheet, version_of(batch, row), row))

    def _correct(self, number: int, batch: Batch) -> None:
        old = self._latest[batch["of"]]
        row = {} if batch["changes"] is None else old.row | batch["changes"]
        # Only a finding bears a date of its own, which may have been wrong; a return speaks of what it spoke of.
        version = f"{row['date']} {row['report']}" if row and old.sheet == "Audits" else old.version
        self._add(Entry(len(self.entries), number, old.place, old.sheet, version, row, old.number))

    def _add(self, entry: Entry) -> None:
        self.entries.append(entry)
        self._latest[entry.place] = entry

    def standing(self, sheet: str, as_at: str, known: int) -> dict[tuple[Any, ...], Entry]:
        """Key -> the row that stands: the latest version not after the date, corrections made, as known."""
        stands: dict[tuple[Any, ...], Entry] = {}
        for entry in self._told(sheet, known):
            key = key_of(entry)
            if max(entry.day, counted(entry)) <= as_at and (key not in stands or later(entry, stands[key])):
                stands[key] = entry
        return stands

    def definitions(self, sheet: str, as_at: str, known: int) -> dict[str, Row]:
        """Code -> its definition at the date; the earliest one where none is that old."""
        first: dict[tuple[Any, ...], Entry] = {}
        for entry in self._told(sheet, known):
            key = key_of(entry)
            if key not in first or later(first[key], entry):
                first[key] = entry
        return {key[0]: entry.row for key, entry in (first | self.standing(sheet, as_at, known)).items()}

    def _told(self, sheet: str, known: int) -> list[Entry]:
        """Rows known by then, without those that a correction known by then took the place of."""
        heard = [entry for entry in self.entries if entry.batch <= known]
        corrected = {entry.corrects for entry in heard}
        return [entry for entry in heard if entry.sheet == sheet and entry.row and entry.number not in corrected]


def version_of(batch: Batch, row: Row) -> str:
    """When a row speaks of, as text that sorts: a return's date and name, or an audit's date and report."""
    if batch["kind"] == "audit":
        return f"{row['date']} {row['report']}"
    return f"{batch['as_at']} {batch['department']}/{batch['return_id']}"


def key_of(entry: Entry) -> tuple[Any, ...]:
    """The thing that a row speaks of; a blank department is all of them."""
    row = entry.row
    return tuple(row[name] or ALL if name == "department" else row[name] for name in KEYS[entry.sheet])


def counted(entry: Entry) -> str:
    """The day on which posts were counted: of two counts the later stands, whichever return told it."""
    return str(entry.row["as_at"]) if entry.sheet == "Posts" else ""


def later(one: Entry, other: Entry) -> bool:
    """Whether one of two rows on the same thing takes the place of the other."""
    return (counted(one), one.version, one.number) > (counted(other), other.version, other.number)
