"""The hash of what a return says: the same for the same rows, in whichever release it was taken in.

A return that is handed in again is known by it, so one that was handed in to an earlier release must keep its own.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from spendreview.errors import Findings
from spendreview.ledger.handed import read_handed
from spendreview.ledger.imports import import_returns
from spendreview.store import Store
from tests.ledger.books import BINDING, RESOLUTION, THEME, book, small_return
from tests.making import Rows

BEFORE_THE_CHECKS = "6542a40c862c1b627240b5c8e69e0dc7f64bfa5fcbf65ae12c1f18a48b721ba7"
"""What the release before the checks made of the return below."""


def earlier_return() -> Rows:
    """The small return as it was then: without the sheets that came with the checks, and with a row in Binding."""
    rows = small_return()
    del rows["Outturn"]
    return rows | {"Binding": [dict(BINDING)]}


def content(folder: Path, rows: Rows) -> str:
    """The hash of a workbook's content."""
    handed = read_handed(book(folder, rows), Findings())
    assert handed is not None
    return handed.content


def test_an_earlier_return_keeps_its_hash(tmp_path: Path) -> None:
    assert content(tmp_path, earlier_return()) == BEFORE_THE_CHECKS


@pytest.mark.parametrize("sheet", ["Outturn", "Themes", "Resolutions"])
def test_a_new_sheet_without_rows_says_nothing(tmp_path: Path, sheet: str) -> None:
    named = {"Outturn": {"department": None, "year": None, "near_cash": None}, "Themes": dict.fromkeys(THEME)}
    empty = named.get(sheet, dict.fromkeys(RESOLUTION))
    assert content(tmp_path, earlier_return() | {sheet: [empty]}) == BEFORE_THE_CHECKS


@pytest.mark.parametrize(
    ("sheet", "row"),
    [
        ("Outturn", {"department": "HO", "year": "2008-09", "near_cash": 8600}),
        ("Themes", THEME),
        ("Resolutions", RESOLUTION),
    ],
)
def test_a_row_in_a_new_sheet_says_something(tmp_path: Path, sheet: str, row: dict[str, object]) -> None:
    assert content(tmp_path, earlier_return() | {sheet: [row]}) != BEFORE_THE_CHECKS


def test_the_order_of_rows_and_columns_says_nothing(tmp_path: Path) -> None:
    rows = {title: [dict(reversed(row.items())) for row in own[::-1]] for title, own in earlier_return().items()}
    assert content(tmp_path, rows) == BEFORE_THE_CHECKS


def test_an_earlier_return_may_come_again(empty: Store, tmp_path: Path) -> None:
    """In whatever release: what is in already is known by its hash, and its name is not refused."""
    path = book(tmp_path, earlier_return())
    first, again = (import_returns(empty, [path], "A. Official")[0] for _ in range(2))
    assert (first.already_imported, again.already_imported, again.head) == (False, True, first.head)
