"""Write declared sheets as Excel: a blank template with an example row that is not read, or a workbook of given rows.

Every sheet looks the same: its title in row 1, its guidance in row 2, how to read the colours in row 3, then the header
row and the data, with a note on every header, drop-downs, and input cells marked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spendreview.tabular import entry
from spendreview.tabular.cells import Text
from spendreview.tabular.describe import note, setting_note
from spendreview.tabular.files import atomic_path
from spendreview.tabular.schema import Column, Family, Setting, Sheet

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Row = Mapping[str, object]
Rows = Mapping[str, Sequence[Row]]
"""Rows by sheet title; each from column names to values: £ million, fractions, text, dates."""

CREATED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""A fixed date of creation: a workbook written twice is the same file, byte for byte."""

SPARE_ROWS = 20
"""Rows marked for input below the last one that holds something."""

LAST_ROW = 2_000
"""The last row with drop-downs; number formats go on below it."""

PAGE = 260.0
"""Characters across a printed page that can still be read."""

NOT_READ = ("#", "note")
"""How the headers of columns start that the reader leaves to their owner."""

WAITS = "# "
"""In front of what is not read yet."""

TAKE_AWAY = " To use it, take away the # before its name."

MEANING = Column("# meaning", Text(width=80))
"""A column beside a sheet of settings: what each means. The reader leaves it alone."""

LEGEND = (
    "{bold}: required. Others may stay blank. Yellow cells are yours to fill in. "
    "A row whose first cell starts with # is not read. Point at a header for its note."
)
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_workbook(
    path: Path,
    sheets: Sequence[Sheet],
    context: Any,
    rows: Rows | None = None,
    *,
    examples: Mapping[str, Row] | None = None,
    created: dt.datetime = CREATED,
) -> None:
    """Write a workbook that the reader of the same sheets takes back; the same input gives the same bytes.

    context   what the columns of the sheets' families depend on
    rows      None: the blank template, each sheet with one example row that is not read, and settings at their example;
              else what each sheet holds: the sheets named and those required are written, text is never a formula
    examples  by sheet title, what the example row (or a setting) shows in place of what is declared
    raises    OutputError where the file cannot be written; ValueError for a sheet or column that is not declared
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    if rows is None:
        pages = [_blank(sheet, context, (examples or {}).get(sheet.title, {})) for sheet in sheets]
    else:
        pages = [_filled(sheet, context, rows.get(sheet.title, ())) for sheet in _chosen(sheets, rows)]
    with atomic_path(path) as temporary:
        try:
            with xlsxwriter.Workbook(str(temporary), OPTIONS) as book:
                book.set_properties({"title": path.stem, "author": "spendreview", "created": created})
                styles = entry.Styles(book)
                for page in pages:
                    _SheetWriter(book.add_worksheet(page.sheet.title), page, pages, styles).write()
        except FileCreateError as error:
            raise OSError(str(error)) from None


@dataclass(frozen=True, slots=True)
class _Page:
    """One sheet ready to be written: its columns from left to right, its rows, and how many of them are examples."""

    sheet: Sheet
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    examples: int = 0

    @property
    def first_row(self) -> int:
        """The number, from 0, of the first row that is read."""
        return self.sheet.header_row + self.examples

    def setting(self, row: Row) -> Setting | None:
        """The setting that a row of a sheet of settings holds."""
        name = str(row.get(self.columns[0].name)).removeprefix(WAITS)
        return next((setting for setting in self.sheet.settings if setting.name == name), None)


def _chosen(sheets: Sequence[Sheet], rows: Rows) -> list[Sheet]:
    unknown = set(rows) - {sheet.title for sheet in sheets}
    if unknown:
        raise ValueError(f"no sheet is declared as {', '.join(sorted(unknown))}")
    return [sheet for sheet in sheets if sheet.required or sheet.title in rows]


def _blank(sheet: Sheet, context: Any, examples: Row) -> _Page:
    """A sheet with its example row, or with its settings at their examples."""
    columns = sheet.resolved(context)
    key = columns[0].name
    if sheet.settings:
        rows = tuple(_setting_row(item, columns, examples.get(item.name, item.example)) for item in sheet.settings)
        return _with_meanings(_Page(sheet, columns, rows), such_as=True)
    example = {column.name: examples.get(column.name, column.example) for column in columns}
    return _Page(sheet, columns, ({**example, key: f"{WAITS}{example[key] or 'example'}"},), examples=1)


def _setting_row(setting: Setting, columns: tuple[Column, ...], value: object) -> Row:
    """A setting at its example; where it has none and no value may be blank, a row that is not read until # goes."""
    name, own = columns[:2]
    waits = value is None and own.required
    return {name.name: f"{WAITS}{setting.name}" if waits else setting.name, own.name: value}


def _filled(sheet: Sheet, context: Any, rows: Sequence[Row]) -> _Page:
    """A sheet with every declared column but those of optional families that no row names; then the rows' own notes."""
    named = dict.fromkeys(name for row in rows for name in row)
    columns: list[Column] = []
    for item in sheet.columns:
        own = item.columns(context) if isinstance(item, Family) else (item,)
        columns += [column for column in own if isinstance(item, Column) or column.header or column.name in named]
    columns += [_notes_column(sheet, name) for name in named if name not in {column.name for column in columns}]
    for row in rows:
        if str(row.get(columns[0].name) or "").lstrip().startswith("#"):
            raise ValueError(f"a row of {sheet.title} starts with #, and would not be read: {row}")
    return _with_meanings(_Page(sheet, tuple(columns), tuple(rows)))


