"""Actual claims that stand, found in one walk along the index of claims."""

from __future__ import annotations

from spendreview.entries.live import corrected_sql
from spendreview.ledger.tables import CLAIMS


def known_claims() -> str:
    """The condition on claims that were known; those withdrawn are found by what they correct, as an index does."""
    withdrawn = f"SELECT entry FROM {CLAIMS.name} WHERE corrects IS NOT NULL AND withdrawn = 1"
    return (
        f"entry <= :known AND version < :until AND entry NOT IN ({withdrawn})"
        f" AND entry NOT IN ({corrected_sql(CLAIMS.name)})"
    )


def said_sql(where: str = "") -> str:
    """Actual claims that stand, by their entry; ``after`` is blank in an initiative's last one.

    where  a condition on whole initiatives, or on years up to one

    A claim stands where the one after it is of another year: so one walk finds both what stands and what came last.
    It is written so that the index of claims holds all that it asks for, in its own order: nothing is sorted, and of a
    million claims only those that stand are looked up. The plus keeps SQLite from leaving a constant out of that order.
    """
    order = "PARTITION BY initiative ORDER BY year, forecast, version, entry"
    more = f" AND {where}" if where else ""
    return (
        "SELECT entry, initiative, year, version, after FROM (SELECT entry, initiative, year, version,"
        f" lead(year) OVER ({order}) AS after FROM {CLAIMS.name} WHERE +forecast = 0{more} AND {known_claims()}"
        ") AS told WHERE after IS NULL OR after <> year"
    )
