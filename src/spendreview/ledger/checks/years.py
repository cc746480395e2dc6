"""Checks on years, months and prices: VFM15, 16 and 17."""

from __future__ import annotations

from spendreview.ledger.checks.check import Bench, Check, Facts, always, claim
from spendreview.ledger.checks.say import day_in_words, pounds, year_of
from spendreview.ledger.words import Force


def several_years_at_once() -> Check:
    """VFM15: a year's claim that is the sum of the years before it, two at least."""
    return Check(
        code="VFM15",
        level=Force.W,
        parts=(
            claim(
                "gross",
                "c.entry IN (SELECT entry FROM cumulated)",
                lambda facts: (
                    f"{pounds(facts['c.gross_k'])} in {year_of(facts['c.year'])}, as much as all years before together"
                ),
                always("what was saved in the year itself: annual values are never added up"),
                totals=True,
                needs=(Bench.CUMULATED,),
            ),
        ),
    )


MONTHS_LEFT = (
    "(12 * (c.year + 1 - CAST(substr(d.started, 1, 4) AS integer)) + 4 - CAST(substr(d.started, 6, 2) AS integer))"
)
"""Months from the start to the end of the claim's year, the month of the start among them."""


def full_year() -> Check:
    """VFM16: more months of a year are claimed than there were since the start."""
    return Check(
        code="VFM16",
        level=Force.W,
        parts=(
            claim(
                "months",
                f"c.months > {MONTHS_LEFT}",
                lambda facts: f"{facts['c.months']} months of {year_of(facts['c.year'])}, {_since(facts)}",
                _months_wanted,
            ),
        ),
    )


def _since(facts: Facts) -> str:
    return f"begun on {day_in_words(facts['d.started'])}"


def _months_wanted(facts: Facts) -> str:
    started = facts["d.started"]
    left = 12 * (facts["c.year"] + 1 - int(started[:4])) + 4 - int(started[5:7])
    return f"{left} at most" if left > 0 else "no claim on a year before it began"


def prices_mixed() -> Check:
    """VFM17: a claim in other prices than its programme's."""
    return Check(
        code="VFM17",
        level=Force.E,
        parts=(
            claim(
                "price_basis",
                "c.price_basis <> d.price_basis",
                lambda facts: f"a claim in {_prices(facts['c.price_basis'])}",
                lambda facts: (
                    f"{_prices(facts['d.price_basis'])}, as all of {facts['d.programme']}: inflation is no saving"
                ),
                totals=True,
            ),
        ),
    )


def _prices(basis: str) -> str:
    return "real terms" if basis == "real" else "cash"
