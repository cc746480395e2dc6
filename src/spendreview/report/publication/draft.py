"""What every table of the publication is made with: drafts, figures rounded to what they hold, and users' own words."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from spendreview.allocation import Settlement
from spendreview.allocation.data import ModelData
from spendreview.review import Review
from spendreview.review.scopes import ScopeKind, parse_scope
from spendreview.tabular.book import NOT_APPLICABLE, NOT_AVAILABLE
from spendreview.tabular.publication import Column, Value
from spendreview.terms import DepartmentCode, Year

MONEY = 1
"""Decimals with which £ million are shown; the cell holds £ thousand."""
PER_CENT = 1
ALL = "All departments"
UNIT = "Money is in £ million, cash, shown to one decimal place."
SHORTHAND = {NOT_AVAILABLE: "not available", NOT_APPLICABLE: "not applicable"}
"""What stands in place of a blank cell."""

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

_MARK = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A table before it has its number: ``[note key]`` in title, lines and headers still names a note by its key.

    table  the name of the marked-up table
    lines  what its figures are, one statement each
    """

    table: str
    title: str
    lines: tuple[str, ...] = ()
    columns: tuple[Column, ...]
    totals: int = 0


@dataclass(frozen=True)
class Ground:
    """The settlement, and what several tables say alike."""

    settlement: Settlement

    @property
    def review(self) -> Review:
        """The review that was settled."""
        return self.settlement.review

    @cached_property
    def data(self) -> ModelData:
        """The figures of the review as the model uses them."""
        return ModelData(self.settlement.review)

    @cached_property
    def all_years(self) -> tuple[Year, ...]:
        """The baseline year and the plan years."""
        return (self.review.baseline_year, *self.review.years)

    @cached_property
    def names(self) -> Mapping[DepartmentCode, str]:
        """Departments by code as they are called; the code stands beside a name that two have, or the row of totals."""
        rows = self.review.departments
        counts = Counter([ALL.casefold(), *(given(row.name).casefold() for row in rows)])
        return {
            row.department: given(row.name)
            + (f" ({given(row.department)})" if counts[given(row.name).casefold()] > 1 else "")
            for row in rows
        }

    @cached_property
    def price_base(self) -> Year:
        """The year in whose prices real terms are shown: the baseline year unless the workbook names one in sight."""
        wanted = self.review.workbook.settings["price_base_year"]
        return wanted if wanted in self.all_years else self.review.baseline_year

    @cached_property
    def span(self) -> str:
        """The plan years in words."""
        first, last = self.review.years[0], self.review.years[-1]
        return str(first) if first == last else f"{first} to {last}"

    @property
    def illustrative(self) -> bool:
        """Whether any row that figures rest on is illustrative."""
        return any(made for made, _ in self.review.illustrative.values())

    @property
    def grounds(self) -> str:
        """What every table of results rests on, as markers of notes."""
        return "[note indicative]" + (" [note illustrative]" if self.illustrative else "")

    def scope_words(self, scope: str) -> str:
        """Whom a limit or a rule is about."""
        parsed = parse_scope(scope)
        if parsed.kind is ScopeKind.TOTAL:
            return ALL
        if parsed.kind is ScopeKind.DEPARTMENT:
            return self.names.get(DepartmentCode(parsed.name), given(parsed.name))
        return f"{parsed.kind.value.capitalize()}: {given(parsed.name)}"


def given(text: object | None) -> str:
    """Words that somebody handed in: on one line, never blank, and nothing in them that reads as our own shorthand.

    >>> given("  Schools\\n[note 1]"), given(None), given(" ")
    ('Schools (note 1)', '[x]', '[x]')
    """
    words = " ".join(str(text).split()) if text is not None else ""
    return _MARK.sub(r"(\1)", words) or NOT_AVAILABLE


def day(date: dt.date) -> str:
    """A date in words, alike wherever it is written.

    >>> day(dt.date(2007, 10, 9))
    '9 October 2007'
    """
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def words(header: str, cells: Iterable[Value], width: float | None = None) -> Column:
    """A column of words."""
    return Column(header=header, cells=tuple(cells), width=width)


def money(header: str, cells: Iterable[float | None]) -> Column:
    """A column of £ million, held to the £ thousand; [z] where there can be no figure."""
    return figures(header, cells, MONEY)


def per_cent(header: str, cells: Iterable[float | None]) -> Column:
    """A column of fractions, shown in per cent; [z] where there can be no figure."""
    return figures(header, [100 * cell if cell is not None else None for cell in cells], PER_CENT)


def counts(header: str, cells: Iterable[int | None]) -> Column:
    """A column of whole numbers; [x] where none was handed in."""
    return figures(header, cells, 0, missing=NOT_AVAILABLE)


def figures(header: str, cells: Iterable[float | None], decimals: int, *, missing: str = NOT_APPLICABLE) -> Column:
    """A column of figures to three decimals, none of them minus nil; shorthand where there is none."""
    rounded = tuple(missing if cell is None else round(cell, 3) + 0.0 for cell in cells)
    return Column(header=header, cells=rounded, decimals=decimals)


def decimals_of(figures: Iterable[float]) -> int:
    """How many decimals show every one of these figures whole: one to three.

    >>> decimals_of([12.0, 3.25]), decimals_of([4.0])
    (2, 1)
    """
    return max((min(3, len(f"{figure:.3f}".rstrip("0").partition(".")[2])) for figure in figures), default=1) or 1


def summed(rows: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """Column by column, the sum of rows of equal length."""
    return tuple(map(sum, zip(*rows, strict=True)))
