"""The formulas of the settlement workbook, worked out anew by LibreOffice from a copy that holds no values."""

import openpyxl
import pytest

from spendreview.allocation import allocate
from spendreview.report import write_settlement
from spendreview.report.figures import headroom
from spendreview.report.words import CONTROL_WORDS
from spendreview.review import load_review
from spendreview.terms import Control
from tests import making
from tests.report.conftest import settle
from tests.report.office import needs_office, recalculated
from tests.restatement.generate import random_review, write

SOURCES = (
    "tests/examples/full_6.xlsx",
    "tests/examples/full_18.xlsx",
    "tests/examples/worked_example.xlsx",
    "scenarios/csr2007.yaml",
    "scenarios/sr2025.yaml",
    3,
    9,
)
"""Workbooks and scenarios; a number is the seed of a random review, whose limits name groups, tags and bids too."""
THOUSAND = 0.001  # £m


@pytest.fixture(scope="module", params=SOURCES)
def case(request, tmp_path_factory):
    """A settlement, its workbook as written, and the same workbook recalculated."""
    needs_office()
    folder = tmp_path_factory.mktemp("book")
    source, path = request.param, folder / "settlement.xlsx"
    if isinstance(source, int):
        write(random_review(source), folder / "review.xlsx")
        source = folder / "review.xlsx"
    settlement = settle(source)
    write_settlement(settlement, path)
    return settlement, path, recalculated(path, folder)


def test_every_formula_gives_the_value_stored_beside_it(case):
    """Money to £0.001m; text as it is."""
    _, path, anew = case
    formulas, stored = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    cells = [cell for sheet in formulas for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(cells) > 100
    wrong = []
    for cell in cells:
        sheet, address = cell.parent.title, cell.coordinate
        ours, theirs = stored[sheet][address].value, anew[sheet][address].value
        if ours is None or theirs != pytest.approx(ours, abs=THOUSAND):
            wrong.append((sheet, address, cell.value, ours, theirs))
    assert wrong == []


def test_settlements_are_those_of_the_run(case):
    """Each department, control and year, and the sums below them, to £0.001m."""
    settlement, _, anew = case
    words = {word: control for control, word in CONTROL_WORDS.items()}
    seen = 0
    for row in table(anew["Settlements"]):
        control = words[row["Control"]]
        ours = (
            settlement.total_m(control)
            if row["Department"] == "All"
            else settlement.amounts[row["Department"], control]
        )
        for year, amount in zip(settlement.review.years, ours, strict=True):
            assert row[str(year)] == pytest.approx(amount, abs=THOUSAND), row
            seen += 1
    assert seen == len(settlement.lines) + len(settlement.controls) * len(settlement.review.years)


def test_the_foot_of_the_board_is_that_of_the_run(case):
    """Totals, limits and headroom by control and year, to £0.001m."""
    settlement, _, anew = case
    rows = {row["Department"]: row for row in table(anew["Settlement board"])}
    for control in (Control.RDEL, Control.CDEL, Control.TDEL):
        for year, total in zip(settlement.review.years, settlement.total_m(control), strict=True):
            column = f"{CONTROL_WORDS[control]} {year}"
            assert rows["All departments"][column] == pytest.approx(total, abs=THOUSAND)
    for room in headroom(settlement):
        column = f"{CONTROL_WORDS[room.control]} {room.year}"
        if column in rows["Headroom"]:
            assert rows["Headroom"][column] == pytest.approx(room.left_m, abs=THOUSAND)
            assert rows["Less reserve"][column] == pytest.approx(room.reserve_m, abs=THOUSAND)


def test_checks_within_the_workbook_are_nil(case):
    """The bridge and the reconciliation end where the sheet Settlements does."""
    _, _, anew = case
    assert all(row["Difference from Settlements"] == 0 for row in table(anew["Bridge"]))
    line = next(row for row in table(anew["Total DEL"]) if row["Line"] == "Difference from Settlements")
    assert [value for value in line.values() if isinstance(value, int | float) and value] == []


def test_score_adds_up_to_that_of_the_run(case):
    """Points of the priorities, through the progress of their indicators."""
    settlement, _, anew = case
    foot = next(row for row in table(anew["Priorities"]) if row["Priority"] == "Score")
    assert foot["Points"] == pytest.approx(settlement.score, abs=1e-6)


def table(sheet):
    """The rows of a sheet below its header, as dictionaries."""
    header, *rows = sheet.iter_rows(min_row=4, values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_beyond_total_del_stand_tme_its_headroom_receipts_and_borrowing(tmp_path):
    """TME = Total DEL + AME; headroom against the figure given; borrowing = TME - receipts; shares of money GDP."""
    needs_office()
    series = {
        "ame": (200, 210, 220),
        "tme": (550, 560, 570),
        "receipts": (500, 490, 480),
        "money_gdp": (1400, 1450, 1500),
    }
    years = ("2007-08", *making.YEARS)
    lines = [{"series": name, **dict(zip(years, figures, strict=True))} for name, figures in series.items()]
    rows = making.added("Economy", *lines)
    settlement = allocate(load_review(making.write(tmp_path / "review.xlsx", rows)))
    write_settlement(settlement, tmp_path / "settlement.xlsx")
    anew = {row["Line"]: row for row in table(recalculated(tmp_path / "settlement.xlsx", tmp_path)["Total DEL"])}
    total = settlement.total_m(Control.TDEL)[-1]
    assert anew["Total managed expenditure (TME)"]["2009-10"] == pytest.approx(total + 220)
    assert anew["Headroom under TME"]["2009-10"] == pytest.approx(570 - total - 220)
    assert anew["Net borrowing"]["2009-10"] == pytest.approx(total + 220 - 480)
    assert anew["Net borrowing, share of GDP"]["2009-10"] == pytest.approx((total + 220 - 480) / 1500)
    assert anew["Receipts, share of GDP"]["2007-08 baseline"] == pytest.approx(500 / 1400)
