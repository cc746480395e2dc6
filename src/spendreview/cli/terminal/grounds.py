"""What a review holds and rests on: rows by sheet, how many of them are illustrative, where limit figures come from."""

from __future__ import annotations

from spendreview.cli.terminal.screen import Column, Screen
from spendreview.report.figures import limit_figures
from spendreview.review import Review


def show_grounds(screen: Screen, review: Review) -> None:
    """The sheets whose rows carry a status, and how much of each was made up."""
    made = review.illustrative
    screen.heading("It rests on", f"limit figures: {limit_figures(review)}")
    screen.table(
        [
            Column(header="Sheet", cells=list(made)),
            Column(header="rows", cells=[f"{rows:,}" for _, rows in made.values()], right=True),
            Column(header="illustrative", cells=[f"{count:,}" for count, _ in made.values()], right=True),
            Column(header="", cells=[screen.bar(count / rows) for count, rows in made.values()], rank=1),
        ]
    )


def show_contents(screen: Screen, review: Review) -> None:
    """What a checked review holds, and that it may be run."""
    screen.say(f"{review.name}: no fault found.", "bold green")
    screen.say()
    screen.labelled([("Scenario", review.scenario.name), ("Rows", _rows(review))])
    show_grounds(screen, review)


def _rows(review: Review) -> str:
    tables = review.workbook.tables
    return ", ".join(f"{len(table.rows):,} {title}" for title, table in tables.items() if table.rows)
