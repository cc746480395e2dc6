"""The workbook of what the checks found: a line a finding, what each check is for, and what binds where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import spendreview
from spendreview.codes.checks import CHECKS
from spendreview.ledger.checks.matrix import EVERY, Level
from spendreview.ledger.checks.records import Checked, Finding
from spendreview.ledger.words import Force
from spendreview.money import millions
from spendreview.report.vfm.book_checked_cover import checked_cover, checked_notes
from spendreview.report.vfm.book_checked_words import BY_CHECK, FINDINGS, MATRIX, level_words
from spendreview.report.vfm.book_words import COVER, INFORMS
from spendreview.report.vfm.checked import asked_words, grouped, outcome_words, title, years_words
from spendreview.report.vfm.words import known_words
from spendreview.tabular.book import NOT_APPLICABLE, Book, Cell, Field, Look, Page, Shown, Styled, Table
from spendreview.tabular.book_render import write_book

MOST_LINES = 1_000_000
"""Findings that a sheet is given: Excel has room for 1,048,576 rows."""


def write_checks(found: Checked, path: Path) -> None:
    """Write the workbook; the same findings make the same bytes.

    raises  OutputError where the file cannot be written, because it is open in Excel for one
    """
    write_book(checks_book(found), Path(path))


def checks_book(found: Checked) -> Book:
    """All of it, as data. Nothing is protected: a department may add columns of its own."""
    pages = (_findings(found), _by_check(found), _matrix(found), checked_notes())
    return Book(
        title=f"Value for money: {asked_words(found)}",
        pages=(checked_cover(found, pages), *pages),
        created=datetime(found.as_at.year, found.as_at.month, found.as_at.day),
        subject=INFORMS,
        keywords="value for money, efficiency, checks",
        comments=f"spendreview {spendreview.__version__}. Chain head {found.chain_head}.",
        home=COVER,
    )


def _findings(found: Checked) -> Page:
    """A line a finding, by department: what stands in which cell, and what is wanted there."""
    every = grouped(found.findings)
    shown = every[:MOST_LINES]
    cut = f" Cut: the first {MOST_LINES:,} of {len(every):,} findings; --department or --level asks for fewer."
    return Page(
        name=FINDINGS,
        heading=outcome_words(found),
        lines=(
            f"{known_words(found)}. £ million: what the latest claim spoken of reports, an annual value; a claim with "
            f"several findings stands in several lines, so never add them up.{cut if len(every) > len(shown) else ''}",
            f"{INFORMS} Filter by department, and put each cell right in the next return: the sheet {COVER} says how.",
        ),
        table=Table(fields=tuple(_field(column, shown) for column in COLUMNS)),
        freeze=2,
    )


Column = tuple[str, float, Shown, Callable[[Finding], Cell]]
"""Header, width, how it is shown, and the cell of a finding."""


def _level(level: Force) -> Cell:
    """What keeps from counting stands out in bold."""
    said = level_words(level)
    return Styled(said, Shown.WRAPPED, Look.HEADING, left=True) if level is Force.E else said


def _or_none(text: str | None) -> str:
    return text or NOT_APPLICABLE


COLUMNS: tuple[Column, ...] = (
    ("Department", 12, Shown.TEXT, lambda own: own.department),
    ("Initiative", 14, Shown.WRAPPED, lambda own: _or_none(own.initiative)),
    ("What it is", 24, Shown.WRAPPED, lambda own: f"{own.title}{' (published total)' if own.total else ''}"),
    ("Check", 8, Shown.TEXT, lambda own: own.check),
    ("Title", 25, Shown.WRAPPED, lambda own: title(own.check)),
    ("Level", 14, Shown.WRAPPED, lambda own: _level(own.level)),
    ("Found", 32, Shown.WRAPPED, lambda own: own.found),
    ("Wanted", 36, Shown.WRAPPED, lambda own: own.wanted),
    ("File", 17, Shown.WRAPPED, lambda own: own.file or "a correction"),
    ("Cell", 15, Shown.TEXT, lambda own: _or_none(own.cell)),
    ("Year(s)", 10, Shown.WRAPPED, lambda own: years_words(own.years)),
    ("£m", 9, Shown.LEVEL, lambda own: NOT_APPLICABLE if own.amount_k is None else millions(own.amount_k)),
    ("Programme", 12, Shown.WRAPPED, lambda own: _or_none(own.programme)),
    ("Strand", 14, Shown.WRAPPED, lambda own: _or_none(own.strand)),
    ("Entry", 9, Shown.COUNT, lambda own: own.entry),
    ("Other initiative", 16, Shown.WRAPPED, lambda own: _or_none(own.other)),
)
GROUPS = frozenset({"Check", "Found", "Wanted", "File", "Year(s)", "Programme", "Other initiative"})
"""Columns before which a line parts what belongs together."""


def _field(column: Column, findings: Sequence[Finding]) -> Field:
    header, width, shown, make = column
    cells = [make(own) for own in findings]
    return Field(header=header, cells=cells, shown=shown, width=width, group=header in GROUPS)


def _by_check(found: Checked) -> Page:
    """Every check, whether it found something or not."""
    return Page(
        name=BY_CHECK,
        heading="The 28 checks, and what each found",
        lines=(
            f"Counts of findings and of claims. {_said_of(found)}",
            f"{INFORMS} A claim that several checks find stands under each: never add the claims up.",
        ),
        table=Table(fields=_check_fields(found.findings)),
        freeze=2,
    )


def _check_fields(findings: Sequence[Finding]) -> tuple[Field, ...]:
    each: dict[str, list[Finding]] = {code: [] for code in CHECKS}
    for own in findings:
        each[own.check].append(own)
    held = [[own for own in every if own.level is Force.E] for every in each.values()]
    return (
        Field(header="Check", cells=list(each), width=9),
        _words("Title", [title(code) for code in each], 28),
        _words("What it looks for", [CHECKS[code].cause for code in each], 48, group=True),
        _words("What puts it right", [CHECKS[code].cure for code in each], 48, group=True),
        Field(header="Findings", cells=list(map(len, each.values())), shown=Shown.COUNT, width=10, group=True),
        Field(header="Claims", cells=list(map(_claims, each.values())), shown=Shown.COUNT, width=10),
        Field(header="Claims kept from counting", cells=list(map(_claims, held)), shown=Shown.COUNT, width=15),
    )


def _claims(findings: Sequence[Finding]) -> int:
    """How many claims they speak of, each once."""
    return len({entry for own in findings for entry in own.claims})


def _words(header: str, cells: Sequence[Cell], width: float, *, group: bool = False) -> Field:
    return Field(header=header, cells=cells, shown=Shown.WRAPPED, width=width, group=group)


def _said_of(found: Checked) -> str:
    if found.level is None:
        return "VFM20 and VFM26 look at sums, and hold no claims."
    return f"Asked for level {found.level} alone: what a check finds at another level is not among them."


def _matrix(found: Checked) -> Page:
    """A line for each programme and check: what it does there, since when, and who says so."""
    return Page(
        name=MATRIX,
        heading="What each check does in each programme",
        lines=(
            f"{known_words(found)}. E keeps from counting, W warns, off says nothing.",
            f"{INFORMS} The sheet Binding of a return by ALL sets another level, with a reason.",
        ),
        table=Table(fields=_matrix_fields(found.matrix)),
        freeze=2,
    )


def _matrix_fields(levels: Sequence[Level]) -> tuple[Field, ...]:
    return (
        _words("Programme", [own.programme for own in levels], 14),
        _words("Check", [own.check for own in levels], 9),
        _words("Title", [title(own.check) for own in levels], 28),
        _words("Level", [level_words(own.level) for own in levels], 22, group=True),
        _words("Since", ["always" if own.since is None else own.since.isoformat() for own in levels], 12),
        _words("Said of", ["all" if own.said_of == EVERY else own.said_of for own in levels], 14),
        _words("Reason", [own.reason for own in levels], 48, group=True),
        _words("Source", [own.source for own in levels], 36, group=True),
    )
