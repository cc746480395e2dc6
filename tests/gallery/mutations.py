"""Ways to spoil a good workbook: in its cells' XML, in its rows, in its parts, and in its bytes.

Each takes the parts of the file and two whole numbers, which choose the place and the payload, so that the same numbers
always spoil the same thing.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

Parts = dict[str, bytes]
Mutation = Callable[[Parts, int, int], None]

CELL = re.compile(rb'<c r="[A-Z]+\d+"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
ROW = re.compile(rb"<row [^>]*?(?:/>|>.*?</row>)", re.DOTALL)
TEXT = re.compile(rb"<si>.*?</si>", re.DOTALL)

TYPES = (b"s", b"n", b"b", b"e", b"d", b"str", b"inlineStr", b"", b"x", b"S")

NUMBERS = (
    b"", b" ", b"0", b"-1", b"1e400", b"-1e400", b"1e-400", b"NaN", b"nan", b"INF", b"-Infinity", b"1e300", b"99999999999999999999",
    b"0x10", b"1,5", b"1.5.5", b"true", b"TRUE", b"&#0;", b"&#x1F;", b"&bogus;", b"&amp;", b"<v>1</v>", b"<!-- -->1", b"<![CDATA[1]]>",
    b"2958466", b"1e15", b"-2147483649", b"4294967296", b"18446744073709551616", b"1 2", b"\xff\xfe", b"\xed\xa0\x80", b"2008-09-01T00:00:00",
    b"2008-13-45", b"9" * 400,
)  # fmt: skip
"""What may stand between <v> and </v>."""

TEXTS = (
    "", " ", "x", "-", "n/a", "[x]", "12,5", "(5)", "£3", "5%", "#REF!", "#DIV/0!", "=1+1", "=cmd|'/C calc'!A0", "HO", "total", "group:",
    ":", ";", "; ;", "tag:", "bid:HO-1", "2008-09", "2009-11", "0000-01", "9999-00", "max", "TDEL", "yes", "1;2", "1;x", "# note", "note",
    "\u00a0", "\u200b", "\ufeff", "\u202e", "\U0001f642", "é" * 200, "a" * 40_000, "1" * 5000, "_x0000_", "_x001F_", "a\tb\r\nc", "nan", "inf",
    "Infinity", "1e5", "-0", "true", "DH-1; DH-2", "limits.total-RDEL.add", "solver.threads", "1_000", "٣", "½", "²", "١٢",
)  # fmt: skip
"""What somebody may type."""

REFS = (
    b"", b"A0", b"A-1", b"a5", b"5", b"A", b"AAAA1", b"XFE1", b"XFD1048576", b"XFD1048577", b"A1048577", b"A4294967297", b"ZZZZZZZZ9", b"$A$5",
    b"A5:B6", b"R1C1", b"A99999999999999999999", b"\xff", b"IV5", b"IW5", b"A100101", b"&#65;5", b" A5 ", b"A5",
)  # fmt: skip
"""Where a cell may claim to stand."""

ROWS = (
    b"",
    b"0",
    b"-1",
    b"-5",
    b"5",
    b"1048576",
    b"1048577",
    b"100101",
    b"4294967295",
    b"4294967296",
    b"1e3",
    b"x",
    b"99999999999999999999",
)

RANGES = (
    b"",
    b"A1",
    b"A1:XFD1048576",
    b"XFD1048576:A1",
    b"A0:B0",
    b"A1:ZZZZ9",
    b"B2:A1",
    b"A1:A4294967296",
    b":",
    b"A1:",
    b"x:y",
    b"A1:B2:C3",
)

PARTS = (
    b"", b" ", b"<", b"<a/>", b"<a>", b"\xff\xfe<\x00a\x00/\x00>\x00", b"<?xml version='1.0'?>", b"\x00" * 64, b"<worksheet/>", b"<sst/>",
    b"<!DOCTYPE a [<!ENTITY a 'b'>]><a>&a;</a>", b"<worksheet><sheetData/></worksheet>", b"<worksheet><sheetData>", b"{}", b"PK\x03\x04",
)  # fmt: skip
"""What may stand in the place of a whole part."""


def sheets_of(parts: Parts) -> list[str]:
    """The parts that hold sheets."""
    return sorted(name for name in parts if name.startswith("xl/worksheets/sheet"))


def packed(parts: Parts) -> bytes:
    """The parts as a file; nothing is compressed, so that bytes changed in it are bytes changed in the XML."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()


