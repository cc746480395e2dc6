"""A scenario as the rest of the program sees it: every change with the place that set it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from spendreview.errors import Place
from spendreview.terms import Control, RuleKind, Year


class Objective(StrEnum):
    """What the allocation pursues."""

    WEIGHTED = "weighted"
    TIERS = "tiers"
    FAIREST = "fairest"
    CHEAPEST = "cheapest"
    NPSV = "npsv"


class Reference(StrEnum):
    """The settlement from which a link strength below 1 measures deviation."""

    LIMITS = "limits"
    FLAT_REAL = "flat_real"
    FLAT_CASH = "flat_cash"
    UNIFORM = "uniform"


class Switching(StrEnum):
    """Whether switches between resource and capital move the totals too."""

    DEPARTMENTS_ONLY = "departments_only"
    MOVES_TOTALS = "moves_totals"


class Force(StrEnum):
    """A bid held in at its max_share, or held out."""

    IN = "in"
    OUT = "out"


class How(StrEnum):
    """How an override changes the workbook's figure; applied in this order."""

    SET = "set"
    SCALE = "scale"
    ADD = "add"


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitChange:
    """One change to a limit's figures; year None: every year that has a figure. £ million, or a factor for scale."""

    limit: str
    how: How
    year: Year | None
    value: float
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightChange:
    """A priority's weight."""

    priority: str
    weight: float
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class BidChange:
    """What a scenario does to one bid; None leaves the workbook's figure.

    share   the share at which it is held: one figure for every year, or by plan year; a year not named stays free
    by      who holds it
    """

    bid: str
    force: Force | None = None
    share: float | Mapping[Year, float] | None = None
    max_share: float | None = None
    scale_cost: float | None = None
    scale_effect: float | None = None
    reason: str | None = None
    by: str | None = None
    place: Place

    @property
    def holds(self) -> bool:
        """Whether it sets the bid's share, in some year or in all."""
        return self.force is not None or self.share is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChange:
    """New figures for one rule of the workbook, or a saving that is added to its rules; None where not said.

    value   a fraction or £ million, in the unit of the rule's kind
    years   the same, one a plan year; or by year, where a year not named keeps what it has
    source  the ledger entries that a saving comes from
    places  of each key that was set, and of each year named
    """

    rule: str
    value: float | None = None
    years: tuple[float, ...] | Mapping[Year, float] | None = None
    kind: RuleKind | None = None
    scope: str | None = None
    control: Control | None = None
    source: str | None = None
    place: Place
    places: Mapping[str, Place] = field(default_factory=dict)

    def place_of(self, key: str) -> Place:
        """Where a key, or a year of ``years``, was set; where the rule is named, if it was not."""
        return self.places.get(key, self.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """A settlement workbook whose shares are handed in again: its path as written, and where that is written."""

    path: Path
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Solver:
    """How long to look and how closely: the defaults ask for a proven optimum."""

    time_limit_s: float = 300.0
    mip_gap: float = 1e-9
    threads: int = 1
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One what-if over a workbook. link_strength None: not said, which means 1 and a warning."""

    name: str
    why: str = ""
    file: str
    sha256: str
    workbook: Path | None = None
    objective: Objective = Objective.WEIGHTED
    link_strength: float | None = None
    reference: Reference | None = None
    switching: Switching = Switching.DEPARTMENTS_ONLY
    limits: tuple[LimitChange, ...] = ()
    weights: tuple[WeightChange, ...] = ()
    bids: tuple[BidChange, ...] = ()
    rules: tuple[RuleChange, ...] = ()
    shares: HandedIn | None = None
    solver: Solver = field(default_factory=Solver)
