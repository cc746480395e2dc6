"""Faults and warnings on a terminal: by sheet, each with its cell, its code, what was found and what was wanted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from spendreview.cli.terminal.screen import Column, Screen
from spendreview.codes import CODES
from spendreview.errors import AllocationError, Place, Problem, SpendReviewError, brief

MOST_ON_A_SHEET = 40
"""How many faults of one sheet are shown before the rest is counted."""

FIRST_FEW = 3
"""How many warnings of one code are shown."""


def show_error(screen: Screen, error: SpendReviewError) -> None:
    """Every problem below its sheet, then how many there are and what happens next."""
    if isinstance(error, AllocationError):
        screen.say("No settlement: these cannot all hold.", "bold red")
        screen.table(_columns(error.problems, _in_file))
        if error.warnings:
            show_warnings(screen, error.warnings, "")
        _show_notes(screen, error)
        return
    for title, own in _by_sheet(error.problems).items():
        screen.heading(title, _count(len(own)))
        screen.table(_columns(sorted(own, key=_downwards)[:MOST_ON_A_SHEET], _on_sheet))
        if len(own) > MOST_ON_A_SHEET:
            screen.say(f"and {len(own) - MOST_ON_A_SHEET:,} more here: 2> faults.txt writes every one to a file", "dim")
    if error.warnings:
        show_warnings(screen, error.warnings, "")
    if error.ending:
        screen.say()
        screen.say(f"{_count(len(error.problems))}. {error.ending}", "bold red")
    _show_notes(screen, error)


def _show_notes(screen: Screen, error: SpendReviewError) -> None:
    """What was done besides, such as a copy with every fault marked."""
    for note in getattr(error, "__notes__", ()):
        screen.say(note)


def show_warnings(screen: Screen, warnings: Sequence[Problem], where: str) -> None:
    """Warnings by code: what the code means, how often it stands, and the first few places.

    where  says where all of them are to be found
    """
    if not warnings:
        screen.heading("Warnings", "none")
        return
    screen.heading("Warnings", f"{len(warnings):,}{where}")
    for code, count in Counter(problem.code for problem in warnings).items():
        own = [problem for problem in warnings if problem.code == code]
        title = CODES[code].title if code in CODES else ""
        screen.say(f"{code} {title}, {count:,}", "yellow")
        for problem in own[:FIRST_FEW]:
            wanted = f"; wanted {problem.wanted}" if problem.wanted else ""
            screen.hanging(f"{_in_file(problem.place)}  ", f"{brief(problem.found)}{wanted}")
        if count > FIRST_FEW:
            screen.say(f"  and {count - FIRST_FEW:,} more", "dim")


def _by_sheet(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        place = problem.place
        title = place.file + (f" › {place.sheet}" if place.sheet else "")
        found.setdefault(title, []).append(problem)
    return found


def _columns(problems: Sequence[Problem], where: Callable[[Place], str]) -> list[Column]:
    header = "Line" if any(problem.place.line is not None for problem in problems) else "Cell"
    columns = [
        Column(
            header=header,
            cells=[where(problem.place) for problem in problems],
            style=lambda _: "bold",
        ),
        Column(header="Code", cells=[problem.code for problem in problems], style=lambda _: "red"),
        Column(header="Found", cells=[brief(problem.found) for problem in problems], wraps=True),
        Column(header="Wanted", cells=[problem.wanted for problem in problems], wraps=True),
    ]
    return [column for column in columns if any(column.cells)]


def _in_file(place: Place) -> str:
    """Where it stands in its file."""
    if place.line is not None:
        return f"line {place.line}"
    return f"{place.sheet}!{place.cell}" if place.cell else place.sheet or place.file


def _on_sheet(place: Place) -> str:
    """Where it stands on its sheet."""
    if place.line is not None:
        return f"{place.line}:{place.column or 1}"
    return place.cell or ""


def _downwards(problem: Problem) -> tuple[int, int, str]:
    """In the order in which someone goes down the sheet: by row, then from left to right."""
    place = problem.place
    match = re.fullmatch(r"([A-Z]+)([0-9]+)", place.cell or "")
    return (int(match[2]), len(match[1]), match[1]) if match else (place.line or 0, place.column or 0, "")


def _count(number: int) -> str:
    return f"{number:,} problem{'s' if number > 1 else ''}"
