"""Take an entry's place: with other values, or with nothing. What was entered stays, and the reason with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from spendreview.entries import Filed
from spendreview.errors import Findings, LedgerError, Place, did_you_mean
from spendreview.ledger.amended import check_amended, check_withdrawn
from spendreview.ledger.doubtful import ahead, last_day
from spendreview.ledger.records import Corrected
from spendreview.ledger.saying import in_words, typed_words
from spendreview.ledger.tables import AUDITS, FILED
from spendreview.store import Batch, Head, Part, Reader, Store
from spendreview.tabular.raw import CellFault, is_blank, listed, shown
from spendreview.tabular.schema import Column

NOTHING = "nothing: it was withdrawn"
"""What an entry said that withdrew another one."""

KIND = "correction"
"""The kind of a correction's batch."""

TABLES: dict[str, Filed] = {filed.name: filed for filed in FILED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An entry that may be corrected.

    values  of the sheet's columns, typed, by their names
    """

    entry: int
    filed: Filed
    version: str
    withdrawn: bool
    values: Mapping[str, Any]


def correct(store: Store, entry: int, reason: str, changes: Mapping[str, str], by: str) -> Corrected:
    """Append an entry that takes the place of another: the same but for ``changes``; without any, nothing.

    changes  by column of the entry's sheet, as they would be typed into its cells; a blank is the column's default
    by       who corrects
    raises   LedgerError LG813 no such entry, LG814 corrected already, LG815 no reason, LG816 a change that is none or
             cannot be, and whatever the row as corrected would be refused for in a return; nothing is in then
    """
    findings, place = Findings(), Place(file=store.name)
    with store.writing() as writer:
        if is_blank(reason):
            findings.fault("LG815", place, f"no reason for correcting entry {entry}", "--reason and why")
        old = _standing(writer, place, entry, findings)
        place = Place(file=store.name, sheet=old.filed.sheet.title)
        values = _changed(old, changes, place, findings)
        _stop(findings)
        check = check_amended if changes else check_withdrawn
        check(writer, old.filed, old.version, entry, values, place, findings)
        _stop(findings)
        version = _version(old, values)
        if old.filed is AUDITS and changes and values["date"] > last_day(store.clock()):
            findings.warn("LW905", place, f"entry {entry}: {ahead(values['date'])}", "the day of the report")
        batch = Batch(kind=KIND, key=str(entry), as_at=version[:10], by=by, reason=reason.strip())
        row = old.filed.row(values, sheet_row=0, version=version, corrects=entry, withdrawn=not changes)
        head = writer.append(batch, [Part(old.filed.table, [row])])
    return _corrected(old, values, bool(changes), findings, head)


def _corrected(old: Standing, values: Mapping[str, Any], changed: bool, findings: Findings, head: Head) -> Corrected:
    pairs = {
        column.name: (typed_words(column, old.values[column.name]), typed_words(column, values[column.name]))
        for column in old.filed.columns
        if old.values[column.name] != values[column.name]
    }
    return Corrected(
        entry=head.entry,
        corrects=old.entry,
        table=old.filed.name,
        was=NOTHING if old.withdrawn else in_words(old.filed, old.values),
        now=in_words(old.filed, values) if changed else None,
        changed=pairs,
        findings=tuple(findings.warnings),
        head=head,
    )


def _standing(reader: Reader, place: Place, entry: int, findings: Findings) -> Standing:
    """The entry, whose place no other has taken; asked under the lock, so that of two corrections one comes late."""
    kind = reader.first("SELECT kind FROM journal WHERE entry = :entry", entry=entry) if 0 < entry < 2**63 else None
    filed = TABLES.get(kind[0]) if kind is not None else None
    if filed is None:
        found = f"entry {entry} is {_WHOLE.get(kind[0], kind[0])}, no row of a sheet" if kind else f"no entry {entry}"
        wanted = "the number of a row: `spendreview vfm history` and its initiative, programme or department"
        findings.fault("LG813", place, found, wanted)
        raise LedgerError(findings.faults)
    taken = reader.first(f"SELECT entry FROM {filed.name} WHERE corrects = :entry", entry=entry)
    if taken is not None:
        findings.fault(
            "LG814", place, f"entry {entry} was corrected by entry {taken[0]}", f"to correct entry {taken[0]}"
        )
        raise LedgerError(findings.faults)
    names = [own.name for own in filed.table.fields]
    row = reader.rows(f"SELECT {', '.join(names)} FROM {filed.name} WHERE entry = :entry", entry=entry)[0]
    fields = dict(zip(names, row, strict=True))
    return Standing(
        entry=entry,
        filed=filed,
        version=fields["version"],
        withdrawn=bool(fields["withdrawn"]),
        values=filed.typed(fields),
    )


_WHOLE = {"batches": "an import", "vfm_returns": "a return"}
"""What is an entry, and yet no row of a sheet."""


def _changed(old: Standing, changes: Mapping[str, str], place: Place, findings: Findings) -> dict[str, Any]:
    """The row as it is to be; every change that cannot be is a fault."""
    values = dict(old.values)
    columns = {column.name.casefold(): column for column in old.filed.columns}
    for name, text in changes.items():
        column = columns.get(name.strip().casefold())
        if column is None or column.name in old.filed.key:
            _refuse_column(old, name, place, findings)
        else:
            values[column.name] = _typed(old, column, text, place, findings)
    same = values == old.values
    if not findings.faults and (same and not old.withdrawn if changes else old.withdrawn):
        found = "says what it says already" if changes else "was withdrawn already"
        findings.fault("LG816", place, f"entry {old.entry} {found}", "--set column=value that differs")
    return values


def _refuse_column(old: Standing, name: str, place: Place, findings: Findings) -> None:
    free = [column.name for column in old.filed.columns if column.name not in old.filed.key]
    if name.strip().casefold() in old.filed.key:
        found = f"entry {old.entry}: {name!r} says which thing it speaks of"
        wanted = "to withdraw it, with no change at all, and to hand in a row for the right one"
    else:
        found = f"entry {old.entry} has no column {name!r}"
        wanted = did_you_mean(name.strip(), free, f"a column of {old.filed.sheet.title}: {listed(free)}")
    findings.fault("LG816", place, found, wanted)


def _typed(old: Standing, column: Column, text: str, place: Place, findings: Findings) -> Any:
    """A value as its cell would be read. What would be rounded there is refused: here somebody is there to ask."""
    told: list[str] = []

    def note(code: str, sentence: str) -> None:
        if code != "WW201":  # that a number is text says nothing here
            told.append(sentence)

    try:
        if is_blank(text):
            if column.required:
                raise CellFault("WB101", "a blank", column.kind.wanted)
            return column.default
        value = column.kind.parse(text, note)
        if told:
            raise CellFault("WW202", shown(text), f"{column.kind.wanted}, with three decimals at most")
        return value
    except CellFault as fault:
        findings.fault("LG816", place, f"entry {old.entry}, {column.name}: {fault.found}", fault.wanted)
        return column.default


def _version(old: Standing, values: Mapping[str, Any]) -> str:
    """What it speaks of stays; only an auditor's finding bears its own date, which may have been wrong."""
    if old.filed is not AUDITS:
        return old.version
    return f"{values['date'].isoformat()} {values['report']}"


def _stop(findings: Findings) -> None:
    if findings.faults:
        raise LedgerError(findings.faults, findings.warnings)
