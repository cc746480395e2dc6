"""Programmes as they stood, and which of them lie within which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spendreview.entries import Moment
from spendreview.entries.live import standing_sql
from spendreview.ledger.tables import PROGRAMMES
from spendreview.store import Reader
from spendreview.terms import Year

FIELDS = (
    "programme",
    "title",
    "baseline_year",
    "first_year",
    "final_year",
    "one_off_cost",
    "within",
    "within_amount_k",
    "min_years",
    "price_basis",
)


@dataclass(frozen=True, slots=True)
class Programme:
    """An efficiency programme.

    within_k   how much of its aggregates the programme around it contains; None: all
    min_years  full years after its first for which a saving has to last
    """

    programme: str
    title: str
    baseline_year: Year
    first_year: Year
    final_year: Year
    one_off_cost: str
    within: str | None
    within_k: int | None
    min_years: int = 2
    price_basis: str = "cash"


def standing_programmes(reader: Reader, moment: Moment) -> dict[str, Programme]:
    """Every programme by its code, in the order of the codes."""
    rows = sorted(reader.rows(standing_sql(PROGRAMMES, FIELDS), **moment.parameters))
    return {
        code: Programme(code, title, Year(baseline), Year(first), Year(final), *rest)
        for code, title, baseline, first, final, *rest in rows
    }


def directly_within(code: str, programmes: Mapping[str, Programme]) -> list[Programme]:
    """The programmes that name this one as the one around them."""
    return [own for own in programmes.values() if own.within == code and own.programme != code]


def all_within(code: str, programmes: Mapping[str, Programme]) -> list[str]:
    """This programme and all within it, however deep; each once."""
    found = [code]
    for own in found:
        found += [inner.programme for inner in directly_within(own, programmes) if inner.programme not in found]
    return found


def outermost(programmes: Mapping[str, Programme]) -> list[Programme]:
    """The programmes that lie within none."""
    return [own for own in programmes.values() if own.within is None or own.within not in programmes]
