"""How the cells of a book look. Colour never says anything that a word does not."""

from __future__ import annotations

from typing import Any

from spendreview.tabular.book import Field, Look, Shown, Styled

NUMBERS = {
    Shown.MONEY: "#,##0.0",
    Shown.PERCENT: "0.0%",
    Shown.SHARE: "0%",
    Shown.NUMBER: "General",
    Shown.LEVEL: "#,##0.0##",
    Shown.COUNT: "#,##0",
}
"""Number formats; text has none."""
NIL = {Shown.MONEY: (0.05, "0.0"), Shown.PERCENT: (0.0005, "0.0%"), Shown.SHARE: (0.005, "0%")}
"""Below what size a figure is shown as nil, and how: -0.04 would be shown as -0.0."""

PLAIN = {"font_name": "Arial", "font_size": 10, "font_scheme": "none"}
"""Of no scheme: XlsxWriter would call it the theme's own font, which is Calibri, and Excel would show that."""
FONT = {**PLAIN, "valign": "top"}
LINE = "#BFC5CC"
INPUT_YELLOW = "#FFF8DC"
"""As in the template: what people fill in."""
HEADER = {
    "bold": True,
    "bg_color": "#E3E8EE",
    "text_wrap": True,
    "valign": "bottom",
    "bottom": 2,
    "bottom_color": "#3B4A5A",
}
LOOKS: dict[Look, dict[str, Any]] = {
    Look.PLAIN: {},
    Look.INPUT: {"font_color": "#1F3F9F"},
    Look.RESULT: {"bg_color": "#EAF4EC"},
    Look.HEADING: {"bold": True, "bg_color": "#F2F4F7"},
    Look.OPEN: {"bg_color": INPUT_YELLOW},
}
WORDS = (Shown.TEXT, Shown.WRAPPED)


class Styles:
    """The formats of one workbook, each made when it is first asked for."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[Any, ...], Any] = {}
        self.title = workbook.add_format({**PLAIN, "font_size": 14, "bold": True})
        self.line = workbook.add_format({**PLAIN, "font_color": "#3B4A5A"})
        self.wrapped_line = workbook.add_format({**FONT, "font_color": "#3B4A5A", "text_wrap": True})
        link = {**FONT, "font_color": "#1F3F9F", "underline": 1}
        self.back = workbook.add_format(link)
        self.link = workbook.add_format({**link, "bottom": 4, "bottom_color": LINE})

    def header(self, field: Field) -> Any:
        """The format of a column's header: figures stand right, words left."""
        align = "left" if field.shown in WORDS else "right"
        return self._format(("header", align, field.group), {**HEADER, "align": align} | _group(field))

    def body(self, field: Field) -> Any:
        """The format of a column's cells."""
        extra = {"bottom": 4, "bottom_color": LINE} | _group(field) | ({"locked": False} if field.editable else {})
        look = Look.OPEN if field.editable else field.look
        return self._cell(("body", field.shown, look, field.group, field.editable), field.shown, look, extra)

    def foot(self, field: Field, *, first: bool) -> Any:
        """The format of a column's totals."""
        rule = {"top": 1, "top_color": "#3B4A5A"} if first else {"bottom": 4, "bottom_color": LINE}
        extra = {"bold": True} | rule | _group(field)
        return self._cell(("foot", field.shown, field.group, first), field.shown, Look.PLAIN, extra)

    def lone(self, cell: Styled) -> Any:
        """The format of a cell that is not like its column."""
        extra = {"bottom": 4, "bottom_color": LINE} | ({"align": "left"} if cell.left else {})
        return self._cell(("lone", cell.shown, cell.look, cell.left), cell.shown, cell.look, extra)

    def _cell(self, key: tuple[Any, ...], shown: Shown, look: Look, extra: dict[str, Any]) -> Any:
        properties = LOOKS[look] | extra
        if shown in NUMBERS:
            properties = {"align": "right", "num_format": number_format(shown)} | properties
        else:
            properties = {"align": "left", "text_wrap": shown is Shown.WRAPPED} | properties
        return self._format(key, properties)

    def _format(self, key: tuple[Any, ...], properties: dict[str, Any]) -> Any:
        if key not in self._made:
            self._made[key] = self._workbook.add_format(FONT | properties)
        return self._made[key]


def number_format(shown: Shown) -> str:
    """How Excel is to show a column's figures: without a minus nil, and clear of the line on their right.

    >>> number_format(Shown.MONEY)
    '[>=0.05]#,##0.0_-;[<=-0.05]-#,##0.0_-;"0.0"_-;@_-'
    """
    own = NUMBERS[shown]
    if own == "General":
        return own
    if shown not in NIL:
        return f"{own}_-;-{own}_-;{own}_-;@_-"
    least, nil = NIL[shown]
    return f'[>={least}]{own}_-;[<=-{least}]-{own}_-;"{nil}"_-;@_-'


def _group(field: Field) -> dict[str, Any]:
    """The line on the left of a group; words keep clear of it."""
    if not field.group:
        return {}
    return {"left": 1, "left_color": "#3B4A5A"} | ({"indent": 1} if field.shown in WORDS else {})
