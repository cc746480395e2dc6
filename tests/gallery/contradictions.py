"""Exhibits whose cells can each be read, but whose rows contradict one another."""

from __future__ import annotations

from typing import Any

from tests.gallery.exhibit import Exhibit, refused
from tests.gallery.refusals import bid
from tests.making import Rows, added, by_year, changed, small_review

SCOTLAND: dict[str, Any] = {"department": "SCO", "name": "Scotland", "devolved": "yes"}


def rule(kind: str, scope: str | None = None, control: str | None = None, **more: Any) -> dict[str, Any]:
    """A row of Rules: rule A, kind B, scope C, control D, value E, to F, years G."""
    return {"rule": f"{kind} {scope}", "kind": kind, "scope": scope, "control": control} | more


def ruled(*rules: dict[str, Any], scotland: bool = False) -> Rows:
    """The small review with rules, the first in the worksheet's row 5, and Scotland where they need it."""
    rows = added("Rules", *rules)
    if scotland:
        rows = added("Departments", SCOTLAND, base=rows)
        rows = added("Baselines", {"department": "SCO", "control": "RDEL", "amount": 30}, base=rows)
    return rows


def limited(**values: Any) -> Rows:
    """The small review with a third limit, in row 7."""
    return added("Limits", {"limit": "new", "control": "RDEL", "sense": "max", "2008-09": 400} | values)


def moved(**values: Any) -> Rows:
    """The small review with one adjustment, in row 5."""
    line = {"adjustment": "A1", "department": "HO", "control": "RDEL", "kind": "mog", "amount": -2, "to": "DH"}
    return added("Adjustments", line | {"reason": "Function moved"} | values)


def without_deflator() -> Rows:
    """The small review with a rule in real terms, and nothing to reckon them by."""
    rows = ruled(rule("real_growth_floor", "HO", "RDEL", value=-0.5))
    del rows["Economy"]
    return rows


def nobody() -> Rows:
    """A review whose departments, bids and baselines are still the template's examples."""
    rows = small_review()
    for sheet in ("Departments", "Baselines", "Bids", "Effects"):
        first = next(iter(rows[sheet][0]))
        rows[sheet] = [row | {first: f"# {row[first]}"} for row in rows[sheet]]
    del rows["Limits"][1]
    return rows


def circle(*links: tuple[int, str]) -> Rows:
    """The small review in which bids, by their number, require others; requires is column L."""
    rows = small_review()
    for number, others in links:
        rows["Bids"][number]["requires"] = others
    return rows


