"""What a return is held to: what stands at any date, what came in together with it, and what was said since."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from spendreview.errors import Findings, LedgerError, Place
from spendreview.ledger import imports
from spendreview.ledger.imports import check_all, file_all
from spendreview.ledger.tables import TABLES as LEDGER
from spendreview.store import verify

from .conftest import Fresh
from .filing import BY, Filing, checked, filed, reading, refusals
from .holding import all_of
from .journal import ALL, Batch
from .making import DAYS
from .small import SETUP, claim, given_by, initiative, mended, programme, withdrawn

# ---- circles of programmes


def outer(code: str, around: str | None, as_at: str) -> Batch:
    """A return that says in which programme another lies from a date on."""
    return given_by(ALL, f"{code} in {around} {as_at}", as_at, Programmes=[programme(code, within=around)])


def test_a_circle_at_a_past_date_is_refused(fresh: Fresh) -> None:
    """What stands now is no circle; as at 2008, before oep is known to have stood outside, it would be one."""
    with fresh() as store:
        filing = Filing(store).file_all([SETUP, outer("oep", "csr07", "2008-06-30"), outer("oep", None, "2009-06-30")])
        assert refusals(filing, outer("csr07", "oep", "2008-09-30")) == ["LG809"]
        filing.file(outer("csr07", "oep", "2009-09-30"))
        assert refusals(filing, outer("oep", "csr07", "2010-06-30")) == ["LG809"]
        for day in DAYS:
            all_of(store, day)


def test_returns_of_one_day_make_a_circle_only_where_a_position_sees_one(fresh: Fresh) -> None:
    """At the end of the day oep stands outside; on earlier dates whatever was said first stands."""
    day = "2009-01-01"
    inside, around = outer("oep", "csr07", day), outer("csr07", "oep", day)
    outside = outer("oep", None, day) | {"return_id": "z"}
    with fresh() as store:
        filing = Filing(store).file_all([TWO, inside, outside, around])
        for when in (*DAYS, "2008-01-01", day):
            all_of(store, when)
        assert refusals(filing, outer("oep", "csr07", "2010-01-01")) == ["LG809"]
    with fresh() as store:
        first = given_by(ALL, "set-up", "2008-04-01", Programmes=[programme("pvp")])
        filing = Filing(store).file_all([first])
        both = inside | {"rows": {"Programmes": [programme("oep", within="csr07"), programme(within="pvp")]}}
        filing.file_all([both, outside])
        early = outer("csr07", "oep", "2008-12-31") | {"return_id": "early"}
        assert refusals(filing, early) == ["LG809"]
        for when in (*DAYS, "2008-01-01", day):
            all_of(store, when)


def test_a_definition_whose_withdrawal_closes_a_circle_stays(fresh: Fresh) -> None:
    out = outer("oep", None, "2009-06-30")
    with fresh() as store:
        filing = Filing(store).file_all([SETUP, outer("oep", "csr07", "2008-06-30"), out])
        filing.file(outer("csr07", "oep", "2009-09-30"))
        for change in (withdrawn(1, out, "Programmes"), mended(1, out, "Programmes", within="csr07")):
            with pytest.raises(LedgerError) as refused:
                filing.file(change)
            assert [problem.code for problem in refused.value.problems] == ["LG809"]


def test_of_two_processes_that_close_a_circle_the_second_is_refused(fresh: Fresh) -> None:
    """Both are checked before either is filed."""
    with fresh() as store:
        filing = Filing(store).file_all([SETUP, outer("oep", None, "2008-06-30")])
        read = [reading(outer("oep", "csr07", "2009-03-31")), reading(outer("csr07", "oep", "2009-03-31"))]
        for own in read:
            check_all(store, [own])
        file_all(store, read[:1], BY)
        with pytest.raises(LedgerError, match="LG809"):
            file_all(store, read[1:], BY)
        with store.reading() as reader:
            assert reader.head.entry == filing.heads[-1].entry + 3
        all_of(store, DAYS[-1])


@pytest.mark.parametrize("inwards", [True, False])
def test_programmes_lie_within_each_other_twenty_deep_and_no_deeper(fresh_sqlite: Fresh, inwards: bool) -> None:
    """Whether they are added at the inner end or at the outer one."""
    all_outside = given_by(ALL, "all", "2008-04-01", Programmes=[programme(f"p{n}") for n in range(22)])
    chain = [outer(f"p{n}", f"p{n + 1}", "2008-06-01") for n in range(21)]
    *twenty, last = chain[::-1] if inwards else chain
    with fresh_sqlite() as store:
        filing = Filing(store).file_all([all_outside, *twenty])
        all_of(store, DAYS[-1], years=(2008,))
        assert refusals(filing, last) == ["LG809"]
    with fresh_sqlite() as store:
        many = [programme(f"p{n}", within=f"p{n + 1}") for n in range(3000)]
        whole = given_by(ALL, "x", "2008-04-01", Programmes=[*many, programme("p3000")])
        assert set(refusals(Filing(store), whole)) == {"LG809"}


@pytest.mark.parametrize("late", [False, True])
def test_a_programme_cut_short_is_remarked_on_whichever_came_first(fresh_sqlite: Fresh, late: bool) -> None:
    long = given_by(ALL, "long", "2008-04-01", Programmes=[programme(final_year=2012)])
    short = given_by(ALL, "short", "2009-04-01", Programmes=[programme(first_year=2009, baseline_year=2008)])
    with fresh_sqlite() as store:
        told = [filed(store, batch)[0] for batch in ((short, long) if late else (long, short))]
        assert [[own.code for own in some] for some in told] == [[], ["LW911", *(["LW903"] if late else [])]]
        assert "2012-13 and is 2010-11" in next(iter(told[1])).found


# ---- what is in already, and what comes in together


def test_what_is_in_already_does_not_hide_what_was_said_since(fresh: Fresh) -> None:
    """A definition that was corrected is not brought back by the return that held it, nor one that was withdrawn."""
    with fresh() as store:
        filing = Filing(store).file_all([TWO, mended(1, TWO, "Programmes", within="oep")])
        assert refusals(filing, TWO, outer("oep", "csr07", "2008-09-01")) == ["LG809"]
        filing.file_all([OTHERS, withdrawn(2, OTHERS, "Initiatives")])
        claimed = given_by("HO", "claimed", "2009-03-31", Claims=[claim("new")])
        assert refusals(filing, OTHERS, claimed) == ["LG804"]


TWO = given_by(ALL, "set-up", "2008-04-01", Programmes=[programme(), programme("oep")], Initiatives=[initiative("a")])
OTHERS = given_by("HO", "new", "2008-06-01", Initiatives=[initiative("new")])
CLAIMED = given_by("HO", "R1", "2008-12-31", Claims=[claim(gross=100, one_off_cost=31)]) | {"control_total": 69}
INNER = given_by(ALL, "inner", "2008-06-01", Programmes=[programme(within="oep")])


OUTSIDE_IN = given_by(ALL, "x", "2009-06-01", Programmes=[programme("oep", within="csr07")])


@pytest.mark.parametrize(
    ("batch", "since"),
    [
        (CLAIMED, [given_by(ALL, "moved", "2009-06-30", Initiatives=[initiative(programme="oep")])]),
        (CLAIMED, [mended(1, TWO, "Programmes", one_off_cost="exclude")]),
        (CLAIMED, [mended(1, TWO, "Initiatives", department="DH")]),
        (
            INNER,
            [
                withdrawn(1, INNER, "Programmes"),
                given_by(ALL, "x", "2009-06-01", Programmes=[programme("oep", within="csr07")]),
            ],
        ),
    ],
    ids=["moved", "another rule", "another's", "another circle"],
)
def test_a_return_that_is_in_stays_in_whatever_was_said_since(fresh: Fresh, batch: Batch, since: list[Batch]) -> None:
    with fresh() as store:
        filing = Filing(store).file_all([TWO, batch, *since])
        [done] = file_all(store, checked(store, batch), BY)
        assert done.already_imported
        with store.reading() as reader:
            assert reader.head == filing.heads[-1]


def test_what_comes_in_together_is_known_together_or_not_at_all(fresh: Fresh, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first claims on what the second defines: no moment is there in which one is known without the other."""
    claimed = given_by("HO", "claimed", "2008-12-31", Claims=[claim("new")])
    defined = given_by("HO", "defined", "2009-03-31", Initiatives=[initiative("new")])
    with fresh() as store:
        filing = Filing(store).file_all([TWO])
        with monkeypatch.context() as patched:
            patched.setattr(imports, "_file", failing_second(imports._file))
            with pytest.raises(LedgerError, match="LG803"):
                file_all(store, checked(store, claimed, defined), BY)
        with store.reading() as reader:
            assert reader.head == filing.heads[-1]
        filed(store, claimed, defined)
        with store.reading() as reader:
            times = [time for (time,) in reader.rows("SELECT imported_at FROM batches ORDER BY entry")]
        assert times[0] < times[1] == times[2]
        assert verify(store, LEDGER).ok


def failing_second(whole: Callable[..., Any]) -> Callable[..., Any]:
    """The same, and the second one that is asked for finds its name taken."""
    calls = itertools.count()

    def instead(*given: Any) -> Any:
        if next(calls) == 1:
            findings = Findings()
            findings.fault("LG803", Place(file="x"), "taken", "another")
            raise LedgerError(findings.faults)
        return whole(*given)

    return instead


def test_a_name_taken_meanwhile_keeps_out_all_that_came_with_it(fresh: Fresh) -> None:
    claimed = given_by("HO", "claimed", "2008-12-31", Claims=[claim("new")])
    defined = given_by("HO", "defined", "2009-03-31", Initiatives=[initiative("new")])
    with fresh() as store:
        filing = Filing(store).file_all([TWO])
        read = checked(store, claimed, defined)
        filing.file(given_by("HO", "defined", "2009-03-31", Initiatives=[initiative("newer")]))
        with pytest.raises(LedgerError) as refused:
            file_all(store, read, BY)
        assert [problem.code for problem in refused.value.problems] == ["LG803"]
        with store.reading() as reader:
            assert reader.head == filing.heads[-1]
