"""Small VfM workbooks for tests, written cell by cell so that any fault can be planted."""

from __future__ import annotations

import copy
import datetime as dt
from pathlib import Path
from typing import Any

from tests.making import Rows, write

Row = dict[str, Any]


def settings(**values: Any) -> list[Row]:
    """Rows of the sheet Return: return_id B5, department B6, as_at B7, reported_by B8, then whatever is added."""
    given = {
        "return_id": "2009-Q4",
        "department": "HO",
        "as_at": dt.date(2009, 3, 31),
        "reported_by": "Finance director",
    } | values
    return [{"setting": name, "value": value} for name, value in given.items()]


PROGRAMME: Row = {
    "programme": "csr07",
    "title": "CSR07 value for money",
    "baseline_year": "2007-08",
    "first_year": "2008-09",
    "final_year": "2010-11",
    "one_off_cost": "net_in_year",
    "min_years": 2,
    "within": None,
    "within_amount": None,
    "price_basis": "cash",
    "source": "Table 1",
}

INITIATIVE: Row = {
    "initiative": "HO-PROC-01",
    "programme": "csr07",
    "department": "HO",
    "strand": "procurement",
    "title": "Fleet contract",
    "level": "initiative",
    "baseline": 50,
    "started": dt.date(2008, 6, 1),
    "saving_type": "price",
    "cash_releasing": "yes",
    "recurring": "yes",
}

CLAIM: Row = {
    "initiative": "HO-PROC-01",
    "year": "2008-09",
    "gross": 12.5,
    "ongoing_cost": 1.2,
    "one_off_cost": 0.8,
    "basis": "net",
    "cash_share": 0.5,
    "months": 12,
    "stage": "interim",
    "method_agreed": "yes",
    "forecast": "no",
    "evidence": "Contract register",
}

BINDING: Row = {"programme": "csr07", "check": "VFM08", "level": "W", "why": "Agreed with the department"}
"""What a department may say only with a remark, and the Treasury without."""

THEME: Row = {"programme": "oep", "theme": "comparable_data", "department": "HO", "in_place": "partly"}

RESOLUTION: Row = {"initiative": "HO-IT-01", "ruling": "counts", "why": "Another lot of the contract"}

AUDIT: Row = {
    "report": "NAO Jul 2010",
    "programme": "csr07",
    "department": "HO",
    "initiative": "HO-PROC-01",
    "scope": 10,
    "green": 4,
    "amber": 4,
    "red": 2,
    "auditor": "NAO",
    "date": dt.date(2010, 7, 20),
    "source": "HC 291",
}


def small_return(**told: Any) -> Rows:
    """A return of the Home Office with a row or two in every sheet: read without a word, and accepted.

    told  settings of the sheet Return
    """
    return copy.deepcopy(
        {
            "Return": settings(**told),
            "Programmes": [PROGRAMME, PROGRAMME | {"programme": "oep", "title": "OEP", "within": "csr07"}],
            "Targets": [
                {"programme": "csr07", "department": "HO", "strand": None, "year": "2010-11", "amount": 1700,
                 "phasing": "given", "rate": None, "source": "Table 2", "status": "published"},
            ],
            "Initiatives": [INITIATIVE, INITIATIVE | {"initiative": "HO-IT-01", "title": "Shared desktops"}],
            "Claims": [
                CLAIM,
                CLAIM | {"initiative": "HO-IT-01", "gross": 3, "ongoing_cost": 0, "one_off_cost": 0},
                CLAIM | {"year": "2009-10", "gross": 14, "forecast": "yes"},
            ],
            "Prenetted": [
                {"department": "HO", "control": "RDEL", "year": "2010-11", "amount": 500, "programme": "csr07"}
            ],
            "Posts": [
                {"department": "HO", "measure": "relocated", "as_at": dt.date(2009, 3, 31), "posts": 3140,
                 "target": 3500, "programme": "csr07"}
            ],
            "Reviews": [
                {"review": "PVP-HO-1", "department": "HO", "area": "Police procurement", "budget_covered": 900,
                 "size_of_prize": 60, "status": "reported"}
            ],
            "Budgets": [{"department": "HO", "year": "2008-09", "near_cash": 9000}],
            "Outturn": [{"department": "HO", "year": "2008-09", "near_cash": 8600}],
        }
    )  # fmt: skip


def small_report(**values: Any) -> Rows:
    """An auditor's report with one finding, in row 5, or with other values in it."""
    return {"Audits": [copy.deepcopy(AUDIT) | values]}


def changed(sheet: str, row: int, **values: Any) -> Rows:
    """The small return with some cells of one data row (from 0) changed."""
    rows = small_return()
    rows[sheet][row] |= values
    return rows


def added(sheet: str, *records: Row, base: Rows | None = None) -> Rows:
    """The small return with rows added to one sheet."""
    rows = copy.deepcopy(base) if base is not None else small_return()
    rows.setdefault(sheet, []).extend(records)
    return rows


def book(folder: Path, rows: Rows | None = None, name: str = "ho.xlsx") -> Path:
    """The rows as a workbook in a folder."""
    return write(folder / name, rows if rows is not None else small_return())
