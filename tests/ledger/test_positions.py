"""What must hold of every position, whatever was handed in and in whatever order."""

from __future__ import annotations

import itertools
from collections import Counter
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spendreview.ledger.figures import rating
from spendreview.ledger.records import Figures, Split
from spendreview.store import Store

from .conftest import Fresh
from .filing import Filing
from .holding import QUIET, YEARS, all_of, asked
from .journal import ALL, Batch
from .making import DAYS, ledgers
from .small import SETUP, claim, given_by, initiative, mended, programme, withdrawn

ADDED_UP = ("reported_k", "other_improvement_k", "not_testable_k", "forecast_k", "one_off_to_date_k")


def reported(store: Store, year: int = 2008, as_at: str = DAYS[-1], code: str | None = "csr07") -> int:
    """What is reported of a programme in a year."""
    return asked(store, code, year, as_at, None, None).figures.reported_k


# ---- one claim, said several times


def test_a_claim_superseded_ten_times_counts_once(fresh: Fresh) -> None:
    days = [f"2009-{month:02}-28" for month in range(1, 12)]
    returns = [given_by("HO", f"R{n}", day, Claims=[claim(gross=1000 + 100 * n)]) for n, day in enumerate(days)]
    orders = [returns, returns[::-1], returns[5:] + returns[:5], returns[1::2] + returns[::2]]
    for order in orders:
        with fresh() as store:
            Filing(store).file_all([SETUP, *order])
            assert reported(store) == 2000
            assert [reported(store, as_at=day) for day in days] == [1000 + 100 * n for n in range(11)]
            assert reported(store, as_at="2009-01-27") == 0


def test_a_forecast_never_counts_and_never_supersedes(fresh: Fresh) -> None:
    actual = given_by("HO", "R1", "2009-03-31", Claims=[claim(gross=700)])
    ahead = [claim(gross=9000, forecast=True), claim(year=2009, gross=8000, forecast=True)]
    later = given_by("HO", "R2", "2009-06-30", Claims=[*ahead, claim(year=2010, gross=5000, forecast=True)])
    with fresh() as store:
        Filing(store).file_all([SETUP, actual, later])
        assert [reported(store, year) for year in YEARS] == [700, 0, 0]
        found = asked(store, "csr07", 2008, DAYS[-1], "initiative", None)
        assert (found.figures.forecast_k, found.groups[0].forecast_k) == (5000, 5000)


def test_of_two_returns_of_one_day_the_greater_name_stands(fresh: Fresh) -> None:
    first = given_by("HO", "Q4", "2009-03-31", Claims=[claim(gross=100)])
    second = given_by("HO", "Q4-final", "2009-03-31", Claims=[claim(gross=200)])
    treasury = given_by(ALL, "zz", "2009-03-31", Claims=[claim(gross=300)])
    for order in itertools.permutations((first, second, treasury)):
        with fresh() as store:
            Filing(store).file_all([SETUP, *order])
            assert reported(store) == 200


def test_what_is_withdrawn_lets_what_stood_before_stand_again(fresh: Fresh) -> None:
    first = given_by("HO", "R1", "2009-03-31", Claims=[claim(gross=100)])
    second = given_by("HO", "R2", "2009-06-30", Claims=[claim(gross=200)])
    with fresh() as store:
        filing = Filing(store).file_all([SETUP, first, second])
        figures = [reported(store)]
        for number, batch in enumerate(
            (mended(1, second, "Claims", gross=250), mended(2, second, "Claims", gross=260))
        ):
            filing.file(batch | {"name": f"mend {number}"})
            figures.append(reported(store))
        filing.file(withdrawn(3, second, "Claims"))
        figures.append(reported(store))
        filing.file(withdrawn(4, first, "Claims"))
        figures.append(reported(store))
        assert figures == [200, 250, 260, 100, 0]
        times = filing.times[2:]
        known = [asked(store, "csr07", 2008, DAYS[-1], None, time).figures.reported_k for time in times]
        assert known == figures


# ---- programmes within programmes


CSR07 = given_by(ALL, "csr07", "2008-04-01", Programmes=[programme()])
OEP = given_by(ALL, "oep", "2009-04-30", Programmes=[programme("oep", within="csr07", within_amount=6_000_000)])
STRANDS = given_by(
    ALL,
    "oep strands",
    "2009-05-01",
    Initiatives=[
        initiative(f"oep-{strand}", programme="oep", department=ALL, strand=strand, level="aggregate")
        for strand in ("IT", "back office", "property")
    ],
    Claims=[claim(f"oep-{s}", 2010, k) for s, k in (("IT", 3_200_000), ("back office", 4_000_000), ("property", 1))],
)
TOTAL = given_by(
    ALL,
    "csr07 total",
    "2010-03-31",
    Initiatives=[initiative("csr07-all", department=ALL, level="aggregate")],
    Claims=[claim("csr07-all", 2010, 35_000_000)],
)
OWN = given_by(ALL, "csr07 own", "2010-02-01", Initiatives=[initiative("own")], Claims=[claim("own", 2010, 544_000)])


@pytest.mark.parametrize(
    ("brought", "wanted", "within"),
    [
        ((OEP, STRANDS), 6_000_000, 6_000_000),
        ((OEP, STRANDS, OWN), 6_544_000, 6_000_000),
        ((OEP, STRANDS, TOTAL), 35_000_000, 6_000_000),
        ((OEP, STRANDS, TOTAL, OWN), 35_544_000, 6_000_000),
    ],
    ids=["strands alone", "beside an initiative", "within the total", "within the total and an initiative"],
)
def test_oep_within_csr07_is_never_counted_twice(
    fresh_sqlite: Fresh, brought: tuple[Batch, ...], wanted: int, within: int
) -> None:
    said = set()
    for order in itertools.permutations(brought):
        if order.index(OEP) > order.index(STRANDS):
            continue
        with fresh_sqlite() as store:
            Filing(store).file_all([CSR07, *order])
            figures = asked(store, "csr07", 2010, DAYS[-1], None, None).figures
            said.add((figures.reported_k, figures.within_k))
            assert reported(store, 2010, code="oep") == 7_200_001
            assert reported(store, 2010, code=None) == wanted
    assert said == {(wanted, within)}


