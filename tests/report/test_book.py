"""The book renderer on its own: what is written, as what, and beside what."""

import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from spendreview.tabular.book import Book, Field, Formula, Link, Look, Name, Page, Placed, Shown, Styled, Table
from spendreview.tabular.book_render import write_book
from spendreview.tabular.charts import Chart, ChartKind, Scale, Series


def page(*fields, foot=(), name="Sheet one", **options):
    """A page with a title and two lines."""
    table = Table(fields=fields, foot=foot)
    return Page(name=name, heading="Title", lines=("What it holds", "How to read it"), table=table, **options)


def book(*fields, foot=(), name="Sheet one", **options):
    """A book of one page."""
    return Book(title="Tests & trials", pages=(page(*fields, foot=foot, name=name),), **options)


def chart(**options):
    """A chart of the column Size by Name, over the second row of a page."""
    given = {
        "kind": ChartKind.BARS,
        "title": "Sizes",
        "says": "Bars of the sizes: a 1.5, b 2.",
        "sheet": "Figures & more",
        "names": "Name",
        "series": (Series(header="Size", colour="#12436D", labels="0.0"),),
        "names_axis": "What",
        "value_axis": "Size, metres",
        "scale": Scale.MONEY,
        "row": 1,
        "rows": 20,
    }
    return Chart(**given | options)


def charted(*charts):
    """A book with a page of charts, and a page with their figures."""
    words = Field(header="Words", cells=["What it shows", *[None] * 20], width=90)
    fields = Field(header="Name", cells=["a", "b"]), Field(header="Size", cells=[1.5, Formula("=B5+0.5", 2.0)])
    pages = page(words, name="Charts", charts=charts, breaks=(20,)), page(*fields, name="Figures & more")
    return Book(title="Tests", pages=pages, protected=True)


@pytest.fixture
def sheet(tmp_path):
    """Writes a book and hands back its first sheet, as formulas or as values."""

    def read(made, **options):
        path = tmp_path / "book.xlsx"
        write_book(made, path)
        return openpyxl.load_workbook(path, **options).worksheets[0]

    return read


def test_layout_is_title_lines_header_rows_foot(sheet):
    """Title in A1, description in A2 and A3, header in row 4, which stays in view."""
    made = sheet(
        book(Field(header="Name", cells=["a", "b"]), Field(header="Size", cells=[1.5, 2]), foot=(("All", 3.5),))
    )
    column = [cell.value for cell in made["A"]]
    assert column == ["Title", "What it holds", "How to read it", "Name", "a", "b", "All"]
    assert [cell.value for cell in made["B"]][3:] == ["Size", 1.5, 2, 3.5]
    assert made.freeze_panes == "B5"
    assert made.print_title_rows == "$4:$4"
    assert made.page_setup.orientation == "landscape"
    assert made.auto_filter.ref == "A4:B6"


ODD_TEXTS = ["=1+1", "+1", "-1", "@SUM(1)", "http://a.org", "12", "{=1}", "<r>&</r>", "<r><t>a</t></r>", "\x01 £ — ß"]


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_text_stays_text(sheet, text):
    """No formula, no link and no number is made of what a user wrote."""
    cell = sheet(book(Field(header="Text", cells=[text])))["A5"]
    assert cell.data_type in ("s", "inlineStr")
    assert cell.hyperlink is None
    assert cell.value.replace("_x0001_", "\x01").removesuffix(" ") == text


def test_a_value_stands_beside_every_formula(tmp_path, sheet):
    """Numbers and text, in the body, the foot and cells with a style of their own."""
    fields = (
        Field(header="A", cells=[2.0, Formula("=A5*2", 4.0)]),
        Field(header="B", cells=[Styled(Formula("=A5", 2.0), Shown.MONEY), "x"]),
    )
    made = book(*fields, foot=((Formula("=SUM(A5:A6)", 6.0), Formula('="a"&"b"', "ab")),))
    assert [sheet(made, data_only=True)[address].value for address in ("A6", "B5", "A7", "B7")] == [4, 2, 6, "ab"]
    assert [sheet(made)[address].value for address in ("A6", "B5", "A7")] == ["=A5*2", "=A5", "=SUM(A5:A6)"]
    with zipfile.ZipFile(tmp_path / "book.xlsx") as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
    assert len(re.findall("<f>", xml)) == len(re.findall(r"</f><v>[^<]+</v>", xml)) == 4


