"""Returns in any order: what is refused until another is in may come again, and the positions are the same."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from spendreview.errors import LedgerError
from spendreview.ledger.known import Definitions, Known, ProgrammeFacts
from spendreview.ledger.records import Split
from spendreview.ledger.sums import could_be_charged
from spendreview.store import Store

from .conftest import Fresh
from .filing import Filing, filed, refusals
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
        with fresh_sqlite() as store:
            filing = Filing(store).file_all([first])
            rest = [filed_with_total(filing, batch) for batch in rest]
            said = [all_of(store, day, years=(2009, 2010)) for day in (DAYS[1], DAYS[-1])]
        shuffled = list(rest)
        chosen.shuffle(shuffled)
        with fresh_sqlite() as store:
            Filing(store).file_again([first, *shuffled])
            assert [all_of(store, day, years=(2009, 2010)) for day in (DAYS[1], DAYS[-1])] == said
        totals.update(batch.get("control_total") is not None for batch in rest)

    totals = Counter[bool]()
    holds()
    assert min(totals[True], totals[False]) >= 10


def filed_with_total(filing: Filing, batch: Batch) -> Batch:
    """File a return with a control total, net or without one-off costs, where its claims come to that."""
    claims = [row for row in batch["rows"].get("Claims", []) if not row["forecast"]]
    taken = [row for row in claims if row["basis"] == "net"]
    gross, one_off = sum(row["gross"] for row in claims), sum(row["one_off_cost"] for row in taken)
    before = gross - sum(row["ongoing_cost"] for row in taken)
    for total in (before - one_off, before) if claims else ():
        try:
            filing.file(batch | {"control_total": total})
            return batch | {"control_total": total}
        except LedgerError:
            continue
    filing.file(batch)
    return batch


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
        assert [[own.code for own in some] for some in told] == [["LW908"], ["LW910"], ["LW908"], []]


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
                "£0.089m may be the total by rules on one-off costs of another date; as reported it is £0.069m",
            )
        ]


def test_a_control_total_holds_wherever_the_initiative_moved_since(fresh: Fresh) -> None:
    """By the programme in which it was: another takes one-off costs otherwise."""
    setup = given_by(
        ALL,
        "set-up",
        "2008-04-01",
        Programmes=[programme(), programme("oep", one_off_cost="exclude")],
        Initiatives=[initiative()],
    )
    claimed = given_by("HO", "before", "2009-03-31", Claims=[claim(gross=100, one_off_cost=31)])
    moved = given_by(ALL, "moved", "2009-06-30", Initiatives=[initiative(programme="oep")])
    for order in itertools.permutations((claimed | {"control_total": 69}, moved)):
        with fresh() as store:
            Filing(store).file_all([setup, *order])
            assert refusals(Filing(store), claimed | {"return_id": "x", "control_total": 68}) == ["LG807"]
            # By the rule of its own date there is nothing to remark on; by that of another there is.
            [told] = filed(store, claimed | {"return_id": "again"}, control_total=69)
            assert [own.code for own in told] == []
    with fresh() as store:
        Filing(store).file_all([setup, moved])
        late = claimed | {"control_total": 99, "rows": {"Claims": [claim(gross=100, ongoing_cost=1, one_off_cost=31)]}}
        [told] = filed(store, late, control_total=99)
        assert [own.code for own in told] == ["LW909"]


def test_a_control_total_may_go_by_rules_that_never_stood_together(fresh_sqlite: Fresh) -> None:
    setup = given_by(
        ALL,
        "set-up",
        "2008-04-01",
        Programmes=[programme(), programme("oep")],
        Initiatives=[initiative(), initiative("b", programme="oep")],
    )
    claims = [claim(gross=100, one_off_cost=31), claim("b", gross=100, one_off_cost=17)]
    mixed = given_by("HO", "mixed", "2008-12-31", Claims=claims) | {"control_total": 169}
    first = given_by(ALL, "p", "2008-06-30", Programmes=[programme(one_off_cost="exclude")])
    second = given_by(ALL, "q", "2008-09-30", Programmes=[programme("oep", one_off_cost="exclude")])
    said = set()
    for order in itertools.permutations((mixed, first, second)):
        with fresh_sqlite() as store:
            filing = Filing(store).file_again([setup, *order])
            reported = [asked(store, code, 2008, DAYS[-1], None, None).figures.reported_k for code in ("csr07", "oep")]
            said.add((*reported, *refusals(filing, mixed | {"return_id": "x", "control_total": 170})))
    assert said == {(100, 100, "LG807")}


def test_of_many_rules_a_total_must_lie_between_the_least_and_the_most() -> None:
    """Of twenty initiatives that have each been in two programmes no sum of the million in between is called wrong."""
    rules = {
        code: Definitions({"1": ProgrammeFacts(2007, 2008, 2010, None, rule)})
        for code, rule in (("p", "exclude"), ("q", "net_in_year"))
    }
    ever = {f"i{n}": frozenset({("HO", "p"), ("HO", "q")}) for n in range(20)}
    costs = [(f"i{n}", 2008, 3 * 2**n) for n in range(20)]
    known = Known(rules, {}, ever)
    assert [could_be_charged(charge, costs[:10], known) for charge in (-3, -1, 0, 1, 3069, 3070, 3072)] == [
        False, False, True, False, True, False, False,
    ]  # fmt: skip
    assert [could_be_charged(charge, costs, known) for charge in (-1, 0, 1, 3145725, 3145726)] == [
        False, True, True, True, False,
    ]  # fmt: skip
    always = Known(rules, {}, {"i0": frozenset({("HO", "q")})})
    assert [could_be_charged(charge, costs[:1], always) for charge in (0, 3)] == [False, True]
