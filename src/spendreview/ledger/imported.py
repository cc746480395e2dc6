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
    sql = "SELECT min(as_at || ' ' || key), max(as_at || ' ' || key) FROM batches WHERE kind = :kind AND entry"
    least, greatest = writer.rows(f"{sql} < :before", kind=RETURN, before=first)[0]
    own = writer.rows(f"{sql} = :before", kind=RETURN, before=first)[0][0]
    # Where no other return is earlier, or none is later, no claim has to be looked for.
    earlier = own is not None and least is not None and least < own
    later = own is not None and greatest is not None and greatest > own
    return _count(writer, first, "<") if earlier else 0, _count(writer, first, ">") if later else 0


def _count(writer: Writer, first: int, than: str) -> int:
    sql = f"SELECT count(*) FROM vfm_claims AS mine WHERE mine.entry >= :first AND EXISTS ({_other(than)})"
    return int(writer.rows(sql, first=first)[0][0])


def _other(than: str) -> str:
    """An earlier or a later claim of another return on the same thing."""
    return (
        "SELECT 1 FROM vfm_claims AS other WHERE other.initiative = mine.initiative AND other.year = mine.year"
        f" AND other.forecast = mine.forecast AND other.version {than} mine.version AND other.entry < :first"
        " AND other.entry NOT IN (SELECT entry FROM vfm_claims WHERE corrects IS NOT NULL AND withdrawn = 1)"
    )


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
