"""What the checks say of claims that have just come in: how many do not count, and by which checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spendreview.entries import Moment
from spendreview.entries.live import corrected_sql
from spendreview.ledger.checks.findings import BITS, PARTS
from spendreview.ledger.checks.judged import judged
from spendreview.ledger.checks.matrix import Matrix
from spendreview.ledger.known import EVER
from spendreview.ledger.programmes import standing_programmes
from spendreview.ledger.tables import CLAIMS, INITIATIVES
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
    own = judged(reader, moment, programmes, BITS)
    sql = (
        f"{WHOLE} WITH {own.shown} SELECT c.batch, d.programme, ({own.defined} | {own.claimed})"
        f" FROM {CLAIMS.name} AS c JOIN stood AS i ON i.initiative = c.initiative"
        f" JOIN {INITIATIVES.name} AS d ON d.entry = i.entry"
        f" WHERE c.entry > :first AND c.forecast = 0 AND NOT EXISTS ({_later()})"
    )
    found = {batch: Verdict() for batch in batches}
    # Counted here: the database would sort them all to do so.
    counts = Counter(reader.rows(sql, **moment.parameters, first=min(batches)))
    for (batch, programme, bits), count in counts.items():
        levels = list(_levels(matrix, programme, int(bits)))
        holding = {code for code, level in levels if level is Force.E}
        found[batch].held += count if holding else 0
        found[batch].warned += count if levels and not holding else 0
        found[batch].by_check.update(dict.fromkeys(holding, count))
    return found


def _later() -> str:
    """A claim that stands in place of ``c``."""
    return (
        f"SELECT 1 FROM {CLAIMS.name} AS o WHERE o.initiative = c.initiative AND o.year = c.year AND o.forecast = 0"
        f" AND o.version > c.version AND o.withdrawn = 0 AND o.entry NOT IN ({corrected_sql(CLAIMS.name)})"
    )


def _levels(matrix: Matrix, programme: str, bits: int) -> Iterator[tuple[str, Force]]:
    """What the conditions that hold come to in a programme; those that are off left out."""
    while bits:
        check, part = PARTS[(bits & -bits).bit_length() - 1]
        level = matrix.level(programme, check.code)
        if level is not Force.OFF:
            yield check.code, Force.W if part.warns else level
        bits &= bits - 1
