"""The checker of published spreadsheets is itself tested: each rule is broken alone, and it says so."""

import re
import shutil
import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from spendreview.report import write_publication
from tests.report.conftest import settle
from tests.report.publication_rules import RULES, breaches, rules_broken

MARKING = "EXAMPLE - NOT POLICY"
TABLE = "Table_1"


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """A publication that keeps every rule."""
    path = tmp_path_factory.mktemp("good") / "good.xlsx"
    write_publication(settle("scenarios/csr2007.yaml"), path)
    return path


@pytest.fixture
def broken(good, tmp_path):
    """Changes a good workbook with openpyxl; returns the names of the rules that it then breaks."""

    def after(change):
        book = openpyxl.load_workbook(good)
        change(book)
        path = tmp_path / "broken.xlsx"
        book.save(path)
        return rules_broken(path, MARKING)

    return after


def header_row(sheet):
    """The number of the header's row, and the table."""
    table = next(iter(sheet.tables.values()))
    return int(re.search(r"\d+", table.ref)[0]), table


def cell(book, row=1, column=2, sheet=TABLE):
    """A cell of a table: row 0 is the header."""
    top, _ = header_row(book[sheet])
    return book[sheet].cell(top + row, column)


def rename_header(book, text, column=2):
    """A header and the table's own name for its column."""
    cell(book, 0, column).value = text
    _, table = header_row(book[TABLE])
    table.tableColumns[column - 1].name = text


def resize(book, columns):
    """The table's range, moved to other columns."""
    _, table = header_row(book[TABLE])
    table.ref = re.sub("[A-Z]+", "{}", table.ref).format(*columns)


def retitled(book, name, title):
    """A table under another name."""
    sheet = book[name]
    table = sheet.tables.pop(next(iter(sheet.tables)))
    table.name = table.displayName = title
    sheet.add_table(table)


def delete_line(book, sheet, start):
    """The text of a line above a table, put out of sight by another."""
    for row in book[sheet].iter_rows(max_col=1):
        if str(row[0].value).startswith(start):
            row[0].value = "Another line."
            row[0].hyperlink = None
            row[0].font = Font(name="Arial", sz=12)


def test_what_openpyxl_saves_again_keeps_every_rule(broken):
    """So that what the tests below report is what they broke."""
    assert broken(lambda book: None) == set()


def set_value(value, row=1, column=2, sheet=TABLE):
    """A change of one cell's value."""

    def change(book):
        cell(book, row, column, sheet).value = value

    return change


def set_attribute(name, value, row=1, column=2):
    """A change of one cell's look."""

    def change(book):
        setattr(cell(book, row, column), name, value)

    return change


def remove_first_link(book):
    link_cell(book).hyperlink = None
    link_cell(book).font = Font(name="Arial", sz=12)


def rename_sheet(book, name, new):
    """A sheet under another name, with the links to it."""
    book[name].title = new
    for row in book["Contents"].iter_rows(min_col=2, max_col=2):
        if row[0].hyperlink is not None and name == row[0].hyperlink.location.split("!")[0].strip("'"):
            row[0].hyperlink.location = f"'{new}'!A1"


def link_cell(book):
    """A link of the table of contents."""
    return cell(book, 3, 2, "Contents")


