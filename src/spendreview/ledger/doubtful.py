"""Remarks on what may be meant and is most often a slip: a date to come, a cost below nil, too many posts."""

from __future__ import annotations

import datetime as dt

from spendreview.errors import Findings
from spendreview.ledger.handed import AUDIT, Handed
from spendreview.ledger.known import Known
from spendreview.ledger.tables import AUDITS, CLAIMS, POSTS
from spendreview.ledger.words import PostMeasure
from spendreview.money import millions

COSTS = ("ongoing_cost", "one_off_cost")

GRACE = dt.timedelta(days=1)
"""East of Greenwich it is tomorrow already."""


def last_day(now: dt.datetime) -> dt.date:
    """The last day that is not still to come, wherever somebody is."""
    return now.astimezone(dt.UTC).date() + GRACE


def note_ahead(handed: Handed, last: dt.date, findings: Findings) -> None:
    """A remark on a return, or an auditor's finding, that speaks of a day still to come.

    last  the last day that is not
    """
    if handed.kind == AUDIT:
        table = handed.table(AUDITS)
        for row, day in zip(table.rows, table.columns["date"], strict=True):
            if day > last:
                findings.warn("LW905", table.place(row, "date"), ahead(day), "the day of the report")
    elif handed.as_at > last:
        found = f"{ahead(handed.as_at)}: positions stand at it from now on, and earlier returns come after it"
        findings.warn("LW905", handed.setting_place("as_at"), found, "the day that the return speaks of")


def ahead(day: dt.date) -> str:
    """What is wrong with a day."""
    return f"{day.isoformat()} is still to come"


def check_costs(handed: Handed, known: Known, findings: Findings) -> None:
    """A remark on each cost below nil."""
    table = handed.table(CLAIMS)
    for name in COSTS:
        for row, cost in zip(table.rows, table.columns[name], strict=True):
            if cost is not None and cost < 0:
                found = f"-£{millions(-cost):,.3f}m: a cost below nil raises the saving"
                findings.warn("LW906", table.place(row, name), found, "a cost above nil, or the gross saving put right")


def check_posts(handed: Handed, known: Known, findings: Findings) -> None:
    """A remark where more posts went elsewhere than were given up: same department, programme and date."""
    rows = list(handed.table(POSTS).records())
    gross = {_whose(own): own["posts"] for _, own in rows if own["measure"] == PostMeasure.REDUCTION_GROSS}
    for row, own in rows:
        given_up = gross.get(_whose(own))
        if own["measure"] != PostMeasure.REALLOCATED or None in (own["posts"], given_up):
            continue
        if own["posts"] > given_up:
            found = f"{own['posts']:,g} posts reallocated, of gross reductions of {given_up:,g}"
            findings.warn("LW907", handed.table(POSTS).place(row, "posts"), found, "a part of the gross reductions")


def _whose(own: dict[str, object]) -> tuple[object, ...]:
    return own["department"], own["programme"], own["as_at"]
