"""The table of departments: baseline, years, change and real growth, and on a wide terminal what lies behind them."""

from __future__ import annotations

from collections import Counter

from spendreview.allocation import Settlement
from spendreview.cli.terminal.screen import Column, digits_for, figure, signed
from spendreview.money import average_real_growth
from spendreview.report.figures import BidState, Mover, bid_states, movers
from spendreview.report.screen import growth_words
from spendreview.report.words import CONTROL_WORDS
from spendreview.terms import Control, DepartmentCode

ALL = "All"
"""The row of the total."""


def department_columns(settlement: Settlement) -> list[Column]:
    """A row a department by the size of its change, and one for all; ranked so that what matters most stays."""
    rows = movers(settlement)
    years = settlement.review.years
    everyone = (*rows, _total(settlement, rows))
    totals = settlement.total_m(Control.TDEL)
    digits = digits_for(max(totals))

    def money(header: str, amounts: list[float], rank: int) -> Column:
        return Column(header=header, cells=[figure(amount, digits) for amount in amounts], rank=rank, right=True)

    def in_year(t: int) -> list[float]:
        return [*(settlement.amounts[row.department, Control.TDEL][t] for row in rows), totals[t]]

    changes = [figure(row.change_m, digits, sign=True) for row in everyone]
    growth = [growth_words(row.real_growth) for row in everyone]
    return [
        Column(header="\nDept", cells=[row.department for row in everyone]),
        Column(header="\nName", cells=[row.name for row in everyone], rank=5, least=12),
        money(f"{settlement.review.baseline_year}\nbaseline", [row.baseline_m for row in everyone], 3),
        # The first year of the plan says more than one between; the last one stays whatever else goes.
        *(money(f"\n{years[t]}", in_year(t), 4 if t == 0 else 6 + len(years) - t) for t in range(len(years) - 1)),
        money(f"\n{years[-1]}", in_year(-1), 0),
        Column(header="\nChange", cells=changes, rank=2, right=True, style=signed),
        Column(header="Real\na year", cells=growth, rank=1, right=True, style=signed),
        *_behind(settlement, rows, digits),
    ]


def _total(settlement: Settlement, rows: tuple[Mover, ...]) -> Mover:
    """All departments together."""
    review = settlement.review
    before, after = sum(row.baseline_m for row in rows), sum(row.final_m for row in rows)
    growth = None
    if review.deflator is not None:
        growth = average_real_growth(before, after, review.deflator[-1] / review.deflator[0], len(review.years))
    return Mover(
        department=DepartmentCode(ALL), name="departments", baseline_m=before, final_m=after, real_growth=growth
    )


def _behind(settlement: Settlement, rows: tuple[Mover, ...], digits: int) -> list[Column]:
    """For wide terminals: the last year's resource and capital, and how many of its bids a department gets whole."""
    last = settlement.review.years[-1]
    columns = []
    for rank, control in ((20, Control.RDEL), (21, Control.CDEL)):
        none = (0.0,) * len(settlement.review.years)
        own = [settlement.amounts.get((row.department, control), none)[-1] for row in rows]
        cells = [figure(amount, digits) for amount in (*own, settlement.total_m(control)[-1])]
        columns.append(Column(header=f"{CONTROL_WORDS[control]}\n{last}", cells=cells, rank=rank, right=True))
    return [*columns, _bids_funded(settlement, rows)]


def _bids_funded(settlement: Settlement, rows: tuple[Mover, ...]) -> Column:
    states = bid_states(settlement)
    asked = Counter(bid.department for bid in settlement.review.bids)
    pairs = zip(settlement.review.bids, states, strict=True)
    funded = Counter(bid.department for bid, state in pairs if state is BidState.FUNDED)
    own = [row.department for row in rows]
    cells = [f"{funded[code]} of {asked[code]}" if asked[code] else "" for code in own]
    cells.append(f"{funded.total()} of {asked.total()}")
    return Column(header="Bids\nfunded whole", cells=cells, rank=22, right=True)
