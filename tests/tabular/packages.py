"""What must hold of a marked copy of a workbook: only what has to differ differs, and every mark is there."""

from __future__ import annotations

import datetime as dt
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import python_calamine
import xlsxwriter

from spendreview.errors import Place, Problem
from spendreview.tabular.annotate import Marking, annotate
from spendreview.tabular.annotate.styles import FAULT_FILL, WARNING_FILL
from tests.report.office import convert

MAY_DIFFER = re.compile(
    r"xl/worksheets/[^/]+\.xml|xl/worksheets/_rels/[^/]+\.rels|xl/styles\.xml|\[Content_Types\]\.xml"
    r"|xl/comments/?\w*\d+\.xml|xl/drawings/vmlDrawing\d+\.vml|xl/drawings/\w+\.vml"
)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewritten(source: Path, target: Path, changes: dict[str, bytes]) -> Path:
    """A copy of an archive with parts changed or added."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts(source) | changes).items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 1, 2, 3, 4, 6)), content)
    return target


def differing(source: Path, marked: Path) -> set[str]:
    before, after = parts(source), parts(marked)
    assert set(before) <= set(after)
    assert list(after)[: len(before)] == list(before)
    return {name for name in after if before.get(name) != after[name]}


def values(path: Path) -> dict[str, list[list[object]]]:
    with python_calamine.load_workbook(path) as book:
        return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def without_marks(xml: bytes) -> bytes:
    """A sheet's XML without what a mark may change in it: styles of cells, cells that are empty, spans, the boxes."""
    xml = re.sub(rb"""<((?:\w+:)?)legacyDrawing\s[^>]*/>""", b"", xml)
    xml = re.sub(rb"""(<(?:\w+:)?dimension)\s[^>]*>""", rb"\1/>", xml)
    xml = re.sub(rb"""(<(?:\w+:)?row\s[^>]*?)\s+spans=["'][^"']*["']""", rb"\1", xml)
    xml = re.sub(rb"""(<(?:\w+:)?c(?=\s)[^>]*?)\s+s=["']\d+["']""", rb"\1", xml)
    xml = re.sub(rb"""<(?:\w+:)?c\s+r=["'][A-Z]+\d+["']\s*(?:/>|></(?:\w+:)?c>)""", b"", xml)
    xml = re.sub(rb"""<((?:\w+:)?row)\s+r=["']\d+["']\s*(?:/>|></\1>)""", b"", xml)
    xml = re.sub(rb"""(<(?:\w+:)?row\s[^>]*?)\s*(?:/>|></(?:\w+:)?row>)""", rb"\1/>", xml)
    return re.sub(rb"""<((?:\w+:)?sheetData)\s*(?:/>|></\1>)""", rb"<\1/>", xml)


def assert_only_marked(source: Path, marked: Path, *fills: str) -> None:
    """Parts beyond the listed ones are the same to the byte; every value is; the sheets differ in nothing but marks."""
    before, after = parts(source), parts(marked)
    names = differing(source, marked)
    assert {name for name in names if not MAY_DIFFER.fullmatch(name)} == set()
    for name in names & set(before):
        if name.startswith("xl/worksheets/sheet"):
            assert without_marks(before[name]) == without_marks(after[name]), name
    for name in names:
        if not name.endswith(".vml"):
            ElementTree.fromstring(after[name])
    assert values(source) == values(marked)
    assert_same_looks(source, marked, *fills)


def assert_same_looks(source: Path, marked: Path, *fills: str) -> None:
    """What openpyxl knows of each sheet is the same but for comments and the looks of marked cells."""
    old, new = openpyxl.load_workbook(source), openpyxl.load_workbook(marked)
    assert old.sheetnames == new.sheetnames
    assert list(old.defined_names) == list(new.defined_names)
    for before in old.worksheets:
        after = new[before.title]
        assert before.merged_cells.ranges == after.merged_cells.ranges
        assert {k: v.width for k, v in before.column_dimensions.items()} == {
            k: v.width for k, v in after.column_dimensions.items()
        }
        for row in before.iter_rows():
            for cell in row:
                own = after[cell.coordinate]
                assert own.value == cell.value
                if cell.value is None and not cell.has_style:
                    continue  # not in the file: what was put in for a mark looks like its row or column
                assert look(own) == look(cell)
                if own.fill.fgColor.rgb not in fills:
                    assert (repr(own.fill), repr(own.font)) == (repr(cell.fill), repr(cell.font))
                if cell.comment is not None:
                    assert own.comment.text.startswith(cell.comment.text)
                    assert own.comment.author == cell.comment.author


def look(cell: openpyxl.cell.Cell) -> tuple[str, ...]:
    return cell.number_format, repr(cell.border), repr(cell.alignment), repr(cell.protection)


