"""The sheet Charts: what was to be saved, is reported, counts and is evidenced; by year; and posts apart from money.

What a colour says is also said by the words beside each bar, and by stripes and outlines: print may be grey.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypedDict

from spendreview.ledger.records import Figures, Position, YearLine
from spendreview.ledger.words import PostMeasure
from spendreview.money import millions
from spendreview.report.book_pages import DARK_BLUE, DARK_PINK, TURQUOISE, Drawn, page_of_charts
from spendreview.report.live_words import sentence
from spendreview.report.vfm.book_bars import ABOVE, BASE, BELOW, ROWS_EACH
from spendreview.report.vfm.book_bars import LABEL as BAR_LABEL
from spendreview.report.vfm.book_chart_data import (
    LABEL,
    PARTS,
    RELOCATION_HEADERS,
    UNSPLIT,
    YEAR_HEADERS,
    drawn_groups,
    drawn_posts,
    others_reported,
)
from spendreview.report.vfm.book_figures import COUNTING, REPORTED, TARGET
from spendreview.report.vfm.book_layout import Layout
from spendreview.report.vfm.book_posts import GROSS_TARGET, NET, REALLOCATED, PostRow, headcount_rows, relocation_rows
from spendreview.report.vfm.book_words import (
    BARS_DATA,
    CHARTS,
    GROUPS_DATA,
    HEADCOUNT_DATA,
    INFORMS,
    RELOCATION_DATA,
    YEARS_DATA,
    counting,
    key_words,
    money,
    pounds,
    reported,
)
from spendreview.report.vfm.book_years import YEAR, first_rows
from spendreview.report.vfm.words import NO_AUDIT, NO_TARGET
from spendreview.tabular.book import Formula, Page
from spendreview.tabular.charts import Chart, ChartKind, Scale, Series

TOGETHER = 5
"""Positions in one chart of bars."""
DARK = "#3D3D3D"


class _Look(TypedDict):
    kind: ChartKind
    names_axis: str
    value_axis: str
    scale: Scale


BARS_OF_MONEY: _Look = {
    "kind": ChartKind.STACKED_BARS,
    "names_axis": "",
    "value_axis": "£ million a year",
    "scale": Scale.MONEY,
}
"""How a chart looks whose bars are annual values."""

# What is not listed stands first and last: LibreOffice counts such a legend from its end, Excel does not.
BARS = (
    Series(header=BASE, colour=None),
    Series(header=TARGET, colour=DARK, hollow=True, listed="Target (outline)"),
    Series(header=REPORTED, colour=TURQUOISE, listed="Reported"),
    Series(header=COUNTING, colour=DARK_BLUE, listed="Counting"),
    Series(header=ABOVE, colour=DARK_PINK, hatched=True, listed="Evidenced, from low to high (stripes)"),
    Series(header=BELOW, colour=DARK_PINK, hatched=True),
)
GROUPS = (
    Series(header=PARTS[0], colour=DARK_BLUE, listed="Counting"),
    Series(header=PARTS[1], colour=DARK_PINK, hatched=True, listed="Other improvement (stripes)"),
    Series(header=PARTS[2], colour=DARK, hollow=True, listed="Not testable (outline)"),
)
YEARS = (
    Series(header=YEAR_HEADERS[1], colour=TURQUOISE, listed="Reported"),
    Series(header=YEAR_HEADERS[2], colour=DARK_BLUE, listed="Counting"),
    Series(header=YEAR_HEADERS[0], colour=DARK, line=True, listed="Phased target (line)"),
)
HEADCOUNT = (
    Series(header=NET, colour=DARK_BLUE, listed="Net reduction"),
    Series(header=REALLOCATED, colour=DARK_PINK, hatched=True, listed="Reallocated (stripes)"),
    Series(header=UNSPLIT, colour=TURQUOISE, listed="Gross; what of it was reallocated is not known"),
    Series(header=GROSS_TARGET, colour=DARK, hollow=True, listed="Target, gross (outline)"),
)
RELOCATION = (
    Series(header=RELOCATION_HEADERS[1], colour=DARK_BLUE, listed="Relocated"),
    Series(header=RELOCATION_HEADERS[2], colour=DARK, hollow=True, listed="Target (outline)"),
)


def charts_page(layout: Layout, data: Sequence[Page]) -> Page:
    """A sentence, then the chart it speaks of, one on each sheet of paper; ``data`` holds what they are drawn from."""
    lines = (
        "Money is in £ million a year; posts are counted apart.",
        f"{INFORMS} The charts follow the cells of this workbook.",
    )
    drawn = ((said, _with_figures(chart, data)) for said, chart in _drawn(layout, {page.name for page in data}))
    return page_of_charts(CHARTS, "Charts: target, reported, counting and evidenced", lines, drawn)


def _with_figures(chart: Chart, data: Sequence[Page]) -> Chart:
    """The chart without series that have nothing to draw: a legend would promise them."""
    page = next(page for page in data if page.name == chart.sheet)
    first, count = chart.drawn or (0, page.table.rows)
    cells = {field.header: field.cells[first : first + count] for field in page.table.fields}
    seen = tuple(series for series in chart.series if any(cell is not None for cell in cells[series.header]))
    return replace(chart, series=seen or chart.series[:1])


def _drawn(layout: Layout, data: set[str]) -> Iterator[Drawn]:
    yield from _bars(layout)
    if GROUPS_DATA in data:
        yield _groups(layout)
    if YEARS_DATA in data:
        yield from _years(layout)
    if HEADCOUNT_DATA in data:
        yield _headcount(layout)
    if RELOCATION_DATA in data:
        yield _relocation(layout)


def _bars(layout: Layout) -> Iterator[Drawn]:
    """Every position's four figures, a few positions a chart."""
    for first in range(0, len(layout.positions), TOGETHER):
        positions = layout.positions[first : first + TOGETHER]
        rows = ROWS_EACH * len(positions) - 1
        said = " ".join(f"{layout.name(position)}: {figures_said(position.figures)}." for position in positions)
        many = f", programmes {first + 1} to {first + len(positions)}" if len(layout.positions) > TOGETHER else ""
        yield (
            "What was to be saved, what departments report, what of it counts, and what auditors found evidenced: from "
            "green to green and amber, of what they examined. Words in brackets stand where no figure is: not for nil.",
            Chart(
                title=f"Target, reported, counting and evidenced range{many}",
                says=f"Bars, £ million a year, when this was written. {said}",
                sheet=BARS_DATA,
                names=BAR_LABEL,
                series=BARS,
                drawn=(ROWS_EACH * first, rows),
                **BARS_OF_MONEY,
            ),
        )