def test_crumbs_of_a_sum_are_nil(sheet):
    """-1e-14 would be shown as -0.0."""
    made = book(Field(header="A", cells=[Formula("=1-1", -1e-14)], shown=Shown.MONEY))
    assert sheet(made, data_only=True)["A5"].value == 0


def test_links_and_notes(sheet):
    """A link leads to a sheet of the same book; a note hangs on the header."""
    made = sheet(book(Field(header="A", cells=[Link("there", "Sheet one")], note="What A is.")))
    assert made["A5"].value == "there"
    assert made["A5"].hyperlink.location == "'Sheet one'!A1"
    assert made["A4"].comment.text == "What A is."


def test_inputs_and_results_have_styles_of_their_own(sheet):
    """Blue for what was handed in, a shade for what the run found."""
    made = sheet(book(*(Field(header=look, cells=[1.0], shown=Shown.MONEY, look=look) for look in Look)))
    styles = {(cell.font.color.rgb if cell.font.color else None, cell.fill.fgColor.rgb) for cell in made[5]}
    assert len(styles) >= 3


def test_the_marking_is_on_every_page(sheet):
    """In the header and the footer, with the sheet and the number of the page."""
    made = sheet(book(Field(header="A", cells=[1]), marking="OFFICIAL"))
    assert "OFFICIAL" in made.oddHeader.center.text
    assert "OFFICIAL" in made.oddFooter.center.text
    assert "Tests && trials" in made.oddFooter.left.text
    assert made.oddFooter.right.text == "Page &P of &N" or "&N" in made.oddFooter.right.text


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("text", ["&" * 300, "Health & Home " * 30, "\U0001f4b7" * 300, "x" * 300])
@pytest.mark.parametrize("name", ["&" * 31, "Sheet one"])
def test_a_footer_is_never_lost_for_its_length(sheet, text, name):
    """255 characters with every & doubled: XlsxWriter leaves out a longer one whole."""
    made = sheet(Book(title=text, marking=text, pages=(page(Field(header="A", cells=[1.0]), name=name),)))
    parts = made.oddFooter.left.text, made.oddFooter.center.text, made.oddFooter.right.text
    assert all(parts)
    assert name.replace("&", "&&") in parts[0]
    assert sum(len(part.encode("utf-16-le")) // 2 for part in parts) < 255
    cut = parts[0].removesuffix(": " + name.replace("&", "&&")).removesuffix("…")
    assert cut.count("&") % 2 == 0
    assert parts[1].endswith("…")


@pytest.mark.parametrize("name", ["", "x" * 32, "a/b", "a:b", "what?", "'quoted'", "History"])
def test_names_that_excel_would_not_take_are_refused(name):
    """At once, and not when somebody opens the file."""
    with pytest.raises(ValueError, match="name of a sheet"):
        book(Field(header="A", cells=[1]), name=name)


@pytest.mark.parametrize(
    ("fields", "foot", "complaint"),
    [
        ((Field(header="A", cells=[1]), Field(header="A", cells=[1])), (), "same header"),
        ((Field(header="A", cells=[1]), Field(header="B", cells=[])), (), "unequal length"),
        ((Field(header="A", cells=[1]),), ((1, 2),), "foot row"),
    ],
)
def test_a_table_must_be_whole(fields, foot, complaint):
    """Headers are unique, columns are equally long, a foot row has a cell for each."""
    with pytest.raises(ValueError, match=complaint):
        Table(fields=fields, foot=foot)


def test_places_know_their_addresses():
    """With the sheet or without it, fixed or not."""
    place = Placed("Total DEL", ("Line", "2008-09"), 3)
    assert place.cell("2008-09", 0) == "'Total DEL'!B5"
    assert place.cell("2008-09", 3, near=True, fixed=True) == "$B$8"
    assert place.range("Line") == "'Total DEL'!$A$5:$A$7"
    assert Placed("Limits", ("A",), 0).range("A") == "Limits!$A$5:$A$5"


def test_headers_never_break_within_a_year(sheet):
    """A column is widened until 2008-09 stays on one line."""
    made = sheet(book(Field(header="RDEL 2008-09", cells=[1.0], shown=Shown.MONEY, width=10)))
    assert made.column_dimensions["A"].width > 12


def test_only_editable_cells_are_open(sheet):
    """Blank ones too; a Styled cell among them and the foot stay locked. Protection asks for no password."""
    fields = (
        Field(header="Locked", cells=[1.0, 2.0, 3.0]),
        Field(header="Share", cells=[0.5, None, Styled(1.0, Shown.PERCENT)], shown=Shown.PERCENT, editable=True),
    )
    made = sheet(book(*fields, foot=(("All", 1.5),), protected=True))
    opened = {cell.coordinate for row in made.iter_rows() for cell in row if not cell.protection.locked}
    assert opened == {"B5", "B6"}
    assert {made[address].fill.fgColor.rgb for address in opened} == {"FFFFF8DC"}
    assert made.protection.sheet
    assert made.protection.password is None
    forbidden = {name: getattr(made.protection, name) for name in ("autoFilter", "sort", "formatRows", "insertRows")}
    assert forbidden == {"autoFilter": False, "sort": False, "formatRows": False, "insertRows": True}
    assert made.protection.objects


def test_a_book_is_open_unless_it_says_otherwise(sheet):
    """A publication has nothing to protect."""
    assert not sheet(book(Field(header="A", cells=[1.0], editable=True))).protection.sheet


def test_every_other_page_leads_home(tmp_path):
    """By a link at the start of its last line; the rows stay where they are."""
    pages = tuple(page(Field(header="A", cells=[1.0]), name=name) for name in ("Cover", "It's & so"))
    write_book(Book(title="Tests", pages=pages, home="Cover"), tmp_path / "book.xlsx")
    cover, other = openpyxl.load_workbook(tmp_path / "book.xlsx").worksheets
    assert cover["A3"].hyperlink is None
    assert other["A3"].hyperlink.location == "'Cover'!A1"
    assert other["A3"].value == "← Cover    How to read it"
    assert other["A4"].value == "A"


@pytest.mark.parametrize("name", ["W" * 300, "Comprehensive Spending Review & its annexes " * 8])
def test_a_long_title_is_cut_to_the_table(sheet, name):
    """At a word, where there is one; the paper is wider than a narrow table."""
    made = sheet(Book(title=name, pages=(replace(page(Field(header="A", cells=[1.0], width=134)), heading=name),)))
    cut = made["A1"].value
    assert cut.endswith(" …")
    assert name.startswith(cut.removesuffix(" …"))
    assert 30 < len(cut) < 120
    assert name[len(cut) - 2] == " " or " " not in name


def test_lines_wider_than_the_table_wrap_over_it(tmp_path):
    """Over as many columns as the paper takes, so that print is not made smaller; short lines stay as they are."""
    line = "Each figure adds up the allocation by bid, less savings to recycle, and ministers decide. " * 3
    narrow = replace(page(Field(header="A", cells=[1.0], width=40), name="Narrow"), lines=("Short.", line))
    wide = replace(page(Field(header="A", cells=[1.0], width=300), name="Wide"), lines=("Short.", line))
    write_book(Book(title="Tests", pages=(narrow, wide), home="Wide", protected=True), tmp_path / "book.xlsx")
    first, second = openpyxl.load_workbook(tmp_path / "book.xlsx").worksheets
    assert [str(merged) for merged in first.merged_cells.ranges] == ["B3:J3"]
    assert first["B3"].alignment.wrap_text
    assert first["A3"].hyperlink.location == "'Wide'!A1"
    assert (first["A3"].value, first["B3"].value) == ("← Wide", line)
    assert 25 < first.row_dimensions[3].height < 60
    assert not second.merged_cells.ranges
    assert second["A3"].value == line


def test_names_stand_for_cells(tmp_path):
    """In the whole book; two that Excel takes for one, and one that it would not take, are refused at once."""
    made = book(Field(header="A", cells=[1.5]), names=(Name("Total_2008_09", "'Sheet one'!$A$5"),))
    write_book(made, tmp_path / "book.xlsx")
    names = openpyxl.load_workbook(tmp_path / "book.xlsx").defined_names
    assert names["Total_2008_09"].attr_text == "'Sheet one'!$A$5"
    with pytest.raises(ValueError, match="two names"):
        book(Field(header="A", cells=[1.5]), names=(Name("Total", "A!$A$5"), Name("TOTAL", "A!$A$6")))
    with pytest.warns(UserWarning, match="cell name"), pytest.raises(ValueError, match="cannot be a name"):
        write_book(book(Field(header="A", cells=[1.5]), names=(Name("AB12", "A!$A$5"),)), tmp_path / "bad.xlsx")


def test_a_chart_holds_the_figures_that_it_points_at(tmp_path):
    """As cached values, formulas' too, with titles and units on its axes, and words for those who cannot see it."""
    write_book(charted(chart()), tmp_path / "book.xlsx")
    with zipfile.ZipFile(tmp_path / "book.xlsx") as parts:
        xml = parts.read("xl/charts/chart1.xml").decode()
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
        sheets = [parts.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2)]
    assert re.findall(r"<c:f>(.*?)</c:f>", xml) == ["'Figures &amp; more'!$A$5:$A$6", "'Figures &amp; more'!$B$5:$B$6"]
    assert re.findall(r"<c:v>(.*?)</c:v>", xml) == ["Size", "a", "b", "1.5", "2.0"]
    assert all(f"<a:t>{text}</a:t>" in xml for text in ("Sizes", "What", "Size, metres"))
    assert 'descr="Bars of the sizes: a 1.5, b 2."' in drawing
    assert "<rowBreaks" in sheets[0]
    assert "fitToPage" not in sheets[0]
    assert "fitToPage" in sheets[1]


