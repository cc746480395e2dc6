"""Exhibits that only a run can show: no settlement, one that is not proved, and results that cannot be written."""

from __future__ import annotations

import errno
import os
from typing import Any

import pytest

from spendreview.allocation.session import Ending, Session, SolverError
from spendreview.allocation.session import Outcome as Ended
from tests.gallery.contradictions import limited, rule, ruled
from tests.gallery.exhibit import Exhibit, infeasible, refused, warned
from tests.gallery.refusals import bid
from tests.gallery.scenarios import scenario
from tests.making import added, changed, small_review

NO_TIME = "solver: {time_limit_s: 1.0e-9}\n"


def cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time runs out after the first pass. A real clock, or HiGHS's own, would make a gamble of the test."""
    really, held = Session.run, Session.hold

    def late(session: Session, start: object = None) -> Ended:
        return Ended(Ending.TIME_LIMIT, None, float("nan"), float("inf"))

    def hold(session: Session, *words: object, **more: object) -> None:
        # Only the passes after the first hold what it won.
        monkeypatch.setattr(Session, "run", late)
        held(session, *words, **more)  # type: ignore[arg-type]

    def first(session: Session, *words: object) -> None:
        monkeypatch.setattr(Session, "run", really)
        begin(session, *words)  # type: ignore[arg-type]

    begin = Session.__init__
    monkeypatch.setattr(Session, "__init__", first)
    monkeypatch.setattr(Session, "hold", hold)


def in_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    """The solver ends without a point and without a proof."""
    nothing = Ended(Ending.TROUBLE, None, float("nan"), float("inf"))
    monkeypatch.setattr("spendreview.allocation.session.Session.run", lambda session, start=None: nothing)


def mute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is feasible, and the search for the conflict gets no answer."""

    def refuse(*words: object) -> None:
        raise SolverError("HiGHS refused a change to the model")

    monkeypatch.setattr("spendreview.allocation.session.Session.use_simplex", refuse)


def inexact(monkeypatch: pytest.MonkeyPatch) -> None:
    """A point that misses a row by more than rounding explains."""
    monkeypatch.setattr("spendreview.allocation.compile.CompiledModel.worst_violation", lambda model, point: 0.01)


def open_in_excel(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file to replace is open in Excel, which Windows says so."""

    def refuse(*words: object) -> None:
        raise PermissionError(errno.EACCES, "The process cannot access the file")

    monkeypatch.setattr(os, "replace", refuse)


def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk without room, found when the file is moved into place."""

    def refuse(*words: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)


RUN: dict[str, Any] = {"command": "run", "options": ("--json",)}
"""For a settlement with its warnings."""

OUT: dict[str, Any] = {"command": "run", "options": ("-o", "{folder}/settlement.xlsx")}
"""For a settlement workbook beside the input."""

RUNS: tuple[Exhibit, ...] = (
    infeasible("a limit below what is committed", changed("Limits", 1, **{"2008-09": 99}), "AL601 Limits!E6", "AL602 Bids!A5"),
    infeasible("a total below what is committed", changed("Limits", 0, **{"2009-10": 250}), "AL601 Limits!F5", "AL602 Bids!A5", "AL602 Bids!A6"),
    infeasible("a least limit above every bid", limited(scope="HO", sense="min", **{"2008-09": 400}), "AL601 Limits!E7"),
    infeasible("a floor and a ceiling that cross", ruled(rule("real_growth_floor", "DH", "RDEL", value=0.02), rule("real_growth_ceiling", "DH", "RDEL", value=0.01)), "AL601 Rules!E5", "AL601 Rules!E6"),
    infeasible("a whole bid that must be and cannot", added("Limits", {"limit": "c", "scope": "DH", "control": "CDEL", "sense": "max", "2008-09": 22}, base=bid(4, min_share=1)), "AL601 Limits!E7", "AL602 Bids!L6", "AL602 Bids!L9"),
    infeasible("an amount that no whole bid makes", added("Limits", {"limit": "c", "scope": "bid:DH-2", "control": "CDEL", "sense": "equal", "2008-09": 2}), "AL601 Limits!E7", "AL602 Bids!F9"),
    infeasible("no time for any settlement", scenario(NO_TIME), "AL603"),
    infeasible("a solver in trouble", small_review(), "AL604", around=in_trouble),
    infeasible("a conflict that cannot be found", changed("Limits", 1, **{"2008-09": 99}), "AL605", around=mute),
    warned("a settlement cut off", small_review(), "AW501", "AW502", around=cut_off, **RUN),
    warned("a settlement that misses a row", small_review(), "AW503", around=inexact, **RUN),
    refused("a settlement workbook open in Excel", small_review(), "OUT01", around=open_in_excel, **OUT),
    refused("a disk without room", small_review(), "OUT02", around=full, **OUT),
)  # fmt: skip
"""Of a run."""
