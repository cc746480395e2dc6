"""The moment that a question is about: a date, and what was known by a time."""

from __future__ import annotations

import datetime as dt

from spendreview.entries import Moment
from spendreview.errors import LedgerError, Place, Problem
from spendreview.store import Head, Reader, time_text

LAST_OF_DAY = dt.time(23, 59, 59, 999_999)


def moment_of(reader: Reader, as_at: dt.date | None, known_at: dt.date | dt.datetime | None) -> Moment:
    """The moment: as at the latest date that anything speaks of, and with all that is known, unless said otherwise.

    known_at  a date takes in the whole of that day, in UTC; a time without a zone is UTC
    """
    known = reader.head.entry if known_at is None else _last_entry(reader, _as_time(known_at))
    if as_at is None:
        # A correction speaks of the day of what it corrects, or of the day on which an audit was really published.
        sql = "SELECT max(as_at) FROM batches WHERE entry <= :known"
        latest = reader.rows(sql, known=known)[0][0]
        as_at = dt.date.fromisoformat(latest) if latest else dt.date(1, 1, 1)
    return Moment(as_at=as_at, known=known)


def moment_asked(reader: Reader, store: str, as_at: dt.date | None, known_at: dt.date | dt.datetime | None) -> Moment:
    """The moment of a question about programmes, of which there is none where nothing was known yet.

    raises  LedgerError LG818 where ``known_at`` lies before the first import
    """
    moment = moment_of(reader, as_at, known_at)
    if known_at is not None and moment.known == 0 and reader.head.entry:
        first = reader.rows("SELECT min(imported_at) FROM batches")[0][0]
        found = f"nothing was known at {known_at.isoformat()}: the first import came at {first}"
        raise refused("LG818", store, found, "a later --known-at")
    return moment


def head_at(reader: Reader, moment: Moment) -> Head:
    """The head of the chain as it was then."""
    row = reader.first("SELECT entry, hash FROM journal WHERE entry = :known", known=moment.known)
    return Head(row[0], row[1]) if row is not None else Head(0, "0" * 64)


def _as_time(known_at: dt.date | dt.datetime) -> dt.datetime:
    if not isinstance(known_at, dt.datetime):
        return dt.datetime.combine(known_at, LAST_OF_DAY, tzinfo=dt.UTC)
    offset = known_at.utcoffset()
    if offset is None:
        return known_at.replace(tzinfo=dt.UTC)
    try:
        return known_at.astimezone(dt.UTC)
    except OverflowError:
        # In UTC it would lie before the first year there is, or after the last.
        edge = dt.datetime.min if offset > dt.timedelta(0) else dt.datetime.max
        return edge.replace(tzinfo=dt.UTC)


def _last_entry(reader: Reader, time: dt.datetime) -> int:
    """The last entry that had been imported by a time."""
    sql = "SELECT min(entry) FROM batches WHERE imported_at > :time"
    next_one = reader.rows(sql, time=time_text(time))[0][0]
    return reader.head.entry if next_one is None else int(next_one) - 1


def refused(code: str, store: str, found: str, wanted: str) -> LedgerError:
    """A question that the ledger has no answer to."""
    return LedgerError(Problem(code=code, place=Place(file=store), found=found, wanted=wanted))
