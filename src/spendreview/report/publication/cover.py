"""The cover of the publication: what it is, how far it can be relied on, what it was made from."""

from __future__ import annotations

import math
from collections.abc import Iterator

from spendreview.allocation import Settlement
from spendreview.report.provenance import provenance
from spendreview.report.publication.draft import Ground, day, given
from spendreview.report.words import kept_words
from spendreview.scenario import Objective
from spendreview.tabular.book import Link
from spendreview.tabular.publication import CoverSheet
from spendreview.terms import Control

PROVEN = 5e-7
"""A gap that is no more than rounding."""


def cover_sheet(ground: Ground, name: str, title: str, marking: tuple[str, ...], contents: Link) -> CoverSheet:
    """Paragraphs under headings, in one column."""
    parts = {
        "What this workbook holds": _about(ground),
        "What the settlement comes to": _result(ground.settlement),
        "How far it can be relied on": _reliance(ground),
        "How to read the tables": _reading(ground),
        "Publisher and contact": _contact(ground),
        "What it was made from": _made(ground.settlement),
    }
    return CoverSheet(
        name=name,
        title=title,
        lines=(*marking, contents),
        parts=tuple((heading, tuple(lines)) for heading, lines in parts.items()),
    )


def _about(ground: Ground) -> Iterator[str]:
    review = ground.review
    yield (
        f"An indicative settlement of {given(review.name)} for {ground.span}, from a baseline of "
        f"{review.baseline_year}: budgets by department, how they come about, the limits that were kept, and what the "
        "money is expected to achieve."
    )
    yield f"Scenario: {given(review.scenario.name)}."
    if review.scenario.why:
        yield given(review.scenario.why)


def _result(settlement: Settlement) -> Iterator[str]:
    review = settlement.review
    base = sum(review.baseline_m(row.department, Control.TDEL) for row in review.departments)
    final = settlement.total_m(Control.TDEL)[-1]
    yield (
        f"Total DEL of all departments goes from £{base:,.1f} million in {review.baseline_year} (restated baseline) to "
        f"£{final:,.1f} million in {review.years[-1]}, in cash."
    )
    yield f"The score is {settlement.score:.1f} points of 100. The Notes worksheet says what a score means."
    yield _search(settlement)


def _search(settlement: Settlement) -> str:
    """How the run ended: about the search, not about the worth of the settlement."""
    gap = settlement.solver.gap
    if settlement.status == "provisional":
        other = f"one that scores up to {gap:.2%} more" if math.isfinite(gap) else "a better one"
        return f"Provisional: the search stopped early and could not rule out {other.replace('%', ' per cent')}."
    kept = f", and {kept}," if (kept := kept_words(settlement.review)) else ""
    none = f"The search is complete: within the limits and rules{kept} no other allocation of the same bids"
    if gap > PROVEN:
        return f"{none} scores over {100 * gap:.2g} per cent more."
    scenario = settlement.review.scenario
    if scenario.objective is Objective.WEIGHTED and scenario.link_strength in (None, 1):
        return f"{none} scores higher."
    return f"{none} does better at what the scenario pursues (objective {scenario.objective.value})."


def _reliance(ground: Ground) -> Iterator[str]:
    yield "The settlement is indicative. It shows what follows from what was handed in; ministers decide."
    yield "There is no mechanistic link between performance and the allocation of resources."
    if ground.illustrative:
        rows = sum(made for made, _ in ground.review.illustrative.values())
        yield f"It rests on illustrative rows, which are made up: {rows:,} of them. The Notes worksheet counts them."
    if held := sum(hold.by_hand for hold in ground.review.holds.values()):
        bids = "The share of one bid was" if held == 1 else f"Shares of {held:,} bids were"
        yield f"{bids} held by hand and not found by the search: the table of changes gives the reasons."


def _reading(ground: Ground) -> Iterator[str]:
    yield "Each worksheet after the notes holds one table. Every table begins in column A, below its title and remarks."
    yield "Money is in £ million, in cash unless a title names a price year. Cells hold values, not formulas."
    yield "A marker such as [note 1] leads to the numbered note on the Notes worksheet."
    yield "No cell of a table is blank: [x] stands for what is not available, [z] for what is not applicable."


def _contact(ground: Ground) -> Iterator[str]:
    settings = ground.review.workbook.settings
    owner = settings["owner"]
    yield f"Publisher: {given(owner)}." if owner else "The review workbook names no owner: add one before publishing."
    if settings["as_at"] is not None:
        yield f"Figures are as at {day(settings['as_at'])}."


def _made(settlement: Settlement) -> Iterator[str]:
    review, made = settlement.review, provenance(settlement)
    yield f"Review workbook: {given(review.workbook.file)}, SHA-256 {made['workbook_sha256']}."
    yield f"Scenario: {given(review.scenario.file)}, SHA-256 {made['scenario_sha256']}."
    if review.shares is not None:
        file = given(review.shares.file)
        yield f"Settlement workbook with shares held by hand: {file}, SHA-256 {made['shares_sha256']}."
    versions = f"Python {made['python']}, Pyomo {made['pyomo']}, HiGHS {made['highs']}"
    yield f"Versions: spendreview {made['version']}, {versions}."
    yield "The same files and versions give the same figures."
