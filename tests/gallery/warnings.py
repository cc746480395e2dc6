"""Exhibits that are read with a warning: each with the rows that it must be read as."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests import making
from tests.gallery.contradictions import limited, rule, ruled
from tests.gallery.exhibit import Exhibit, Make, book, warned
from tests.gallery.refusals import bid, edited, money, told
from tests.making import added, by_year, changed, small_review

WORKING = {"Working": [{"a": 1}]}


def text_number(text: str, amount: float, name: str) -> Exhibit:
    """A number that was typed, or pasted, as text."""
    return warned(name, money(text), "WW201 Bids!H7", reads=money(amount))


def edited_by_date(sheet: str, **cells: dt.date) -> Make:
    """Cells in which Excel made dates of years."""

    def edit(opened: Any) -> None:
        for cell, day in cells.items():
            opened[sheet][cell] = day

    return book(edit=edit)


def header_cleared() -> Make:
    """A workbook in which the header of £m of the first year was deleted."""
    return edited("Bids", "H4", None)


def set_aside(*rows: int) -> Make:
    """A workbook in which bids were set aside, and their effects taken out."""
    plain = small_review() | {"Effects": small_review()["Effects"][:1]}

    def edit(opened: Any) -> None:
        for row in rows:
            cell = opened["Bids"].cell(row, 1)
            cell.value = f"# {cell.value}"

    return book(plain, edit)


def mechanistic(folder: Path) -> Path:
    """The small review as it is: nobody gave a link strength."""
    return making.write(folder / "review.xlsx", small_review())


READ: tuple[Exhibit, ...] = (
    text_number("15.5", 15.5, "a number as text"),
    text_number("1,234", 1234, "thousands with a comma, as text"),
    text_number("(12)", -12, "brackets for a negative number"),
    text_number("£34.5", 34.5, "a pound sign before the number"),
    text_number("7 ", 7, "a space after the number"),
    text_number("\u00a07.25\u00a0", 7.25, "hard spaces around the number"),
    text_number("-1.5", -1.5, "a negative number as text"),
    text_number("\u22121.5", -1.5, "a minus sign that is no hyphen"),
    text_number("\u20131.5", -1.5, "a dash for a minus sign"),
    text_number("-\u00a312", -12, "a sign before a pound sign"),
    text_number("\u00a3 -12", -12, "a sign after a pound sign"),
    text_number("( 12 )", -12, "spaces within brackets"),
    text_number("1 234", 1234, "thousands with a space"),
    text_number("1\u202f234\u2009567.5", 1234567.5, "thousands with thin spaces"),
    replace(warned("a comma between tags", bid(2, tags="new, green"), "WW214 Bids!L7"), reads=None),
    warned("a share in per cent, as text", bid(2, max_share="50%"), "WW201 Bids!L7", reads=bid(2, max_share=0.5)),
    warned("a weight as text", changed("Priorities", 0, weight="3"), "WW201 Priorities!C5", reads=changed("Priorities", 0, weight=3)),
    warned("four decimals", money(15.0005), "WW202 Bids!H7", reads=money(15.000)),
    warned("four decimals, rounded to even the other way", money(15.0015), "WW202 Bids!H7", reads=money(15.002)),
    warned("four decimals as text", money("15.0004"), "WW201 Bids!H7", "WW202 Bids!H7", reads=money(15)),
    warned("a dash for nothing", money("-"), "WW203 Bids!H7", reads=money(0)),
    warned("a long dash for nothing", money(" \u2014 "), "WW203 Bids!H7", reads=money(0)),
    replace(warned("money under a header that was cleared", header_cleared(), "WW215 Bids!H4", "RW421 Bids!I4", "RW402 Bids", "RW402 Bids"), reads=None),
    warned("bids set aside with a #", set_aside(8, 9), "WW216 Bids!A8", reads=small_review() | {"Bids": small_review()["Bids"][:3], "Effects": small_review()["Effects"][:1]}),
    warned("a scenario key without a value", added("Scenario", {"key": "objective", "value": None}), "WW217 Scenario!B5", reads=small_review()),
    warned("a year that Excel made a date", changed("Indicators", 0, target_year=dt.date(2009, 10, 1)), "WW204 Indicators!H5", reads=changed("Indicators", 0, target_year="2009-10")),
    warned("year headers that Excel made dates", edited_by_date("Limits", E4=dt.date(2008, 9, 1), F4=dt.date(2009, 10, 1)), "WW204 Limits!E4", "WW204 Limits!F4"),
    warned("the baseline year that Excel made a date", told(baseline_year=dt.date(2007, 8, 1)), "WW204 Review!B6", reads=small_review() | {"Review": told()["Review"]}),
    warned("an unknown sheet", small_review() | WORKING, "WW205 Working", reads=small_review()),
    warned("a sheet of notes and one of workings", small_review() | WORKING | {"Bids (old)": small_review()["Bids"]}, "WW205 Working", "WW205 Bids (old)", reads=small_review()),
    warned("a value at the far corner", edited("Bids", "XFD1048576", 1), "WW206 Bids", heavy=True),
    warned("a value far to the right", edited("Bids", "XFD9", 1), "WW206 Bids", heavy=True),
    warned("a value far down", edited("Bids", "A1048576", "HO-9"), "WW206 Bids", heavy=True),
    warned("formulas whose values were never Excel's", money(("=10+5", 15)), "WW207 Bids", reads=money(15)),
    warned("formulas that show old values", money(("=10+5", 3)), "WW207 Bids", reads=money(3)),
)  # fmt: skip
"""What somebody typed is understood, and said."""

STRANGE: tuple[Exhibit, ...] = (
    warned("nobody says how mechanistic", mechanistic, "RW401"),
    warned("baseline bids that are not the baseline", changed("Baselines", 0, amount=90), "RW402 Bids"),
    warned("a control with a column for one year", bid(2, **{"DEPRECIATION 2008-09": 1}), "RW421 Bids!L4"),
    warned("a bid that costs nothing", bid(2, **by_year("RDEL", 0, 0)), "RW422 Bids!A7"),
    warned("an effect above its range", changed("Effects", 0, low=-20, high=-16), "RW423 Effects!C5"),
    warned("an effect below its range, given from the larger end", changed("Effects", 0, low=-10, high=-14), "RW423 Effects!C5"),
    warned("a priority without an indicator", added("Priorities", {"priority": "PSA1", "title": "Productivity", "weight": 1}), "RW403 Priorities!A7"),
    warned("a priority without weight", changed("Priorities", 0, weight=0), "RW403 Priorities!A5"),
    warned("more administration than resource", bid(2, **by_year("ADMIN", 16, 20)), "RW404 Bids!L7"),
    warned("an annual bid of which the last year alone counts", bid(3, phasing="annual"), "RW405 Bids!A8"),
    warned("a trend that passes the target", changed("Indicators", 0, trend=70), "RW406 Indicators!H5"),
    warned("bids that pass the target together", changed("Effects", 0, effect=-25), "RW407 Indicators!G5"),
    warned("departments' limits above the total", limited(scope="DH", **{"2008-09": 200}), "RW408 Limits!E5"),
    warned("a step without use", bid(2, step=0.5), "RW409 Bids!L7"),
    warned("a limit on a programme that no bid has", limited(scope="programme:Polise"), "RW411 Limits!B7"),
    warned("a limit on a tag that no bid has", limited(scope="tag:green"), "RW411 Limits!B7"),
    warned("a share above the whole", bid(2, max_share=1.5), "RW412 Bids!L7"),
    warned("growth of 100 per cent", ruled(rule("real_growth_ceiling", "HO", "RDEL", value=1)), "RW413 Rules!E5"),
    warned("flexibility for a limit that is not there", ruled(rule("eyf", "DH", "RDEL", value=1)), "RW414 Rules!D5"),
    warned("a reserve for a total that is not there", ruled(rule("reserve", "total", "CDEL", value=1)), "RW414 Rules!D5"),
    warned("a switch from a limit that is not there", ruled(rule("switch_to_capital", "DH", value=0.1)), "RW414 Rules!C5"),
    warned("a deflator with a hole", changed("Economy", 0, **{"2008-09": None}), "RW415 Economy!A5"),
    warned("prices of a year outside the review", told(price_base_year="2000-01"), "RW416 Review"),
    warned("two warnings", bid(2, max_share=1.5, step=0.5), "RW409 Bids!M7", "RW412 Bids!L7"),
)  # fmt: skip
"""What can be read and run, and deserves a question."""
