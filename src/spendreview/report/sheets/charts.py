"""The sheet Charts: who moves, how far the limits on the total are used, and what the priorities attain."""

from __future__ import annotations

from collections.abc import Callable

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
from spendreview.tabular.book import Cell, Field, Formula, Link, Page, Placed, Shown, Table
from spendreview.tabular.charts import Chart, ChartKind, Scale, Series

FIRST_ROWS, ROWS = 26, 29
"""Rows under the first chart, below the sheet's title, and under the others: with a sentence they fill a landscape A4.
A screen 1,024 dots wide shows all of their width."""
DARK_BLUE, TURQUOISE, DARK_PINK = "#12436D", "#28A197", "#801650"
"""Of the Government Analysis Function's palette, chosen to be told apart by the colour-blind."""
FULL, ROOM = 1.0, 1.1
"""Where the axis of a share ends: with room for a figure beside the longest bar."""

Drawn = tuple[Formula | str, Chart]
"""A sentence that says what a chart shows, and the chart."""


def charts_page(layout: Layout) -> Page:
    """A sentence, then the chart it speaks of, one on each sheet of paper."""
    makers: tuple[Callable[[Layout, int], Drawn | None], ...] = (_movers, _limits, _priorities)
    charts: list[Chart] = []
    words: list[Cell] = []
    links: list[Cell] = []
    breaks: list[int] = []
    for make in makers:
        drawn = make(layout, len(words) + 1)
        if drawn is None:
            continue
        breaks.append(len(words))
        charts.append(drawn[1])
        words += [drawn[0], *[None] * drawn[1].rows]
        links += [Link(drawn[1].sheet, drawn[1].sheet), *[None] * drawn[1].rows]
    return Page(
        name=CHARTS,
        heading=f"Charts: {layout.review.name}",
        lines=(
            "What moves, what is left and what is attained. Money is in £ million, cash.",
            f"{INDICATIVE} The charts follow the cells of this workbook.",
        ),
        table=Table(
            fields=(
                Field(header="What the chart below shows", cells=words, shown=Shown.WRAPPED, width=112),
                Field(header="Its figures", cells=links, width=22),
            )
        ),
        freeze=0,
        filtered=False,
        charts=tuple(charts),
        breaks=tuple(breaks[1:]) or (len(words),),
    )


def _movers(layout: Layout, row: int) -> Drawn:
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
        row=row,
        rows=FIRST_ROWS,
    )


def _limits(layout: Layout, row: int) -> Drawn | None:
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
        row=row,
        rows=ROWS,
        ceiling=ROOM if max(use for _, use in uses) <= FULL + 0.05 else None,
    )


def _priorities(layout: Layout, row: int) -> Drawn | None:
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
        row=row,
        rows=ROWS,
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
