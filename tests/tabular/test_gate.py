"""The gate: files that are refused, each by one clear error, and files that only look alarming."""

from __future__ import annotations

import re
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import LineChart
from openpyxl.styles import PatternFill

from spendreview.errors import WorkbookError
from spendreview.review import load_review
from spendreview.review.review import Review
from tests import making

BOOK, BIDS, STRINGS = "xl/workbook.xml", "xl/worksheets/sheet6.xml", "xl/sharedStrings.xml"
STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}
Change = Callable[[str, bytes], bytes | None]


def good(folder: Path) -> Path:
    return making.write(folder / "good.xlsx", making.small_review())


def zipped_anew(folder: Path, change: Change, method: int = zipfile.ZIP_DEFLATED) -> Path:
    """The good workbook with its parts changed; None leaves a part out."""
    path = folder / "a.xlsx"
    with zipfile.ZipFile(good(folder)) as old, zipfile.ZipFile(path, "w", method) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return path


def part_changed(folder: Path, part: str, change: Callable[[bytes], bytes | None]) -> Path:
    return zipped_anew(folder, lambda name, content: change(content) if name == part else content)


def written(folder: Path, content: bytes) -> Path:
    path = folder / "a.xlsx"
    path.write_bytes(content)
    return path


def cut_to(share: float) -> Callable[[Path], Path]:
    return lambda folder: written(folder, (content := good(folder).read_bytes())[: int(len(content) * share)])


def encrypted(folder: Path) -> Path:
    content = bytearray(good(folder).read_bytes())
    for entry in re.finditer(b"PK\x01\x02", content):
        content[entry.start() + 8] |= 1
    return written(folder, bytes(content))


def lying(part: str) -> Callable[[Path], Path]:
    """A part that unpacks to 40 MB, declared as a few thousand bytes, the checksum of these included."""

    def make(folder: Path) -> Path:
        with zipfile.ZipFile(good(folder)) as book:
            honest = book.read(part)
        content = bytearray(part_changed(folder, part, lambda old: old + b" " * (40 << 20)).read_bytes())
        for entry in re.finditer(b"PK\x01\x02", bytes(content)):
            at = entry.start()
            if content[at + 46 : at + 46 + len(part)] == part.encode():
                local = struct.unpack_from("<I", content, at + 42)[0]
                for size, checksum in ((at + 24, at + 16), (local + 22, local + 14)):
                    struct.pack_into("<I", content, size, len(honest))
                    struct.pack_into("<I", content, checksum, zlib.crc32(honest))
        return written(folder, bytes(content))

    return make


def twice(folder: Path) -> Path:
    path = good(folder)
    with zipfile.ZipFile(path, "a") as book, pytest.warns(UserWarning, match="Duplicate"):
        book.writestr(BOOK, b"<workbook/>")
    return path


def folder_named_so(folder: Path) -> Path:
    path = folder / "a.xlsx"
    path.mkdir()
    return path


LAUGHS = (
    b'<!DOCTYPE l [<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 10))
    + b"]>"
)


def laughing(part: str) -> Callable[[Path], Path]:
    return lambda folder: part_changed(folder, part, lambda xml: xml.replace(b"?>\n", b"?>\n" + LAUGHS, 1))


