"""The table of a position's groups: reported, counting and evidenced side by side, and what else there is room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spendreview.cli.terminal.screen import Column
from spendreview.ledger.records import Figures, Position
from spendreview.report.vfm.rows import amounts_k
from spendreview.report.vfm.words import basis, counting, digits_for, evidenced, money, percent, reported, status

ALL = "All"
"""The row of the whole."""


def group_columns(position: Position, groups: Sequence[Figures]) -> list[Column]:
    """A row a group and one for all; ranked so that what must not stand alone stays together."""
    rows = (*groups, position.figures)
    digits = digits_for(amount for own in rows for amount in amounts_k(own))

    def column(header: str, cell: Callable[[Figures], str], rank: int) -> Column:
        return Column(header=header, cells=[cell(own) for own in rows], right=True, rank=rank)

    keys = [*(own.key for own in groups), ALL]
    columns = [
        Column(header="", cells=keys, least=14),
        column("Target", lambda own: money(own.target_k, digits), 4),
        column("Reported", lambda own: reported(own, digits), 0),
        column("basis", basis, 3),
        column("Counting", lambda own: counting(own, digits), 0),
        column("other", lambda own: money(own.other_improvement_k, digits) if own.other_improvement_k else "", 7),
        column("not testable", lambda own: money(own.not_testable_k, digits) if own.not_testable_k else "", 8),
        column("Evidenced", lambda own: evidenced(own, digits), 1),
        column("audited", lambda own: percent(own.audited_share), 2),
        column("Delivered", lambda own: percent(own.delivered), 5),
        column("Status", lambda own: status(own) if own.status is not None else "", 6),
        column("Forecast", lambda own: money(own.forecast_k, digits) if own.forecast_k else "", 9),
        column("cash", lambda own: percent(own.cash_releasing_share), 10),
        column("one-off", lambda own: money(own.one_off_to_date_k, digits) if own.one_off_to_date_k else "", 11),
    ]
    return [own for own in columns if any(own.cells)]
