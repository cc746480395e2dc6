"""The cover and the notes of the workbook of checks: what it is of, and how a department acts on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import spendreview
from spendreview.ledger.checks.records import Checked
from spendreview.report.book_pages import page_of_terms
from spendreview.report.vfm.book_checked_words import ACT, TERMS, level_words
from spendreview.report.vfm.book_words import COVER, INFORMS, NOTES
from spendreview.report.vfm.checked import count, grouped, outcome_words, tally
from spendreview.tabular.book import Cell, Field, Link, Look, Page, Shown, Styled, Table
from spendreview.tabular.book_widths import cut_to

Row = tuple[Cell, Cell]
WIDTH = 96
"""Of the answers, in characters."""

MOST_DEPARTMENTS = 60
"""Departments that have a line on the cover."""


def checked_cover(found: Checked, pages: Sequence[Page]) -> Page:
    """Two columns: what, and the answer; a heading before each part."""
    parts = {
        "What this is": _what(found),
        "What was found, by department": _departments(found),
        "How to act on it": iter(ACT),
        "Sheets": ((Link(page.name, page.name), cut_to(page.heading, WIDTH - 1)) for page in pages),
        "Made from": _made(found),
    }
    rows: list[Row] = []
    for heading, own in parts.items():
        if lines := list(own):
            rows += [(_heading(heading), _heading(" ")), *lines]
    return Page(
        name=COVER,
        heading="Value for money: what the 28 checks found",
        lines=(
            f"{INFORMS} The checks say which of the savings that departments claim count, and why others do not.",
            "Money is in £ million a year.",
        ),
        table=Table(
            fields=(
                Field(header="What", cells=[what for what, _ in rows], shown=Shown.WRAPPED, width=30),
                Field(header="Answer", cells=[answer for _, answer in rows], shown=Shown.WRAPPED, width=WIDTH),
            )
        ),
        filtered=False,
        upright=True,
    )


def _heading(text: str) -> Styled:
    return Styled(text, Shown.TEXT, Look.HEADING, left=True)


def _what(found: Checked) -> Iterator[Row]:
    yield "In short", outcome_words(found)
    yield "Programme", found.programme or "all of them"
    yield "Department", found.department or "all of them"
    yield "Level", "E and W" if found.level is None else level_words(found.level)
    yield "As at", found.as_at.isoformat()
    yield "Known at", found.known_at or f"all that was in the ledger, to entry {found.chain_head.entry:,}"
    yield "Chain head", str(found.chain_head)


def _departments(found: Checked) -> Iterator[Row]:
    """A line for each department in which anything was found; of very many the first."""
    each = [(code, list(own)) for code, own in groupby(grouped(found.findings), key=lambda own: own.department)]
    for code, findings in each[:MOST_DEPARTMENTS]:
        own = tally(findings)
        parts = [count(len(findings), "finding")]
        parts += [f"{count(own.held, 'claim')} kept from counting"] if own.held else []
        parts += [f"{count(own.warned, 'claim')} with a warning and no more"] if own.warned else []
        yield code, "; ".join(parts)
    if len(each) > MOST_DEPARTMENTS:
        yield "And", f"{len(each) - MOST_DEPARTMENTS:,} more departments, on the sheet Findings"


def _made(found: Checked) -> Iterator[Row]:
    yield "Version", f"spendreview {spendreview.__version__}"
    yield "To check the ledger later", f"spendreview vfm verify --head {found.chain_head}"


def checked_notes() -> Page:
    """A row a term."""
    return page_of_terms(NOTES, TERMS, width=22)
