"""The sheet Charts: who moves, how far the limits on the total are used, and what the priorities attain."""

from __future__ import annotations

from collections.abc import Callable

from spendreview.report.book_pages import DARK_BLUE, DARK_PINK, TURQUOISE, Drawn, page_of_charts
from spendreview.report.layout import CHARTS, LIMITS_DATA, MOVERS_DATA, PRIORITIES_DATA, Layout
from spendreview.report.live_words import decimals_for, figure, sentence
from spendreview.report.sheets.chart_data import (
    BASE,
    MOVER_HEADERS,
    OTHERS,
    PARTS,
    TOTAL,
    available_m,
    drawn_priorities,
    drawn_rooms,
    mover_steps,
)
from spendreview.report.words import CONTROL_WORDS, INDICATIVE
from spendreview.tabular.book import Page, Placed
from spendreview.tabular.charts import Chart, ChartKind, Scale, Series

FULL, ROOM = 1.0, 1.1
"""Where the axis of a share ends: with room for a figure beside the longest bar."""


def charts_page(layout: Layout) -> Page:
    """What moves, what is left, and what is attained; a chart that has nothing to draw is left out."""
    makers: tuple[Callable[[Layout], Drawn | None], ...] = (_movers, _limits, _priorities)
    lines = (
        "What moves, what is left and what is attained. Money is in £ million, cash.",
        f"{INDICATIVE} The charts follow the cells of this workbook.",
    )
    drawn = [own for own in (make(layout) for make in makers) if own is not None]
    return page_of_charts(CHARTS, f"Charts: {layout.review.name}", lines, drawn)


def _movers(layout: Layout) -> Drawn:
    steps = mover_steps(layout)
    place = Placed(MOVERS_DATA, MOVER_HEADERS, len(steps))
    change = float(steps[-1].change.value)
    total = figure(place.cell("Change", len(steps) - 1), change, decimals_for([change]), signed=True)
    span = f"from the restated {layout.review.baseline_year} baseline to {layout.years[-1]}"
    what = f"the {len(steps) - 2} largest, then all others" if steps[-2].words == OTHERS else "the largest first"
    words = sentence(
        f"Who moves: a department's change in Total DEL {span}, each column from where the one before it ends; {what}. "
        "All together, £ million: ", total, ". Stripes and a minus sign mark a fall.",
    )  # fmt: skip
    said = ", ".join(f"{step.words} {float(step.change.value):+,.1f}" for step in steps)
    kinds = zip(PARTS, (TURQUOISE, DARK_PINK, DARK_BLUE), ("Rise (+)", "Fall (-)", TOTAL), strict=True)
    bars = [
        Series(
            header=f"{part}, {side} nil",
            colour=colour,
            hatched=part == "Fall",
            listed=listed if side == "above" else "",
        )
        for part, colour, listed in kinds
        for side in ("above", "below")
    ]
    return words, Chart(
        kind=ChartKind.STACKED_COLUMNS,
        title=f"Who moves: change in Total DEL, {layout.review.baseline_year} to {layout.years[-1]}",
        says=f"Waterfall of the change in Total DEL {span}, £ million, when the run wrote this: {said}.",
        sheet=MOVERS_DATA,
        names="Label",
        series=(Series(header=BASE, colour=None), *bars),
        names_axis="Department, and its change in £ million",
        value_axis="£ million, cash, added up from the left",
        scale=Scale.MONEY,
    )


def _limits(layout: Layout) -> Drawn | None:
    rooms = drawn_rooms(layout)
    if not rooms:
        return None
    words = (
        "Use of the limits: how much of what the limits on the total make available is spent, after the reserve and "
        "switching, by control and year. What is left is named beside each bar."
    )
    uses = [(room, room.limit.spend_m / available_m(room)) for room in rooms]
    said = ", ".join(f"{CONTROL_WORDS[room.control]} {room.year} {use:.1%}" for room, use in uses)
    return words, Chart(
        kind=ChartKind.BARS,
        title="Use of the limits on the total",
        says=f"Bars of the share of each limit on the total that is spent, when the run wrote this: {said}.",
        sheet=LIMITS_DATA,
        names="Label",
        series=(Series(header="Used", colour=DARK_BLUE, labels="0.0%"),),
        names_axis="Control and year, and what is left in £ million",
        value_axis="Spent, per cent of what is available",
        scale=Scale.PERCENT,
        ceiling=ROOM if max(use for _, use in uses) <= FULL + 0.05 else None,
    )


def _priorities(layout: Layout) -> Drawn | None:
    drawn = drawn_priorities(layout)
    if not drawn:
        return None
    score = layout.priorities.cell("Points", len(layout.review.priorities))
    words = sentence(
        "What the priorities attain: the weighted progress of each priority's indicators towards their goals, the "
        f"furthest first{_left_out(layout, len(drawn))}. Over all priorities, by weight: ",
        figure(score, layout.settlement.score, 1), " points of 100.",
    )  # fmt: skip
    rows = layout.review.priorities
    said = ", ".join(f"{rows[number].priority} {attainment:.1%}" for number, attainment in drawn)
    within = min(attainment for _, attainment in drawn) >= 0
    return words, Chart(
        kind=ChartKind.BARS,
        title="What the priorities attain",
        says=f"Bars of the attainment of each priority, the highest first, when the run wrote this: {said}.",
        sheet=PRIORITIES_DATA,
        names="Label",
        series=(Series(header="Attainment", colour=DARK_BLUE, labels="0.0%"),),
        names_axis="Priority",
        value_axis="Attainment, per cent of the way to the goals",
        scale=Scale.PERCENT,
        ceiling=ROOM if within else None,
    )


def _left_out(layout: Layout, drawn: int) -> str:
    """Which priorities have no bar."""
    measured = sum(row.attainment is not None for row in layout.settlement.priority_results)
    unmeasured = len(layout.review.priorities) - measured
    parts = []
    if drawn < measured:
        parts.append(f"the {drawn} with the greatest weight are shown, of {measured}")
    if unmeasured:
        parts.append(f"{unmeasured} that nothing measures {'is' if unmeasured == 1 else 'are'} left out")
    return f" ({'; '.join(parts)})" if parts else ""
