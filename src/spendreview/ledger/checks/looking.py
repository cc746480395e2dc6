"""Benches as a query needs them: empty, written out, or to be worked out within it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from spendreview.entries import Moment
from spendreview.ledger.checks.benches import (
    Lookup,
    audited,
    cumulated,
    duplicates,
    held,
    lapsed,
    literal,
    moved,
    netted,
    posts,
    rulings,
    sisters,
)
from spendreview.ledger.checks.check import Bench
from spendreview.ledger.programmes import Programme
from spendreview.ledger.tables import AUDITS, CLAIMS, INITIATIVES, PRENETTED, RESOLUTIONS
from spendreview.store import Reader

PROBES: Mapping[Bench, str] = {
    Bench.DUPLICATES: f"SELECT contract FROM {INITIATIVES.name} WHERE contract IS NOT NULL",
    Bench.SISTERS: f"SELECT entry FROM {INITIATIVES.name} WHERE baseline_k > 0",
    Bench.LAPSED: f"SELECT entry FROM {CLAIMS.name} WHERE gross_k <= 0 AND forecast = 0",
    Bench.POSTS: f"SELECT entry FROM {INITIATIVES.name} WHERE posts_reduced > 0",
    Bench.NETTED: f"SELECT entry FROM {PRENETTED.name} WHERE programme IS NOT NULL",
    Bench.AUDITED: f"SELECT entry FROM {AUDITS.name} WHERE initiative IS NOT NULL",
    Bench.RULINGS: f"SELECT entry FROM {RESOLUTIONS.name}",
    Bench.HELD: f"SELECT entry FROM {RESOLUTIONS.name} WHERE ruling = 'held_back'",
}
"""Whether the ledger has anything that a bench speaks of."""


def stands_empty(reader: Reader, bench: Bench) -> bool:
    """Whether the ledger has nothing that a bench speaks of."""
    probe = PROBES.get(bench)
    return probe is not None and reader.first(f"{probe} LIMIT 1") is None


EMPTY: Mapping[Bench, str] = {
    Bench.DUPLICATES: f"SELECT entry, initiative AS keeper, initiative AS how FROM {CLAIMS.name} WHERE 1 = 0",
    Bench.SISTERS: f"SELECT initiative, initiative AS keeper FROM {INITIATIVES.name} WHERE 1 = 0",
    Bench.LAPSED: f"SELECT initiative FROM {INITIATIVES.name} WHERE 1 = 0",
    Bench.POSTS: f"SELECT department, programme, 0 AS claimed, 0 AS counted FROM {INITIATIVES.name} WHERE 1 = 0",
    Bench.NETTED: f"SELECT initiative, year, initiative AS programme, 0 AS amount_k FROM {CLAIMS.name} WHERE 1 = 0",
    Bench.AUDITED: f"SELECT initiative FROM {INITIATIVES.name} WHERE 1 = 0",
    Bench.CUMULATED: f"SELECT entry FROM {CLAIMS.name} WHERE 1 = 0",
    Bench.MOVED: f"SELECT initiative FROM {INITIATIVES.name} WHERE 1 = 0",
    Bench.RULINGS: f"SELECT initiative, initiative AS ruling FROM {INITIATIVES.name} WHERE 1 = 0",
    Bench.HELD: f"SELECT initiative FROM {INITIATIVES.name} WHERE 1 = 0",
}
"""What a bench is where there is nothing to look up."""


SMALL = 10_000
"""Entries of a ledger in which benches are looked up before the query that they are for."""

FEW = 100
"""Rows that are written into a query as they are."""


def lookup(reader: Reader, moment: Moment, bench: Bench, programmes: Mapping[str, Programme]) -> Lookup:
    """A bench, for the programmes that there are.

    In a small ledger its few rows are written into the query: to plan for all that they come from would take longer
    than to find them.
    """
    makes: Mapping[Bench, Callable[[], Lookup]] = {
        Bench.DUPLICATES: lambda: duplicates(programmes),
        Bench.SISTERS: sisters,
        Bench.LAPSED: lambda: lapsed(programmes),
        Bench.CUMULATED: cumulated,
        Bench.MOVED: moved,
        Bench.AUDITED: audited,
        Bench.POSTS: posts,
        Bench.NETTED: lambda: netted(programmes),
        Bench.RULINGS: rulings,
        Bench.HELD: held,
    }
    own = makes[bench]()
    if stands_empty(reader, bench):
        return replace(own, tables={bench.value: EMPTY[bench]})
    return own if reader.head.entry > SMALL else _outright(reader, moment, bench, own)


def _outright(reader: Reader, moment: Moment, bench: Bench, own: Lookup) -> Lookup:
    """A bench with the rows that it has, where they are few."""
    tables = ", ".join(f"{name} AS ({sql})" for name, sql in own.tables.items())
    sql = f"WITH {tables} SELECT {', '.join(own.fields)} FROM {bench.value} LIMIT {FEW + 1}"
    rows = reader.rows(sql, **moment.parameters)
    if len(rows) > FEW:
        return own
    shown = (", ".join(map(_value, row, own.fields)) for row in sorted(rows, key=str))
    return replace(own, tables={bench.value: " UNION ALL ".join(f"SELECT {row}" for row in shown) or EMPTY[bench]})


def _value(value: object, name: str) -> str:
    """A value of a row as a literal, by its name."""
    said = "NULL" if value is None else literal(value) if isinstance(value, str) else str(value)
    return f"{said} AS {name}"
