"""What stands, found in one walk along an index: actual claims, and initiatives."""

from __future__ import annotations

from spendreview.entries.live import corrected_sql
from spendreview.ledger.tables import CLAIMS, INITIATIVES


def _known(table: str) -> str:
    """The condition on entries that were known; those withdrawn are found by what they correct, as an index does."""
    withdrawn = f"SELECT entry FROM {table} WHERE corrects IS NOT NULL AND withdrawn = 1"
    return f"entry <= :known AND entry NOT IN ({withdrawn}) AND entry NOT IN ({corrected_sql(table)})"


def known_claims() -> str:
    """The condition on claims that were known and not said too late."""
    return f"version < :until AND {_known(CLAIMS.name)}"


def stood_sql() -> str:
    """Initiatives as they stand, by their entry: the latest definition by the date, else the earliest one known."""
    order = "PARTITION BY initiative ORDER BY version, entry"
    known = f"FROM {INITIATIVES.name} WHERE {_known(INITIATIVES.name)}"
    # Most are defined once, and of those nothing has to be compared.
    return (
        f"SELECT initiative, min(entry) AS entry {known} GROUP BY initiative HAVING count(*) = 1 UNION ALL"
        " SELECT initiative, entry FROM (SELECT initiative, entry, version,"
        f" lead(version) OVER ({order}) AS after, lag(version) OVER ({order}) AS before {known} AND initiative IN"
        f" (SELECT initiative {known} GROUP BY initiative HAVING count(*) > 1)) AS told"
        " WHERE (version < :until AND (after IS NULL OR after >= :until)) OR (version >= :until AND before IS NULL)"
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
