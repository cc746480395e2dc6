"""A checker of the rules for published spreadsheets, as far as a machine can tell; it knows nothing of the program.

The rules are those of the Government Analysis Function: "Releasing statistics in spreadsheets" and its checklist of the
basics for accessible spreadsheets. It reads the finished file, with openpyxl and as raw XML, and reports every breach
as "rule: place: what is wrong". What no program can tell, such as whether words are plain, it leaves to a reader.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl

from tests.report import publication_table_rules
from tests.report.publication_opened import FRONT, RULES, Opened, bounds, rule

__all__ = ["RULES", "breaches", "publication_table_rules", "rules_broken"]

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
