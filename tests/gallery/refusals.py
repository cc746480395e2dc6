"""Exhibits about sheets, headers, settings and cells that cannot be read as what they should be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from tests import making
from tests.gallery.exhibit import Exhibit, Make, book, parts, refused, replaced
from tests.making import Rows, added, changed, small_review, without

RDEL = "RDEL 2008-09"


def bid(row: int, **values: Any) -> Rows:
    """The small review with cells of one bid changed: row 2 is HO-1, in the worksheet's row 7."""
    return changed("Bids", row, **values)


def money(cell: Any) -> Rows:
    """The small review with Bids!H7, £15m of RDEL, as something else."""
    return bid(2, **{RDEL: cell})


def told(**values: Any) -> Rows:
    """The small review with settings changed."""
    return small_review() | {"Review": making.settings(**values)}


def edited(sheet: str, cell: str, value: Any, rows: Rows | None = None) -> Make:
    """A workbook in which one cell is typed over."""

    def edit(opened: Any) -> None:
        opened[sheet][cell] = value

    return book(rows, edit)


def renamed(old: str, new: str) -> Rows:
    """The small review with a sheet under another title."""
    return {new if title == old else title: records for title, records in small_review().items()}


def left_out(sheet: str) -> Rows:
    """The small review without one of its sheets."""
    return {title: records for title, records in small_review().items() if title != sheet}


def setting_left_out(name: str) -> Rows:
    """The small review without one of its settings."""
    return small_review() | {"Review": [row for row in making.settings() if row["setting"] != name]}


def missing_departments() -> Rows:
    """No departments at all, and rules and limits of every kind that name them."""
    rows = left_out("Departments")
    rows["Rules"] = [
        {"rule": "floor", "kind": "real_growth_floor", "scope": "HO", "control": "RDEL", "value": 0},
        {"rule": "barnett", "kind": "barnett", "scope": "SCO", "control": "RDEL", "to": "DH", "value": 0.9},
        {"rule": "people", "kind": "population_share", "scope": "SCO", "value": 0.1},
    ]
    return rows


def many(sheet: str, make: Callable[[int], dict[str, Any]], count: int) -> Rows:
    """The small review with one sheet filled anew."""
    return small_review() | {sheet: [make(number) for number in range(count)]}


def rule(years: str) -> dict[str, Any]:
    """A rule with a figure for each plan year, as typed."""
    return {"rule": "a", "kind": "saving", "scope": "HO", "control": "RDEL", "value": None, "years": years}


def two_misspelt(opened: Any) -> None:
    opened["Bids"]["B4"], opened["Bids"]["C4"] = "Departmnet", "Programm"


SHEETS: tuple[Exhibit, ...] = (
    refused("a sheet missing", left_out("Departments"), "WB010"),
    refused("a sheet missing to which limits and rules refer", missing_departments(), "WB010"),
    refused("a sheet under a title that is nearly right", renamed("Bids", "Bid"), "WB010"),
    refused("the sheet Review missing", left_out("Review"), "WB010"),
    refused("a required column missing", without("Bids", "programme"), "WB011 Bids!A4"),
    refused("a required column misspelt", edited("Bids", "B4", "Departmnet"), "WB011 Bids!B4"),
    refused("two required columns misspelt", book(edit=two_misspelt), "WB011 Bids!A4"),
    refused("a setting that is an error", edited("Review", "B7", "#REF!"), "WB105 Review!B7"),
    refused("plan years with a dash that is no hyphen", told(plan_years="2008\u201309, 2009-10"), "WB106 Review!B7"),
    refused("plan years with a slash", told(plan_years="2008/09, 2009/10"), "WB106 Review!B7"),
    refused("a year column missing", without("Limits", "2009-10"), "WB011 Limits!A4"),
    refused("a sheet with nothing on it", small_review() | {"Bids": [{}]}, "WB011 Bids"),
    refused("a header below the first twelve rows", book(edit=lambda opened: opened["Bids"].insert_rows(1, 12)), "WB011 Bids"),
    refused("an unknown column", bid(2, **{"RDEL 2008-9": 3}), "WB012 Bids!L4"),
    refused("a year in the header that is none of the plan", bid(2, **{"RDEL 2010-11": 3}), "WB012 Bids!L4"),
    refused("a number in the header", edited("Bids", "L4", 2008), "WB012 Bids!L4"),
    refused("a column twice", edited("Bids", "L4", "RDEL 2008-09"), "WB013 Bids!L4"),
    refused("a column twice but for case", edited("Bids", "L4", " Title"), "WB013 Bids!L4"),
    refused("an unknown setting", told(baseline_yeer="2007-08"), "WB014 Review!A10"),
    refused("a setting missing", setting_left_out("rdel_includes_depreciation"), "WB015 Review"),
    refused("the plan years missing", setting_left_out("plan_years"), "WB015 Review"),
    refused("a setting twice", small_review() | {"Review": [*making.settings(), {"setting": "name", "value": "Again"}]}, "WB111 Review!A10"),
    refused("a setting left blank", told(name=None), "WB101 Review!B5"),
    refused("a later version of the format", told(format=2), "WB016 Review!B10"),
    refused("plan years with a gap", told(plan_years="2008-09, 2010-11"), "WB017 Review!B7"),
    refused("plan years that begin with the baseline year", told(plan_years="2007-08, 2008-09"), "WB017 Review!B7"),
    refused("plan years in the wrong order", told(plan_years="2009-10, 2008-09"), "WB017 Review!B7"),
    refused("six plan years", told(plan_years="2008-09, 2009-10, 2010-11, 2011-12, 2012-13, 2013-14"), "WB017 Review!B7"),
    refused("a year whose halves do not follow", told(plan_years="2008-09, 2009-11"), "WB106 Review!B7"),
    refused("a baseline year of one figure", told(baseline_year=2007), "WB106 Review!B6"),
    refused("two sheets of one title", small_review() | {"Limits ": small_review()["Limits"]}, "WB018 Limits "),
)  # fmt: skip
"""Refused for a sheet, a header or a setting."""

