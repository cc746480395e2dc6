"""The cells of a settlement workbook, and the barest way to read or write cells: the limits of those two stages."""

from __future__ import annotations

import pickle

from benchmarks.reviews import TRANCHES

NUMBER_FORMAT = "#,##0.0"  # £ million


def read_raw(path):
    """Every cell of every sheet, by calamine alone, as {sheet: rows}. Nothing is checked."""
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_path(str(path)) as book:
        return {title: book.get_sheet_by_name(title).to_python(skip_empty_area=False) for title in book.sheet_names}


def write_raw(cells, path):
    """Write {sheet: rows} by XlsxWriter alone, by row: text, numbers in one format, (formula, value)."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        money = book.add_format({"num_format": NUMBER_FORMAT})
        for title, rows in cells.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                _write_row(sheet, number, row, money)


def _write_row(sheet, number, row, money):
    """Write one row; blank cells are left out."""
    for column, value in enumerate(row):
        if isinstance(value, str):
            if value:
                sheet.write_string(number, column, value)
        elif isinstance(value, tuple):
            sheet.write_formula(number, column, value[0], money, value[1])
        elif value is not None:
            sheet.write_number(number, column, value, money)


def of_workbook(path):
    """The cells of a workbook that the project wrote, formulas with their stored values, ready for `write_raw`."""
    import openpyxl

    values = read_raw(path)
    book = openpyxl.load_workbook(path, read_only=True, rich_text=False)
    cells = {}
    for sheet in book.worksheets:
        stored = values.get(sheet.title, [])
        rows = enumerate(sheet.iter_rows(values_only=True))
        cells[sheet.title] = [_cell_row(row, stored[number] if number < len(stored) else ()) for number, row in rows]
    return cells


def _cell_row(row, stored):
    """One row's cells: a formula is paired with its stored value, anything but text and numbers becomes text."""
    cells = []
    for column, value in enumerate(row):
        if isinstance(value, str) and value.startswith("="):
            result = stored[column] if column < len(stored) else 0
            cells.append((value, result if isinstance(result, (str, int, float)) else str(result)))
        elif value is None or (isinstance(value, (str, int, float)) and not isinstance(value, bool)):
            cells.append(value)
        else:
            cells.append(str(value))
    return cells


def stand_in(review):
    """Cells of about the size of a settlement workbook, 25 columns a bid, until the project has written one."""
    return {"Settlements": _settlements(review), "Bids": _bids(review), "Indicators": _indicators(review)}


def _settlements(review):
    """Each department's limits, £m."""
    rows = enumerate(review.department_limit.reshape(len(review.baseline), -1).tolist())
    return [[f"Department {number + 1}", *figures] for number, figures in rows]


def _indicators(review):
    """Each indicator's baseline and trend."""
    rows = zip(review.level.tolist(), review.trend.tolist(), strict=True)
    return [[f"I{number + 1:03d}", *row] for number, row in enumerate(rows)]


def _bids(review):
    """Each bid with its shares, its cost and what of it is funded, £m."""
    department, cost = review.department.tolist(), review.cost.reshape(len(review.department), -1)
    asked, funded = cost.tolist(), (cost * 0.7).tolist()
    rows = []
    for bid, (before, after) in enumerate(zip(asked, funded, strict=True)):
        programme, tranche = f"Programme {bid // TRANCHES + 1}", f"Tranche {bid % TRANCHES + 1}"
        names = [f"P{bid:06d}", f"D{department[bid]:03d}", programme, tranche, "new", "part-funded"]
        totals = [sum(before), sum(after), sum(before) - sum(after)]
        rows.append([*names, 0.7, 0.7, 0.7, *before, *after, *totals, "illustrative"])
    return rows


def save(cells, path):
    """Keep cells for the children that write them."""
    with open(path, "wb") as file:
        pickle.dump(cells, file, protocol=pickle.HIGHEST_PROTOCOL)


def load(path):
    """Read what `save` kept; only ever a file that these benchmarks wrote."""
    with open(path, "rb") as file:
        return pickle.load(file)
