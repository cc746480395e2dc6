"""The words of the position workbook, and its cells: what cannot be said is a word, and never nil."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from spendreview.ledger.records import NOT_STATED, Figures, Split
from spendreview.money import millions
from spendreview.report.live_words import figure, sentence
from spendreview.report.vfm.words import NO_CLAIM, NO_TARGET, NOT_TESTABLE
from spendreview.tabular.book import NOT_APPLICABLE, NOT_AVAILABLE, Cell, Formula, plain_value

INFORMS = "The tool informs; ministers decide."

COVER, POSITION, COMPARISON, CHARTS = "Cover", "Position", "Comparison", "Charts"
TAKEN = "Checks"
EVIDENCE, OUTLOOK, DELIVERY = "Audits and evidence", "Cash, cost and forecast", "Delivery by year"
HEADCOUNT, RELOCATION, NOTES = "Headcount", "Relocation", "Notes"
BARS_DATA, GROUPS_DATA, YEARS_DATA = "Chart data figures", "Chart data groups", "Chart data years"
HEADCOUNT_DATA, RELOCATION_DATA = "Chart data headcount", "Chart data relocation"

NOT_SAID = "not stated"

BASIS_WORDS = {
    "net": "net",
    "gross": "gross",
    "unknown": "not known",
    "mixed": "mixed",
    "none": NO_CLAIM,
}
"""Whether what is reported is net of cost."""
SPLIT_HEADERS = {
    Split.DEPARTMENT: "Department",
    Split.STRAND: "Strand",
    Split.STAGE: "Stage",
    Split.TYPE: "Type of saving",
    Split.INITIATIVE: "Initiative",
    Split.PROGRAMME: "Programme",
}


class Ref(NamedTuple):
    """A cell that a formula speaks of: its address, and the value that stands there."""

    address: str
    value: float | str


def money(amount_k: int | None, otherwise: str) -> float | str:
    """£ million of £ thousand, or the word for what cannot be said."""
    return otherwise if amount_k is None else millions(amount_k)


def reported(figures: Figures) -> float | str:
    """What departments say; a word where they say nothing."""
    return money(None if figures.basis == "none" else figures.reported_k, NO_CLAIM)


def counting(figures: Figures) -> float | str:
    """What counts, or why nothing can be said of it."""
    return money(figures.counting_k, NO_CLAIM if figures.basis == "none" else NOT_TESTABLE)


def key_words(key: str) -> str:
    """The key of a group as a reader would say it."""
    return NOT_SAID if key == NOT_STATED else key


def ratio(part: Ref, whole: Ref, *, otherwise: str = NO_TARGET) -> Formula:
    """The part over the whole; a word where the part is one, or where the whole is nil or none."""
    text = f'=IF(N({whole.address})=0,"{otherwise}",IF(ISNUMBER({part.address}),{part.address}/{whole.address},'
    if isinstance(whole.value, str) or not whole.value:
        value: float | str = otherwise
    else:
        value = part.value if isinstance(part.value, str) else part.value / whole.value
    return Formula(f"{text}{part.address}))", value)


def difference(one: Ref, other: Ref) -> Formula:
    """The one less the other; the shorthand for not applicable where either is a word."""
    text = f"=IF(AND(ISNUMBER({one.address}),ISNUMBER({other.address})),{one.address}-{other.address},"
    words = isinstance(one.value, str) or isinstance(other.value, str)
    value = NOT_APPLICABLE if words else float(one.value) - float(other.value)
    return Formula(f'{text}"{NOT_APPLICABLE}")', value)


def pounds(ref: Ref, decimals: int = 1) -> Formula:
    """An amount of £ million as words that follow its cell: ``-£1.5m``."""
    amount, half = float(ref.value), 0.5 * 10**-decimals
    sign = Formula(f'=IF(ROUND({ref.address},3)<=-{half:g},"-£","£")', "-£" if round(amount, 3) <= -half else "£")
    return sentence(sign, figure(f"ABS({ref.address})", abs(amount), decimals), "m")


def added(where: str, cells: Iterable[Cell], otherwise: str) -> Formula:
    """The figures of a range added up; a word where there is none among them."""
    figures = [value for cell in cells if isinstance(value := plain_value(cell), int | float)]
    value = float(sum(figures)) if figures else otherwise
    return Formula(f'=IF(COUNT({where})=0,"{otherwise}",SUM({where}))', value)


def count_of(posts: float | None) -> float | str:
    """A number of posts."""
    return NOT_AVAILABLE if posts is None else float(posts)
