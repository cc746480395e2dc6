"""The records of the review's own sheets; each remembers the worksheet row that it came from. Money in £ thousand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from spendreview.terms import (
    BidCode,
    BidKind,
    Control,
    DepartmentCode,
    LimitCode,
    Phasing,
    RuleCode,
    RuleKind,
    Sense,
    Status,
)


class AdjustmentKind(StrEnum):
    """Why a published baseline was restated."""

    MOG = "mog"
    TRANSFER = "transfer"
    CLASSIFICATION = "classification"
    TIME_LIMITED = "time_limited"
    ONE_OFF = "one_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One economic series: a figure for the baseline year and for each plan year; None where blank."""

    row: int
    series: str
    source: str | None
    as_at: dt.date | None
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A department; a devolved one has no bids, its block grant follows from the rules."""

    row: int
    department: DepartmentCode
    name: str
    group: str | None
    spending_team: str | None
    devolved: bool
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The published figure of the baseline year for one control, £ thousand."""

    row: int
    department: DepartmentCode
    control: Control
    amount_k: int
    source: str | None
    status: Status | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """One line between the published and the restated baseline, £ thousand, added to the baseline."""

    row: int
    adjustment: str
    department: DepartmentCode
    control: Control
    kind: AdjustmentKind
    amount_k: int
    to: DepartmentCode | None
    reason: str
    reference: str | None
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A limit on what a scope may spend: £ thousand a plan year; None where there is no limit in that year."""

    row: int
    limit: LimitCode
    scope: str
    control: Control
    sense: Sense
    amounts_k: tuple[int | None, ...]
    source: str | None
    status: Status | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bid:
    """A claim on money: £ thousand by control and plan year at full funding, as levels; negative is a saving.

    row   0 for a committed baseline bid that ``fill_baseline`` made
    held  the share at which the scenario holds it in each plan year, None where it is free; () where it is free in all
    """

    row: int
    bid: BidCode
    department: DepartmentCode
    programme: str
    title: str
    kind: BidKind
    divisible: bool
    phasing: Phasing
    step: float | None
    min_share: float
    max_share: float
    option_group: str | None
    requires: tuple[BidCode, ...]
    tags: tuple[str, ...]
    npsv: float | None
    source: str | None
    status: Status | None
    costs_k: Mapping[Control, tuple[int, ...]]
    held: tuple[float | None, ...] = ()

    def bounds(self, t: int) -> tuple[float, float]:
        """The least and the largest share in plan year t (from 0): equal where it is held."""
        share = self.held[t] if self.held else None
        return (self.min_share, self.max_share) if share is None else (share, share)

    @property
    def one_decision(self) -> bool:
        """Whether one share serves for all years: profile phasing, or all or nothing."""
        return self.phasing is Phasing.PROFILE or not self.divisible


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row of Rules; ``value`` is a fraction, or £ thousand for eyf, reserve, devolved_addition and saving.

    row     0 for a saving that the scenario added
    source  where its figure comes from: for a saving, the ledger entries
    """

    row: int
    rule: RuleCode
    kind: RuleKind
    scope: str | None
    control: Control | None
    value: float | None
    to: DepartmentCode | None
    years: tuple[float, ...] | None
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """One line of the assumptions log; quality and impact from 1 (poor, small) to 5."""

    row: int
    assumption: str
    statement: str
    owner: str | None
    date: dt.date | None
    quality: int | None
    impact: int | None
    low: str | None
    central: str | None
    high: str | None
    source: str | None
