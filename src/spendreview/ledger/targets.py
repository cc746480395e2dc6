"""What a programme was to save in a year: as given, or phased towards a later year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from spendreview.entries import Moment
from spendreview.entries.live import live_sql
from spendreview.ledger.programmes import Programme
from spendreview.ledger.sheets import ALL
from spendreview.ledger.tables import TARGETS
from spendreview.ledger.words import TargetPhasing
from spendreview.store import Reader
from spendreview.terms import Year

FIELDS = ("programme", "department", "strand", "year", "amount_k", "phasing", "rate")


@dataclass(frozen=True, slots=True)
class Target:
    """One row: £ thousand a year, and how it is reached."""

    year: Year
    amount_k: int
    phasing: str
    rate: float | None


@dataclass(frozen=True, slots=True)
class Targets:
    """The targets of one programme, by department and strand (None: all of them)."""

    programme: Programme
    rows: Mapping[tuple[str, str | None], Sequence[Target]]

    def whole(self, year: Year) -> int | None:
        """What the whole of government was to save: as said, else its strands together; None where neither is."""
        said = self.of(ALL, None, year)
        if said is not None:
            return said
        strands = [self.of(ALL, strand, year) for department, strand in self.rows if department == ALL and strand]
        known = [amount for amount in strands if amount is not None]
        return sum(known) if known else None

    def of(self, department: str, strand: str | None, year: Year) -> int | None:
        """What one department or strand was to save in a year."""
        return phased(self.rows.get((department, strand), ()), year, self.programme.first_year)

    @property
    def by_department_alone(self) -> bool:
        """Whether there are targets, and none of them is for the whole of government."""
        return bool(self.rows) and all(department != ALL for department, _ in self.rows)


def targets_of(reader: Reader, moment: Moment, programme: Programme) -> Targets:
    """The targets that stand."""
    sql = live_sql(TARGETS, FIELDS, "programme = :programme")
    found: dict[tuple[str, str | None], list[Target]] = {}
    for row in sorted(reader.rows(sql, **moment.parameters, programme=programme.programme), key=str):
        _, department, strand, year, amount_k, phasing, rate = row
        found.setdefault((department, strand), []).append(Target(Year(year), amount_k, phasing, rate))
    return Targets(programme, found)


def phased(rows: Sequence[Target], year: Year, first: Year) -> int | None:
    """The target of a year: its own row's; else on the way to the nearest later one that is phased; else None.

    first  the first year in which savings count: the way to a target in year N of the programme has N steps
    """
    own = [row.amount_k for row in rows if row.year == year]
    if own:
        return own[0]
    later = sorted((row for row in rows if row.year > year), key=lambda row: row.year)
    ahead = next((row for row in later if row.phasing != TargetPhasing.GIVEN), None)
    steps = year - first + 1
    if ahead is None or steps < 1:
        return None
    return round(ahead.amount_k * _part(ahead, steps, ahead.year - first + 1))


def _part(target: Target, steps: int, of: int) -> Fraction:
    """How much of a target is due after so many of its steps.

    >>> from spendreview.terms import Year
    >>> csr07 = Target(Year(2010), 9_273, TargetPhasing.MULTIPLICATIVE, 0.03)
    >>> [round(csr07.amount_k * _part(csr07, n, 3)) for n in (1, 2, 3)]
    [3000, 6090, 9273]
    """
    if target.phasing == TargetPhasing.SIMPLE or target.rate is None:
        return Fraction(steps, of)
    growth = 1 + Fraction(str(target.rate))
    return (growth**steps - 1) / (growth**of - 1)
