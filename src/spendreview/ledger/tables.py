"""The ledger's tables: one for each sheet of the VfM workbook, and one for the returns themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from spendreview.entries import Filed
from spendreview.ledger import sheets
from spendreview.store import EntryTable, Field

PROGRAMMES = Filed(sheets.PROGRAMMES, "vfm_programmes", ("programme",), indexes=(("programme",),))
TARGETS = Filed(sheets.TARGETS, "vfm_targets", ("programme", "department", "strand", "year"), indexes=(("programme",),))
INITIATIVES = Filed(sheets.INITIATIVES, "vfm_initiatives", ("initiative",), indexes=(("initiative", "version"),))


def _cash(columns: Mapping[str, Sequence[Any]]) -> Sequence[int | None]:
    """The part of each claim's gross saving that frees cash, £ thousand half-even; None where no share is given."""
    pairs = zip(columns["cash_share"], columns["gross_k"], strict=True)
    return [None if share is None else cash_gross_k(share, gross) for share, gross in pairs]


def cash_gross_k(share: float, gross_k: int) -> int:
    """A share of whole £ thousand, half-even.

    >>> cash_gross_k(0.5, 5), cash_gross_k(1.0, 7)
    (2, 7)
    """
    if share == 1:
        return gross_k
    return int((Decimal(str(share)) * gross_k).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


CLAIMS = Filed(
    sheets.CLAIMS,
    "vfm_claims",
    ("initiative", "year", "forecast"),
    computed={Field("cash_gross_k", "integer"): _cash},
    indexes=(("initiative", "year", "forecast", "version"),),
)
PRENETTED = Filed(sheets.PRENETTED, "vfm_prenetted", ("department", "control", "year", "programme"))
POSTS = Filed(sheets.POSTS, "vfm_posts", ("department", "measure", "programme"))
REVIEWS = Filed(sheets.REVIEWS, "vfm_reviews", ("review",))
BUDGETS = Filed(sheets.BUDGETS, "vfm_budgets", ("department", "year"))
BINDING = Filed(sheets.BINDING, "vfm_binding", ("programme", "check"), renamed={"check": "check_code"})
AUDITS = Filed(
    sheets.AUDITS, "vfm_audits", ("report", "programme", "department", "initiative"), indexes=(("programme",),)
)

OUTTURN = Filed(sheets.OUTTURN, "vfm_outturn", ("department", "year"))
THEMES = Filed(sheets.THEMES, "vfm_themes", ("programme", "theme", "department", "strand"))
RESOLUTIONS = Filed(sheets.RESOLUTIONS, "vfm_resolutions", ("initiative",))

ADDED = (OUTTURN, THEMES, RESOLUTIONS)
"""Sheets that the first returns could not have: where they are empty, what a return says is what it said without."""

FILED: tuple[Filed, ...] = (
    PROGRAMMES,
    TARGETS,
    INITIATIVES,
    CLAIMS,
    PRENETTED,
    POSTS,
    REVIEWS,
    BUDGETS,
    BINDING,
    AUDITS,
    *ADDED,
)
"""Every sheet that is kept, in the order in which the entries of a return are numbered."""

RETURNS = EntryTable(
    "vfm_returns",
    (
        Field("return_id", "text", required=True),
        Field("department", "text", required=True),
        Field("as_at", "text", required=True),
        Field("reported_by", "text", required=True),
        Field("period", "text"),
        Field("control_total_k", "integer"),
        Field("source", "text"),
    ),
)
"""What a return says of itself; its entry comes right after that of its batch."""

TABLES: tuple[EntryTable, ...] = (RETURNS, *(filed.table for filed in FILED))
"""Every table of the ledger."""
