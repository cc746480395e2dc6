"""What became of a workbook that was handed in, and whose places its claims take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from spendreview.errors import Findings
from spendreview.ledger.checks.verdict import Verdict, verdicts
from spendreview.ledger.handed import AUDIT, RETURN, Handed
from spendreview.ledger.known import initiatives_among
from spendreview.ledger.records import Imported
from spendreview.ledger.tables import AUDITS, CLAIMS, INITIATIVES
from spendreview.ledger.words import Level
from spendreview.store import Reader, Writer


def imported(handed: Handed, findings: Findings, reader: Reader) -> Imported:
    """A workbook and what is said of it; as yet it takes no other's place."""
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
        findings=tuple(findings.warnings),
        head=reader.head,
    )


def _not_testable(reader: Reader, handed: Handed) -> int:
    """Claims on aggregates, which cannot be tested."""
    if handed.kind == AUDIT:
        return 0
    named = handed.table(CLAIMS).columns["initiative"]
    sql = f"SELECT DISTINCT initiative FROM {INITIATIVES.name} WHERE level = :level"
    ever = {code for (code,) in reader.rows(sql, level=Level.AGGREGATE.value)}
    known = initiatives_among(reader, ever.intersection(named))
    return sum(code in known and known[code].level == Level.AGGREGATE for code in named)


def overlap(writer: Writer, first: int) -> tuple[int, int]:
    """How many earlier claims those from an entry on take the place of, and how many later ones stand before them."""
    counts = []
    for than in ("<", ">"):
        sql = (
            "SELECT count(*) FROM vfm_claims AS mine WHERE mine.entry >= :first AND EXISTS (SELECT 1 FROM vfm_claims AS"
            " other WHERE other.initiative = mine.initiative AND other.year = mine.year AND other.forecast ="
            f" mine.forecast AND other.version {than} mine.version AND other.entry < :first AND other.entry NOT IN"
            " (SELECT entry FROM vfm_claims WHERE corrects IS NOT NULL AND withdrawn = 1))"
        )
        counts.append(int(writer.rows(sql, first=first)[0][0]))
    return counts[0], counts[1]


def judged_all(
    writer: Writer, done: Mapping[int, Imported], before: int, progress: Callable[[str, int, int], None]
) -> dict[int, Imported]:
    """What the checks say of the claims of returns that have come in, once all of them are in.

    before  the last entry of the ledger before them
    """
    sql = "SELECT entry, key FROM batches WHERE entry > :before AND kind = :kind"
    batches = {key: entry for entry, key in writer.rows(sql, before=before, kind=RETURN)}
    if not batches:
        return dict(done)
    progress("checking claims", 0, 1)
    found = verdicts(writer, sorted(batches.values()))
    return {number: _judged(own, batches, found) for number, own in done.items()}


def _judged(own: Imported, batches: Mapping[str, int], found: Mapping[int, Verdict]) -> Imported:
    batch = batches.get(f"{own.department}/{own.return_id}")
    if batch is None or own.kind == AUDIT or own.already_imported:
        return own
    verdict = found[batch]
    by_check = dict(sorted(verdict.by_check.items()))
    return replace(own, held=verdict.held, not_counting=by_check, warned=verdict.warned)
