"""The workbook of positions: recalculated from nothing, and held to the records that it was written from."""

import re
import zipfile

import openpyxl
import pytest

from spendreview.ledger.records import YearLine
from spendreview.report.vfm.book import comparison_book, position_book, write_comparison, write_position
from spendreview.tabular.book import Formula, Styled, plain_value
from spendreview.terms import Year
from tests.report.office import needs_office, recalculated
from tests.report.test_recalculated import table
from tests.report.vfm import positions
from tests.report.vfm.positions import csr07, figures, gershon, long_one, nothing, post

EVERY = [*positions.ALL, "side by side"]
CENT = 1e-6


def side_by_side():
    """Every position but the long one, and one whose posts name no programme."""
    shared = post("ALL", "relocated", 12_000.0)
    others = [make() for name, make in positions.ALL.items() if name != "long_one"]
    return [positions.position(one.figures, **fields_of(one) | {"posts": (*one.posts, shared)}) for one in others]


def fields_of(one):
    """What a position was made from, but its figures."""
    return {name: getattr(one, name) for name in one.__dataclass_fields__ if name != "figures"}


def book_of(name):
    """The book of a position, or of all."""
    return comparison_book(side_by_side()) if name == "side by side" else position_book(positions.ALL[name]())


def write(name, path):
    """Writes it."""
    if name == "side by side":
        write_comparison(side_by_side(), path)
    else:
        write_position(positions.ALL[name](), path)


def rows(book, sheet):
    """The rows of a page, foot included, as a reader that does not calculate sees them."""
    found = next(page for page in book.pages if page.name == sheet).table
    headers = [field.header for field in found.fields]
    body = zip(*(field.cells for field in found.fields), strict=True)
    return [dict(zip(headers, map(plain_value, cells), strict=True)) for cells in (*body, *found.foot)]


