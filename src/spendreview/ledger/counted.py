"""Claims one by one, each with whether it counts and what cash it frees in which year."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from spendreview.entries import Moment
from spendreview.ledger.checks.findings import JOINED
from spendreview.ledger.checks.judged import binding
from spendreview.ledger.programmes import Programme
from spendreview.ledger.said import said_sql
from spendreview.ledger.sums import charged_in
from spendreview.ledger.words import Level
from spendreview.store import WHOLE, Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """An actual claim that stands, £ thousand.

    total   whether it is a published total, which cannot be tested
    failed  which checks keep it from counting, as bits
    cash_k  the part of its gross saving that frees cash; None where nobody says
    """

    entry: int
    initiative: str
    programme: Programme
    department: str
    saving_type: str | None
    year: int
    recurring: bool
    total: bool
    failed: int
    cash_k: int | None
    ongoing_k: int
    one_off_k: int
    months: int

    @property
    def counts(self) -> bool:
        """Whether it passes the checks that bind."""
        return not self.failed and not self.total

    def cash_in(self, year: int) -> int:
        """What it frees in a year, net of costs as its programme takes them: a later year is charged what is spread."""
        if self.cash_k is None:
            return 0
        charge = charged_in(self.one_off_k, self.year, year, self.programme)
        return (self.cash_k - self.ongoing_k if year == self.year else 0) - charge

    def goes_on_in(self, year: int) -> int:
        """The last claim of its initiative, in a year that is not over: as it stands there, else as it goes on."""
        if self.cash_k is None or self.year == year or not self.recurring:
            return self.cash_in(year)
        rate = round(Fraction(12 * (self.cash_k - self.ongoing_k), self.months))
        return rate + self.cash_in(year)


def counted_claims(
    reader: Reader, moment: Moment, programmes: Mapping[str, Programme], departments: Collection[str]
) -> list[Counted]:
    """The claims of some departments, by entry."""
    own = binding(reader, moment, programmes, programmes)
    named = ", ".join(f":department{number}" for number in range(len(departments)))
    sql = (
        f"{WHOLE} WITH {own.shown}, standing AS ({said_sql()})"
        " SELECT c.entry, c.initiative, d.programme, d.department, d.saving_type, c.year, coalesce(d.recurring, 0),"
        f" d.level, ({own.defined} | {own.claimed}), {CASH}, c.ongoing_cost_k, c.one_off_cost_k, c.months"
        f" FROM {JOINED} WHERE d.department IN ({named or 'NULL'}) ORDER BY c.entry"
    )
    asked = {f"department{number}": code for number, code in enumerate(sorted(departments))}
    return [_counted(row, programmes) for row in reader.rows(sql, **moment.parameters, **asked)]


CASH = "coalesce(c.cash_gross_k, CASE d.cash_releasing WHEN 1 THEN c.gross_k WHEN 0 THEN 0 END)"


def _counted(row: Sequence[Any], programmes: Mapping[str, Programme]) -> Counted:
    entry, initiative, programme, department, saving_type, year, recurring, level, failed, cash, *rest = row
    ongoing, one_off, months = rest
    return Counted(
        entry=entry,
        initiative=initiative,
        programme=programmes[programme],
        department=department,
        saving_type=saving_type,
        year=year,
        recurring=bool(recurring),
        total=level == Level.AGGREGATE,
        failed=int(failed),
        cash_k=cash,
        ongoing_k=ongoing,
        one_off_k=one_off,
        months=months,
    )
