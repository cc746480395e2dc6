"""Workbooks into the ledger: all read and checked first, then each filed whole, in the order of what they speak of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from spendreview.entries import Moment
from spendreview.errors import Findings, LedgerError, SpendReviewError
from spendreview.ledger.fit import check_fit
from spendreview.ledger.handed import AUDIT, RETURN, Handed, read_handed
from spendreview.ledger.known import known_with
from spendreview.ledger.records import Imported
from spendreview.ledger.tables import AUDITS, CLAIMS, FILED, RETURNS
from spendreview.ledger.words import Level
from spendreview.store import Batch, Part, Reader, Store, Writer
from spendreview.tabular.collector import collector_paused

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""

EVER = dt.date(9998, 12, 31)
"""A date after everything: what stands now, whatever date it speaks of."""

ANOTHER_NAME = "a return_id of its own; single entries are put right with `spendreview vfm correct`"


def silent(what: str, done: int, of: int) -> None:
    """Nobody looks."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A workbook as read, and what was found in it."""

    handed: Handed
    findings: Findings = field(default_factory=Findings)


def import_returns(
    store: Store, paths: Sequence[str | Path], by: str, progress: Progress = silent
) -> tuple[Imported, ...]:
    """Take in workbooks: returns and auditors' reports.

    by       who hands them in
    returns  what became of each file, in the order given
    raises   LedgerError: every fault in every file, and then nothing is taken in; StoreError
    """
    return file_all(store, read_all(paths, progress), by, progress)


def read_all(paths: Sequence[str | Path], progress: Progress = silent) -> tuple[Reading, ...]:
    """Read workbooks, and look for what is wrong with each alone; the ledger is not needed yet.

    raises  LedgerError with every fault in every file
    """
    read: list[Reading] = []
    everything = Findings()
    for number, path in enumerate(map(Path, paths)):
        progress(f"reading {path.name}", number, len(paths))
        findings = Findings()
        handed = _read(path, findings)
        _gather(everything, [findings])
        if handed is not None:
            read.append(Reading(handed, findings))
    _stop_at(everything)
    return tuple(read)


def _read(path: Path, findings: Findings) -> Handed | None:
    try:
        with collector_paused():
            return read_handed(path, findings)
    except SpendReviewError as error:
        findings.faults += error.problems
        return None


def file_all(store: Store, read: Sequence[Reading], by: str, progress: Progress = silent) -> tuple[Imported, ...]:
    """Check workbooks against each other and the ledger, then file each in a transaction of its own.

    returns  what became of each, in the order given
    raises   LedgerError: every fault in every workbook, and then nothing is filed; StoreError
    """
    with store.reading() as reader:
        _check(reader, read)
    done: dict[int, Imported] = {}
    for number, own in sorted(enumerate(read), key=lambda pair: pair[1].handed.version):
        done[number] = _file(store, own, by, progress)
    return tuple(done[number] for number in range(len(read)))


def _check(reader: Reader, read: Sequence[Reading]) -> None:
    known = known_with(reader, Moment(as_at=EVER, known=reader.head.entry), [own.handed for own in read])
    keys: dict[str, str] = {}
    for own in read:
        check_fit(own.handed, known, own.findings)
        _check_name(reader, own)
        if keys.setdefault(own.handed.key, own.handed.content) != own.handed.content:
            _refuse_name(own)
    everything = Findings()
    _gather(everything, (own.findings for own in read))
    _stop_at(everything)


def _check_name(reader: Reader, own: Reading) -> None:
    """A return keeps its name for itself; a report's finding is recorded once."""
    if own.handed.kind == RETURN:
        content = _content_of(reader, own.handed)
        if content is not None and content != own.handed.content:
            _refuse_name(own)
        return
    if _content_of(reader, own.handed) == own.handed.content:
        return
    for row, finding in own.handed.table(AUDITS).records():
        _check_recorded(reader, own, row, finding)


