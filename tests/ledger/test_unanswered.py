"""Questions that the ledger has no answer to are refused in plain words, and end nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from spendreview.errors import LedgerError
from spendreview.ledger.position import compare, position
from spendreview.store import Store
from spendreview.terms import Year


def test_a_programme_that_is_not_there_gets_the_nearest_one(ledger: Store) -> None:
    for ask in (lambda: position(ledger, "csr7"), lambda: compare(ledger, ["oep", "csr7"])):
        with pytest.raises(LedgerError) as caught:
            ask()
        [problem] = caught.value.problems
        assert (problem.code, problem.wanted) == ("LG818", "'csr07'?")


def test_an_empty_ledger_has_no_programme(empty: Store) -> None:
    for programme in (None, "csr07"):
        with pytest.raises(LedgerError, match="LG818"):
            position(empty, programme)


def test_nothing_was_known_before_the_first_import(ledger: Store) -> None:
    with pytest.raises(LedgerError, match="LG818"):
        position(ledger, "csr07", known_at=dt.date(2009, 3, 31))


def test_a_year_after_the_final_one(ledger: Store) -> None:
    with pytest.raises(LedgerError) as caught:
        position(ledger, "csr07", year=Year(2011))
    [problem] = caught.value.problems
    assert (problem.code, problem.wanted) == ("LG819", "a year up to 2010-11")
