"""The VfM workbooks: what the script builds, read without a fault; every figure published, each row with its source."""

import re
from decimal import Decimal
from itertools import zip_longest

import openpyxl
import pytest

from spendreview.errors import Findings
from spendreview.ledger import sheets as ledger
from spendreview.tabular import open_workbook, read_settings, read_sheet
from workbooks.build.__main__ import build_vfm

from .conftest import ROOT, sheets
from .test_build import published

FOLDER = ROOT / "workbooks" / "vfm"
SHIPPED = sorted(path.name for path in FOLDER.glob("*.xlsx"))
TABLES = ("gershon", "csr07_vfm", "oep_pvp", "sr2025_efficiency", "nao_vfm_quality")
BILLIONS = "oep_pvp"
AMOUNTS = {"Targets": ("amount",), "Claims": ("gross",), "Posts": ("posts", "target"), "Programmes": ("within_amount",)}
GRADES = ("green", "amber", "red")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A folder in which the script has just built the VfM workbooks."""
    folder = tmp_path_factory.mktemp("built") / "vfm"
    build_vfm(folder)
    return folder


@pytest.fixture(scope="module")
def shipped():
    """Every shipped VfM workbook: name -> sheet -> rows."""
    return {name: sheets(FOLDER / name) for name in SHIPPED}


def rows(shipped, title, **where):
    """The rows of a sheet in all workbooks that answer to `where`."""
    every = (row for book in shipped.values() for row in book.get(title, ()))
    return [row for row in every if all(row[name] == value for name, value in where.items())]


def claimed(shipped, workbook, prefix=""):
    """What the claims of one workbook on initiatives of a prefix add up to."""
    return sum(row["gross"] for row in shipped[workbook]["Claims"] if row["initiative"].startswith(prefix))


def printed():
    """Every number in a published table, £ million or posts."""
    found = set()
    for name in TABLES:
        for row in published(name):
            for column, cell in row.items():
                if "url" not in column and column not in ("source", "as_at", "year"):
                    numbers = [float(text.replace(",", "")) for text in re.findall(r"\d[\d,]*(?:\.\d+)?", cell or "")]
                    found |= {round(1000 * number, 3) if name == BILLIONS else number for number in numbers}
    return found


def test_shipped_workbooks_are_what_the_script_builds(built):
    assert sorted(path.name for path in built.glob("*.xlsx")) == SHIPPED
    for name in SHIPPED:
        ours, fresh = openpyxl.load_workbook(FOLDER / name), openpyxl.load_workbook(built / name)
        assert ours.sheetnames == fresh.sheetnames
        for sheet in fresh:
            pairs = zip_longest(ours[sheet.title].iter_rows(values_only=True), sheet.iter_rows(values_only=True))
            for number, (found, wanted) in enumerate(pairs, start=1):
                assert found == wanted, f"{name} {sheet.title} row {number}"


def test_building_twice_gives_the_same_bytes(built, tmp_path):
    build_vfm(tmp_path / "vfm")
    for name in SHIPPED:
        assert (tmp_path / "vfm" / name).read_bytes() == (built / name).read_bytes()


@pytest.mark.parametrize("name", SHIPPED)
def test_every_sheet_is_read_without_a_fault_or_a_warning(name):
    """A return or an auditor's report, never both, nor a sheet that nobody declared."""
    findings = Findings()
    book = open_workbook(FOLDER / name)
    given = [sheet for sheet in ledger.SHEETS if book.titles(sheet.title)]
    assert [sheet.title for sheet in given] == openpyxl.load_workbook(FOLDER / name).sheetnames
    assert given == [ledger.AUDITS] or (given[0] is ledger.RETURN and ledger.AUDITS not in given)
    for sheet in given:
        if sheet is ledger.RETURN:
            settings, _ = read_settings(book, sheet, findings)
            assert settings["return_id"] == name.removesuffix(".xlsx")
        else:
            assert read_sheet(book, sheet, None, findings).rows
    assert not findings.faults
    assert not findings.warnings


def test_every_row_has_its_source_and_none_is_illustrative(shipped):
    for name, book in shipped.items():
        for title in ("Programmes", "Targets", "Claims", "Posts", "Audits"):
            assert all(row["source"] for row in book.get(title, ())), f"{name} {title}"
        if "Return" in book:
            assert any(row["setting"] == "source" and row["value"] for row in book["Return"]), name
    assert {row["status"] for row in rows(shipped, "Targets")} == {"published"}


def test_every_figure_is_printed_or_says_that_it_is_derived(shipped):
    """The one row of nil that takes the place of Health's total apart, and it says what it is."""
    figures = printed()
    for title, columns in AMOUNTS.items():
        for row in rows(shipped, title):
            for column in columns:
                nothing = row[column] in (None, 0)
                assert nothing or row[column] in figures or "derived" in row["source"], (title, row)
    (nil,) = [row for row in rows(shipped, "Claims", gross=0) if "CENTRAL-BUDGETS" not in row["initiative"]]
    assert nil["initiative"] == "GERSHON-DH"
    assert "Not a figure" in nil["evidence"]


