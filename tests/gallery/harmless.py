"""Exhibits that look odd and mean nothing by it: read as they were meant, without a word."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from tests import making
from tests.gallery.exhibit import Exhibit, Make, book, harmless, parts, plain
from tests.gallery.refusals import bid, money, told
from tests.making import Rows, added, changed, small_review

YELLOW = PatternFill("solid", fgColor="FFFF00")


def each_sheet(edit: Callable[[Any], object]) -> Make:
    """A workbook in which something was done to every sheet."""

    def edit_all(opened: Any) -> None:
        for sheet in opened.worksheets:
            edit(sheet)

    return book(edit=edit_all)


def on_bids(edit: Callable[[Any], object], rows: Rows | None = None) -> Make:
    """A workbook in which something was done to the sheet Bids."""
    return book(rows, lambda opened: edit(opened["Bids"]))


def painted(*cells: str) -> Make:
    """A workbook with colour where nothing stands."""

    def edit(sheet: Any) -> None:
        for cell in cells:
            sheet[cell].fill = YELLOW

    return on_bids(edit)


def blank_rows(count: int) -> Callable[[bytes], bytes]:
    """Rows without cells below the table, as when somebody formatted whole columns row by row."""

    def change(content: bytes) -> bytes:
        rows = b"".join(b'<row r="%d" ht="15" customHeight="1"/>' % row for row in range(20, 20 + count))
        return content.replace(b"</sheetData>", rows + b"</sheetData>")

    return change


def painted_rows(count: int) -> Callable[[bytes], bytes]:
    """Rows of cells that have a style and no value."""

    def change(content: bytes) -> bytes:
        cells = b'<c r="A%d" s="0"/><c r="H%d" s="0"/>'
        rows = b"".join(b'<row r="%d">' % row + cells % (row, row) + b"</row>" for row in range(20, 20 + count))
        return content.replace(b"</sheetData>", rows + b"</sheetData>")

    return change


def spaced_out(sheet: Any) -> None:
    """Blank rows between the header and the first bid, and between bids."""
    sheet.insert_rows(7, 3)
    sheet.insert_rows(5)


def columns_turned_round() -> Rows:
    """The small review with every sheet's columns from last to first, but for the first; year columns keep their order."""
    rows = small_review()
    for sheet in ("Departments", "Priorities", "Indicators", "Effects"):
        rows[sheet] = [dict(reversed(list(record.items()))) for record in rows[sheet]]
    return rows


def sheets_turned_round() -> Rows:
    """The small review with its sheets from last to first."""
    return dict(reversed(list(small_review().items())))


def headers_shouted(sheet: Any) -> None:
    """Headers in capitals, with spaces around them."""
    for cell in sheet[4]:
        cell.value = f" {cell.value.upper()} " if cell.value else None


def titles_shouted(folder: Path) -> Path:
    """Sheet titles in capitals, with a space after them."""
    return making.write(folder / "review.xlsx", {f"{title.upper()} ": rows for title, rows in plain().items() if rows})


def unseen(sheet: Any) -> None:
    """As copied from a web page."""
    sheet["B4"], sheet["A7"], sheet["B7"] = "depart\u200bment", "\ufeffHO-1", "HO\u200b"


def merged_titles(sheet: Any) -> None:
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("A2:F3")


def decorated(sheet: Any) -> None:
    """What people add to a sheet: a comment, a frozen pane, a filter, a drop-down, a picture of widths."""
    sheet["A5"].comment = Comment("Ask again", "Team")
    sheet.freeze_panes = "B5"
    sheet.auto_filter.ref = "A4:K9"
    choice = DataValidation(type="list", formula1='"yes,no"')
    choice.add("F5:F9")
    sheet.add_data_validation(choice)
    sheet.column_dimensions["D"].width = 60
    sheet.row_dimensions[5].height = 40
    sheet.protection.sheet = True


def as_table(sheet: Any) -> None:
    sheet.add_table(Table(displayName="Bids_1", ref="A4:K9"))


def inline(content: bytes) -> bytes:
    """Header cells of the sheet Priorities as text of their own, as some exporters write it."""
    words = iter((b"priority", b"title", b"weight"))
    head, row, rest = re.split(rb'(<row r="4".*?</row>)', content, maxsplit=1, flags=re.DOTALL)
    row = re.sub(rb't="s"><v>\d+</v>', lambda _: b't="inlineStr"><is><t>' + next(words) + b"</t></is>", row)
    return head + row + rest


def without_references(content: bytes) -> bytes:
    """Cells that do not say where they stand, as the format allows: each stands beside the one before it."""
    return re.sub(rb'<c r="[A-K]\d+"', b"<c", content)


def single_quoted(content: bytes) -> bytes:
    return re.sub(rb'<c r="([A-Z]+\d+)"', rb"<c r='\1'", content)


def prefixed(content: bytes) -> bytes:
    """The same elements under a prefix of their namespace, as other programs write them."""
    content = content.replace(b'xmlns="', b'xmlns:x="', 1)
    return re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", content)


def beyond_its_dimension(content: bytes) -> bytes:
    return re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1"/>', content)


def without_dimension(content: bytes) -> bytes:
    return re.sub(rb'<dimension ref="[^"]*"/>', b"", content)


