"""The workbook for publication: what it says, that it keeps the rules, and that it says no more than the settlement."""

import hashlib
import os
import re

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from spendreview.allocation import allocate
from spendreview.errors import OutputError
from spendreview.report import write_publication
from spendreview.report.publication.bids import bid_tables
from spendreview.report.publication.draft import Ground, decimals_of, given
from spendreview.report.publication.notes import FIXED, OF_THIS_RUN, numbered
from spendreview.review import load_review
from spendreview.tabular.publication import Column, PublishedSheet
from spendreview.tabular.publication_render import number_format
from spendreview.tabular.publication_widths import header_lines, lines_of, width_of
from spendreview.terms import Control
from tests import making
from tests.report.office import convert, needs_office
from tests.report.publication_rules import breaches

MARKING = "EXAMPLE - NOT POLICY"
SOURCES = {
    "tests/examples/worked_example.xlsx": "",
    "tests/examples/full_6.xlsx": "",
    "scenarios/csr2007.yaml": MARKING,
    "scenarios/sr2025.yaml": MARKING,
}


@pytest.fixture
def published(tmp_path):
    """Publishes a settlement; returns the path of its workbook."""

    def write(settlement, name="publication.xlsx"):
        path = tmp_path / name
        write_publication(settlement, path)
        return path

    return write


@pytest.fixture
def small(tmp_path):
    """The settlement of a small review, under a scenario where one is given."""

    def settle(rows=None, scenario=""):
        workbook = making.write(tmp_path / "small.xlsx", rows or making.small_review())
        if not scenario:
            return allocate(load_review(workbook))
        path = tmp_path / "small.yaml"
        path.write_text(
            f"schema: 1\nname: What if\nworkbook: small.xlsx\nlink_strength: 1\n{scenario}", encoding="utf-8"
        )
        return allocate(load_review(path))

    return settle


def table(path, name):
    """The rows of a table by its name: the header, then one tuple a row."""
    for sheet in openpyxl.load_workbook(path).worksheets:
        if name in sheet.tables:
            left, top, right, bottom = range_boundaries(sheet.tables[name].ref)
            rows = [[cell.value for cell in row] for row in sheet.iter_rows(top, bottom, left, right)]
            return rows[0], rows[1:]
    raise AssertionError(f"no table {name}")


def titles(path):
    """What stands in A1 of every sheet, on one line."""
    return " ".join(sheet["A1"].value for sheet in openpyxl.load_workbook(path).worksheets)


def headers(found):
    """Headers without their notes."""
    return [re.sub(r" \[note \d+\]", "", text) for text in found]


# Rules ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", SOURCES)
def test_a_publication_keeps_every_rule(source, settled, published):
    assert breaches(published(settled(source)), SOURCES[source]) == []


def test_what_users_write_breaks_no_rule(small, published):
    """Text like formulas, markers, numbers, newlines; names alike; nothing where something could be."""
    rows = making.small_review()
    rows["Review"] = making.settings(name="=1+1 [note 9]\nReview", marking="[z] & <b>")
    rows["Departments"][0]["name"] = rows["Departments"][1]["name"] = "Office\n[x]"
    rows["Bids"][2] |= {"title": "=HYPERLINK(1)", "programme": "[note 3]"}
    rows["Priorities"][0]["title"] = "word " * 120
    rows["Indicators"][0] |= {"unit": "x" * 120, "title": "12%"}
    rows["Assumptions"] = [{"assumption": "A", "statement": "50", "low": 1, "high": "[low]"}]
    path = published(small(rows))
    assert breaches(path, "(z) & <b>") == []
    _, bids = table(path, "Bids_and_what_they_get")
    assert bids[2][:3] == ["HO-1: =HYPERLINK(1)", "Office (x) (HO)", "(note 3)"]


def test_without_deflator_marking_date_or_outcomes_there_is_less_and_no_blank(small, published):
    rows = making.small_review()
    del rows["Economy"]
    rows["Indicators"] = rows["Indicators"][:1]
    rows["Effects"] = rows["Effects"][:1]
    path = published(small(rows))
    assert breaches(path) == []
    header, found = table(path, "RDEL_by_department")
    assert headers(header)[-1] == "Average annual real growth (per cent)"
    assert {row[-1] for row in found} == {"[z]"}
    assert not any("prices" in sheet["A1"].value for sheet in openpyxl.load_workbook(path).worksheets)
    _, priorities = table(path, "Priorities_and_attainment")
    assert priorities[1][5:] == ["[z]", "[z]"]


