"""The publication put together: cover, table of contents, notes, then a sheet a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from spendreview.allocation import Settlement
from spendreview.report.publication.basis import basis_tables
from spendreview.report.publication.bids import bid_tables
from spendreview.report.publication.budgets import budget_tables
from spendreview.report.publication.cover import cover_sheet
from spendreview.report.publication.draft import SHORTHAND, Draft, Ground, day, given, words
from spendreview.report.publication.notes import numbered
from spendreview.report.publication.outcomes import outcome_tables
from spendreview.report.publication.steps import bridge_tables, limit_tables
from spendreview.tabular.book import FIXED_DATE, Link
from spendreview.tabular.publication import Column, Publication, PublishedSheet
from spendreview.tabular.publication_render import write_publication_book

COVER, CONTENTS, NOTES = "Cover", "Contents", "Notes"
ONE_TABLE = "This worksheet contains one table."


def write_publication(settlement: Settlement, path: Path) -> None:
    """Write the workbook for publication: values only, one table a sheet, £ million in cash unless a sheet says so.

    raises  OutputError where the file cannot be written, because it is open in Excel for one
    """
    write_publication_book(publication(settlement), Path(path))


def publication(settlement: Settlement) -> Publication:
    """The publication as data. Equal settlements make equal publications: no time of day is in it."""
    ground = Ground(settlement)
    drafts, notes = numbered((_with_source(draft, ground) for draft in _drafts(ground)), ground)
    marking = _marking(ground)
    tables = tuple(_sheet(number, draft, ground) for number, draft in enumerate(drafts, start=1))
    as_at = settlement.review.workbook.settings["as_at"]
    title = f"{given(settlement.review.name)}: indicative settlement"
    return Publication(
        title=title,
        subject=given(settlement.review.marking) if settlement.review.marking else "",
        cover=cover_sheet(ground, COVER, title, marking, Link("Go to the table of contents", CONTENTS)),
        sheets=(_contents(tables, marking), _notes(notes, marking), *tables),
        created=datetime(as_at.year, as_at.month, as_at.day) if as_at is not None else FIXED_DATE,
    )


def _drafts(ground: Ground) -> Iterator[Draft]:
    """Every table, in order."""
    yield from budget_tables(ground)
    yield from bridge_tables(ground)
    yield from limit_tables(ground)
    yield from outcome_tables(ground)
    yield from bid_tables(ground)
    yield from basis_tables(ground)


def _with_source(draft: Draft, ground: Ground) -> Draft:
    made_from = "review workbook and scenario"
    if ground.review.shares is not None:
        made_from = "review workbook, scenario and settlement workbook"
    source = f"Source: the {made_from} named in [note provenance], settled by spendreview."
    return replace(draft, lines=(*draft.lines, source))


def _marking(ground: Ground) -> tuple[str, ...]:
    """The protective marking stands in words on every sheet, since nothing is read from a header or footer."""
    return (f"Marking: {given(ground.review.marking)}",) if ground.review.marking else ()


def _sheet(number: int, draft: Draft, ground: Ground) -> PublishedSheet:
    as_at = ground.review.workbook.settings["as_at"]
    lines: list[str | Link] = [
        ONE_TABLE,
        *_marking(ground),
        Link("Some cells refer to notes, which can be found on the Notes worksheet.", NOTES),
        *draft.lines,
        *_shorthand(draft.columns),
    ]
    if as_at is not None:
        lines.append(f"Figures are as at {day(as_at)}.")
    lines.append(Link("Go to the table of contents", CONTENTS))
    return PublishedSheet(
        name=f"Table_{number}",
        title=f"Table {number}: {draft.title}",
        lines=tuple(lines),
        table=draft.table,
        columns=draft.columns,
        totals=draft.totals,
    )


def _shorthand(columns: Iterable[Column]) -> Iterator[str]:
    """What the shorthand of a table means, where it has any."""
    cells = {cell for column in columns for cell in column.cells if isinstance(cell, str)}
    found = [f"{mark} = {meaning}" for mark, meaning in SHORTHAND.items() if mark in cells]
    if found:
        yield f"Some shorthand is used in this table: {', '.join(found)}."


def _contents(tables: tuple[PublishedSheet, ...], marking: tuple[str, ...]) -> PublishedSheet:
    rows = [(NOTES, "Notes used in the tables of this workbook")]
    rows += [(table.name, table.title) for table in tables]
    return PublishedSheet(
        name=CONTENTS,
        title="Table of contents",
        lines=(ONE_TABLE, *marking, "The links in the column Title lead to the worksheets."),
        table="Table_of_contents",
        columns=(
            words("Worksheet", [name for name, _ in rows]),
            words("Title", [Link(_without_notes(title), name) for name, title in rows]),
        ),
    )


def _without_notes(title: str) -> str:
    return title.partition(" [note")[0]


def _notes(notes: tuple[str, ...], marking: tuple[str, ...]) -> PublishedSheet:
    return PublishedSheet(
        name=NOTES,
        title="Notes",
        lines=(ONE_TABLE, *marking, Link("Go to the table of contents", CONTENTS)),
        table="Notes_to_the_tables",
        columns=(
            words("Note number", [f"note {number}" for number in range(1, len(notes) + 1)]),
            words("Note text", notes, width=95),
        ),
    )
