"""Every exhibit: refused whole with exactly the right codes and places, or taken in with exactly the right remarks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from spendreview.codes import CODES
from spendreview.errors import Problem, SpendReviewError
from spendreview.ledger.imports import import_returns
from spendreview.ledger.tables import TABLES
from spendreview.store import Store, open_store, verify
from tests.ledger.books import book
from tests.ledger.gallery import EXHIBITS
from tests.ledger.gallery.exhibit import Exhibit, Outcome


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store of one's own."""
    with open_store(tmp_path / "store.db", create=True) as made:
        yield made


def handed_in(exhibit: Exhibit, folder: Path) -> list[Path]:
    """The workbooks of an exhibit, each made in a folder of its own where its name is taken."""
    return [make(folder) for make in exhibit.makes]


def told(problem: Problem, first: str) -> str:
    """A problem as an exhibit names it."""
    place = problem.place
    where = f"{place.sheet or ''}!{place.cell}" if place.cell else place.sheet or ""
    named = f"{problem.code} {where}" if where else problem.code
    return named if place.file == first else f"{place.file}: {named}"


def outcome(store: Store, paths: list[Path]) -> tuple[int, list[str]]:
    """The exit code, and every fault or else every remark."""
    first = paths[0].name
    try:
        done = import_returns(store, paths, "A. Official")
        return 0, [told(problem, first) for own in done for problem in own.findings]
    except SpendReviewError as error:
        return error.exit_code, [told(problem, first) for problem in error.problems]


@pytest.mark.parametrize("exhibit", EXHIBITS, ids=lambda exhibit: exhibit.name)
def test_an_exhibit_is_what_it_is_said_to_be(
    exhibit: Exhibit, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, rows in enumerate(exhibit.before):
        import_returns(store, [book(tmp_path, rows, f"before{number}.xlsx")], "A. Official")
    with store.reading() as reader:
        head = reader.head
    paths = handed_in(exhibit, tmp_path)
    if exhibit.around is not None:
        exhibit.around(monkeypatch)
    code, found = outcome(store, paths)
    assert sorted(found) == sorted(exhibit.problems)
    assert code == exhibit.exit_code
    with store.reading() as reader:
        assert (reader.head == head) or exhibit.outcome is not Outcome.REFUSED
    assert verify(store, TABLES).ok


def test_there_are_exhibits_enough_of_each_kind_and_no_name_stands_twice() -> None:
    names = Counter(exhibit.name for exhibit in EXHIBITS)
    assert [name for name, count in names.items() if count > 1] == []
    outcomes = Counter(exhibit.outcome for exhibit in EXHIBITS)
    assert outcomes[Outcome.REFUSED] >= 300
    assert outcomes[Outcome.WARNED] >= 20
    assert outcomes[Outcome.HARMLESS] >= 20


def test_every_remark_of_the_ledger_has_an_exhibit() -> None:
    provoked = {code for exhibit in EXHIBITS for code in exhibit.codes}
    assert {code for code in CODES if code.startswith("LW")} <= provoked
    asked = {"LG813", "LG814", "LG815", "LG816", "LG818", "LG819", "LG821", "LG824", "LG825"}
    assert {code for code in CODES if code.startswith("LG")} - provoked == asked, (
        "only corrections, rulings and questions are left"
    )
