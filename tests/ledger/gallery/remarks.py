"""Exhibits that are taken in, with a remark or without a word."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.ledger.books import (
    AUDIT,
    BINDING,
    CLAIM,
    INITIATIVE,
    PROGRAMME,
    RESOLUTION,
    added,
    changed,
    settings,
    small_report,
    small_return,
)
from tests.ledger.gallery.exhibit import Exhibit, edited, harmless, typed, warned
from tests.ledger.gallery.refusals import claim, gross
from tests.ledger.gallery.rows import SMALL, TREASURY, compiled, later, total

WHOLE = INITIATIVE | {"initiative": "ALL-TOTAL", "department": "ALL", "level": "aggregate"}
"""A published total of the whole of government."""


def post(measure: str, posts: float) -> dict[str, Any]:
    """Posts of the Home Office on one day."""
    return small_return()["Posts"][0] | {"measure": measure, "posts": posts, "target": None}


def hidden_row(opened: Any) -> None:
    opened["Claims"].row_dimensions[6].hidden = True


def hidden_column(opened: Any) -> None:
    opened["Claims"].column_dimensions["C"].hidden = True


def hidden_sheet(opened: Any) -> None:
    opened["Claims"].sheet_state = "hidden"


def merged(opened: Any) -> None:
    opened["Claims"].merge_cells("L5:L6")


def set_aside(opened: Any) -> None:
    opened["Claims"]["A7"] = "# HO-PROC-01"


def beside(programme: str = "csr07", **more: Any) -> dict[str, Any]:
    """A return of the whole of government with a total, and a department's claim besides."""
    rows = dict(TREASURY)
    rows["Initiatives"] = [*rows["Initiatives"], WHOLE | {"programme": programme}]
    rows["Claims"] = [*rows["Claims"], CLAIM | {"initiative": "ALL-TOTAL"} | more]
    return rows


EXCLUDED = {
    "Return": settings(department="ALL", return_id="rule", as_at=dt.date(2009, 6, 1)),
    "Programmes": [PROGRAMME | {"one_off_cost": "exclude"}],
}
"""From June 2009 on one-off costs no longer come off."""

TAKEN = {
    "Return": settings(department="DH", return_id="taken-over", as_at=dt.date(2009, 6, 1)),
    "Initiatives": [INITIATIVE | {"department": "DH"}],
}
"""From June 2009 on the initiative is another department's."""


def later_total(amount: float) -> dict[str, Any]:
    """A return of the same claims before the rule changed, under another name."""
    rows = total(amount)
    rows["Return"] = [row | {"value": "again"} if row["setting"] == "return_id" else row for row in rows["Return"]]
    return {title: some for title, some in rows.items() if title != "Programmes"}


WARNED: tuple[Exhibit, ...] = (
    warned("a number as text", gross("12.5"), "WW201 Claims!C5"),
    warned("thousands with a comma, as text", gross("1,250"), "WW201 Claims!C5"),
    warned("brackets for a negative number", gross("(12)"), "WW201 Claims!C5"),
    warned("a pound sign", gross("£12.5"), "WW201 Claims!C5"),
    warned("a share in per cent, as text", claim(cash_share="50%"), "WW201 Claims!G5"),
    warned("four decimals", gross(12.5004), "WW202 Claims!C5"),
    warned("a dash for no cost", claim(ongoing_cost="-"), "WW203 Claims!D5"),
    warned("a year that Excel made a date", claim(year=dt.date(2008, 9, 1)), "WW204 Claims!B5"),
    warned("an unknown sheet", small_return() | {"Workings": [{"a": 1}]}, "WW205 Workings"),
    warned("a sheet nearly called Claims", small_return() | {"Claim": small_return()["Claims"]}, "WW205 Claim"),
    warned("formulas whose values were never Excel's", gross(("=10+2.5", 12.5)), "WW207 Claims"),
    warned("a hidden sheet", edited(hidden_sheet), "WW208 Claims"),
    warned("a hidden row", edited(hidden_row), "WW209 Claims!A6"),
    warned("a hidden column", edited(hidden_column), "WW210 Claims!C4"),
    warned("merged cells", edited(merged), "WW211 Claims!L5"),
    warned("figures under a blank header", typed("Claims", "D4", None), "WW215 Claims!D4"),
    warned("a whole row set aside", edited(set_aside), "WW216 Claims!A7"),
    warned("a total beside its parts", beside(), "LW901 Claims"),
    warned("a claim before the first year", claim(year="2006-07"), "LW902 Claims!B5"),
    warned("a claim after the final year", claim(year="2011-12"), "LW902 Claims!B5"),
    warned("a target after the final year", changed("Targets", 0, year="2011-12"), "LW902 Targets!D5"),
    warned("a return that is backdated", {"Return": settings(return_id="2008-Q3", as_at=dt.date(2008, 12, 31)), "Claims": [CLAIM]}, "LW903 Return!B7", before=SMALL),
    warned("a return of a day to come", {"Return": settings(as_at=dt.date(2926, 3, 31))}, "LW905 Return!B7"),
    warned("a finding of a day to come", {"Audits": [AUDIT, AUDIT | {"report": "NAO next", "date": dt.date(2926, 7, 20)}]}, "LW905 Audits!J6", before=SMALL),
    warned("costs below nil", added("Claims", CLAIM | {"year": "2010-11", "ongoing_cost": -1, "one_off_cost": -2}), "LW906 Claims!D8", "LW906 Claims!E8"),
    warned("more posts reallocated than reduced", small_return() | {"Posts": [post("reduction_gross", 100), post("reallocated", 101)]}, "LW907 Posts!D6"),
    warned("a control total before cost", total(15.5), "LW904 Return!B9"),
    warned("a control total by a rule that came later", later_total(14.3), "LW909 Return!B9", before=(*SMALL, EXCLUDED)),
    warned("a programme with a year less", {"Return": settings(department="ALL", return_id="cut", as_at=dt.date(2009, 6, 1)), "Programmes": [PROGRAMME | {"final_year": "2009-10"}]}, "LW911 Programmes!E5", before=SMALL),
    harmless("a programme with a year more", {"Return": settings(department="ALL", return_id="longer", as_at=dt.date(2009, 6, 1)), "Programmes": [PROGRAMME | {"final_year": "2011-12"}]}, before=SMALL),
    warned("another department's initiative as one's own", TAKEN, "LW910 Initiatives!C5", before=SMALL),
    warned("a department that says what binds", added("Binding", BINDING), "LW912 Binding!B5"),
    warned("a department that says it twice", added("Binding", BINDING, BINDING | {"check": "VFM10"}), "LW912 Binding!B5"),
    harmless("a Treasury that says what binds", compiled(Binding=[BINDING])),
    harmless("a decision on what only the ledger knows", {"Return": settings(department="ALL", return_id="x"), "Resolutions": [RESOLUTION]}, before=SMALL),
    harmless("a Treasury that decides on a duplicate", compiled(Resolutions=[RESOLUTION])),
    warned("a claim on what another department has taken over", later(CLAIM), "LW908 Claims!A5", before=(*SMALL, TAKEN)),
)  # fmt: skip
"""Taken in, with a remark."""

