"""Coverage in lines and for machines: budgets under review by department, and themes."""

from __future__ import annotations

import textwrap
from math import floor

from spendreview.ledger.coverage import Coverage, CoverageLine, ThemeLine
from spendreview.ledger.words import Theme
from spendreview.report.documents import SCHEMA, dumped, number
from spendreview.report.lines import LAST_WORD, WIDTH, line
from spendreview.report.vfm.as_json import SHARE_DIGITS, millions
from spendreview.report.vfm.words import digits_for, head_words, money, percent
from spendreview.store import Head

NOT_STATED = "not stated"

THEME_WORDS = {
    Theme.COMPARABLE_DATA: "comparable data",
    Theme.ALIGNED_INCENTIVES: "aligned incentives",
    Theme.STRUCTURES_AND_TOOLS: "structures and tools",
    Theme.ACCOUNTABILITY: "accountability",
}

HEADERS = ("£m", "reviews", "covered", "budget", "of year", "share", "half of it", "prize")


def coverage_lines(found: Coverage) -> str:
    """Lines of 80 characters."""
    known = "all that is in the ledger" if found.known_at is None else f"what the ledger held at {found.known_at}"
    heading = ["Coverage", f"As at {found.as_at.isoformat()}, from {known}", ""]
    return "\n".join([*heading, *_departments(found), *_themes(found), *_ending(found.chain_head)])


def _departments(found: Coverage) -> list[str]:
    if not found.departments:
        return ["Reviews: the ledger has none, and no budgets."]
    amounts = [amount for own in found.departments for amount in (own.covered_k, own.budget_k, own.prize_k)]
    digits = digits_for(amounts)
    rows = [HEADERS, *(_cells(own, digits) for own in found.departments)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADERS))]
    table = ["  ".join([f"{row[0]:<{widths[0]}}", *_right(row, widths)]).rstrip() for row in rows]
    said = textwrap.wrap(_half(found), WIDTH)
    return ["Budgets under review: half of every department's near-cash budget is wanted.", "", *table, "", *said]


def _half(found: Coverage) -> str:
    """Whose budget is covered by less than half; of those without a budget nothing can be said."""
    short = [own.department for own in found.departments if own.enough is False]
    if short:
        return f"Under half: {', '.join(short)}."
    if all(own.enough is None for own in found.departments):
        return "No budget is known, so it cannot be said whether half of it is covered."
    return "Every budget that is known is covered by half at least."


def _right(row: tuple[str, ...], widths: list[int]) -> list[str]:
    return [f"{cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True)]


def _cells(own: CoverageLine, digits: int) -> tuple[str, ...]:
    # Rounded down: what is not half is never shown as half.
    share = None if own.share is None else floor(own.share * 1000) / 1000
    enough = {None: "", True: "yes", False: "no"}[own.enough]
    return (
        own.department,
        str(own.reviews),
        money(own.covered_k, digits),
        money(own.budget_k, digits, missing=NOT_STATED),
        "" if own.year is None else str(own.year),
        percent(share),
        enough,
        money(own.prize_k, digits, missing=NOT_STATED),
    )


def _themes(found: Coverage) -> list[str]:
    if not found.themes:
        return []
    lines = ["", "Themes: what lasting savings rest on"]
    for own in found.themes:
        lines += textwrap.wrap(_theme(own), WIDTH, initial_indent="- ", subsequent_indent="  ")
    return lines


def _theme(own: ThemeLine) -> str:
    where = ", ".join(part for part in (own.department, own.strand) if part)
    place = (
        NOT_STATED
        if own.in_place is None
        else {"yes": "in place", "partly": "partly", "no": "not in place"}[own.in_place.value]
    )
    evidence = f"; {own.evidence}" if own.evidence else ""
    return f"{own.programme}, {THEME_WORDS[own.theme]}{f' ({where})' if where else ''}: {place}{evidence}"


def _ending(head: Head) -> list[str]:
    return ["", line("Ledger", [head_words(head)], ""), LAST_WORD]


def coverage_json(found: Coverage) -> str:
    """Departments and themes."""
    departments = [
        {
            "department": own.department,
            "reviews": own.reviews,
            "covered_m": millions(own.covered_k),
            "budget_m": millions(own.budget_k),
            "year": None if own.year is None else str(own.year),
            "share": None if own.share is None else number(float(own.share), SHARE_DIGITS),
            "half_or_more": own.enough,
            "size_of_prize_m": millions(own.prize_k),
        }
        for own in found.departments
    ]
    themes = [
        {
            "programme": own.programme,
            "theme": own.theme.value,
            "department": own.department or None,
            "strand": own.strand,
            "in_place": None if own.in_place is None else own.in_place.value,
            "evidence": own.evidence or None,
        }
        for own in found.themes
    ]
    return dumped(
        {
            "schema": SCHEMA,
            "as_at": found.as_at.isoformat(),
            "known_at": found.known_at,
            "departments": departments,
            "themes": themes,
            "chain_head": str(found.chain_head),
        }
    )
