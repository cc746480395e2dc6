"""The savings that a settlement reckons with: whose they are, what they come to, and which entries they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spendreview.allocation.data import ModelData
from spendreview.report.words import CONTROL_WORDS
from spendreview.review import Review
from spendreview.terms import Control, DepartmentCode, RuleKind

CELL = 32_767
"""Characters of a cell of Excel, which counts one outside the basic plane twice."""
ON_SCREEN = 400
"""Characters of a source that a screen shows: the entries of a large ledger are many."""
CONTINUES = "… (whole in the workbook and with --json)"
HEADER = "Source"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingRow:
    """One rule of kind saving.

    amounts_m  £ million a plan year, as the rule has them: positive lowers what the department spends, negative (a
               shortfall) raises it
    source     the ledger entries that it comes from; None where the workbook does not say
    added      whether the scenario added it to the rules of the workbook
    """

    rule: str
    department: DepartmentCode
    control: Control
    amounts_m: tuple[float, ...]
    source: str | None
    added: bool


def saving_rows(review: Review) -> tuple[SavingRow, ...]:
    """Every saving that holds: those of the workbook in its order, then those that the scenario adds."""
    data = ModelData(review)
    return tuple(
        SavingRow(
            rule=str(rule.rule),
            department=DepartmentCode(rule.scope or ""),
            control=rule.control,
            amounts_m=tuple(data.amount_m(rule, t) for t in range(len(review.years))),
            source=rule.source,
            added=not rule.row,
        )
        for rule in review.rules_of(RuleKind.SAVING)
        if rule.control is not None
    )


def saving_words(review: Review) -> list[tuple[str, str]]:
    """(rule, words) for a screen: ``HO RDEL £m 2008-09 -12.5, 2009-10 +30; source: ledger entries 12-15``."""
    return [(row.rule, _words(review, row)) for row in saving_rows(review)]


def _words(review: Review, row: SavingRow) -> str:
    amounts = zip(review.years, map(amount_words, row.amounts_m), strict=True)
    figures = ", ".join(f"{year} {amount}" for year, amount in amounts)
    source = " ".join(row.source.split()) if row.source is not None else "not given"
    if len(source) > ON_SCREEN:
        source = source[:ON_SCREEN].rstrip() + CONTINUES
    return f"{row.department} {CONTROL_WORDS[row.control]} £m {figures}; source: {source}"


def amount_words(amount_m: float) -> str:
    """£ million with its sign and the decimals that it has, at most three.

    >>> amount_words(-12.5), amount_words(1030.0), amount_words(0.0)
    ('-12.5', '+1,030', '0')
    """
    return f"{amount_m:+,.3f}".rstrip("0").rstrip(".") if amount_m else "0"


def source_columns(sources: Sequence[str]) -> list[tuple[str, list[str]]]:
    """(header, cells): one column, and more only where a source is longer than a cell can hold; none is cut off."""
    pieces = [_pieces(source) for source in sources]
    count = max(map(len, pieces), default=0)
    headers = [HEADER, *(f"{HEADER}, part {number}" for number in range(2, count + 1))]
    return [
        (header, [own[number] if number < len(own) else "" for own in pieces])
        for number, header in enumerate(headers[:count])
    ]


def _pieces(text: str) -> list[str]:
    """A text in pieces that a cell holds, cut at a blank where there is one."""
    most = CELL if text.isascii() or max(text) <= "\uffff" else CELL // 2
    found = []
    while len(text) > most:
        cut = text.rfind(" ", 1, most + 1)
        cut = cut if cut > 0 else most
        found.append(text[:cut])
        text = text[cut:].removeprefix(" ")
    return [*found, text]
