"""The passes of a run: the score first, then the least money, then the least draw-down and switching.

Many settlements share the best score. Each pass holds what was won, so that money that buys nothing is left unallocated
and ties fall the same way whatever path the solver takes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from spendreview.allocation.compile import CompiledModel, Floats
from spendreview.allocation.data import CASH, PLAN, ModelData, tie_break
from spendreview.allocation.session import Ending, Outcome, Session

HELD = 1e-7
"""How closely a pass holds what was won, relative to it; a tighter hold made HiGHS report false infeasibility."""

SCORE, TOTAL_DEL, LEAST_MOVED = "score", "Total DEL", "draw-down and switching"
"""The names of the three passes."""

Progress = Callable[[str], None]
"""Is told each step of a run in words, as it begins."""


def unheard(step: str) -> None:
    """A progress that nobody watches."""


TIE_BREAK_M = 0.001
"""£ million by which a bid at full share counts in the tie-break, at most."""

BETTER = 1e-6
"""A linear re-solve that beats the solver's own optimum by more than this share of it is taken, and said."""


HELD_AGAIN = "holding the whole bids and solving again was better"


@dataclass(frozen=True, slots=True, kw_only=True)
class PassReport:
    """How one pass ended: its objective in its own unit, the gap left open, and what should be said of it."""

    name: str
    unit: str
    value: float | None
    ending: str
    gap: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """What a pass has won and the later ones keep: costs (C,) @ point at or above a figure."""

    costs: Floats
    least: float


@dataclass(slots=True)
class Passes:
    """The passes so far: the point that stands, and the report of each."""

    point: Floats
    reports: list[PassReport] = field(default_factory=list)


def first_pass(session: Session) -> tuple[Outcome, PassReport]:
    """The best score, with the whole bids settled; the outcome is not optimal where there is no settlement."""
    outcome = session.run()
    outcome, note = _polished(session, outcome, maximise=True)
    value = outcome.value if outcome.point is not None else None
    report = PassReport(name=SCORE, unit="points", value=value, ending=outcome.ending.value, gap=outcome.gap, note=note)
    return outcome, report


def later_passes(
    session: Session,
    model: CompiledModel,
    data: ModelData,
    first: Outcome,
    report: PassReport,
    tell: Progress = unheard,
) -> Passes:
    """The least Total DEL that keeps the score, then the least draw-down and switching that keeps the spending."""
    assert first.point is not None  # there is a settlement to improve on
    passes = Passes(first.point, [report])
    won = Hold(model.objective, first.value - HELD * max(1.0, abs(first.value)))
    session.hold(won.costs, won.least)
    session.set_objective(total_del(model, data), maximise=False)
    tell(f"solving: {TOTAL_DEL}")
    _take(passes, TOTAL_DEL, lambda: _least_money(session, passes.point, won), "the whole bids of the first pass stand")
    if _has_adjustments(data):
        _hold_shares(session, model, passes.point)
        session.set_objective(adjustments(model), maximise=False)
        tell(f"solving: {LEAST_MOVED}")
        _take(passes, LEAST_MOVED, lambda: (session.run(), ""), "more may be moved than need be")
    return passes


def _take(passes: Passes, name: str, run: Callable[[], tuple[Outcome, str]], unproven: str) -> None:
    """Run one later pass; where it finds no optimum the last point stands, and the report says so."""
    outcome, note = run()
    found = outcome.point is not None
    if outcome.point is not None:
        passes.point = outcome.point
    if not found:
        note = "this pass ended without an optimum: the one before it stands"
    elif outcome.ending is not Ending.OPTIMAL:
        note = f"not proven the least ({outcome.ending}): {unproven}"
    value = outcome.value if found else None
    passes.reports.append(
        PassReport(name=name, unit="£m", value=value, ending=outcome.ending.value, gap=outcome.gap, note=note)
    )


def _least_money(session: Session, point: Floats, won: Hold) -> tuple[Outcome, str]:
    """The cheapest of the whole bids that stand at ``point`` and those that the solver finds, each solved exactly.

    With a row held, HiGHS has been seen to call a model with whole bids infeasible that is not, and to report a wrong
    choice as optimal: less so without presolve. Where it finds nothing, the held row in another scale gives a choice;
    the linear model with the row as it was decides.
    """
    if not session.has_whole_bids:
        session.forget()
        return session.run(), ""
    session.without_presolve()
    session.close_the_gap()
    standing = session.run_with_whole_bids_held(point)
    found = session.run(standing.point)
    if found.point is None and found.ending is not Ending.TIME_LIMIT:
        session.release()
        session.hold(won.costs, won.least, scale=0.01)
        found = session.run()
        session.release()
        session.hold(won.costs, won.least)
    if found.point is None:
        return Outcome(found.ending, standing.point, standing.value, np.inf), ""
    exact = session.run_with_whole_bids_held(found.point)
    best = min((standing, exact), key=lambda outcome: outcome.value if outcome.point is not None else np.inf)
    gain = found.value - best.value
    note = f"{HELD_AGAIN} by £{gain:g}m: taken" if gain > BETTER * max(1.0, abs(found.value)) else ""
    ending = found.ending if best.point is not None else Ending.TROUBLE
    return Outcome(ending, best.point, best.value, found.gap), note


def _polished(session: Session, outcome: Outcome, *, maximise: bool) -> tuple[Outcome, str]:
    """With whole bids: hold them and solve the linear model again, which is exact; say so where it is better."""
    if not session.has_whole_bids or outcome.point is None:
        return outcome, ""
    held = session.run_with_whole_bids_held(outcome.point)
    if held.ending is not Ending.OPTIMAL or held.point is None:
        return outcome, ""
    gain = (held.value - outcome.value) * (1 if maximise else -1)
    if gain < -BETTER * max(1.0, abs(outcome.value)):
        return outcome, ""
    note = ""
    if gain > BETTER * max(1.0, abs(outcome.value)):
        note = f"{HELD_AGAIN} by {gain:g} points: taken"
    return Outcome(outcome.ending, held.point, held.value, outcome.gap), note


def total_del(model: CompiledModel, data: ModelData) -> Floats:
    """(C,) £ million of Total DEL over the plan, devolved included, plus the tie-break of at most £0.001m a bid."""
    costs = np.zeros(len(model.objective))
    parts = dict(data.tdel_parts)
    weights = {str(bid.bid): TIE_BREAK_M * tie_break(bid.bid) for bid in data.review.bids}
    english = set(data.english)
    for number, (name, key) in enumerate(model.columns):
        if name == "share":
            # One share for the whole plan counts in every year of it.
            costs[number] = weights[key[0]] * (len(data.years) if key[1] == PLAN else 1)
        elif name == "spend":
            counted = key[0] in english or key[1] in CASH
            costs[number] = parts.get(key[1], 0) if counted else 0.0  # type: ignore[call-overload]
    return costs


def adjustments(model: CompiledModel) -> Floats:
    """(C,) £ million of draw-down and switching over the plan."""
    moved = {"to_capital", "to_resource", "drawdown"}
    return np.array([1.0 if name in moved else 0.0 for name, _ in model.columns])


def _has_adjustments(data: ModelData) -> bool:
    return bool(data.eyf or data.switching)


def _hold_shares(session: Session, model: CompiledModel, point: Floats) -> None:
    """Spending is a function of the shares: holding these holds it."""
    if session.has_whole_bids:
        session.hold_whole_bids(point)
    shares = [number for number, (name, _) in enumerate(model.columns) if name == "share"]
    values = np.clip(point[shares], model.lower[shares], model.upper[shares])
    session.fix(shares, np.where(model.whole[shares], np.round(values), values))
