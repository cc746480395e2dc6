"""What the ledger answers: figures of a programme, of its parts and of its years, in whole £ thousand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from spendreview.errors import Problem
from spendreview.store import Head
from spendreview.terms import Year


class Split(StrEnum):
    """What a position may be split by."""

    DEPARTMENT = "department"
    STRAND = "strand"
    STAGE = "stage"
    TYPE = "type"
    INITIATIVE = "initiative"
    PROGRAMME = "programme"


class Rating(StrEnum):
    """How counting savings stand against the target of their year; the borders are ours and not official."""

    GREEN = "green"
    AMBER_GREEN = "amber_green"
    AMBER_RED = "amber_red"
    RED = "red"


NOT_STATED = "(not stated)"
"""The key of a group whose claims do not say what they are split by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One line of a position, £ thousand a year; None where something cannot be said.

    key               what the line is of: a department, a strand ...; the programme's code for a whole position
    target_k          what was to be saved in the year
    reported_k        what departments say, without forecasts: counting + other improvement + not testable
    basis             whether that is net of cost: net, gross, unknown, mixed, or none without a claim
    counting_k        what passes the checks that bind; None where nothing can be tested
    other_improvement_k   what does not, and is kept and shown
    not_testable_k    published totals, with no initiatives behind them that could be tested
    evidenced_low_k   what auditors graded green; evidenced_high_k green and amber
    evidenced_half_k  green and half of amber: a weight of ours, not the auditors'
    audited_k         what auditors looked at; None where nobody audited
    audited_share     the part of reported that auditors looked at
    cash_releasing_share  cash freed, net of cost, over reported; None where no claim says
    delivered         counting over target; delivered_reported reported over target
    one_off_to_date_k what has been spent once, to the end of the year
    status            from delivered
    forecast_k        what is expected in the programme's final year; None where nobody says, or years differ
    within_k          how much of reported comes from programmes within this one
    """

    key: str
    target_k: int | None = None
    reported_k: int = 0
    basis: str = "none"
    counting_k: int | None = None
    other_improvement_k: int = 0
    not_testable_k: int = 0
    evidenced_low_k: int | None = None
    evidenced_high_k: int | None = None
    evidenced_half_k: int | None = None
    audited_k: int | None = None
    audited_share: float | None = None
    cash_releasing_share: float | None = None
    delivered: float | None = None
    delivered_reported: float | None = None
    one_off_to_date_k: int = 0
    status: Rating | None = None
    forecast_k: int | None = None
    within_k: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What one check keeps from counting in a year, £ thousand: a claim that fails several stands under each.

    claims   how many
    alone_k  of those that no other check holds: what would count if this one found nothing
    """

    check: str
    claims: int
    amount_k: int
    alone_k: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLine:
    """One year of a programme, £ thousand: its phased target, and what was reported and counts."""

    year: Year
    target_k: int | None
    reported_k: int | None
    counting_k: int | None
    not_testable_k: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLine:
    """Posts of one department: counts, beside the money and never added to it."""

    department: str
    measure: str
    as_at: dt.date
    posts: float
    target: float | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A programme in a year, as at a date and as known at a time.

    programme   its code; None where the position is of all programmes
    final_target_k  the target of the final year, where the year asked for is another
    known_at    as asked for; None where all that is in the ledger was known
    by          what the groups are
    taken       what each check keeps from counting in the year
    chain_head  the last entry that was known
    posts       of its programme, and those that name none
    notes       what a reader must know beside the figures
    """

    programme: str | None
    title: str
    year: Year
    final_year: Year
    as_at: dt.date
    known_at: str | None
    by: Split | None
    figures: Figures
    final_target_k: int | None
    groups: tuple[Figures, ...]
    years: tuple[YearLine, ...]
    posts: tuple[PostLine, ...]
    notes: tuple[str, ...]
    chain_head: Head
    taken: tuple[Taken, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of one file.

    kind          return, or audit for an auditor's report
    return_id     of the return, or the name of the report
    claims        claims in it, forecasts included; for a report its findings
    superseded    claims of earlier returns whose place its own take
    overtaken     its own claims that a later return had overtaken before it came
    forecasts     claims in it that never count
    not_testable  claims of aggregates
    held          claims of it that stand and that a check keeps from counting; not_counting how many each check keeps
    warned        claims of it on which a check warns, and none does more
    findings      remarks, each with its cell
    head          of the chain once it was in
    """

    kind: str
    file: str
    return_id: str
    department: str
    as_at: dt.date
    claims: int
    superseded: int
    overtaken: int
    forecasts: int
    not_testable: int
    already_imported: bool
    findings: tuple[Problem, ...]
    head: Head
    held: int = 0
    not_counting: Mapping[str, int] = field(default_factory=dict)
    warned: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A correction that is in.

    entry     its own number
    corrects  the number of the entry whose place it takes
    table     that holds both
    was       what the entry said that was corrected, in words
    now       what its place says now; None where it is withdrawn
    changed   by column of the sheet what it said and what it says now, as they would be typed
    findings  remarks on the row as corrected
    head      of the chain once it was in
    """

    entry: int
    corrects: int
    table: str
    was: str
    now: str | None
    changed: Mapping[str, tuple[str, str]]
    findings: tuple[Problem, ...]
    head: Head


class State(StrEnum):
    """What became of an entry."""

    STANDS = "stands"
    FORECAST = "forecast"
    SUPERSEDED = "superseded"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One entry on an initiative, a programme or a department.

    table        that holds it
    what         what it says, in words
    year         that it speaks of, where it speaks of one
    as_at        the date that it speaks of
    imported_at  when it came, UTC; by whom; from which file and cell (``Claims!A12``), both empty for a correction
    gross_k      of a claim or a forecast, £ thousand: before cost; net_k as it is reported by its basis and programme
    state        whether it stands; state_by the entry that took its place
    reason       why, of a correction
    """

    entry: int
    table: str
    what: str
    year: Year | None
    as_at: dt.date
    imported_at: str
    by: str
    file: str
    cell: str
    gross_k: int | None
    net_k: int | None
    forecast: bool
    state: State
    state_by: int | None
    reason: str