def _notes_column(sheet: Sheet, name: str) -> Column:
    if not name.casefold().startswith(NOT_READ):
        raise ValueError(f"the sheet {sheet.title} has no column {name!r}")
    return Column(name, Text(width=40), help="Not read.")


def _with_meanings(page: _Page, *, such_as: bool = False) -> _Page:
    """Beside settings, what each means; ``such_as``: and the example of one that is blank."""
    if not page.sheet.settings:
        return page
    rows = []
    for row in page.rows:
        setting = page.setting(row)
        waits = str(row.get(page.columns[0].name)).startswith(WAITS)
        meaning = setting_note(setting) + (TAKE_AWAY if waits else "") if setting is not None else None
        if such_as and setting is not None and setting.example is not None and row[page.columns[1].name] is None:
            meaning = f"{meaning} Such as {setting.example}."
        rows.append({**row, MEANING.name: meaning})
    return replace(page, columns=(*page.columns, MEANING), rows=tuple(rows))


class _SheetWriter:
    """Writes one page."""

    def __init__(self, sheet: Worksheet, page: _Page, pages: Sequence[_Page], styles: entry.Styles) -> None:
        self.sheet, self.page, self.pages, self.styles = sheet, page, pages, styles

    def write(self) -> None:
        """Heading, headers, rows, and how the sheet is frozen, filtered and printed."""
        self._write_heading()
        for number, column in enumerate(self.page.columns):
            self._write_header(number, column)
        if self.page.sheet.settings:
            self._write_settings()
        else:
            self._write_rows()
        self._set_up()

    def _write_heading(self) -> None:
        bold = "Bold setting" if self.page.sheet.settings else "Dark header in bold"
        self.sheet.write_string(0, 0, self.page.sheet.title, self.styles(bold=True, font_size=14))
        self.sheet.write_string(1, 0, self.page.sheet.guidance)
        self.sheet.write_string(2, 0, LEGEND.format(bold=bold), self.styles(font_size=9, font_color=entry.GREY))

    def _write_header(self, number: int, column: Column) -> None:
        header = self.page.sheet.header_row - 1
        look = entry.REQUIRED if column.required else entry.OPTIONAL
        plain = self.styles(num_format=entry.number_format(column.kind))
        self.sheet.set_column(number, number, self._width(column), plain)
        self.sheet.write_string(header, number, column.name, self.styles(**look))
        if column is not MEANING:
            text = note(column)
            lines = sum(1 + len(line) // 42 for line in text.splitlines())
            self.sheet.write_comment(header, number, text, {"width": 280, "height": 26 + 16 * lines})

    def _width(self, column: Column) -> float:
        return entry.width(column, (row.get(column.name) for row in self.page.rows))

    def _write_rows(self) -> None:
        page, start = self.page, self.page.sheet.header_row
        spare: tuple[Row, ...] = ({},) * SPARE_ROWS
        for place, column in enumerate(page.columns):
            rule = entry.validation(column.kind, self._codes(column))
            if rule is not None:
                self.sheet.data_validation(page.first_row, place, LAST_ROW - 1, place, rule)
            example = self.styles.cell(entry.EXAMPLE, column.kind, column)
            style = self.styles.cell(entry.INPUT, column.kind, column)
            for number, row in enumerate((*page.rows, *spare), start=start):
                value = entry.cell_value(row.get(column.name), column.kind)
                entry.write_cell(self.sheet, number, place, value, example if number < page.first_row else style)

    def _write_settings(self) -> None:
        name, value = self.page.columns[:2]
        for number, row in enumerate(self.page.rows, start=self.page.sheet.header_row):
            setting = self.page.setting(row)
            for place, column in enumerate(self.page.columns):
                kind = setting.kind if setting is not None and column is value else column.kind
                look = entry.NAME if column in (name, MEANING) else entry.SETTING
                if column is name and setting is not None and setting.required:
                    look = entry.REQUIRED_NAME
                rule = entry.validation(kind)
                if column is value and rule is not None:
                    self.sheet.data_validation(number, place, number, place, rule)
                shown = entry.cell_value(row.get(column.name), kind)
                entry.write_cell(self.sheet, number, place, shown, self.styles.cell(look, kind, column))

    def _codes(self, column: Column) -> str | None:
        """The cells of another sheet that hold the codes a column names, as far down as they are filled."""
        target = next((page for page in self.pages if page.sheet.title == column.refers_to), None)
        if target is None:
            return None
        title, first = f"'{target.sheet.title}'", target.first_row + 1
        return f"=OFFSET({title}!$A${first},0,0,MAX(1,COUNTA({title}!$A${first}:$A${LAST_ROW})),1)"

    def _set_up(self) -> None:
        sheet, page = self.sheet, self.page
        header = page.sheet.header_row - 1
        widths = [self._width(column) for column in page.columns]
        if any(len(column.name) + 4 > own for column, own in zip(page.columns, widths, strict=True)):
            sheet.set_row(header, 2 * entry.LINE)
        for number, row in enumerate(page.rows, start=header + 1):
            height = max(entry.height(column, row.get(column.name)) for column in page.columns)
            if height > entry.LINE:
                sheet.set_row(number, height)
        sheet.freeze_panes(header + 1, 1)
        if not page.sheet.settings:
            sheet.autofilter(header, 0, header + len(page.rows) + SPARE_ROWS, len(page.columns) - 1)
        self._set_up_print(sum(widths))

    def _set_up_print(self, across: float) -> None:
        """Landscape on A4, one page wide; a sheet with a column a control and year on as many as can be read."""
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(ceil(across / PAGE), 0)
        self.sheet.repeat_rows(self.page.sheet.header_row - 1)
        self.sheet.repeat_columns(0)
        self.sheet.set_footer("&L&F, &A&RPage &P of &N")