def figures_said(figures: Figures) -> str:
    """A position in words: for those who do not see the chart."""
    low, high = (money(amount, NO_AUDIT) for amount in (figures.evidenced_low_k, figures.evidenced_high_k))
    evidenced = f"evidenced {low:,.1f} to {high:,.1f}" if isinstance(low, float) and isinstance(high, float) else low
    return (
        f"target {_said(money(figures.target_k, NO_TARGET))}, reported {_said(reported(figures))}, "
        f"counting {_said(counting(figures))}, {evidenced}"
    )


def _said(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:,.1f}"


def _groups(layout: Layout) -> Drawn:
    (listed, _), others = drawn_groups(layout), others_reported(layout)
    key = layout.key.lower()
    left: list[str | Formula] = []
    if others is not None:
        left = [f" The {len(listed)} that report most are drawn; the other {len(layout.lines) - len(listed):,} report "]
        left += [pounds(others), " together."]
    figures = [layout.lines[row] for row in listed]
    said = ", ".join(f"{key_words(one.key)} {_said(millions(one.reported_k))}" for one in figures)
    return (
        sentence(
            f"What is reported, by {key}, the most first, and what it is made of: what counts, other improvement, and "
            "published totals that cannot be tested. The figure in words is what is reported.",
            *left,
        ),
        Chart(
            title=f"Reported by {key}, and what counts of it",
            says=f"Bars of what is reported, £ million a year, when this was written: {said}.",
            sheet=GROUPS_DATA,
            names=LABEL,
            series=GROUPS,
            drawn=(0, len(listed)),
            **BARS_OF_MONEY,
        ),
    )