CELLS: tuple[Exhibit, ...] = (
    refused("a required cell blank", bid(2, title=None), "WB101 Bids!D7"),
    refused("a required figure blank", changed("Baselines", 1, amount=None), "WB101 Baselines!C6"),
    refused("a required cell of nothing but spaces", bid(2, title="  \u00a0 "), "WB101 Bids!D7"),
    refused("n/a for money", money("n/a"), "WB102 Bids!H7"),
    refused("x for money", money("x"), "WB102 Bids!H7"),
    refused("[x] for money", money("[x]"), "WB102 Bids!H7"),
    refused("words for money", money("about fifteen"), "WB102 Bids!H7"),
    refused("a unit after the money", money("15 million"), "WB102 Bids!H7"),
    refused("TRUE for money", money(True), "WB102 Bids!H7"),
    refused("two points in one number", money("1.2.3"), "WB102 Bids!H7"),
    refused("a sign within brackets", money("(-12)"), "WB102 Bids!H7"),
    refused("a plus within brackets", money("(+12)"), "WB102 Bids!H7"),
    refused("a sign within brackets, for a weight", changed("Priorities", 0, weight="(-1)"), "WB102 Priorities!C5"),
    refused("two figures in two lines of one cell", money("12\n15"), "WB102 Bids!H7"),
    refused("two figures in one cell", money("1 2"), "WB102 Bids!H7"),
    refused("a pound sign between figures", money("1£2"), "WB102 Bids!H7"),
    refused("per cent of nothing", bid(2, max_share="%"), "WB102 Bids!L7"),
    refused("a list of figures with a hole", added("Rules", rule("1;;2")), "WB102 Rules!G5"),
    refused("a list of figures with nothing at its end", added("Rules", rule("1;2;")), "WB102 Rules!G5"),
    refused("two figures in one part of a list", added("Rules", rule("1 2;1\n3")), "WB102 Rules!G5"),
    refused("commas between required bids", bid(4, requires="DH-1, HO-1"), "WB112 Bids!L9"),
    refused("a dash where a blank is no zero", changed("Baselines", 0, amount="-"), "WB102 Baselines!C5"),
    refused("words for a weight", changed("Priorities", 0, weight="high"), "WB102 Priorities!C5"),
    refused("TRUE for an effect", changed("Effects", 0, effect=True), "WB102 Effects!C5"),
    refused("a share below nothing", bid(2, min_share=-0.1), "WB103 Bids!L7"),
    refused("a share of 50, for per cent", bid(2, max_share=50), "WB103 Bids!L7"),
    refused("half a quality", added("Assumptions", {"assumption": "A1", "statement": "Pay", "quality": 2.5}), "WB103 Assumptions!C5"),
    refused("more money than there is", money(1e9), "WB103 Bids!H7"),
    refused("an infinite number as text", money("1e400"), "WB103 Bids!H7"),
    refused("a weight of indicators of nothing", changed("Indicators", 0, weight=0), "WB103 Indicators!H5"),
    refused("an unknown control", changed("Limits", 0, control="XDEL"), "WB104 Limits!C5"),
    refused("an unknown kind of bid", bid(2, kind="wish"), "WB104 Bids!E7"),
    refused("an unknown kind of rule", added("Rules", {"rule": "a", "kind": "growth_floor", "scope": "HO", "control": "RDEL", "value": 0}), "WB104 Rules!B5"),
    refused("an unknown status", bid(2, status="guess"), "WB104 Bids!G7"),
    refused("perhaps for yes or no", bid(2, divisible="perhaps"), "WB104 Bids!F7"),
    refused("a total where controls are given", changed("Baselines", 0, control="TDEL"), "WB104 Baselines!B5"),
    refused("a division by zero", money(("=1/0", "#DIV/0!")), "WB105 Bids!H7"),
    refused("a reference to nothing", changed("Baselines", 0, amount=("=#REF!", "#REF!")), "WB105 Baselines!C5"),
    refused("a look-up that found nothing, for a code", bid(2, department=("=NA()", "#N/A")), "WB105 Bids!B7"),
    refused("words for a year", changed("Indicators", 0, target_year="soon"), "WB106 Indicators!H5"),
    refused("a year as the fifth of a month", changed("Indicators", 0, target_year=dt.date(2009, 10, 5)), "WB106 Indicators!H5"),
    refused("words for a date", told(as_at="yesterday"), "WB106 Review!B10"),
    refused("a date that no calendar has", told(as_at="2008-02-30"), "WB106 Review!B10"),
    refused("a date for money", money(dt.date(2026, 4, 1)), "WB107 Bids!H7"),
    refused("a date for a share", bid(2, max_share=dt.date(2026, 4, 1)), "WB107 Bids!L7"),
    refused("a decimal comma", money("12,5"), "WB108 Bids!H7"),
    refused("points between thousands, then a comma", money("1.234,5"), "WB102 Bids!H7"),
    refused("a code with a space", changed("Departments", 0, department="H O"), "WB109 Departments!A5", "WB112 Baselines!A5", "WB112 Baselines!A6", "WB112 Bids!B5", "WB112 Bids!B7", "RV306 Limits!B6"),
    refused("a code with a semicolon", bid(4, bid="DH;2"), "WB109 Bids!A9", "WB112 Effects!A7"),
    refused("a date for a code", bid(4, bid=dt.date(2026, 4, 1)), "WB104 Bids!A9", "WB112 Effects!A7"),
    refused("a formula never calculated", money(("=10+5", "")), "WB110 Bids!H7"),
    refused("a formula never calculated, for a code", bid(2, department=("=A1", "")), "WB110 Bids!B7"),
    refused("a formula without a value, shared", parts({"Bids": replaced('<c r="H7"><v>15</v></c>', '<c r="H7"><f t="shared" si="0"/></c>')}), "WB110 Bids!H7"),
    refused("a bid twice", added("Bids", small_review()["Bids"][3]), "WB111 Bids!A10"),
    refused("a bid twice but for case", added("Bids", small_review()["Bids"][3] | {"bid": "dh-1"}), "WB111 Bids!A10"),
    refused("a limit twice", added("Limits", small_review()["Limits"][0] | {"scope": "DH"}), "WB111 Limits!A7"),
    refused("a department twice", added("Departments", {"department": "HO", "name": "Again"}), "WB111 Departments!A7"),
    refused("an unknown department", bid(2, department="HOO"), "WB112 Bids!B7"),
    refused("a department in another case", bid(2, department="ho"), "WB112 Bids!B7"),
    refused("an unknown bid in requires", bid(4, requires="DH-1; DH-9"), "WB112 Bids!L9"),
    refused("an unknown priority", changed("Indicators", 1, priority="PSA91"), "WB112 Indicators!B6"),
    refused("an unknown indicator", changed("Effects", 1, indicator="wait"), "WB112 Effects!B6"),
    refused("an unknown department on the other side", added("Adjustments", {"adjustment": "A1", "department": "HO", "control": "RDEL", "kind": "mog", "amount": -2, "to": "MOJ", "reason": "Moved"}), "WB112 Adjustments!F5"),
    refused("two faults on two sheets", bid(2, **{RDEL: "x"}) | {"Limits": changed("Limits", 0, control="RDLE")["Limits"]}, "WB104 Limits!C5", "WB102 Bids!H7"),
    refused("two faults in one row", bid(2, **{RDEL: "x", "kind": "wish"}), "WB104 Bids!E7", "WB102 Bids!H7"),
    refused("a fault of a cell and one between rows", bid(2, **{RDEL: "x"}) | {"Indicators": changed("Indicators", 1, target=10)["Indicators"]}, "WB102 Bids!H7", "RV314 Indicators!G6"),
    refused("a thousand unknown codes", many("Effects", lambda n: {"bid": f"NO-{n}", "indicator": "crime", "effect": 1}, 1000), *(f"WB112 Effects!A{5 + n}" for n in range(1000))),
)  # fmt: skip
"""Refused for a cell."""
