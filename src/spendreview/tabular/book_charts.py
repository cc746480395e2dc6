"""Draw the charts of a book with XlsxWriter, with the figures as they stand in the cells that they point at.

Rows are written as they come, so XlsxWriter cannot look them up again: the cached values that previews draw from come
from the table itself.
"""

from __future__ import annotations

from typing import Any

from spendreview.tabular.book import HEADER_ROW, Book, Field, Page, Placed, plain_value
from spendreview.tabular.charts import Chart, ChartKind, Scale, Series

TYPES = {
    ChartKind.STACKED_COLUMNS: {"type": "column", "subtype": "stacked"},
    ChartKind.COLUMNS: {"type": "column"},
    ChartKind.BARS: {"type": "bar"},
    ChartKind.STACKED_BARS: {"type": "bar", "subtype": "stacked"},
}
LYING = (ChartKind.BARS, ChartKind.STACKED_BARS)
FONT = {"name": "Arial", "size": 9, "color": "#1A1A1A"}
SMALL = FONT | {"size": 8}
MANY = 22
"""Bars from which their words are set smaller, so that each still has a line of its own."""
FEW = 4
"""Bars up to which they are kept from filling the chart."""
BARS_LIE = {"x": 0.37, "y": 0.09, "width": 0.6, "height": 0.79}
"""Where bars lie within their chart: the words on their left get more room than Excel would leave them."""
BELOW_LEGEND = BARS_LIE | {"y": 0.17, "height": 0.71}
"""The same where a legend stands above them."""
GRID = {"visible": True, "line": {"color": "#D5DAE0", "width": 0.5}}
AXIS_LINE = {"color": "#3D3D3D", "width": 0.75}
ROW_PIXELS = 21
"""The height of a row on a sheet with charts."""


def draw_charts(workbook: Any, sheet: Any, page: Page, book: Book, widths: list[float]) -> None:
    """Lay the charts of a page over the rows kept for them."""
    if page.charts:
        sheet.set_default_row(0.75 * ROW_PIXELS)
    tables = {other.name: other for other in book.pages}
    pixels = sum(int(width * 7 + 0.5) + 5 for width in widths)
    for chart in page.charts:
        drawn = _drawn(workbook, chart, tables[chart.sheet])
        drawn.set_size({"width": pixels - 8, "height": chart.rows * ROW_PIXELS - 8})
        options = {"object_position": 2, "description": chart.says, "x_offset": 4, "y_offset": 4}
        sheet.insert_chart(HEADER_ROW + chart.row, 0, drawn, options)


def _drawn(workbook: Any, chart: Chart, data: Page) -> Any:
    fields = {field.header: field for field in data.table.fields}
    place = Placed(data.name, tuple(fields), data.table.rows)
    lines = [series for series in chart.series if series.line]
    bars = [series for series in chart.series if not series.line]
    drawn, *over = (
        _with_series(workbook.add_chart(kind), chart, own, place, fields)
        for kind, own in ((TYPES[chart.kind], bars), ({"type": "line"}, lines))
        if own
    )
    for other in over:
        drawn.combine(other)
    hidden = [number for number, series in enumerate([*bars, *lines]) if not series.listed]
    if len(hidden) < len(chart.series):
        drawn.set_legend({"position": "top", "font": FONT, "delete_series": hidden})
    else:
        drawn.set_legend({"none": True})
    drawn.set_title({"name": chart.title, "name_font": FONT | {"size": 13, "bold": True}, "overlay": False})
    drawn.set_chartarea({"border": {"none": True}, "fill": {"color": "#FFFFFF"}})
    _axes(drawn, chart, _rows(chart, place)[1], from_nil=_from_nil(chart, place, fields))
    return drawn


def _with_series(drawn: Any, chart: Chart, own: list[Series], place: Placed, fields: dict[str, Field]) -> Any:
    for series in own:
        drawn.add_series(_series(chart, series, place, fields))
    return drawn


