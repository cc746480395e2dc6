"""What a team works with in the settlement workbook: names, protection, links, and what the file says of itself."""

import re

import openpyxl
import pytest

from spendreview.allocation import allocate
from spendreview.report import provenance
from spendreview.report.figures import headroom
from spendreview.report.layout import Layout
from spendreview.report.names import named_places
from spendreview.review import load_review
from spendreview.tabular.book import legal_name
from spendreview.terms import Control
from tests import making
from tests.report.test_recalculated import table

CSR = "scenarios/csr2007.yaml"


def test_names_stand_for_what_they_say(settled, written):
    """The score, totals, what is left, each department: each cell holds the figure of the run."""
    settlement = settled(CSR)
    book = openpyxl.load_workbook(written(settlement), data_only=True)

    def value(name):
        sheet, _, address = book.defined_names[name].attr_text.rpartition("!")
        return book[sheet.strip("'")][address.replace("$", "")].value

    assert value("Score") == pytest.approx(settlement.score)
    assert value("Total_DEL_2010_11") == pytest.approx(settlement.total_m(Control.TDEL)[-1])
    assert value("ADMIN_total_2008_09") == pytest.approx(settlement.total_m(Control.ADMIN)[0])
    assert value("DH_RDEL_2009_10") == pytest.approx(settlement.amounts["DH", Control.RDEL][1])
    assert value("DH_Total_DEL_baseline") == pytest.approx(settlement.review.baseline_m("DH", Control.TDEL))
    for room in headroom(settlement):
        name = legal_name(f"{room.control.value}_left_{room.year}")
        assert value(name) == pytest.approx(room.left_m, abs=1e-5)


def test_every_name_is_listed_with_its_place(settled, written):
    """The sheet Names links to the very cell; a table's name covers its header and rows, not its totals."""
    book = openpyxl.load_workbook(written(settled(CSR)))
    sheet = book["Names"]
    assert {row["Name"] for row in table(sheet)} == set(book.defined_names)
    for row in sheet.iter_rows(min_row=5):
        link = row[2].hyperlink.location.replace("'", "")
        assert link == book.defined_names[row[0].value].attr_text.replace("'", "").replace("$", "")
    covered = book[("Settlements")][book.defined_names["Settlements_table"].attr_text.rpartition("!")[2]]
    assert covered[0][0].value == "Department"
    assert covered[-1][0].value != "All"


def test_names_of_odd_codes_are_legal_and_unlike_each_other(tmp_path):
    """Codes that begin with a digit, hold signs, or differ in a sign alone."""
    text = {"HO": "1-A", "DH": "1.A"}
    rows = making.small_review()
    for records in rows.values():
        for record in records:
            record |= {name: text[value] for name, value in record.items() if value in text}
    layout = Layout(allocate(load_review(making.write(tmp_path / "review.xlsx", rows))))
    found = [place.name for place in named_places(layout, [])]
    assert {"_1_A_RDEL_2008_09", "_1_A_RDEL_2008_09_2"} <= set(found)
    assert len({name.casefold() for name in found}) == len(found)
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name) for name in found)


@pytest.mark.parametrize("text", ["A1", "xfd12", "R", "c", "R1C1", "rc", "C5", "12", "", "TRUE"])
def test_what_looks_like_a_cell_is_no_name(text):
    """Nor what Excel reads as a row, a column or a truth value."""
    assert legal_name(text) == f"_{text}"


def test_every_sheet_is_protected_without_a_password(settled, written):
    """And the cover says how to open it, and what the colours mean."""
    book = openpyxl.load_workbook(written(settled(CSR)))
    assert all(sheet.protection.sheet and sheet.protection.password is None for sheet in book)
    filtered = [sheet for sheet in book if sheet.auto_filter.ref]
    assert len(filtered) > 5
    assert not any(sheet.protection.autoFilter for sheet in filtered)
    answers = {row["What"]: row["Answer"] for row in table(book["Cover"])}
    assert "Unprotect Sheet" in answers["Protection"]
    assert "without a password" in answers["Protection"]


def test_the_cover_leads_to_every_sheet_and_each_leads_back(settled, written):
    """By links within the file."""
    cover, *others = openpyxl.load_workbook(written(settled(CSR)))
    targets = {cell.hyperlink.location for row in cover.iter_rows() for cell in row if cell.hyperlink}
    assert targets == {f"'{sheet.title}'!A1" for sheet in others}
    assert {sheet["A3"].hyperlink.location for sheet in others} == {"'Cover'!A1"}
    assert all(sheet["A3"].value.startswith("← Cover") for sheet in others)


def test_the_file_says_what_it_is_made_from(settled, written):
    """Properties that a document store shows: title, subject, marking, and the hashes of what was handed in."""
    settlement = settled(CSR)
    found = openpyxl.load_workbook(written(settlement)).properties
    made = provenance(settlement)
    assert found.title == settlement.review.name
    assert found.category == settlement.review.marking
    assert "ministers decide" in found.subject
    assert "2008-09 to 2010-11" in found.keywords
    hashes = [made["workbook_sha256"], made["scenario_sha256"], made["version"]]
    assert all(text in found.description for text in hashes)


def test_the_allocation_is_printed_up_to_capital(settled, written):
    """Every column stays on the sheet; the cover says which are printed."""
    book = openpyxl.load_workbook(written(settled(CSR)))
    sheet = book["Allocation by bid"]
    first, last = sheet.print_area.replace("$", "").split("!")[-1].split(":")
    assert first == "A1"
    assert sheet[f"{last.rstrip('0123456789')}4"].value == "CDEL 2010-11"
    assert int(last.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) == sheet.max_row
    assert sheet.max_column > sheet[last].column
    assert "columns up to CDEL" in {row["What"]: row["Answer"] for row in table(book["Cover"])}["Printing"]


def test_long_lists_of_few_columns_print_upright(settled, written):
    """The cover on one sheet of paper; wide tables lie."""
    book = openpyxl.load_workbook(written(settled(CSR)))
    upright = {sheet.title for sheet in book if sheet.page_setup.orientation != "landscape"}
    assert upright == {"Cover", "Chart data priorities", "Names", "Notes"}
