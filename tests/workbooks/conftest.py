"""Where the shipped workbooks are, and how to read one back without the program's own reader."""

from pathlib import Path

import openpyxl
import pytest

ROOT = Path(__file__).resolve().parents[2]
HEADER_ROW = 4


def sheets(path):
    """Sheet title -> rows of {column: value}, blank rows left out."""
    book = openpyxl.load_workbook(path)
    found = {sheet.title: list(records(sheet)) for sheet in book}
    book.close()
    return found


def records(sheet):
    """The rows under the header, each as {column: value}."""
    rows = sheet.iter_rows(min_row=HEADER_ROW, values_only=True)
    header = next(rows)
    for row in rows:
        if any(value is not None for value in row):
            yield dict(zip(header, row, strict=True))


@pytest.fixture(scope="session")
def sr2025():
    """The Spending Review 2025 workbook as shipped."""
    return sheets(ROOT / "workbooks" / "sr2025.xlsx")


@pytest.fixture(scope="session")
def csr2007():
    """The Comprehensive Spending Review 2007 workbook as shipped."""
    return sheets(ROOT / "workbooks" / "csr2007.xlsx")
