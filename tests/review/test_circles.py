"""Bids that require one another in a circle: found whatever their order, and however long the chain."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from spendreview.errors import WorkbookError
from spendreview.review import load_review
from spendreview.review.circles import circles
from tests.making import Rows, small_review, write


def requiring(**requires: str) -> Rows:
    rows = small_review()
    for bid in rows["Bids"]:
        bid["requires"] = requires.get(bid["bid"].replace("-", ""))
    return rows


def test_a_circle_is_one_fault_at_its_first_bid_and_names_every_bid_with_its_cell(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", requiring(DH2="HO-1", HO1="DH-1; HO-base", DH1="DH-2"))
    with pytest.raises(WorkbookError) as caught:
        load_review(path)
    assert [str(problem) for problem in caught.value.problems] == [
        "a.xlsx › Bids!L7  RV319  bids that require one another: HO-1 (L7), DH-1 (L8), DH-2 (L9); wanted one of them "
        "to come first: clear its requires, or make one bid of those that go together"
    ]


def test_two_circles_are_two_faults_and_a_chain_is_none(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", requiring(HObase="DH-base", DHbase="HO-base", HO1="DH-1; DH-2", DH1="HO-1"))
    with pytest.raises(WorkbookError) as caught:
        load_review(path)
    assert [(problem.code, problem.place.cell) for problem in caught.value.problems] == [
        ("RV319", "L5"),
        ("RV319", "L7"),
    ]
    assert load_review(write(tmp_path / "b.xlsx", requiring(HO1="DH-1; DH-2", DH1="DH-2", DH2="DH-base"))).bids


def test_a_circle_as_long_as_the_sheet_is_one_group() -> None:
    links = {f"B{n}": [f"B{(n + 1) % 60_000}"] for n in range(60_000)}
    (group,) = circles(links)
    assert group == list(links)
    del links["B59999"]
    assert circles(links) == []


def test_groups_are_those_of_who_reaches_whom() -> None:
    chance = random.Random(7)
    for _ in range(200):
        names = [str(n) for n in range(8)]
        links = {name: chance.sample(names, chance.choice((0, 0, 1, 1, 2))) for name in names}
        reach = {name: set(others) for name, others in links.items()}
        for middle in names:
            for name in names:
                if middle in reach[name]:
                    reach[name] |= reach[middle]
        together = [
            [other for other in names if other == name or (other in reach[name] and name in reach[other])]
            for name in names
        ]
        expected = [group for name, group in zip(names, together, strict=True) if len(group) > 1 and group[0] == name]
        assert circles(links) == expected
