"""What the checks found: each with its cell, what stands there and what is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from spendreview.entries import Moment
from spendreview.entries.live import live_sql, standing_sql
from spendreview.ledger.checks.check import Bench, Check, Facts, Of, Part
from spendreview.ledger.checks.every import CHECKS
from spendreview.ledger.checks.judged import Judged, judged
from spendreview.ledger.checks.matrix import Matrix
from spendreview.ledger.checks.places import Sources
from spendreview.ledger.checks.records import Finding
from spendreview.ledger.programmes import Programme
from spendreview.ledger.sums import net_k
from spendreview.ledger.tables import CLAIMS, INITIATIVES
from spendreview.ledger.words import Force, Level
from spendreview.store import WHOLE, Reader
from spendreview.terms import Year


@dataclass(frozen=True)
class Question:
    """Which findings are asked for; None: all.

    batch  the number of an import, of whose claims alone is asked
    """

    programmes: Sequence[str] | None = None
    department: str | None = None
    batch: int | None = None

    @property
    def where(self) -> str:
        """The condition on claims and their initiatives."""
        conditions = []
        if self.programmes is not None:
            names = ", ".join(f":programme{number}" for number in range(len(self.programmes)))
            conditions.append(f"d.programme IN ({names})" if names else "1 = 0")
        if self.department is not None:
            conditions.append("d.department = :department")
        if self.batch is not None:
            conditions.append("c.batch = :batch")
        return " AND ".join(conditions) or "1 = 1"

    @property
    def parameters(self) -> dict[str, object]:
        """For the query."""
        names = {f"programme{number}": name for number, name in enumerate(self.programmes or ())}
        others = {"department": self.department, "batch": self.batch}
        return {**names, **{name: value for name, value in others.items() if value is not None}}


PARTS: tuple[tuple[Check, Part], ...] = tuple((check, part) for check in CHECKS for part in check.parts)
BITS: Mapping[Part, int] = {part: 1 << number for number, (_, part) in enumerate(PARTS)}

C_FIELDS = tuple(field.name for field in CLAIMS.table.fields)
D_FIELDS = tuple(field.name for field in INITIATIVES.table.fields)
OF_PROGRAMME = ("base_year", "baseline_end", "first_day", "min_years", "price_basis")
ROW = ("entry", "batch")

BENCH_FIELDS: Mapping[Bench, tuple[str, ...]] = {
    Bench.DUPLICATES: ("keeper",),
    Bench.SISTERS: ("keeper",),
    Bench.POSTS: ("claimed", "counted"),
    Bench.NETTED: ("programme", "amount_k"),
}
"""What a finding tells of a bench."""


def findings_of(
    reader: Reader, moment: Moment, programmes: Mapping[str, Programme], matrix: Matrix, question: Question
) -> Iterator[Finding]:
    """Every finding on claims that stand, by programme, department and initiative; those that are off left out."""
    own = judged(reader, programmes, BITS)
    names, sql = _sql(own, question)
    rows = reader.stream(sql, **moment.parameters, **question.parameters)
    facts = (dict(zip(names, row, strict=True)) for row in rows)
    sources, keepers = Sources(reader), _Keepers(reader, moment)
    for _, same in groupby(facts, key=lambda own: own["d.initiative"]):
        yield from _of_initiative(list(same), programmes, matrix, sources, keepers)


def _sql(own: Judged, question: Question) -> tuple[list[str], str]:
    """Claims on which something was found, with all that is known of each."""
    joined = own.defined_joins + own.claimed_joins
    columns = {f"c.{name}": f"c.{name}" for name in (*ROW, *C_FIELDS)}
    columns |= {f"d.{name}": f"d.{name}" for name in (*ROW, *D_FIELDS, *OF_PROGRAMME)}
    for bench, fields in BENCH_FIELDS.items():
        there = f" JOIN {bench.value} ON" in joined
        columns |= {f"{bench.value}.{name}": f"{bench.value}.{name}" if there else "NULL" for name in fields}
    columns["bits"] = f"({own.defined} | {own.claimed})"
    tables = [f"{name} AS ({sql})" for name, sql in own.tables.items()]
    tables.append(f"standing AS ({live_sql(CLAIMS, ('entry', 'initiative'), 'forecast = 0')})")
    chosen = ", ".join(f"{sql} AS f{number}" for number, sql in enumerate(columns.values()))
    inner = (
        f"SELECT {chosen} FROM standing AS s JOIN {CLAIMS.name} AS c ON c.entry = s.entry"
        f" JOIN every AS d ON d.initiative = s.initiative{joined} WHERE {question.where}"
    )
    place = {name: f"f{number}" for number, name in enumerate(columns)}
    order = ", ".join(place[name] for name in ("d.programme", "d.department", "d.initiative", "c.year"))
    sql = (
        f"{WHOLE} WITH {', '.join(tables)} SELECT * FROM ({inner}) AS told WHERE {place['bits']} <> 0 ORDER BY {order}"
    )
    return list(columns), sql


class _Keepers:
    """The initiatives that claim the same as others, looked up once each."""

    def __init__(self, reader: Reader, moment: Moment) -> None:
        self._reader, self._moment = reader, moment
        self._known: dict[str, dict[str, Any]] = {}

    def of(self, initiative: str) -> dict[str, Any]:
        """Programme, department and strand, as facts."""
        if initiative not in self._known:
            names = ("programme", "department", "strand")
            sql = standing_sql(INITIATIVES, names, "initiative = :initiative")
            row = self._reader.rows(sql, initiative=initiative, **self._moment.parameters)[0]
            self._known[initiative] = {f"keeper.{name}": value for name, value in zip(names, row, strict=True)}
        return self._known[initiative]


def _of_initiative(
    rows: Sequence[Facts],
    programmes: Mapping[str, Programme],
    matrix: Matrix,
    sources: Sources,
    keepers: _Keepers,
) -> Iterator[Finding]:
    """The findings on one initiative: one on its definition, whatever the years, and one on each claim."""
    found: list[Finding] = []
    for check, part in PARTS:
        level = matrix.level(rows[0]["d.programme"], check.code)
        held = [row for row in rows if row["bits"] & BITS[part]]
        if level is Force.OFF or not held:
            continue
        level = Force.W if part.warns else level
        each = [held] if part.of is Of.INITIATIVE else [[row] for row in held]
        found += [_finding(check, part, level, same, programmes, sources, keepers) for same in each]
    yield from sorted(found, key=lambda own: own.order)


def _finding(
    check: Check,
    part: Part,
    level: Force,
    rows: Sequence[Facts],
    programmes: Mapping[str, Programme],
    sources: Sources,
    keepers: _Keepers,
) -> Finding:
    last = rows[-1]
    at = "d" if part.of is Of.INITIATIVE else "c"
    source = sources.of(part.of.filed, last[f"{at}.batch"], last[f"{at}.sheet_row"], part.column)
    other = last["duplicates.keeper"] if Bench.DUPLICATES in part.needs else None
    facts = {**last, **(keepers.of(other) if other is not None else {})}
    return Finding(
        check=check.code,
        level=level,
        programme=last["d.programme"],
        department=last["d.department"],
        strand=last["d.strand"],
        initiative=last["d.initiative"],
        title=last["d.title"],
        years=tuple(Year(row["c.year"]) for row in rows),
        amount_k=_amount(last, programmes),
        total=last["d.level"] == Level.AGGREGATE,
        entry=last[f"{at}.entry"],
        claims=tuple(row["c.entry"] for row in rows),
        file=source.file,
        cell=source.cell,
        found=part.found(facts),
        wanted=part.wanted(facts),
        other=other if other is not None else last["sisters.keeper"] if Bench.SISTERS in part.needs else None,
    )


def _amount(facts: Facts, programmes: Mapping[str, Programme]) -> int:
    """A claim as it is reported in its own year."""
    own = programmes.get(facts["d.programme"])
    claim = {name: facts[f"c.{name}"] for name in ("gross_k", "ongoing_cost_k", "one_off_cost_k", "basis", "year")}
    return net_k(claim, None if own is None else (own.one_off_cost, own.final_year.start))