# Figures -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", ["scenarios/csr2007.yaml", "scenarios/sr2025.yaml"])
def test_budgets_are_the_settlement_to_the_thousand(source, settled, published):
    settlement = settled(source)
    path = published(settlement)
    names = {row.name: row.department for row in settlement.review.departments}
    for control in (Control.RDEL, Control.CDEL, Control.TDEL):
        _, rows = table(path, f"{'Total_DEL' if control is Control.TDEL else control.value}_by_department")
        assert [row[0] for row in rows] == [*names, "All departments"]
        for name, base, *figures in rows[:-1]:
            amounts = settlement.amounts[names[name], control]
            assert base == settlement.review.baseline_m(names[name], control)
            assert figures[: len(amounts)] == pytest.approx(amounts, abs=0.00051)
        assert rows[-1][2:5] == pytest.approx(settlement.total_m(control), abs=0.00051)
        assert rows[-1][1] == pytest.approx(sum(row[1] for row in rows[:-1]), abs=0.002)


def test_growth_and_real_terms_agree(settled, published):
    """One growth from two tables: cash deflated, and figures in the prices of one year."""
    settlement = settled("scenarios/csr2007.yaml")
    path = published(settlement)
    _, cash = table(path, "RDEL_by_department")
    _, real = table(path, "RDEL_in_real_terms")
    assert [row[-1] for row in cash] == pytest.approx([row[-1] for row in real], abs=0.0011)
    growths = [
        line.real_growth for line in settlement.lines if line.control is Control.RDEL and str(line.year) == "2010-11"
    ]
    assert [row[-1] for row in cash[:-1]] == pytest.approx([100 * growth for growth in growths], abs=0.00051)
    deflator = settlement.review.deflator
    assert real[-1][4] == pytest.approx(cash[-1][4] * deflator[0] / deflator[3], abs=0.01)


def test_the_bridge_adds_up_row_by_row(settled, published):
    path = published(settled("scenarios/csr2007.yaml"))
    for name in ("Bridge_of_RDEL", "Bridge_of_CDEL"):
        header, rows = table(path, name)
        restated = next(n for n, text in enumerate(header) if text.startswith("Restated"))
        for row in rows:
            assert sum(row[1:restated]) == pytest.approx(row[restated], abs=0.003)
            assert sum(row[restated:-1]) == pytest.approx(row[-1], abs=0.006)


def test_limits_priorities_and_indicators_are_the_settlements(settled, published):
    settlement = settled("scenarios/csr2007.yaml")
    path = published(settlement)
    header, rows = table(path, "Limits_and_what_is_left")
    assert len(rows) == len(settlement.limit_uses)
    left = headers(header).index("Left (£ million)")
    assert [row[left] for row in rows] == pytest.approx([use.slack_m for use in settlement.limit_uses], abs=0.00051)
    assert [row[-2] for row in rows] == ["Yes" if use.binding else "No" for use in settlement.limit_uses]
    _, rows = table(path, "Priorities_and_attainment")
    assert rows[-1][0] == "All priorities"
    assert rows[-1][-1] == pytest.approx(settlement.score, abs=0.00051)
    assert sum(row[-1] for row in rows[:-1]) == pytest.approx(settlement.score, abs=0.05)
    header, rows = table(path, "Indicators_and_forecasts")
    forecast = headers(header).index("Forecast (own unit)")
    assert [row[forecast] for row in rows] == pytest.approx(
        [row.forecast for row in settlement.indicator_results], abs=0.00051
    )


def test_bids_one_by_one_or_added_up_come_to_the_same(settled):
    """Sixty thousand bids are nothing to read: they are added up, and the table says so."""
    ground = Ground(settled("scenarios/csr2007.yaml"))
    (each,), (by_programme,), (by_department,) = (list(bid_tables(ground, most)) for most in (2000, 300, 5))
    assert (each.table, by_programme.table, by_department.table) == (
        "Bids_and_what_they_get", "Bids_by_programme", "Bids_by_department",
    )  # fmt: skip
    assert "359 bids are added up by programme" in by_programme.lines[1]
    for draft in (each, by_programme, by_department):
        money = {column.header.partition(" ")[0]: column.cells for column in draft.columns if "£" in column.header}
        asked, got = money["Asked"], money["Given"]
        assert sum(asked[:-1]) == pytest.approx(asked[-1], abs=0.2)
        assert (asked[-1], got[-1]) == (each.columns[-2].cells[-1], each.columns[-1].cells[-1])
    counted = [column.cells[-1] for column in by_department.columns if "number of bids" in column.header]
    assert sum(counted) == 359


