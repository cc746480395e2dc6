"""Checks on sums of claims, which warn and keep none from counting: VFM20 and 26."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spendreview.entries import Moment
from spendreview.entries.live import live_sql
from spendreview.ledger.cells import Cell
from spendreview.ledger.checks.places import Sources
from spendreview.ledger.checks.records import Finding
from spendreview.ledger.saying import pounds
from spendreview.ledger.sheets import ALL
from spendreview.ledger.standing import Standing
from spendreview.ledger.tables import BUDGETS, OUTTURN, PRENETTED, TARGETS
from spendreview.ledger.words import Force, SavingType
from spendreview.store import Reader
from spendreview.terms import Control, Year

NOT_RESOURCE = frozenset({SavingType.CAPITAL, SavingType.ASSET_SALE, SavingType.NON_CASH})
"""Savings that do not show in what is spent near-cash."""

CONTINGENCY = (12, 10)
"""Plans that allow for some to slip: 1.2 times the target."""


@dataclass(frozen=True)
class Near:
    """Near-cash of a department in a year, £ thousand: settled, spent, and taken out at the settlement."""

    settled_k: int
    spent_k: int | None
    netted_k: int | None
    entry: int
    batch: int
    sheet_row: int


def unreconciled_of(
    reader: Reader, moment: Moment, standing: Sequence[Standing], levels: Mapping[str, Force]
) -> Iterator[Finding]:
    """Departments that claim more than is missing from what they would have spent: settled, and what was taken out.

    Without an outturn they are taken to have spent what was settled. A department with neither an outturn nor anything
    taken out cannot be reconciled.

    levels  by programme what the check does there: where it is off, its claims are left out
    """
    sources, claimed = Sources(reader), _claimed(standing, levels)
    for (department, year), near in sorted(_near_cash(reader, moment).items()):
        amount = claimed.get((department, year))
        if amount is None or (near.spent_k is None and near.netted_k is None):
            continue
        would = near.settled_k + (near.netted_k or 0)
        spent = near.settled_k if near.spent_k is None else near.spent_k
        if amount <= would - spent:
            continue
        source = sources.of(BUDGETS, near.batch, near.sheet_row, "near_cash")
        how = "as settled, with no outturn" if near.spent_k is None else "spent"
        yield Finding(
            check="VFM20",
            level=Force.W,
            programme="",
            department=department,
            title=f"{department}: what is claimed against what is spent",
            years=(Year(year),),
            amount_k=amount,
            entry=near.entry,
            file=source.file,
            cell=source.cell,
            found=f"{pounds(amount)} claimed; {pounds(would)} would have been spent, {pounds(spent)} {how}",
            wanted=f"{pounds(max(would - spent, 0))} at most, or the outturn in which it shows",
        )


def _claimed(standing: Sequence[Standing], levels: Mapping[str, Force]) -> dict[tuple[str, int], int]:
    """What each department reports in resource in each year, £ thousand."""
    found: dict[tuple[str, int], int] = {}
    claimed: set[tuple[str, int]] = set()
    for cell in (cell for own in standing for cell in own.cells if levels[cell.programme] is not Force.OFF):
        if not cell.held and cell.saving_type not in NOT_RESOURCE and cell.department != ALL:
            key = (cell.department, cell.year)
            # Costs that are spread come off in years in which nothing may be claimed.
            found[key] = found.get(key, 0) + cell.reported_k
            claimed |= {key} if cell.claimed else set()
    return {key: amount for key, amount in found.items() if key in claimed}


def _near_cash(reader: Reader, moment: Moment) -> dict[tuple[str, int], Near]:
    """By department and year in which a budget is known."""
    names = ("department", "year", "near_cash_k")
    spent = {(own, year): amount for own, year, amount in reader.rows(live_sql(OUTTURN, names), **moment.parameters)}
    netted = _netted(reader, moment)
    sql = live_sql(BUDGETS, (*names, "entry", "batch", "sheet_row"))
    return {
        (own, year): Near(amount, spent.get((own, year)), netted.get((own, year)), *place)
        for own, year, amount, *place in reader.rows(sql, **moment.parameters)
    }


WIDEST = (Control.RDEL, Control.NEAR_CASH, Control.ADMIN)
"""Controls that near-cash was taken out of, the widest first: one is part of the one before, and they are not added."""


def _netted(reader: Reader, moment: Moment) -> dict[tuple[str, int], int]:
    sql = live_sql(PRENETTED, ("department", "year", "control", "amount_k", "programme"))
    sums: dict[tuple[str, int], dict[str, int]] = {}
    for department, year, control, amount, _ in reader.rows(sql, **moment.parameters):
        own = sums.setdefault((department, year), {})
        own[control] = own.get(control, 0) + amount
    widest = {key: next((own[control] for control in WIDEST if control in own), None) for key, own in sums.items()}
    return {key: amount for key, amount in widest.items() if amount is not None}


def no_contingency_of(
    reader: Reader, moment: Moment, standing: Sequence[Standing], levels: Mapping[str, Force]
) -> Iterator[Finding]:
    """Programmes, and departments of them, whose plans for the final year leave no room for some to slip.

    levels  by programme what the check does there
    """
    sources = Sources(reader)
    for own in standing:
        code, final = own.programme.programme, own.programme.final_year
        over = moment.as_at.isoformat() > f"{final.start + 1}-03-31"
        if over or levels[code] is Force.OFF:
            continue
        for department, target_k in _targets(own, final):
            planned = _planned([cell for cell in own.cells if department in (ALL, cell.department)])
            times, of = CONTINGENCY
            if target_k <= 0 or (planned or 0) * of >= target_k * times:
                continue
            row = _target_row(reader, moment, code, department, final)
            source = sources.of(TARGETS, row[1], row[2], "amount")
            said = "nothing planned" if planned is None else f"{pounds(planned)} planned"
            yield Finding(
                check="VFM26",
                level=Force.W,
                programme=code,
                department=department,
                title=f"{own.programme.title}: plans against the target",
                years=(final,),
                amount_k=planned,
                entry=row[0],
                file=source.file,
                cell=source.cell,
                found=f"{said} for {final}, with a target of {pounds(target_k)}",
                wanted=f"{pounds(-(-target_k * times // of))}: the target and a fifth, since some will slip",
            )


def _targets(own: Standing, final: Year) -> Iterator[tuple[str, int]]:
    """The targets of the final year: of the whole, and of each department."""
    whole = own.targets.whole(final)
    if whole is not None:
        yield ALL, whole
    for department in sorted({department for department, strand in own.targets.rows if strand is None} - {ALL}):
        amount = own.targets.of(department, None, final)
        if amount is not None:
            yield department, amount


def _planned(cells: Sequence[Cell]) -> int | None:
    total = sum(cell.forecast_k for cell in cells)
    return total if total or any(cell.ahead for cell in cells) else None


def _target_row(reader: Reader, moment: Moment, programme: str, department: str, final: Year) -> tuple[int, int, int]:
    """Entry, batch and row of the target: of the year or the nearest after it; of strands, where they are the whole."""
    sql = live_sql(TARGETS, ("entry", "batch", "sheet_row", "year", "strand", "department"), "programme = :programme")
    rows = [
        (strand is not None, abs(year - final.start), entry, batch, row)
        for entry, batch, row, year, strand, whose in reader.rows(sql, **moment.parameters, programme=programme)
        if (whose or ALL) == department
    ]
    _, _, entry, batch, row = min(rows)
    return entry, batch, row
