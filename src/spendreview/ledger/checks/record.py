"""Checks on who stands for a claim, and what is on record for it: VFM22 to 25."""

from __future__ import annotations

from spendreview.ledger.checks.check import Bench, Check, Facts, always, claim, initiative
from spendreview.ledger.checks.say import number
from spendreview.ledger.words import Force


def not_validated() -> Check:
    """VFM22: a return of a body at arm's length, or of local government, that nobody validated."""
    return Check(
        code="VFM22",
        level=Force.W,
        parts=(
            initiative(
                "validated_by",
                "d.delivered_by IN ('arms_length', 'local') AND d.validated_by IS NULL",
                lambda facts: (
                    "made at arm's length, validated by nobody"
                    if facts["d.delivered_by"] == "arms_length"
                    else "made locally, validated by nobody"
                ),
                always("who validated what was returned"),
            ),
        ),
    )


def final_too_soon() -> Check:
    """VFM23: called final, though the data are likely to change."""
    return Check(
        code="VFM23",
        level=Force.E,
        parts=(
            claim(
                "stage",
                "c.stage = 'final' AND c.data_maturity = 'likely'",
                always("final, with data that are likely to change"),
                always("interim or preliminary, until the data will not change"),
            ),
        ),
    )


def posts_not_on_record() -> Check:
    """VFM24: posts done away with, of which the department's count of posts knows nothing, or fewer."""
    return Check(
        code="VFM24",
        level=Force.W,
        parts=(
            initiative(
                "posts_reduced",
                "d.posts_reduced > 0 AND (d.department, d.programme) IN (SELECT department, programme FROM posts)",
                lambda facts: (
                    f"{number(facts['posts.claimed'])} posts claimed by {facts['d.department']}, {_counted(facts)}"
                ),
                always("a row in Posts for them: reduced, or reallocated"),
                needs=(Bench.POSTS,),
            ),
        ),
    )


def _counted(facts: Facts) -> str:
    counted = facts["posts.counted"]
    return "none counted" if counted is None else f"{number(counted)} counted"


def nobody_stands_for_it() -> Check:
    """VFM25: no named owner, no sign-off, or nothing that an auditor could look at."""
    return Check(
        code="VFM25",
        level=Force.E,
        parts=(
            initiative("owner", "d.owner IS NULL", always("no owner"), always("who answers for it, by name or office")),
            claim(
                "signed_off_by", "c.signed_off_by IS NULL", always("signed off by nobody"), always("who signed it off")
            ),
            claim(
                "evidence",
                "c.evidence IS NULL AND d.initiative NOT IN (SELECT initiative FROM audited)",
                always("no evidence, and no auditor's finding"),
                always("where the evidence is"),
                needs=(Bench.AUDITED,),
            ),
        ),
    )
