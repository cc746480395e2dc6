"""Checks on whether the service was kept up: VFM09, 10 and 28."""

from __future__ import annotations

from spendreview.ledger.checks.check import Check, Facts, always, initiative
from spendreview.ledger.checks.say import per_cent
from spendreview.ledger.words import Force

SLACK = "0.000000001 * (1 + abs(d.quality_baseline))"
"""A float is never exactly what was typed: so little beyond the tolerance is on it."""

FALLS_SHORT = (
    "CASE d.quality_direction WHEN 'up' THEN d.quality_baseline - d.quality_latest"
    " WHEN 'down' THEN d.quality_latest - d.quality_baseline"
    " ELSE abs(d.quality_latest - d.quality_baseline) END"
)
"""By how much quality is worse than before; where nobody says which way is better, any change may be."""


def quality_not_shown() -> Check:
    """VFM09: no measure of quality, none with figures, or one that is worse than before beyond its tolerance."""
    return Check(
        code="VFM09",
        level=Force.E,
        parts=(
            initiative(
                "quality_measure",
                "d.quality_measure IS NULL",
                always("no measure of quality"),
                always("what shows that the service is as good as before, with its level before and now"),
            ),
            initiative(
                "quality_latest",
                "d.quality_measure IS NOT NULL AND (d.quality_baseline IS NULL OR d.quality_latest IS NULL)",
                lambda facts: f"{facts['d.quality_measure']}, without its level {_missing(facts)}",
                always("its level before and now"),
            ),
            initiative(
                "quality_latest",
                "d.quality_latest <> d.quality_baseline AND d.quality_measure IS NOT NULL"
                f" AND {FALLS_SHORT} > coalesce(d.quality_tolerance, 0) + {SLACK}",
                _worse,
                _kept,
            ),
        ),
    )


def _missing(facts: Facts) -> str:
    names = {"d.quality_baseline": "before", "d.quality_latest": "now"}
    return " and ".join(word for name, word in names.items() if facts[name] is None)


def _worse(facts: Facts) -> str:
    moved = f"{facts['d.quality_measure']}: {facts['d.quality_latest']:g}, from {facts['d.quality_baseline']:g}"
    return moved if facts["d.quality_direction"] else f"{moved}, and nobody says which way is better"


def _kept(facts: Facts) -> str:
    tolerance = facts["d.quality_tolerance"]
    within = f", or worse by {tolerance:g} at most" if tolerance else ""
    way = {"up": " or above", "down": " or below"}.get(facts["d.quality_direction"] or "", "")
    return f"{facts['d.quality_baseline']:g}{way}{within}"


def cut_in_service() -> Check:
    """VFM10: output fell by as much as input or more, which is a cut and no efficiency."""
    return Check(
        code="VFM10",
        level=Force.E,
        parts=(
            initiative(
                "output_change",
                "d.output_change < 0 AND d.output_change <= d.input_change",
                lambda facts: (
                    f"output changed by {per_cent(facts['d.output_change'])}, "
                    f"input by {per_cent(facts['d.input_change'])}"
                ),
                always("output that fell by less than input"),
            ),
        ),
    )


def no_link() -> Check:
    """VFM28: nobody says which objective it supports."""
    return Check(
        code="VFM28",
        level=Force.W,
        parts=(
            initiative(
                "indicator",
                "d.indicator IS NULL",
                always("no indicator"),
                always("the indicator of a PSA or a departmental objective that it supports"),
            ),
        ),
    )
