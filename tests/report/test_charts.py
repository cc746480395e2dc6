"""The charts of the settlement workbook, and the figures that they are drawn from."""

import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from spendreview.allocation import allocate
from spendreview.report.book import settlement_book
from spendreview.report.figures import headroom, movers
from spendreview.report.layout import Layout
from spendreview.report.live_words import decimals_for, figure, sentence
from spendreview.report.sheets.chart_data import limits_data_page, movers_data_page, priorities_data_page
from spendreview.report.sheets.charts import charts_page
from spendreview.review import load_review
from spendreview.tabular.book import Formula, plain_value
from tests import making
from tests.report.conftest import settle
from tests.report.office import convert, needs_office, recalculated
from tests.report.test_recalculated import table

CSR = "scenarios/csr2007.yaml"
EXAMPLE = "tests/examples/full_6.xlsx"
CHANGES = {"HO": -60, "DH": 50, "FC": 30, "CO": -12}
"""What moves in the review below, £ million: added up from the left it crosses nil."""


def up_and_down():
    """Rows of a review whose departments rise and fall."""
    rows = making.small_review()
    rows["Departments"] = [{"department": code, "name": f"Department {code}", "devolved": "no"} for code in CHANGES]
    rows["Baselines"] = [{"department": code, "control": "RDEL", "amount": 100} for code in CHANGES]
    bid = {"programme": "P", "title": "T", "kind": "baseline", "divisible": "yes"}
    rows["Bids"] = [
        {"bid": f"{code}-base", "department": code, **bid, **making.by_year("RDEL", 100, 100 + change)}
        for code, change in CHANGES.items()
    ]
    rows["Limits"] = [
        {"limit": "total", "scope": "total", "control": "RDEL", "sense": "max", "2008-09": 500, "2009-10": 500}
    ]
    rows["Effects"] = [{"bid": "HO-base", "indicator": "crime", "effect": -15}]
    return rows


@pytest.fixture
def run(tmp_path):
    """Settles a review of these rows."""

    def settled(rows):
        return allocate(load_review(making.write(tmp_path / "review.xlsx", rows)))

    return settled


def values(page):
    """The rows of a page as a reader that does not calculate sees them."""
    headers = [field.header for field in page.table.fields]
    columns = [[plain_value(cell) for cell in field.cells] for field in page.table.fields]
    return [dict(zip(headers, row, strict=True)) for row in zip(*columns, strict=True)]


def drawn(row):
    """The intervals that a row of the waterfall shows, above nil and below it."""
    base = row["Base, not seen"]
    above = sum(row[f"{part}, above nil"] for part in ("Rise", "Fall", "Total"))
    below = sum(row[f"{part}, below nil"] for part in ("Rise", "Fall", "Total"))
    assert above >= 0 >= below
    shown = [(max(base, 0), max(base, 0) + above), (min(base, 0) + below, min(base, 0))]
    return [interval for interval in shown if interval[0] != interval[1]]


def test_the_waterfall_shows_each_change_where_it_takes_place(run):
    """Also where the sum crosses nil: the seen parts meet there, and cover what lies between both ends."""
    rows = values(movers_data_page(Layout(run(up_and_down()))))
    assert [(row["Step"], row["Change"]) for row in rows] == [*CHANGES.items(), ("Total change", 8)]
    assert [(row["From"], row["To"]) for row in rows] == [(0, -60), (-60, -10), (-10, 20), (20, 8), (0, 8)]
    assert [drawn(row) for row in rows] == [[(-60, 0)], [(-60, -10)], [(0, 20), (-10, 0)], [(8, 20)], [(0, 8)]]
    labels = ["HO\n-60.0", "DH\n+50.0", "FC\n+30.0", "CO\n-12.0", "Total change\n+8.0"]
    assert [row["Label"] for row in rows] == labels


def test_rises_falls_and_the_total_are_series_of_their_own(run):
    """What the legend calls a fall holds the falls, and nothing else."""
    rows = values(movers_data_page(Layout(run(up_and_down()))))
    for row in rows:
        kind = "Total" if row["Step"] == "Total change" else "Rise" if row["Change"] > 0 else "Fall"
        parts = {header.partition(",")[0] for header, value in row.items() if header.endswith(" nil") and value}
        assert parts == {kind}


def test_the_waterfall_holds_when_it_is_recalculated(run, written, tmp_path):
    """The formulas of every part, worked out anew, where the sum crosses nil."""
    needs_office()
    settlement = run(up_and_down())
    there = table(recalculated(written(settlement), tmp_path)["Chart data movers"])
    for one, other in zip(values(movers_data_page(Layout(settlement))), there, strict=True):
        assert other == {key: pytest.approx(cell) if isinstance(cell, float) else cell for key, cell in one.items()}


def test_charts_follow_an_edit(run, written, tmp_path):
    """A baseline changed by hand on the sheet Bridge moves the waterfall, its label and the sentence above it."""
    needs_office()
    book = openpyxl.load_workbook(written(run(up_and_down())))
    bridge = book["Bridge"]
    address = next(cell.coordinate for row in bridge.iter_rows(min_row=5) for cell in row if cell.value == 100)
    bridge[address] = 70
    book.save(tmp_path / "edited.xlsx")
    (tmp_path / "anew").mkdir()
    anew = openpyxl.load_workbook(convert(tmp_path / "edited.xlsx", tmp_path / "anew"), data_only=True)
    rows = {row["Step"]: row for row in table(anew["Chart data movers"])}
    assert rows["HO"]["Label"] == "HO\n-30.0"
    assert rows["Total change"]["Change"] == pytest.approx(38)
    assert "£ million: +38.0." in anew["Charts"]["A5"].value


