"""The sheets Priorities and Indicators: what the settlement is expected to achieve."""

from __future__ import annotations

from spendreview.outcomes import Indicator
from spendreview.report.layout import INDICATOR_HEADERS, INDICATORS, PRIORITIES, PRIORITY_HEADERS, Layout
from spendreview.report.words import INDICATIVE, status_word
from spendreview.tabular.book import (
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    Cell,
    Field,
    Formula,
    Look,
    Page,
    Placed,
    Shown,
    Table,
)


def priorities_page(layout: Layout) -> Page:
    """A row a priority; the foot is the score."""
    rows, results = layout.review.priorities, layout.settlement.priority_results
    place = layout.priorities
    points = [_points(place, number, row.share, row.attainment) for number, row in enumerate(results)]
    shares: list[Cell] = [row.share for row in results]
    texts = (
        [str(row.priority) for row in rows],
        [row.title for row in rows],
        [row.theme or NOT_AVAILABLE for row in rows],
        [row.lead_department or NOT_AVAILABLE for row in rows],
        [row.kind.value if row.kind is not None else NOT_AVAILABLE for row in rows],
    )
    names = [
        Field(header=header, cells=cells, shown=Shown.WRAPPED if header in ("Title", "Theme") else Shown.TEXT)
        for header, cells in zip(PRIORITY_HEADERS, texts, strict=False)
    ]
    fields = (
        *names,
        Field(
            header="Indicators",
            cells=[len(layout.data.indicators_of[row.priority]) for row in rows],
            shown=Shown.COUNT,
            group=True,
        ),
        Field(header="Weight", cells=[float(row.weight) for row in results], shown=Shown.NUMBER, look=Look.INPUT),
        Field(header="Share of all weight", cells=shares, shown=Shown.PERCENT),
        Field(header="Attainment", cells=_attainments(layout), shown=Shown.PERCENT, group=True),
        Field(header="Points", cells=points, shown=Shown.MONEY, width=9),
    )
    foot: tuple[Cell, ...] = (
        "Score", None, None, None, None, None, None,
        Formula(f"=SUM({place.range('Share of all weight', near=True)})", sum(row.share for row in results)),
        NOT_APPLICABLE,
        Formula(f"=SUM({place.range('Points', near=True)})", layout.settlement.score),
    )  # fmt: skip
    return Page(
        name=PRIORITIES,
        heading="Priorities and what they attain",
        lines=(
            "Attainment: the weighted progress of a priority's indicators, per cent. Points: its share of all weight "
            "times its attainment, of 100.",
            f"{INDICATIVE} {NOT_APPLICABLE}: nothing measures it. Without a measure or a weight it takes no part. "
            f"{NOT_AVAILABLE}: not given.",
        ),
        table=Table(fields=fields, foot=(foot,)),
    )


def _points(place: Placed, number: int, share: float, attainment: float | None) -> Cell:
    if attainment is None:
        return NOT_APPLICABLE
    weight, attained = (place.cell(header, number, near=True) for header in ("Share of all weight", "Attainment"))
    return Formula(f"=100*{weight}*{attained}", 100 * share * attainment)


def _attainments(layout: Layout) -> list[Cell]:
    """The weighted mean of the progress of a priority's indicators, over the sheet Indicators."""
    there, here = layout.indicators, layout.priorities
    cells: list[Cell] = []
    for number, row in enumerate(layout.settlement.priority_results):
        if row.attainment is None:
            cells.append(NOT_APPLICABLE)
            continue
        own = f"EXACT({there.range('Priority')},{here.cell('Priority', number, near=True)})*{there.range('Weight')}"
        cells.append(Formula(f"=SUMPRODUCT({own}*{there.range('Progress')})/SUMPRODUCT({own})", row.attainment))
    return cells


def indicators_page(layout: Layout) -> Page:
    """A row an indicator: what is expected in the year in which it is judged, against its goal."""
    rows, results = layout.review.indicators, layout.settlement.indicator_results
    texts: dict[str, list[Cell]] = {
        "Indicator": [str(row.indicator) for row in rows],
        "Priority": [str(row.priority) for row in rows],
        "Title": [row.title for row in rows],
        "Unit": [row.unit for row in rows],
        "Better": [row.direction.value for row in rows],
        "Goal is": [_aim(row, layout) for row in rows],
        "Judged in": [str(row.year) for row in results],
        "Data quality": [row.data_quality.value if row.data_quality is not None else NOT_AVAILABLE for row in rows],
        "Status of the row": [status_word(row.status) for row in rows],
    }
    numbers: dict[str, tuple[list[Cell], Look]] = {
        "Weight": ([float(row.weight) for row in rows], Look.INPUT),
        "Baseline": ([float(row.baseline) for row in rows], Look.INPUT),
        "Target": ([NOT_APPLICABLE if row.target is None else float(row.target) for row in rows], Look.INPUT),
        "If nothing is funded": ([float(row.trend) for row in results], Look.PLAIN),
        "Forecast": ([float(row.forecast) for row in results], Look.RESULT),
        "Goal": ([float(row.goal) for row in results], Look.PLAIN),
    }
    fields = tuple(_indicator_field(layout, header, texts, numbers) for header in INDICATOR_HEADERS)
    return Page(
        name=INDICATORS,
        heading="Indicators: what is expected in the year in which each is judged",
        lines=(
            "Each in its own unit. Progress: the part of the way from baseline to goal, per cent; at most 100, and "
            "below zero where things get worse.",
            f"{INDICATIVE} The goal is the target; where that lies beyond the plan, the point on the way to it in the "
            "final plan year; without a target, the movement that counts as better.",
        ),
        table=Table(fields=fields),
    )


def _indicator_field(
    layout: Layout, header: str, texts: dict[str, list[Cell]], numbers: dict[str, tuple[list[Cell], Look]]
) -> Field:
    if header in numbers:
        cells, look = numbers[header]
        shown = Shown.NUMBER if header == "Weight" else Shown.LEVEL
        return Field(header=header, cells=cells, shown=shown, look=look, group=header == "Weight")
    if header == "Progress":
        return Field(header=header, cells=_progress(layout), shown=Shown.PERCENT)
    shown = Shown.WRAPPED if header in ("Title", "Unit") else Shown.TEXT
    return Field(header=header, cells=texts[header], shown=shown, group=header == "Data quality")


def _aim(row: Indicator, layout: Layout) -> str:
    if row.target is None:
        return "improvement"
    if row.target_year is not None and row.target_year > layout.years[-1]:
        return f"on the way to {row.target_year}"
    return f"target for {row.target_year}" if row.target_year is not None else "target"


def _progress(layout: Layout) -> list[Cell]:
    place = layout.indicators
    cells: list[Cell] = []
    for number, row in enumerate(layout.settlement.indicator_results):
        forecast, baseline, goal = (
            place.cell(header, number, near=True) for header in ("Forecast", "Baseline", "Goal")
        )
        cells.append(Formula(f"=MIN(1,({forecast}-{baseline})/({goal}-{baseline}))", row.progress))
    return cells
