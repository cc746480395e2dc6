"""What the gate finds before a cell is read, and what is remarked on sheets and sums that are read all the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests import making
from tests.gallery.contradictions import moved
from tests.gallery.exhibit import Exhibit, Make, book, harmless, infeasible, parts, plain, refused, replaced, warned
from tests.gallery.files import MIB, flags_of, inside, method_of, with_bytes_changed
from tests.gallery.harmless import blank_rows, on_bids, painted, without_references
from tests.making import Rows, added, changed, small_review


def hidden(row: int | None = None, column: str | None = None) -> Any:
    """Hides a row or a column of the sheet Bids."""

    def edit(sheet: Any) -> None:
        if row is not None:
            sheet.row_dimensions[row].hidden = True
        if column is not None:
            sheet.column_dimensions[column].hidden = True

    return edit


def state(how: str) -> Any:
    """Hides the sheet Limits."""

    def edit(opened: Any) -> None:
        opened["Limits"].sheet_state = how

    return edit


def merged_departments(sheet: Any) -> None:
    """One department typed for two bids: the second cell is blank, whatever it looks like."""
    sheet.merge_cells("B8:B9")


def years_turned_round() -> Rows:
    """The small review with the last year's limits before the first's."""
    rows = small_review()
    for row in rows["Limits"]:
        row["2008-09"] = row.pop("2008-09")
    return rows


def thirds() -> Rows:
    """Three bids of £0.3335m: rounded one by one they sum to £1.002m, together to £1.000m or £1.001m."""
    rows = small_review()
    for number in (2, 3, 4):
        rows["Bids"][number]["RDEL 2008-09"] = 0.3335
    return rows


def rounded() -> Rows:
    """What the thirds are read as, half to even."""
    rows = small_review()
    for number in (2, 3, 4):
        rows["Bids"][number]["RDEL 2008-09"] = 0.334
    return rows


def booked_twice() -> Rows:
    """A function moved, booked by the department that gives and again by the one that takes."""
    line = {"adjustment": "A2", "department": "DH", "control": "RDEL", "kind": "mog", "amount": 0.3, "to": "HO"}
    return added("Adjustments", line | {"reason": "Function moved"}, base=moved(amount=-0.3))


def below_zero() -> Rows:
    """Baseline bids that follow an adjustment which takes more than there was."""
    rows = moved(amount=-120)
    rows["Bids"][0] |= making.by_year("RDEL", -20, -20)
    rows["Bids"][1] |= making.by_year("RDEL", 320, 320)
    rows["Limits"][0] |= {"2008-09": 330}
    return rows


def least_above_most() -> Rows:
    """A floor of a department above its own ceiling."""
    least = {"limit": "least", "scope": "HO", "control": "RDEL", "sense": "min", "2008-09": 112}
    return added("Limits", least, base=changed("Limits", 1, **{"2008-09": 110}))


def parts_of_a_total() -> Rows:
    """Limits of two departments that show the total's £320.000m, and are £4,000 more."""
    rows = small_review()
    rows["Limits"][1]["2008-09"] = 110.004
    other = {"limit": "DH-RDEL", "scope": "DH", "control": "RDEL", "sense": "max", "2008-09": 210}
    return added("Limits", other, base=rows)


def unplaced(cell: str) -> Callable[[bytes], bytes]:
    """Puts the cell in place of £15m of RDEL, then takes the address from every cell."""

    def change(content: bytes) -> bytes:
        return without_references(replaced('<c r="H7"><v>15</v></c>', cell)(content))

    return change


def understated(folder: Path) -> Path:
    """A bomb whose directory says that it is small."""
    rows = plain()
    grown = {
        making.part_of(rows, "Bids"): lambda content: content.replace(
            b"</sheetData>", b"</sheetData>" + bytes(420 * MIB)
        )
    }
    path = making.repacked(making.write(folder / "review.xlsx", rows), grown)
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        for entry in re.finditer(re.escape(signature), bytes(content)):
            place = entry.start() + offset
            if int.from_bytes(content[place : place + 4], "little") > 400 * MIB:
                content[place : place + 4] = (5000).to_bytes(4, "little")
    path.write_bytes(content)
    return path


def with_rows(xml: Callable[[], bytes]) -> Make:
    """A workbook with rows put below those of the sheet Bids."""
    return parts({"Bids": lambda content: content.replace(b"</sheetData>", xml() + b"</sheetData>")})


def block(columns: list[bytes], cell: bytes, last: int) -> Callable[[], bytes]:
    """The same cell in each of the columns, from row 20 to the last."""
    cells = b"".join(cell % column for column in columns)
    return lambda: b"".join(
        b'<row r="%d">' % row + cells.replace(b"?", b"%d" % row) + b"</row>" for row in range(20, last + 1)
    )


A_TO_Z = [b"%c" % letter for letter in range(ord("A"), ord("Z") + 1)]
A_TO_CZ = A_TO_Z + [first + second for first in (b"A", b"B", b"C") for second in A_TO_Z]
PAINT, VALUE = b'<c r="%b?" s="0"/>', b'<c r="%b?"><v>1</v></c>'
LONG_TEXT = b'<row r="200"><c r="AC200" t="str"><v>' + b"a" * (80 * MIB) + b"</v></c></row>"
LONG_RUNS = (
    b'<row r="200"><c r="AC200" t="inlineStr"><is><r><t>' + b"a</t></r><r><t>" * (2 * MIB) + b"</t></r></is></c></row>"
)


