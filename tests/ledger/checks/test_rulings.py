"""What a ruling changes, from which day on, and what it leaves to the rule."""

from __future__ import annotations

import pytest

from spendreview.ledger.checks.resolve import resolve
from spendreview.ledger.words import Ruling
from spendreview.store import Store
from tests.ledger.conftest import Fresh
from tests.ledger.filing import Filing
from tests.ledger.journal import ALL, Batch, Row
from tests.ledger.small import given_by, programme, withdrawn

from .cases import ruled, since
from .clean import judged, shown, sound

EARLY, THEN, LATE = "2009-03-31", "2009-09-30", "2010-06-30"
SETUP = given_by(ALL, "set-up", "2008-04-01", Programmes=[programme(min_years=2)])


def claimed(row: Row, day: str, gross: int, number: int = 1) -> Batch:
    """A return with an initiative and its claim of 2008-09."""
    claim = shown(row["initiative"], 2008, gross, months=6)
    name = f"{row['initiative']}-{number}"
    return given_by(row["department"], name, day, Initiatives=[row], Claims=[claim])


A, B = sound("A", contract="K"), sound("B", contract="K", department="DH")
CLAIMED = [SETUP, claimed(A, EARLY, 1_000), claimed(B, THEN, 800), claimed(A, LATE, 1_000, 2)]
"""A claims first and says it again later; B claims in between."""


def counting(store: Store, as_at: str = LATE) -> int | None:
    return judged(store, 2008, as_at=as_at).figures.counting_k


def test_both_rulings_begin_on_the_day_of_the_latest_claim(fresh: Fresh) -> None:
    """Or else both would count at a date on which one had begun and the other had not."""
    with fresh() as store:
        Filing(store).file_all(CLAIMED)
        before = [counting(store, day) for day in (EARLY, THEN, LATE)]
        assert before == [1_000, 1_000, 1_000]
        done = resolve(store, "B", Ruling.COUNTS, "DH runs it", "tester", instead_of="A")
        assert {own.since.isoformat() for own in done} == {LATE}
        assert [counting(store, day) for day in (EARLY, THEN, LATE)] == [1_000, 1_000, 800]


def test_what_was_withdrawn_dates_no_ruling(fresh: Fresh) -> None:
    """A return with a mistyped date, of which nothing is left."""
    mistyped = claimed(A, "2029-09-30", 1_000, 9)
    with fresh() as store:
        Filing(store).file_all(
            [*CLAIMED, mistyped, withdrawn(1, mistyped, "Claims"), withdrawn(2, mistyped, "Initiatives")]
        )
        (done,) = resolve(store, "A", Ruling.HELD_BACK, "DH runs it", "tester")
        assert done.since.isoformat() == LATE
        assert counting(store) == 800


@pytest.mark.parametrize("ruling", ["counts", "held_back", "open"])
def test_procurement_gives_way_only_to_it_that_is_not_ruled_on(ruling: str, fresh: Fresh) -> None:
    """P came first; X is of another strand, and I is of IT."""
    buys, it = sound("P", contract="K", strand="procurement"), sound("I", contract="K", strand="IT")
    other = sound("X", contract="K", department="DH")
    claims = [claimed(buys, EARLY, 1_000), claimed(other, THEN, 300), claimed(it, LATE, 20)]
    with fresh() as store:
        Filing(store).file_all([SETUP, *claims, ruled("I", ruling)])
        assert counting(store) == {"counts": 1_020, "held_back": 1_000, "open": 300}[ruling]


def test_what_is_held_back_gives_way_by_contract_in_the_years_of_it_alone(fresh: Fresh) -> None:
    """In a year in which nobody else claims on the contract it counts; without a contract it never does."""
    alone = given_by("DH", "B-2010", LATE, Claims=[shown("B", 2009, 70)])
    with fresh() as store:
        Filing(store).file_all([*CLAIMED, alone, ruled("B")])
        assert (counting(store), judged(store, 2009).figures.counting_k) == (1_000, 70)
    with fresh() as store:
        Filing(store).file_all([SETUP, claimed(B, THEN, 800), alone, ruled("B")])
        assert (counting(store), judged(store, 2009).figures.counting_k) == (0, 0)


def test_the_treasury_says_who_claimed_first_before_there_was_a_ledger(fresh: Fresh) -> None:
    """And it stays said when a later ruling leaves the two to the rule."""
    with fresh() as store:
        Filing(store).file_all([*CLAIMED, since("B")])
        assert counting(store) == 800
        resolve(store, "B", Ruling.COUNTS, "Another lot", "tester")
        assert counting(store) == 1_800
        resolve(store, "B", Ruling.OPEN, "The same lot", "tester")
        assert counting(store) == 800


def test_of_two_that_are_held_back_neither_counts(fresh: Fresh) -> None:
    with fresh() as store:
        Filing(store).file_all([*CLAIMED, ruled("A"), ruled("B") | {"name": "ALL/more", "return_id": "more"}])
        assert counting(store) == 0


def test_the_latest_day_said_stands_and_never_one_after_a_claim(fresh: Fresh) -> None:
    """A claimed on 31 March 2009, B on 30 September; the first day said of B is put right by the second."""
    days = ["2008-06-30", "2009-04-30", None]
    said = [
        given_by(ALL, f"said-{number}", LATE, Resolutions=[since("B")["rows"]["Resolutions"][0] | {"first_claim": day}])
        for number, day in enumerate(days)
    ]
    late = since("A")["rows"]["Resolutions"][0] | {"first_claim": "2029-01-01"}
    with fresh() as store:
        filing = Filing(store).file_all([*CLAIMED, said[0]])
        assert counting(store) == 800
        filing.file_all([said[1]])
        assert counting(store) == 1_000
        filing.file_all([said[2], given_by(ALL, "late", LATE, Resolutions=[late])])
        assert counting(store) == 1_000
