"""The sheet Notes: what the words of this workbook mean."""

from __future__ import annotations

from spendreview.report.book_pages import page_of_terms
from spendreview.report.layout import NOTES
from spendreview.tabular.book import NOT_APPLICABLE, NOT_AVAILABLE, Page

TERMS = (
    ("Indicative settlement", "What this run found within the limits, rules and bids handed in. Ministers decide."),
    ("RDEL, CDEL", "Resource and capital departmental expenditure limits."),
    ("Administration, near-cash", "Parts of RDEL, shown beside it and never added to it."),
    (
        "Depreciation",
        "Part of RDEL where the review says so. It comes off Total DEL, since capital is counted in CDEL.",
    ),
    ("AME, TME", "Annually managed expenditure; total managed expenditure, which is Total DEL + AME."),
    ("Restated baseline", "The published figure of the baseline year with its adjustments: see the sheet Bridge."),
    (
        "Real terms, real growth",
        "In the prices of one year, by the GDP deflator; growth is the average a year over the plan.",
    ),
    ("Share", "How much of a bid is funded. A bid is funded (all of it in every year), part-funded, or out."),
    ("Filled", "A committed baseline bid, flat in cash, made for a department whose workbook has none."),
    ("Reserve", "Held back from a total limit before anything is allocated."),
    ("Draw-down", "End-year flexibility used: it raises a department's own limit."),
    ("Switching", "Budget moved between a department's RDEL and CDEL limits."),
    ("Binding", "Nothing is left of the limit, to £500."),
    ("Consequential", "What a devolved administration gets for a change in England: population share x comparability."),
    ("Forecast", "Where an indicator is expected to stand in the year in which it is judged, given the shares."),
    (
        "Progress, attainment",
        "Progress: the part of the way from baseline to goal. Attainment: its weighted mean over a priority.",
    ),
    ("Score", "Attainment of all priorities by their weights, out of 100."),
    ("Rests on", "How many of the rows behind a department's figures (baselines, own limits, bids) have which status."),
    ("Weak, no or ungraded evidence", "Share of the effects of a department's funded bids, by number of effects."),
    (
        "Published, provisional, illustrative",
        "The status that the workbook gives a row. Illustrative: a made-up figure, which nobody has published.",
    ),
    (NOT_AVAILABLE, "Not available: the workbook does not say."),
    (NOT_APPLICABLE, "Not applicable: the figure would have no meaning here."),
)


def notes_page() -> Page:
    """A row a term."""
    return page_of_terms(NOTES, TERMS, width=36)
