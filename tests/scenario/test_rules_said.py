"""Whole rules in a scenario: kind, scope, control and source, figures by year, each with the place that set it."""

from __future__ import annotations

from pathlib import Path

import pytest

from spendreview.errors import Place, ScenarioError
from spendreview.scenario import load_scenario, scenario_from_sheet
from spendreview.scenario.records import RuleChange
from spendreview.scenario.schema import json_schema
from spendreview.terms import Control, RuleKind, Year

SOURCE = "ledger entries 12-15, 19 (claims), 7 (pre-netted); head 42-9f3c12ab"
OVERLAY = f"""schema: 1
name: savings from the ledger
why: What counts less what was taken out of DEL already, as at 2010-09-30
rules:
  vfm-HO-RDEL:
    kind: saving
    scope: HO
    control: RDEL
    years:
      2008-09: -12.5
      2009-10: 30
    source: "{SOURCE}"
"""


def one(tmp_path: Path, text: str) -> RuleChange:
    path = tmp_path / "savings.yaml"
    path.write_text(text, encoding="utf-8")
    (change,) = load_scenario(path).rules
    return change


def test_a_rule_is_read_whole_with_the_line_of_each_key(tmp_path: Path) -> None:
    change = one(tmp_path, OVERLAY)
    assert (change.rule, change.kind, change.scope) == ("vfm-HO-RDEL", RuleKind.SAVING, "HO")
    assert (change.control, change.source) == (Control.RDEL, SOURCE)
    assert change.years == {Year(2008): -12.5, Year(2009): 30.0}
    keys = ("kind", "scope", "control", "years", "2008-09", "2009-10", "source", "value")
    assert [change.place_of(key).line for key in keys] == [6, 7, 8, 9, 10, 11, 12, 5]
    assert change.place_of("2009-10").column == 7


def test_a_list_of_years_stays_a_list(tmp_path: Path) -> None:
    change = one(tmp_path, "schema: 1\nname: a\nrules: {r: {years: [1, 2.5]}}\n")
    assert (change.years, change.kind, change.source) == ((1.0, 2.5), None, None)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("{kind: savings}", "rules.r.kind is 'savings'; wanted 'real_growth_floor'"),
        ("{control: XDEL}", "rules.r.control is 'XDEL'; wanted 'RDEL'"),
        ("{scope: 5}", "rules.r.scope is 5; wanted a valid string"),
        ("{source: ' '}", "rules.r.source is ' '"),
        ("{years: 5}", "rules.r.years is 5; wanted a valid list"),
        ("{years: {2009-10: yes}}", "rules.r.years.2009-10 is 'yes'; wanted a valid number"),
        ("{years: {2009-11: 1}}", "'2009-11' is not a financial year"),
        ("{years: {2009-10: 1, '2009-10 ': 2}}", "'2009-10 ' is not a financial year such as 2009-10"),
        ("{years: {2009-10: 1.0e+9}}", "wanted less than or equal to 100000000"),
        ("{sauce: x}", "unknown key 'rules.r.sauce'; wanted 'source'?"),
    ],
)
def test_a_value_that_is_not_taken_is_one_fault_in_plain_words(rule: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        one(tmp_path, f"schema: 1\nname: a\nrules: {{r: {rule}}}\n")
    (problem,) = caught.value.problems
    assert words in str(problem)
    assert problem.place.line == 3


def test_the_sheet_takes_the_same_keys_with_dots() -> None:
    cells = {
        "rules.vfm.HO-RDEL.kind": "saving",
        "rules.vfm.HO-RDEL.scope": "12",
        "rules.vfm.HO-RDEL.control": "RDEL",
        "rules.vfm.HO-RDEL.years.2008-09": "-1,012.5",
        "rules.vfm.HO-RDEL.years.2009-10": 30.0,
        "rules.vfm.HO-RDEL.source": "42",
    }
    places = {key: Place(file="a.xlsx", sheet="Scenario", cell=f"B{row}") for row, key in enumerate(cells, start=5)}
    (change,) = scenario_from_sheet({key: (cells[key], places[key]) for key in cells}, "a.xlsx", "a").rules
    assert (change.rule, change.scope, change.source) == ("vfm.HO-RDEL", "12", "42")
    assert change.years == {Year(2008): -1012.5, Year(2009): 30.0}
    assert [change.place_of(key).cell for key in ("scope", "2009-10", "source", "value")] == ["B6", "B9", "B10", "B5"]


def test_a_priority_may_be_called_what_a_key_of_rules_is() -> None:
    cells = {"weights.source": ("2.5", Place(file="a.xlsx", sheet="Scenario", cell="B5"))}
    assert scenario_from_sheet(cells, "a.xlsx", "a").weights[0].weight == 2.5


def test_editors_are_told_of_both_shapes_of_years() -> None:
    keys = json_schema()["$defs"]["RuleKeys"]["properties"]  # type: ignore[index]
    shapes = [shape.get("type") for shape in keys["years"]["anyOf"]]
    assert shapes == ["array", "object", "null"]
    assert {"kind", "scope", "control", "source"} <= set(keys)
