"""The package's model against an independent restatement, on two hundred random reviews in which every family binds."""

from collections import Counter

import pytest

from tests.restatement.generate import random_review, write
from tests.restatement.passes import restate
from tests.restatement.read import label, read_review
from tests.restatement.tally import tally

SEEDS = 200
CHUNK = 10
POINTS = 1e-4  # two ways of computing agree on score to this, in points
MONEY = 0.05  # and on total TDEL and departments to this, in £m
HARD = (202, 441, 463, 934, 1404)
LEAST = 10  # rows of each label that must bind between all reviews
FEASIBLE = 0.85

LIMITED = {
    "department": ("RDEL", "CDEL", "TDEL", "ADMIN", "NEAR_CASH", "DEPRECIATION", "AME"),
    "total": ("RDEL", "CDEL", "TDEL", "ADMIN", "NEAR_CASH", "DEPRECIATION", "AME"),
    "group": ("RDEL", "CDEL", "TDEL"),
    "programme": ("RDEL", "CDEL", "TDEL"),
    "tag": ("RDEL", "CDEL", "TDEL"),
    "bid": ("RDEL", "CDEL"),
}
AIMS = (
    "no target year",
    "target year before the plan",
    "target year within the plan",
    "target year at its end",
    "target year after the plan",
    "improvement",
)
LABELS = (
    *(f"limit {sense}" for sense in ("max", "min", "equal")),
    *(f"limit on {kind} of {control}" for kind, controls in LIMITED.items() for control in controls),
    "limit on devolved department",
    *(
        f"{way}{beside}"
        for way in ("switch_to_capital", "switch_to_resource")
        for beside in ("", ", own rule beside total", ", barred beside total")
    ),
    "moves totals",
    *(f"draw-down {kind} {control}" for kind in ("stock", "phased") for control in ("RDEL", "CDEL")),
    *(f"reserve {control}" for control in ("RDEL", "CDEL", "TDEL")),
    *(f"real_growth_{way} {kind}" for way in ("floor", "ceiling") for kind in ("department", "group", "total")),
    "admin department",
    "admin total",
    "requires",
    "option group",
    "option group across departments",
    "step",
    "min_share",
    "max_share",
    "share held in a year",
    "share held throughout",
    "committed baseline",
    "negative cost funded",
    "whole bid chosen",
    "whole bid refused",
    "whole bid, annual phasing",
    "filled baseline in a limit",
    "barnett in a total",
    "devolved addition in a total",
    *(
        f"saving {way} in a limit of {control}"
        for way in ("over-delivered", "short")
        for control in ("RDEL", "CDEL", "ADMIN", "NEAR_CASH", "DEPRECIATION")
    ),
    "progress cap",
    *(f"progress cap, {aim}" for aim in AIMS),
    *(f"progress below the goal, {aim}" for aim in AIMS),
    "progress negative",
    "trend",
    "effect immediate",
    "effect mid",
    "effect lagged",
    "effect with attribution",
    "effect the wrong way",
    "priority without indicator",
    "priority without weight",
)


@pytest.fixture(scope="module")
def restated(tmp_path_factory):
    """A function: seed -> (workbook, review, restated settlement), each worked out once."""
    folder, known = tmp_path_factory.mktemp("random_reviews"), {}

    def settle(seed):
        if seed not in known:
            path = folder / f"review_{seed}.xlsx"
            write(random_review(seed), path)
            review = read_review(path)
            known[seed] = path, review, restate(review)
        return known[seed]

    return settle


@pytest.mark.parametrize("first", range(0, SEEDS, CHUNK))
def test_package_and_restatement_agree(restated, first):
    """Same feasibility; then score, total TDEL, and every department's RDEL and CDEL in every year."""
    found = [line for seed in range(first, first + CHUNK) for line in differences(seed, *restated(seed))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("seed", HARD)
def test_they_agree_where_the_solver_has_been_wrong(restated, seed):
    """Held passes with whole bids on which HiGHS's presolve called a feasible model infeasible, or chose wrongly."""
    assert not differences(seed, *restated(seed))


def differences(seed, path, review, ours):
    """What the two disagree about, a line each; nothing where they agree."""
    theirs = allocated(path)
    if theirs is None or ours.status != "optimal":
        outcome = "infeasible" if theirs is None else "optimal"
        return [] if outcome == ours.status else [f"seed {seed}: package {outcome}, restatement {ours.status}"]
    pairs = [("score", theirs.score, ours.score, POINTS), ("total TDEL, £m", theirs.tdel_m, ours.tdel_m, MONEY)]
    amounts = {
        (str(row.department), str(row.control), str(row.year)): row.amount_m for row in theirs.settlements.itertuples()
    }
    for (department, control, t), amount in ours.spend.items():
        if control in ("RDEL", "CDEL"):
            key = department, control, label(review["start"] + t)
            pairs.append((f"{' '.join(key)}, £m", amounts.get(key, float("nan")), amount, MONEY))
    return [
        f"seed {seed}: {what}: package {one}, restatement {other}"
        for what, one, other, most in pairs
        if not abs(one - other) <= most
    ]


def allocated(path):
    """The package's settlement of a workbook, or None where it finds none."""
    from spendreview.allocation import allocate
    from spendreview.errors import AllocationError
    from spendreview.review import load_review

    review = load_review(path)
    try:
        return allocate(review)
    except AllocationError:
        return None


def test_every_family_binds_between_the_reviews(restated, capsys):
    """A family that never binds is not compared: each must bind ten times, and most reviews must have a settlement."""
    settlements = [restated(seed)[2] for seed in range(SEEDS)]
    rows, reviews = Counter(), Counter()
    for settlement in settlements:
        counted = tally(settlement)
        rows.update(counted)
        reviews.update(counted.keys())
    with capsys.disabled():
        print("\nrows that bind, and in how many of the reviews")
        for name in LABELS:
            print(f"{rows[name]:5d} {reviews[name]:7d}  {name}")
    assert sum(settlement.status == "optimal" for settlement in settlements) >= FEASIBLE * SEEDS
    assert all(settlement.status in ("optimal", "infeasible") for settlement in settlements)
    assert not {name: rows[name] for name in LABELS if rows[name] < LEAST}


def test_a_seed_always_gives_the_same_review():
    """The reviews compared today are those compared tomorrow."""
    assert random_review(3) == random_review(3)
    assert random_review(3) != random_review(4)
