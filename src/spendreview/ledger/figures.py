"""From cells to the line of a position: what was reported, what counts, and how that stands against the target."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from spendreview.ledger.audited import Evidence
from spendreview.ledger.cells import Cell
from spendreview.ledger.records import NOT_STATED, Figures, Rating, Split

BORDERS = (
    (Fraction(1), Rating.GREEN),
    (Fraction(9, 10), Rating.AMBER_GREEN),
    (Fraction(3, 4), Rating.AMBER_RED),
)
"""From which part of the target on a position has which status: ours, and not official."""

KEYS: Mapping[Split, Callable[[Cell], str | None]] = {
    Split.DEPARTMENT: lambda cell: cell.department,
    Split.STRAND: lambda cell: cell.strand,
    Split.STAGE: lambda cell: cell.stage,
    Split.TYPE: lambda cell: cell.saving_type,
    Split.INITIATIVE: lambda cell: cell.initiative,
    Split.PROGRAMME: lambda cell: cell.programme,
}
"""What a cell is split by."""


def figures_of(
    key: str,
    cells: Sequence[Cell],
    year: int,
    *,
    target_k: int | None = None,
    evidence: Evidence | None = None,
    inner: Sequence[Cell] = (),
) -> Figures:
    """One line, of the cells given; ``inner`` are those of programmes within, for what is said of them."""
    now = [cell for cell in cells if cell.year == year and cell.reports]
    testable = [cell for cell in now if not cell.aggregate]
    # A published total cannot pass a check, but it can fail one: that it was counted before, for one.
    claimed = [cell for cell in now if cell.aggregate and not cell.held]
    reported = sum(cell.reported_k for cell in now)
    held = sum(cell.reported_k for cell in now if cell.held)
    counting = sum(cell.reported_k for cell in testable if not cell.held) if testable else None
    # A part of what is reported says nothing of the whole against the target.
    delivered = None if claimed else _part(counting, target_k)
    return Figures(
        key=key,
        target_k=target_k,
        reported_k=reported,
        basis=_basis(now),
        counting_k=counting,
        other_improvement_k=held,
        not_testable_k=sum(cell.reported_k for cell in claimed),
        evidenced_low_k=evidence.low_k if evidence is not None else None,
        evidenced_high_k=evidence.high_k if evidence is not None else None,
        evidenced_half_k=evidence.half_k if evidence is not None else None,
        audited_k=evidence.scope_k if evidence is not None else None,
        audited_share=_float(_part(evidence.scope_k if evidence is not None else None, reported)),
        cash_releasing_share=_cash_share(now, reported),
        delivered=_float(delivered),
        delivered_reported=_float(_part(reported if now else None, target_k)),
        one_off_to_date_k=sum(cell.one_off_k for cell in cells if cell.year <= year),
        status=rating(delivered),
        forecast_k=_forecast(cells),
        within_k=sum(cell.reported_k for cell in inner if cell.year == year),
    )


def _forecast(cells: Sequence[Cell]) -> int | None:
    """What is expected; None where nobody says, and nothing that is spread falls on the final year."""
    total = sum(cell.forecast_k for cell in cells)
    return total if total or any(cell.ahead for cell in cells) else None


def rating(delivered: Fraction | None) -> Rating | None:
    """The status of what counts over its target; None where that cannot be said."""
    if delivered is None:
        return None
    return next((status for border, status in BORDERS if delivered >= border), Rating.RED)


def grouped(cells: Sequence[Cell], by: Split) -> dict[str, list[Cell]]:
    """Cells by what they are split by, in the order of the keys; those that do not say come last."""
    found: dict[str, list[Cell]] = {}
    for cell in cells:
        found.setdefault(KEYS[by](cell) or NOT_STATED, []).append(cell)
    return {key: found[key] for key in sorted(found, key=lambda key: (key == NOT_STATED, key))}


def _basis(cells: Sequence[Cell]) -> str:
    bases = {cell.basis for cell in cells if cell.claimed or cell.reported_k}
    return "none" if not bases else bases.pop() if len(bases) == 1 else "mixed"


def _cash_share(cells: Sequence[Cell], reported_k: int) -> float | None:
    """Cash freed over what is reported; claims that do not say free none."""
    said = [cell.cash_k for cell in cells if cell.cash_k is not None]
    return _float(_part(sum(said), reported_k)) if said else None


def _part(amount_k: int | None, of_k: int | None) -> Fraction | None:
    """One amount over another; None where either is missing or the second is nil."""
    return None if amount_k is None or not of_k else Fraction(amount_k, of_k)


def _float(part: Fraction | None) -> float | None:
    return None if part is None else float(part)
