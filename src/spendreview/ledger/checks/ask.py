"""The checks asked of a ledger: what they found, as at a date and as known at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from spendreview.entries import Moment
from spendreview.entries.live import live_sql
from spendreview.errors import did_you_mean
from spendreview.ledger.checks.findings import Question, findings_of
from spendreview.ledger.checks.matrix import Matrix
from spendreview.ledger.checks.records import Checked, Finding
from spendreview.ledger.checks.totals import no_contingency_of, unreconciled_of
from spendreview.ledger.moments import head_at, moment_asked, refused
from spendreview.ledger.position import Asked
from spendreview.ledger.programmes import Programme, all_within, outermost, standing_programmes
from spendreview.ledger.records import Split
from spendreview.ledger.tables import CLAIMS, INITIATIVES
from spendreview.ledger.words import Force
from spendreview.store import Reader, Store


def checks(
    store: Store,
    programme: str | None = None,
    *,
    department: str | None = None,
    level: Force | None = None,
    as_at: dt.date | None = None,
    known_at: dt.date | dt.datetime | None = None,
) -> Checked:
    """What the 28 checks find on the claims that stand, whatever their year; on forecasts they find nothing.

    programme   with all that is within it; None: all of them
    department  None: all of them
    level       E, what keeps from counting, or W, warnings; None: both
    as_at       None: the latest date that the ledger speaks of
    known_at    None: with all that is known; a date takes in that day (UTC)
    raises      LedgerError LG818 for no such programme, LG824 for no such department; StoreError
    """
    with store.reading() as reader:
        moment = moment_asked(reader, store.name, as_at, known_at)
        programmes = standing_programmes(reader, moment)
        codes = _asked(programme, programmes, store.name)
        question = Question(None if programme is None else codes, department)
        count = _count(reader, moment, question)
        if department is not None and not count:
            _check_department(reader, moment, department, store.name)
        matrix = Matrix(reader, moment, programmes)
        found = [
            *findings_of(reader, moment, programmes, matrix, question),
            *_on_sums(reader, store.name, moment, programmes, matrix, programme, department),
        ]
        return Checked(
            programme=programme,
            department=department,
            level=level,
            as_at=moment.as_at,
            known_at=None if known_at is None else known_at.isoformat(),
            claims=count,
            findings=tuple(sorted((own for own in found if level in (None, own.level)), key=lambda own: own.order)),
            matrix=tuple(own for own in matrix if own.programme in codes),
            chain_head=head_at(reader, moment),
        )


def _asked(programme: str | None, programmes: Mapping[str, Programme], store: str) -> list[str]:
    """The programmes that are looked at."""
    if programme is None:
        return list(programmes)
    if programme not in programmes:
        wanted = did_you_mean(programme, programmes, "a programme of the ledger")
        raise refused("LG818", store, f"no programme {programme!r}", wanted)
    return all_within(programme, programmes)


def _count(reader: Reader, moment: Moment, question: Question) -> int:
    """Claims that stand."""
    standing = live_sql(CLAIMS, ("entry", "initiative"), "forecast = 0")
    every = live_or_first()
    sql = (
        f"SELECT count(*) FROM ({standing}) AS c JOIN ({every}) AS d ON d.initiative = c.initiative"
        f" WHERE {question.where}"
    )
    return int(reader.rows(sql, **moment.parameters, **question.parameters)[0][0])


def live_or_first() -> str:
    """Initiatives as they stand: programme and department of each."""
    from spendreview.entries.live import standing_sql

    return standing_sql(INITIATIVES, ("initiative", "programme", "department"))


def _check_department(reader: Reader, moment: Moment, department: str, store: str) -> None:
    known = [own for (own,) in reader.rows(f"SELECT DISTINCT department FROM {INITIATIVES.name}")]
    if department not in known:
        wanted = did_you_mean(department, known, "the code of a department with initiatives in the ledger")
        raise refused("LG824", store, f"no department {department!r}", wanted)


def _on_sums(
    reader: Reader,
    store: str,
    moment: Moment,
    programmes: Mapping[str, Programme],
    matrix: Matrix,
    programme: str | None,
    department: str | None,
) -> Iterator[Finding]:
    """Findings on what claims add up to."""
    asked = Asked(reader, store, moment, programmes, Split.TYPE)
    codes = _asked(programme, programmes, store)
    standing = {code: asked.standing(programmes[code]) for code in dict.fromkeys([*codes, *_outer(programmes)])}
    planned, spent = ({code: matrix.level(code, check) for code in programmes} for check in ("VFM26", "VFM20"))
    found = [*no_contingency_of(reader, moment, [standing[code] for code in codes], planned)]
    if any(spent[code] is not Force.OFF for code in codes):
        found += unreconciled_of(reader, moment, [standing[code] for code in _outer(programmes)], spent)
    yield from (own for own in found if department in (None, own.department))


def _outer(programmes: Mapping[str, Programme]) -> Sequence[str]:
    return [own.programme for own in outermost(programmes)]
