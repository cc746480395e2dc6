"""Stores to test on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from spendreview.store import Store, open_store
from tests.store.making import append


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """A new store without entries."""
    with open_store(store_url, create=True) as made:
        yield made


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with two batches that have rows in every table."""
    append(store, "first")
    append(store, "second")
    return store
