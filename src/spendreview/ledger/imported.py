"""What became of a workbook that was handed in, and whose places its claims take."""

from __future__ import annotations

from spendreview.errors import Findings
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
