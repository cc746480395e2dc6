"""What a review holds and rests on: rows by sheet, how many of them are illustrative, where limit figures come from."""

from __future__ import annotations

from collections.abc import Mapping

from spendreview.cli.terminal.screen import Column, Screen
from spendreview.report.figures import limit_figures
from spendreview.review import Review


def show_grounds(screen: Screen, review: Review) -> None:
    """The sheets whose rows carry a status, and how much of each was made up."""
    made = review.illustrative
    screen.heading("It rests on", f"limit figures: {limit_figures(review)}")
    screen.table(_columns(screen, {title: rows for title, (_, rows) in made.items()}, made))


def show_contents(screen: Screen, review: Review) -> None:
    """What a checked review holds, and that it may be run."""
    screen.say(f"{review.name}: no fault found.", "bold green")
    screen.say()
    screen.labelled([("Scenario", review.scenario.name), ("Limit figures", limit_figures(review))])
    screen.say()
    tables = review.workbook.tables
    screen.table(
        _columns(screen, {title: len(table.rows) for title, table in tables.items() if table.rows}, review.illustrative)
    )


def _columns(screen: Screen, rows: Mapping[str, int], made: Mapping[str, tuple[int, int]]) -> list[Column]:
    """Sheets with their rows, and where these carry a status how many are illustrative."""
    counts = [made.get(title) for title in rows]
    words = [f"{own[0]:,}" if own else "" for own in counts]
    bars = [screen.bar(own[0] / own[1]) if own else "" for own in counts]
    return [
        Column(header="Sheet", cells=list(rows)),
        Column(header="rows", cells=[f"{count:,}" for count in rows.values()], right=True),
        Column(header="illustrative", cells=words, right=True),
        Column(header="", cells=bars, rank=1),
    ]