def _from_nil(chart: Chart, place: Placed, fields: dict[str, Field]) -> bool:
    """Whether the value axis is to begin at nil: left alone, programs begin it near the smallest of large figures."""
    if chart.kind not in (ChartKind.COLUMNS, ChartKind.STACKED_BARS):
        return False
    first, count = _rows(chart, place)
    values = [value for series in chart.series for value in _values(fields[series.header])[first : first + count]]
    return all(value >= 0 for value in values if isinstance(value, int | float))


def _rows(chart: Chart, place: Placed) -> tuple[int, int]:
    """The first row of the data that a chart draws, and how many."""
    return chart.drawn or (0, place.rows)


def _address(place: Placed, header: str, first: int, count: int) -> str:
    """The cells of a column that are drawn."""
    last = place.cell(header, first + max(count, 1) - 1, near=True, fixed=True)
    return f"={place.cell(header, first, fixed=True)}:{last}"


def _series(chart: Chart, series: Series, place: Placed, fields: dict[str, Field]) -> dict[str, Any]:
    first, count = _rows(chart, place)
    found: dict[str, Any] = {
        "name": series.listed or series.header,
        "categories": _address(place, chart.names, first, count),
        "categories_data": _values(fields[chart.names])[first : first + count],
        "values": _address(place, series.header, first, count),
        "values_data": _values(fields[series.header])[first : first + count],
        "gap": 40 if count > FEW else 150,
        **_filling(series),
    }
    if series.labels:
        label = {"value": True, "num_format": series.labels, "font": FONT | {"bold": True}}
        found["data_labels"] = label | ({"position": "outside_end"} if chart.kind is ChartKind.BARS else {})
    return found


def _filling(series: Series) -> dict[str, Any]:
    if series.colour is None:
        return {"fill": {"none": True}, "border": {"none": True}}
    if series.line:
        mark = {"type": "diamond", "size": 8, "fill": {"color": series.colour}, "border": {"color": series.colour}}
        return {"line": {"color": series.colour, "width": 2, "dash_type": "dash"}, "marker": mark}
    if series.hollow:
        return {"fill": {"color": "#FFFFFF"}, "border": {"color": series.colour, "width": 1.5}}
    if series.hatched:
        stripes = {"pattern": "wide_upward_diagonal", "fg_color": series.colour, "bg_color": "#FFFFFF"}
        return {"pattern": stripes, "border": {"color": series.colour, "width": 0.75}}
    return {"fill": {"color": series.colour}, "border": {"none": True}}


def _values(field: Field) -> list[Any]:
    return [plain_value(cell) for cell in field.cells]


def _axes(drawn: Any, chart: Chart, rows: int, *, from_nil: bool) -> None:
    """Words stand at the foot or on the left even where figures are below zero; the first bar stands at the top."""
    small = chart.kind in LYING and rows > MANY
    names: dict[str, Any] = {
        "name": chart.names_axis,
        "name_font": FONT,
        "num_font": SMALL if small else FONT,
        "label_position": "low",
        "interval_unit": 1,
        "line": AXIS_LINE,
        "major_tick_mark": "none",
    }
    values: dict[str, Any] = {
        "name": chart.value_axis,
        "name_font": FONT,
        "num_font": FONT,
        "num_format": chart.scale.value,
        "major_gridlines": GRID,
        "line": {"none": True},
    }
    if chart.scale is Scale.PERCENT and chart.ceiling is not None:
        values |= {"min": 0, "max": chart.ceiling, "major_unit": 0.2}
    if from_nil:
        values["min"] = 0
    if chart.kind in LYING:
        drawn.set_plotarea({"layout": BELOW_LEGEND if any(series.listed for series in chart.series) else BARS_LIE})
        drawn.set_y_axis(names | {"reverse": True, "crossing": "max"})
        drawn.set_x_axis(values)
    else:
        drawn.set_x_axis(names)
        drawn.set_y_axis(values)
