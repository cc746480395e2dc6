"""Small review workbooks for tests, written cell by cell so that any fault can be planted."""

from __future__ import annotations

import copy
import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter

Rows = dict[str, list[dict[str, Any]]]

YEARS = ("2008-09", "2009-10")


def settings(**values: Any) -> list[dict[str, Any]]:
    """Rows of the Review sheet: two plan years, unless told otherwise."""
    given = {
        "name": "Test review",
        "baseline_year": "2007-08",
        "plan_years": ", ".join(YEARS),
        "rdel_includes_depreciation": "no",
        "fill_baseline": "no",
    } | values
    return [{"setting": name, "value": value} for name, value in given.items()]


def by_year(control: str, *amounts: float) -> dict[str, float]:
    """Cost columns of one control."""
    return {f"{control} {year}": amount for year, amount in zip(YEARS, amounts, strict=False)}


def small_review() -> Rows:
    """Two departments, two years, and a choice to make: feasible, without a warning but that it is mechanistic."""
    return {
        "Review": settings(),
        "Economy": [{"series": "gdp_deflator", "2007-08": 100, "2008-09": 102.7, "2009-10": 105.4}],
        "Departments": [
            {"department": "HO", "name": "Home Office", "group": "Security", "devolved": "no"},
            {"department": "DH", "name": "Health", "group": "Services", "devolved": "no"},
        ],
        "Baselines": [
            {"department": "HO", "control": "RDEL", "amount": 100, "status": "published"},
            {"department": "HO", "control": "CDEL", "amount": 10, "status": "published"},
            {"department": "DH", "control": "RDEL", "amount": 200, "status": "illustrative"},
            {"department": "DH", "control": "CDEL", "amount": 20, "status": "illustrative"},
        ],
        "Limits": [
            {
                "limit": "total-RDEL",
                "scope": "total",
                "control": "RDEL",
                "sense": "max",
                "2008-09": 320,
                "2009-10": 330,
            },
            {"limit": "HO-RDEL", "scope": "HO", "control": "RDEL", "sense": "max", "2008-09": 125, "2009-10": 130},
        ],
        "Bids": [
            {
                "bid": "HO-base",
                "department": "HO",
                "programme": "Police",
                "title": "Baseline",
                "kind": "baseline",
                "divisible": "yes",
                "status": "illustrative",
                **by_year("RDEL", 100, 100),
                **by_year("CDEL", 10, 10),
            },
            {
                "bid": "DH-base",
                "department": "DH",
                "programme": "NHS",
                "title": "Baseline",
                "kind": "baseline",
                "divisible": "yes",
                "status": "illustrative",
                **by_year("RDEL", 200, 200),
                **by_year("CDEL", 20, 20),
            },
            {
                "bid": "HO-1",
                "department": "HO",
                "programme": "Police",
                "title": "More officers",
                "kind": "new",
                "divisible": "yes",
                "status": "illustrative",
                **by_year("RDEL", 15, 20),
            },
            {
                "bid": "DH-1",
                "department": "DH",
                "programme": "NHS",
                "title": "Shorter waits",
                "kind": "new",
                "divisible": "yes",
                "status": "illustrative",
                **by_year("RDEL", 20, 25),
            },
            {
                "bid": "DH-2",
                "department": "DH",
                "programme": "NHS",
                "title": "A new hospital",
                "kind": "capital_project",
                "divisible": "no",
                "status": "illustrative",
                **by_year("RDEL", 1, 2),
                **by_year("CDEL", 5, 5),
            },
        ],
        "Priorities": [
            {"priority": "PSA23", "title": "Make communities safer", "weight": 1},
            {"priority": "PSA19", "title": "Ensure better care for all", "weight": 2},
        ],
        "Indicators": [
            {
                "indicator": "crime",
                "priority": "PSA23",
                "title": "Crimes",
                "unit": "thousand",
                "direction": "down",
                "baseline": 100,
                "target": 80,
            },
            {
                "indicator": "waits",
                "priority": "PSA19",
                "title": "Treated in 18 weeks",
                "unit": "per cent",
                "direction": "up",
                "baseline": 50,
                "target": 90,
            },
        ],
        "Effects": [
            {"bid": "HO-1", "indicator": "crime", "effect": -15, "profile": "mid", "evidence": "moderate"},
            {"bid": "DH-1", "indicator": "waits", "effect": 25, "profile": "immediate", "evidence": "strong"},
            {"bid": "DH-2", "indicator": "waits", "effect": 8, "profile": "lagged", "evidence": "weak"},
        ],
        "Rules": [],
    }


HEADERS = {
    "Rules": ["rule", "kind", "scope", "control", "value", "to", "years"],
    "Adjustments": ["adjustment", "department", "control", "kind", "amount", "to", "reason"],
    "Scenario": ["key", "value"],
}


def write(path: Path, rows: Rows) -> Path:
    """Write the rows: title in row 1, header in row 4, data from row 5; lists and tuples are formulas with a value."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "dd/mm/yyyy"}
    book = xlsxwriter.Workbook(path, options)
    for title, records in rows.items():
        sheet = book.add_worksheet(title)
        sheet.write(0, 0, title)
        headers = list(dict.fromkeys([*HEADERS.get(title, []), *(name for record in records for name in record)]))
        for column, name in enumerate(headers):
            sheet.write(3, column, name)
        for row, record in enumerate(records, start=4):
            for name, value in record.items():
                _write(sheet, row, headers.index(name), value)
    book.close()
    return path


def _write(sheet: Any, row: int, column: int, value: Any) -> None:
    if isinstance(value, tuple):
        sheet.write_formula(row, column, value[0], None, value[1])
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value)
    elif value is not None:
        sheet.write(row, column, value)


def changed(sheet: str, row: int, **values: Any) -> Rows:
    """The small review with some cells of one data row (from 0) changed."""
    rows = small_review()
    rows[sheet][row] |= values
    return rows


def added(sheet: str, *records: dict[str, Any], base: Rows | None = None) -> Rows:
    """The small review with rows added to one sheet."""
    rows = copy.deepcopy(base) if base is not None else small_review()
    rows.setdefault(sheet, []).extend(records)
    return rows


def without(sheet: str, column: str) -> Rows:
    """The small review with a column of one sheet left out."""
    rows = small_review()
    for record in rows[sheet]:
        record.pop(column, None)
    return rows


def part_of(rows: Rows, title: str) -> str:
    """The part of the written file that holds a sheet: sheets are numbered in their order."""
    return f"xl/worksheets/sheet{list(rows).index(title) + 1}.xml"


def repacked(path: Path, changes: dict[str, Callable[[bytes], bytes | None]]) -> Path:
    """Rewrite parts of a workbook in place, each by its name; a change that gives None takes the part out."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            new = changes[name](content) if name in changes else content
            if new is not None:
                archive.writestr(name, new)
    return path