def _check_recorded(reader: Reader, own: Reading, row: int, finding: dict[str, object]) -> None:
    sql = (
        "SELECT entry, scope_k, green_k, amber_k, red_k FROM vfm_audits WHERE report = :report"
        " AND programme = :programme AND coalesce(department, '') = :department"
        " AND coalesce(initiative, '') = :initiative"
        " AND entry NOT IN (SELECT corrects FROM vfm_audits WHERE corrects IS NOT NULL)"
    )
    named = {name: finding[name] or "" for name in ("report", "programme", "department", "initiative")}
    for entry, *figures in reader.rows(sql, **named):
        if figures != [finding[name] for name in ("scope", "green", "amber", "red")]:
            place = own.handed.table(AUDITS).place(row, "scope")
            found = f"entry {entry} has other figures for this finding of {finding['report']}"
            own.findings.fault("LG812", place, found, f"`spendreview vfm correct {entry}`, or those figures")


def _refuse_name(own: Reading) -> None:
    found = f"{own.handed.key} was handed in before, and says something else"
    own.findings.fault("LG803", own.handed.setting_place("return_id"), found, ANOTHER_NAME)


def _content_of(reader: Reader, handed: Handed) -> str | None:
    """The content of what was filed under the name; None where nothing was."""
    sql = "SELECT content FROM batches WHERE kind = :kind AND key = :key"
    row = reader.first(sql, kind=handed.kind, key=handed.key)
    return str(row[0]) if row is not None else None


def _file(store: Store, own: Reading, by: str, progress: Progress) -> Imported:
    handed = own.handed
    with store.writing() as writer:
        # Another process may have filed it, or something else under its name, since it was checked.
        content = _content_of(writer, handed)
        if content is not None and content != handed.content:
            _refuse_name(own)
            raise LedgerError(own.findings.faults, own.findings.warnings)
        if content is not None:
            return replace(_imported(own, writer), already_imported=True)
        first = writer.head.entry + 1
        writer.append(_batch(handed, by), _parts(handed), lambda done, of: progress(f"filing {handed.file}", done, of))
        superseded, overtaken = _overlap(writer, first)
        return replace(_imported(own, writer), superseded=superseded, overtaken=overtaken)


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


def _imported(own: Reading, reader: Reader) -> Imported:
    handed = own.handed
    counted = handed.table(CLAIMS if handed.kind == RETURN else AUDITS)
    columns = counted.columns
    return Imported(
        kind=handed.kind,
        file=handed.file,
        return_id=handed.return_id,
        department=handed.department,
        as_at=handed.as_at,
        claims=len(counted.rows),
        superseded=0,
        overtaken=0,
        forecasts=sum(columns["forecast"]) if handed.kind == RETURN else 0,
        not_testable=_not_testable(reader, handed),
        already_imported=False,
        findings=tuple(own.findings.warnings),
        head=reader.head,
    )


def _not_testable(reader: Reader, handed: Handed) -> int:
    """Claims on aggregates, which cannot be tested."""
    if handed.kind == AUDIT:
        return 0
    known = known_with(reader, Moment(as_at=EVER, known=reader.head.entry), [handed])
    aggregates = {code for code, own in known.initiatives.items() if own.level == Level.AGGREGATE}
    return sum(code in aggregates for code in handed.table(CLAIMS).columns["initiative"])


def _overlap(writer: Writer, first: int) -> tuple[int, int]:
    """How many earlier claims those from an entry on take the place of, and how many later ones stand before them."""
    counts = []
    for than in ("<", ">"):
        sql = (
            "SELECT count(*) FROM vfm_claims AS mine WHERE mine.entry >= :first AND EXISTS (SELECT 1 FROM vfm_claims AS"
            " other WHERE other.initiative = mine.initiative AND other.year = mine.year AND other.forecast ="
            f" mine.forecast AND other.version {than} mine.version AND other.withdrawn = 0 AND other.entry < :first)"
        )
        counts.append(int(writer.rows(sql, first=first)[0][0]))
    return counts[0], counts[1]


def _gather(everything: Findings, found: Iterable[Findings]) -> None:
    for own in found:
        everything.faults += own.faults
        everything.warnings += own.warnings


def _stop_at(findings: Findings) -> None:
    if findings.faults:
        raise LedgerError(findings.faults, findings.warnings)
