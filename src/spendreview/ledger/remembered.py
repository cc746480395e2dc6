"""What only the order of returns says, in words of an export: it is one return, and has no order of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from spendreview.entries import Moment
from spendreview.ledger.checks.benches import Lookup, duplicates, moved, sisters
from spendreview.ledger.checks.check import Bench
from spendreview.ledger.checks.looking import stands_empty
from spendreview.ledger.programmes import Programme
from spendreview.ledger.words import Ruling
from spendreview.store import Reader

Row = dict[str, Any]

WHY = "When it was claimed first, of several that look alike"


class Remembered:
    """Who claimed first of those that look alike, and which initiatives were of another department before."""

    def __init__(self, reader: Reader, moment: Moment, programmes: Mapping[str, Programme]) -> None:
        self._reader, self._moment, self._programmes = reader, moment, programmes

    def initiatives(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Definitions; a baseline that nobody said to be restated after a move is said not to be."""
        found = self._looked_up(Bench.MOVED, moved(), "SELECT initiative FROM moved")
        elsewhere = {row[0] for row in found}
        for row in rows:
            silent = row["baseline_restated"] is None and row["initiative"] in elsewhere
            yield row | {"baseline_restated": False} if silent else row

    def resolutions(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Rulings; and when initiatives that look like others claimed first, which one date for all does not say."""
        first = dict(self._first_claims())
        for row in rows:
            day = first.pop(row["initiative"], row["first_claim"])
            if day is not None or row["ruling"] is not Ruling.OPEN:
                yield row | {"first_claim": day}
        for initiative, day in first.items():
            yield {"initiative": initiative, "ruling": Ruling.OPEN, "why": WHY, "first_claim": day}

    def _first_claims(self) -> Iterator[tuple[str, dt.date]]:
        """When those claimed first of which another has the contract, or the strand and the baseline."""
        by_contract, by_baseline = duplicates(self._programmes), sisters()
        same = "department, strand, baseline_k, coalesce(baseline_year, 0)"
        queries = (
            (Bench.DUPLICATES, by_contract, _several("sharing", "contract", "firsts")),
            (Bench.SISTERS, by_baseline, _several("alike", same, "sister_firsts")),
        )
        found = {row for bench, own, sql in queries for row in self._looked_up(bench, own, sql)}
        for initiative, day in sorted(found):
            if day != self._moment.as_at.isoformat():
                yield initiative, dt.date.fromisoformat(day)

    def _looked_up(self, bench: Bench, own: Lookup, sql: str) -> list[tuple[Any, ...]]:
        if stands_empty(self._reader, bench):
            return []
        shown = ", ".join(f"{name} AS ({query})" for name, query in own.tables.items())
        return self._reader.rows(f"WITH {shown} {sql}", **self._moment.parameters)


def _several(group: str, key: str, first: str) -> str:
    """When those claimed first that share a key with others."""
    counted = f"SELECT initiative, count(*) OVER (PARTITION BY {key}) AS count FROM {group}"
    return (
        f"SELECT f.initiative, f.first FROM {first} AS f JOIN ({counted}) AS g ON g.initiative = f.initiative"
        " WHERE g.count > 1"
    )
