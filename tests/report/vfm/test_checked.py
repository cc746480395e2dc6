"""What the checks found, in words and as a workbook: each claim once, no sum over years, text that stays text."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from spendreview.codes.checks import CHECKS
from spendreview.ledger.checks.matrix import shipped
from spendreview.ledger.checks.records import Checked, Finding
from spendreview.ledger.words import Force
from spendreview.report.vfm import book_checked
from spendreview.report.vfm.book_checked import checks_book, write_checks
from spendreview.report.vfm.checked import by_check, group_words, grouped, outcome_words, place_words, tally
from spendreview.report.vfm.checked_lines import checked_lines
from spendreview.tabular.book import plain_value
from spendreview.terms import Year
from tests.report.vfm.positions import HEAD

HEADERS = [
    "Department", "Initiative", "What it is", "Check", "Title", "Level", "Found", "Wanted", "File", "Cell", "Year(s)",
    "£m", "Programme", "Strand", "Entry", "Other initiative",
]  # fmt: skip


def finding(**given: Any) -> Finding:
    return Finding(**{
        "check": "VFM01", "level": Force.E, "programme": "csr07", "department": "HO", "title": "Fleet contract",
        "years": (Year(2008),), "amount_k": 10_500, "entry": 14, "file": "ho.xlsx", "cell": "Initiatives!H5",
        "found": "no baseline", "wanted": "what was spent in 2007-08", "strand": "procurement",
        "initiative": "HO-1", "claims": (16,),
    } | given)  # fmt: skip


def checked(*findings: Finding, **given: Any) -> Checked:
    return Checked(**{
        "programme": None, "department": None, "level": None, "as_at": dt.date(2009, 3, 31), "known_at": None,
        "claims": 40, "findings": findings, "matrix": shipped(), "chain_head": HEAD,
    } | given)  # fmt: skip


def written(found: Checked, folder: Path) -> Any:
    path = folder / "checks.xlsx"
    write_checks(found, path)
    return openpyxl.load_workbook(path)


def lines_of(book: Any, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet below its header."""
    header, *rows = book[sheet].iter_rows(min_row=4, values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_a_claim_that_several_checks_hold_is_one_claim_and_its_money_is_there_once() -> None:
    found = checked(finding(), finding(check="VFM09"), finding(check="VFM28", level=Force.W))
    own = tally(found.findings)
    assert (own.held, own.warned, own.year, own.held_k) == (1, 0, Year(2008), 10_500)
    assert outcome_words(found) == "40 claims looked at: 1 kept from counting (£10.5m in 2008-09); 3 findings."
    assert [(line.check, line.claims, line.amount_k) for line in by_check(found)] == [
        ("VFM01", 1, 10_500), ("VFM09", 1, 10_500), ("VFM28", 1, None),
    ]  # fmt: skip


def test_annual_values_of_several_years_are_never_added_up() -> None:
    found = checked(finding(), finding(years=(Year(2009),), claims=(17,), amount_k=4_000))
    assert (tally(found.findings).held, tally(found.findings).held_k) == (2, None)
    assert [line.amount_k for line in by_check(found)] == [None]
    assert "14.5" not in checked_lines(found)
    warned_later = checked(finding(), finding(level=Force.W, years=(Year(2009),), claims=(17,)))
    assert tally(warned_later.findings).held_k == 10_500


def test_a_check_that_warns_as_well_has_a_line_for_each_level() -> None:
    found = checked(finding(check="VFM11", level=Force.W), finding(check="VFM11", claims=(17,)))
    assert [(line.check, line.level) for line in by_check(found)] == [("VFM11", Force.E), ("VFM11", Force.W)]


def test_findings_are_grouped_by_department_and_initiative_those_on_sums_first() -> None:
    sums = finding(check="VFM20", programme="", initiative=None, strand=None, claims=(), level=Force.W)
    own = [finding(department="MOJ", initiative="A"), finding(initiative="B"), finding(initiative="A"), sums]
    assert [(each.department, each.initiative) for each in grouped(own)] == [
        ("HO", None), ("HO", "A"), ("HO", "B"), ("MOJ", "A"),
    ]  # fmt: skip
    assert group_words(sums) == "HO"
    assert group_words(finding(total=True)) == "HO, HO-1: Fleet contract (csr07, procurement, published total)"
    assert place_words(finding(file="", cell="")) == "entry 14, a correction"


def test_no_line_is_wider_than_eighty_however_long_the_words_are() -> None:
    long = finding(title="x" * 200, found="y " * 150, wanted="z" * 170, file=f"{'return of spring ' * 9}.xlsx")
    many = [replace(long, check=check, level=level) for check in CHECKS for level in (Force.E, Force.W)]
    assert max(map(len, checked_lines(checked(*many)).splitlines())) <= 80


def test_the_workbook_has_a_line_a_finding_that_a_department_can_act_on(tmp_path: Path) -> None:
    multi = finding(department="CLG", years=(Year(2008), Year(2009), Year(2010)), amount_k=-1_250, other="HO-2")
    book = written(checked(finding(check="VFM16", level=Force.W), multi, finding(cell="", file="")), tmp_path)
    assert book.sheetnames == ["Cover", "Findings", "By check", "Matrix", "Notes"]
    sheet = book["Findings"]
    assert [cell.value for cell in sheet[4]] == HEADERS
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A4:P7", "C5")
    first, correction, warning = lines_of(book, "Findings")
    assert (first["Department"], first["Level"], first["Year(s)"]) == (
        "CLG",
        "E: keeps from counting",
        "2008-09 to 2010-11",
    )
    assert (first["£m"], first["Found"], first["Wanted"]) == (-1.25, "no baseline", "what was spent in 2007-08")
    assert (first["File"], first["Cell"], first["Entry"]) == ("ho.xlsx", "Initiatives!H5", 14)
    assert (first["Title"], first["Other initiative"]) == ("No agreed baseline", "HO-2")
    assert (correction["File"], correction["Cell"]) == ("a correction", "[z]")
    assert (warning["Check"], warning["Level"]) == ("VFM16", "W: warns")
    assert sheet["G5"].alignment.wrap_text
    assert sheet["H5"].alignment.wrap_text


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    told = {"title": "=1+1", "found": '=HYPERLINK("x")', "wanted": "+A1", "file": "@SUM(A1).xlsx"}
    sheet = written(checked(finding(**told)), tmp_path)["Findings"]
    cells = {cell.value: cell.data_type for cell in sheet[5]}
    assert {cells[text] for text in told.values()} == {"s"}


def test_every_check_and_the_whole_matrix_are_told(tmp_path: Path) -> None:
    found = checked(finding(), finding(claims=(17,)), finding(check="VFM08", level=Force.W))
    book = written(found, tmp_path)
    checks = {line["Check"]: line for line in lines_of(book, "By check")}
    assert list(checks) == list(CHECKS)
    own = checks["VFM01"]
    assert (own["What it looks for"], own["What puts it right"]) == (CHECKS["VFM01"].cause, CHECKS["VFM01"].cure)
    assert (own["Findings"], own["Claims"], own["Claims kept from counting"]) == (2, 2, 2)
    assert (checks["VFM08"]["Claims"], checks["VFM08"]["Claims kept from counting"]) == (1, 0)
    levels = lines_of(book, "Matrix")
    assert len(levels) == len(shipped())
    assert levels[0]["Since"] == "always"
    assert {line["Level"] for line in levels} == {"E: keeps from counting", "W: warns", "off: says nothing"}


def test_the_cover_says_how_to_act_and_leads_to_every_sheet(tmp_path: Path) -> None:
    book = written(checked(finding(), finding(department="CLG", level=Force.W, claims=(9,))), tmp_path)
    cover = {row[0].value: row[1].value for row in book["Cover"].iter_rows(min_row=5, max_col=2)}
    assert cover["HO"] == "1 finding; 1 claim kept from counting"
    assert cover["CLG"] == "1 finding; 1 claim with a warning and no more"
    assert (cover["As at"], cover["Chain head"]) == ("2009-03-31", str(HEAD))
    assert "filter by department" in cover["1. Find your lines"]
    assert "spendreview vfm resolve" in cover["4. Two that are not the same"]
    links = [cell.hyperlink for (cell,) in book["Cover"].iter_rows(max_col=1) if cell.hyperlink]
    linked = {link.location.split("!")[0].strip("'") for link in links}
    assert linked == set(book.sheetnames) - {"Cover"}


def test_nothing_found_is_a_workbook_too_and_the_same_findings_make_the_same_bytes(tmp_path: Path) -> None:
    book = written(checked(), tmp_path)
    assert book["Findings"]["A1"].value == "Nothing found: 40 claims looked at."
    for name in ("one.xlsx", "other.xlsx"):
        write_checks(checked(finding()), tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "other.xlsx").read_bytes()


def test_a_sheet_that_is_cut_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book_checked, "MOST_LINES", 2)
    book = checks_book(checked(*(finding(entry=number) for number in range(5))))
    page = next(page for page in book.pages if page.name == "Findings")
    assert page.table.rows == 2
    assert "Cut: the first 2 of 5 findings; --department or --level asks for fewer." in page.lines[0]
    assert plain_value(page.table.fields[0].cells[0]) == "HO"
