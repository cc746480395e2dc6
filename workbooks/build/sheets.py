"""Texts that the two workbooks share: one description for each sheet, and the date that stands in the file."""

from datetime import UTC, datetime

# A fixed date: a workbook built twice is the same file, byte for byte.
STAMP = datetime(2026, 1, 1, tzinfo=UTC)

DESCRIPTIONS = {
    "Review": "Settings of this review",
    "Economy": "Economic series by financial year; gdp_deflator is an index, the others £ million, cash",
    "Departments": "Departments and the devolved administrations",
    "Baselines": "Baseline-year figure of each department and control, £ million, cash",
    "Adjustments": "From the published baseline to the restated baseline, £ million in the baseline year",
    "Limits": "Most (max) or least (min) that a scope may spend in each year, £ million, cash",
    "Bids": "What departments ask for: cost at full funding, as levels, £ million, cash",
    "Priorities": "What the review is for; weights are relative",
    "Indicators": "How each priority is measured, in the indicator's own unit",
    "Effects": "What each bid does to an indicator when fully funded and mature, in the indicator's own unit",
    "Rules": "Growth, administration, switching, flexibility, reserve and Barnett rules; fractions, or £ million, cash",
    "Assumptions": "Assumptions on which this workbook rests; quality and impact from 1 (low) to 5 (high)",
}
