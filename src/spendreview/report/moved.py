"""What a scenario moved, for whoever tells of it: the working workbook and the one for publication."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spendreview import money
from spendreview.review.records import Rule
from spendreview.review.workbook import MONEY_RULES
from spendreview.terms import RuleKind, Year


def moved_figures(
    years: tuple[Year, ...], old: Rule | None, new: Rule
) -> Iterator[tuple[Year | None, float | None, float | None]]:
    """(year, before, after) of a rule's figures: £ million, or a fraction; None where there is no such figure.

    The year is None for the one figure of a rule without years, and for the stock of end-year flexibility, of which
    the years, its phasing, say nothing. Before a rule that the scenario added, ``old`` None, there are no figures.
    """
    old = old if old is not None else replace(new, value=None, years=None)
    by_year = old.years is not None or new.years is not None
    if not by_year or (new.kind is RuleKind.EYF and old.value != new.value):
        yield None, _in_unit(old, old.value), _in_unit(new, new.value)
    if by_year and not (new.kind is RuleKind.EYF and old.years == new.years):
        for t, year in enumerate(years):
            yield year, _at(old, t), _at(new, t)


def _at(rule: Rule, t: int) -> float | None:
    return _in_unit(rule, rule.years[t] if rule.years is not None else rule.value)


def _in_unit(rule: Rule, figure: float | None) -> float | None:
    return money.millions(int(figure)) if figure is not None and rule.kind in MONEY_RULES else figure
