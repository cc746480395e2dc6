"""A ledger on which no check finds anything, how it is changed by little, and what the checks say of it then."""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any

from openpyxl.utils import get_column_letter

from spendreview.ledger.checks.ask import checks
from spendreview.ledger.checks.judged import binding
from spendreview.ledger.records import Position
from spendreview.ledger.sheets import SHEETS
from spendreview.store import Store
from tests.ledger.holding import asked
from tests.ledger.journal import ALL, Batch, Row
from tests.ledger.small import claim, given_by, initiative, programme, target

DAY = "2010-06-30"
"""The date of every department's return: the final year, 2010-11, is not over."""

Told = tuple[str, str, str]
"""A finding: check, level, cell."""


def sound(code: str, **changes: Any) -> Row:
    """An initiative of which all is said that the checks ask for."""
    row = initiative(code, strand="fleet", saving_type="price", contract=f"K-{code}")
    row |= {"owner": "Director", "indicator": "PSA 1", "delivered_by": "department", "carried_over": False}
    row |= {"baseline": 100_000, "baseline_year": 2007, "baseline_as_at": "2008-09-30", "started": "2008-10-01"}
    row |= {"quality_measure": "Days in use", "quality_baseline": 10.0, "quality_latest": 10.0}
    row |= {"quality_direction": "up", "output_change": 0.0, "input_change": -0.05}
    return row | changes


def shown(code: str, year: int, gross: int, **changes: Any) -> Row:
    """A claim that somebody signed, with its evidence."""
    row = claim(code, year, gross, stage="interim", data_maturity="may", evidence="Register", signed_off_by="Director")
    return row | changes


def three_years(code: str, first: int, second: int, expected: int) -> list[Row]:
    """Half a year, a whole year, and what is expected in the final one; the whole year has a cost."""
    ahead = shown(code, 2010, expected, forecast=True)
    return [shown(code, 2008, first, months=6), shown(code, 2009, second, ongoing_cost=500), ahead]


def clean() -> list[Batch]:
    """The Treasury's set-up, and returns of two departments: a and b of HO, c of DH."""
    setup = given_by(ALL, "set-up", "2008-04-01", Programmes=[programme(min_years=2)], Targets=[target(20_000)])
    home = given_by(
        "HO",
        "R1",
        DAY,
        Targets=[target(15_000, department="HO")],
        Initiatives=[sound("a"), sound("b", strand="property", baseline=80_000, posts_reduced=40.0)],
        Claims=[*three_years("a", 5_000, 10_000, 20_000), *three_years("b", 3_000, 6_000, 12_000)],
        Prenetted=[{"department": "HO", "control": "RDEL", "year": 2009, "amount": 500, "programme": "csr07"}],
        Posts=[counted(100.0)],
        Budgets=[spent(2008, 1_000_000), spent(2009, 1_000_000)],
        Outturn=[spent(2008, 700_000), spent(2009, 700_000)],
    )
    claims = three_years("c", 2_000, 4_000, 8_000)
    health = given_by("DH", "R1", DAY, Initiatives=[sound("c", department="DH", baseline=60_000)], Claims=claims)
    return copy.deepcopy([setup, home, health])


def spent(year: int, amount: int) -> Row:
    """A budget of the Home Office, or its outturn."""
    return {"department": "HO", "year": year, "near_cash": amount}


def counted(posts: float, **changes: Any) -> Row:
    """Posts that the Home Office does away with."""
    row: Row = {"department": "HO", "measure": "reduction_gross", "as_at": DAY, "posts": posts, "programme": "csr07"}
    return row | changes


Change = tuple[str, str, int | None, Row]
"""Return, sheet, which of its rows (None: one more), and what it says instead."""


def changed(*changes: Change, base: list[Batch] | None = None) -> list[Batch]:
    """The clean ledger with some cells changed, or rows added."""
    batches = clean() if base is None else copy.deepcopy(base)
    by_name = {batch["name"]: batch for batch in batches}
    for name, sheet, index, values in changes:
        rows = by_name[f"{name}/R1" if name != ALL else "ALL/set-up"]["rows"].setdefault(sheet, [])
        if index is None:
            rows.append(dict(values))
        else:
            rows[index] |= values
    return batches


def bound(check: str, level: str, programme: str = "csr07", day: str = "2008-04-02") -> Batch:
    """A return of the Treasury that says what a check does."""
    row = {"programme": programme, "check": check, "level": level, "why": "Agreed"}
    return given_by(ALL, f"{check}-{level}-{programme}-{day}", day, Binding=[row])


def cell(text: str) -> str:
    """The cell of ``Claims gross 2``: sheet, column and data row."""
    title, column, row = text.split()
    names = [own.name for own in next(sheet for sheet in SHEETS if sheet.title == title).resolved(None)]
    return f"{title}!{get_column_letter(names.index(column) + 1)}{5 + int(row)}"


def found(store: Store, as_at: str | None = None) -> list[Told]:
    """Everything that the checks find, in their order."""
    day = None if as_at is None else dt.date.fromisoformat(as_at)
    return [(own.check, own.level.value, own.cell) for own in checks(store, as_at=day).findings]


def judged(store: Store, year: int, code: str = "csr07", as_at: str = DAY) -> Position:
    """A position with the checks at work."""
    return asked(store, code, year, as_at, None, None, binding)
