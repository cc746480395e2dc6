"""Ledgers to test on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from spendreview.ledger.imports import import_returns
from spendreview.store import Store, open_store
from tests.ledger.books import book, small_report


@pytest.fixture
def empty(store_url: str) -> Iterator[Store]:
    """A store without entries, in either database."""
    with open_store(store_url, create=True) as store:
        yield store


@pytest.fixture
def ledger(empty: Store, tmp_path: Path) -> Store:
    """The small return as entries 1 to 15, and an auditor's report on its first initiative as 16 and 17."""
    import_returns(empty, [book(tmp_path), book(tmp_path, small_report(), "nao.xlsx")], "A. Official")
    return empty
