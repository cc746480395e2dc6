"""What counts, less what was taken out of DEL at the settlement: over-delivery that may be recycled, or a shortfall.

A saving that was taken out already pays for nothing: only what goes beyond it does, and what falls short of it has to
be found. Only what frees cash and passes the checks is held against what was taken out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from spendreview.entries import Moment
from spendreview.entries.live import live_sql
from spendreview.ledger.counted import Counted, counted_claims
from spendreview.ledger.moments import head_at, moment_asked
from spendreview.ledger.programmes import Programme, all_within, standing_programmes
from spendreview.ledger.sheets import ALL
from spendreview.ledger.tables import PRENETTED
from spendreview.ledger.words import SavingType
from spendreview.store import Head, Reader, Store
from spendreview.terms import Control, Year

APART: Mapping[Control, frozenset[str | None]] = {
    Control.RDEL: frozenset({SavingType.CAPITAL.value, SavingType.ASSET_SALE.value}),
    Control.NEAR_CASH: frozenset({SavingType.CAPITAL.value, SavingType.ASSET_SALE.value, SavingType.NON_CASH.value}),
}
"""Kinds of saving that are none in a control: all others are."""

ALONE: Mapping[Control, frozenset[str | None]] = {
    Control.CDEL: frozenset({SavingType.CAPITAL.value}),
    Control.DEPRECIATION: frozenset({SavingType.NON_CASH.value}),
}
"""Kinds of saving that alone are one in a control."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingLine:
    """A department, control and year, £ thousand.

    over        whether the year is over: then what counts is what was claimed in it; else what would be saved in it if
                what counts now goes on
    counting_k  what counts and frees cash; netted_k what was taken out
    offered_k   what a review is given: the part of over-delivery that is recycled, or all of a shortfall, below nil
    claims      the entries of what counts; netted those of what was taken out
    """

    department: str
    control: Control
    year: Year
    over: bool
    counting_k: int
    netted_k: int
    offered_k: int
    claims: tuple[int, ...]
    netted: tuple[int, ...]

    @property
    def difference_k(self) -> int:
        """Over-delivery, or a shortfall below nil."""
        return self.counting_k - self.netted_k


@dataclass(frozen=True, slots=True, kw_only=True)
class Savings:
    """Every line, and what could not be held against what was taken out, in words.

    recycle  the part of over-delivery that is offered
    """

    as_at: dt.date
    known_at: str | None
    recycle: Fraction
    lines: tuple[SavingLine, ...]
    remarks: tuple[str, ...]
    chain_head: Head


@dataclass(frozen=True, slots=True)
class Netted:
    """What was taken out of a department's control in a year.

    programmes  those whose claims count towards it, with what lies within them; None: all, where it is said of none
    named       those of which it is said
    """

    amount_k: int
    entries: tuple[int, ...]
    programmes: frozenset[str] | None
    named: tuple[str, ...]


def savings(
    store: Store,
    *,
    recycle: Fraction = Fraction(1),
    as_at: dt.date | None = None,
    known_at: dt.date | dt.datetime | None = None,
) -> Savings:
    """What a review is to be given, for every department, control and year of which something was taken out.

    recycle  the part of over-delivery that is offered, 0 to 1; what is left of a £ thousand stays with the Treasury
    raises   LedgerError LG818; StoreError
    """
    with store.reading() as reader:
        moment = moment_asked(reader, store.name, as_at, known_at)
        programmes = standing_programmes(reader, moment)
        netted = _netted(reader, moment, programmes)
        claims = counted_claims(reader, moment, programmes, {department for department, *_ in netted})
        lines, remarks = [], []
        for (department, control, year), own in sorted(netted.items()):
            said = _unsaid(department, control, year)
            found = None if said else _line(department, control, year, own, claims, moment, recycle)
            if isinstance(found, SavingLine):
                lines.append(found)
                remarks += _together(found, own)
                said = _totals_left_out(found, own, claims)
            elif found is not None:
                said = found
            remarks += [said] if said else []
        return Savings(
            as_at=moment.as_at,
            known_at=None if known_at is None else known_at.isoformat(),
            recycle=recycle,
            lines=tuple(lines),
            remarks=tuple(remarks),
            chain_head=head_at(reader, moment),
        )


