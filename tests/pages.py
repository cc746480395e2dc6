"""Does what a page of the documentation says, in order: types its tables, writes its files, runs its commands.

A page's parts, as a reader meets them:

- a table under ``### Sheet `NAME` of `FILE.xlsx` `` is typed into the next free rows of that sheet, or, where its first
  column is ``setting``, into the row of that setting;
- ``On the sheet *Bids* of `FILE.xlsx`, in the row of `HO-1`, type `1` under *Share* and `x` under *Why*.`` is, too;
- ``In cell `Bids!Q6` of `FILE.xlsx`, type `12.5`.`` (or paste) is typed there;
- a fenced block with ``title="FILE"`` is that file;
- a fenced ``sh`` block is run, line by line; the exit code is 0, or what ``<!-- exit 3 -->`` before it says;
- a fenced ``text`` block right after it is what its last line prints.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

PARTS = re.compile(
    r"^### Sheet `(?P<sheet>\w+)` of `(?P<book>[\w.-]+)`$"
    r"|^(?P<table>\|[^\n]*\n(?:\|[^\n]*\n)+)"
    r"|In\s+cell\s+`(?P<place>[\w ]+![A-Z]+\d+)`\s+of\s+`(?P<of>[\w.-]+)`,\s+(?:type|paste)\s+`(?P<typed>[^`]*)`"
    r"|On\s+the\s+sheet\s+\*(?P<on>[^*]+)\*\s+of\s+`(?P<held>[\w.-]+)`,\s+in\s+the\s+row\s+of\s+`(?P<row>[^`]+)`,"
    r"\s+type\s+(?P<under>[^.]*(?:\.[ \w][^.]*)*)\.\n"
    r"|(?:^<!-- exit (?P<exit>\d+) -->\n)?^```(?P<language>\w+)(?: title=\"(?P<title>[\w.-]+)\")?\n(?P<block>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
HEADER_ROW = 4
FIRST_ROW = 6
"""Row 5 of a template's sheet holds its example."""


@dataclass
class Said:
    """A block of output on a page, where it stands, and what was printed instead."""

    span: tuple[int, int]
    shown: str
    printed: str
    command: str


def follow(text: str, folder: Path) -> Iterator[Said]:
    """Do everything that the page says inside the folder, which is the current one; hand over each output it shows.

    Raises AssertionError where a command ends with another exit code than the page says.
    """
    sheet: tuple[str, str] | None = None
    printed: tuple[int, str, str] | None = None
    for part in PARTS.finditer(text):
        if part["sheet"]:
            sheet = part["sheet"], part["book"]
        elif part["table"] and sheet:
            type_table(folder / sheet[1], sheet[0], part["table"])
            sheet = None
        elif part["place"]:
            type_cell(folder / part["of"], *part["place"].split("!"), part["typed"])
        elif part["on"]:
            for value, column in re.findall(r"`([^`]*)`\s+under\s+\*([^*]+)\*", part["under"]):
                book = folder / part["held"]
                type_cell(book, part["on"], cell_of(book, part["on"], part["row"], column), value)
        elif part["title"]:
            (folder / part["title"]).write_text(part["block"], encoding="utf-8", newline="\n")
        elif part["language"] == "sh":
            output = [run(line, int(part["exit"] or 0)) for line in part["block"].splitlines()]
            printed = part.end(), output[-1], part["block"]
        elif part["language"] == "text" and printed and not text[printed[0] : part.start()].strip():
            yield Said(part.span("block"), part["block"], printed[1], printed[2])


def run(line: str, exit_code: int) -> str:
    """Run one command line, and return what it prints, on standard output and standard error."""
    words = shlex.split(line)
    if words[0] == "python":
        done = subprocess.run([sys.executable, *words[1:]], capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == exit_code, f"{line}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr
    from spendreview.cli import cli

    assert words[0] == "spendreview", line
    words, target = (words[: words.index(">")], words[-1]) if ">" in words else (words, None)
    result = CliRunner().invoke(cli, words[1:])
    assert result.exit_code == exit_code, f"{line}\n{result.output}"
    if target is not None:
        Path(target).write_text(result.stdout, encoding="utf-8", newline="\n")
        return result.stderr
    return result.output


def type_table(book: Path, sheet: str, table: str) -> None:
    """Type a Markdown table into a sheet, as a reader does who has the template open."""
    import openpyxl

    header, _, *rows = [[cell.strip().strip("`") for cell in line.split("|")[1:-1]] for line in table.splitlines()]
    open_book = openpyxl.load_workbook(book)
    page = open_book[sheet]
    columns = {str(cell.value): cell.column for cell in page[HEADER_ROW] if cell.value is not None}
    settings = {page.cell(row, 1).value: row for row in range(HEADER_ROW + 1, page.max_row + 1)}
    free = next(row for row in range(FIRST_ROW, page.max_row + 2) if page.cell(row, 1).value is None)
    for offset, row in enumerate(rows):
        at = settings[row[0]] if header[0] == "setting" else free + offset
        for name, value in zip(header, row, strict=True):
            if value:
                page.cell(at, columns[name], as_typed(value))
    open_book.save(book)


def type_cell(book: Path, sheet: str, cell: str, text: str) -> None:
    """Type into one cell; cells of its row that are nothing but a reference to it follow, as in Excel."""
    import openpyxl

    live = openpyxl.load_workbook(book)
    row = live[sheet][cell].row
    following = [other.coordinate for other in live[sheet][row] if other.value in (f"={cell}", f"=${cell}")]
    values = openpyxl.load_workbook(book, data_only=True)
    for coordinate in (cell, *following):
        values[sheet][coordinate] = as_typed(text)
    values.save(book)


def cell_of(book: Path, sheet: str, row: str, column: str) -> str:
    """The address of a cell, by the code that begins its row and the words above its column."""
    import openpyxl

    page = openpyxl.load_workbook(book, read_only=True)[sheet]
    rows = list(page.iter_rows(values_only=True))
    across = next(index for index, name in enumerate(rows[HEADER_ROW - 1]) if name == column)
    down = next(index for index, cells in enumerate(rows) if cells[0] == row)
    return f"{openpyxl.utils.get_column_letter(across + 1)}{down + 1}"


def as_typed(text: str) -> str | float | None:
    """What Excel makes of what is typed, with an English locale: a number where it is one; nothing where blank."""
    if re.fullmatch(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", text):
        return float(text.replace(",", ""))
    return text or None