def test_what_the_scenario_changes_is_listed(small, published):
    rows = making.added(
        "Rules",
        {"rule": "held", "kind": "reserve", "scope": "total", "control": "RDEL", "value": 1},
        {"rule": "floor", "kind": "real_growth_floor", "scope": "DH", "control": "RDEL", "value": -0.05},
        {"rule": "stock", "kind": "eyf", "scope": "HO", "control": "RDEL", "value": 3, "years": "2; 1"},
    )
    scenario = """
limits: {HO-RDEL: {set: {2009-10: 128}}}
weights: {PSA19: 3}
bids:
  DH-2: {force: in, reason: "A promise: kept"}
  HO-1: {scale_cost: 1.1}
rules: {held: {years: [1, 2]}, floor: {value: -0.04}, stock: {value: 4}}
"""
    path = published(small(rows, scenario))
    assert breaches(path) == []
    _, found = table(path, "Changes_to_the_review")
    assert [row[:5] for row in found] == [
        ["Limit HO-RDEL: Home Office, RDEL", "2009-10", "£ million", 130, 128],
        ["Priority PSA19: Ensure better care for all", "Weight", "relative", 2, 3],
        ["Bid DH-2: A new hospital", "Least share", "fraction of the bid", 0, 1],
        ["Bid HO-1: More officers", "Cost", "factor", 1, 1.1],
        ["Rule held: reserve", "2008-09", "£ million", 1, 1],
        ["Rule held: reserve", "2009-10", "£ million", 1, 2],
        ["Rule floor: real growth floor", "All years", "fraction", -0.05, -0.04],
        ["Rule stock: eyf", "Stock", "£ million", 3, 4],
    ]
    assert [row[5] for row in found] == [
        *["Set by the scenario"] * 2, "Forced in by the scenario", *["Set by the scenario"] * 5,
    ]  # fmt: skip
    assert found[2][6] == "A promise: kept"
    assert "What the scenario changes in the review workbook" in titles(path)


def test_departments_and_programmes_are_told_from_the_row_of_totals(small, published):
    """Whoever is called what the foot of a table is called stands beside a code, or a word that says what it is."""
    rows = making.small_review()
    rows["Departments"][0]["name"] = "All departments"
    rows["Bids"][2]["programme"] = "all programmes"
    settlement = small(rows)
    path = published(settlement)
    assert breaches(path) == []
    for name in ("RDEL_by_department", "RDEL_in_real_terms", "Bridge_of_RDEL"):
        assert [row[0] for row in table(path, name)[1]] == ["All departments (HO)", "Health", "All departments"]
    _, limits = table(path, "Limits_and_what_is_left")
    assert list(dict.fromkeys(row[1] for row in limits)) == ["All departments", "All departments (HO)"]
    for most in (9, 4, 0):
        (draft,) = bid_tables(Ground(settlement), most)
        called = [list(column.cells) for column in draft.columns if column.header in ("Department", "Programme")]
        assert [cells.count(cells[-1]) for cells in called] == [1] * len(called)
    _, bids = table(path, "Bids_and_what_they_get")
    assert bids[2][1:3] == ["All departments (HO)", "all programmes (one programme)"]


# Notes and words -----------------------------------------------------------------------------------------------------


def test_notes_are_numbered_as_they_are_met_and_say_where_figures_come_from(settled, published):
    settlement = settled("scenarios/csr2007.yaml")
    path = published(settlement)
    book = openpyxl.load_workbook(path)
    assert "[note 1]" in book["Table_1"]["A1"].value
    _, notes = table(path, "Notes_to_the_tables")
    said = " ".join(text for _, text in notes)
    for wanted in (
        "ministers decide",
        "no mechanistic link",
        "illustrative rows",
        "2007-08 prices",
        "does not measure",
    ):
        assert wanted in said
    assert settlement.review.workbook.sha256 in said


def test_every_note_is_used_by_some_table(settled, small):
    """A note that no table can use is dead; a key without a note would be a fault at run time."""
    settlements = [*map(settled, SOURCES), small(scenario="bids: {DH-1: {share: 0.4, reason: Promised}}")]
    drafts = [draft for settlement in settlements for draft in _drafts(settlement)]
    keys = {key for draft in drafts for key in re.findall(r"\[note ([a-z_]+)\]", _texts(draft))}
    assert keys == {*FIXED, *OF_THIS_RUN}


def _drafts(settlement):
    from spendreview.report.publication import book

    ground = Ground(settlement)
    return [book._with_source(draft, ground) for draft in (*book._drafts(ground), *bid_tables(ground, 1))]


