"""When nothing is feasible: one true conflict, each member by its limit, rule or bid and its workbook cell.

A ray of the dual names rows that cannot hold together; a deletion filter then drops what is not needed, so that taking
any one member away makes the rest feasible. Conflicts that only whole bids cause are found by halving.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from spendreview.allocation.compile import CompiledModel, Floats
from spendreview.allocation.data import ModelData
from spendreview.allocation.session import Ending, Session, SolverError
from spendreview.allocation.wording import member_problem
from spendreview.errors import Place, Problem
from spendreview.scenario import Solver
from spendreview.terms import BidCode

POLICY = frozenset(
    {
        "limit",
        "to_capital_cap",
        "to_resource_cap",
        "drawdown_stock",
        "drawdown_phased",
        "growth_floor",
        "growth_ceiling",
        "admin",
        "requires",
        "option_group",
        "step",
    }
)
"""Families whose rows somebody chose; the others are identities, which always hold."""

SIGNIFICANT = 1e-9


@dataclass(frozen=True, slots=True)
class Member:
    """One part of a conflict: a row of the model, or the least share of a bid, or the share at which it is held."""

    is_row: bool
    number: int


def conflict_problems(data: ModelData, model: CompiledModel) -> tuple[Problem, ...]:
    """One irreducible conflict of an infeasible model, a problem a member, in the order of the workbook.

    Nothing where the solver finds the model feasible after all.
    """
    try:
        members, _ = conflict_members(model, data.review.scenario.solver, held_columns(data, model))
    except SolverError:
        found = "nothing is feasible, and the solver could not tell what conflicts"
        return (Problem(code="AL605", place=Place(file=data.review.workbook.file), found=found, wanted=""),)
    return tuple(member_problem(data, model, member.is_row, member.number) for member in members)


def held_columns(data: ModelData, model: CompiledModel) -> dict[int, float]:
    """The columns of shares that the scenario holds, each with the share that it could have if it did not."""
    most = {bid.bid: bid.max_share for bid in data.review.workbook.bids}
    return {
        number: max(most.get(BidCode(key[0]), 1.0), float(model.upper[number]))
        for number, (variable, key) in enumerate(model.columns)
        if variable == "share" and data.hold(key) is not None
    }


def conflict_members(
    model: CompiledModel, options: Solver, held: Mapping[int, float] | None = None
) -> tuple[list[Member], list[Member]]:
    """The members of one irreducible conflict, and all that might have been members; none in a feasible model.

    held  columns of shares that somebody holds, each with the share that it could have otherwise
    """
    search = _Search(model, options, held or {})
    members = search.linear_conflict()
    if members is None and search.is_feasible():
        return [], []
    if members is None:
        members = search.whole_conflict()
        members += search.whole_bids_needed(members)
    whole = [Member(False, int(column)) for column in np.flatnonzero(model.whole)]
    return members, [*search.candidates, *(member for member in whole if member not in search.candidates)]


class _Search:
    """Tries which members can be left out. Works on bounds alone, so that the model is loaded once."""

    def __init__(self, model: CompiledModel, options: Solver, held: Mapping[int, float]) -> None:
        self.model, self.held = model, held
        self.session = Session(model, options)
        self.session.set_objective(np.zeros(len(model.objective)), maximise=True)
        self.whole = [int(column) for column in np.flatnonzero(model.whole)]
        rows = [Member(True, number) for number, (family, _) in enumerate(model.rows) if family in POLICY]
        shares = [
            Member(False, number)
            for number, (variable, _) in enumerate(model.columns)
            if variable == "share" and (model.lower[number] > 0 or number in held)
        ]
        self.candidates = [*rows, *shares]

    def linear_conflict(self) -> list[Member] | None:
        """A conflict among the rows even with every bid divisible; None where that is feasible."""
        self.session.set_divisible(self.whole, True)
        self.session.use_simplex(True)
        if self.is_feasible():
            self.session.set_divisible(self.whole, False)
            self.session.use_simplex(False)
            return None
        support = self._ray_support()
        if support is not None:
            for member in self.candidates:
                self._relax(member, member not in support)
            if self.is_feasible():
                # The ray was not exact enough: start from everything.
                support = None
                for member in self.candidates:
                    self._relax(member, False)
        return self._deleted([member for member in self.candidates if support is None or member in support])

    def whole_conflict(self) -> list[Member]:
        """A conflict that only whole bids cause, by halving: few of many candidates are in it."""
        for member in self.candidates:
            self._relax(member, True)
        return self._halved([], self.candidates, known=False)

    def whole_bids_needed(self, members: Sequence[Member]) -> list[Member]:
        """The all-or-nothing bids without which the members would hold together: they are part of the conflict."""
        self._each(members, False)
        needed = []
        for column in self.whole:
            self.session.set_divisible([column], True)
            if self.is_feasible():
                self.session.set_divisible([column], False)
                needed.append(Member(False, column))
        return needed

    def _deleted(self, members: list[Member]) -> list[Member]:
        """Leave out each member in turn; those without which the rest is feasible stay."""
        needed = []
        for member in members:
            self._relax(member, True)
            if self.is_feasible():
                self._relax(member, False)
                needed.append(member)
        return needed

    def _halved(self, held: list[Member], candidates: Sequence[Member], *, known: bool) -> list[Member]:
        """Members of ``candidates`` that conflict with those already held (which are in force)."""
        if known and not self.is_feasible():
            return []
        if len(candidates) == 1:
            return list(candidates)
        middle = len(candidates) // 2
        first, second = candidates[:middle], candidates[middle:]
        self._each(first, False)
        from_second = self._halved([*held, *first], second, known=bool(first))
        self._each(first, True)
        self._each(from_second, False)
        from_first = self._halved([*held, *from_second], first, known=bool(from_second))
        self._each(from_second, True)
        return [*from_first, *from_second]

    def _each(self, members: Sequence[Member], free: bool) -> None:
        for member in members:
            self._relax(member, free)

    def is_feasible(self) -> bool:
        """Whether the model as it stands has any point."""
        ending = self.session.run().ending
        if ending not in (Ending.OPTIMAL, Ending.INFEASIBLE):
            raise SolverError(f"no answer while looking for a conflict: {ending}")
        return ending is Ending.OPTIMAL

    def _ray_support(self) -> set[Member] | None:
        multipliers = self.session.dual_ray()
        if multipliers is None:
            return None
        reduced = self._transposed(multipliers)
        rows = {Member(True, int(number)) for number in np.flatnonzero(np.abs(multipliers) > SIGNIFICANT)}
        return rows | {Member(False, int(number)) for number in np.flatnonzero(np.abs(reduced) > SIGNIFICANT)}

    def _transposed(self, multipliers: Floats) -> Floats:
        """(C,) what each column weighs in the combination of rows that cannot hold."""
        model = self.model
        spread = np.repeat(multipliers, np.diff(model.starts))
        sums = np.zeros(len(model.objective))
        np.add.at(sums, model.indices, model.values * spread)
        return sums

    def _relax(self, member: Member, free: bool) -> None:
        model, number = self.model, member.number
        if member.is_row:
            lower, upper = (-np.inf, np.inf) if free else (model.row_lower[number], model.row_upper[number])
            self.session.set_row(number, lower, upper)
        else:
            most = self.held.get(number, float(model.upper[number])) if free else float(model.upper[number])
            self.session.set_column(number, 0.0 if free else model.lower[number], most)
