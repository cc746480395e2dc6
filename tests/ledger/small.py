"""Small ledgers written by hand: a programme, one initiative, and returns of what it claims."""

from __future__ import annotations

from typing import Any

from .journal import ALL, Batch, Row


def programme(code: str = "csr07", **changes: Any) -> Row:
    """A programme of three years, from 2008-09."""
    row: Row = {"programme": code, "title": f"Programme {code}", "baseline_year": 2007, "first_year": 2008}
    row |= {"final_year": 2010, "one_off_cost": "net_in_year", "within": None, "within_amount": None}
    return row | changes


def initiative(code: str = "a", **changes: Any) -> Row:
    """An initiative of the Home Office."""
    row: Row = {"initiative": code, "programme": "csr07", "department": "HO", "strand": "IT", "title": f"Title {code}"}
    row |= {"level": "initiative", "saving_type": None, "cash_releasing": True, "recurring": True}
    return row | changes


def claim(code: str = "a", year: int = 2008, gross: int = 1000, **changes: Any) -> Row:
    """A claim, net, without costs."""
    row: Row = {"initiative": code, "year": year, "gross": gross, "ongoing_cost": 0, "one_off_cost": 0, "basis": "net"}
    row |= {"cash_share": None, "months": 12, "stage": None, "forecast": False}
    return row | changes


def target(amount: int, year: int = 2010, code: str = "csr07", **changes: Any) -> Row:
    """A target of the whole of a programme."""
    row: Row = {"programme": code, "department": ALL, "strand": None, "year": year, "amount": amount}
    return row | {"phasing": "given", "rate": None} | changes


def given_by(department: str, return_id: str, as_at: str, **rows: list[Row]) -> Batch:
    """A return."""
    place = {"department": department, "return_id": return_id, "as_at": as_at}
    return {"name": f"{department}/{return_id}", "kind": "return", **place, "rows": rows}


def mended(number: int, of: Batch, sheet: str, index: int = 0, **changes: Any) -> Batch:
    """A correction of one row of a return."""
    return {"name": f"mend {number}", "kind": "correction", "of": (of["name"], sheet, index), "changes": changes}


def withdrawn(number: int, of: Batch, sheet: str, index: int = 0) -> Batch:
    """A correction that puts nothing in a row's place."""
    return {"name": f"mend {number}", "kind": "correction", "of": (of["name"], sheet, index), "changes": None}


SETUP = given_by(ALL, "set-up", "2008-04-01", Programmes=[programme()], Initiatives=[initiative()])
"""One programme with one initiative."""