def _texts(draft):
    return " ".join((draft.title, *draft.lines, *(column.header for column in draft.columns)))


def test_an_unknown_note_is_a_fault(settled):
    ground = Ground(settled("tests/examples/worked_example.xlsx"))
    draft = next(bid_tables(ground))
    with pytest.raises(KeyError, match="nowhere"):
        numbered([type(draft)(table="T_x", title="[note nowhere]", columns=draft.columns)], ground)


def test_a_provisional_settlement_says_so_on_the_cover(settled, published):
    from dataclasses import replace

    settlement = settled("tests/examples/worked_example.xlsx")
    stopped = replace(settlement, status="provisional", solver=replace(settlement.solver, gap=0.02))
    cover = " ".join(str(row[0].value) for row in openpyxl.load_workbook(published(stopped))["Cover"].iter_rows())
    assert "Provisional: the search stopped early and could not rule out one that scores up to 2.00 per cent" in cover
    proven = " ".join(str(row[0].value) for row in openpyxl.load_workbook(published(settlement))["Cover"].iter_rows())
    assert "Provisional" not in proven


# The file ------------------------------------------------------------------------------------------------------------


def test_equal_settlements_make_equal_bytes(settled, published):
    settlement = settled("tests/examples/full_6.xlsx")
    first, second = (published(settlement, name).read_bytes() for name in ("a.xlsx", "b.xlsx"))
    assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()


def test_an_open_file_is_left_as_it_is(settled, tmp_path, monkeypatch):
    path = tmp_path / "open.xlsx"
    path.write_bytes(b"as it was")

    def locked(*_):
        raise PermissionError(13, "in use")

    monkeypatch.setattr(os, "replace", locked)
    with pytest.raises(OutputError, match="OUT01") as caught:
        write_publication(settled("tests/examples/worked_example.xlsx"), path)
    assert "close it in Excel" in str(caught.value)
    assert path.read_bytes() == b"as it was"
    assert [file.name for file in tmp_path.iterdir()] == ["open.xlsx"]


def test_a_missing_folder_is_told(settled, tmp_path):
    with pytest.raises(OutputError, match="OUT02"):
        write_publication(settled("tests/examples/worked_example.xlsx"), tmp_path / "no" / "where.xlsx")


def test_another_program_opens_it_and_shows_every_figure(settled, published, tmp_path):
    """LibreOffice keeps tables and values, and shows nothing as ####."""
    needs_office()
    path = published(settled("scenarios/csr2007.yaml"))
    again = openpyxl.load_workbook(convert(path, tmp_path / "profile_and_out"), data_only=True)
    first = openpyxl.load_workbook(path)
    for sheet in first.worksheets:
        assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
            [cell.value for cell in row] for row in again[sheet.title].iter_rows(max_col=sheet.max_column)
        ]
        assert set(again[sheet.title].tables) == set(sheet.tables)


# Declaring and measuring ---------------------------------------------------------------------------------------------


def test_a_sheet_is_refused_that_could_not_be_published():
    """Names with spaces, headers twice, columns of unequal length, a table without a row."""
    good = {"name": "Table_1", "title": "T", "lines": (), "table": "Figures"}
    one, two = Column(header="A", cells=["a"]), Column(header="a", cells=["b"])
    for wrong in (
        {"name": "Table 1", "columns": (one,)},
        {"table": "1st", "columns": (one,)},
        {"columns": (one, two)},
        {"columns": (one, Column(header="B", cells=["a", "b"]))},
        {"columns": (Column(header="A", cells=[]),)},
    ):
        with pytest.raises(ValueError, match=r"Table|1st"):
            PublishedSheet(**(good | wrong))
    assert PublishedSheet(**good, columns=(one,)).rows == 1


def test_no_header_breaks_within_its_brackets():
    for header in ("RDEL 2008-09 (£ million)", "Change over the plan (£ million)", "Left (£ million) [note 13]"):
        width = width_of(Column(header=header, cells=[1.0], decimals=1)) - 1.6
        for line in header_lines(header, width):
            assert line.count("(") == line.count(")")
            assert line.count("[") == line.count("]")


def test_lines_and_formats():
    assert lines_of("one two", 40) == 1
    assert lines_of("word " * 40, 40) >= 5
    assert lines_of("x" * 200, 40) >= 5
    assert number_format(0) == "[>=0.5]#,##0;[<=-0.5]-#,##0;0;@"
    assert decimals_of([]) == 1
    assert decimals_of([0.12345]) == 3
    assert given("a [b] [note 2]") == "a (b) (note 2)"
