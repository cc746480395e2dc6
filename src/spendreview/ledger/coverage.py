"""What programmes are held to besides money: how much of each budget is under review, and which themes are in place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from spendreview.entries import Moment
from spendreview.entries.live import live_sql
from spendreview.ledger.moments import head_at, moment_asked
from spendreview.ledger.tables import BUDGETS, REVIEWS, THEMES
from spendreview.ledger.words import InPlace, Theme
from spendreview.store import Head, Reader, Store
from spendreview.terms import Year

AT_LEAST = Fraction(1, 2)
"""The part of every department's budget that the Public Value Programme was to review."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageLine:
    """A department, £ thousand: budgets under review over its near-cash budget of a year.

    year, budget_k  None where no budget is known
    prize_k         what the reviews may release a year; None where none says
    """

    department: str
    reviews: int
    covered_k: int
    year: Year | None
    budget_k: int | None
    prize_k: int | None

    @property
    def share(self) -> Fraction | None:
        """The part of the budget that is under review; None without a budget."""
        return Fraction(self.covered_k, self.budget_k) if self.budget_k else None

    @property
    def enough(self) -> bool | None:
        """Whether that is half of it at least; None without a budget."""
        return None if self.share is None else self.share >= AT_LEAST


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeLine:
    """A theme of a programme, in a department and strand; in_place None where nothing is said of it at all."""

    programme: str
    theme: Theme
    department: str
    strand: str | None
    in_place: InPlace | None
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Departments and themes, each in their order."""

    as_at: dt.date
    known_at: str | None
    departments: tuple[CoverageLine, ...]
    themes: tuple[ThemeLine, ...]
    chain_head: Head


def coverage(
    store: Store,
    *,
    year: Year | None = None,
    as_at: dt.date | None = None,
    known_at: dt.date | dt.datetime | None = None,
) -> Coverage:
    """How much of each department's budget is under review, and which themes are in place.

    year    of the budgets; None: of each department the latest that is known
    raises  LedgerError LG818; StoreError
    """
    with store.reading() as reader:
        moment = moment_asked(reader, store.name, as_at, known_at)
        return Coverage(
            as_at=moment.as_at,
            known_at=None if known_at is None else known_at.isoformat(),
            departments=tuple(_departments(reader, moment, year)),
            themes=tuple(_themes(reader, moment)),
            chain_head=head_at(reader, moment),
        )


def _departments(reader: Reader, moment: Moment, year: Year | None) -> list[CoverageLine]:
    budgets = _budgets(reader, moment, year)
    reviews: dict[str, list[tuple[int, int | None]]] = {department: [] for department in budgets}
    sql = live_sql(REVIEWS, ("department", "budget_covered_k", "size_of_prize_k"))
    for department, covered, prize in reader.rows(sql, **moment.parameters):
        reviews.setdefault(department, []).append((covered, prize))
    return [_line(department, reviews[department], budgets) for department in sorted(reviews)]


def _line(
    department: str, reviews: Sequence[tuple[int, int | None]], budgets: Mapping[str, tuple[int, int]]
) -> CoverageLine:
    prizes = [prize for _, prize in reviews if prize is not None]
    start, budget = budgets.get(department, (None, None))
    return CoverageLine(
        department=department,
        reviews=len(reviews),
        covered_k=sum(covered for covered, _ in reviews),
        year=None if start is None else Year(start),
        budget_k=budget,
        prize_k=sum(prizes) if prizes else None,
    )


def _budgets(reader: Reader, moment: Moment, year: Year | None) -> dict[str, tuple[int, int]]:
    """Of each department the year and the amount of its budget."""
    rows = sorted(reader.rows(live_sql(BUDGETS, ("department", "year", "near_cash_k")), **moment.parameters))
    return {department: (start, amount) for department, start, amount in rows if year is None or start == year.start}


def _themes(reader: Reader, moment: Moment) -> list[ThemeLine]:
    """What is said of themes; of each programme that says anything of one also those of which it says nothing."""
    sql = live_sql(THEMES, ("programme", "theme", "department", "strand", "in_place", "evidence"))
    order = list(Theme)
    found = [
        ThemeLine(
            programme=programme,
            theme=Theme(theme),
            department=department,
            strand=strand,
            in_place=InPlace(in_place),
            evidence=evidence or "",
        )
        for programme, theme, department, strand, in_place, evidence in reader.rows(sql, **moment.parameters)
    ]
    said = {(own.programme, own.theme) for own in found}
    for programme in {own.programme for own in found}:
        found += [
            ThemeLine(programme=programme, theme=theme, department="", strand=None, in_place=None, evidence="")
            for theme in order
            if (programme, theme) not in said
        ]
    return sorted(found, key=lambda own: (own.programme, order.index(own.theme), own.department, own.strand or ""))
