"""A checker of the rules for published spreadsheets, as far as a machine can tell; it knows nothing of the program.

The rules are those of the Government Analysis Function: "Releasing statistics in spreadsheets" and its checklist of the
basics for accessible spreadsheets. It reads the finished file, with openpyxl and as raw XML, and reports every breach
as "rule: place: what is wrong". What no program can tell, such as whether words are plain, it leaves to a reader.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter, range_boundaries

FRONT = ("Cover", "Contents", "Notes")
SANS = {"Arial", "Calibri", "Verdana", "Helvetica", "Aptos", "Tahoma", "Open Sans"}
SHORTHAND = re.compile(r"\[(?!note )[^\[\]]+\]")
MEANINGS = {"[x]": "not available", "[z]": "not applicable", "[c]": "confidential", "[low]": "low"}
MARKER = re.compile(r"\[note (\d+)\]")
NUMBER = re.compile(r"[-+(]?[£$€]?\s?\d[\d,]*(\.\d+)?\s?(%|m|k|bn)?\)?(\s?\[[^\]]*\])?")
VAGUE = {"here", "click here", "link", "more", "this", "see here", "read more"}
PARTS = {
    "xl/media": "an image",
    "xl/charts": "a chart",
    "xl/drawings": "a drawing or text box",
    "xl/vbaProject": "a macro",
    "xl/comments": "a comment",
    "xl/embeddings": "an embedded file",
    "xl/externalLinks": "a link to another workbook",
    "xl/pivotTables": "a pivot table",
}
XML_RULES = {
    "formula": (r"<f[ >/]", "a formula in place of a value"),
    "panes": (r"<pane\b", "frozen or split panes"),
    "filter": (r"<autoFilter\b", "a filter"),
    "conditional": (r"<conditionalFormatting\b", "conditional formatting"),
    "picture": (r"<(drawing|legacyDrawing|picture|oleObjects)\b", "a picture or an object"),
}
FIRST = 5
"""Points that the edge of a row takes."""


@dataclass
class Opened:
    """One workbook, read in every way that the rules need."""

    path: Path
    marking: str
    book: Any
    parts: dict[str, str]
    names: list[str]
    found: list[str] = field(default_factory=list)

    @property
    def sheets(self) -> list[Any]:
        return list(self.book.worksheets)

    @property
    def tabled(self) -> list[Any]:
        """Every sheet that is to have a table."""
        return [sheet for sheet in self.sheets if sheet.title != FRONT[0]]

    def say(self, rule: str, place: str, wrong: str) -> None:
        self.found.append(f"{rule}: {place}: {wrong}")


Rule = Callable[[Opened], None]
RULES: list[Rule] = []


def rule(check: Rule) -> Rule:
    """A rule of the checker."""
    RULES.append(check)
    return check


def breaches(path: Path, marking: str = "") -> list[str]:
    """Every breach of the rules; none where the workbook keeps them all. marking: what every sheet has to say."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name).decode("utf-8") for name in names if name.endswith((".xml", ".rels"))}
    opened = Opened(path=path, marking=marking, book=openpyxl.load_workbook(path), parts=parts, names=names)
    for check in RULES:
        check(opened)
    return opened.found


def rules_broken(path: Path, marking: str = "") -> set[str]:
    """The names of the rules that are broken."""
    return {text.partition(":")[0] for text in breaches(path, marking)}


# The workbook as a whole ---------------------------------------------------------------------------------------------


@rule
def order(opened: Opened) -> None:
    """Cover, contents and notes come first, in this order; tables after them."""
    names = [sheet.title for sheet in opened.sheets]
    if tuple(names[:3]) != FRONT or len(names) < 4:
        opened.say("order", "workbook", f"begins with {names[:3]}, not with {FRONT} and a table")


@rule
def sheet_names(opened: Opened) -> None:
    for name in opened.book.sheetnames:
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,30}", name):
            opened.say("sheet-name", name, "has spaces or odd characters, or is too long")


@rule
def properties(opened: Opened) -> None:
    known = opened.book.properties
    for name in ("title", "language"):
        if not getattr(known, name):
            opened.say("properties", "workbook", f"the document has no {name}")


@rule
def parts(opened: Opened) -> None:
    for start, what in PARTS.items():
        for name in opened.names:
            if name.startswith(start):
                opened.say("parts", name, f"holds {what}")


@rule
def hidden(opened: Opened) -> None:
    for sheet in opened.sheets:
        if sheet.sheet_state != "visible":
            opened.say("hidden", sheet.title, "the sheet is hidden")
        for kind, sized in (("row", sheet.row_dimensions), ("column", sheet.column_dimensions)):
            for key, dimension in sized.items():
                size = getattr(dimension, "height" if kind == "row" else "width")
                if dimension.hidden or size == 0:
                    opened.say("hidden", f"{sheet.title}!{key}", f"the {kind} is hidden")


@rule
def raw(opened: Opened) -> None:
    """Formulas, panes, filters, pictures: told from the XML, since a library may not show them."""
    for name, text in opened.parts.items():
        for rule_name, (pattern, what) in XML_RULES.items():
            if name.startswith(("xl/worksheets/sheet", "xl/tables/")) and re.search(pattern, text):
                opened.say(rule_name, name, f"has {what}")


@rule
def view(opened: Opened) -> None:
    """It opens on the cover, with the cursor in A1 on every sheet."""
    if opened.book.active is not opened.sheets[0]:
        opened.say("view", "workbook", f"opens on {opened.book.active.title}")
    for sheet in opened.sheets:
        for seen in sheet.views.sheetView:
            corners = [seen.topLeftCell or "A1"]
            corners += [cell for selection in seen.selection for cell in (selection.activeCell, selection.sqref)]
            if any(cell not in (None, "A1") for cell in corners):
                opened.say("view", sheet.title, "the cursor is not in A1")
            if seen.tabSelected and sheet is not opened.sheets[0]:
                opened.say("view", sheet.title, "is selected beside the first sheet")


