"""Workbooks into the ledger: all read and checked first, then filed together, in the order of what they speak of."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from string import ascii_uppercase

from spendreview.errors import Findings, LedgerError, Place, SpendReviewError, StoreError
from spendreview.ledger.doubtful import last_day, note_ahead
from spendreview.ledger.fit import check_fit
from spendreview.ledger.handed import AUDIT, FAR, RETURN, Handed, read_handed
from spendreview.ledger.imported import imported, judged_all, overlap
from spendreview.ledger.known import Known, known_with
from spendreview.ledger.names import check_name, check_together, content_of
from spendreview.ledger.records import Imported
from spendreview.ledger.tables import FILED, INITIATIVES, PROGRAMMES, RETURNS
from spendreview.store import Batch, Part, Reader, Store, Writer, open_store
from spendreview.tabular import SheetTable
from spendreview.tabular.collector import collector_paused

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


OF_ONE_CELL = {"LG804", "LG805", "LG817", "LG820"}
"""Faults of a single cell, which hold whatever else stands in its row."""


def silent(what: str, done: int, of: int) -> None:
    """Nobody looks."""


@dataclass(slots=True)
class Reading:
    """A workbook as read, and what was found in it; ``handed`` is None where too little could be read.

    checked  the last entry that the ledger had when it was checked
    """

    handed: Handed | None
    findings: Findings = field(default_factory=Findings)
    checked: int = 0


def import_returns(
    store: Store, paths: Sequence[str | Path], by: str, progress: Progress = silent
) -> tuple[Imported, ...]:
    """Take in workbooks: returns and auditors' reports.

    by       who hands them in
    returns  what became of each file, in the order given
    raises   LedgerError: every fault in every file, and then nothing is taken in; StoreError
    """
    read = read_each(paths, progress)
    check_all(store, read)
    return file_all(store, read, by, progress)


def read_each(paths: Sequence[str | Path], progress: Progress = silent) -> tuple[Reading, ...]:
    """Read workbooks; the ledger is not needed yet. Faults are kept with each."""
    read: list[Reading] = []
    for number, path in enumerate(map(Path, paths)):
        progress(f"reading {path.name}", number, len(paths))
        findings = Findings()
        read.append(Reading(_read(path, findings), findings))
    return tuple(read)


def _read(path: Path, findings: Findings) -> Handed | None:
    try:
        with collector_paused():
            return read_handed(path, findings)
    except SpendReviewError as error:
        findings.faults += error.problems
        return None


@contextmanager
def checked_store(where: str | os.PathLike[str] | None, read: Sequence[Reading]) -> Iterator[Store]:
    """The store, once every workbook was checked against it. Where there is none it is made then, and not before.

    raises  LedgerError with every fault in every workbook; StoreError
    """
    try:
        store = open_store(where)
    except StoreError as error:
        if error.problems[0].code != "ST702":
            raise
        check_all(None, read)
        store = open_store(where, create=True)
    else:
        check_all(store, read)
    with store:
        yield store


@collector_paused()
def check_all(store: Store | None, read: Sequence[Reading]) -> None:
    """Check workbooks against each other and the ledger, or against nothing where there is no ledger yet.

    raises  LedgerError with every fault in every workbook, those found in reading among them
    """
    if store is None:
        _check(None, read)
    else:
        with store.reading() as reader:
            _check(reader, read)


@collector_paused()
def file_all(store: Store, read: Sequence[Reading], by: str, progress: Progress = silent) -> tuple[Imported, ...]:
    """File workbooks that were checked, all in one transaction: what one of them needs another may bring.

    returns  what became of each, in the order given
    raises   LedgerError where another process took a name meanwhile, or filed what they do not fit; StoreError
    """
    done: dict[int, Imported] = {}
    whole = [(number, own.handed, own.findings) for number, own in enumerate(read) if own.handed is not None]
    with store.writing() as writer:
        before = writer.head.entry
        if any(own.checked != writer.head.entry for own in read):
            # Another process has filed something meanwhile: they have to fit that as well.
            _check(writer, [Reading(handed) for _, handed, _ in whole])
        for number, handed, findings in sorted(whole, key=lambda one: one[1].version):
            done[number] = _file(writer, handed, findings, last_day(store.clock()), by, progress)
        done = judged_all(writer, done, before, progress)
    return tuple(done[number] for number in range(len(read)))


def _check(reader: Reader | None, read: Sequence[Reading]) -> None:
    given = [(own.handed, own.findings) for own in read if own.handed is not None]
    # What is in already was checked when it came, and what was said of it since may be otherwise.
    fresh = [one for one in given if reader is None or one[1].faults or not _is_in(reader, one[0])]
    known = known_with(reader, [handed for handed, _ in fresh], _lost(read))
    whole = [(handed, findings) for handed, findings in fresh if not findings.faults]
    all_read = len(whole) == len(read) - (len(given) - len(fresh))
    for handed, findings in fresh:
        _check_one(handed, known, findings, all_read)
    check_together(whole)
    if reader is not None:
        for handed, findings in whole:
            check_name(reader, handed, findings)
    everything = Findings()
    for own in read:
        own.checked = reader.head.entry if reader is not None else 0
        everything.faults += own.findings.faults
        everything.warnings += own.findings.warnings
    _stop_at(everything)


def _is_in(reader: Reader, handed: Handed) -> bool:
    """Whether the ledger has all that it says, under its name."""
    return content_of(reader, handed) == handed.content


def _check_one(handed: Handed, known: Known, findings: Findings, all_read: bool) -> None:
    """Whether it fits; of what rests on a cell that could not be read nothing more is said.

    all_read  whether every cell was, of every workbook that came with it: else nothing can be said of sums
    """
    own = Findings()
    check_fit(handed, known, own)
    cells = {fault.place for fault in findings.faults}
    rows = {_row_of(place) for place in cells}
    sums = set() if all_read else {"LG807", "LW904", "LW909"}
    for found, kept in ((own.faults, findings.faults), (own.warnings, findings.warnings)):
        kept += [
            one
            for one in found
            if one.code not in sums
            and one.place not in cells
            and (one.code in OF_ONE_CELL or _row_of(one.place) not in rows)
        ]


def _row_of(place: Place) -> tuple[str | None, str]:
    return place.sheet, (place.cell or "").lstrip(ascii_uppercase)


def _lost(read: Sequence[Reading]) -> frozenset[str]:
    """Sheets of definitions that could not be read whole: what names a row of them is not at fault."""
    if any(own.handed is None for own in read):
        return frozenset(own.sheet.title for own in (PROGRAMMES, INITIATIVES))
    return frozenset(
        filed.sheet.title
        for filed in (PROGRAMMES, INITIATIVES)
        for own in read
        if own.handed is not None and own.handed.kind == RETURN and _is_lost(own.handed.table(filed), own.findings)
    )


def _is_lost(table: SheetTable, findings: Findings) -> bool:
    own = [fault.code for fault in findings.faults if fault.place.sheet == table.sheet]
    unread = (not table.letters and bool(own)) or FAR in own
    return unread or None in next(iter(table.columns.values()))


def _file(writer: Writer, handed: Handed, findings: Findings, last: dt.date, by: str, progress: Progress) -> Imported:
    # Another process may have filed it, or something else under its name, since it was checked.
    check_name(writer, handed, findings)
    _stop_at(findings)
    if content_of(writer, handed) is not None:
        return replace(imported(handed, findings, writer), already_imported=True)
    _note_backdated(writer, handed, findings)
    note_ahead(handed, last, findings)
    first = writer.head.entry + 1
    writer.append(_batch(handed, by), _parts(handed), lambda done, of: progress(f"filing {handed.file}", done, of))
    superseded, overtaken = overlap(writer, first)
    return replace(imported(handed, findings, writer), superseded=superseded, overtaken=overtaken)


def _note_backdated(reader: Reader, handed: Handed, findings: Findings) -> None:
    """A remark where the department has handed in later returns already."""
    if handed.kind == AUDIT:
        return
    sql = "SELECT max(as_at) FROM vfm_returns WHERE department = :department"
    last = reader.rows(sql, department=handed.department)[0][0]
    if last is not None and last > handed.as_at.isoformat():
        found = f"{handed.as_at.isoformat()}, where the ledger has a return of {handed.department} as at {last}"
        findings.warn("LW903", handed.setting_place("as_at"), found)


def _batch(handed: Handed, by: str) -> Batch:
    return Batch(
        kind=handed.kind,
        key=handed.key,
        as_at=handed.as_at.isoformat(),
        by=by,
        file=handed.file,
        sha256=handed.sha256,
        content=handed.content,
        details=handed.details,
    )


def _parts(handed: Handed) -> list[Part]:
    parts = [Part(filed.table, handed.rows(filed)) for filed in FILED if filed.sheet.title in handed.tables]
    if handed.kind == AUDIT:
        return parts
    own = handed.settings
    names = (own["return_id"], own["department"], own["as_at"].isoformat(), own["reported_by"])
    return [Part(RETURNS, [(*names, own["period"], own["control_total"], own["source"])]), *parts]


def _stop_at(findings: Findings) -> None:
    if findings.faults:
        raise LedgerError(findings.faults, findings.warnings)
