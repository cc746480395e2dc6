"""The words of the workbook of checks: its sheets, its levels, and what its notes say."""

from __future__ import annotations

from spendreview.ledger.words import Force
from spendreview.report.vfm.checked import LEVEL_WORDS
from spendreview.tabular.book import NOT_APPLICABLE

FINDINGS, BY_CHECK, MATRIX = "Findings", "By check", "Matrix"


def level_words(level: Force) -> str:
    """A level with what it does: no reader is left with a letter, or a colour.

    >>> level_words(Force.E)
    'E: keeps from counting'
    """
    return f"{level}: {LEVEL_WORDS[level]}"


ACT: tuple[tuple[str, str], ...] = (
    (
        "1. Find your lines",
        f"On the sheet {FINDINGS}, filter by department. Each line is one cell of one return: its file, its cell, what "
        "stands there and what is wanted.",
    ),
    (
        "2. Begin with E",
        "E keeps a claim from counting until it is put right; W warns, and the claim counts. A claim with several "
        "lines of E counts once all of them are gone.",
    ),
    (
        "3. Put it right",
        "In the next return: give the initiative's or the claim's whole row again. A slip is corrected on the spot: "
        "spendreview vfm correct ENTRY --reason WHY --set column=value, with the number of the column Entry.",
    ),
    (
        "4. Two that are not the same",
        "Where VFM11, 12 or 13 took two savings for one: spendreview vfm resolve INITIATIVE --reason WHY.",
    ),
    ("5. Look again", "spendreview vfm checks asks anew each time; nothing of this workbook is kept in the ledger."),
)
"""How a department acts on it."""

TERMS: tuple[tuple[str, str], ...] = (
    ("Finding", "One check on one cell. Of an initiative it speaks once, whatever the years of its claims."),
    (
        "Claim looked at",
        "A claim that stands and is no forecast, of any year; published totals are among them. Forecasts never count, "
        "and are not checked.",
    ),
    (
        "E",
        "The check keeps the claims from counting. They are kept and shown as other improvement: reported = counting + "
        "other improvement + not testable.",
    ),
    ("W", "The check warns. The claims count, unless another check keeps them."),
    ("off", "The check says nothing in that programme."),
    ("Found; wanted", "What stands in the cell, or that nothing does; and what would satisfy the check."),
    (
        "File; cell",
        "Where it was entered. Where the workbook had no such column, the first cell of the row. "
        f"{NOT_APPLICABLE}: what stands is a correction, made in the ledger itself.",
    ),
    ("Entry", "The number of the row in the ledger, which vfm correct and vfm history take."),
    (
        "£m",
        "What the latest claim that a finding speaks of reports in its year: an annual value. Values of several years, "
        "and of lines that speak of one claim, are never added up.",
    ),
    ("Year(s)", "The years of the claims that the finding speaks of."),
    ("Other initiative", "The one that claims the same, where a check found two."),
    ("Published total", "A claim with no initiative behind it; few of the checks can be asked of it."),
    ("Said of", "The programme that the level is said of: this one, one around it, or all."),
    ("Since", "The first day from which the level holds."),
    (
        "VFM20, VFM26",
        "They look at sums of claims: their lines are a department's, and they hold no claim.",
    ),
    (
        "Chain head",
        "The last entry of the ledger that was known and its hash: it tells later whether anything changed.",
    ),
    (NOT_APPLICABLE, "Not applicable."),
)
"""The sheet Notes."""