def test_grades_make_up_what_was_examined(shipped):
    """Printed amounts where there are any; a derived one says so."""
    figures = printed()
    for row in rows(shipped, "Audits"):
        assert sum(Decimal(str(row[grade])) for grade in GRADES) == Decimal(str(row["scope"])), row
        assert row["scope"] in figures
        assert all(row[grade] in figures for grade in GRADES) or "derived" in row["source"], row


def test_programmes_and_initiatives_are_defined_alike_in_every_workbook(shipped):
    """So that it makes no difference which return of a programme came last."""
    for title, key in (("Programmes", "programme"), ("Initiatives", "initiative")):
        defined = {}
        for row in rows(shipped, title):
            assert defined.setdefault(row[key], row) == row


def test_each_return_can_be_read_by_itself(shipped):
    """It defines every programme and initiative that its rows name."""
    for name, book in shipped.items():
        if "Return" in book:
            programmes = {row["programme"] for row in book["Programmes"]}
            initiatives = {row["initiative"] for row in book.get("Initiatives", ())}
            assert {row["initiative"] for row in book.get("Claims", ())} <= initiatives, name
            named = {row["within"] for row in book["Programmes"]} - {None}
            for title in ("Targets", "Initiatives", "Posts"):
                named |= {row["programme"] for row in book.get(title, ())}
            assert named <= programmes, name


def test_workstreams_add_to_the_printed_totals(shipped):
    """Gershon in December 2005, Health in three years, OEP's strands, and relocation by department."""
    departments = ("GERSHON-DH", "GERSHON-HO")
    apart = sum(claimed(shipped, "gershon-2005-09.xlsx", code) for code in departments)
    assert claimed(shipped, "gershon-2005-09.xlsx") - apart == 4_700
    totals = {"gershon-dh-2006-03": 2_579, "gershon-dh-2007-03": 4_921, "gershon-dh-2007-12": 7_157}
    for name, total in totals.items():
        assert claimed(shipped, f"{name}.xlsx") == total
        settings = {row["setting"]: row["value"] for row in shipped[f"{name}.xlsx"]["Return"]}
        assert (settings["department"], settings["control_total"]) == ("DH", total)
    strands = rows(shipped, "Targets", programme="oep", year="2013-14")
    assert {row["strand"]: row["amount"] for row in strands} == {
        "back office": 4_000,
        "IT": 3_200,
        "collaborative procurement": 6_100,
        "property": 1_500,
    }
    estimated = [row for row in shipped["oep-2009-04.xlsx"]["Claims"] if row["year"] == "2013-14"]
    assert sum(row["gross"] for row in estimated) == sum(row["amount"] for row in strands) == 14_800
    moved = [row for row in shipped["gershon-2009-06.xlsx"]["Posts"] if row["department"] != "ALL"]
    assert sum(row["posts"] for row in moved) == 20_632


def test_procurement_of_it_is_in_the_strand_of_it(shipped):
    strands = {row["initiative"]: row["strand"] for row in rows(shipped, "Initiatives", programme="oep")}
    claims = {row["initiative"]: row["gross"] for row in shipped["oep-2009-04.xlsx"]["Claims"]}
    assert (strands["OEP-IT-PROCUREMENT"], claims["OEP-IT-PROCUREMENT"]) == ("IT", 1_600)
    assert claims["OEP-IT-PROCUREMENT"] + claims["OEP-IT-OTHER"] == 3_200
    assert claims["OEP-COLLABORATIVE-PROCUREMENT"] == 6_100


def test_plans_and_estimates_are_forecasts_and_reports_are_not(shipped):
    programmes = {row["initiative"]: row["programme"] for row in rows(shipped, "Initiatives")}
    promised = {programmes[row["initiative"]] for row in rows(shipped, "Claims", forecast="yes")}
    reported = {programmes[row["initiative"]] for row in rows(shipped, "Claims", forecast=None)}
    assert promised == {"oep", "sr2025"}
    assert reported == {"gershon", "gershon_depts", "csr07", "csr07_depts"}


def test_headcount_is_counted_gross_alone(shipped):
    """No department says that its own is; where only a net figure was printed there is none here."""
    reductions = [row for row in rows(shipped, "Posts") if row["measure"] != "relocated"]
    assert {row["department"] for row in reductions} == {"ALL"}
    gross = {f"{row['as_at']:%Y-%m}": row["posts"] for row in reductions if row["measure"] == "reduction_gross"}
    assert gross == {"2005-12": 31_000, "2006-09": 54_963, "2006-12": 60_591}
    assert {row["target"] for row in reductions if row["measure"] == "reduction_gross"} == {84_150}
    net = {float(row["value"]) for row in published("gershon") if "net" in row["measure"]}
    assert net.isdisjoint(row["posts"] for row in reductions)


def test_departments_have_the_codes_of_the_review_workbook(shipped, csr2007):
    """But for those that were no longer there in 2007, or are no department of it."""
    known = {row["department"] for row in csr2007["Departments"]}
    used = {
        row["department"] for title in ("Targets", "Initiatives", "Posts", "Audits") for row in rows(shipped, title)
    }
    assert used - known == {"ALL", "DFES", "DTI", "CHX", "CPS"}
    readme = (ROOT / "workbooks" / "README.md").read_text(encoding="utf-8")
    assert all(f"`{code}`" in readme for code in used - known - {"ALL"})