def unpacked(content: bytes) -> Parts:
    """The parts of a file."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def _in_sheet(pattern: re.Pattern[bytes], change: Callable[[bytes, int], bytes]) -> Mutation:
    """A mutation of one match of the pattern, in one sheet."""

    def mutate(parts: Parts, place: int, payload: int) -> None:
        sheets = sheets_of(parts)
        name = sheets[place % len(sheets)]
        matches = list(pattern.finditer(parts[name]))
        if matches:
            match = matches[place // len(sheets) % len(matches)]
            parts[name] = parts[name][: match.start()] + change(match[0], payload) + parts[name][match.end() :]

    return mutate


def _of(choices: tuple[bytes, ...], number: int) -> bytes:
    return choices[number % len(choices)]


def _ref_of(cell: bytes) -> bytes:
    return re.match(rb'<c r="([^"]*)"', cell)[1]  # type: ignore[index]


def _typed(cell: bytes, payload: int) -> bytes:
    """Another type for the same content."""
    kind = _of(TYPES, payload)
    cell = re.sub(rb' t="[^"]*"', b"", cell, count=1)
    return cell if not kind else cell.replace(b'"', b'"', 1).replace(b"<c ", b'<c t="' + kind + b'" ', 1)


def _valued(cell: bytes, payload: int) -> bytes:
    """Another content, and perhaps another type."""
    kind = _of(TYPES, payload // len(NUMBERS))
    words = b' t="' + kind + b'"' if kind else b""
    return b'<c r="' + _ref_of(cell) + b'"' + words + b"><v>" + _of(NUMBERS, payload) + b"</v></c>"


def _worded(cell: bytes, payload: int) -> bytes:
    """A text of its own."""
    text = TEXTS[payload % len(TEXTS)].replace("&", "&amp;").replace("<", "&lt;").encode()
    return b'<c r="' + _ref_of(cell) + b'" t="inlineStr"><is><t xml:space="preserve">' + text + b"</t></is></c>"


def _formula(cell: bytes, payload: int) -> bytes:
    """A formula: with its value, without, or with an odd one."""
    value = (b"", b"<v></v>", b"<v/>", b"<v>3</v>", b"<v>NaN</v>", b"<v>x</v>")[payload % 6]
    kind = (b"", b' t="str"', b' t="e"', b' t="b"')[payload // 6 % 4]
    attributes = (
        b"",
        b' t="shared" si="0"',
        b' t="array" ref="A1:XFD9"',
        b' t="shared" ref="A1:A9" si="99"',
        b' t="dataTable"',
    )
    formula = (
        b"<f"
        + attributes[payload // 24 % 5]
        + b">"
        + (b"", b"1+1", b"A1*" * 200 + b"1", b"=\xff")[payload // 120 % 4]
        + b"</f>"
    )
    return b'<c r="' + _ref_of(cell) + b'"' + kind + b">" + formula + value + b"</c>"


def _styled(cell: bytes, payload: int) -> bytes:
    """A style that there may not be; the second one of the workbook makes a date of a number."""
    style = (b"1", b"2", b"99999", b"-1", b"x", b"4294967296")[payload % 6]
    return (
        re.sub(rb'( s="[^"]*")?(?=[ />])', b' s="' + style + b'"', cell[: cell.index(b">")], count=1)
        + cell[cell.index(b">") :]
    )


def _moved(cell: bytes, payload: int) -> bytes:
    """Another place."""
    return re.sub(rb'r="[^"]*"', lambda _: b'r="' + _of(REFS, payload) + b'"', cell, count=1)


def _text_index(cell: bytes, payload: int) -> bytes:
    """Another text of the list of texts, or one that it does not have."""
    index = (b"0", b"1", b"7", b"9999", b"-1", b"4294967296", b"1.5", b"", b"x")[payload % 9]
    return b'<c r="' + _ref_of(cell) + b'" t="s"><v>' + index + b"</v></c>"


def _row_number(row: bytes, payload: int) -> bytes:
    return re.sub(rb'r="[^"]*"', lambda _: b'r="' + _of(ROWS, payload) + b'"', row, count=1)


def _row_twice(row: bytes, payload: int) -> bytes:
    return row * (2 + payload % 3)


def _row_cut(row: bytes, payload: int) -> bytes:
    return row[: payload % (len(row) + 1)]


def _header_swapped(parts: Parts, place: int, payload: int) -> None:
    """Two cells of a header row change places, or one takes the other's text."""
    name = sheets_of(parts)[place % len(sheets_of(parts))]
    row = re.search(rb'<row r="4".*?</row>', parts[name], re.DOTALL)
    cells = [match[0] for match in CELL.finditer(row[0])] if row else []
    if row is None or len(cells) < 2:
        return
    one, other = cells[payload % len(cells)], cells[payload // len(cells) % len(cells)]
    new_one = one.replace(one[one.index(b">") :], other[other.index(b">") :], 1)
    new_other = other.replace(other[other.index(b">") :], one[one.index(b">") :], 1)
    changed = row[0].replace(one, b"\x00").replace(other, new_other if place % 2 else other).replace(b"\x00", new_one)
    parts[name] = parts[name].replace(row[0], changed)


def _range(parts: Parts, place: int, payload: int) -> None:
    """Another dimension, or a merged, filtered or hidden range that may be none."""
    name = sheets_of(parts)[place % len(sheets_of(parts))]
    own = _of(RANGES, payload)
    if place % 3 == 0:
        parts[name] = re.sub(rb'<dimension ref="[^"]*"', lambda _: b'<dimension ref="' + own + b'"', parts[name])
    elif place % 3 == 1:
        merge = b'<mergeCells count="1"><mergeCell ref="' + own + b'"/></mergeCells>'
        parts[name] = parts[name].replace(b"</sheetData>", b"</sheetData>" + merge)
    else:
        number = _of(ROWS, payload)
        columns = b'<cols><col min="' + number + b'" max="' + _of(ROWS, payload // 3) + b'" hidden="1"/></cols>'
        parts[name] = parts[name].replace(b"<sheetData>", columns + b"<sheetData>")


def _text_changed(parts: Parts, place: int, payload: int) -> None:
    """One of the list of texts, which several cells may share, is another, or is gone."""
    name = "xl/sharedStrings.xml"
    texts = list(TEXT.finditer(parts.get(name, b"")))
    if not texts:
        return
    match = texts[place % len(texts)]
    word = TEXTS[payload % len(TEXTS)].replace("&", "&amp;").replace("<", "&lt;").encode()
    new = (b"<si><t>" + word + b"</t></si>", b"", b"<si/>", b"<si><r><t>a</t></r><rPh><t>b</t></rPh></si>")
    chosen = new[payload // len(TEXTS) % len(new)]
    parts[name] = parts[name][: match.start()] + chosen + parts[name][match.end() :]


def _part_replaced(parts: Parts, place: int, payload: int) -> None:
    """A whole part is other content, or is gone, or is cut."""
    name = sorted(parts)[place % len(parts)]
    kind = payload % 3
    if kind == 0:
        del parts[name]
    elif kind == 1:
        parts[name] = _of(PARTS, payload // 3)
    else:
        parts[name] = parts[name][: payload // 3 % (len(parts[name]) + 1)]


def _attribute(parts: Parts, place: int, payload: int) -> None:
    """One attribute of the package's own parts is another: titles, relations, kinds of content, formats of numbers."""
    names = ["[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml", "xl/styles.xml", "_rels/.rels"]
    name = names[place % len(names)]
    found = list(re.finditer(rb'="[^"]*"', parts.get(name, b"")))
    if found:
        match = found[place // len(names) % len(found)]
        words = (
            b"",
            b"x",
            b"../../etc/passwd",
            b"-1",
            b"99999",
            b"rId1",
            b"rId99",
            b"Bids",
            b"worksheets/sheet1.xml",
            b"/xl/worksheets/sheet2.xml",
            b"http://a.b/c",
            b"Limits ",
            b"A" * 300,
            b"&lt;",
            b"yyyy-mm-dd",
            b"14",
        )
        parts[name] = parts[name][: match.start()] + b'="' + _of(words, payload) + b'"' + parts[name][match.end() :]


def _byte_of_a_part(parts: Parts, place: int, payload: int) -> None:
    """One byte of one part is another, or a few are gone."""
    name = sorted(parts)[place % len(parts)]
    content = bytearray(parts[name])
    if content:
        at = (place * 7919 + payload) % len(content)
        if payload % 5 == 0:
            del content[at : at + 1 + payload % 7]
        else:
            content[at] = payload % 256
        parts[name] = bytes(content)


CELL_MUTATIONS: tuple[Mutation, ...] = tuple(
    _in_sheet(CELL, change)
    for change in (
        _typed,
        _valued,
        _worded,
        _formula,
        _styled,
        _moved,
        _text_index,
        lambda cell, n: b"",
        lambda cell, n: cell * 2,
    )
)
ROW_MUTATIONS: tuple[Mutation, ...] = (
    *(_in_sheet(ROW, change) for change in (_row_number, _row_twice, _row_cut, lambda row, n: b"")),
    _header_swapped,
    _range,
    _text_changed,
)
PART_MUTATIONS: tuple[Mutation, ...] = (_part_replaced, _attribute, _byte_of_a_part)


def spoilt_bytes(content: bytes, place: int, payload: int) -> bytes:
    """The file, compressed as Excel does, with bytes changed, gone, doubled or zero, or cut off."""
    at = place % len(content)
    length = 1 + payload // 5 % 40
    middle = content[at : at + length]
    new = (bytes(255 - byte for byte in middle), b"", middle * 2, bytes(length))[payload % 5 % 4]
    return content[:at] if payload % 5 == 4 else content[:at] + new + content[at + length :]
