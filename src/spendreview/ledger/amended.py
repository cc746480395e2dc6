"""Whether a row still fits once it is corrected or withdrawn: held to what a return or a report is held to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from spendreview.entries import Filed
from spendreview.entries.live import known_sql
from spendreview.errors import Findings, Place
from spendreview.ledger.fit import check_fit
from spendreview.ledger.handed import AUDIT, RETURN, Handed
from spendreview.ledger.known import EVER, known_with
from spendreview.ledger.sheets import ALL
from spendreview.ledger.tables import AUDITS, FILED, INITIATIVES, PROGRAMMES
from spendreview.store import Reader
from spendreview.tabular import SheetTable

ALONE = 1
"""The number that a row has in a sheet of its own."""


def check_amended(
    reader: Reader, filed: Filed, entry: int, values: Mapping[str, Any], place: Place, findings: Findings
) -> None:
    """Every check on the row as corrected, as if it stood alone in a workbook of its own kind.

    values  typed, by the sheet's columns
    """
    own = Findings()
    handed = _alone(filed, values, place.file, _department(reader, filed, entry))
    known = known_with(reader, [handed])
    check_fit(handed, known, own)
    for fault in own.faults:
        findings.fault(fault.code, place, f"entry {entry}: {fault.found}", fault.wanted)
    for warning in own.warnings:
        findings.warn(warning.code, place, f"entry {entry}: {warning.found}", warning.wanted)


def check_withdrawn(
    reader: Reader, filed: Filed, entry: int, values: Mapping[str, Any], place: Place, findings: Findings
) -> None:
    """The only definition of a programme or an initiative stays while something names it."""
    if filed not in (PROGRAMMES, INITIATIVES):
        return
    code, known = values[filed.key[0]], {"known": reader.head.entry}
    others = known_sql(filed, f"{filed.key[0]} = :code AND entry <> :entry")
    if reader.first(f"SELECT 1 FROM {filed.name} WHERE {others}", code=code, entry=entry, **known):
        return
    for naming, field in _naming(filed):
        where = known_sql(naming, f"{field} = :code")
        row = reader.first(f"SELECT min(entry), count(*) FROM {naming.name} WHERE {where}", code=code, **known)
        if row is not None and row[1]:
            also = f" and {row[1] - 1:,} more" if row[1] > 1 else ""
            found = f"entry {entry} defines {code!r}, which entry {row[0]} of {naming.sheet.title}{also} names"
            findings.fault("LG804", place, found, "those withdrawn first, or another definition")


def _naming(defined: Filed) -> Iterator[tuple[Filed, str]]:
    """The columns that name what a sheet defines: the table and the field."""
    for filed in FILED:
        for column in filed.columns:
            names = column.refers_to == defined.sheet.title or (filed is AUDITS and column.name == defined.key[0])
            if names:
                yield filed, filed.stored[column.name].name


def _alone(filed: Filed, values: Mapping[str, Any], file: str, department: str) -> Handed:
    """A workbook of one row."""
    kind = AUDIT if filed is AUDITS else RETURN
    settings = {"department": department, "return_id": "", "as_at": EVER, "control_total": None}
    tables = {
        own.sheet.title: SheetTable(file, own.sheet.title, {}, (), {column.name: () for column in own.columns})
        for own in FILED
        if (own is AUDITS) == (kind == AUDIT)
    }
    row = {name: (value,) for name, value in values.items()}
    tables[filed.sheet.title] = SheetTable(file, filed.sheet.title, {}, (ALONE,), row)
    return Handed(kind, file, "", settings if kind == RETURN else {}, None, tables)


def _department(reader: Reader, filed: Filed, entry: int) -> str:
    """Whose return the entry came in, itself or the one that it was corrected from."""
    sql = f"SELECT corrects, batch FROM {filed.name} WHERE entry = :entry"
    corrects, batch = reader.rows(sql, entry=entry)[0]
    while corrects is not None:
        corrects, batch = reader.rows(sql, entry=corrects)[0]
    row = reader.first("SELECT department FROM vfm_returns WHERE batch = :batch", batch=batch)
    return str(row[0]) if row is not None else ALL
