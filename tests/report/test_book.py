"""The book renderer on its own: what is written, as what, and beside what."""

import re
import zipfile

import openpyxl
import pytest

from spendreview.tabular.book import Book, Field, Formula, Link, Look, Page, Placed, Shown, Styled, Table
from spendreview.tabular.book_render import write_book


def book(*fields, foot=(), name="Sheet one", marking=""):
    """A book of one page."""
    page = Page(
        name=name, heading="Title", lines=("What it holds", "How to read it"), table=Table(fields=fields, foot=foot)
    )
    return Book(title="Tests & trials", pages=(page,), marking=marking)


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


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(1)", "http://example.org", "12", "{=1}", "\x01 £ — ß"])
def test_text_stays_text(sheet, text):
    """No formula, no link and no number is made of what a user wrote."""
    cell = sheet(book(Field(header="Text", cells=[text])))["A5"]
    assert cell.data_type in ("s", "inlineStr")
    assert cell.hyperlink is None
    assert cell.value.replace("_x0001_", "\x01") == text


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
