"""Returns in any order: what is refused until another is in may come again, and the positions are the same."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spendreview.errors import Findings, LedgerError
from spendreview.ledger.handed import Handed
from spendreview.ledger.imports import Reading, check_all, file_all
from spendreview.ledger.records import Split
from spendreview.store import Store

from .conftest import Fresh
from .filing import BY, Filing, handed
from .holding import FINE, QUIET, all_of, asked, told
from .journal import ALL, Batch
from .making import DAYS, ledgers
from .small import SETUP, claim, given_by, initiative, mended, programme, target, withdrawn

RETURNS = [
    given_by("HO", "R1", "2009-03-31", Claims=[claim(gross=100), claim("b", gross=40)]),
    given_by("HO", "R2", "2009-06-30", Claims=[claim(gross=200, one_off_cost=31)], Targets=[]),
    given_by("DH", "R1", "2009-03-31", Claims=[claim("c", gross=4000, basis="gross")]),
    given_by(
        ALL,
        "moved",
        "2009-06-30",
        Initiatives=[initiative("b", strand="Property")],
        Programmes=[programme(one_off_cost="annualise")],
        Targets=[target(5000, phasing="simple")],
        Claims=[claim(year=2010, gross=300, forecast=True)],
    ),
    given_by("DH", "late", "2008-12-31", Claims=[claim("c", gross=70), claim("c", year=2009, gross=90)]),
]
SETUP_OF_THREE = given_by(
    ALL,
    "set-up",
    "2008-04-01",
    Programmes=[programme()],
    Initiatives=[initiative(), initiative("b"), initiative("c", department="DH")],
)


def test_returns_in_any_order_give_the_same_positions(fresh_sqlite: Fresh) -> None:
    said = set()
    for order in itertools.permutations(RETURNS[1:]):
        with fresh_sqlite() as store:
            Filing(store).file_all([SETUP_OF_THREE, *order])
            days = ("2009-03-31", "2009-06-30")
            said.add(repr([told(store, "csr07", 2008, day, by) for day in days for by in FINE]))
    assert len(said) == 1


def test_random_returns_in_another_order_give_the_same_positions(fresh_sqlite: Fresh) -> None:
    @settings(max_examples=30, **QUIET)
    @given(batches=ledgers(corrected=False), chosen=st.randoms(use_true_random=False))
    def holds(batches: list[Batch], chosen: Any) -> None:
        first, *rest = batches
        shuffled = list(rest)
        chosen.shuffle(shuffled)
        said = []
        for order in (rest, shuffled):
            with fresh_sqlite() as store:
                Filing(store).file_again([first, *order])
                said.append([all_of(store, day, years=(2009, 2010)) for day in (DAYS[1], DAYS[-1])])
        assert said[0] == said[1]

    holds()


def test_the_same_return_again_changes_nothing(fresh: Fresh, tmp_path: Any) -> None:
    with fresh() as store:
        filing = Filing(store, tmp_path).file_all([SETUP_OF_THREE, *RETURNS])
        head, before = filing.heads[-1], all_of(store, DAYS[-1])
        for batch in (RETURNS[2], RETURNS[0], SETUP_OF_THREE, *RETURNS):
            filing.hand_in(batch)
        with store.reading() as reader:
            assert reader.head == head
        assert all_of(store, DAYS[-1]) == before


def test_a_claim_on_what_nobody_defined_is_refused(fresh: Fresh) -> None:
    with fresh() as store:
        filing = Filing(store).file_all([SETUP])
        assert refusals(filing, RETURNS[2]) == ["LG804"]
        with store.reading() as reader:
            assert reader.head == filing.heads[-1]


# ---- initiatives that move from one department to another

MOVED = [
    given_by("HO", "before", "2009-03-31", Claims=[claim(gross=100)]),
    given_by("MoJ", "taken over", "2009-06-30", Initiatives=[initiative(department="MoJ")]),
    given_by("HO", "late", "2009-05-31", Claims=[claim(gross=150)]),
    given_by("MoJ", "after", "2009-12-31", Claims=[claim(gross=170), claim(year=2009, gross=180)]),
]


def test_an_initiative_that_moves_moves_in_any_order(fresh: Fresh) -> None:
    said = set()
    for order in itertools.permutations(MOVED):
        with fresh() as store:
            Filing(store).file_again([SETUP, *order])
            days = ("2009-03-31", "2009-05-31", "2009-06-30", "2009-12-31")
            said.add(repr([by_department(store, day) for day in days]))
    assert said == {repr([{"HO": 100}, {"HO": 150}, {"MoJ": 150}, {"MoJ": 170}])}


def by_department(store: Store, as_at: str) -> dict[str, int]:
    """What each department reports."""
    groups = asked(store, "csr07", 2008, as_at, Split.DEPARTMENT, None).groups
    return {group.key: group.reported_k for group in groups}


def test_a_late_return_on_what_has_moved_is_remarked_on(fresh: Fresh) -> None:
    with fresh() as store:
        filing = Filing(store).file_all([SETUP, *MOVED[:2]])
        [done] = filed(store, MOVED[2])
        assert [(own.code, own.found) for own in done] == [
            ("LW908", "'a' is an initiative of MoJ now, and its claims count there"),
        ]
        assert refusals(filing, given_by("DH", "theirs", "2009-12-31", Claims=[claim()])) == ["LG805"]


def test_a_claim_may_be_corrected_though_its_initiative_never_was_the_departments(fresh: Fresh) -> None:
    """The definition that made it so was withdrawn: the claim stands, and has to be put right."""
    given_to = given_by(ALL, "to DH", "2008-09-30", Initiatives=[initiative(department="DH")])
    claimed = given_by("DH", "R1", "2009-03-31", Claims=[claim(gross=100)])
    with fresh() as store:
        filing = Filing(store).file_all([SETUP, given_to, claimed, withdrawn(1, given_to, "Initiatives")])
        filing.file(mended(2, claimed, "Claims", gross=120))
        assert by_department(store, DAYS[-1]) == {"HO": 120}
        assert refusals(filing, claimed | {"return_id": "R2"}) == ["LG805"]


def test_it_may_be_handed_in_with_what_moves_it(fresh: Fresh) -> None:
    with fresh() as store:
        Filing(store).file_all([SETUP])
        told = filed(store, *MOVED)
        assert [[own.code for own in some] for some in told] == [["LW908"], [], ["LW908"], []]


# ---- programmes whose rules change


def test_a_control_total_by_the_rules_of_its_date_holds_in_any_order(fresh: Fresh) -> None:
    """The claim's one-off cost came off in its year until the rule changed: a total of either kind is no fault."""
    rule = given_by(ALL, "rule", "2009-06-30", Programmes=[programme(one_off_cost="exclude")])
    before = given_by("HO", "before", "2009-03-31", Claims=[claim(gross=100, one_off_cost=31)])
    for total, remarks in ((69, []), (100, ["LW904"])):
        for order in ((before, rule), (rule, before)):
            with fresh() as store:
                filing = Filing(store).file_all([SETUP])
                for batch in order:
                    [told] = filed(store, batch, control_total=total if batch is before else None)
                    assert [own.code for own in told] == (remarks if batch is before else [])
                assert refusals(filing, before | {"return_id": "x"}, control_total=70) == ["LG807"]


