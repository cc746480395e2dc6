"""The checker's rules for the tables of a published workbook: what they hold, and how it looks."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter

from tests.report.publication_opened import FRONT, Opened, rule, tables

SANS = {"Arial", "Calibri", "Verdana", "Helvetica", "Aptos", "Tahoma", "Open Sans"}
SHORTHAND = re.compile(r"\[(?!note )[^\[\]]+\]")
MEANINGS = {"[x]": "not available", "[z]": "not applicable", "[c]": "confidential", "[low]": "low"}
MARKER = re.compile(r"\[note (\d+)\]")
NUMBER = re.compile(r"[-+(]?[£$€]?\s?\d[\d,]*(\.\d+)?\s?(%|m|k|bn)?\)?(\s?\[[^\]]*\])?")
FIRST = 5
"""Points that the edge of a row takes."""


# The tables ----------------------------------------------------------------------------------------------------------


@rule
def table_names(opened: Opened) -> None:
    seen: Counter[str] = Counter()
    for sheet in opened.sheets:
        for name in sheet.tables:
            seen[name.casefold()] += 1
            if re.fullmatch(r"(?i)(table|tbl|_)?[\d_]*", name) or len(name) < 5:
                opened.say("table-name", f"{sheet.title}: {name}", "says nothing of what the table holds")
    for name, count in seen.items():
        if count > 1:
            opened.say("table-name", name, "two tables have this name")


@rule
def header_rows(opened: Opened) -> None:
    for sheet, header, _ in tables(opened):
        table = next(iter(sheet.tables.values()))
        if table.headerRowCount != 1:
            opened.say("header", sheet.title, "the table has no header row of its own")
        texts = [cell.value for cell in header]
        if [column.name for column in table.tableColumns] != texts:
            opened.say("header", sheet.title, "the header's cells are not the names of the table's columns")
        for cell in header:
            if not isinstance(cell.value, str) or not cell.value.strip() or re.fullmatch(r"Column\d+", cell.value):
                opened.say("header", f"{sheet.title}!{cell.coordinate}", "is an empty header")
        for text, count in Counter(str(text).casefold() for text in texts).items():
            if count > 1:
                opened.say("header", sheet.title, f"two columns are headed {text!r}")


@rule
def units(opened: Opened) -> None:
    """A column of figures says in its header what they are in."""
    for sheet, header, rows in tables(opened):
        for position, cell in enumerate(header):
            has_figures = any(isinstance(row[position].value, int | float) for row in rows)
            if has_figures and not re.search(r"\([^()]+\)", MARKER.sub("", str(cell.value))):
                opened.say("unit", f"{sheet.title}!{cell.coordinate}", f"{cell.value!r} does not say its unit")


@rule
def blanks(opened: Opened) -> None:
    for sheet, _, rows in tables(opened):
        for cell in (cell for row in rows for cell in row):
            if cell.value is None or (isinstance(cell.value, str) and not cell.value.strip()):
                opened.say("blank", f"{sheet.title}!{cell.coordinate}", "is blank")


@rule
def numbers(opened: Opened) -> None:
    """A number is a number, with nothing in it; one format a column, with thousands separators."""
    for sheet, _, rows in tables(opened):
        formats: dict[int, set[str]] = {}
        for cell in (cell for row in rows for cell in row):
            place = f"{sheet.title}!{cell.coordinate}"
            if isinstance(cell.value, str) and NUMBER.fullmatch(cell.value.strip()):
                opened.say("number-as-text", place, f"{cell.value!r} is text")
            elif isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
                formats.setdefault(cell.column, set()).add(cell.number_format)
            elif cell.value is not None and not isinstance(cell.value, str):
                opened.say("number-as-text", place, f"{cell.value!r} is neither a number nor text")
        for column, found in formats.items():
            place = f"{sheet.title}!{get_column_letter(column)}"
            if len(found) > 1:
                opened.say("number-format", place, f"figures are shown in {len(found)} ways")
            elif "#,##0" not in (shown := next(iter(found))) or re.search(r"[%£$€]", shown):
                opened.say("number-format", place, f"{shown!r} lacks separators or puts a symbol into the figure")


@rule
def shorthand(opened: Opened) -> None:
    """Shorthand is known, said above the table, and said only where it is used."""
    for sheet, header, rows in tables(opened):
        used = {mark for row in rows for cell in row for mark in _shorthand(cell)}
        above = " ".join(str(sheet.cell(number, 1).value) for number in range(1, header[0].row))
        for mark in used - set(MEANINGS):
            opened.say("shorthand", sheet.title, f"{mark} is no shorthand of the guidance")
        for mark, meaning in MEANINGS.items():
            said = f"{mark} = {meaning}" in above
            if said != (mark in used):
                opened.say(
                    "shorthand", sheet.title, f"{mark} is {'said but not used' if said else 'used but not said'}"
                )


def _shorthand(cell: Cell) -> list[str]:
    """Shorthand that is all that a cell holds, or that hangs on a figure."""
    text = cell.value.strip() if isinstance(cell.value, str) else ""
    return SHORTHAND.findall(text) if re.fullmatch(r"[\d,.\s]*(\[[^\[\]]+\]\s?)+", text) else []


@rule
def notes(opened: Opened) -> None:
    """Every marker has its note, every note its marker; a sheet with markers says where the notes are."""
    used: set[int] = set()
    for sheet in opened.sheets[3:]:
        texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
        own = {int(number) for text in texts for number in MARKER.findall(text)}
        used |= own
        says = any("notes, which can be found on the Notes worksheet" in text for text in texts)
        if says != bool(own):
            opened.say(
                "notes-line", sheet.title, "says so without notes" if says else "does not say where the notes are"
            )
    if FRONT[2] not in opened.book.sheetnames:
        return
    texts = [str(row[0].value) for row in opened.book[FRONT[2]].iter_rows()]
    there = [int(text.removeprefix("note ")) for text in texts if re.fullmatch(r"note \d+", text)]
    if there != list(range(1, len(there) + 1)):
        opened.say("notes", FRONT[2], f"the notes are numbered {there}")
    for number in sorted(used ^ set(there)):
        opened.say("notes", f"note {number}", "is used but not there" if number in used else "is there but not used")


@rule
def total_rows(opened: Opened) -> None:
    """A row that looks like a total says so in its first cell."""
    for sheet, _, rows in tables(opened):
        for row in rows:
            if row[0].font.b and not re.match(r"(?i)(all|total)\b", str(row[0].value)):
                opened.say(
                    "total", f"{sheet.title}!{row[0].coordinate}", f"{row[0].value!r} does not say that it is a total"
                )


# How it looks --------------------------------------------------------------------------------------------------------


@rule
def looks(opened: Opened) -> None:
    """Sans-serif letters of 10 points or more; neither fill nor colour, italics or superscript; nothing centred."""
    for sheet in opened.sheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            place, font = f"{sheet.title}!{cell.coordinate}", cell.font
            if font.name not in SANS or font.scheme:
                opened.say("font", place, f"{font.name} is not a sans-serif font, or is the theme's")
            if (font.sz or 0) < 10:
                opened.say("font", place, f"{font.sz} points are too small")
            if font.i or font.strike or font.vertAlign:
                opened.say("font", place, "italics, struck through, or raised")
            if font.u and cell.hyperlink is None:
                opened.say("font", place, "underlined without being a link")
            coloured = font.color is not None and (font.color.type == "rgb" and font.color.rgb[-6:] != "000000")
            if coloured and cell.hyperlink is None:
                opened.say("colour", place, "is coloured")
            if cell.fill.patternType not in (None, "none"):
                opened.say("colour", place, "is filled")
            if cell.alignment.horizontal in ("center", "centerContinuous", "justify") or cell.alignment.textRotation:
                opened.say("alignment", place, "is centred or turned")


@rule
def wrapping(opened: Opened) -> None:
    for sheet, header, rows in tables(opened):
        for cell in (cell for row in [header, *rows] for cell in row):
            if isinstance(cell.value, str) and len(cell.value) > 8 and not cell.alignment.wrapText:
                opened.say("wrap", f"{sheet.title}!{cell.coordinate}", "is not wrapped")


@rule
def room(opened: Opened) -> None:
    """Every figure fits its column and every text its row: nothing is shown as #### or cut off."""
    for sheet, header, rows in tables(opened):
        for cell in (cell for row in [header, *rows] for cell in row):
            width = sheet.column_dimensions[_dimension(sheet, cell.column)].width
            place = f"{sheet.title}!{cell.coordinate}"
            if isinstance(cell.value, int | float):
                decimals = len((re.search(r"0\.(0+)", cell.number_format) or ["", ""])[1])
                if len(f"{cell.value:,.{decimals}f}") * 0.95 > width - 0.7:
                    opened.say("room", place, f"{cell.value} does not fit {width} characters")
                continue
            height = sheet.row_dimensions[cell.row].height
            if height is not None and height + FIRST < 12.0 * _lines(str(cell.value), width) * 1.15:
                opened.say("room", place, f"{len(str(cell.value))} characters are cut off at {height} points")


def _dimension(sheet: Any, column: int) -> str:
    """Columns of equal width share one entry, under the letter of the first of them."""
    for letter, dimension in sheet.column_dimensions.items():
        if (dimension.min or 0) <= column <= (dimension.max or 0):
            return letter
    return get_column_letter(column)


def _lines(text: str, width: float) -> int:
    """The fewest lines that a text can take: letters are narrower than digits, by a fifth or so."""
    return max(1, -(-int(len(text) * 0.8) // max(1, int(width))))
