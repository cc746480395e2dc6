"""What only the order of returns says, in words of an export: it is one return, and has no order of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from spendreview.entries import Moment
from spendreview.ledger.checks.check import Bench
from spendreview.ledger.checks.looking import lookup
from spendreview.ledger.programmes import Programme
from spendreview.ledger.tables import CLAIMS
from spendreview.ledger.words import Ruling
from spendreview.store import Reader

Row = dict[str, Any]


class Remembered:
    """Who claimed first on a contract, and which initiatives were of another department before."""

    def __init__(self, reader: Reader, moment: Moment, programmes: Mapping[str, Programme]) -> None:
        self._reader, self._moment, self._programmes = reader, moment, programmes

    def initiatives(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Definitions; a baseline that nobody said to be restated after a move is said not to be."""
        moved = {row[0] for row in self._looked_up(Bench.MOVED, "SELECT initiative FROM moved")}
        for row in rows:
            silent = row["baseline_restated"] is None and row["initiative"] in moved
            yield row | {"baseline_restated": False} if silent else row

    def resolutions(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Rulings; an initiative that is held back because another claimed first is held back by one."""
        ruled = set()
        for row in rows:
            if row["ruling"] is not Ruling.OPEN:
                ruled.add(row["initiative"])
                yield row
        sql = (
            "SELECT c.initiative, min(duplicates.keeper) FROM duplicates"
            f" JOIN {CLAIMS.name} AS c ON c.entry = duplicates.entry GROUP BY c.initiative ORDER BY c.initiative"
        )
        for initiative, keeper in self._looked_up(Bench.DUPLICATES, sql):
            if initiative not in ruled:
                why = f"{keeper} claimed on its contract first"
                yield {"initiative": initiative, "ruling": Ruling.HELD_BACK, "why": why}

    def _looked_up(self, bench: Bench, sql: str) -> list[tuple[Any, ...]]:
        tables = lookup(self._reader, self._moment, bench, self._programmes).tables
        shown = ", ".join(f"{name} AS ({query})" for name, query in tables.items())
        return self._reader.rows(f"WITH {shown} {sql}", **self._moment.parameters)
