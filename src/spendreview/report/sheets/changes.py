"""The sheet Scenario changes: each figure of the workbook that the scenario set otherwise, before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spendreview import money
from spendreview.errors import Place
from spendreview.report.layout import CHANGES, GRANTS, Layout
from spendreview.report.moved import moved_figures
from spendreview.report.words import INDICATIVE
from spendreview.review.records import Bid
from spendreview.review.workbook import MONEY_RULES
from spendreview.scenario.records import BidChange
from spendreview.tabular.book import NOT_APPLICABLE, NOT_AVAILABLE, Cell, Field, Look, Page, Shown, Styled, Table
from spendreview.terms import BidCode, RuleCode

CHANGED_SAVING = f"its source: sheet {GRANTS}"
ADDED_SAVING = f"saving added to the rules; {CHANGED_SAVING}"
"""The source itself stands once, where it has the room: it may be as long as a cell holds, and longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One figure that the scenario set: £ million where ``money``, else in the unit of the workbook's own column."""

    what: str
    code: str
    figure: str
    before: float | str
    after: float | str
    place: Place
    reason: str = ""
    by: str = ""
    money: bool = False


def changes_page(layout: Layout) -> Page | None:
    """A row a figure; None where the scenario changes nothing."""
    rows = list(changes(layout))
    if not rows:
        return None
    fields = (
        Field(header="Of", cells=[row.what for row in rows], width=10),
        Field(header="Code", cells=[row.code for row in rows]),
        Field(header="Figure", cells=[row.figure for row in rows]),
        Field(
            header="In the workbook",
            cells=[_shown(row, row.before) for row in rows],
            shown=Shown.NUMBER,
            width=14,
            group=True,
        ),
        Field(header="In this scenario", cells=[_shown(row, row.after) for row in rows], shown=Shown.NUMBER, width=14),
        Field(
            header="Reason",
            cells=[row.reason or NOT_AVAILABLE for row in rows],
            shown=Shown.WRAPPED,
            width=46,
            group=True,
        ),
        Field(header="By", cells=[row.by or NOT_AVAILABLE for row in rows], width=18),
        Field(header="Set at", cells=[str(row.place) for row in rows], width=36),
    )
    return Page(
        name=CHANGES,
        heading=f"Scenario changes: {layout.review.scenario.name}",
        lines=(
            "Limits and amounts in £ million, cash; shares, rates and factors as fractions; weights are relative.",
            f"{INDICATIVE} {NOT_APPLICABLE}: the workbook has no such figure. {NOT_AVAILABLE}: not given.",
        ),
        table=Table(fields=fields),
        freeze=2,
    )


def _shown(row: Change, value: float | str) -> Cell:
    return value if isinstance(value, str) else Styled(value, Shown.MONEY if row.money else Shown.NUMBER, Look.INPUT)


def changes(layout: Layout) -> Iterator[Change]:
    """Every change as it came out: limits, weights, bids, rules."""
    yield from _limits(layout)
    yield from _weights(layout)
    for change in layout.review.scenario.bids:
        yield from _bid(layout, change)
    yield from _rules(layout)


def _limits(layout: Layout) -> Iterator[Change]:
    before = {row.limit: row.amounts_k for row in layout.review.workbook.limits}
    after = {row.limit: row.amounts_k for row in layout.review.limits}
    for code in dict.fromkeys(change.limit for change in layout.review.scenario.limits):
        own = [change for change in layout.review.scenario.limits if change.limit == code]
        for t, year in enumerate(layout.years):
            setting = [change for change in own if change.year in (None, year)]
            old, new = before[code][t], after[code][t]  # type: ignore[index]
            if setting and old != new:
                yield Change(
                    what="limit",
                    code=code,
                    figure=f"{year}, {' then '.join(change.how.value for change in setting)}",
                    before=money.millions(old) if old is not None else NOT_APPLICABLE,
                    after=money.millions(new) if new is not None else NOT_APPLICABLE,
                    place=setting[-1].place,
                    money=True,
                )


def _weights(layout: Layout) -> Iterator[Change]:
    before = {row.priority: row.weight for row in layout.review.workbook.priorities}
    for change in layout.review.scenario.weights:
        yield Change(
            what="priority",
            code=change.priority,
            figure="weight",
            before=before[change.priority],  # type: ignore[index]
            after=change.weight,
            place=change.place,
        )


def _bid(layout: Layout, change: BidChange) -> Iterator[Change]:
    """The share where it is held, the bounds where it is capped, and the factors on cost and effect."""
    if change.holds:
        for figure, bounds, share in _held(layout, change):
            yield _of_bid(change, figure, bounds, share)
    elif change.max_share is not None:
        before, after = _bids(layout, change)
        for name in ("min_share", "max_share"):
            old = getattr(before, name) if before is not None else NOT_APPLICABLE
            yield _of_bid(change, f"{name} (max_share)", old, getattr(after, name))
    for name in ("scale_cost", "scale_effect"):
        if (factor := getattr(change, name)) is not None:
            yield _of_bid(change, name, 1.0, factor)


def _of_bid(change: BidChange, figure: str, before: float | str, after: float) -> Change:
    return Change(
        what="bid",
        code=change.bid,
        figure=figure,
        before=before,
        after=after,
        reason=change.reason or "",
        by=change.by or "",
        place=change.place,
    )


def _bids(layout: Layout, change: BidChange) -> tuple[Bid | None, Bid]:
    """A bid as handed in, None for one that fill_baseline made, and as it came out."""
    handed_in = {bid.bid: bid for bid in layout.review.workbook.bids}.get(BidCode(change.bid))
    return handed_in, {bid.bid: bid for bid in layout.review.bids}[BidCode(change.bid)]


def _held(layout: Layout, change: BidChange) -> Iterator[tuple[str, str, float]]:
    """(figure, bounds before, share): one row where every year has the same share, else one a year that is held."""
    bid, held = _bids(layout, change)
    how = f"force {change.force.value}" if change.force is not None else "held"
    before = NOT_APPLICABLE
    if bid is not None:
        same = bid.min_share == bid.max_share
        before = f"{bid.min_share:g}" if same else f"{bid.min_share:g} to {bid.max_share:g}"
    shares = [(year, share) for year, share in zip(layout.years, held.held, strict=True) if share is not None]
    if len(set(held.held)) == 1:
        yield f"share ({how})", before, shares[0][1]
        return
    for year, share in shares:
        yield f"share {year} ({how})", before, share


def _rules(layout: Layout) -> Iterator[Change]:
    before = {row.rule: row for row in layout.review.workbook.rules}
    after = {row.rule: row for row in layout.review.rules}
    for change in layout.review.scenario.rules:
        old, new = before.get(RuleCode(change.rule)), after[RuleCode(change.rule)]
        for year, first, then in moved_figures(layout.years, old, new):
            yield Change(
                what="rule",
                code=change.rule,
                figure=str(year) if year is not None else "value",
                reason="" if change.source is None else CHANGED_SAVING if old is not None else ADDED_SAVING,
                before=first if first is not None else NOT_APPLICABLE,
                after=then if then is not None else NOT_APPLICABLE,
                place=change.place_of(str(year)),
                money=new.kind in MONEY_RULES,
            )
