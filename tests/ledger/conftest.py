"""Ledgers to test on: one with a small return in it, and empty ones, as many as are asked for.

The empty ones are copies of one that was made once, in SQLite, or clones of it in PostgreSQL.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from spendreview.ledger.imports import import_returns
from spendreview.store import Store, open_store
from tests.ledger.books import book, small_report
from tests.postgres import OWNER, Cluster

Fresh = Callable[[], AbstractContextManager[Store]]


@pytest.fixture
def fresh_sqlite(tmp_path: Path) -> Fresh:
    """Gives an empty SQLite store each time it is called."""
    blank, numbers = tmp_path / "blank.db", itertools.count()
    open_store(blank, create=True).close()

    @contextmanager
    def make() -> Iterator[Store]:
        path = tmp_path / f"ledger-{next(numbers)}.db"
        shutil.copy(blank, path)
        with open_store(path) as store:
            yield store
        path.unlink()

    return make


@pytest.fixture
def fresh_postgres(cluster: Cluster) -> Iterator[Fresh]:
    """Gives an empty PostgreSQL store each time it is called."""
    numbers = itertools.count()
    with cluster.database() as blank:
        open_store(cluster.url(blank), create=True).close()

        @contextmanager
        def make() -> Iterator[Store]:
            name = f"{blank}_{next(numbers)}"
            cluster.execute(f"CREATE DATABASE {name} TEMPLATE {blank} OWNER {OWNER}")
            try:
                with open_store(cluster.url(name)) as store:
                    yield store
            finally:
                cluster.execute(f"DROP DATABASE {name} WITH (FORCE)")

        yield make


@pytest.fixture(params=["sqlite", "postgres"])
def fresh(request: pytest.FixtureRequest) -> Fresh:
    """Gives an empty store of each kind: what asks for it runs on both."""
    made: Fresh = request.getfixturevalue(f"fresh_{request.param}")
    return made


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
