"""Checks on what a saving is measured against: VFM01, 02, 03 and 21."""

from __future__ import annotations

from spendreview.ledger.checks.check import Bench, Check, Facts, always, claim, initiative
from spendreview.ledger.checks.say import day_in_words, per_cent, pounds, year_of
from spendreview.ledger.words import Force


def no_baseline() -> Check:
    """VFM01: no agreed baseline, so nothing is recorded."""
    return Check(
        code="VFM01",
        level=Force.E,
        parts=(
            initiative(
                "baseline",
                "d.baseline_k IS NULL OR d.baseline_k <= 0",
                lambda facts: (
                    "no baseline" if facts["d.baseline_k"] is None else f"a baseline of {pounds(facts['d.baseline_k'])}"
                ),
                lambda facts: f"what was spent in {year_of(facts['d.base_year'])}, above nil",
            ),
        ),
    )


def baseline_year() -> Check:
    """VFM02: a baseline of another year than the programme's, or not restated for machinery-of-government changes."""
    return Check(
        code="VFM02",
        level=Force.E,
        parts=(
            initiative(
                "baseline_year",
                "d.baseline_k > 0 AND (d.baseline_year IS NULL OR d.baseline_year <> d.base_year)",
                lambda facts: (
                    "a baseline of no year"
                    if facts["d.baseline_year"] is None
                    else f"a baseline of {year_of(facts['d.baseline_year'])}"
                ),
                lambda facts: f"{year_of(facts['d.base_year'])}, which {facts['d.programme']} is measured against",
            ),
            initiative(
                "baseline_restated",
                "d.baseline_restated = 0"
                " OR (d.baseline_restated IS NULL AND d.initiative IN (SELECT initiative FROM moved))",
                lambda facts: (
                    "a baseline that is not restated for machinery-of-government changes"
                    if facts["d.baseline_restated"] is not None
                    else "moved between departments, and nobody says that the baseline was restated"
                ),
                always("the baseline restated, and yes in baseline_restated"),
                needs=(Bench.MOVED,),
            ),
        ),
    )


def stale_baseline() -> Check:
    """VFM03: a baseline from before the outturn of its year was there."""
    return Check(
        code="VFM03",
        level=Force.W,
        parts=(
            initiative(
                "baseline_as_at",
                "d.baseline_as_at <= d.baseline_end",
                lambda facts: f"a baseline as it was known on {day_in_words(facts['d.baseline_as_at'])}",
                lambda facts: f"a day after {day_in_words(facts['d.baseline_end'])}, from when on there was an outturn",
            ),
        ),
    )


BASE = "coalesce(d.addressable_k, d.baseline_k)"
"""What a saving can be made on: what can be influenced of the baseline, else all of it."""

WARNED_FROM = 4
"""One part in so many of what can be influenced is a lot: 25 %."""


def beyond_baseline() -> Check:
    """VFM21: a saving of more than there was to be saved on; or, as a warning, of more than a quarter of it."""
    return Check(
        code="VFM21",
        level=Force.E,
        parts=(
            claim("gross", f"c.gross_k > {BASE}", _of_base, lambda facts: f"{pounds(_base(facts))} at most"),
            claim(
                "gross",
                f"c.gross_k <= {BASE} AND c.gross_k * {WARNED_FROM} > {BASE}",
                _of_base,
                lambda facts: f"a look: a quarter of it is {pounds(_base(facts) // WARNED_FROM)}",
                warns=True,
            ),
        ),
    )


def _base(facts: Facts) -> int:
    addressable = facts["d.addressable_k"]
    return int(facts["d.baseline_k"] if addressable is None else addressable)


def _of_base(facts: Facts) -> str:
    whose = "the baseline" if facts["d.addressable_k"] is None else "what can be influenced"
    base = _base(facts)
    share = f", {per_cent(facts['c.gross_k'] / base)} of" if base > 0 else " on"
    return f"{pounds(facts['c.gross_k'])}{share} {whose} of {pounds(base)}"