def chart_xml(path, *charts):
    """What is written of the first of some charts."""
    write_book(charted(*charts), path)
    with zipfile.ZipFile(path) as parts:
        return parts.read("xl/charts/chart1.xml").decode()


def test_a_chart_can_draw_some_rows_of_its_figures(tmp_path):
    """The second row alone, with its cached value."""
    xml = chart_xml(tmp_path / "book.xlsx", chart(drawn=(1, 1)))
    assert re.findall(r"<c:f>(.*?)</c:f>", xml) == ["'Figures &amp; more'!$A$6:$A$6", "'Figures &amp; more'!$B$6:$B$6"]
    assert re.findall(r"<c:v>(.*?)</c:v>", xml) == ["Size", "b", "2.0"]


def test_lines_lie_over_columns_side_by_side_and_stand_alone(tmp_path):
    """A line with a mark at each figure, whether or not there are columns below it."""
    sizes, line = (Series(header="Size", colour="#12436D", line=line, listed="S") for line in (False, True))
    both = chart_xml(tmp_path / "both.xlsx", chart(kind=ChartKind.COLUMNS, series=(line, sizes)))
    assert re.findall(r"<c:(barChart|lineChart)>", both) == ["barChart", "lineChart"]
    assert '<c:grouping val="clustered"/>' in both
    alone = chart_xml(tmp_path / "alone.xlsx", chart(kind=ChartKind.COLUMNS, series=(line,)))
    assert re.findall(r"<c:(barChart|lineChart)>", alone) == ["lineChart"]
    assert '<c:symbol val="diamond"/>' in alone