BETWEEN_ROWS: tuple[Exhibit, ...] = (
    refused("an unknown series", added("Economy", {"series": "gdp_deflater", "2007-08": 1, "2008-09": 1, "2009-10": 1}), "RV301 Economy!A6"),
    refused("a deflator of zero", changed("Economy", 0, **{"2008-09": 0}), "RV302 Economy!C5"),
    refused("a department called total", added("Departments", {"department": "Total", "name": "All"}), "RV303 Departments!A7"),
    refused("a department that reads as a group", added("Departments", {"department": "group:X", "name": "All"}), "RV303 Departments!A7"),
    refused("a transfer to nobody", moved(to=None), "RV305 Adjustments!F5"),
    refused("a transfer to oneself", moved(to="HO"), "RV305 Adjustments!F5"),
    refused("a reclassification with another side", moved(kind="classification"), "RV305 Adjustments!F5"),
    refused("an unknown scope of a limit", limited(scope="MOD"), "RV306 Limits!B7"),
    refused("an unknown group", changed("Limits", 1, scope="group:Sekurity"), "RV306 Limits!B6"),
    refused("an unknown bid as a scope", limited(scope="bid:HO-9"), "RV306 Limits!B7"),
    refused("two limits on one thing", limited(scope="total"), "RV307 Limits!E7"),
    refused("near-cash limited and not given", limited(scope="HO", control="NEAR_CASH"), "RV308 Limits!C7"),
    refused("a least share above the most", bid(2, min_share=0.9, max_share=0.5), "RV309 Bids!L7"),
    refused("half of a whole bid", bid(4, max_share=0.5), "RV310 Bids!L9"),
    refused("a bid of a devolved department", changed("Departments", 0, devolved="yes"), "RV311 Bids!B5", "RV311 Bids!B7"),
    refused("a bid that requires itself", bid(2, requires="HO-1"), "RV312 Bids!L7"),
    refused("no target and no movement", changed("Indicators", 0, target=None, min_movement=None), "RV313 Indicators!H5"),
    refused("a target on the wrong side", changed("Indicators", 0, target=120), "RV314 Indicators!G5"),
    refused("a target at the baseline", changed("Indicators", 0, target=100), "RV314 Indicators!G5"),
    refused("a target year before the baseline year", changed("Indicators", 0, target_year="2006-07"), "RV315 Indicators!H5"),
    refused("a baseline year after the plan", changed("Indicators", 0, baseline_year="2010-11", target_year="2011-12"), "RV315 Indicators!H5"),
    refused("a baseline twice", added("Baselines", small_review()["Baselines"][0]), "RV316 Baselines!A9"),
    refused("an effect twice", added("Effects", small_review()["Effects"][0]), "RV316 Effects!A8"),
    refused("a target that cannot be told from the baseline", changed("Indicators", 0, target=100 - 1e-8), "RV317 Indicators!G5"),
    refused("no departments", nobody(), "RV318 Departments"),
    refused("two bids that require one another", circle((2, "DH-1"), (3, "HO-1")), "RV319 Bids!L7"),
    refused("a circle of three bids, and one of two", circle((4, "HO-1"), (2, "DH-1"), (3, "DH-2; HO-1"), (0, "DH-base"), (1, "HO-base")), "RV319 Bids!L5", "RV319 Bids!L7"),
    refused("a rule without a scope", ruled(rule("reserve", None, "RDEL", value=5)), "RV321 Rules!C5"),
    refused("a rule on a scope that is none", ruled(rule("real_growth_floor", "HOO", "RDEL", value=0)), "RV321 Rules!C5"),
    refused("growth of a programme", ruled(rule("real_growth_floor", "programme:NHS", "RDEL", value=0)), "RV321 Rules!C5"),
    refused("a reserve of one department", ruled(rule("reserve", "HO", "RDEL", value=5)), "RV321 Rules!C5"),
    refused("a block grant of an English department", ruled(rule("population_share", "HO", value=0.1)), "RV321 Rules!C5"),
    refused("growth of no control", ruled(rule("real_growth_floor", "HO", None, value=0)), "RV322 Rules!D5"),
    refused("end-year flexibility of ADMIN", ruled(rule("eyf", "HO", "ADMIN", value=5)), "RV322 Rules!D5"),
    refused("a rule without its figure", ruled(rule("reserve", "total", "RDEL")), "RV323 Rules!E5"),
    refused("growth year by year", ruled(rule("real_growth_floor", "HO", "RDEL", value=0, years="0;0")), "RV323 Rules!G5"),
    refused("three figures for two years", ruled(rule("reserve", "total", "RDEL", years="1;2;3")), "RV324 Rules!G5"),
    refused("more than the whole of a limit switched", ruled(rule("switch_to_capital", "HO", value=5)), "RV325 Rules!E5"),
    refused("a negative reserve", ruled(rule("reserve", "total", "RDEL", years="1;-2")), "RV325 Rules!G5"),
    refused("a rule twice", ruled(rule("reserve", "total", "RDEL", value=5), rule("reserve", "total", "RDEL", value=6, rule="again")), "RV326 Rules!A6"),
    refused("another side to a reserve", ruled(rule("reserve", "total", "RDEL", value=5, to="HO")), "RV327 Rules!F5"),
    refused("a comparability with nobody", ruled(rule("barnett", "SCO", "RDEL", value=0), scotland=True), "RV327 Rules!F5"),
    refused("real terms without a deflator", without_deflator(), "RV328 Rules!B5"),
    refused("a comparability without a population share", ruled(rule("barnett", "SCO", "RDEL", value=0.9, to="DH"), scotland=True), "RV329 Rules!B5"),
    refused("growth from no baseline", ruled(rule("real_growth_floor", "HO", "ADMIN", value=0)), "RV330 Rules!B5"),
    refused("growth of a total from one baseline missing", ruled(rule("admin_real_reduction", "total", value=0.05)), "RV330 Rules!B5", "RV330 Rules!B5"),
    refused("two faults between rows", added("Effects", small_review()["Effects"][0], base=bid(2, min_share=0.9, max_share=0.5)), "RV309 Bids!L7", "RV316 Effects!A8"),
    refused("a near-cash limit with one of its columns", added("Limits", {"limit": "n", "scope": "HO", "control": "NEAR_CASH", "sense": "max", "2008-09": 9}, base=bid(2, **by_year("NEAR_CASH", 1))), "RV308 Limits!C7"),
)  # fmt: skip
"""Refused for what rows say of one another."""