@pytest.mark.parametrize("name", EVERY)
def test_every_formula_gives_the_value_stored_beside_it(name, tmp_path):
    """Money to £1; words as they are; nothing is an error."""
    needs_office()
    path = tmp_path / "position.xlsx"
    write(name, path)
    anew = recalculated(path, tmp_path)
    formulas, stored = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    cells = [cell for sheet in formulas for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(cells) > 20
    wrong = []
    for cell in cells:
        sheet, address = cell.parent.title, cell.coordinate
        ours, theirs = stored[sheet][address].value, anew[sheet][address].value
        if ours is None or theirs != (ours if isinstance(ours, str) else pytest.approx(ours, abs=CENT)):
            wrong.append((sheet, address, cell.value, ours, theirs))
    assert wrong == []
    assert all(row["Check (nil)"] in (0, None) for row in table(anew[formulas.sheetnames[2]]))


@pytest.mark.parametrize("name", EVERY)
def test_written_twice_it_is_the_same_file(name, tmp_path):
    """Byte for byte."""
    write(name, tmp_path / "one.xlsx")
    write(name, tmp_path / "other.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "other.xlsx").read_bytes()


@pytest.mark.parametrize("name", [*positions.ALL])
def test_ratings_and_delivery_are_those_of_the_ledger(name):
    """The formulas' words against the records, for every group and the whole."""
    position = positions.ALL[name]()
    lines = (*position.groups, position.figures)
    found = [row for row in rows(position_book(position), "Position") if next(iter(row.values())) not in APART]
    assert len(found) == len(lines)
    for row, line in zip(found, lines, strict=True):
        assert row["Status"] == ("[z]" if line.status is None else line.status.value.replace("_", "-"))
        for share, header in ((line.delivered, "Counting"), (line.delivered_reported, "Reported")):
            shown = row[f"{header}, of target"]
            assert isinstance(shown, str) if share is None else shown == pytest.approx(share)


APART = ("Added up", "Difference")


def test_what_cannot_be_tested_is_said_and_is_not_nil():
    """Gershon: the counting figure, its share and its status are words wherever they stand."""
    book = position_book(gershon())
    (row,) = rows(book, "Position")
    assert (row["Counting"], row["Counting, of target"], row["Status"]) == ("not testable", "not testable", "[z]")
    assert (row["Target"], row["Reported"], row["Not testable"]) == (21_500, 26_500, 26_500)
    assert row["Reported, of target"] == pytest.approx(26_500 / 21_500)
    assert row["Reported over (-: under) target"] == 5_000
    assert {line["Counting"] for line in rows(book, "Delivery by year")} == {"not testable"}
    bars = rows(book, "Chart data figures")
    assert [bar["Counting"] for bar in bars] == [None] * 4
    assert bars[2]["Label"] == "Counting (not testable)"


def test_the_evidence_is_that_of_the_auditors():
    """February 2007: 26, 51 and 23 per cent of what was examined; drawn from its low end to its high end."""
    book = position_book(gershon())
    (row,) = rows(book, "Audits and evidence")
    assert (row["Examined"], row["Green"], row["Amber"], row["Red"]) == (13_300, 3_500, 6_700, 3_100)
    shares = [row[f"{grade}, of examined"] for grade in ("Green", "Amber", "Red")]
    assert [round(share, 2) for share in shares] == [0.26, 0.5, 0.23]
    bar = rows(book, "Chart data figures")[3]
    assert (bar["Base, not seen"], bar["Evidenced range, above nil"]) == (3_500, 6_700)
    assert bar["Label"] == "Evidenced £3,500m to £10,200m"


def test_which_checks_keep_what_has_a_sheet_where_any_does():
    """A line a check, never added up; programmes side by side have none."""
    book = position_book(csr07())
    found = rows(book, "Checks")
    assert [(row["Check"], row["Title"], row["Claims"]) for row in found] == [
        ("VFM01", "No agreed baseline", 41), ("VFM09", "Quality not shown to be kept", 12),
    ]  # fmt: skip
    assert [row["Kept from counting"] for row in found] == [640.012, 440.011]
    assert [row["Of which by this check alone"] for row in found] == [200.005, 0]
    page = next(page for page in book.pages if page.name == "Checks")
    assert "A claim that fails several stands under each: never add the lines up." in page.lines[0]
    for other in (position_book(gershon()), book_of("side by side")):
        assert "Checks" not in [page.name for page in other.pages]


def test_groups_add_up_to_the_position_by_formula():
    """Every column that can be added up; targets, which overlap, are not."""
    book = position_book(csr07())
    found = {row["Department"]: row for row in rows(book, "Position")}
    cost = {row["Department"]: row for row in rows(book, "Cash, cost and forecast")}
    for sheet, headers in (
        (found, ("Reported", "Counting", "Other improvement", "Not testable", "Check (nil)")),
        (cost, ("Reported", "One-off cost to date", "Forecast, final year", "Of which from programmes within")),
    ):
        for header in headers:
            assert sheet["Added up"][header] == pytest.approx(sheet["Position"][header])
            assert sheet["Difference"][header] == 0
    assert found["Added up"]["Target"] == "[z]"
    assert found["Position"]["Target"] == 11_300
    assert found["FCO"]["Counting"] == -12.345


def test_a_split_that_does_not_add_up_shows():
    """The last row holds what is missing."""
    one = csr07()
    short = positions.position(one.figures, **fields_of(one) | {"groups": one.groups[1:]})
    gap = {row["Department"]: row for row in rows(position_book(short), "Position")}["Difference"]
    assert gap["Reported"] == pytest.approx(-one.groups[0].reported_k / 1000)


def test_of_two_hundred_groups_the_largest_are_drawn_and_the_others_together():
    """What is drawn adds up to the position."""
    book = position_book(long_one())
    drawn = rows(book, "Chart data groups")
    assert len(drawn) == 25
    assert drawn[-1]["Label"] == "All 176 others"
    whole = long_one().figures
    for header, amount in (("Counting", whole.counting_k), ("Not testable", whole.not_testable_k)):
        assert sum(row[header] or 0 for row in drawn) == pytest.approx(amount / 1000)


def test_a_range_below_nil_is_drawn_on_both_sides():
    """From -5.0 to 2.5: nothing unseen between them."""
    bar = rows(book_of("below_nil"), "Chart data figures")[3]
    assert (bar["Base, not seen"], bar["Evidenced range, above nil"], bar["Evidenced range, below nil"]) == (0, 2.5, -5)


def test_headcount_and_relocation_are_apart_and_net_is_a_formula():
    """60,591 less 9,703; 10,574 of 20,000; neither near the money."""
    book = position_book(gershon())
    (head,), (moved,) = rows(book, "Headcount"), rows(book, "Relocation")
    assert (head["Gross reduction"], head["Reallocated"], head["Net reduction"]) == (60_591, 9_703, 50_888)
    assert head["Target, net"] == 70_600
    assert (moved["Relocated"], moved["Target"], moved["Still to go (-: over)"]) == (10_574, 20_000, 9_426)
    assert moved["Relocated, of target"] == pytest.approx(0.5287)
    page = next(page for page in book.pages if page.name == "Headcount")
    net = next(field for field in page.table.fields if field.header == "Net reduction")
    assert [type(cell) for cell in net.cells] == [Formula]


def test_net_posts_are_not_known_where_a_part_is_not():
    """MoJ says nothing of reallocation: its net is neither gross nor nil, and its bar says so."""
    book = position_book(csr07())
    row = next(row for row in rows(book, "Headcount") if row["Department"] == "MoJ")
    assert (row["Reallocated"], row["Net reduction"]) == ("[x]", "[x]")
    drawn = next(row for row in rows(book, "Chart data headcount") if row["Label"].startswith("MoJ: gross"))
    assert (drawn["Net reduction"], drawn["Gross, reallocation not known"]) == (None, 1_200)


def test_posts_that_name_no_programme_stand_once():
    """Every position brings them along."""
    found = [row for row in rows(comparison_book(side_by_side()), "Relocation") if row["Relocated"] == 12_000]
    assert [row["Programme"] for row in found] == ["gershon, csr07, sr2025, oep"]


def test_programmes_side_by_side_are_never_added_up():
    """A line each, no foot; each against its own target."""
    book = comparison_book(side_by_side())
    page = next(page for page in book.pages if page.name == "Comparison")
    assert page.table.foot == ()
    found = {row["Programme"]: row for row in rows(book, "Comparison")}
    assert list(found) == ["gershon", "csr07", "sr2025", "oep"]
    assert found["gershon"]["Reported over (-: under) target"] == 5_000
    assert found["sr2025"]["Counting over (-: under) target"] == "[z]"
    assert found["oep"]["Counting"] == -12.5


def test_what_is_not_known_is_never_nil():
    """A programme without anything: words, and blanks in what charts are drawn from."""
    book = position_book(nothing())
    (row,) = rows(book, "Position")
    assert (row["Target"], row["Reported"], row["Counting"]) == ("no target", "no claim", "no claim")
    assert (row["Basis"], row["Check (nil)"]) == ("no claim", 0)
    (row,) = rows(book, "Audits and evidence")
    assert {row["Evidenced, low"], row["Evidenced, high"], row["Examined"]} == {"no audit"}
    for line in rows(book, "Delivery by year"):
        assert (line["Phased target"], line["Reported"], line["Counting"]) == ("no target", "no claim", "no claim")
    for line in rows(book, "Chart data years"):
        assert [line[header] for header in ("Phased target", "Reported", "Counting")] == [None] * 3


def test_a_programme_with_targets_alone_has_a_chart_of_them(tmp_path):
    """The line of the phased target, and no columns below it."""
    years = tuple(YearLine(year=Year(2026 + n), target_k=1_000 * n, reported_k=None, counting_k=None) for n in range(3))
    write_position(positions.position(figures("sr2025"), years=years), tmp_path / "book.xlsx")
    with zipfile.ZipFile(tmp_path / "book.xlsx") as parts:
        xml = parts.read("xl/charts/chart2.xml").decode()
    assert "lineChart" in xml
    assert "barChart" not in xml


@pytest.mark.parametrize("name", EVERY)
def test_charts_are_native_and_say_in_words_what_they_show(name, tmp_path):
    """Text that a screen reader reads, no series that is all blank, and nothing drawn from cells of words."""
    write(name, tmp_path / "book.xlsx")
    book = book_of(name)
    page = next(page for page in book.pages if page.name == "Charts")
    assert page.charts
    for chart in page.charts:
        assert len(chart.says) > 60
        first, count = chart.drawn or (0, None)
        data = next(other for other in book.pages if other.name == chart.sheet).table
        for series in chart.series:
            own = next(field for field in data.fields if field.header == series.header)
            assert not any(isinstance(plain_value(cell), str) for cell in own.cells)
            drawn = [cell for cell in own.cells[first : None if count is None else first + count] if cell is not None]
            assert drawn or name == "nothing" or chart.sheet == "Chart data years"
    with zipfile.ZipFile(tmp_path / "book.xlsx") as parts:
        drawings = "".join(parts.read(part).decode() for part in parts.namelist() if "drawings/drawing" in part)
        charts = [part for part in parts.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", part)]
    assert len(charts) == len(page.charts)
    assert drawings.count('descr="') == len(page.charts)


def test_what_colours_say_outlines_and_stripes_say_too():
    """No two series of one chart look alike in grey but by their darkness: each pair differs in kind or shade."""
    for page in comparison_book(side_by_side()).pages:
        for chart in page.charts:
            seen = [one for one in chart.series if one.listed]
            looks = [(one.hatched, one.hollow, one.line, None if one.hatched else shade(one.colour)) for one in seen]
            assert len(set(looks)) == len(looks)


def shade(colour):
    """How dark a colour is in grey print, in six steps."""
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return int((0.299 * red + 0.587 * green + 0.114 * blue) // 43)


def test_the_cover_carries_what_the_figures_rest_on():
    """The moment, the chain's head in full, the notes, and who decides."""
    book = position_book(csr07())
    cover = book.pages[0]
    assert "ministers decide" in cover.lines[0]
    answers = dict(zip(*([plain_value(cell) for cell in field.cells] for field in cover.table.fields), strict=True))
    assert answers["As at"] == "2011-03-31"
    assert answers["Known at"] == "2011-06-30T12:00:00Z"
    assert answers["Chain head"] == str(positions.HEAD)
    assert answers["Note 2"] == positions.NOTE
    assert f"--head {positions.HEAD}" in answers["To check the ledger later"]


def test_text_of_the_ledger_is_never_a_formula(tmp_path):
    """Codes, titles, notes and sources as somebody might have written them."""
    odd = '=1+1"&A1'
    group = figures(odd, counting_k=1_000)
    one = positions.position(
        figures(odd, counting_k=1_000),
        title=odd,
        groups=(group, figures("b", counting_k=5)),
        notes=(odd,),
        posts=(post(odd, "relocated", 5.0, 6.0, odd),),
    )
    write_position(one, tmp_path / "book.xlsx")
    made = openpyxl.load_workbook(tmp_path / "book.xlsx")
    texts = [cell for sheet in made for row in sheet.iter_rows() for cell in row if cell.value == odd]
    assert len(texts) > 5
    assert {cell.data_type for cell in texts} == {"s"}


def test_nothing_to_compare_is_refused(tmp_path):
    """Not an empty workbook."""
    with pytest.raises(ValueError, match="nothing to compare"):
        write_comparison([], tmp_path / "book.xlsx")


def test_a_styled_cell_is_looked_through():
    """The helpers above see the words of headings."""
    assert any(isinstance(cell, Styled) for cell in position_book(gershon()).pages[0].table.fields[0].cells)
