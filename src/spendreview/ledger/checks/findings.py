"""What the checks found: each with its cell, what stands there and what is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from spendreview.entries import Moment
from spendreview.entries.live import standing_sql
from spendreview.ledger.checks.check import Bench, Check, Facts, Of, Part
from spendreview.ledger.checks.every import CHECKS
from spendreview.ledger.checks.judged import ASKED, Judged, judged
from spendreview.ledger.checks.matrix import Matrix
from spendreview.ledger.checks.places import Sources
from spendreview.ledger.checks.records import Finding
from spendreview.ledger.programmes import Programme
from spendreview.ledger.said import said_sql
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
ROW = ("entry", "batch")


def findings_of(
    reader: Reader, moment: Moment, programmes: Mapping[str, Programme], matrix: Matrix, question: Question
) -> Iterator[Finding]:
    """Every finding on claims that stand, by programme, department and initiative; those that are off left out."""
    own = judged(reader, moment, programmes, BITS)
    names, sql = _sql(own, question)
    rows = reader.stream(sql, **moment.parameters, **question.parameters)
    facts = (dict(zip(names, row, strict=True)) for row in rows)
    teller = Teller(reader, moment, programmes, matrix, looked_up(reader, moment, own))
    for _, same in groupby(facts, key=lambda own: own["d.initiative"]):
        yield from teller.of_initiative(list(same))


JOINED = (
    f"standing AS s JOIN {CLAIMS.name} AS c ON c.entry = s.entry JOIN stood AS i ON i.initiative = s.initiative"
    f" JOIN {INITIATIVES.name} AS d ON d.entry = i.entry"
)
"""Claims that stand, with their initiatives as they stand."""


def _sql(own: Judged, question: Question) -> tuple[list[str], str]:
    """Claims on which something was found, with all that is known of each."""
    columns = [f"c.{name}" for name in (*ROW, *C_FIELDS)] + [f"d.{name}" for name in (*ROW, *D_FIELDS)]
    chosen = ", ".join(f"{name} AS f{number}" for number, name in enumerate(columns))
    order = ", ".join(f"f{columns.index(name)}" for name in ("d.programme", "d.department", "d.initiative", "c.year"))
    inner = f"SELECT {chosen}, ({own.defined} | {own.claimed}) AS bits FROM {JOINED} WHERE {question.where}"
    return [*columns, "bits"], (
        f"{WHOLE} WITH {own.shown}, standing AS ({said_sql()})"
        f" SELECT * FROM ({inner}) AS told WHERE bits <> 0 ORDER BY {order}"
    )


Told = Mapping[Bench, Mapping[tuple[Any, ...], Facts]]
"""What benches say, by what they speak of."""


def looked_up(reader: Reader, moment: Moment, own: Judged) -> Told:
    """What benches have to say in the words of findings."""
    found: dict[Bench, dict[tuple[Any, ...], Facts]] = {}
    for bench, lookup in own.lookups.items():
        if not lookup.told:
            continue
        chosen = ", ".join((*lookup.key, *lookup.told))
        rows = reader.rows(f"WITH {own.shown} SELECT {chosen} FROM {bench.value}", **moment.parameters)
        count, names = len(lookup.key), [f"{bench.value}.{name}" for name in lookup.told]
        found[bench] = {row[:count]: dict(zip(names, row[count:], strict=True)) for row in rows}
    return found


KEYS: Mapping[Bench, tuple[str, ...]] = {
    Bench.DUPLICATES: ("c.entry",),
    Bench.SISTERS: ("d.initiative",),
    Bench.POSTS: ("d.department", "d.programme"),
    Bench.NETTED: ("d.initiative", "c.year"),
}
"""By which facts a bench is asked what it says."""


class Teller:
    """Tells findings, with what has to be looked up for their words."""

    def __init__(
        self,
        reader: Reader,
        moment: Moment,
        programmes: Mapping[str, Programme],
        matrix: Matrix,
        told: Told,
    ) -> None:
        self._reader, self._moment = reader, moment
        self._programmes, self._matrix, self._told = programmes, matrix, told
        self._sources = Sources(reader)
        self._keepers: dict[str, Facts] = {}

    def of_initiative(self, rows: Sequence[Facts]) -> Iterator[Finding]:
        """The findings on one initiative: one on its definition, whatever the years, and one on each claim."""
        found: list[Finding] = []
        for check, part in PARTS:
            level = self._matrix.level(rows[0]["d.programme"], check.code)
            held = [row for row in rows if row["bits"] & BITS[part]]
            if level is Force.OFF or not held:
                continue
            level = Force.W if part.warns else level
            each = [held] if part.of is Of.INITIATIVE else [[row] for row in held]
            found += [self._finding(check, part, level, same) for same in each]
        yield from sorted(found, key=lambda own: own.order)

    def _finding(self, check: Check, part: Part, level: Force, rows: Sequence[Facts]) -> Finding:
        last = self._facts(part, rows[-1])
        at = "d" if part.of is Of.INITIATIVE else "c"
        source = self._sources.of(part.of.filed, last[f"{at}.batch"], last[f"{at}.sheet_row"], part.column)
        return Finding(
            check=check.code,
            level=level,
            programme=last["d.programme"],
            department=last["d.department"],
            strand=last["d.strand"],
            initiative=last["d.initiative"],
            title=last["d.title"],
            years=tuple(Year(row["c.year"]) for row in rows),
            amount_k=_amount(last, self._programmes),
            total=last["d.level"] == Level.AGGREGATE,
            entry=last[f"{at}.entry"],
            claims=tuple(row["c.entry"] for row in rows),
            file=source.file,
            cell=source.cell,
            found=part.found(last),
            wanted=part.wanted(last),
            other=last.get("duplicates.keeper") or last.get("sisters.keeper"),
        )

    def _facts(self, part: Part, row: Facts) -> Facts:
        """What is known of a claim, with what is looked up for one part of a check."""
        programme = self._programmes[row["d.programme"]]
        facts = {**row, **{f"d.{name}": told(programme) for name, told in ASKED.items()}}
        for bench in part.needs:
            if bench in KEYS:
                facts |= self._told[bench][tuple(row[name] for name in KEYS[bench])]
        keeper = facts.get("duplicates.keeper")
        return {**facts, **self._keeper(keeper)} if keeper is not None else facts

    def _keeper(self, initiative: str) -> Facts:
        """Programme, department and strand of the initiative that claims the same."""
        if initiative not in self._keepers:
            names = ("programme", "department", "strand")
            sql = standing_sql(INITIATIVES, names, "initiative = :initiative")
            row = self._reader.rows(sql, initiative=initiative, **self._moment.parameters)[0]
            self._keepers[initiative] = {f"keeper.{name}": value for name, value in zip(names, row, strict=True)}
        return self._keepers[initiative]


def _amount(facts: Facts, programmes: Mapping[str, Programme]) -> int:
    """A claim as it is reported in its own year."""
    own = programmes.get(facts["d.programme"])
    claim = {name: facts[f"c.{name}"] for name in ("gross_k", "ongoing_cost_k", "one_off_cost_k", "basis", "year")}
    return net_k(claim, None if own is None else (own.one_off_cost, own.final_year.start))