def _years(layout: Layout) -> Iterator[Drawn]:
    for first, position in zip(first_rows(layout), layout.positions, strict=True):
        if any(amount is not None for line in position.years for amount in _amounts(line)):
            yield _year_chart(layout, position, first)


def _amounts(line: YearLine) -> tuple[int | None, ...]:
    return line.target_k, line.reported_k, line.counting_k


def _year_chart(layout: Layout, position: Position, first: int) -> Drawn:
    said = "; ".join(
        f"{line.year} phased target {_said(money(line.target_k, 'none'))}, "
        f"reported {_said(money(line.reported_k, 'none'))}, counting {_said(money(line.counting_k, 'none'))}"
        for line in position.years
    )
    untested = any(line.reported_k for line in position.years) and all(
        line.counting_k is None for line in position.years
    )
    words = " Nothing that is reported here could be tested, so that no counting figure is drawn." if untested else ""
    return (
        f"{position.title}: what is reported and counts in each year, against the target as it is phased. Every year "
        f"stands for itself, and years are not added up.{words}",
        Chart(
            kind=ChartKind.COLUMNS,
            title=f"Delivery by year against the phased target: {layout.name(position)}",
            says=f"Columns by year with a line for the phased target, £ million a year, when this was written: {said}.",
            sheet=YEARS_DATA,
            names=YEAR,
            series=YEARS,
            names_axis="Financial year",
            value_axis="£ million a year",
            scale=Scale.MONEY,
            drawn=(first, len(position.years)),
        ),
    )


def _headcount(layout: Layout) -> Drawn:
    rows, gross = headcount_rows(layout), PostMeasure.REDUCTION_GROSS
    return (
        "Posts taken out, of which some were moved to the front line: what is left of the bar is the net reduction."
        f"{_left_out(rows, gross)} Posts are not money, and are never added to it.",
        _posts("Headcount: gross reduction, reallocated and net", HEADCOUNT_DATA, HEADCOUNT, rows, gross),
    )


def _relocation(layout: Layout) -> Drawn:
    rows, moved = relocation_rows(layout), PostMeasure.RELOCATED
    return (
        f"Posts moved to another place, against their target.{_left_out(rows, moved)} They are no reduction of posts, "
        "and no part of the headcount.",
        _posts("Relocation: posts moved, and the target", RELOCATION_DATA, RELOCATION, rows, moved),
    )


def _left_out(rows: list[PostRow], measure: PostMeasure) -> str:
    listed = len(drawn_posts(rows, measure))
    return f" The {listed} with most posts are drawn, of {len(rows)}." if listed < len(rows) else ""


def _posts(title: str, sheet: str, series: tuple[Series, ...], rows: list[PostRow], measure: PostMeasure) -> Chart:
    said = "; ".join(_posts_said(rows[number]) for number in drawn_posts(rows, measure))
    return Chart(
        kind=ChartKind.STACKED_BARS,
        title=title,
        says=f"Bars of posts, when this was written: {said}.",
        sheet=sheet,
        names=LABEL,
        series=series,
        names_axis="",
        value_axis="Posts",
        scale=Scale.MONEY,
    )


def _posts_said(row: PostRow) -> str:
    parts = (
        f"{line.measure.replace('_', ' ')} {line.posts:,.0f}"
        + ("" if line.target is None else f" of a target of {line.target:,.0f}")
        for line in row.lines.values()
    )
    return f"{row.department} {', '.join(parts)}"
