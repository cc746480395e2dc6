"""Spoilt workbooks: each is taken in whole, or refused with a code and a place, and then nothing of it is in."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spendreview.errors import SpendReviewError
from spendreview.ledger.history import history
from spendreview.ledger.imports import import_returns
from spendreview.ledger.position import position
from spendreview.ledger.tables import TABLES
from spendreview.store import Store, open_store, verify
from tests.gallery import mutations
from tests.gallery.mutations import Mutation
from tests.ledger.books import book, small_report, small_return

NUMBERS = st.integers(0, 2**20)
OWN = settings(
    deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@cache
def good(report: bool = False) -> bytes:
    """The small return, or the auditor's report, with a control total so that it must be kept too."""
    with tempfile.TemporaryDirectory() as folder:
        return book(Path(folder), small_report() if report else small_return(control_total=13.5)).read_bytes()


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[bool, Path]]:
    """Stores to copy: one without entries for returns, one with the small return for reports."""
    folder = tmp_path_factory.mktemp("before")
    for name, files in (("empty.db", []), ("one.db", [book(folder)])):
        with open_store(folder / name, create=True) as store:
            import_returns(store, files, "A. Official")
    return {False: folder / "empty.db", True: folder / "one.db"}


def judge(content: bytes, before: Path, folder: Path) -> bool:
    """Hand the file in: whether it was taken, and in the end nothing or all of it is there."""
    path = folder / "ho.xlsx"
    path.write_bytes(content)
    shutil.copy(before, folder / "store.db")
    with open_store(folder / "store.db") as store:
        with store.reading() as reader:
            head = reader.head
        taken = _taken(store, path)
        with store.reading() as reader:
            assert (reader.head != head) == taken
        if taken:
            _ask_everything(store)
    return taken


def _taken(store: Store, path: Path) -> bool:
    try:
        import_returns(store, [path], "A. Official")
        return True
    except SpendReviewError as error:
        for fault in error.problems:
            assert fault.place.file == "ho.xlsx"
            assert fault.code
            assert fault.found
        return False


def _ask_everything(store: Store) -> None:
    """Whatever was taken in can be asked for, and the chain holds."""
    assert verify(store, TABLES).ok
    with store.reading() as reader:
        codes = [code for (code,) in reader.rows("SELECT DISTINCT initiative FROM vfm_claims")]
        programmes = [code for (code,) in reader.rows("SELECT programme FROM vfm_programmes")]
    for code in codes:
        assert history(store, code)
    for programme in programmes:
        figures = position(store, programme, by="department").figures
        counted = (figures.counting_k or 0) + figures.other_improvement_k + figures.not_testable_k
        assert figures.reported_k == counted


def test_the_good_workbooks_are_good(before: dict[bool, Path], tmp_path: Path) -> None:
    assert judge(good(), before[False], tmp_path)
    assert judge(good(report=True), before[True], tmp_path)


@pytest.mark.parametrize(
    ("kinds", "count", "report"),
    [
        (mutations.CELL_MUTATIONS, 150, False),
        (mutations.ROW_MUTATIONS, 60, False),
        (mutations.PART_MUTATIONS, 40, False),
        (mutations.CELL_MUTATIONS, 50, True),
    ],
    ids=["cells", "rows", "parts", "cells of a report"],
)
def test_no_spoilt_workbook_breaks_the_ledger(
    kinds: tuple[Mutation, ...], count: int, report: bool, before: dict[bool, Path], tmp_path: Path
) -> None:
    outcomes = set()

    @settings(OWN, max_examples=count)
    @given(st.lists(st.tuples(st.sampled_from(kinds), NUMBERS, NUMBERS), min_size=1, max_size=2))
    def spoil(steps: list[tuple[Mutation, int, int]]) -> None:
        parts = mutations.unpacked(good(report))
        for mutate, place, payload in steps:
            mutate(parts, place, payload)
        outcomes.add(judge(mutations.packed(parts), before[report], tmp_path))

    spoil()
    assert outcomes == {True, False}


def test_no_spoilt_byte_breaks_the_ledger(before: dict[bool, Path], tmp_path: Path) -> None:
    outcomes = set()

    @settings(OWN, max_examples=40)
    @given(place=NUMBERS, payload=NUMBERS)
    def spoil(place: int, payload: int) -> None:
        outcomes.add(judge(mutations.spoilt_bytes(good(), place, payload), before[False], tmp_path))

    spoil()
    assert outcomes == {True, False}