# ---- sums, and the past


def test_every_split_adds_up(fresh_sqlite: Fresh) -> None:
    said = Counter[str]()

    @settings(max_examples=40, **QUIET)
    @given(batches=ledgers(), chosen=st.data())
    def holds(batches: list[Batch], chosen: st.DataObject) -> None:
        with fresh_sqlite() as store:
            filing = Filing(store).file_all(batches)
            claims = sorted(place for place in filing.every if place[1] == "Claims")
            held = chosen.draw(st.sets(st.sampled_from(claims)) if claims else st.just(set()))
            judge = filing.judge(dict.fromkeys(held, 1))
            totals: dict[tuple[str, int], set[Any]] = {}
            for code, year, by, figures, groups, *_ in all_of(store, DAYS[-1], None, (2009, 2010), tuple(Split), judge):
                totals.setdefault((code, year), set()).add(figures)
                said.update(parts_of(figures))
                counts = [own.counting_k or 0 for own in (figures, *groups)]
                assert figures.reported_k == counts[0] + figures.other_improvement_k + figures.not_testable_k
                assert counts[0] == sum(counts[1:]), (code, year, by)
                for name in ADDED_UP:
                    parts = [getattr(group, name) for group in groups if getattr(group, name) is not None]
                    assert (getattr(figures, name) or 0) == sum(parts), (code, year, by, name)
            assert all(len(found) == 1 for found in totals.values()), "the total rests on how it is split"

    holds()
    assert min(said[name] for name in ("counting", "other improvement", "not testable", "below zero")) >= 10, said


def parts_of(figures: Figures) -> list[str]:
    """What a total is made of."""
    found = {
        "counting": figures.counting_k,
        "other improvement": figures.other_improvement_k,
        "not testable": figures.not_testable_k,
        "below zero": figures.reported_k < 0,
    }
    return [name for name, amount in found.items() if amount]


def test_every_past_position_comes_back(fresh_sqlite: Fresh) -> None:
    @settings(max_examples=20, **QUIET)
    @given(batches=ledgers(), day=st.sampled_from(DAYS))
    def holds(batches: list[Batch], day: str) -> None:
        with fresh_sqlite() as store:
            filing, past = Filing(store), []
            for batch in batches:
                filing.file(batch)
                past.append([all_of(store, as_at, years=(2009,)) for as_at in (day, DAYS[-1])])
            for time, before in zip(filing.times, past, strict=True):
                again = [all_of(store, as_at, time, years=(2009,)) for as_at in (day, DAYS[-1])]
                assert [[one for one in some if one[3]] for some in again] == before

    holds()


def test_a_forecast_to_an_outer_programmes_end_takes_only_what_falls_there(fresh: Fresh) -> None:
    inner = programme("oep", within="csr07", final_year=2012, one_off_cost="annualise")
    setup = given_by(
        ALL, "set-up", "2008-04-01", Programmes=[programme(), inner], Initiatives=[initiative("o", programme="oep")]
    )
    ahead = given_by("HO", "R1", "2009-03-31", Claims=[claim("o", 2010, 1000, one_off_cost=100, forecast=True)])
    with fresh() as store:
        Filing(store).file_all([setup, ahead])
        figures = asked(store, "csr07", 2010, DAYS[-1], None, None).figures
        assert (figures.reported_k, figures.forecast_k) == (0, 1000 - 34)


def test_costs_of_a_year_after_the_end_are_charged_in_it(fresh: Fresh) -> None:
    inner = programme("oep", within="csr07", final_year=2009, one_off_cost="annualise")
    setup = given_by(
        ALL, "set-up", "2008-04-01", Programmes=[programme(), inner], Initiatives=[initiative("o", programme="oep")]
    )
    late = given_by("HO", "R1", "2011-03-31", Claims=[claim("o", 2010, 1000, one_off_cost=100)])
    with fresh() as store:
        Filing(store).file_all([setup, late])
        assert reported(store, 2010) == 900


def test_a_total_of_another_year_contains_nothing(fresh: Fresh) -> None:
    """Neither a forecast of the outer total, nor the cost that is spread of last year's, keeps out what is claimed."""
    outer = [programme(one_off_cost="annualise"), programme("oep", within="csr07")]
    own = [initiative("all", department=ALL, level="aggregate", recurring=False), initiative("o", programme="oep")]
    setup = given_by(ALL, "set-up", "2008-04-01", Programmes=outer, Initiatives=own)
    totals = [claim("all", 2008, 5000, one_off_cost=90), claim("all", 2010, 9000, forecast=True)]
    claims = [claim("o", 2008, 70), claim("o", 2009, 80), claim("o", 2010, 85)]
    with fresh() as store:
        Filing(store).file_all([setup, given_by(ALL, "R1", "2010-03-31", Claims=[*totals, *claims])])
        assert [reported(store, year) for year in YEARS] == [5000 - 30, 80 - 30, 85 - 30]


@pytest.mark.parametrize(
    ("counting", "status"),
    [(1000, "green"), (999, "amber_green"), (900, "amber_green"), (899, "amber_red"), (750, "amber_red"), (749, "red")],
)
def test_the_status_changes_at_its_borders(counting: int, status: str) -> None:
    """Random ledgers seldom meet a border: here each is met from both sides."""
    assert rating(Fraction(counting, 1000)) == status
