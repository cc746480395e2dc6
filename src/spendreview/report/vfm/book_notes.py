"""The sheet Notes: what the words of a position mean, and what its figures do not say."""

from __future__ import annotations

from spendreview.report.book_pages import page_of_terms
from spendreview.report.vfm.book_words import NOT_SAID, NOTES
from spendreview.report.vfm.words import NO_AUDIT, NO_CLAIM, NO_TARGET, NOT_TESTABLE
from spendreview.tabular.book import NOT_APPLICABLE, NOT_AVAILABLE, Page

TERMS = (
    (
        "As at; known at",
        "The date that the returns speak of; and what was in the ledger at a time. Both are asked for.",
    ),
    (
        "Annual value",
        "Every figure is what is saved in one year. A lasting saving counts again in each later year, so values are "
        "never added up over years and held against a target.",
    ),
    ("Target", "What is to be saved in the year. Departments' targets may overlap, and are never added up."),
    (
        "Phased target",
        "The way to the final target: given year by year, in equal steps, or growing by a rate; as the workbook says.",
    ),
    ("Reported", "What departments say, in their latest return on each saving. Forecasts are no part of it."),
    (
        "Basis",
        "Net: ongoing and one-off costs came off, as the programme takes them. Gross or not known: as it stands.",
    ),
    (
        "Counting",
        "What of it passes the checks that bind in its programme. Delivery and status rest on it.",
    ),
    (
        "Other improvement",
        "Reported, but kept from counting by a check. It is shown, and never dropped: the sheet Checks says by which.",
    ),
    (
        "Of which by this check alone",
        "Claims that no other check holds: what would count if this one found nothing. A claim that fails several "
        "checks stands under each of them.",
    ),
    (
        "Not testable",
        "Published totals, with no initiatives behind them that a check could look at. Where there is nothing else, "
        f"the word {NOT_TESTABLE} stands in place of a counting figure: it is neither nil nor the reported figure.",
    ),
    (
        "Evidenced, low to high",
        "From what auditors graded green (fairly represents savings made) to green and amber (may, with "
        "uncertainty). It says nothing of what they did not examine.",
    ),
    ("Half of amber counted", "One figure in place of the range. The weight is this program's own, and no auditor's."),
    ("Examined", "The savings that the latest audit reports looked at; of reported: the share audited at all."),
    ("Cash releasing", "Cash that is freed, net of cost, over what is reported."),
    ("Status", "Counting over target: green from 100 %, amber-green from 90 %, amber-red from 75 %, else red. Ours."),
    ("One-off cost to date", "What has been spent once, added up to the end of the year: money, and no annual value."),
    (
        "Forecast, final year",
        "For each saving its latest forecast; else its last actual at full-year rate where it lasts; else nil.",
    ),
    (
        "From programmes within",
        "The part that comes from a programme whose savings this one's total contains: each is counted once.",
    ),
    (
        "Gross, reallocated, net",
        "Posts taken out; of these, posts moved to the front line; and the difference. Posts are never added to money.",
    ),
    ("Relocated", "Posts moved to another place. They are no reduction, and stand apart."),
    (
        "Chain head",
        "The last entry of the ledger that was known and its hash: it tells later whether anything changed.",
    ),
    (
        f"{NO_TARGET}, {NO_CLAIM}, {NO_AUDIT}, {NOT_SAID}",
        "The ledger holds none: these words, too, are not nil.",
    ),
    (NOT_AVAILABLE, "Not available: the ledger does not say."),
    (NOT_APPLICABLE, "Not applicable: the figure would have no meaning here."),
)


def notes_page() -> Page:
    """A row a term."""
    return page_of_terms(NOTES, TERMS, width=30)