def half(xml: bytes) -> bytes:
    return xml[: len(xml) // 2]


REFUSED: list[tuple[str, str, Callable[[Path], Path], str]] = [
    ("nothing in it", "WB004", lambda folder: written(folder, b""), "an empty file"),
    ("cut in half", "WB004", cut_to(0.5), "cut short or damaged"),
    ("cut at its end", "WB004", cut_to(0.97), "cut short or damaged"),
    ("a CSV renamed", "WB004", lambda folder: written(folder, b"bid,department\nA,HO\n"), "perhaps a CSV"),
    ("a folder", "WB001", folder_named_so, "a folder"),
    ("an .xls renamed", "WB003", lambda folder: written(folder, b"\xd0\xcf\x11\xe0" + bytes(600)), "old .xls"),
    ("encrypted entries", "WB003", encrypted, "a password on the archive"),
    ("another archive", "WB004", lambda folder: zipped_anew(folder, lambda name, xml: None), "not an Excel workbook"),
    ("no list of sheets", "WB004", lambda folder: part_changed(folder, BOOK, lambda xml: None), "not an Excel"),
    ("a broken list of sheets", "WB004", lambda folder: part_changed(folder, BOOK, half), BOOK),
    ("a sheet that is not there", "WB004", lambda folder: part_changed(folder, BIDS, lambda xml: None), "'Bids'"),
    ("a broken sheet", "WB004", lambda folder: part_changed(folder, BIDS, half), "damaged"),
    ("no shared strings", "WB004", lambda folder: part_changed(folder, STRINGS, lambda xml: None), "damaged"),
    ("an unknown packing", "WB004", lambda folder: zipped_anew(folder, lambda n, x: x, zipfile.ZIP_LZMA), "damaged"),
    ("two parts of one name", "WB004", twice, "two parts of one name"),
    ("a lying sheet", "WB004", lying(BIDS), "its length is not as declared"),
    ("lying shared strings", "WB004", lying(STRINGS), "its length is not as declared"),
    ("a document type in the list of sheets", "WB004", laughing(BOOK), "a document type"),
    ("a document type in the strings", "WB004", laughing(STRINGS), "a document type"),
    ("a document type in a sheet", "WB004", laughing(BIDS), "a document type"),
]


@pytest.mark.parametrize(("what", "code", "make", "words"), REFUSED, ids=[file[0] for file in REFUSED])
def test_a_file_that_cannot_be_read_is_one_clear_error(
    what: str, code: str, make: Callable[[Path], Path], words: str, tmp_path: Path
) -> None:
    with pytest.raises(WorkbookError) as caught:
        load_review(make(tmp_path))
    (problem,) = caught.value.problems
    assert (problem.code, words in problem.found) == (code, True), str(problem)


def test_a_file_with_a_bad_checksum_is_damaged(tmp_path: Path) -> None:
    content = bytearray(zipped_anew(tmp_path, lambda name, xml: xml, zipfile.ZIP_STORED).read_bytes())
    content[content.index(b"More officers")] ^= 1
    with pytest.raises(WorkbookError, match=r"WB004.*damaged"):
        load_review(written(tmp_path, bytes(content)))


def prefixed(xml: bytes) -> bytes:
    return re.sub(rb"<(/?)(\w)", rb"<\1x:\2", xml).replace(b"xmlns=", b"xmlns:x=").replace(b"<?x:xml", b"<?xml")


def in_strict_format(xml: bytes) -> bytes:
    for usual, strict in STRICT.items():
        xml = xml.replace(usual, strict)
    return xml


WRITTEN_OTHERWISE: list[tuple[str, Change]] = [
    ("prefixed sheets", lambda name, xml: prefixed(xml) if name.startswith("xl/worksheets/s") else xml),
    ("single quotes", lambda name, xml: xml.replace(b'"', b"'") if name.startswith("xl/") else xml),
    ("the strict format", lambda name, xml: in_strict_format(xml)),
    ("no styles", lambda name, xml: None if name == "xl/styles.xml" else xml),
]


@pytest.mark.parametrize(("what", "change"), WRITTEN_OTHERWISE, ids=[way[0] for way in WRITTEN_OTHERWISE])
def test_the_same_workbook_written_otherwise_reads_the_same(what: str, change: Change, tmp_path: Path) -> None:
    usual = load_review(good(tmp_path)).workbook
    other = load_review(zipped_anew(tmp_path, change)).workbook
    assert (other.bids, other.limits, other.effects) == (usual.bids, usual.limits, usual.effects)


def test_inline_and_rich_text_are_text(tmp_path: Path) -> None:
    rich = b'<si><r><t xml:space="preserve">More </t></r><r><rPr><b/></rPr><t>officers</t></r></si>'
    path = part_changed(tmp_path, STRINGS, lambda xml: xml.replace(b"<si><t>More officers</t></si>", rich))
    assert load_review(path).bids[2].title == "More officers"
    cell = b'<c r="D7" t="inlineStr"><is><r><t xml:space="preserve">In </t></r><r><t>line</t></r></is></c>'
    path = part_changed(tmp_path, BIDS, lambda xml: re.sub(rb'<c r="D7".*?</c>', cell, xml))
    assert load_review(path).bids[2].title == "In line"


def warned(review: Review) -> list[str]:
    return [problem.code for problem in review.warnings if problem.code.startswith("WW")]


def test_a_painted_far_cell_is_nothing_to_speak_of(tmp_path: Path) -> None:
    path = good(tmp_path)
    book = openpyxl.load_workbook(path)
    book["Bids"]["XFD1048576"].fill = PatternFill("solid", fgColor="FF0000")
    book.save(path)
    review = load_review(path)
    assert (len(review.bids), warned(review)) == (5, [])


def test_sheets_are_found_whatever_else_the_workbook_holds(tmp_path: Path) -> None:
    path = good(tmp_path)
    book = openpyxl.load_workbook(path)
    book.create_chartsheet("Chart").add_chart(LineChart())
    book.create_sheet('A&B "x" <y>\'s 🙂')
    book.save(path)
    review = load_review(path)
    assert [problem.place.sheet for problem in review.warnings if problem.code == "WW205"] == ['A&B "x" <y>\'s 🙂']


def test_a_sheet_that_is_not_read_may_be_damaged(tmp_path: Path) -> None:
    rows = making.small_review() | {"Working": [{"a": 1}]}
    making.write(tmp_path / "a.xlsx", rows)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<worksheet" if name == "xl/worksheets/sheet11.xml" else old.read(name))
    assert warned(load_review(tmp_path / "b.xlsx")) == ["WW205"]


PEAK = """
import pathlib, sys
from spendreview.review import load_review
bids = len(load_review(pathlib.Path(sys.argv[1])).bids)
peak = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(bids, int(peak[0]) // 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="asks Linux for the peak of memory")
def test_a_million_blank_rows_are_passed_by_in_little_memory(tmp_path: Path) -> None:
    cells = "".join(f'<c r="{column}%d" s="1"/>' for column in "ABC")
    rows = "".join(f'<row r="{row}">{cells.replace("%d", str(row))}</row>' for row in range(20, 1_048_577)).encode()
    path = part_changed(tmp_path, BIDS, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))
    # Of its own: what this process holds is no matter of the reader's.
    shown = subprocess.run([sys.executable, "-c", PEAK, str(path)], capture_output=True, text=True, check=True).stdout
    bids, peak_mib = map(int, shown.split())
    assert bids == 5
    assert peak_mib < 500
