"""Which check binds in which programme: what is shipped, dated and with its reason, or what the ledger says."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from spendreview.entries import Moment
from spendreview.entries.live import live_sql
from spendreview.ledger.checks.every import CHECKS
from spendreview.ledger.programmes import Programme
from spendreview.ledger.tables import BINDING
from spendreview.ledger.words import Force
from spendreview.store import Reader

EVERY = "*"
"""In place of a programme: all that nothing else is said of."""

BINDING_SHEET = "sheet Binding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """What a check does in a programme, and who says so.

    since   the first day on which it holds; None: always
    said_of the programme it is said of: the one asked for, one around it, or * for all
    entry   of the ledger that says so; None where it is shipped
    """

    programme: str
    check: str
    level: Force
    reason: str
    source: str
    since: dt.date | None = None
    said_of: str = EVERY
    entry: int | None = None


@cache
def shipped() -> tuple[Level, ...]:
    """The matrix that comes with the program: matrix.csv, in its order."""
    text = files("spendreview.ledger.checks").joinpath("matrix.csv").read_text(encoding="utf-8")
    return tuple(
        Level(
            programme=row["programme"],
            check=row["check"],
            level=Force(row["level"]),
            reason=row["reason"],
            source=row["source"],
            since=dt.date.fromisoformat(row["from"]) if row["from"] else None,
            said_of=row["programme"],
        )
        for row in csv.DictReader(text.splitlines())
    )


class Matrix:
    """The level of every check in every programme, as at a moment.

    The ledger's sheet Binding goes before what is shipped, and what is said of a programme before what is said of the
    one around it; what is said of none holds for all.
    """

    def __init__(self, reader: Reader, moment: Moment, programmes: Mapping[str, Programme]) -> None:
        shipped_now = _shipped_by(moment.as_at)
        self._every = {check: own for (code, check), own in shipped_now.items() if code == EVERY}
        # Nobody's programme is that of all, whatever it is called.
        own_said = {key: own for key, own in shipped_now.items() if key[0] != EVERY}
        self._said = {**own_said, **{(own.programme, own.check): own for own in _bound(reader, moment)}}
        self._levels = {
            (code, check.code): self._found(code, check.code, programmes) for code in programmes for check in CHECKS
        }

    def __getitem__(self, key: tuple[str, str]) -> Level:
        return self._levels[key]

    def level(self, programme: str, check: str) -> Force:
        """What a check does in a programme."""
        return self._levels[programme, check].level

    def binding(self, programme: str) -> int:
        """The bits of the checks that keep a claim of this programme from counting."""
        return sum(check.bit for check in CHECKS if check.parts and self.level(programme, check.code) is Force.E)

    def __iter__(self) -> Iterator[Level]:
        return iter(self._levels.values())

    def _found(self, code: str, check: str, programmes: Mapping[str, Programme]) -> Level:
        said = (self._said.get((name, check)) for name in _outwards(code, programmes))
        return _of(next((own for own in said if own is not None), self._every[check]), code)


def _of(own: Level, programme: str) -> Level:
    return Level(
        programme=programme,
        check=own.check,
        level=own.level,
        reason=own.reason,
        source=own.source,
        since=own.since,
        said_of=own.said_of,
        entry=own.entry,
    )


def _outwards(code: str, programmes: Mapping[str, Programme]) -> Iterator[str]:
    """A programme and those around it, from the inside."""
    seen: set[str] = set()
    own: str | None = code
    while own is not None and own in programmes and own not in seen:
        yield own
        seen.add(own)
        own = programmes[own].within


def _shipped_by(day: dt.date) -> dict[tuple[str, str], Level]:
    """Of what is shipped, the last said of each by a day."""
    known = [own for own in shipped() if own.since is None or own.since <= day]
    return {(own.programme, own.check): own for own in sorted(known, key=lambda own: own.since or dt.date.min)}


def _bound(reader: Reader, moment: Moment) -> list[Level]:
    sql = live_sql(BINDING, ("programme", "check_code", "level", "why", "version", "entry"))
    return [
        Level(
            programme=programme,
            check=check,
            level=Force(level),
            reason=why,
            source=f"{BINDING_SHEET}, {version[11:]}",
            since=dt.date.fromisoformat(version[:10]),
            said_of=programme,
            entry=entry,
        )
        for programme, check, level, why, version, entry in sorted(reader.rows(sql, **moment.parameters))
    ]
