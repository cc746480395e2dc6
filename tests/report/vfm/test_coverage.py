"""Coverage in words: shares of budgets that are known, and themes of which something, or nothing, is said."""

from __future__ import annotations

import datetime as dt
import json
from fractions import Fraction
from typing import Any

import pytest

from spendreview.ledger.coverage import Coverage, CoverageLine, ThemeLine
from spendreview.ledger.words import InPlace, Theme
from spendreview.report.vfm.coverage import THEME_WORDS, coverage_json, coverage_lines
from spendreview.terms import Year
from tests.report.vfm.positions import HEAD


def department(**given: Any) -> CoverageLine:
    told = {"department": "HO", "reviews": 2, "covered_k": 500, "year": Year(2009), "budget_k": 1_000, "prize_k": 60}
    return CoverageLine(**told | given)


def theme(**given: Any) -> ThemeLine:
    told = {
        "programme": "oep", "theme": Theme.COMPARABLE_DATA, "department": "HO", "strand": None,
        "in_place": InPlace.PARTLY, "evidence": "",
    }  # fmt: skip
    return ThemeLine(**told | given)


def found(*departments: CoverageLine, themes: tuple[ThemeLine, ...] = (), known_at: str | None = None) -> Coverage:
    return Coverage(
        as_at=dt.date(2010, 9, 30), known_at=known_at, departments=departments, themes=themes, chain_head=HEAD
    )


def said(own: Coverage) -> str:
    """What is printed, as one line."""
    return " ".join(coverage_lines(own).split())


def table(own: Coverage) -> list[str]:
    """The lines of departments."""
    lines = coverage_lines(own).splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("£m"))
    return lines[first + 1 : lines.index("", first)]


@pytest.mark.parametrize(
    ("covered", "budget", "share", "enough"),
    [
        (500, 1_000, "50.0%", "yes"),
        (499, 1_000, "49.9%", "no"),
        (0, 1_000, "0.0%", "no"),
        (1_500, 1_000, "150.0%", "yes"),
        (1, 3, "33.3%", "no"),
    ],
)
def test_half_is_enough_and_a_thousand_less_is_not(covered: int, budget: int, share: str, enough: str) -> None:
    own = department(covered_k=covered, budget_k=budget)
    assert own.share == Fraction(covered, budget)
    [line] = table(found(own))
    assert line.split()[-3:-1] == [share, enough]
    shown = json.loads(coverage_json(found(own)))["departments"][0]
    assert shown["half_or_more"] is (enough == "yes")
    assert shown["share"] == pytest.approx(covered / budget, abs=1e-9)


@pytest.mark.parametrize("budget", [None, 0])
def test_without_a_budget_no_share_is_said(budget: int | None) -> None:
    own = department(year=None if budget is None else Year(2009), budget_k=budget, prize_k=None)
    assert (own.share, own.enough) == (None, None)
    words = said(found(own))
    assert "%" not in words
    assert "No budget is known, so it cannot be said whether half of it is covered." in words
    shown = json.loads(coverage_json(found(own)))["departments"][0]
    assert (shown["share"], shown["half_or_more"], shown["size_of_prize_m"]) == (None, None, None)
    assert "not stated" in table(found(own))[0]


def test_those_under_half_are_named_and_those_without_a_budget_are_not() -> None:
    words = said(found(department(department="DH", covered_k=1), department(year=None, budget_k=None)))
    assert "Under half: DH. Ledger" in words
    words = said(found(department(), department(department="MOJ", year=None, budget_k=None)))
    assert "Every budget that is known is covered by half at least." in words


def test_lines_fit_eighty_columns_for_many_departments_with_large_budgets() -> None:
    many = [
        department(department=f"DEPT-{n:02}", covered_k=1_234_567, budget_k=123_456_789, prize_k=9_999_999)
        for n in range(40)
    ]
    lines = coverage_lines(found(*many)).splitlines()
    assert max(map(len, lines)) <= 80
    assert len(table(found(*many))) == 40
    assert "DEPT-39." in said(found(*many))


def test_a_theme_is_said_with_where_how_far_and_what_shows_it() -> None:
    themes = (
        theme(),
        theme(theme=Theme.ALIGNED_INCENTIVES, department="", in_place=None),
        theme(theme=Theme.STRUCTURES_AND_TOOLS, strand="IT", in_place=InPlace.NO),
        theme(theme=Theme.ACCOUNTABILITY, department="", strand="IT", in_place=InPlace.YES, evidence="Minutes. " * 20),
    )
    words = said(found(themes=themes))
    assert "oep, comparable data (HO): partly - oep, aligned incentives: not stated - oep, structures" in words
    assert "structures and tools (HO, IT): not in place - oep, accountability (IT): in place; Minutes." in words
    assert max(map(len, coverage_lines(found(themes=themes)).splitlines())) <= 80
    shown = json.loads(coverage_json(found(themes=themes)))["themes"]
    assert [own["in_place"] for own in shown] == ["partly", None, "no", "yes"]
    assert [own["department"] for own in shown] == ["HO", None, "HO", None]
    assert (shown[0]["evidence"], shown[0]["strand"]) == (None, None)


def test_every_theme_has_its_words() -> None:
    assert set(THEME_WORDS) == set(Theme)


def test_neither_departments_nor_themes_are_said_to_be_none() -> None:
    words = said(found())
    assert "Reviews: the ledger has none, and no budgets." in words
    assert "Themes" not in words
    assert "from all that is in the ledger" in words
    assert "from what the ledger held at 2010-10-01" in said(found(known_at="2010-10-01"))
    assert json.loads(coverage_json(found(known_at="2010-10-01")))["known_at"] == "2010-10-01"
