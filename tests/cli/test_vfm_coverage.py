"""``vfm coverage`` as a user asks for it: whose budgets are under review, and which themes are in place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.vfm import book, document, filled, invoke
from tests.ledger.books import THEME, settings, small_return

THEMES = [
    THEME,
    THEME | {"theme": "accountability", "department": None, "in_place": "yes", "strand": "IT",
             "evidence": "Letters of appointment of the whole of the board, July 2009, and its minutes"},
]  # fmt: skip


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Budgets of two years of the Home Office, reviews of it and of a department without one, and two themes."""
    folder = tmp_path_factory.mktemp("ledger")
    store = filled(folder)
    rows = {
        "Return": settings(return_id="register", department="ALL", as_at="2009-09-30"),
        "Reviews": [
            {"review": "PVP-HO-2", "department": "HO", "area": "Borders", "budget_covered": 4100, "status": "reported"},
            {"review": "PVP-DH-1", "department": "DH", "area": "Drugs", "budget_covered": 8000.5, "size_of_prize": 0},
        ],
        "Budgets": [
            {"department": "HO", "year": "2009-10", "near_cash": 10000.5},
            {"department": "MOJ", "year": "2009-10", "near_cash": 9000},
        ],
        "Themes": THEMES,
    }
    result = invoke("import", book(folder, rows, "register.xlsx"), "--store", store)
    assert result.exit_code == 0, result.stderr
    return store


def test_lines_say_what_is_covered_of_which_budget(ledger: Path) -> None:
    result = invoke("coverage", "--store", ledger)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    rows = [line.split() for line in lines]
    assert ["DH", "1", "8,000.5", "not", "stated", "0.0"] in rows
    assert ["HO", "2", "5,000.0", "10,000.5", "2009-10", "49.9%", "no", "60.0"] in rows
    assert ["MOJ", "0", "0.0", "9,000.0", "2009-10", "0.0%", "no", "not", "stated"] in rows
    assert "Under half: HO, MOJ." in lines
    assert lines[-1] == "The tool informs; ministers decide."
    assert max(map(len, lines)) <= 80


def test_themes_say_what_is_in_place_and_of_which_nothing_is_said(ledger: Path) -> None:
    said = " ".join(invoke("coverage", "--store", ledger).stdout.split())
    assert (
        "Themes: what lasting savings rest on - oep, comparable data (HO): partly - oep, aligned incentives: not"
        in said
    )
    assert "- oep, structures and tools: not stated" in said
    assert "- oep, accountability (ALL, IT): in place; Letters of appointment of the whole of the board" in said


def test_a_year_is_asked_for(ledger: Path) -> None:
    found = document("coverage", "--year", "2008-09", "--store", ledger)["departments"]
    assert [(own["department"], own["year"], own["budget_m"], own["share"]) for own in found] == [
        ("DH", None, None, None),
        ("HO", "2008-09", 9000.0, 0.555555556),
    ]
    assert (
        "Every budget that is known is covered by half at least."
        in invoke("coverage", "--year", "2008-09", "--store", ledger).stdout
    )
    said = invoke("coverage", "--year", "2010-11", "--store", ledger).stdout
    assert "No budget is known, so it cannot be said whether half of it is covered." in said
    assert "Under half" not in said


def test_json_has_departments_and_themes(ledger: Path) -> None:
    found = document("coverage", "--store", ledger)
    assert set(found) == {"schema", "as_at", "known_at", "departments", "themes", "chain_head"}
    home = next(own for own in found["departments"] if own["department"] == "HO")
    assert home == {
        "department": "HO", "reviews": 2, "covered_m": 5000.0, "budget_m": 10000.5, "year": "2009-10",
        "share": 0.499975001, "half_or_more": False, "size_of_prize_m": 60.0,
    }  # fmt: skip
    assert [(own["theme"], own["department"], own["in_place"]) for own in found["themes"]] == [
        ("comparable_data", "HO", "partly"),
        ("aligned_incentives", None, None),
        ("structures_and_tools", None, None),
        ("accountability", "ALL", "yes"),
    ]
    assert (found["themes"][3]["strand"], found["themes"][0]["evidence"]) == ("IT", None)


def test_as_at_and_known_at_bring_back_what_was_covered(ledger: Path) -> None:
    found = document("coverage", "--as-at", "2009-03-31", "--store", ledger)
    assert [own["department"] for own in found["departments"]] == ["HO"]
    assert (found["as_at"], found["themes"]) == ("2009-03-31", [])
    assert document("coverage", "--known-at", "9999-12-31", "--store", ledger)["known_at"] == "9999-12-31"
    said = invoke("coverage", "--known-at", "9999-12-31", "--store", ledger).stdout
    assert "from what the ledger held at 9999-12-31" in said


def test_a_ledger_without_reviews_says_so(tmp_path: Path) -> None:
    rows = small_return()
    del rows["Reviews"], rows["Budgets"]
    store = tmp_path / "ledger.db"
    assert invoke("import", book(tmp_path, rows), "--store", store).exit_code == 0
    said = invoke("coverage", "--store", store).stdout
    assert "\nReviews: the ledger has none, and no budgets.\n" in said
    assert "Themes" not in said
    assert document("coverage", "--store", store)["departments"] == []


def test_what_was_not_known_yet_is_a_refusal(ledger: Path) -> None:
    result = invoke("coverage", "--known-at", "2001-01-01", "--store", ledger, "--json")
    assert (result.exit_code, json.loads(result.stdout)["problems"][0]["code"]) == (3, "LG818")
    result = invoke("coverage", "--known-at", "2001-01-01", "--store", ledger)
    assert (result.exit_code, "LG818" in result.stderr) == (3, True)


@pytest.mark.parametrize(
    "wrong", [["--year", "2008"], ["--year", "2008-10"], ["--as-at", "now"], ["-o", "a.xlsx"]], ids=" ".join
)
def test_what_is_not_understood_is_a_usage_error(wrong: list[str], ledger: Path) -> None:
    assert invoke("coverage", "--store", ledger, *wrong).exit_code == 2
