"""Words of the Comprehensive Spending Review 2007 workbook: settings, lead departments and the assumptions log."""

REVIEW_SETTINGS = (
    ("format", 1, None),
    ("name", "Comprehensive Spending Review 2007", "HM Treasury, October 2007; most limits, all bids and effects are illustrative"),
    ("baseline_year", "2007-08", None),
    ("plan_years", "2008-09, 2009-10, 2010-11", None),
    ("rdel_includes_depreciation", "yes", "Total DEL = resource + capital - depreciation"),
    ("fill_baseline", "no", None),
    ("price_base_year", "2007-08", None),
    ("as_at", "2007-10-09", "Day of publication; some figures used are later and say so"),
    ("owner", "Example workbook", None),
    ("marking", "EXAMPLE - NOT POLICY", None),
)

# Lead departments as published -> code of the Departments sheet.
LEADS = {
    "BERR": "BERR",
    "Cabinet Office": "CO",
    "CLG": "CLG",
    "DCMS": "DCMS",
    "DCSF": "DCSF",
    "Defra": "DEFRA",
    "Defra (responsibility moved to DECC)": "DEFRA",
    "DfT": "DFT",
    "DFID": "DFID",
    "DH": "DH",
    "DIUS": "DIUS",
    "DWP": "DWP",
    "FCO": "FCO",
    "Government Equalities Office": "GEO",
    "HM Treasury": "HMT",
    "Home Office": "HO",
    "MoJ": "MOJ",
}

_COLUMNS = ("assumption", "statement", "owner", "date", "quality", "impact", "low", "central", "high", "source")
_LOG = (
    ("A1", "Every bid, its cost and its effect is illustrative; no department asked for it", "Example team", "2026-01-01", 1, 5, None, None, None, "workbooks/README.md"),
    ("A2", "Totals grow at the rates announced in Budget 2007 for total and current spending, on the restated baselines", "Example team", "2026-01-01", 2, 5, 1.8, 2.0, 2.2, "published/macro.csv; the figures are total DEL, per cent a year real"),
    ("A3", "The deflator is the one that PESA 2009 implies, although the plans were made with an earlier one", "Example team", "2026-01-01", 2, 4, 104.0, 104.98, 108.3, "published/macro.csv; the figures are 2010-11; the high one is 2.7 per cent a year"),
    ("A4", "Published in-year limits stand for the baseline of the review where the baseline itself was not found", "Example team", "2026-01-01", 2, 4, None, None, None, "published/in_year_del.csv"),
    ("A5", "Departmental limits that are not published are ceilings from a growth rate for each department", "Example team", "2026-01-01", 1, 4, None, None, None, "workbooks/illustrative/csr2007_departments.csv"),
    ("A6", "Small bodies hold the balance to the published total of resource DEL of 313100", "Example team", "2026-01-01", 2, 2, None, None, None, "published/csr2007_del.csv"),
    ("A7", "Population shares of mid-2006 and comparability factors of 1 for health and schools", "Example team", "2026-01-01", 2, 3, 0.10, 0.1008, 0.102, "The figures are Scotland's"),
    ("A8", "Resource baselines are committed flat in cash; pay, prices and demand are bids of their own", "Example team", "2026-01-01", 2, 4, None, None, None, "workbooks/README.md"),
    ("A9", "Capital commitments run off to 93 and 86 per cent of the baseline", "Example team", "2026-01-01", 1, 4, 0.75, 0.86, 0.95, "workbooks/README.md; the figures are year 3"),
    ("A10", "The cost of operations is outside the defence settlement", "Example team", "2026-01-01", 4, 3, None, None, None, "published/csr2007_del.csv, note; the split by control is illustrative"),
    ("A11", "All bids on one indicator at full funding together cover 92 per cent of the distance from its baseline to its goal", "Example team", "2026-01-01", 1, 5, 0.6, 0.92, 1, "workbooks/build/effects.py"),
    ("A12", "The first pounds do most: effects grow with cost to the power 0.7, and by 0.8 for each further tranche", "Example team", "2026-01-01", 1, 4, 0.5, 0.7, 0.9, "workbooks/build/effects.py; the figures are the power"),
    ("A13", "The thirty agreements weigh the same", "Ministers", "2026-01-01", 2, 5, None, None, None, "Illustrative"),
    ("A14", "AME is what TME of PESA 2009 leaves, so it holds the recession that the plans did not foresee", "Example team", "2026-01-01", 2, 2, None, None, None, "published/macro.csv"),
)
ASSUMPTIONS: list[dict[str, object]] = [dict(zip(_COLUMNS, line, strict=True)) for line in _LOG]
