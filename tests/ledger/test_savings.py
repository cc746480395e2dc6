"""What counts less what was taken out of DEL: a shortfall whole, over-delivery by its share, and never twice."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from spendreview.ledger.savings import SavingLine, savings
from spendreview.terms import Control

from .checks.clean import shown, sound
from .conftest import Fresh
from .filing import Filing
from .journal import ALL, Batch, Row
from .small import given_by, programme

DAY = "2010-06-30"
"""2008-09 and 2009-10 are over, 2010-11 is not."""


def netted(year: int, amount: int, **changes: object) -> Row:
    """A saving of the Home Office that was taken out of its RDEL."""
    row: Row = {"department": "HO", "control": "RDEL", "year": year, "amount": amount, "programme": "csr07"}
    return row | changes


def ledger(*taken: Row, initiatives: list[Row] | None = None, claims: list[Row] | None = None) -> list[Batch]:
    """£10m counts in 2008-09 and £12m in 2009-10, with £6m more that no owner stands for."""
    rows = initiatives or [sound("a"), sound("b", owner=None)]
    claimed = claims or [shown("a", 2008, 10_000, months=6), shown("a", 2009, 12_000), shown("b", 2009, 6_000)]
    setup = given_by(ALL, "set-up", "2008-04-01", Programmes=[programme()], Prenetted=list(taken))
    return [setup, given_by("HO", "R1", DAY, Initiatives=rows, Claims=claimed)]


def lines(fresh: Fresh, batches: list[Batch], recycle: str = "1", as_at: str = DAY) -> list[SavingLine]:
    with fresh() as store:
        Filing(store).file_all(batches)
        return list(savings(store, recycle=Fraction(recycle), as_at=dt.date.fromisoformat(as_at)).lines)


def remarks(fresh: Fresh, batches: list[Batch], as_at: str = DAY) -> list[str]:
    with fresh() as store:
        Filing(store).file_all(batches)
        return list(savings(store, as_at=dt.date.fromisoformat(as_at)).remarks)


def test_a_shortfall_is_whole_and_over_delivery_is_shared(fresh: Fresh) -> None:
    found = lines(fresh, ledger(netted(2008, 4_001), netted(2009, 15_000)), recycle="0.5")
    assert [(own.counting_k, own.netted_k, own.difference_k, own.offered_k) for own in found] == [
        (10_000, 4_001, 5_999, 2_999),
        (12_000, 15_000, -3_000, -3_000),
    ]
    assert all(own.over for own in found)


def test_entries_are_those_that_count_and_those_taken_out(fresh: Fresh) -> None:
    with fresh() as store:
        Filing(store).file_all(ledger(netted(2009, 15_000)))
        [line] = savings(store).lines
        with store.reading() as reader:
            claims = reader.rows("SELECT entry, initiative, year FROM vfm_claims ORDER BY entry")
            taken = [entry for (entry,) in reader.rows("SELECT entry FROM vfm_prenetted")]
    named = {entry: (initiative, year) for entry, initiative, year in claims}
    assert [named[entry] for entry in line.claims] == [("a", 2009)]
    assert list(line.netted) == taken


def test_a_year_that_is_not_over_has_what_counts_if_it_goes_on(fresh: Fresh) -> None:
    batches = ledger(netted(2010, 30_000), claims=[shown("a", 2009, 8_000, months=6), shown("b", 2009, 6_000)])
    [line] = lines(fresh, batches)
    assert (line.over, line.counting_k) == (False, 16_000)
    once = ledger(netted(2010, 30_000), initiatives=[sound("a", recurring=False)], claims=[shown("a", 2009, 8_000)])
    assert [own.counting_k for own in lines(fresh, once)] == [0]


def test_nothing_claimed_in_a_year_that_is_over_is_a_shortfall_and_before_it_no_rule(fresh: Fresh) -> None:
    batches = ledger(netted(2009, 5_000), claims=[shown("a", 2008, 4_000, months=6)])
    assert [own.offered_k for own in lines(fresh, batches)] == [-5_000]
    early = [batches[0], given_by("HO", "R1", DAY, Initiatives=[sound("a")])]
    assert not lines(fresh, early, as_at="2010-01-31")
    assert "nothing is claimed yet" in remarks(fresh, early, as_at="2010-01-31")[0]


def test_costs_that_are_spread_come_off_each_year(fresh: Fresh) -> None:
    claims = [shown("a", 2008, 10_000, one_off_cost=3_000, months=6), shown("a", 2009, 12_000)]
    batches = ledger(netted(2008, 1_000), netted(2009, 1_000), claims=claims)
    batches[0]["rows"]["Programmes"] = [programme(one_off_cost="annualise")]
    assert [own.counting_k for own in lines(fresh, batches)] == [9_000, 11_000]


def test_what_frees_no_cash_pays_for_nothing(fresh: Fresh) -> None:
    """Under Gershon it counts, and is still no money."""
    rows = [sound("a", programme="gershon", cash_releasing=False, baseline_year=2007)]
    own = programme("gershon")
    setup = given_by(
        ALL, "set-up", "2008-04-01", Programmes=[own], Prenetted=[netted(2009, 5_000, programme="gershon")]
    )
    [line] = lines(fresh, [setup, given_by("HO", "R1", DAY, Initiatives=rows, Claims=[shown("a", 2009, 9_000)])])
    assert (line.counting_k, line.offered_k) == (0, -5_000)


def test_controls_take_their_own_kinds_of_saving(fresh: Fresh) -> None:
    rows = [sound("a"), sound("k", saving_type="capital"), sound("n", saving_type="non_cash")]
    rows = [row | {"programme": "gershon", "baseline_year": 2007} for row in rows]
    claims = [shown("a", 2009, 9_000), shown("k", 2009, 500), shown("n", 2009, 70)]
    taken = [
        netted(2009, 0, programme=None, control=own) for own in ("RDEL", "CDEL", "NEAR_CASH", "DEPRECIATION", "ADMIN")
    ]
    free = [{"programme": "gershon", "check": check, "level": "off", "why": "x"} for check in ("VFM14", "VFM19")]
    setup = given_by(ALL, "set-up", "2008-04-01", Programmes=[programme("gershon")], Prenetted=taken, Binding=free)
    batches = [setup, given_by("HO", "R1", DAY, Initiatives=rows, Claims=claims)]
    found = {own.control: own.counting_k for own in lines(fresh, batches)}
    assert found == {Control.RDEL: 9_070, Control.CDEL: 500, Control.NEAR_CASH: 9_000, Control.DEPRECIATION: 70}
    assert remarks(fresh, batches) == [
        "HO, ADMIN, 2009-10: claims do not say whether they are of ADMIN, and no rule is made."
    ]


def test_published_totals_make_no_rule(fresh: Fresh) -> None:
    total = {"level": "aggregate"}
    batches = ledger(netted(2009, 5_000), initiatives=[sound("a") | total], claims=[shown("a", 2009, 9_000)])
    assert not lines(fresh, batches)
    assert "published totals cannot be tested" in remarks(fresh, batches)[0]


def test_a_saving_of_an_inner_programme_is_there_once(fresh: Fresh) -> None:
    rows = [sound("a"), sound("o", programme="oep", strand="IT")]
    claims = [shown("a", 2009, 9_000), shown("o", 2009, 2_000)]
    batches = ledger(netted(2009, 5_000), netted(2009, 1_000, programme="oep"), initiatives=rows, claims=claims)
    batches[0]["rows"]["Programmes"] = [programme(), programme("oep", within="csr07")]
    [line] = lines(fresh, batches)
    assert (line.counting_k, line.netted_k, line.offered_k) == (11_000, 6_000, 5_000)


def test_over_delivery_that_was_recycled_is_not_offered_again(fresh: Fresh) -> None:
    """What a settlement has counted on is taken out: it is entered so, and a slip of it is a shortfall."""
    batches = ledger(netted(2009, 5_000))
    [first] = lines(fresh, batches)
    recycled = given_by(ALL, "settled", DAY, Prenetted=[netted(2009, first.netted_k + first.offered_k)])
    assert [own.offered_k for own in lines(fresh, [*batches, recycled])] == [0]
    slipped = given_by("HO", "R2", "2010-07-31", Claims=[shown("a", 2009, 11_000)])
    assert [own.offered_k for own in lines(fresh, [*batches, recycled, slipped], as_at="2010-07-31")] == [-1_000]


def test_a_programme_for_which_nothing_was_taken_out_pays_for_no_other(fresh: Fresh) -> None:
    rows = [sound("a"), sound("s", programme="sr2010", strand="new")]
    claims = [shown("a", 2009, 3_000), shown("s", 2009, 50_000)]
    batches = ledger(netted(2009, 5_000), initiatives=rows, claims=claims)
    batches[0]["rows"]["Programmes"] = [programme(), programme("sr2010")]
    assert [own.offered_k for own in lines(fresh, batches)] == [-2_000]


def test_programmes_of_one_limit_are_held_together_and_that_is_said(fresh: Fresh) -> None:
    """What csr07 misses gershon covers: the limit is of both."""
    both = [netted(2009, 5_000), netted(2009, 3_000, programme="gershon")]
    rows = [sound("a"), sound("g", programme="gershon", strand="IT", baseline=90_000)]
    claims = [shown("a", 2009, 4_000), shown("g", 2009, 4_500)]
    own = programme("gershon", min_years=2)
    setup = given_by(ALL, "set-up", "2008-04-01", Programmes=[programme(min_years=2), own], Prenetted=both)
    batches = [setup, given_by("HO", "R1", DAY, Initiatives=rows, Claims=claims)]
    [line] = lines(fresh, batches)
    assert (line.counting_k, line.netted_k, line.offered_k) == (8_500, 8_000, 500)
    assert remarks(fresh, batches) == [
        "HO, RDEL, 2009-10: taken out for csr07 and gershon together; what one saves beyond its part covers what"
        " another misses."
    ]
