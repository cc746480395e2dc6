"""What the checks say of claims that have just come in: how many do not count, and by which checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spendreview.entries import Moment
from spendreview.ledger.checks.findings import BITS, PARTS
from spendreview.ledger.checks.judged import judged
from spendreview.ledger.checks.matrix import Matrix
from spendreview.ledger.known import EVER
from spendreview.ledger.programmes import standing_programmes
from spendreview.ledger.said import said_sql
from spendreview.ledger.tables import CLAIMS
from spendreview.ledger.words import Force
from spendreview.store import WHOLE, Reader


@dataclass(slots=True)
class Verdict:
    """Of one import.

    held    claims that stand and that a check keeps from counting; by_check how many each of them keeps
    warned  claims on which a check warns and none more
    """

    held: int = 0
    warned: int = 0
    by_check: Counter[str] = field(default_factory=Counter)


def verdicts(reader: Reader, batches: Sequence[int]) -> dict[int, Verdict]:
    """What is said of the claims of some imports, by the import's number; all dates and all that is known."""
    moment = Moment(as_at=EVER, known=reader.head.entry)
    programmes = standing_programmes(reader, moment)
    matrix = Matrix(reader, moment, programmes)
    own = judged(reader, programmes, BITS)
    listed = ", ".join(str(int(batch)) for batch in batches)
    theirs = f"initiative IN (SELECT initiative FROM {CLAIMS.name} WHERE batch IN ({listed}))"
    tables = [f"{name} AS ({sql})" for name, sql in own.tables.items()]
    tables.append(f"standing AS ({said_sql(theirs)})")
    tables.append(f"definitions AS (SELECT d.*, {own.defined} AS facts FROM every AS d)")
    sql = (
        f"{WHOLE} WITH {', '.join(tables)} SELECT c.batch, d.programme, (d.facts | {own.claimed}) AS bits, count(*)"
        f" FROM standing AS s JOIN {CLAIMS.name} AS c ON c.entry = s.entry"
        f" JOIN definitions AS d ON d.initiative = s.initiative"
        f" WHERE c.batch IN ({listed}) GROUP BY 1, 2, 3"
    )
    found = {batch: Verdict() for batch in batches}
    for batch, programme, bits, count in reader.rows(sql, **moment.parameters):
        levels = list(_levels(matrix, programme, int(bits)))
        holding = {code for code, level in levels if level is Force.E}
        found[batch].held += count if holding else 0
        found[batch].warned += count if levels and not holding else 0
        found[batch].by_check.update(dict.fromkeys(holding, count))
    return found


def _levels(matrix: Matrix, programme: str, bits: int) -> Iterable[tuple[str, Force]]:
    """What the conditions that hold come to in a programme; those that are off left out."""
    for check, part in PARTS:
        level = matrix.level(programme, check.code) if bits & BITS[part] else Force.OFF
        if level is not Force.OFF:
            yield check.code, Force.W if part.warns else level
