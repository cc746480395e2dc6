"""Exhibits of scenarios: YAML files beside a good workbook, and the workbook's own Scenario sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests import making
from tests.gallery.exhibit import Exhibit, Make, refused, warned
from tests.gallery.refusals import bid
from tests.making import Rows, added, small_review

HEAD = "schema: 1\nname: Test\nworkbook: review.xlsx\nlink_strength: 1\n"
"""The first four lines of a scenario: what a test adds begins at line 5."""


def scenario(text: str | bytes, rows: Rows | None = None, *, head: str = HEAD) -> Make:
    """A scenario file beside the small review, or beside the rows given."""

    def make(folder: Path) -> Path:
        making.write(folder / "review.xlsx", rows if rows is not None else small_review())
        path = folder / "scenario.yaml"
        path.write_bytes(head.encode() + (text if isinstance(text, bytes) else text.encode()))
        return path

    return make


def on_sheet(*rows: tuple[str, Any]) -> Rows:
    """The small review with a Scenario sheet: key A, value B, the first in row 5."""
    return added("Scenario", *({"key": key, "value": value} for key, value in rows))


def reserved() -> Rows:
    """The small review with a reserve, for a scenario to change."""
    return added("Rules", {"rule": "reserve", "kind": "reserve", "scope": "total", "control": "RDEL", "value": 5})


def half_open() -> Rows:
    """The small review with a limit that has no figure in its first year."""
    return added("Limits", {"limit": "late", "scope": "DH", "control": "CDEL", "sense": "max", "2009-10": 50})


SCENARIOS: tuple[Exhibit, ...] = (
    refused("a scenario that is not there", lambda folder: folder / "nowhere.yaml", "SC001"),
    refused("a scenario that is not UTF-8", scenario(b"why: \xa35 more\n"), "SC001"),
    refused("a scenario far too large", scenario("why: " + "a" * 6_000_000), "SC001"),
    refused("a scenario that is not YAML", scenario("limits: ["), "SC002 5:10"),
    refused("a tab in a scenario", scenario("\tobjective: weighted"), "SC002 5:1"),
    refused("a scenario that is a list", scenario("- 1\n- 2\n", head=""), "SC002 1:1"),
    refused("an empty scenario", scenario("", head=""), "SC002 1:1"),
    refused("a workbook renamed .yaml", lambda folder: making.write(folder / "a.xlsx", small_review()).rename(folder / "a.yaml"), "SC001"),
    refused("a key twice", scenario("name: again\n"), "SC003 5:1"),
    refused("a misspelt key", scenario("objectve: weighted\n"), "SC004 5:1"),
    refused("a misspelt key of a limit", scenario("limits:\n  total-RDEL: {ad: 5}\n"), "SC004 6:16"),
    refused("no schema", scenario("name: Test\nworkbook: review.xlsx\n", head=""), "SC005 1:1"),
    refused("no workbook", scenario("", head="schema: 1\nname: Test\n"), "SC005 1:1"),
    refused("a scenario of a later schema", scenario("", head="schema: 2\nname: Test\nworkbook: review.xlsx\n"), "SC006 1:1"),
    refused("a link strength of two", scenario("", head=HEAD.replace("link_strength: 1", "link_strength: 2")), "SC006 4:1"),
    refused("yes for a number", scenario("weights: {PSA19: yes}\n"), "SC006 5:11"),
    refused("a number that is none", scenario("weights: {PSA19: .nan}\n"), "SC006 5:11"),
    refused("a year that is none", scenario("limits: {total-RDEL: {add: {2008-10: 5}}}\n"), "SC006 5:29"),
    refused("two faults of a scenario", scenario("objectve: weighted\nweights: {PSA19: -1}\n"), "SC004 5:1", "SC006 6:11"),
    refused("a change to an unknown limit", scenario("limits: {total-RDELL: {add: 5}}\n"), "SC011 5:24"),
    refused("a change to an unknown bid", scenario("bids:\n  HO-11: {force: in}\n"), "SC011 6:3"),
    refused("a change to an unknown priority", scenario("weights: {PSA91: 2}\n"), "SC011 5:11"),
    refused("a change to an unknown rule", scenario("rules: {reserv: {value: 2}}\n", reserved()), "SC011 5:9"),
    refused("a change outside the plan", scenario("limits: {total-RDEL: {add: {2012-13: 5}}}\n"), "SC012 5:29"),
    refused("an addition to a blank limit", scenario("limits: {late: {add: {2008-09: 5}}}\n", half_open()), "SC013 5:23"),
    refused("a bid forced and held", scenario("bids:\n  DH-1: {share: 0.5, force: in}\n"), "SC014 6:3"),
    refused("half of a whole bid in a scenario", scenario("bids:\n  DH-2: {share: 0.5}\n"), "SC015 6:3"),
    refused("three figures for two years in a scenario", scenario("rules: {reserve: {years: [1, 2, 3]}}\n", reserved()), "SC016 5:9", "RV324 5:9"),
    refused("a reserve that a scenario adds", scenario("rules: {late: {kind: reserve, scope: total, control: RDEL, value: 2}}\n"), "SC030 5:16"),
    refused("a saving added without a source", scenario("rules: {s: {kind: saving, scope: HO, control: RDEL, value: 2}}\n"), "SC005 5:9"),
    refused("a saving added to nobody", scenario("rules: {s: {kind: saving, scope: HX, control: RDEL, value: 2, source: a}}\n"), "RV321 5:27"),
    refused("a saving added to Total DEL", scenario("rules: {s: {kind: saving, scope: HO, control: TDEL, value: 2, source: a}}\n"), "RV322 5:38"),
    refused("a saving added without a figure", scenario("rules: {s: {kind: saving, scope: HO, control: RDEL, source: a}}\n"), "RV323 5:9"),
    refused("a saving added with three figures for two years", scenario("rules: {s: {kind: saving, scope: HO, control: RDEL, source: a, years: [1, 2, 3]}}\n"), "RV324 5:64"),
    refused("a saving added under a code of two lines", scenario('rules: {"a\\nb": {kind: saving, scope: HO, control: RDEL, source: a, value: 2}}\n'), "SC006 5:9"),
    refused("two savings added to one department", scenario("rules: {s: &s {kind: saving, scope: HO, control: RDEL, value: 2, source: a}, t: *s}\n"), "RV326 5:78"),
    refused("another scope for a rule of the workbook", scenario("rules: {reserve: {scope: HO}}\n", reserved()), "SC031 5:19"),
    refused("another kind for a rule of the workbook", scenario("rules: {reserve: {kind: saving}}\n", reserved()), "SC031 5:19"),
    refused("a source for a reserve", scenario("rules: {reserve: {source: a letter}}\n", reserved()), "SC032 5:19"),
    refused("figures by no year", scenario("rules: {reserve: {years: {}}}\n", reserved()), "SC006 5:19"),
    refused("an objective that is not there yet", scenario("objective: npsv\n"), "SC021"),
    refused("a link strength that is not there yet", scenario("", head=HEAD.replace("link_strength: 1", "link_strength: 0.3")), "SC022"),
    refused("no weight at all", scenario("weights: {PSA19: 0, PSA23: 0}\n"), "SC023 Priorities"),
    refused("a rule out of range in a scenario", scenario("rules: {reserve: {value: -2}}\n", reserved()), "RV325 5:9"),
    refused("a scenario of a workbook that is not there", scenario("", head=HEAD.replace("review", "nowhere")), "WB001"),
    refused("a scenario of a workbook with a fault", scenario("", bid(2, kind="wish")), "WB104 Bids!E7"),
    refused("words for a figure on the Scenario sheet", on_sheet(("limits.total-RDEL.add.2008-09", "lots")), "SC006 Scenario!B5"),
    refused("an unknown key on the Scenario sheet", on_sheet(("objectve", "weighted")), "SC004 Scenario!B5"),
    refused("a key on the Scenario sheet as a whole and in part", on_sheet(("limits.total-RDEL.add", 1), ("limits.total-RDEL.add.2008-09", 2)), "SC003 Scenario!B6"),
    refused("an unknown limit on the Scenario sheet", on_sheet(("limits.totl-RDEL.add", 1)), "SC011 Scenario!B5"),
    refused("a saving added to nobody on the Scenario sheet", on_sheet(("rules.s.kind", "saving"), ("rules.s.scope", "HX"), ("rules.s.control", "RDEL"), ("rules.s.years.2009-10", 2), ("rules.s.source", "a")), "RV321 Scenario!B6"),
    warned("a saving in a year outside the plan", scenario("rules: {s: {kind: saving, scope: HO, control: RDEL, source: a, years: {2009-10: 1, 2010-11: 2}}}\n"), "RW426 5:84"),
    warned("a scenario beside a Scenario sheet", scenario("", on_sheet(("link_strength", 0.5))), "RW410 Scenario"),
)  # fmt: skip
"""Of scenarios."""