def written(book: openpyxl.Workbook) -> list[openpyxl.cell.Cell]:
    """Every cell that is in the file, row by row: ``iter_rows`` would make all those up to one in a far corner."""
    return [cell for sheet in book.worksheets for _, cell in sorted(sheet._cells.items())]


def marks(path: Path, *fills: str) -> dict[tuple[str, str], str]:
    """Every cell with one of the fills: what its comment says."""
    return {
        (cell.parent.title, cell.coordinate): cell.comment.text if cell.comment is not None else ""
        for cell in written(openpyxl.load_workbook(path))
        if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in fills
    }


def png(width: int = 4) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, width, 8, 2, 0, 0, 0)
    lines = (b"\0" + b"\x80\x20\x20" * width) * width
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


def rich(path: Path) -> Path:
    """A workbook with what openpyxl would lose or alter on saving."""
    (path.parent / "dot.png").write_bytes(png())
    with xlsxwriter.Workbook(path) as book:
        sheet, plain = book.add_worksheet("Own"), book.add_worksheet("Plain")
        money, day = book.add_format({"num_format": "#,##0.00", "bold": True}), book.add_format({"num_format": "d mmm"})
        white = book.add_format({"font_color": "white", "bg_color": "#1F3864", "bold": True})
        sheet.write_row(0, 0, ["a", "b", "c & <d>"], white)
        for row in range(1, 9):
            sheet.write_row(row, 0, [row, row * 1.5], money)
            sheet.write_formula(row, 2, f"=A{row + 1}+B{row + 1}", money, row * 2.5)
        sheet.write_datetime(9, 0, dt.datetime(2008, 9, 1), day)
        sheet.set_column(4, 4, 3, day)
        sheet.set_row(20, 33, money)
        sheet.set_column(6, 6, None, None, {"hidden": True})
        sheet.merge_range("B12:D14", "merged", white)
        sheet.write_comment("C3", "Mine, do not touch: 1 < 2", {"author": "Someone"})
        sheet.conditional_format("A2:A9", {"type": "data_bar", "data_bar_2010": True})
        sheet.conditional_format("B2:B9", {"type": "cell", "criteria": ">", "value": 5, "format": white})
        sheet.data_validation("A2:A9", {"validate": "list", "source": ["1", "2"]})
        sheet.add_sparkline("F2", {"range": "Own!A2:A9"})
        sheet.insert_textbox("H2", "Words in a box")
        sheet.insert_image("H12", str(path.parent / "dot.png"))
        sheet.insert_button("K2", {"caption": "Press"})
        sheet.set_header("&L&[Picture]", {"image_left": str(path.parent / "dot.png")})
        sheet.add_table("M1:N4", {"columns": [{"header": "x"}, {"header": "y"}]})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Own!$A$2:$A$9"})
        sheet.insert_chart("H20", chart)
        plain.write("B2", "words")
        plain.add_table("D1:E4")
        plain.set_header("&C&[Picture]", {"image_center": str(path.parent / "dot.png")})
        book.add_worksheet("Empty")
        book.add_chartsheet("Picture").set_chart(_chart(book))
        book.define_name("total", "=Own!$C$2:$C$9")
    return path


def _chart(book: xlsxwriter.Workbook) -> object:
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Own!$A$2:$A$9"})
    return chart


SPOTS = [("Own", "A1"), ("Own", "C3"), ("Own", "C5"), ("Own", "A10"), ("Own", "E5"), ("Own", "H40"), ("Own", "E21"),
         ("Own", "C13"), ("Plain", "B2"), ("Plain", "A1"), ("Plain", "C9"), ("Empty", "B3")]  # fmt: skip
SHOWN = {("Own", "B12") if spot == ("Own", "C13") else spot for spot in SPOTS}


def problem(book: Path, sheet: str | None, cell: str | None, code: str = "WB104", found: str = "'XDEL'") -> Problem:
    return Problem(code=code, place=Place(file=book.name, sheet=sheet, cell=cell), found=found, wanted="one of RDEL")


def marked(book: Path, faults: Iterable[Problem], warnings: Iterable[Problem] = ()) -> tuple[Path, Marking]:
    """The marked copy, checked: only what a mark needs differs, and every problem is where it belongs."""
    out = book.with_name(f"marked{book.suffix}")
    faults, warnings = list(faults), list(warnings)
    done = annotate(book, out, faults, warnings)
    assert_only_marked(book, out, FAULT_FILL, WARNING_FILL)
    return out, done


def shown_by_office(path: Path, folder: Path) -> list[str]:
    """The text of every comment that LibreOffice has found in a workbook."""
    folder.mkdir()
    text = convert(path, folder, "fods").read_text(encoding="utf-8")
    notes = re.findall(r"<office:annotation\s.*?</office:annotation>", text, re.DOTALL)
    return ["\n".join(re.sub("<[^>]*>", " ", line) for line in re.findall("<text:p.*?</text:p>", own)) for own in notes]