def far_dimension(content: bytes) -> bytes:
    return re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1:XFD1048576"/>', content)


def calculated(content: bytes) -> bytes:
    """The list of sheets as Excel leaves it when it has calculated everything."""
    return content.replace(b' fullCalcOnLoad="1"', b"")


def as_macros(folder: Path) -> Path:
    """The same workbook with room for macros."""
    return shutil.move(making.write(folder / "review.xlsx", plain()), folder / "review.xlsm")


def in_a_named_folder(folder: Path) -> Path:
    """A path as people have them: spaces, letters of other languages, an apostrophe, capitals."""
    there = folder / "Büro – Jahr 2008 (copy) o'clock £"
    there.mkdir()
    return making.write(there / "Größe 预算 final FINAL.XLSX", plain())


HARMLESS: tuple[Exhibit, ...] = (
    harmless("the small review itself", small_review()),
    harmless("a colour near the table", painted("Z50", "AB2")),
    harmless("ninety thousand blank rows", parts({"Bids": blank_rows(90_000)}), heavy=True),
    harmless("ninety thousand painted rows", parts({"Bids": painted_rows(90_000)}), heavy=True),
    harmless("a dimension that reaches the far corner", parts({"Bids": far_dimension}), heavy=True),
    harmless("a dimension that is too small", parts({"Bids": beyond_its_dimension})),
    harmless("no dimension", parts({"Bids": without_dimension})),
    harmless("merged titles", each_sheet(merged_titles)),
    harmless("a column of notes", on_bids(lambda sheet: sheet.cell(4, 12, "Note to self"))),
    harmless("notes columns with words and sums", on_bids(lambda sheet: [sheet.cell(4, 12, "note"), sheet.cell(4, 13, "# mine"), sheet.cell(7, 12, "ask"), sheet.cell(7, 13, 12.34567)])),
    harmless("cells beside the table", on_bids(lambda sheet: [sheet.cell(6, 15, "who asked?"), sheet.cell(40, 15, 3)])),
    harmless("an example row of the template", on_bids(lambda sheet: [sheet.insert_rows(5), sheet.cell(5, 1, "# EX-1"), sheet.cell(5, 8, "words")])),
    harmless("blank rows between rows", on_bids(spaced_out)),
    harmless("a line of spaces below the table", on_bids(lambda sheet: sheet.cell(12, 4, "   "))),
    harmless("a header in the first row", on_bids(lambda sheet: sheet.delete_rows(1, 3))),
    harmless("a header in the twelfth row", on_bids(lambda sheet: sheet.insert_rows(1, 8))),
    harmless("headers in capitals and spaces", each_sheet(headers_shouted)),
    harmless("columns in another order", columns_turned_round()),
    harmless("sheets in another order", sheets_turned_round()),
    harmless("sheet titles in capitals, with a space", titles_shouted),
    harmless("controls and kinds in capitals", changed("Bids", 2, kind="NEW", divisible="YES"), reads=bid(2)),
    harmless("TRUE for yes", bid(2, divisible=True), reads=bid(2)),
    harmless("a setting of one's own", told(**{"# note": "ask"}), reads=small_review()),
    harmless("an effect within its range", changed("Effects", 0, low=-10, high=-20)),
    harmless("an effect at the end of its range", changed("Effects", 0, low=-15, high=-10)),
    harmless("a bid that saves", bid(2, **{"RDEL 2008-09": 0, "RDEL 2009-10": -1})),
    harmless("characters without width in a header and in codes", on_bids(unseen), reads=small_review()),
    harmless("a remark that starts with #", on_bids(lambda sheet: sheet.cell(12, 1, "# ask the Home Office"))),
    harmless("a code that is a number", added("Assumptions", {"assumption": 7, "statement": 2008}), reads=added("Assumptions", {"assumption": "7", "statement": "2008"})),
    harmless("a calendar year", changed("Indicators", 0, target_year=2009), reads=changed("Indicators", 0, target_year="2009-10")),
    harmless("a date as a date", told(as_at=dt.date(2007, 10, 9)), reads=told(as_at="2007-10-09")),
    harmless("a sum with a crumb of a binary fraction", money(0.1 + 0.2), reads=money(0.3)),
    harmless("text that looks like an error", bid(2, title="#N/A is what they said")),
    harmless("text that looks like a formula", bid(2, title="=cmd|'/C calc'!A0")),
    harmless("text with newlines, marks and emoji", bid(2, title="Two\nlines <b>&amp; “quotes” 🙂 \u200b")),
    harmless("formulas calculated by Excel", parts({"xl/workbook.xml": calculated}, money(("=10+5", 15))), reads=money(15)),
    harmless("comments, filters, drop-downs and protection", on_bids(decorated)),
    harmless("a table of Excel's own", on_bids(as_table)),
    harmless("text written into the cells", parts({"Priorities": inline})),
    harmless("cells that do not say where they stand", parts({"Effects": without_references})),
    harmless("XML with single quotes", parts({"Bids": single_quoted})),
    harmless("XML with prefixes", parts({"Bids": prefixed})),
    harmless("a workbook with macros", as_macros),
    harmless("a path of spaces and other letters", in_a_named_folder),
)  # fmt: skip
"""Read without a word."""
