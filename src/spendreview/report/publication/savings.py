"""The table of savings: what each takes off a department's spending, and the ledger entries that it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from spendreview.report.publication.draft import UNIT, Draft, Ground, given, money, words
from spendreview.report.savings import saving_rows, source_columns
from spendreview.report.words import CONTROL_WORDS
from spendreview.tabular.book import NOT_APPLICABLE
from spendreview.tabular.publication import Column


def saving_tables(ground: Ground) -> Iterator[Draft]:
    """A row a saving rule, whether the workbook or the scenario gives it; no table where there is none."""
    rows = saving_rows(ground.review)
    if not rows:
        return
    years = enumerate(ground.review.years)
    yield Draft(
        table="Savings_to_recycle",
        title=f"Savings to recycle and shortfalls, {ground.span}, cash [note savings] {ground.grounds}",
        lines=(UNIT,),
        columns=(
            words("Rule", [given(row.rule) for row in rows]),
            words("Department", [ground.scope_words(row.department) for row in rows]),
            words("Budget", [CONTROL_WORDS[row.control] for row in rows]),
            *(money(f"{year} (£ million)", [row.amounts_m[t] for row in rows]) for t, year in years),
            *_sources([given(row.source) for row in rows]),
        ),
    )


def _sources(texts: list[str]) -> Iterator[Column]:
    for header, cells in source_columns(texts):
        yield words(header, [cell or NOT_APPLICABLE for cell in cells])
