"""Marked copies of workbooks as other programs write them, and as the standard allows."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from spendreview.errors import WorkbookError
from spendreview.tabular.annotate import annotate
from spendreview.tabular.annotate.styles import FAULT_FILL, WARNING_FILL
from tests import making
from tests.report.office import needs_office
from tests.tabular.packages import (
    SHOWN,
    SPOTS,
    differing,
    marked,
    marks,
    parts,
    problem,
    rewritten,
    rich,
    shown_by_office,
    values,
)

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


def with_prefix(xml: bytes) -> bytes:
    """A sheet as some programs write it: every element with a prefix, every attribute in single quotes."""
    xml = re.sub(rb"<(/?)(?=\w+[\s/>])", rb"<\1x:", xml).replace(b"xmlns=", b"xmlns:x=")
    return re.sub(rb"<[^>]*>", lambda match: match[0].replace(b'"', b"'"), xml)


@pytest.mark.parametrize("named", [r"xl/worksheets/sheet\d+\.xml", r"xl/styles\.xml|xl/comments\d+\.xml"])
def test_prefixed_names_and_single_quotes(named: str, tmp_path: Path) -> None:
    path = rich(tmp_path / "rich.xlsx")
    changed = {name: with_prefix(own) for name, own in parts(path).items() if re.fullmatch(named, name)}
    assert changed
    odd = rewritten(path, tmp_path / "odd.xlsx", changed)
    out, done = marked(odd, [problem(odd, *spot) for spot in SPOTS])
    assert done.cells == len(SPOTS)
    assert set(marks(out, FAULT_FILL)) == SHOWN


def test_what_looks_like_a_cell_in_a_comment_or_in_cdata_is_none(tmp_path: Path) -> None:
    path = making.write(tmp_path / "review.xlsx", making.small_review())
    text = b"<![CDATA[<row r='6'><c r='B6'/></row></sheetData>]]>"
    row = b'</row><row r="2"><c r="B2" t="inlineStr"><is><t>%b</t></is></c></row>' % text
    xml = parts(path)["xl/worksheets/sheet5.xml"].replace(b"</row>", row, 1)
    xml = xml.replace(b"<sheetData>", b'<sheetData><!-- <row r="5"><c r="C5" s="0"/></row> -->')
    odd = rewritten(path, tmp_path / "odd.xlsx", {"xl/worksheets/sheet5.xml": xml})
    out = odd.with_name("marked.xlsx")
    annotate(odd, out, [problem(odd, "Limits", "C5"), problem(odd, "Limits", "B6")], [])
    assert set(marks(out, FAULT_FILL)) == {("Limits", "C5"), ("Limits", "B6")}
    assert values(odd) == values(out)


def test_rows_and_cells_without_addresses(tmp_path: Path) -> None:
    path = making.write(tmp_path / "review.xlsx", making.small_review())
    xml = parts(path)["xl/worksheets/sheet3.xml"]
    bare = re.sub(
        rb'<row r="(\d+)"', lambda m: b"<row" if m[1] not in b"14" else m[0], re.sub(rb'<c r="\w+"', b"<c", xml)
    )
    odd = rewritten(path, tmp_path / "odd.xlsx", {"xl/worksheets/sheet3.xml": bare})
    assert values(odd)["Departments"] == values(path)["Departments"]
    out = odd.with_name("marked.xlsx")
    annotate(odd, out, [problem(odd, "Departments", "B6"), problem(odd, "Departments", "D5")], [])
    assert values(odd) == values(out)
    assert set(marks(out, FAULT_FILL)) == {("Departments", "B6"), ("Departments", "D5")}


CONTROLS = (
    b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice '
    b'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" Requires="x14"><controls>'
    b'<control shapeId="1025" name="a"/></controls></mc:Choice></mc:AlternateContent></worksheet>'
)


def test_the_boxes_come_before_controls_that_newer_excel_wraps(tmp_path: Path) -> None:
    path = making.write(tmp_path / "review.xlsx", making.small_review())
    xml = parts(path)["xl/worksheets/sheet5.xml"].replace(b"</worksheet>", CONTROLS)
    odd = rewritten(path, tmp_path / "odd.xlsx", {"xl/worksheets/sheet5.xml": xml})
    out, _ = marked(odd, [problem(odd, "Limits", "C5")])
    tail = re.findall(r"<([\w:]+)", parts(out)["xl/worksheets/sheet5.xml"].decode().partition("</sheetData>")[2])
    assert tail == ["pageMargins", "legacyDrawing", "mc:AlternateContent", "mc:Choice", "controls", "control"]


def strict(content: bytes) -> bytes:
    """A part in the strict form of the standard, which gives every namespace another name."""
    content = content.replace(
        b"schemas.openxmlformats.org/spreadsheetml/2006/main", b"purl.oclc.org/ooxml/spreadsheetml/main"
    )
    office = b"schemas.openxmlformats.org/officeDocument/2006/relationships"
    return content.replace(office, b"purl.oclc.org/ooxml/officeDocument/relationships")


def test_a_workbook_in_the_strict_form_of_the_standard(tmp_path: Path) -> None:
    path = making.write(tmp_path / "review.xlsx", making.small_review())
    changed = {name: strict(own) for name, own in parts(path).items() if name.endswith((".xml", ".rels"))}
    odd = rewritten(path, tmp_path / "odd.xlsx", changed)
    out = tmp_path / "marked.xlsx"
    annotate(odd, out, [problem(odd, "Limits", "C5")], [])
    assert values(out) == values(path)
    added = {name: parts(out)[name] for name in differing(odd, out)}
    assert not [name for name, own in added.items() if own != strict(own)]
    needs_office()
    assert [own for own in shown_by_office(out, tmp_path / "office") if "XDEL" in own]


THREADS = b"""<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">
<threadedComment ref="C3" dT="2025-01-02T03:04:05.06" personId="{1}" id="{2}"><text>Why?</text></threadedComment>
</ThreadedComments>"""


def test_a_modern_comment_and_its_replies_stay_as_they_are(tmp_path: Path) -> None:
    path = rich(tmp_path / "rich.xlsx")
    before = parts(path)
    relations = "xl/worksheets/_rels/sheet1.xml.rels"
    relation = (
        b'<Relationship Id="rId77" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
        b'Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    )
    changes = {
        "xl/threadedComments/threadedComment1.xml": THREADS,
        relations: before[relations].replace(b"</Relationships>", relation),
        "[Content_Types].xml": before["[Content_Types].xml"].replace(
            b"</Types>",
            b'<Override PartName="/xl/threadedComments/threadedComment1.xml" '
            b'ContentType="application/vnd.ms-excel.threadedcomments+xml"/></Types>',
        ),
    }
    modern = rewritten(path, tmp_path / "modern.xlsx", changes)
    out, done = marked(modern, [problem(modern, "Own", "C3"), problem(modern, "Own", "C4")])
    assert (done.cells, done.wordless) == (2, 1)
    assert marks(out, FAULT_FILL)["Own", "C3"] == "Mine, do not touch: 1 < 2"
    assert marks(out, FAULT_FILL)["Own", "C4"].startswith("WB104")
    only, _ = marked(modern, [problem(modern, "Own", "C3")])
    assert differing(modern, only) == {"xl/worksheets/sheet1.xml", "xl/styles.xml"}


def test_macros_stay(tmp_path: Path) -> None:
    path = rich(tmp_path / "rich.xlsx")
    macros = {"xl/vbaProject.bin": bytes(range(256)) * 8, "customXml/item1.xml": b"<own/>"}
    path = rewritten(path, tmp_path / "rich.xlsm", macros)
    out, _ = marked(path, [problem(path, "Own", "A2")])
    assert parts(out).items() >= macros.items()


def test_a_workbook_without_styles(tmp_path: Path) -> None:
    path = making.write(tmp_path / "review.xlsx", making.small_review())
    before = parts(path)
    bare = {name: own for name, own in before.items() if name != "xl/styles.xml"}
    for name in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
        bare[name] = re.sub(rb"<(?:Relationship|Override)\s[^>]*styles[^>]*>", b"", before[name])
    odd = tmp_path / "odd.xlsx"
    with zipfile.ZipFile(odd, "w") as archive:
        for name, content in bare.items():
            archive.writestr(name, content)
    out = tmp_path / "marked.xlsx"
    annotate(odd, out, [problem(odd, "Limits", "C5")], [])
    assert set(marks(out, FAULT_FILL)) == {("Limits", "C5")}
    assert values(odd) == values(out)


def test_a_chart_sheet_has_no_cell_to_mark(tmp_path: Path) -> None:
    path = rich(tmp_path / "rich.xlsx")
    out, _ = marked(path, [], [problem(path, "Picture", None, "WW205", "sheet 'Picture' was not read")])
    assert marks(out, WARNING_FILL)["Own", "A1"].startswith("Picture: warning: WW205")


def test_a_damaged_picture_is_one_clear_error(tmp_path: Path) -> None:
    path = rich(tmp_path / "rich.xlsx")
    content = bytearray(path.read_bytes())
    content[content.index(b"xl/media/image1.png") + len("xl/media/image1.png") + 9] ^= 255
    path.write_bytes(content)
    with pytest.raises(WorkbookError, match="WB004"):
        annotate(path, tmp_path / "marked.xlsx", [problem(path, "Own", "A2")], [])
    assert not (tmp_path / "marked.xlsx").exists()


def test_a_comment_stays_within_what_excel_takes(tmp_path: Path) -> None:
    path, out = rich(tmp_path / "rich.xlsx"), tmp_path / "marked.xlsx"
    annotate(path, out, [problem(path, "Own", "A2", found="x" * 30_000) for _ in range(60)], [])
    text = marks(out, FAULT_FILL)["Own", "A2"]
    assert text.endswith("and 20 more")
    assert "x" * 150 in text
    assert "…; wanted" in text
    assert len(text) < 32_767


def test_below_a_long_comment_there_is_only_the_room_that_is_left(tmp_path: Path) -> None:
    path, out = rich(tmp_path / "rich.xlsx"), tmp_path / "marked.xlsx"
    before = parts(path)
    comments = next(name for name in before if b"Mine, do" in before[name])
    long = before[comments].replace(b"Mine, do", b"Mine, " + b"m" * 32_000 + b" do")
    path = rewritten(path, tmp_path / "long.xlsx", {comments: long})
    annotate(path, out, [problem(path, "Own", "C3", found="x" * 300)] * 9, [])
    text = marks(out, FAULT_FILL)["Own", "C3"]
    assert text.startswith("Mine, mmm")
    assert "WB104" in text
    assert len(text) <= 32_767
