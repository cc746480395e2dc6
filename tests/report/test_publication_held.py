"""Shares held by hand in the workbook for publication: named among what it was made from, listed, and nobody named."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from spendreview.allocation import Settlement, allocate
from spendreview.report import write_publication, write_settlement
from spendreview.report.layout import Layout
from spendreview.report.publication import publication
from spendreview.report.sheets.cover import status_sentence
from spendreview.review import load_review
from tests import making
from tests.handing import edited
from tests.report.publication_rules import breaches
from tests.report.test_publication import table
from tests.review.test_held import BY, FIRST, REASON, both, rows

BY_HAND = "Held by hand, in a settlement workbook"
IN_SCENARIO = "Held by hand, in the scenario"
WHY = "minister's commitment"
SHARE = "fraction of the bid"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review, and the settlement workbook of its run with shares edited by A. Smith and, later, B. Jones."""
    folder = tmp_path_factory.mktemp("held")
    review = rows()
    review["Bids"][0] |= {"min_share": 1, "max_share": 1}
    write_settlement(allocate(load_review(making.write(folder / "review.xlsx", review))), folder / "run.xlsx")
    cells = both("DH-1", 0.4) | {("DH-1", BY): "A. Smith"}
    cells |= {("HO-2", FIRST): 0.25, ("HO-2", REASON): "no recruits", ("HO-2", BY): "A. Smith"}
    edited(folder / "run.xlsx", folder / "edited.xlsx", cells, author="B. Jones")
    return folder


def settle(folder: Path, text: str = "", shares: str | None = None) -> Settlement:
    scenario = folder / "what_if.yaml"
    head = "schema: 1\nname: What if\nworkbook: review.xlsx\nlink_strength: 1\n"
    scenario.write_text(head + text, encoding="utf-8")
    return allocate(load_review(scenario, folder / shares if shares else None))


def words(path: Path) -> str:
    """Everything that the workbook says, its properties included."""
    book = openpyxl.load_workbook(path)
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    return " ".join([*cells, str(book.properties.creator), str(book.properties.lastModifiedBy)])


def published(folder: Path, settlement: Settlement) -> Path:
    path = folder / "published.xlsx"
    write_publication(settlement, path)
    assert breaches(path) == []
    return path


def changes(path: Path) -> list[list[object]]:
    return table(path, "Changes_to_the_review")[1]


@pytest.mark.parametrize("handed_in", ["--shares", "shares:"])
def test_shares_handed_in_are_named_and_listed_and_nobody_is(folder: Path, handed_in: str) -> None:
    own = handed_in == "shares:"
    settlement = settle(folder, "shares: edited.xlsx\n" if own else "", None if own else "edited.xlsx")
    path = published(folder, settlement)
    said, file = words(path), folder / "edited.xlsx"
    sha = hashlib.sha256(file.read_bytes()).hexdigest()
    assert f"Settlement workbook with shares held by hand: edited.xlsx, SHA-256 {sha}." in said
    assert f"with shares held by hand in the settlement workbook edited.xlsx (SHA-256 {sha})" in said
    assert "Source: the review workbook, scenario and settlement workbook named in [note " in said
    assert "What shares held by hand change in the review workbook" in said
    assert "and with 2 bids held by hand, no other allocation of the same bids scores higher" in said
    assert "Shares of 2 bids were held by hand" in said
    assert "Smith" not in said
    assert "Jones" not in said
    assert changes(path) == [
        ["Bid DH-1: Shorter waits", "Least share", SHARE, 0, 0.4, BY_HAND, WHY],
        ["Bid DH-1: Shorter waits", "Greatest share", SHARE, 1, 0.4, BY_HAND, WHY],
        ["Bid HO-2: More officers", "Least share in 2008-09", SHARE, 0, 0.25, BY_HAND, "no recruits"],
        ["Bid HO-2: More officers", "Greatest share in 2008-09", SHARE, 1, 0.25, BY_HAND, "no recruits"],
    ]


def test_a_scenario_that_holds_and_forces_stands_beside_the_shares(folder: Path) -> None:
    text = (
        "bids:\n"
        "  HO-1: {share: 0.5, scale_cost: 1.1, reason: half}\n"
        "  DH-2: {force: out, reason: no site}\n"
        "  HO-base: {share: 1, reason: 'as agreed', by: C. Brown}\n"
    )
    path = published(folder, settlement := settle(folder, text, "edited.xlsx"))
    found = changes(path)
    assert [row[1:6] for row in found if row[0].startswith("Bid HO-1")] == [
        ["Least share", SHARE, 0, 0.5, IN_SCENARIO],
        ["Greatest share", SHARE, 1, 0.5, IN_SCENARIO],
        ["Cost", "factor", 1, 1.1, "Set by the scenario"],
    ]
    assert [row[1:] for row in found if row[0].startswith("Bid DH-2")] == [
        ["Greatest share", SHARE, 1, 0, "Forced out by the scenario", "no site"]
    ]
    held_as_it_was = [row for row in found if row[0].startswith("Bid HO-base")]
    assert [row[1:] for row in held_as_it_was] == [
        [f"{which} share", SHARE, 1, 1, IN_SCENARIO, "as agreed"] for which in ("Least", "Greatest")
    ], "a hold stands there even where it moves no bound"
    said = words(path)
    assert "What the scenario and shares held by hand change in the review workbook" in said
    kept = "and with 4 bids held by hand and 1 forced by the scenario, no other allocation of the same bids"
    assert kept in said
    assert kept in status_sentence(Layout(settlement))
    assert "Brown" not in said


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", "rules no other allocation of the same bids scores higher"),
        ("bids: {DH-1: {force: in, reason: so}}\n", "rules, and with 1 bid forced by the scenario, no other"),
        ("bids: {DH-1: {max_share: 0.5, reason: so}}\n", "rules no other allocation of the same bids scores higher"),
    ],
)
def test_covers_say_what_the_search_had_to_leave(folder: Path, text: str, wanted: str) -> None:
    settlement = settle(folder, text)
    assert wanted in cover(settlement)
    assert wanted in status_sentence(Layout(settlement))
    assert "settlement workbook" not in cover(settlement)


def test_a_run_that_pursues_something_else_does_not_say_that_nothing_scores_higher(folder: Path) -> None:
    settlement = settle(folder)
    scenario = replace(settlement.review.scenario, link_strength=0.5)
    loose = replace(settlement, review=replace(settlement.review, scenario=scenario))
    for said in (cover(loose), status_sentence(Layout(loose))):
        assert "scores higher" not in said
        assert "does better at what the scenario pursues (objective weighted)" in said


def cover(settlement: Settlement) -> str:
    """What the cover of the publication says."""
    return " ".join(str(line) for _, lines in publication(settlement).cover.parts for line in lines)