def _netted(
    reader: Reader, moment: Moment, programmes: Mapping[str, Programme]
) -> dict[tuple[str, Control, int], Netted]:
    """By department, control and year: amounts said of several programmes are added up."""
    sql = live_sql(PRENETTED, ("entry", "department", "control", "year", "amount_k", "programme"))
    found: dict[tuple[str, Control, int], Netted] = {}
    for entry, department, control, year, amount, programme in sorted(reader.rows(sql, **moment.parameters)):
        named = None if programme is None else frozenset(all_within(programme, programmes))
        before = found.get((department, Control(control), year), Netted(0, (), frozenset(), ()))
        both = None if named is None or before.programmes is None else before.programmes | named
        names = (*before.named, *([programme] if programme is not None else ()))
        own = Netted(before.amount_k + amount, (*before.entries, entry), both, names)
        found[department, Control(control), year] = own
    return found


def _unsaid(department: str, control: Control, year: int) -> str:
    """Why what was taken out cannot be held against claims; empty where it can."""
    if department == ALL:
        return f"{Year(year)}: what was taken out of the whole of government is no department's, and no rule is made."
    if control not in APART and control not in ALONE:
        where = f"{department}, {control}, {Year(year)}"
        return f"{where}: claims do not say whether they are of {control}, and no rule is made."
    return ""


def _is_of(control: Control, saving_type: str | None) -> bool:
    return saving_type in ALONE[control] if control in ALONE else saving_type not in APART[control]


def _line(
    department: str,
    control: Control,
    year: int,
    netted: Netted,
    claims: Sequence[Counted],
    moment: Moment,
    recycle: Fraction,
) -> SavingLine | str:
    """The line, or why there is none."""
    own = [claim for claim in _theirs(department, netted, claims) if _is_of(control, claim.saving_type)]
    over = moment.as_at >= dt.date(year + 1, 3, 31)
    upto = [claim for claim in own if claim.year <= year]
    speaking = [claim for claim in upto if claim.year == year] if over else upto
    where = f"{department}, {control}, {Year(year)}"
    if not over and not upto:
        return f"{where}: nothing is claimed yet, and no rule is made."
    if speaking and all(claim.total for claim in speaking):
        return f"{where}: published totals cannot be tested, and no rule is made."
    parts = _freed(upto, year, over)
    counting = sum(parts.values())
    named = tuple(sorted(entry for entry, amount in parts.items() if amount))
    difference = counting - netted.amount_k
    offered = difference if difference < 0 else int(difference * recycle)
    return SavingLine(
        department=department,
        control=control,
        year=Year(year),
        over=over,
        counting_k=counting,
        netted_k=netted.amount_k,
        offered_k=offered,
        claims=named,
        netted=netted.entries,
    )


def _freed(claims: Sequence[Counted], year: int, over: bool) -> dict[int, int]:
    """What claims that count free in a year, by entry; what is spread of earlier years' costs among it."""
    last: dict[str, int] = {}
    for claim in claims:
        last[claim.initiative] = max(last.get(claim.initiative, 0), claim.year)
    return {
        claim.entry: claim.cash_in(year) if over or claim.year < last[claim.initiative] else claim.goes_on_in(year)
        for claim in claims
        if claim.counts
    }


def _theirs(department: str, netted: Netted, claims: Sequence[Counted]) -> Iterator[Counted]:
    """A department's claims in the programmes for which something was taken out."""
    for claim in claims:
        if claim.department == department and (
            netted.programmes is None or claim.programme.programme in netted.programmes
        ):
            yield claim


def _together(line: SavingLine, netted: Netted) -> list[str]:
    """That several programmes stand in for each other: a limit is of all of them."""
    names = sorted(set(netted.named))
    if len(names) < 2:
        return []
    where = f"{line.department}, {line.control}, {line.year}"
    return [
        f"{where}: taken out for {', '.join(names[:-1])} and {names[-1]} together; what one saves beyond its part"
        " covers what another misses."
    ]


def _totals_left_out(line: SavingLine, netted: Netted, claims: Sequence[Counted]) -> str:
    """That there are published totals as well, of which nothing is known to count."""
    totals = [
        claim
        for claim in _theirs(line.department, netted, claims)
        if claim.total and claim.year == line.year.start and _is_of(line.control, claim.saving_type)
    ]
    if not totals:
        return ""
    named = ", ".join(sorted({claim.initiative for claim in totals}))
    return (
        f"{line.department}, {line.control}, {line.year}: published totals cannot be tested, and are left out: {named}."
    )
