"""The fast pass over a long sheet finds what the careful reading finds, and leaves to it what is not plain."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from spendreview.tabular.archive import open_archive
from spendreview.tabular.guard import sheet_facts
from spendreview.tabular.scan import scan

HEAD = b'<worksheet><cols><col min="2" max="3" hidden="1"/></cols><sheetData>'
END = b'</sheetData><mergeCells count="1"><mergeCell ref="A5:B7"/></mergeCells></worksheet>'
PLAIN = (
    b'<c r="%s"><v>1.5</v></c>',
    b'<c r="%s" t="s"><v>7</v></c>',
    b'<c r="%s" s="3"/>',
    b'<c r="%s" t="e"><v>#N/A</v></c>',
    b'<c r="%s" s="1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    b'<c r="%s"><f>A1+1</f><v>2</v></c>',
    b'<c r="%s"><f>A1+1</f></c>',
    b'<c r="%s"><f t="shared" si="0"/><v></v></c>',
    b'<c r="%s" t="str"><f>A1</f><v></v></c>',
    b'<c r="%s" t="inlineStr"><is><r><t>words</t></r></is></c>',
)


def sheet(seed: int, rows: int = 400) -> bytes:
    """Rows of plain cells of every sort, a few of them hidden."""
    chance = random.Random(seed)
    lines = []
    for row in range(1, rows):
        hidden = b' hidden="1"' if chance.random() < 0.05 else b""
        cells = (chance.choice(PLAIN) % f"{column}{row}".encode() for column in ("A", "Z", "AB", "IV"))
        lines.append(b'<row r="%d"%s>' % (row, hidden) + b"".join(cells) + b"</row>")
    return HEAD + b"".join(lines) + END


def in_pieces(xml: bytes, size: int) -> list[bytes]:
    return [xml[start : start + size] for start in range(0, len(xml), size)]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("size", [97, 1000, 10**7])
def test_both_ways_find_the_same_wherever_the_pieces_end(seed: int, size: int) -> None:
    xml = sheet(seed)
    facts = scan(in_pieces(xml, size))
    assert facts == sheet_facts(xml)
    assert facts is not None
    assert facts.errors
    assert facts.uncalculated
    assert facts.hidden_rows
    assert (facts.hidden_columns, [str(merge) for merge in facts.merged]) == (((2, 3),), ["A5:B7"])
    assert not facts.far


@pytest.mark.parametrize(
    ("cell", "far"),
    [(b"IW7", True), (b"XFD1048576", True), (b"A100101", True), (b"B999999", True), (b"AAA1", True),
     (b"A1000000", True),
     (b"IV99999", False), (b"A100100", False), (b"IV100099", False), (b"Z9", False), (b"HZ100", False)],
)  # fmt: skip
def test_far_cells_are_told_from_near_ones(cell: bytes, far: bool) -> None:
    xml = sheet(1).replace(END, b'<row r="9"><c r="%s"><v>1</v></c></row>' % cell + END)
    facts = scan([xml])
    assert facts is not None
    assert facts.far is sheet_facts(xml).far is far


@pytest.mark.parametrize(
    "cell",
    [b'<x:c r="A1"/>', b'<c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t>words</t></r></is></c>',
     b"<c r='A1'/>", b'<c s="1" r="A1"/>', b"<c><v>1</v></c>", b"<!-- <c r='XFD1'/> -->", b'<long:c r="XFD1"/>',
     b"<c r=\"A1\" t='e'><v>#N/A</v></c>", b'<c r="A1" t = "e"><v>#N/A</v></c>'],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_the_careful_reading(cell: bytes) -> None:
    assert scan([sheet(2).replace(END, b'<row r="9">' + cell + b"</row>" + END)]) is None


@pytest.mark.parametrize("xml", [b"", b"<worksheet/>", b"<sheetData>", b"<sheetData><row>", HEAD])
def test_what_ends_too_soon_is_left_too(xml: bytes) -> None:
    assert scan([xml]) is None


EXAMPLES = sorted(Path(__file__).parents[2].glob("workbooks/*.xlsx"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_our_own_workbooks_are_plain(path: Path) -> None:
    archive = open_archive(path)
    for part in archive.sheets.values():
        xml = archive.read(part.name)
        assert scan(in_pieces(xml, 5000)) == sheet_facts(xml)


def lone(cell: bytes) -> bytes:
    return sheet(1).replace(END, b'<row r="9"><c r="%s"><v>1</v></c></row>' % cell + END)


@pytest.mark.parametrize("plain", [True, False])
def test_a_stray_value_is_told_from_the_others_and_a_full_sheet_from_a_stray(plain: bool) -> None:
    from spendreview.tabular.extent import CAPS, TooManyCells, bounds_of

    assert bounds_of(sheet(1), plain=plain) == CAPS
    assert bounds_of(lone(b"IV23437"), plain=plain) == CAPS
    for far in (b"IV23438", b"IV100000", b"BH100000"):
        row, column = bounds_of(lone(far), plain=plain)
        assert row * column <= 6_000_000
        assert (row, column) == (23_437, 256), far
    many = b"".join(b'<c r="IV%d"><v>1</v></c>' % row for row in range(30_000, 31_000))
    with pytest.raises(TooManyCells):
        bounds_of(sheet(1).replace(END, many + END), plain=plain)


@pytest.mark.parametrize(
    ("cell", "sprawls"), [(b"IV10000", True), (b"BH10000", True), (b"IV9999", False), (b"BG99999", False)]
)
def test_both_ways_find_whether_cells_span_much(cell: bytes, sprawls: bool) -> None:
    narrow = sheet(1).replace(b'"IV', b'"AV')
    xml = narrow.replace(END, b'<row r="9"><c r="%s"><v>1</v></c></row>' % cell + END)
    facts = scan([xml])
    assert facts is not None
    assert facts.sprawls is sheet_facts(xml).sprawls is sprawls


def test_an_error_kept_as_raw_text_is_shown_as_it_looks() -> None:
    xml = HEAD + b'<row r="1"><c r="A1" t="e"><v><![CDATA[#N/A]]></v></c></row>' + END
    assert sheet_facts(xml).errors == {"A1": "#N/A"}


@pytest.mark.parametrize("size", [97_000, 256 * 1024])
def test_a_cell_longer_than_any_is_named(size: int) -> None:
    from spendreview.tabular.scan import TooLong

    long = b'<row r="9"><c r="C9" t="str"><v>' + b"a" * 2_000_000 + b"</v></c></row>"
    with pytest.raises(TooLong) as raised:
        scan(in_pieces(sheet(1).replace(END, long + END), size))
    assert raised.value.cell == "C9"