def test_axes_of_amounts_begin_at_nil_unless_one_is_below_it(tmp_path):
    """16,500 to 20,000 would show a fifth as a whole; a figure below nil needs its room."""
    series = (Series(header="Size", colour="#12436D", hollow=True, listed="S"),)
    above = chart_xml(tmp_path / "above.xlsx", chart(kind=ChartKind.STACKED_BARS, series=series))
    assert '<c:grouping val="stacked"/>' in above
    assert '<c:min val="0"/>' in above
    words, figures = charted(chart(kind=ChartKind.STACKED_BARS, series=series)).pages
    below = Field(header="Size", cells=[-1.5, None])
    table = Table(fields=(figures.table.fields[0], below))
    write_book(Book(title="Tests", pages=(words, replace(figures, table=table))), tmp_path / "below.xlsx")
    with zipfile.ZipFile(tmp_path / "below.xlsx") as parts:
        xml = parts.read("xl/charts/chart1.xml").decode()
    assert '<c:min val="0"/>' not in xml
    assert re.findall(r"<c:v>(.*?)</c:v>", xml) == ["S", "a", "b", "-1.5"]


@pytest.mark.parametrize(
    "fault", [{"sheet": "Elsewhere"}, {"names": "Nobody"}, {"series": (Series(header="Weight", colour=None),)}]
)
def test_a_chart_of_nothing_is_refused(fault):
    """A chart is drawn from columns that are there."""
    with pytest.raises(ValueError, match="not there"):
        charted(chart(**fault))


def test_what_is_not_printed_is_left_out_of_the_print_area(sheet):
    """A wide sheet can print its first columns alone."""
    fields = [Field(header=letter, cells=[1.0]) for letter in "ABC"]
    made = sheet(Book(title="Tests", pages=(page(*fields, printed=2),)))
    assert made.print_area.replace("$", "").endswith("A1:B5")
