"""Each of the 28 checks, provoked alone: it finds that and nothing else, and holds what it holds to the £ thousand."""

from __future__ import annotations

import pytest

from spendreview.store import Store
from tests.ledger.conftest import Fresh
from tests.ledger.filing import Filing
from tests.ledger.journal import Batch, Row

from .cases import CASES, Case
from .clean import bound, cell, changed, clean, found, judged

FOUND = [case for case in CASES if case.wheres]
HELD = [case for case in CASES if case.held]
YEARS = (2008, 2009, 2010)


def batches_of(case: Case) -> list[Batch]:
    """The ledger of a case: what comes before goes behind the set-up."""
    setup, *returns = changed(*case.changes)
    return [setup, *case.before, *returns, *case.after]


def claimed(batches: list[Batch], row: int) -> Row:
    """A claim of the Home Office."""
    home = next(own for own in batches if own["name"] == "HO/R1")
    own: Row = home["rows"]["Claims"][row]
    return own


def reported(batches: list[Batch], rows: tuple[int, ...], year: int) -> int:
    """What some claims of the Home Office come to in a year; none has a cost of once."""
    claims = [claimed(batches, row) for row in rows]
    return sum(
        claim["gross"] - (claim["ongoing_cost"] if claim["basis"] == "net" else 0)
        for claim in claims
        if claim["year"] == year
    )


def figures(store: Store, year: int) -> tuple[int, int, dict[str, tuple[int, int, int]]]:
    """What is reported of csr07 in a year, what of it does not count, and what keeps it from counting."""
    own = judged(store, year)
    assert own.figures.reported_k == (own.figures.counting_k or 0) + own.figures.other_improvement_k
    taken = {line.check: (line.claims, line.amount_k, line.alone_k) for line in own.taken}
    return own.figures.reported_k, own.figures.other_improvement_k, taken


def test_the_clean_ledger_is_clean(fresh: Fresh) -> None:
    with fresh() as store:
        Filing(store).file_all(clean())
        assert found(store) == []
        assert [figures(store, year) for year in YEARS] == [(10_000, 0, {}), (18_500, 0, {}), (0, 0, {})]


def test_every_check_is_provoked_and_met_from_inside() -> None:
    every = {f"VFM{number:02}" for number in range(1, 29)}
    assert {case.check for case in FOUND} == every
    without = {"VFM04", "VFM12", "VFM14", "VFM19", "VFM28"}
    assert {case.check for case in CASES if not case.wheres} == every - without


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.check} {case.name}")
def test_it_finds_that_and_nothing_else(fresh_sqlite: Fresh, case: Case) -> None:
    with fresh_sqlite() as store:
        Filing(store).file_all(batches_of(case))
        assert sorted(found(store)) == sorted((case.check, case.level, cell(where)) for where in case.wheres)


@pytest.mark.parametrize("case", HELD, ids=lambda case: f"{case.check} {case.name}")
def test_what_is_held_is_other_improvement_to_the_pound(fresh_sqlite: Fresh, case: Case) -> None:
    """By as much as it was reported at; and it counts again where the check warns or is off."""
    batches = batches_of(case)
    with fresh_sqlite() as store:
        filing = Filing(store).file_all(batches)
        for year in YEARS:
            amount = reported(batches, case.held, year)
            rows = [row for row in case.held if claimed(batches, row)["year"] == year]
            wanted = {case.check: (len(rows), amount, amount)} if rows else {}
            assert figures(store, year)[1:] == (amount, wanted), year
        for level in ("W", "off"):
            filing.file(bound(case.check, level, day=f"2008-04-0{2 + (level == 'off')}"))
            assert [figures(store, year)[1:] for year in YEARS] == [(0, {})] * 3
            assert {own for _, own, _ in found(store)} == ({"W"} if level == "W" else set())


def test_cases_on_either_database_say_the_same(fresh_postgres: Fresh) -> None:
    """One of each check: the conditions are the same SQL for both."""
    first = {case.check: case for case in reversed(FOUND)}
    for case in first.values():
        with fresh_postgres() as store:
            Filing(store).file_all(batches_of(case))
            wanted = sorted((case.check, case.level, cell(where)) for where in case.wheres)
            assert sorted(found(store)) == wanted, case.name
