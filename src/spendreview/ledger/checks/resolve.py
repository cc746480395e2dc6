"""Decide which of two that look alike counts: an entry of its own, with its reason, that any later one overrules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from spendreview.entries import Moment
from spendreview.entries.live import known_sql, live_sql, standing_sql
from spendreview.errors import Findings, LedgerError, Place, did_you_mean
from spendreview.ledger.known import EVER
from spendreview.ledger.subjects import MOST_ASKED
from spendreview.ledger.tables import CLAIMS, INITIATIVES, RESOLUTIONS
from spendreview.ledger.words import Ruling
from spendreview.store import Batch, Head, Part, Reader, Store
from spendreview.tabular.raw import is_blank

KIND = "resolution"
"""The kind of the batch."""

AUTHOR = "ALL/~resolve"
"""What the version of a ruling ends with: after those of returns, so that of one day the latest ruling stands."""

WANTED = "`spendreview vfm checks` for what VFM11, 12 and 13 found"

FACTS = (
    *("initiative", "department", "strand", "contract"),
    *("baseline_k", "baseline_year", "posts_reduced", "posts_relocated"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A ruling that is in.

    was     what was ruled before; open where nothing was
    beside  initiatives that look like it
    since   the day from which it holds: that of the latest claim on any of them
    """

    initiative: str
    ruling: Ruling
    was: Ruling
    beside: tuple[str, ...]
    since: dt.date
    entry: int
    head: Head


def resolve(
    store: Store, initiative: str, ruling: Ruling, reason: str, by: str, *, instead_of: str | None = None
) -> tuple[Resolved, ...]:
    """Rule on an initiative that looks like a duplicate; and that another one is held back in its favour.

    by          who decides
    instead_of  an initiative that looks like it, which is held back
    returns     each ruling that is in
    raises      LedgerError LG813 no such initiative, LG815 no reason, LG825 nothing to rule on; nothing is in then
    """
    findings, place = Findings(), Place(file=store.name, sheet=RESOLUTIONS.sheet.title)
    rulings = {initiative: ruling, **({instead_of: Ruling.HELD_BACK} if instead_of is not None else {})}
    if is_blank(reason):
        findings.fault("LG815", place, f"no reason for a ruling on {initiative}", "--reason and why")
        raise LedgerError(findings.faults)
    with store.writing() as writer:
        found = [_looked_at(writer, code, own, place, findings) for code, own in rulings.items()]
        if found[0].was is ruling:
            findings.fault("LG825", place, f"{initiative} is {_WORDS[ruling]} already", WANTED)
        if not findings.faults and instead_of is not None and instead_of not in found[0].beside:
            near = f"one of {', '.join(found[0].beside)}"
            findings.fault("LG825", place, f"{instead_of} does not look like {initiative}", near)
        if findings.faults:
            raise LedgerError(findings.faults)
        # One day for both: before it either of them would count, or neither.
        day = max(own.day for own in found)
        found = [own for own in found if own.was is not own.ruling]
        rows = [
            RESOLUTIONS.row(
                {"initiative": own.initiative, "ruling": own.ruling, "why": reason.strip(), "first_claim": None},
                sheet_row=0,
                version=f"{day} {AUTHOR}",
                corrects=None,
                withdrawn=False,
            )
            for own in found
        ]
        batch = Batch(kind=KIND, key="; ".join(rulings), as_at=day, by=by, reason=reason.strip())
        head = writer.append(batch, [Part(RESOLUTIONS.table, rows)])
    first, since = head.entry - len(found) + 1, dt.date.fromisoformat(day)
    return tuple(_resolved(own, since, first + number, head) for number, own in enumerate(found))


@dataclass(frozen=True)
class _Looked:
    """An initiative that is to be ruled on."""

    initiative: str
    ruling: Ruling
    was: Ruling
    beside: tuple[str, ...]
    day: str


def _resolved(own: _Looked, since: dt.date, entry: int, head: Head) -> Resolved:
    return Resolved(
        initiative=own.initiative,
        ruling=own.ruling,
        was=own.was,
        beside=own.beside,
        since=since,
        entry=entry,
        head=head,
    )


def _looked_at(reader: Reader, code: str, ruling: Ruling, place: Place, findings: Findings) -> _Looked:
    moment = Moment(as_at=EVER, known=reader.head.entry)
    sql = standing_sql(INITIATIVES, FACTS, "initiative = :initiative")
    row = reader.first(sql, initiative=code, **moment.parameters)
    if row is None:
        known = [
            own for (own,) in reader.rows(f"SELECT DISTINCT initiative FROM {INITIATIVES.name} LIMIT {MOST_ASKED}")
        ]
        wanted = did_you_mean(code, known, "the code of an initiative of the ledger")
        findings.fault("LG813", place, f"there is no initiative {code!r}", wanted)
        return _Looked(code, ruling, Ruling.OPEN, (), "")
    own = dict(zip(FACTS, row, strict=True))
    beside, was, day = _beside(reader, moment, own), *_said(reader, moment, code)
    posts = (own["posts_reduced"] or 0) > 0 and (own["posts_relocated"] or 0) > 0
    if not beside and not posts:
        found = f"no other initiative shares a contract, or a baseline in its strand, with {code}"
        findings.fault("LG825", place, found, WANTED)
    return _Looked(code, ruling, was, tuple(beside), day)


_WORDS = {Ruling.COUNTS: "ruled to count", Ruling.HELD_BACK: "held back by a ruling", Ruling.OPEN: "open"}


def _beside(reader: Reader, moment: Moment, own: dict[str, Any]) -> Sequence[str]:
    """Other initiatives that share its contract, or department, strand and baseline."""
    sql = (
        f"SELECT initiative FROM ({standing_sql(INITIATIVES, FACTS)}) AS stood WHERE initiative <> :initiative"
        " AND (contract = :contract OR (department = :department AND strand = :strand AND baseline_k > 0"
        " AND baseline_k = :baseline AND coalesce(baseline_year, 0) = :year)) ORDER BY initiative"
    )
    told = {
        "initiative": own["initiative"],
        "contract": own["contract"] or "",
        "department": own["department"],
        "strand": own["strand"],
        "baseline": own["baseline_k"] or 0,
        "year": own["baseline_year"] or 0,
    }
    return [code for (code,) in reader.rows(sql, **told, **moment.parameters)]


def _said(reader: Reader, moment: Moment, code: str) -> tuple[Ruling, str]:
    """What was ruled last, and the day of the next ruling: that of its last claim, whatever date a reader asks for."""
    sql = live_sql(RESOLUTIONS, ("ruling", "version"), "initiative = :initiative")
    row = reader.first(sql, initiative=code, **moment.parameters)
    claims = f"forecast = 0 AND {known_sql(CLAIMS)}"
    claimed = None
    for table, where in ((CLAIMS, claims), (INITIATIVES, known_sql(INITIATIVES))):
        sql = f"SELECT max(version) FROM {table.name} WHERE initiative = :initiative AND {where}"
        claimed = claimed or reader.rows(sql, initiative=code, known=moment.known)[0][0]
    assert claimed is not None, "an initiative stands by a definition"
    day = max(claimed[:10], row[1][:10] if row is not None else "")
    return (Ruling(row[0]) if row is not None else Ruling.OPEN), day