def test_a_control_total_by_another_dates_rule_is_remarked_on(fresh: Fresh) -> None:
    rule = given_by(ALL, "rule", "2009-06-30", Programmes=[programme(one_off_cost="annualise")])
    claims = [claim(gross=100, ongoing_cost=1, one_off_cost=30)]
    with fresh() as store:
        Filing(store).file_all([SETUP, rule])
        [told] = filed(store, given_by("HO", "before", "2009-03-31", Claims=claims), control_total=89)
        assert [(own.code, own.found) for own in told] == [
            (
                "LW909",
                "£0.089m is the total by what programmes did with one-off costs as at 2009-06-30; "
                "as reported it is £0.069m",
            )
        ]


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


# ---- handing in with what is said of it


def reading(batch: Batch, **settings: Any) -> Reading:
    """A return as read, with more in its settings."""
    own: Handed = handed(batch)
    return Reading(replace(own, settings={**own.settings, **settings}), Findings())


def filed(store: Store, *batches: Batch, **settings: Any) -> Sequence[Iterable[Any]]:
    """Hand in returns together; the remarks on each."""
    read = [reading(batch, **settings) for batch in batches]
    check_all(store, read)
    return [done.findings for done in file_all(store, read, BY)]


def refusals(filing: Filing, batch: Batch, **settings: Any) -> list[str]:
    """The codes for which a return is refused."""
    with pytest.raises(LedgerError) as refused:
        check_all(filing.store, [reading(batch, **settings)])
    return [problem.code for problem in refused.value.problems]
