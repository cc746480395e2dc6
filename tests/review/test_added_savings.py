"""Savings that a scenario adds to the rules: what becomes of their figures, and what is refused at their own lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from spendreview.errors import Problem, ScenarioError
from spendreview.review import Review, load_review
from spendreview.review.records import Rule
from tests import making

HEAD = "schema: 1\nname: Test\nworkbook: review.xlsx\nlink_strength: 1\nrules:\n"
"""What is added begins at line 6."""
OWN: dict[str, Any] = {
    "rule": "own", "kind": "saving", "scope": "HO", "control": "RDEL", "value": 4, "source": "letter"
}  # fmt: skip
PHASED: dict[str, Any] = {"rule": "phased", "kind": "saving", "scope": "DH", "control": "CDEL", "years": "1;2"}


def saving(code: str = "vfm-HO-RDEL", scope: str = "HO", control: str = "RDEL", years: str = "{2009-10: 30}") -> str:
    """A rule on lines 6 to 11: its code, kind, scope, control, years and source."""
    return (
        f"  {code}:\n    kind: saving\n    scope: {scope}\n    control: {control}\n    years: {years}\n"
        "    source: ledger entries 12-15\n"
    )


def reviewed(tmp_path: Path, text: str, rows: making.Rows | None = None) -> Review:
    making.write(tmp_path / "review.xlsx", rows or making.small_review())
    path = tmp_path / "savings.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    return load_review(path)


def refused(tmp_path: Path, text: str, rows: making.Rows | None = None) -> list[Problem]:
    with pytest.raises(ScenarioError) as caught:
        reviewed(tmp_path, text, rows)
    return list(caught.value.problems)


def rule(review: Review, code: str) -> Rule:
    return next(own for own in review.rules if own.rule == code)


def test_an_added_saving_stands_after_the_rules_of_the_workbook(tmp_path: Path) -> None:
    review = reviewed(tmp_path, saving(years="{2008-09: -12.5004, 2009-10: 30}"), making.added("Rules", PHASED))
    assert [own.rule for own in review.rules] == ["phased", "vfm-HO-RDEL"]
    added = review.rules[-1]
    assert (added.row, added.scope, added.control, added.source) == (0, "HO", "RDEL", "ledger entries 12-15")
    assert (added.value, added.years) == (None, (-12_500.0, 30_000.0))
    assert [own.rule for own in review.workbook.rules] == ["phased"]


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ("years: {2009-10: 30}", (None, (0.0, 30_000.0))),
        ("years: [1, 2.5]", (None, (1_000.0, 2_500.0))),
        ("value: -3", (-3_000.0, None)),
        ("value: 5, years: {2009-10: 30}", (5_000.0, (5_000.0, 30_000.0))),
    ],
)
def test_years_that_are_not_named_have_the_value_or_nil(figures: str, expected: object, tmp_path: Path) -> None:
    review = reviewed(tmp_path, f"  s: {{kind: saving, scope: HO, control: RDEL, source: a, {figures}}}\n")
    assert (rule(review, "s").value, rule(review, "s").years) == expected


def test_a_year_outside_the_plan_is_left_out_with_a_warning_at_its_line(tmp_path: Path) -> None:
    review = reviewed(tmp_path, saving(years="\n      2009-10: 30\n      2010-11: 7.25"))
    assert rule(review, "vfm-HO-RDEL").years == (0.0, 30_000.0)
    (warning,) = review.warnings
    assert (warning.code, warning.place.file, warning.place.line) == ("RW426", "savings.yaml", 12)
    assert "2010-11 is not a plan year" in warning.found
    assert "'vfm-HO-RDEL' leaves out its 7.25" in warning.found


@pytest.mark.parametrize(
    ("text", "code", "line", "words"),
    [
        (saving(scope="H0"), "RV321", 8, "scope 'H0'"),
        (saving(scope="SCO"), "RV321", 8, "saving on SCO; wanted a department that is not devolved"),
        (saving(scope="total"), "RV321", 8, "saving on total"),
        (saving(control="TDEL"), "RV322", 9, "saving on TDEL"),
        (saving(years="[1]"), "RV324", 10, "1 figure in years; wanted 2"),
        (saving().replace("    scope: HO\n", ""), "RV321", 6, "saving without a scope"),
        (saving().replace("    control: RDEL\n", ""), "RV322", 6, "saving without a control"),
        (saving().replace("    years: {2009-10: 30}\n", ""), "RV323", 6, "saving without a figure"),
        (saving().replace("    source: ledger entries 12-15\n", ""), "SC005", 6, "no key 'rules.vfm-HO-RDEL.source'"),
        (saving().replace("saving", "reserve"), "SC030", 7, "a reserve cannot be added here"),
        (saving().replace("    kind: saving\n", ""), "SC011", 6, "no rule 'vfm-HO-RDEL'"),
        (saving(code="' s'"), "SC006", 6, "rule ' s'"),
        (saving(code="a;b"), "SC006", 6, "rule 'a;b'"),
    ],
)
def test_a_saving_that_no_row_could_be_is_refused_at_its_line(
    text: str, code: str, line: int, words: str, tmp_path: Path
) -> None:
    rows = making.added("Departments", {"department": "SCO", "name": "Scotland", "devolved": "yes"})
    (problem,) = refused(tmp_path, text, rows)
    assert (problem.code, problem.place.file, problem.place.line) == (code, "savings.yaml", line)
    assert problem.place.cell is None
    assert words in str(problem)


def test_what_the_workbook_takes_off_already_is_not_taken_off_twice(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, saving(), making.added("Rules", OWN))
    assert (problem.code, problem.place.line, problem.place.column) == ("RV326", 6, 3)
    assert "'vfm-HO-RDEL' adds a second saving of HO in RDEL" in problem.found
    assert "'own' is the other" in problem.wanted
    assert rule(reviewed(tmp_path, saving(control="CDEL"), making.added("Rules", OWN)), "own").value == 4_000


def test_two_added_savings_of_one_department_and_control_are_refused(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, saving() + saving(code="again"))
    assert (problem.code, problem.place.line) == ("RV326", 12)
    assert "'again'" in problem.found
    assert "'vfm-HO-RDEL' is the other" in problem.wanted


@pytest.mark.parametrize(
    ("change", "code", "expected"),
    [
        ("phased: {years: {2009-10: 5}}", "phased", (None, (1_000.0, 5_000.0))),
        ("own: {years: {2008-09: 5}}", "own", (4_000.0, (5_000.0, 4_000.0))),
        ("phased: {value: 7, years: {2008-09: 5}}", "phased", (7_000.0, (5_000.0, 7_000.0))),
        ("own: {kind: saving, scope: HO, control: RDEL, value: 6}", "own", (6_000.0, None)),
    ],
)
def test_years_by_name_change_those_alone(change: str, code: str, expected: object, tmp_path: Path) -> None:
    own = rule(reviewed(tmp_path, f"  {change}\n", making.added("Rules", OWN, PHASED)), code)
    assert (own.value, own.years) == expected
    assert own.row > 0


def test_a_source_of_the_scenario_takes_the_place_of_the_workbooks(tmp_path: Path) -> None:
    rows = making.added("Rules", OWN)
    assert (
        rule(reviewed(tmp_path, "  own: {value: 6, source: ledger entry 3}\n", rows), "own").source == "ledger entry 3"
    )
    assert rule(reviewed(tmp_path, "  own: {value: 6}\n", rows), "own").source == "letter"


@pytest.mark.parametrize("key", ["kind: reserve", "scope: DH", "control: CDEL"])
def test_a_rule_of_the_workbook_is_not_made_another(key: str, tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, f"  own:\n    value: 6\n    {key}\n", making.added("Rules", OWN))
    assert (problem.code, problem.place.line) == ("SC031", 8)
    assert "rule 'own'" in problem.found


def test_the_sheet_scenario_adds_a_saving_and_its_faults_have_cells(tmp_path: Path) -> None:
    cells = {"kind": "saving", "scope": "HO", "control": "RDEL", "years.2009-10": 30, "years.2010-11": 7, "source": "a"}
    rows = making.small_review()
    rows["Scenario"] = [{"key": f"rules.vfm-HO-RDEL.{key}", "value": value} for key, value in cells.items()]
    rows["Scenario"].append({"key": "link_strength", "value": 1})
    review = load_review(making.write(tmp_path / "a.xlsx", rows))
    assert rule(review, "vfm-HO-RDEL").years == (0.0, 30_000.0)
    assert [(own.code, own.place.sheet, own.place.cell) for own in review.warnings] == [("RW426", "Scenario", "B9")]
    rows["Scenario"][2]["value"] = "TDEL"
    with pytest.raises(ScenarioError) as caught:
        load_review(making.write(tmp_path / "b.xlsx", rows))
    assert [(own.code, own.place.cell) for own in caught.value.problems] == [("RV322", "B7")]
