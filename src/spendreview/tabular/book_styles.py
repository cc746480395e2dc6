"""How the cells of a book look, and how wide its columns are. Colour never says anything that a word does not."""

from __future__ import annotations

from typing import Any

from spendreview.tabular.book import Cell, Field, Formula, Link, Look, Shown, Styled

NUMBERS = {
    Shown.MONEY: "#,##0.0",
    Shown.MILLI: "#,##0.000",
    Shown.PERCENT: "0.0%",
    Shown.SHARE: "0%",
    Shown.NUMBER: "General",
    Shown.COUNT: "#,##0",
}
"""Number formats; text has none."""

FONT = {"font_name": "Arial", "font_size": 10, "valign": "top"}
LINE = "#BFC5CC"
HEADER = {"bold": True, "bg_color": "#E3E8EE", "text_wrap": True, "valign": "bottom", "bottom": 2, "bottom_color": "#3B4A5A"}
LOOKS: dict[Look, dict[str, Any]] = {
    Look.PLAIN: {},
    Look.INPUT: {"font_color": "#1F3F9F"},
    Look.RESULT: {"bg_color": "#EAF4EC"},
}
WIDEST, NARROWEST = 46, 7


class Styles:
    """The formats of one workbook, each made when it is first asked for."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[Any, ...], Any] = {}
        self.title = workbook.add_format({"font_name": "Arial", "font_size": 14, "bold": True})
        self.line = workbook.add_format({"font_name": "Arial", "font_size": 10, "font_color": "#3B4A5A"})
        self.link = workbook.add_format({**FONT, "font_color": "#1F3F9F", "underline": 1, "bottom": 4, "bottom_color": LINE})

    def header(self, field: Field) -> Any:
        """The format of a column's header: figures stand right, words left."""
        align = "left" if field.shown in (Shown.TEXT, Shown.WRAPPED) else "right"
        return self._format(("header", align, field.group), {**HEADER, "align": align} | _group(field.group))

    def body(self, field: Field) -> Any:
        """The format of a column's cells."""
        extra = {"bottom": 4, "bottom_color": LINE} | _group(field.group)
        return self._cell(("body", field.shown, field.look, field.group), field.shown, field.look, extra)

    def foot(self, field: Field, *, first: bool) -> Any:
        """The format of a column's totals."""
        rule = {"top": 1, "top_color": "#3B4A5A"} if first else {"bottom": 4, "bottom_color": LINE}
        extra = {"bold": True} | rule | _group(field.group)
        return self._cell(("foot", field.shown, field.group, first), field.shown, Look.PLAIN, extra)

    def lone(self, shown: Shown, look: Look) -> Any:
        """The format of a cell that is not like its column: it stands left, among words."""
        extra = {"bottom": 4, "bottom_color": LINE, "align": "left"}
        return self._cell(("lone", shown, look), shown, look, extra)

    def _cell(self, key: tuple[Any, ...], shown: Shown, look: Look, extra: dict[str, Any]) -> Any:
        properties = LOOKS[look] | extra
        if shown in NUMBERS:
            properties = {"align": "right", "num_format": NUMBERS[shown]} | properties
        elif shown is Shown.WRAPPED:
            properties = {"text_wrap": True} | properties
        return self._format(key, properties)

    def _format(self, key: tuple[Any, ...], properties: dict[str, Any]) -> Any:
        if key not in self._made:
            self._made[key] = self._workbook.add_format(FONT | properties)
        return self._made[key]


def _group(starts: bool) -> dict[str, Any]:
    return {"left": 1, "left_color": "#3B4A5A"} if starts else {}


def column_width(field: Field) -> float:
    """The width that a column needs, in characters: its longest word in the header, and its cells."""
    if field.width is not None:
        return field.width
    word = max(map(len, field.header.split()), default=0) + 2
    if field.shown in (Shown.TEXT, Shown.WRAPPED):
        needed = max((len(_words(cell)) for cell in field.cells), default=0) + 1
        return float(min(WIDEST, max(NARROWEST, word, needed)))
    figures = [value for cell in field.cells if isinstance(value := _value(cell), int | float)]
    largest = max((abs(value) for value in figures), default=0.0)
    return float(max(NARROWEST, word, len(_figure(largest, field.shown)) + 2))


def _value(cell: Cell) -> Any:
    value = cell.value if isinstance(cell, Styled) else cell
    return value.value if isinstance(value, Formula) else value


def _words(cell: Cell) -> str:
    if isinstance(cell, Link):
        return cell.text
    value = _value(cell)
    return "" if value is None else str(value)


def _figure(largest: float, shown: Shown) -> str:
    """The widest figure as it is shown, with room for a minus sign; a total may be ten times as large."""
    decimals = {Shown.MONEY: ",.1f", Shown.MILLI: ",.3f", Shown.PERCENT: ".1%", Shown.SHARE: ".0%"}.get(shown, ",.0f")
    return "-" + format(largest * (10 if shown in (Shown.MONEY, Shown.MILLI) else 1), decimals)
