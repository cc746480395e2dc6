"""Checks on what is claimed as a saving: VFM04 to 08, 14, 18 and 19."""

from __future__ import annotations

from spendreview.ledger.checks.check import Bench, Check, Facts, always, claim, initiative
from spendreview.ledger.checks.say import day_in_words, per_cent, pounds
from spendreview.ledger.words import Force

CASH_SHARE = "coalesce(c.cash_share, CASE d.cash_releasing WHEN 1 THEN 1 ELSE 0 END)"
"""The part of a claim that frees cash: as it says, else all of it where its initiative does, else none."""


def gross_of_cost() -> Check:
    """VFM04: what it cost to save is not taken off."""
    return Check(
        code="VFM04",
        level=Force.E,
        parts=(
            claim(
                "basis",
                "c.basis <> 'net'",
                lambda facts: "gross of cost" if facts["c.basis"] == "gross" else "not known whether costs are off",
                always("net: with ongoing_cost and one_off_cost given and taken off"),
            ),
        ),
    )


def does_not_last() -> Check:
    """VFM05: the saving does not last for the full years after its first that its programme asks for."""
    return Check(
        code="VFM05",
        level=Force.E,
        parts=(
            initiative(
                "recurring",
                "d.min_years > 0 AND (d.recurring = 0 OR d.initiative IN (SELECT initiative FROM lapsed))",
                lambda facts: (
                    "saved once, not every year"
                    if facts["d.recurring"] == 0
                    else "a later year claims nothing, or less than nothing"
                ),
                lambda facts: f"a saving that lasts for {facts['d.min_years']} full years after its first",
                needs=(Bench.LAPSED,),
            ),
        ),
    )


def not_new() -> Check:
    """VFM06: the action began before the programme's first year, and it is not said to carry over."""
    return Check(
        code="VFM06",
        level=Force.E,
        parts=(
            initiative(
                "started",
                "d.started < d.first_day AND coalesce(d.carried_over, 0) = 0",
                lambda facts: f"began on {day_in_words(facts['d.started'])}",
                lambda facts: f"a start from {day_in_words(facts['d.first_day'])} on, or carried_over yes",
            ),
        ),
    )


def never_provided_for() -> Check:
    """VFM07: a cost avoided for which no budget had provided, such as a claim that was resisted."""
    return Check(
        code="VFM07",
        level=Force.E,
        parts=(
            initiative(
                "addressable",
                "d.saving_type = 'avoided_cost' AND coalesce(d.addressable_k, 0) <= 0",
                always("an avoided cost, and no budget that had provided for it"),
                always("how much the budget had provided for it"),
            ),
        ),
    )


def frees_no_cash() -> Check:
    """VFM08: a gain of which not all frees cash, where savings have to."""
    return Check(
        code="VFM08",
        level=Force.E,
        parts=(
            claim(
                "cash_share",
                f"{CASH_SHARE} < 1",
                _cash_found,
                always("1: the part that frees cash, and the rest as an initiative of its own"),
            ),
        ),
    )


def _cash_found(facts: Facts) -> str:
    share = facts["c.cash_share"]
    if share is not None:
        return f"{per_cent(share)} of {pounds(facts['c.gross_k'])} frees cash"
    said = "not said to release cash" if facts["d.cash_releasing"] is None else "not cash releasing"
    return f"none of {pounds(facts['c.gross_k'])} frees cash: its initiative is {said}"


def receipts_or_capital() -> Check:
    """VFM14: proceeds of a sale, or capital, scored as a saving of every year."""
    return Check(
        code="VFM14",
        level=Force.E,
        parts=(
            initiative(
                "saving_type",
                "d.saving_type IN ('asset_sale', 'capital')",
                lambda facts: (
                    "proceeds of a sale, which are a receipt" if facts["d.saving_type"] == "asset_sale" else "capital"
                ),
                always("a saving in resource of every year; proceeds and capital have controls of their own"),
            ),
        ),
    )


COSTS = "c.ongoing_cost_k + d.one_off_counts * c.one_off_cost_k"


def shifted() -> Check:
    """VFM18: the cost was moved to somebody else, and nothing is left to government, or nobody says how much."""
    return Check(
        code="VFM18",
        level=Force.E,
        parts=(
            initiative(
                "saving_type",
                "d.saving_type = 'transfer'",
                always("a transfer: somebody else bears the cost"),
                always("a saving to government as a whole"),
            ),
            claim(
                "ongoing_cost",
                f"d.bears_cost IS NOT NULL AND coalesce(d.saving_type, '') <> 'transfer'"
                f" AND (c.basis <> 'net' OR {COSTS} <= 0 OR c.gross_k - ({COSTS}) <= 0)",
                lambda facts: f"{facts['d.bears_cost']} bears a cost, and {_left(facts)}",
                always("that cost taken off in ongoing_cost, and something left"),
            ),
        ),
    )


def _left(facts: Facts) -> str:
    costs = facts["c.ongoing_cost_k"] + facts["d.one_off_counts"] * facts["c.one_off_cost_k"]
    if facts["c.basis"] != "net" or costs <= 0:
        return "no cost is taken off"
    return f"{pounds(facts['c.gross_k'] - costs)} is left"


def ring_fenced() -> Check:
    """VFM19: non-cash, which is ring-fenced, scored as releasing cash."""
    return Check(
        code="VFM19",
        level=Force.E,
        parts=(
            claim(
                "cash_share",
                f"d.saving_type = 'non_cash' AND {CASH_SHARE} > 0",
                always("depreciation, provisions or a cost of capital, said to free cash"),
                always("0: non-cash is ring-fenced, and may not be spent elsewhere without Treasury approval"),
            ),
        ),
    )
