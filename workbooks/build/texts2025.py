"""Words of the Spending Review 2025 workbook: sources, settings and the assumptions log."""

TABLES = "HM Treasury, Spending Review 2025, departmental DEL tables 5.3 and 5.4 (published/sr2025_del.csv)"
DEFLATOR_SOURCE = (
    "Derived: the ratio of 1.057467 over 2025-26 to 2028-29 is the median that the published cash and real growth figures imply; "
    "the path between is not known and is taken at a constant rate"
)
SHARES_NOTE = "Share of the population of England; Wales and Northern Ireland include an illustrative needs factor (1.15 and 1.24)"
COMPARABILITY_NOTE = "Illustrative: health and education are nearly wholly devolved, defence and foreign affairs not at all; others set between"

REVIEW_SETTINGS = (
    ("format", 1, None),
    ("name", "Spending Review 2025", "HM Treasury, June 2025; bids and effects are illustrative"),
    ("baseline_year", "2025-26", None),
    ("plan_years", "2026-27, 2027-28, 2028-29", "Capital is published to 2029-30; that year is in published/ only"),
    ("rdel_includes_depreciation", "no", "Table 5.3: resource DEL excluding depreciation"),
    ("fill_baseline", "no", None),
    ("price_base_year", "2025-26", None),
    ("as_at", "2025-06-11", "Day of publication"),
    ("owner", "Example workbook", None),
    ("marking", "EXAMPLE - NOT POLICY", None),
)

_COLUMNS = ("assumption", "statement", "owner", "date", "quality", "impact", "low", "central", "high", "source")
_LOG = (
    ("A1", "Every bid, its cost and its effect is illustrative; no department asked for it", "Example team", "2026-01-01", 1, 5, None, None, None, "workbooks/README.md"),
    ("A2", "The deflator grows at a constant rate between 2025-26 and 2028-29", "Example team", "2026-01-01", 3, 3, 1.052, 1.057467, 1.063, "published/sr2025_deflator.csv"),
    ("A3", "Comparability factors, the same for resource and capital", "Example team", "2026-01-01", 1, 3, None, None, None, "workbooks/illustrative/sr2025_comparability.csv"),
    ("A4", "Population shares with needs factors for Wales and Northern Ireland", "Example team", "2026-01-01", 2, 3, 0.095, 0.0958, 0.097, "Illustrative; the figures are Scotland's"),
    ("A5", "What a published block grant holds besides consequentials is a fixed sum (the Barnett residual)", "Example team", "2026-01-01", 2, 3, None, None, None, "Derived; see workbooks/README.md"),
    ("A6", "Resource baselines are committed flat in cash; pay, prices and demand are bids of their own", "Example team", "2026-01-01", 2, 4, None, None, None, "workbooks/README.md"),
    ("A7", "Capital commitments run off to 92 and 85 per cent of the baseline", "Example team", "2026-01-01", 1, 4, 0.75, 0.85, 0.95, "workbooks/README.md; the figures are year 3"),
    ("A8", "All bids on one indicator at full funding together cover 92 per cent of the distance from its baseline to its goal", "Example team", "2026-01-01", 1, 5, 0.6, 0.92, 1, "workbooks/build/effects.py"),
    ("A9", "The first pounds do most: effects grow with cost to the power 0.7, and by 0.8 for each further tranche", "Example team", "2026-01-01", 1, 4, 0.5, 0.7, 0.9, "workbooks/build/effects.py; the figures are the power"),
    ("A10", "Weights: three for each published milestone, less for the illustrative priorities", "Ministers", "2026-01-01", 1, 5, None, None, None, "Illustrative"),
    ("A11", "The provision for intra-governmental leases is not a choice: it is committed in full", "Example team", "2026-01-01", 3, 1, None, None, None, "Published row; treatment illustrative"),
    ("A12", "The Growth Mission Fund starts from nothing, so it has no growth rate", "Example team", "2026-01-01", 4, 1, None, None, None, "Published row"),
    ("A13", "Efficiency savings are offered as bids at about the published shares of resource; a saving may be declined", "Example team", "2026-01-01", 2, 4, None, None, None, "published/sr2025_efficiency.csv; sizes illustrative"),
)
ASSUMPTIONS: list[dict[str, object]] = [dict(zip(_COLUMNS, line, strict=True)) for line in _LOG]