GATE: tuple[Exhibit, ...] = (
    warned("a hidden sheet", book(edit=state("hidden")), "WW208 Limits"),
    warned("a very hidden sheet", book(edit=state("veryHidden")), "WW208 Limits"),
    warned("a hidden row", on_bids(hidden(row=8)), "WW209 Bids!A8"),
    warned("a hidden column", on_bids(hidden(column="I")), "WW210 Bids!I4"),
    refused("a merged cell in the data", on_bids(merged_departments), "WB101 Bids!B9"),
    warned("merged cells where a blank is allowed", on_bids(lambda sheet: sheet.merge_cells("J7:K7")), "WW211 Bids!J7"),
    warned("year columns out of order", years_turned_round(), "WW212 Limits!F4", reads=small_review()),
    warned("a column whose sum is not what Excel shows", thirds(), "WW202 Bids!H7", "WW202 Bids!H8", "WW202 Bids!H9", "WW213 Bids!H4", reads=rounded()),
    harmless("a colour at the far corner", painted("XFD1048576"), heavy=True),
    harmless("a million blank rows", parts({"Bids": blank_rows(1_000_000)}), heavy=True),
    refused("a password on a part of the archive", with_bytes_changed(flags_of(b"xl/workbook.xml"), b"\x01"), "WB003"),
    refused("a zip bomb that says it is small", understated, "WB004", heavy=True),
    refused("a sheet that is listed and not there", parts({"Bids": lambda content: None}), "WB004"),
    refused("a part packed in a way nobody knows", with_bytes_changed(method_of(b"xl/workbook.xml"), b"\x63"), "WB004"),
    refused("a sheet whose packed bytes are spoilt", with_bytes_changed(inside(b"xl/worksheets/sheet6.xml", 40), b"\xff" * 40), "WB004"),
    warned("an adjustment booked from both sides", booked_twice(), "RW417 Adjustments!E6"),
    warned("a restated baseline below zero", below_zero(), "RW418 Adjustments!E5"),
    infeasible("a least limit above the most", least_above_most(), "AL601 Limits!E6", "AL601 Limits!E7"),
    warned("limits that add up on screen alone", parts_of_a_total(), "RW419 Limits!E5"),
    refused("an error in a cell that does not say where it stands", parts({"Bids": unplaced('<c r="H7" t="e"><v>#DIV/0!</v></c>')}), "WB105 Bids!H7"),
    refused("a formula without value that does not say where it stands", parts({"Bids": unplaced('<c r="H7"><f>1+1</f></c>')}), "WB110 Bids!H7"),
    warned("a value at a column that no sheet has", parts({"Bids": replaced('<c r="K9"', '<c r="ZZZZZZZZ9"')}), "WW206 Bids", reads=changed("Bids", 4, **{"CDEL 2009-10": None}), heavy=True),
    warned("a value at a row that no sheet has", parts({"Bids": replaced('<c r="K9"', '<c r="K99999999999999999999"')}), "WW206 Bids", reads=changed("Bids", 4, **{"CDEL 2009-10": None}), heavy=True),
    refused("a text of 80 MB", with_rows(lambda: LONG_TEXT), "WB005 Bids!AC200", heavy=True),
    refused("a text of 80 MB in a sheet that is not plain", with_rows(lambda: LONG_TEXT.replace(b'"', b"'")), "WB005 Bids!AC200", heavy=True),
    refused("a text of two million runs", with_rows(lambda: LONG_RUNS), "WB005 Bids!AC200", heavy=True),
    refused("a remark of 20 MB among the cells", with_rows(lambda: b"<!--" + b"a" * (20 * MIB) + b"-->"), "WB005 Bids!K9", heavy=True),
    warned("one value at the last cell that is read", with_rows(lambda: b'<row r="100100"><c r="IV100100"><v>1</v></c></row>'), "WW206 Bids", heavy=True),
    warned("one value halfway down the last column", with_rows(lambda: b'<row r="50000"><c r="IV50000"><v>1</v></c></row>'), "WW206 Bids", heavy=True),
    warned("such a value in a sheet that is not plain", with_rows(lambda: b"<row r='100100'><c r='IV100100'><v>1</v></c></row>"), "WW206 Bids", heavy=True),
    harmless("a value far down and one far right, within reason", with_rows(lambda: b'<row r="20000"><c r="IV20000"><v>1</v></c></row>'), heavy=True),
    harmless("a hundred thousand rows of forty columns", with_rows(block(A_TO_CZ[14:40], VALUE, 100_000)), heavy=True),
    harmless("paint over sixty thousand rows, and in the last", with_rows(lambda: block(A_TO_Z, PAINT, 59_700)() + b'<row r="1048576"><c r="A1048576" s="0"/></row>'), heavy=True),
    refused("values over seven million cells", with_rows(block(A_TO_CZ[30:], VALUE, 100_000)), "WB005 Bids", heavy=True),
    refused("an error kept as raw text", parts({"Bids": replaced('<c r="H7"><v>15</v></c>', '<c r="H7" t="e"><v><![CDATA[#N/A]]></v></c>')}), "WB105 Bids!H7"),
)  # fmt: skip
"""Of files and sheets as a whole."""
