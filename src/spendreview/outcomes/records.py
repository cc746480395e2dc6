"""The records of the outcome sheets; each remembers the worksheet row that it came from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from spendreview.terms import BidCode, DepartmentCode, IndicatorCode, PriorityCode, Profile, Status, Year


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


class PriorityKind(StrEnum):
    """What sort of objective a priority is."""

    PSA = "psa"
    DSO = "dso"
    TEMPORARY = "temporary"
    OUTCOME = "outcome"


class DataQuality(StrEnum):
    """How far the data system of an indicator can be relied on."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Evidence(StrEnum):
    """How strong the evidence is that a bid moves an indicator."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """A Public Service Agreement, a department's own objective, or today's priority outcome."""

    row: int
    priority: PriorityCode
    title: str
    weight: float
    tier: int
    theme: str | None
    lead_department: DepartmentCode | None
    floor: float | None
    senior_responsible_officer: str | None
    cabinet_committee: str | None
    kind: PriorityKind | None
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What is measured under one priority; values in the indicator's own unit.

    target None makes it an improvement indicator: it need only move by ``min_movement`` the right way.
    trend is the value in the final plan year if nothing is funded; None means the baseline.
    """

    row: int
    indicator: IndicatorCode
    priority: PriorityCode
    title: str
    unit: str
    direction: Direction
    baseline_year: Year | None
    baseline: float
    target_year: Year | None
    target: float | None
    min_movement: float | None
    trend: float | None
    weight: float
    data_quality: DataQuality | None
    source: str | None
    status: Status | None

    @property
    def sign(self) -> int:
        """+1 where up is better, -1 where down is."""
        return 1 if self.direction is Direction.UP else -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one bid, fully funded and mature, does to one indicator, in the indicator's own unit and sign."""

    row: int
    bid: BidCode
    indicator: IndicatorCode
    effect: float
    low: float | None
    high: float | None
    profile: Profile
    attribution: float
    evidence: Evidence | None
    counterfactual: str | None
    source: str | None
    status: Status | None