@rule
def headers_and_footers(opened: Opened) -> None:
    """Nothing is said in a header or footer alone."""
    for sheet in opened.sheets:
        shown = " ".join(str(cell.value) for row in sheet for cell in row if cell.value is not None)
        for part in (sheet.oddHeader, sheet.oddFooter, sheet.evenHeader, sheet.evenFooter, sheet.firstFooter):
            for text in (part.left.text, part.center.text, part.right.text):
                said = re.sub(r"Page &(\[Page\]|P)|of &(\[Pages\]|N)|&(\[Tab\]|A)", "", text or "").strip()
                if said and said not in shown:
                    opened.say("header-footer", sheet.title, f"{said!r} stands there alone")


# The sheets ----------------------------------------------------------------------------------------------------------


@rule
def titles(opened: Opened) -> None:
    """A1 holds the title, unlike any other, marked as a heading."""
    counts = Counter(sheet["A1"].value for sheet in opened.sheets)
    for sheet in opened.sheets:
        cell = sheet["A1"]
        if not isinstance(cell.value, str) or not cell.value.strip():
            opened.say("title", sheet.title, "A1 is empty")
        elif counts[cell.value] > 1:
            opened.say("title", sheet.title, f"the title {cell.value!r} stands on another sheet too")
        if cell.style != "Heading 1":
            opened.say("heading", f"{sheet.title}!A1", f"has the style {cell.style}, not Heading 1")
        for row in sheet.iter_rows():
            for other in row:
                if other.style == "Heading 1" and other.coordinate != "A1":
                    opened.say("heading", f"{sheet.title}!{other.coordinate}", "is a second Heading 1")


@rule
def marking(opened: Opened) -> None:
    for sheet in opened.sheets if opened.marking else ():
        if not any(opened.marking in str(row[0].value) for row in sheet.iter_rows(max_col=1)):
            opened.say("marking", sheet.title, f"does not say {opened.marking!r}")


@rule
def merged(opened: Opened) -> None:
    for sheet in opened.sheets:
        for cells in sheet.merged_cells.ranges:
            opened.say("merged", f"{sheet.title}!{cells}", "merged cells")


@rule
def one_table(opened: Opened) -> None:
    """One table a sheet from column A on, right below the lines that describe it; nothing beside or below it."""
    for sheet in opened.tabled:
        if len(sheet.tables) != 1:
            opened.say("one-table", sheet.title, f"{len(sheet.tables)} marked-up tables")
            continue
        left, top, right, bottom = bounds(sheet)
        if left != 1:
            opened.say("one-table", sheet.title, "the table does not start in column A")
        for row in sheet.iter_rows():
            for cell in row:
                inside = top <= cell.row <= bottom and left <= cell.column <= right
                if cell.value is not None and not inside and (cell.row > bottom or cell.column > 1):
                    opened.say("beside-table", f"{sheet.title}!{cell.coordinate}", "stands beside or below the table")
        for number in range(1, top):
            if sheet.cell(number, 1).value in (None, ""):
                opened.say("blank-row", f"{sheet.title}!A{number}", "is blank above the table")


@rule
def cover(opened: Opened) -> None:
    """Text in column A, row by row."""
    sheet = opened.sheets[0]
    for row in sheet.iter_rows():
        for cell in row:
            if (cell.value in (None, "")) == (cell.column == 1):
                opened.say("cover", f"{sheet.title}!{cell.coordinate}", "is blank, or stands outside column A")


@rule
def says_how_many_tables(opened: Opened) -> None:
    for sheet in opened.tabled:
        if sheet["A2"].value != "This worksheet contains one table.":
            opened.say("table-count", f"{sheet.title}!A2", "does not say how many tables the worksheet has")


@rule
def contents(opened: Opened) -> None:
    """Every table is linked to, and every link leads somewhere and says where."""
    reached = set()
    for sheet in opened.sheets:
        for row in sheet.iter_rows():
            for cell in row:
                if (link := cell.hyperlink) is None:
                    continue
                target = (link.location or "").rpartition("!")[0].strip("'")
                place = f"{sheet.title}!{cell.coordinate}"
                if target not in opened.book.sheetnames:
                    opened.say(
                        "link", place, f"leads to {link.location or link.target!r}, which is not in this workbook"
                    )
                text = str(cell.value).strip()
                if text.casefold() in VAGUE or re.match(r"https?://|www\.", text) or len(text) < 5:
                    opened.say("link", place, f"{text!r} does not say where it leads")
                if sheet.title == FRONT[1]:
                    reached.add(target)
    for sheet in opened.sheets[2:]:
        if sheet.title not in reached:
            opened.say("contents", sheet.title, "the table of contents has no link to it")


# The tables ----------------------------------------------------------------------------------------------------------


def bounds(sheet: Any) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the only table of a sheet."""
    return range_boundaries(next(iter(sheet.tables.values())).ref)  # type: ignore[return-value]


def tables(opened: Opened) -> Iterator[tuple[Any, list[Cell], list[list[Cell]]]]:
    """Every sheet with one table: the sheet, the header's cells, the rows."""
    for sheet in opened.tabled:
        if len(sheet.tables) == 1:
            left, top, right, bottom = bounds(sheet)
            rows = [list(row) for row in sheet.iter_rows(top, bottom, left, right)]
            yield sheet, rows[0], rows[1:]


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
