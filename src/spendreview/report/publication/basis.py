"""The tables of what the result rests on: the assumptions log, savings, and what the scenario changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spendreview import money
from spendreview.report.moved import moved_figures
from spendreview.report.publication.draft import Draft, Ground, counts, day, figures, given, words
from spendreview.report.publication.savings import saving_tables
from spendreview.report.words import CONTROL_WORDS, spaced
from spendreview.review.records import Assumption, Bid
from spendreview.review.shares import SHARES
from spendreview.review.workbook import MONEY_RULES
from spendreview.scenario.records import BidChange
from spendreview.tabular.book import NOT_AVAILABLE
from spendreview.terms import Year

MILLION = "£ million"
SCENARIO = "Set by the scenario"
ADDED = "Added by the scenario"
HELD = "Held by hand"


def basis_tables(ground: Ground) -> Iterator[Draft]:
    """Assumptions, savings, then changes: each only where there are any."""
    if ground.review.workbook.assumptions:
        yield _assumptions(ground)
    yield from saving_tables(ground)
    if rows := list(_changes(ground)):
        yield _change_table(ground, rows)


def _assumptions(ground: Ground) -> Draft:
    """The log without its owners: who a person is need not be published."""
    rows = ground.review.workbook.assumptions
    return Draft(
        table="Assumptions_log",
        title="Assumptions that the settlement rests on",
        columns=(
            words("Assumption", [f"{given(row.assumption)}: {given(row.statement)}" for row in rows]),
            words("Range of values", [_range(row) for row in rows]),
            counts("Quality (1 to 5) [note scale]", [row.quality for row in rows]),
            counts("Impact (1 to 5) [note scale]", [row.impact for row in rows]),
            words("Reviewed on", [day(row.date) if row.date else NOT_AVAILABLE for row in rows]),
            words("Source", [given(row.source) for row in rows]),
        ),
    )


def _range(row: Assumption) -> str:
    parts = [("Low", row.low), ("central", row.central), ("high", row.high)]
    found = [f"{name} {given(value)}" for name, value in parts if value is not None]
    return "; ".join(found) or NOT_AVAILABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One figure that the review workbook has otherwise, and how that came; None where there is no such figure."""

    what: str
    figure: str
    unit: str
    before: float | None
    after: float | None
    how: str = SCENARIO
    reason: str = ""


def _change_table(ground: Ground, rows: list[Change]) -> Draft:
    return Draft(
        table="Changes_to_the_review",
        title=_title(rows),
        lines=(f"Scenario: {given(ground.review.scenario.name)}. Figures are shown to three decimal places.",),
        columns=(
            words("What is changed", [row.what for row in rows]),
            words("Figure", [row.figure for row in rows]),
            words("Unit", [row.unit for row in rows]),
            figures("In the review workbook (unit as named)", [row.before for row in rows], 3),
            figures("In this settlement (unit as named)", [row.after for row in rows], 3),
            words("How", [row.how for row in rows]),
            words("Reason", [given(row.reason or None) for row in rows]),
        ),
    )


def _title(rows: list[Change]) -> str:
    by_hand = [row.how.startswith(HELD) for row in rows]
    found = [("the scenario", "[note scenario]")] if not all(by_hand) else []
    found += [("shares held by hand", "[note held]")] if any(by_hand) else []
    who, notes = zip(*found, strict=True)
    verb = "change" if any(by_hand) else "changes"
    return f"What {' and '.join(who)} {verb} in the review workbook {' '.join(notes)}"


def _changes(ground: Ground) -> Iterator[Change]:
    yield from _limits(ground)
    yield from _weights(ground)
    yield from _bids(ground)
    yield from _rules(ground)


def _limits(ground: Ground) -> Iterator[Change]:
    before = {row.limit: row.amounts_k for row in ground.review.workbook.limits}
    for row in ground.review.limits:
        what = f"Limit {given(row.limit)}: {ground.scope_words(row.scope)}, {CONTROL_WORDS[row.control]}"
        for year, old, new in zip(ground.review.years, before[row.limit], row.amounts_k, strict=True):
            if old != new:
                yield Change(what=what, figure=str(year), unit=MILLION, before=_millions(old), after=_millions(new))


def _weights(ground: Ground) -> Iterator[Change]:
    before = {row.priority: row.weight for row in ground.review.workbook.priorities}
    for row in ground.review.priorities:
        if (old := before[row.priority]) != row.weight:
            what = f"Priority {given(row.priority)}: {given(row.title)}"
            yield Change(what=what, figure="Weight", unit="relative", before=old, after=row.weight)


def _bids(ground: Ground) -> Iterator[Change]:
    now = {str(bid.bid): bid for bid in ground.review.bids}
    before = {str(bid.bid): bid for bid in ground.review.workbook.bids}
    for change in ground.review.scenario.bids:
        own = now[change.bid]
        what, reason = f"Bid {given(change.bid)}: {given(own.title)}", change.reason or ""
        sets_share = change.holds or change.max_share is not None
        moved = _of_shares(ground.review.years, before.get(change.bid), own) if sets_share else ()
        for figure, old, new in moved:
            yield Change(
                what=what,
                figure=figure,
                unit="fraction of the bid",
                before=old,
                after=new,
                how=_how(change),
                reason=reason,
            )
        for figure, factor in (("Cost", change.scale_cost), ("Effect", change.scale_effect)):
            if factor is not None:
                yield Change(what=what, figure=figure, unit="factor", before=1.0, after=factor, reason=reason)


def _how(change: BidChange) -> str:
    """How a share came to be set; not by whom: who a person is need not be published."""
    if change.share is not None:
        return f"{HELD}, in {'a settlement workbook' if change.place.sheet == SHARES.title else 'the scenario'}"
    return f"Forced {change.force.value} by the scenario" if change.force is not None else SCENARIO


def _of_shares(years: tuple[Year, ...], old: Bid | None, new: Bid) -> Iterator[tuple[str, float | None, float]]:
    """(figure, before, after): bounds that moved, by year where years differ; both of a hold that moves neither."""
    bounds = [new.bounds(t) for t in range(len(years))]
    held = new.held or (None,) * len(years)
    alike = len(set(bounds)) == 1
    was = (old.min_share, old.max_share) if old is not None else (None, None)
    for year, own, share in list(zip(years, bounds, held, strict=True))[: 1 if alike else None]:
        when = "" if alike else f" in {year}"
        for name, before, after in zip(("Least share", "Greatest share"), was, own, strict=True):
            if before != after or (was == own and share is not None):
                yield f"{name}{when}", before, after


def _rules(ground: Ground) -> Iterator[Change]:
    before = {row.rule: row for row in ground.review.workbook.rules}
    for row in ground.review.rules:
        old = before.get(row.rule)
        if old is not None and (old.value, old.years) == (row.value, row.years):
            continue
        what = f"Rule {given(row.rule)}: {spaced(row.kind.value)}"
        unit = MILLION if row.kind in MONEY_RULES else "fraction"
        single = "Stock" if row.years is not None else "All years"
        for year, first, then in moved_figures(ground.review.years, old, row):
            how = SCENARIO if old is not None else ADDED
            yield Change(what=what, figure=str(year or single), unit=unit, before=first, after=then, how=how)


def _millions(amount_k: float | None) -> float | None:
    return None if amount_k is None else money.millions(int(amount_k))
