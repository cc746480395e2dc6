"""Whether a row still fits once it is corrected or withdrawn: held to what a return or a report is held to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from spendreview.entries import Filed
from spendreview.entries.live import known_sql
from spendreview.errors import Findings, Place
from spendreview.ledger.circles import within_itself
from spendreview.ledger.fit import check_fit
from spendreview.ledger.handed import AUDIT, RETURN, Handed
from spendreview.ledger.known import Definitions, known_with
from spendreview.ledger.sheets import ALL
from spendreview.ledger.tables import AUDITS, CLAIMS, FILED, INITIATIVES, PROGRAMMES
from spendreview.store import Reader
from spendreview.tabular import SheetTable

ALONE = 1
"""The number that a row has in a sheet of its own."""


def check_amended(
    reader: Reader, filed: Filed, version: str, entry: int, values: Mapping[str, Any], place: Place, findings: Findings
) -> None:
    """Every check on the row as corrected, as if it stood alone in the return that it came in, or a report of its own.

    version  of the entry that it takes the place of
    values   typed, by the sheet's columns
    """
    own = Findings()
    handed = _alone(filed, version, values, place.file)
    if filed is CLAIMS:
        # Whose initiative it may be was asked when it came in, and a correction cannot change what it is on.
        handed = replace(handed, settings={**handed.settings, "department": ALL})
    known = known_with(reader, [handed])
    check_fit(handed, known, own)
    for fault in own.faults:
        findings.fault(fault.code, place, f"entry {entry}: {fault.found}", fault.wanted)
    for warning in own.warnings:
        findings.warn(warning.code, place, f"entry {entry}: {warning.found}", warning.wanted)


def check_withdrawn(
    reader: Reader, filed: Filed, version: str, entry: int, values: Mapping[str, Any], place: Place, findings: Findings
) -> None:
    """The only definition of a programme or an initiative stays while something names it, or rests on it."""
    if filed not in (PROGRAMMES, INITIATIVES):
        return
    code, known = values[filed.key[0]], {"known": reader.head.entry}
    others = known_sql(filed, f"{filed.key[0]} = :code AND entry <> :entry")
    if reader.first(f"SELECT 1 FROM {filed.name} WHERE {others}", code=code, entry=entry, **known):
        if filed is PROGRAMMES:
            _check_circles_without(reader, version, code, entry, place, findings)
        return
    for naming, field in _naming(filed):
        where = known_sql(naming, f"{field} = :code")
        row = reader.first(f"SELECT min(entry), count(*) FROM {naming.name} WHERE {where}", code=code, **known)
        if row is not None and row[1]:
            also = f" and {row[1] - 1:,} more" if row[1] > 1 else ""
            found = f"entry {entry} defines {code!r}, which entry {row[0]} of {naming.sheet.title}{also} names"
            findings.fault("LG804", place, found, "those withdrawn first, or another definition")


def _check_circles_without(
    reader: Reader, version: str, code: str, entry: int, place: Place, findings: Findings
) -> None:
    """Without this definition of a programme another one stands, and that one may be within what is within it."""
    known = known_with(reader, [])
    given = {own: facts for own, facts in known.programmes[code].given.items() if own != version}
    left = replace(known, programmes={**known.programmes, code: Definitions(given)})
    if within_itself(code, None, left) is not None:
        found = f"without entry {entry} {code!r} is within a programme that is within it"
        findings.fault("LG809", place, found, "the other definition corrected first")


def _naming(defined: Filed) -> Iterator[tuple[Filed, str]]:
    """The columns that name what a sheet defines: the table and the field."""
    for filed in FILED:
        for column in filed.columns:
            names = column.refers_to == defined.sheet.title or (filed is AUDITS and column.name == defined.key[0])
            if names:
                yield filed, filed.stored[column.name].name


def _alone(filed: Filed, version: str, values: Mapping[str, Any], file: str) -> Handed:
    """A workbook of one row, under the name of the return that it came in."""
    kind = AUDIT if filed is AUDITS else RETURN
    tables = {
        own.sheet.title: SheetTable(file, own.sheet.title, {}, (), {column.name: () for column in own.columns})
        for own in FILED
        if (own is AUDITS) == (kind == AUDIT)
    }
    row = {name: (value,) for name, value in values.items()}
    tables[filed.sheet.title] = SheetTable(file, filed.sheet.title, {}, (ALONE,), row)
    return Handed(kind, file, "", _settings(version) if kind == RETURN else {}, None, tables)


def _settings(version: str) -> dict[str, Any]:
    """The settings of a return, as its version tells them; what it adds up to is not asked of one row of it."""
    day, _, name = version.partition(" ")
    department, _, return_id = name.partition("/")
    named = {"department": department, "return_id": return_id, "as_at": dt.date.fromisoformat(day)}
    return named | {"control_total": None}
