"""Headcount and relocation: counts of posts, beside the money and never added to it."""

from __future__ import annotations

import datetime as dt

from spendreview.entries import Moment
from spendreview.entries.live import known_sql
from spendreview.ledger.records import PostLine
from spendreview.ledger.tables import POSTS
from spendreview.store import Reader


def posts_of(reader: Reader, moment: Moment, programme: str | None) -> tuple[PostLine, ...]:
    """The latest count of each department and measure: of a programme and of none, or of all.

    A count has a date of its own, which must not be after that of the position.
    """
    wanted = "as_at < :until AND version < :until"
    if programme is not None:
        wanted += " AND (programme IS NULL OR programme = :programme)"
    sql = (
        "SELECT department, measure, programme, as_at, posts, target, source FROM vfm_posts"
        f" WHERE {known_sql(POSTS, wanted)} ORDER BY as_at, version, entry"
    )
    named = {"programme": programme} if programme is not None else {}
    latest: dict[tuple[str, str, str], PostLine] = {}
    for department, measure, own, as_at, posts, target, source in reader.rows(sql, **moment.parameters, **named):
        latest[department, measure, own or ""] = PostLine(
            department=department,
            measure=measure,
            as_at=dt.date.fromisoformat(as_at),
            posts=posts,
            target=target,
            source=source or "",
        )
    return tuple(latest[key] for key in sorted(latest))