BREAKS = {
    "order": lambda book: book.move_sheet("Notes", 1),
    "sheet-name": lambda book: rename_sheet(book, "Table_2", "Table 2"),
    "properties": lambda book: setattr(book.properties, "language", None),
    "hidden": lambda book: setattr(book[TABLE].row_dimensions[12], "hidden", True),
    "hidden ": lambda book: setattr(book[TABLE].column_dimensions["C"], "hidden", True),
    "hidden  ": lambda book: setattr(book["Table_2"], "sheet_state", "hidden"),
    "panes": lambda book: setattr(book[TABLE], "freeze_panes", "B3"),
    "conditional": lambda book: book[TABLE].conditional_formatting.add(
        "B12:B13", openpyxl.formatting.rule.CellIsRule(operator="lessThan", formula=["0"])
    ),
    "filter": lambda book: setattr(book[TABLE].auto_filter, "ref", "A11:B12"),
    "view": lambda book: setattr(book[TABLE].sheet_view.selection[0], "activeCell", "B7"),
    "header-footer": lambda book: setattr(book[TABLE].oddHeader.center, "text", "Only said here"),
    "title": lambda book: setattr(book["Table_2"]["A1"], "value", book["Table_3"]["A1"].value),
    "heading": lambda book: setattr(book[TABLE]["A1"], "style", "Normal"),
    "marking": lambda book: delete_line(book, TABLE, "Marking"),
    "merged": lambda book: book[TABLE].merge_cells("B1:C1"),
    "beside-table": lambda book: set_value("1. A footnote.", row=20)(book),
    "blank-row": lambda book: setattr(book[TABLE]["A5"], "value", None),
    "cover": lambda book: setattr(book["Cover"]["B4"], "value", "beside"),
    "table-count": lambda book: setattr(book[TABLE]["A2"], "value", "A table."),
    "link": lambda book: setattr(link_cell(book), "value", "here"),
    "contents": remove_first_link,
    "table-name": lambda book: retitled(book, TABLE, "Table7"),
    "header": lambda book: rename_header(book, cell(book, 0, 3).value),
    "unit": lambda book: rename_header(book, "RDEL"),
    "blank": set_value(None),
    "blank ": set_value("  "),
    "number-as-text": set_value("1,234.5"),
    "number-as-text ": set_value("12%"),
    "number-as-text  ": set_value("£7 [x]"),
    "number-format": set_attribute("number_format", "0.00"),
    "shorthand": set_value("[x]"),
    "shorthand ": set_value("[..]"),
    "notes-line": lambda book: delete_line(book, TABLE, "Some cells refer"),
    "notes": set_value("note 77", row=3, column=1, sheet="Notes"),
    "total": set_attribute("font", Font(name="Arial", sz=12, b=True), column=1),
    "font": set_attribute("font", Font(name="Times New Roman", sz=12)),
    "font ": set_attribute("font", Font(name="Arial", sz=8)),
    "font  ": set_attribute("font", Font(name="Arial", sz=12, i=True)),
    "font   ": set_attribute("font", Font(name="Arial", sz=12, vertAlign="superscript")),
    "colour": set_attribute("fill", PatternFill("solid", fgColor="FFFF00")),
    "colour ": set_attribute("font", Font(name="Arial", sz=12, color="FFC00000")),
    "alignment": set_attribute("alignment", Alignment(horizontal="center")),
    "wrap": set_attribute("alignment", Alignment(wrap_text=False), column=1),
    "room": lambda book: setattr(book[TABLE].column_dimensions["B"], "width", 4),
    "room ": lambda book: setattr(book[TABLE].row_dimensions[header_row(book[TABLE])[0]], "height", 12),
    "parts": lambda book: setattr(book[TABLE]["A1"], "comment", Comment("Look here", "x")),
}
"""How each rule is broken, by its name; blanks tell several ways apart."""


ALSO = {"parts": {"picture"}, "order": {"contents", "notes-line", "notes"}}
"""What cannot but break with it: a comment is drawn; the other rules know the front sheets by their order."""


@pytest.mark.parametrize("name", BREAKS)
def test_a_rule_broken_is_reported(name, broken):
    found = broken(BREAKS[name])
    assert name.strip() in found
    assert found - {name.strip()} <= ALSO.get(name.strip(), set())


def test_a_sheet_of_two_tables_or_none(broken):
    """Tables are to be marked up, one a sheet."""

    def unmarked(book):
        book[TABLE].tables.clear()

    def second(book):
        table = openpyxl.worksheet.table.Table(displayName="Another_table", ref="A30:B31")
        for address, text in (("A30", "Head"), ("B30", "Unit"), ("A31", "a"), ("B31", "b")):
            book[TABLE][address] = text
        book[TABLE].add_table(table)

    assert broken(unmarked) == {"one-table"}
    assert "one-table" in broken(second)


def test_a_table_that_starts_elsewhere(broken):
    assert "one-table" in broken(lambda book: resize(book, "BG"))


def test_a_formula_is_reported_with_its_cached_value(good, tmp_path):
    """The XML tells what a reader of values would not."""
    path = tmp_path / "formula.xlsx"
    rewrite(good, path, r"xl/worksheets/sheet4.xml", r"<v>(\d+\.\d+)</v>", r"<f>1+1</f><v>\1</v>")
    assert "formula" in rules_broken(path, MARKING)


def test_two_selected_sheets_and_a_macro(good, tmp_path):
    """A group of sheets would be edited together; a macro makes many readers refuse the file."""
    path = tmp_path / "grouped.xlsx"
    rewrite(good, path, "xl/worksheets/sheet5.xml", "<sheetView ", '<sheetView tabSelected="1" ')
    assert rules_broken(path, MARKING) == {"view"}
    with zipfile.ZipFile(shutil.copy(good, tmp_path / "macro.xlsx"), "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"")
    assert "parts: xl/vbaProject.bin: holds a macro" in breaches(tmp_path / "macro.xlsx", MARKING)


def rewrite(good, path, part, pattern, replacement):
    """A copy of a workbook with one part changed, as only its XML can be."""
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w") as target:
        for item in source.infolist():
            content = source.read(item)
            if item.filename == part:
                content, count = re.subn(pattern.encode(), replacement.encode(), content, count=1)
                assert count == 1
            target.writestr(item, content)


def test_every_rule_has_a_test_that_breaks_it():
    """Names of rules are told by the checker's own source."""
    import inspect

    said = {name for check in RULES for name in re.findall(r'say\(\s*"([a-z-]+)"', inspect.getsource(check))}
    told = {name.strip() for name in BREAKS} | {"one-table", "formula", "picture"}
    assert said <= told, said - told