HARMLESS: tuple[Exhibit, ...] = (
    harmless("the small return", small_return()),
    harmless("the same return again", small_return(), before=SMALL),
    harmless("an auditor's report alone", small_report(), before=SMALL),
    harmless("the same report again", small_report(), before=(small_return(), small_report())),
    harmless("a report with a finding that the ledger has, and another", {"Audits": [AUDIT, AUDIT | {"initiative": "HO-IT-01"}]}, before=(small_return(), small_report())),
    harmless("a return and a report on it together", (small_report(), small_return())),
    harmless("a return of nothing", {"Return": settings()}),
    harmless("claims on initiatives that only the ledger knows", later(CLAIM, CLAIM | {"initiative": "HO-IT-01"}), before=SMALL),
    harmless("claims on initiatives of another file handed in with it, which comes second", (later(CLAIM), small_return())),
    harmless("a control total hit", total(13.5)),
    harmless("a control total hit with a cost that the programme leaves out", total(14.3) | {"Programmes": [small_return()["Programmes"][0] | {"one_off_cost": "exclude"}, small_return()["Programmes"][1]]}),
    harmless("a control total of costs that are spread over three years", total(14.033) | {"Programmes": [small_return()["Programmes"][0] | {"one_off_cost": "annualise"}, small_return()["Programmes"][1]]}),
    harmless("as many posts reallocated as reduced, and none said to be reduced for another programme", small_return() | {"Posts": [post("reduction_gross", 100), post("reallocated", 100), post("reallocated", 7) | {"programme": "oep"}]}),
    harmless("a control total of a claim that is gross", total(15.5) | {"Claims": changed("Claims", 0, basis="gross")["Claims"]}),
    harmless("a control total of nothing", {"Return": settings(control_total=0)}),
    harmless("a saving below nothing", gross(-3)),
    harmless("costs above the saving", claim(one_off_cost=100)),
    harmless("a claim and a forecast for one year", added("Claims", CLAIM | {"forecast": "yes"})),
    harmless("TRUE for yes", claim(method_agreed=True)),
    harmless("words in capitals", claim(basis="NET", stage="Interim")),
    harmless("hard spaces around a code", claim(initiative="\u00a0HO-PROC-01 ")),
    harmless("a column of one's own", claim(**{"# mine": 3})),
    harmless("a text that looks like a formula", changed("Initiatives", 0, title="=cmd|'/C calc'!A0")),
    harmless("a text with an escaped nothing", changed("Initiatives", 0, title="a_x0000_b")),
    harmless("long words and other alphabets", changed("Initiatives", 0, title="é🙂" * 500)),
    harmless("a table that begins lower down", edited(lambda opened: opened["Claims"].insert_rows(1, 5))),
    harmless("posts of several dates, in returns of their own", {"Return": settings(return_id="c"), "Posts": [small_return()["Posts"][0] | {"as_at": dt.date(2008, 12, 31)}]}, before=SMALL),
    harmless("a return that the Treasury compiles", TREASURY),
)  # fmt: skip
"""Taken in without a word."""
