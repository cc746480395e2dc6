"""What the checks found, on a terminal: by check, then each finding with its cell."""

from __future__ import annotations

from collections.abc import Sequence

from spendreview.cli.terminal.screen import Column, Screen
from spendreview.cli.terminal.vfm import show_ending
from spendreview.ledger.checks.records import Checked, Finding
from spendreview.ledger.words import Force
from spendreview.report.vfm.checked import (
    MOST_FINDINGS,
    amount_words,
    asked_words,
    by_check,
    grouped,
    groups,
    more_words,
    outcome_words,
    tally,
    title,
    years_words,
)
from spendreview.report.vfm.checked_lines import legend
from spendreview.report.vfm.words import digits_for, known_words, money

ROOM_FOR_FILES, ROOM_FOR_BOTH = 96, 120
"""Places from which file, years and money have columns of their own, and from which found and wanted have."""

LEAST_WORDS, LEAST_NARROW = 34, 24
"""How many places the words of a finding need, and how many where nothing but the cell stands beside them."""

LEVEL_STYLES = {Force.E.value: "bold red", Force.W.value: "yellow"}


def show_checks(screen: Screen, found: Checked) -> None:
    """The summary, then as many findings as can be read; what is not shown is said."""
    screen.say(asked_words(found), "bold")
    screen.say(known_words(found), "dim")
    screen.say()
    screen.say(outcome_words(found))
    if found.findings:
        _summary(screen, found)
        _findings(screen, grouped(found.findings))
    show_ending(screen, found.chain_head)


def _summary(screen: Screen, found: Checked) -> None:
    lines, year = by_check(found), tally(found.findings).year
    digits = digits_for(own.amount_k for own in lines) if year is not None else 0
    columns = [
        Column(header="Check", cells=[own.check for own in lines]),
        Column(header="", cells=[title(own.check) for own in lines], wraps=True),
        _levels([own.level for own in lines]),
        Column(header="findings", cells=[f"{own.findings:,}" for own in lines], right=True, rank=2),
        Column(header="claims", cells=[f"{own.claims:,}" if own.claims else "" for own in lines], right=True),
        Column(header="£m", cells=[money(own.amount_k, digits) for own in lines], right=True, rank=1),
    ]
    screen.heading("By check", legend(year))
    screen.table([column for column in columns if any(column.cells)])


def _levels(levels: Sequence[str]) -> Column:
    return Column(header="", cells=[str(level) for level in levels], style=lambda text: LEVEL_STYLES.get(text, ""))


Line = tuple[str, Finding | None]
"""What a group of findings is of, or nothing and one of them."""


def _findings(screen: Screen, findings: Sequence[Finding]) -> None:
    """A row for each group of findings, and below it one for each of them."""
    lines: list[Line] = []
    for head, own in groups(findings[:MOST_FINDINGS]):
        lines += [(head, None), *(("", finding) for finding in own)]
    columns = [
        *_words(lines, screen.width),
        Column(header="Check", cells=[own.check if own else "" for _, own in lines]),
        _levels([own.level if own else "" for _, own in lines]),
        Column(header="Cell", cells=[(own.cell or f"entry {own.entry}") if own else "" for _, own in lines]),
    ]
    if screen.width >= ROOM_FOR_FILES:
        columns += _beside(lines)
    screen.heading("Findings", "what stands in the cell, and what is wanted")
    screen.table([column for column in columns if any(column.cells)])
    if more := more_words(findings):
        screen.say()
        screen.say(more)


def _words(lines: Sequence[Line], width: int) -> list[Column]:
    """Found and wanted: side by side where there is room, else in one, with all that has no column then."""
    narrow = width < ROOM_FOR_FILES
    heads = {" ".join(head.split()) for head, _ in lines if head}

    def words(header: str, cells: Sequence[str]) -> Column:
        def style(own: str) -> str:
            return "bold" if own in heads else ""

        return Column(
            header=header, cells=cells, wraps=True, least=LEAST_NARROW if narrow else LEAST_WORDS, style=style
        )

    if width >= ROOM_FOR_BOTH:
        found = [own.found if own else head for head, own in lines]
        wanted = [own.wanted if own else "" for _, own in lines]
        return [words("Found", found), words("Wanted", wanted)]
    both = [_both(own, narrow=narrow) if own else head for head, own in lines]
    return [words("Found; wanted", both)]


def _both(own: Finding, *, narrow: bool) -> str:
    rest = [amount_words(own), own.file or "a correction"] if narrow else []
    return "; ".join([own.found, f"wanted: {own.wanted}", *rest])


def _beside(lines: Sequence[Line]) -> list[Column]:
    """File, years and money, as there is room."""
    digits = digits_for(own.amount_k for _, own in lines if own)
    files = [(own.file or "(correction)") if own else "" for _, own in lines]
    years = [years_words(own.years) if own else "" for _, own in lines]
    amounts = [money(own.amount_k, digits) if own else "" for _, own in lines]
    return [
        Column(header="File", cells=files, rank=2, wraps=True, least=12),
        Column(header="Year", cells=years, rank=1, wraps=True, least=7),
        Column(header="£m", cells=amounts, right=True, rank=3),
    ]
