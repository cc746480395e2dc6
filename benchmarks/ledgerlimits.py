"""The ledger's limits, each in a process of its own: `python -m benchmarks.ledgerlimits STEP CACHE SIZE`.

import    the rows that the project files, into the same tables and indexes: no guard, no hash, no check
position  one statement for the figures by department; `tuned` the fastest found for the same; `total` the total alone
"""

from __future__ import annotations

import sqlite3
import sys

from benchmarks import ledgerdata
from benchmarks.ledgerfiles import WARM_UP, Files, fresh
from benchmarks.stopwatch import Stopwatch

TABLES = ("journal", "batches", "vfm_returns", "vfm_claims")

KNOWN = """
entry <= :known AND version < :until
AND entry NOT IN (SELECT corrects FROM vfm_claims WHERE corrects IS NOT NULL AND entry <= :known)
AND entry NOT IN (SELECT entry FROM vfm_claims WHERE corrects IS NOT NULL AND withdrawn = 1)
"""

NET = "CASE {0}.basis WHEN 'net' THEN {0}.gross_k - {0}.ongoing_cost_k - {0}.one_off_cost_k ELSE {0}.gross_k END"

FORETOLD = f"""
foretold AS (
  SELECT initiative, max(version) AS version, basis, gross_k, ongoing_cost_k, one_off_cost_k
  FROM vfm_claims WHERE forecast = 1 AND year = :final AND {KNOWN} GROUP BY initiative
)"""

FIGURES = f"""
SELECT d.department,
  sum(CASE WHEN c.year = :final THEN {NET.format("c")} ELSE 0 END),
  sum(c.one_off_cost_k),
  sum(CASE WHEN later IS NOT NULL THEN 0
    WHEN f.version IS NOT NULL AND (c.year < :final OR f.version > c.version) THEN {NET.format("f")}
    WHEN c.year = :final THEN {NET.format("c")}
    WHEN d.recurring = 1
      THEN round((c.gross_k - CASE c.basis WHEN 'net' THEN c.ongoing_cost_k ELSE 0 END) * 12.0 / c.months)
    ELSE 0 END),
  sum(CASE WHEN c.year = :final THEN coalesce(c.cash_gross_k, d.cash_releasing * c.gross_k)
    - c.ongoing_cost_k - c.one_off_cost_k ELSE 0 END)"""

# As it would be written by hand: one sort, of the columns that are needed, finds each initiative's last versions.
POSITION = f"""
WITH said AS (
  SELECT initiative, year, version, basis, gross_k, ongoing_cost_k, one_off_cost_k, cash_gross_k, months,
    lag(year) OVER (PARTITION BY initiative ORDER BY year DESC, version DESC, entry DESC) AS later
  FROM vfm_claims NOT INDEXED WHERE forecast = 0 AND year <= :final AND {KNOWN}
), {FORETOLD}
{FIGURES}
FROM said AS c JOIN vfm_initiatives AS d ON d.initiative = c.initiative
LEFT JOIN foretold AS f ON f.initiative = c.initiative
WHERE (later IS NULL OR later <> c.year) AND d.programme = :programme GROUP BY d.department ORDER BY d.department
"""

# The fastest that was found, which leans on one index: claims in its order, and only those that stand looked up.
TUNED = f"""
WITH said AS (
  SELECT entry, year, lead(year) OVER (PARTITION BY initiative ORDER BY year, forecast, version, entry) AS later
  FROM vfm_claims WHERE +forecast = 0 AND year <= :final AND {KNOWN}
), {FORETOLD}
{FIGURES}
FROM said CROSS JOIN vfm_claims AS c ON c.entry = said.entry
JOIN vfm_initiatives AS d ON d.initiative = c.initiative
LEFT JOIN foretold AS f ON f.initiative = c.initiative
WHERE (later IS NULL OR later <> said.year) AND d.programme = :programme
GROUP BY d.department ORDER BY d.department
"""

TOTAL = f"""
SELECT sum({NET.format("c")}) FROM (
  SELECT *, row_number() OVER (PARTITION BY initiative, year ORDER BY version DESC, entry DESC) AS place
  FROM vfm_claims WHERE forecast = 0 AND {KNOWN}
) AS c WHERE place = 1 AND year = :final
"""

ASKED = {"known": 10**12, "until": "9999", "final": ledgerdata.FINAL_YEAR, "programme": ledgerdata.PROGRAMME}


def importing(cache, size):
    """Time the insertion of what the project files, in one transaction."""
    _insert(Stopwatch(), Files(cache, WARM_UP))
    watch = Stopwatch()
    _insert(watch, Files(cache, size))
    watch.report()


def _insert(watch, files):
    fresh(files.before, files.limit)
    rows = _new_rows(files)
    connection = sqlite3.connect(files.limit, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    with watch.stage("import"):
        connection.execute("BEGIN IMMEDIATE")
        for table, new in rows.items():
            connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(new[0]))})", new)
        connection.execute("COMMIT")
    watch.memory()
    connection.close()


def _new_rows(files):
    """The rows of each table that the return brought."""
    connection = sqlite3.connect(files.before)
    last = connection.execute("SELECT max(entry) FROM journal").fetchone()
    connection.close()
    connection = sqlite3.connect(files.after)
    rows = {
        table: connection.execute(f"SELECT * FROM {table} WHERE entry > ? ORDER BY entry", last).fetchall()
        for table in TABLES
    }
    connection.close()
    return rows


def standing(cache, size, statement=POSITION):
    """Time one statement."""
    _ask(Stopwatch(), Files(cache, WARM_UP), statement)
    watch = Stopwatch()
    _ask(watch, Files(cache, size), statement)
    watch.report()


def _ask(watch, files, statement):
    connection = sqlite3.connect(files.ledger)
    with watch.stage("position"):
        found = connection.execute(statement, ASKED).fetchall()
    watch.memory()
    connection.close()
    watch.note(groups=[row[:4] for row in found])


def tuned(cache, size):
    """Time the same figures by the statement that leans on an index."""
    standing(cache, size, TUNED)


def total(cache, size):
    """Time the reported total alone."""
    standing(cache, size, TOTAL)


if __name__ == "__main__":
    {"import": importing, "position": standing, "tuned": tuned, "total": total}[sys.argv[1]](*sys.argv[2:])