def test_ten_movers_then_all_others_then_the_whole():
    """Every department is in it, by name or among the others."""
    settlement = settle(CSR)
    rows = values(movers_data_page(Layout(settlement)))
    found = movers(settlement)
    assert [row["Step"] for row in rows] == [*(mover.department for mover in found[:10]), "All others", "Total change"]
    assert rows[-2]["Change"] == pytest.approx(sum(mover.change_m for mover in found[10:]))
    assert rows[-2]["To"] == pytest.approx(rows[-1]["To"])
    assert rows[-1]["Change"] == pytest.approx(sum(mover.change_m for mover in found))


def test_use_of_limits_is_that_of_the_totals():
    """What is left as the board has it, control by control, year by year."""
    settlement = settle("scenarios/sr2025.yaml")
    rows = values(limits_data_page(Layout(settlement)))
    left = {(room.control.value, str(room.year)): room.left_m for room in headroom(settlement)}
    assert {(row["Control"], row["Year"]): row["Left"] for row in rows} == left
    assert all(row["Used"] == pytest.approx(row["Spend"] / row["Available"]) for row in rows)
    years = [str(year) for year in settlement.review.years]
    assert [row["Year"] for row in rows if row["Control"] == "RDEL"] == years
    assert all(row["Label"].startswith(f"{row['Control']} {row['Year']}: £") for row in rows)


def test_priorities_stand_from_the_highest_to_the_lowest():
    """All 30 of them, by code and title."""
    rows = values(priorities_data_page(Layout(settle(CSR))))
    attained = [row["Attainment"] for row in rows]
    assert len(rows) == 30
    assert attained == sorted(attained, reverse=True)
    assert all(row["Label"].startswith(f"{row['Priority']}: ") for row in rows)
    assert max(len(row["Label"]) for row in rows) <= 58


def test_of_many_priorities_those_that_weigh_most_are_drawn(run):
    """As many as can be read; what nothing measures is left out, and the sentence says both."""
    rows = making.small_review()
    names = [f"P{number}" for number in range(40)]
    rows["Priorities"] = [{"priority": name, "title": name, "weight": weight} for weight, name in enumerate(names, 1)]
    measured = {**rows["Indicators"][0], "trend": 90}
    rows["Indicators"] = [{**measured, "indicator": f"I-{name}", "priority": name} for name in names[:39]]
    rows["Effects"] = [{"bid": "HO-1", "indicator": "I-P0", "effect": -15}]
    layout = Layout(run(rows))
    shown = {row["Priority"] for row in values(priorities_data_page(layout))}
    assert shown == set(names[3:39])
    said = [cell.value for cell in charts_page(layout).table.fields[0].cells if isinstance(cell, Formula)][-1]
    assert "(the 36 with the greatest weight are shown, of 39; 1 that nothing measures is left out)" in said


def test_nothing_is_drawn_of_what_is_not_there(run):
    """Without a limit on a total, and without a priority that is measured, their charts and sheets are left out."""
    settlement = run(up_and_down())
    results = tuple(replace(row, attainment=None) for row in settlement.priority_results)
    layout = Layout(replace(settlement, limit_uses=(), priority_results=results))
    assert [chart.title.partition(":")[0] for chart in charts_page(layout).charts] == ["Who moves"]
    assert limits_data_page(layout) is None
    assert priorities_data_page(layout) is None


@pytest.mark.parametrize("source", [CSR, EXAMPLE])
def test_every_chart_has_titles_units_and_words(settled, written, source):
    """For its axes, for those who cannot see it, and in the sentence above it; each on a sheet of paper of its own."""
    path = written(settled(source))
    with zipfile.ZipFile(path) as parts:
        charts = [parts.read(f"xl/charts/chart{number}.xml").decode() for number in (1, 2, 3)]
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
    said = re.findall(r'descr="([^"]*)"', drawing)
    assert len(said) == 3
    assert all("when the run wrote this: " in words for words in said)
    assert all(xml.count("<c:title>") == 3 for xml in charts)
    assert all("£ million" in xml or "per cent" in xml for xml in charts)
    sheet = openpyxl.load_workbook(path)["Charts"]
    begins = [5, *(brk.id + 1 for brk in sheet.row_breaks.brk)]
    assert len(begins) == 3
    assert all(sheet[f"A{row}"].value and sheet[f"B{row}"].hyperlink for row in begins)


def test_figures_in_words_are_rounded_as_a_worksheet_does():
    """A half goes away from nil; nil has no sign; no piece of text in a formula is longer than 255 characters."""
    shown = {amount: figure("A1", amount, 0, signed=True).value for amount in (0.5, -0.5, 1.5, -2.5, 0.4, -0.49, 12345)}
    assert shown == {0.5: "+1", -0.5: "-1", 1.5: "+2", -2.5: "-3", 0.4: "0", -0.49: "0", 12345: "+12,345"}
    assert decimals_for([]) == 1
    long = sentence("a" * 600, Formula("=B1", "x"), 'say "so"')
    assert long.value == "a" * 600 + 'xsay "so"'
    assert max(map(len, re.findall(r'"([^"]*)"', long.text))) <= 255


def test_a_table_that_moves_is_told(monkeypatch):
    """A table that lies elsewhere than the formulas of the charts look is a bug, and found at once."""
    moved = settle(EXAMPLE)
    layout = Layout(moved)
    headers = ("Priority", *layout.priorities.headers[2:])
    monkeypatch.setattr("spendreview.report.layout.Layout.priorities", replace(layout.priorities, headers=headers))
    with pytest.raises(AssertionError, match="the sheet Priorities is not where its formulas look"):
        settlement_book(moved)
