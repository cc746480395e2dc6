"""What an entry says, in words: of every sheet that is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from spendreview.entries import Filed
from spendreview.ledger.tables import (
    AUDITS,
    BINDING,
    BUDGETS,
    CLAIMS,
    INITIATIVES,
    OUTTURN,
    POSTS,
    PRENETTED,
    PROGRAMMES,
    RESOLUTIONS,
    REVIEWS,
    TARGETS,
    THEMES,
)
from spendreview.ledger.words import PostMeasure
from spendreview.money import millions
from spendreview.tabular.amounts import Money
from spendreview.tabular.cells import YesNo
from spendreview.tabular.schema import Column

Values = Mapping[str, Any]
"""A row: typed values by the names of its sheet's columns, money in £ thousand."""

MEASURES = {
    PostMeasure.REDUCTION_GROSS: "reduced, gross",
    PostMeasure.REALLOCATED: "of which reallocated",
    PostMeasure.RELOCATED: "relocated",
}


def content(filed: Filed, row: Values) -> str:
    """What a row says, for somebody who asked for its programme, department or initiative, and sees its year."""
    return _SAID[filed.name](row)


def in_words(filed: Filed, row: Values) -> str:
    """The same on its own: what it speaks of, in which year, and the figure."""
    if filed is CLAIMS:
        return f"{content(filed, row)} on {row['initiative']} in {row['year']}: {pounds(row['gross'])} gross"
    if filed in (INITIATIVES, PROGRAMMES):
        return content(filed, row).replace("definition", f"definition of {row[filed.key[0]]}", 1)
    if filed is AUDITS:
        of = [row["programme"], row["department"], row["initiative"]]
        return f"{content(filed, row)}; on {', '.join(code for code in of if code is not None)}"
    return content(filed, row) + (f" in {row['year']}" if "year" in row else "")


def typed_words(column: Column, value: Any) -> str:
    """A typed value as it would be typed into its cell; a blank is empty."""
    if value is None:
        return ""
    if isinstance(column.kind, Money):
        return trimmed(value)
    return ("yes" if value else "no") if isinstance(column.kind, YesNo) else str(value)


def pounds(amount_k: int) -> str:
    """£ thousand as £ million, exactly.

    >>> pounds(1_700_000), pounds(-12_500)
    ('£1,700m', '-£12.5m')
    """
    return f"{'-' if amount_k < 0 else ''}£{trimmed(abs(amount_k), ',')}m"


def trimmed(amount_k: int, thousands: str = "") -> str:
    """£ thousand as £ million without noughts at the end.

    >>> trimmed(100_000), trimmed(-12_050), trimmed(1_250_001, ",")
    ('100', '-12.05', '1,250.001')
    """
    return f"{millions(amount_k):{thousands}.3f}".rstrip("0").rstrip(".")


def _programme(row: Values) -> str:
    within = f", within {row['within']}" if row["within"] is not None else ""
    years = f"savings from {row['first_year']} to {row['final_year']}, against {row['baseline_year']}"
    return f"definition: {row['title']}; {years}; one-off costs {row['one_off_cost']}{within}"


def _target(row: Values) -> str:
    strand = f", {row['strand']}" if row["strand"] is not None else ""
    return f"target of {row['programme']} for {row['department']}{strand}: {pounds(row['amount'])}, {row['phasing']}"


def _finding(row: Values) -> str:
    grades = ", ".join(f"{millions(row[grade]):,.3f} {grade}" for grade in ("green", "amber", "red"))
    return f"audit {row['report']}: £{millions(row['scope']):,.3f}m examined, {grades}"


def _prenetted(row: Values) -> str:
    return f"taken out of {row['department']}'s {row['control']} already{_of(row)}: {pounds(row['amount'])}"


def _posts(row: Values) -> str:
    target = f" of {row['target']:,g}" if row["target"] is not None else ""
    counted = f"{row['posts']:,g}{target} {MEASURES[PostMeasure(row['measure'])]}"
    return f"posts of {row['department']}{_of(row)}: {counted}, on {row['as_at']}"


def _of(row: Values) -> str:
    return f" for {row['programme']}" if row["programme"] is not None else ""


def _review(row: Values) -> str:
    prize = f", size of prize {pounds(row['size_of_prize'])}" if row["size_of_prize"] is not None else ""
    covered = f"{pounds(row['budget_covered'])} covered{prize}"
    return f"review {row['review']} of {row['department']}, {row['area']}: {covered}"


def _budget(row: Values) -> str:
    return f"budget of {row['department']}: {pounds(row['near_cash'])} near-cash"


def _outturn(row: Values) -> str:
    return f"outturn of {row['department']}: {pounds(row['near_cash'])} near-cash"


def _theme(row: Values) -> str:
    strand = f", {row['strand']}" if row["strand"] is not None else ""
    return f"theme of {row['programme']} for {row['department']}{strand}: {row['theme']}, in place: {row['in_place']}"


def _resolution(row: Values) -> str:
    first = f"; claimed first on {row['first_claim']}" if row["first_claim"] is not None else ""
    return f"decided on {row['initiative']}: {row['ruling']}; {row['why']}{first}"


def _binding(row: Values) -> str:
    return f"check {row['check']} in {row['programme']}: {row['level']}; {row['why']}"


_SAID: dict[str, Callable[[Values], str]] = {
    PROGRAMMES.name: _programme,
    TARGETS.name: _target,
    INITIATIVES.name: lambda row: f"definition: {row['title']}",
    CLAIMS.name: lambda row: "forecast" if row["forecast"] else "claim",
    PRENETTED.name: _prenetted,
    POSTS.name: _posts,
    REVIEWS.name: _review,
    BUDGETS.name: _budget,
    BINDING.name: _binding,
    AUDITS.name: _finding,
    OUTTURN.name: _outturn,
    THEMES.name: _theme,
    RESOLUTIONS.name: _resolution,
}
