"""``spendreview check``: everything up to the solve, and where asked a copy of the workbook with every fault marked."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spendreview.cli.options import SOURCE, json_option, refusals_as_json, shares_option

if TYPE_CHECKING:
    from spendreview.review import Review


@click.command(
    short_help="Find every fault, by sheet and cell.",
    epilog="Example: spendreview check review.xlsx --annotate review-marked.xlsx",
)
@SOURCE
@click.option(
    "--annotate",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="OUT",
    help="Write a copy of the workbook in which every cell with a fault or a warning is marked and says why.",
)
@shares_option
@json_option
def check(source: Path, annotate: Path | None, shares: Path | None, as_json: bool) -> None:
    """Check SOURCE, a scenario (.yaml) or a review workbook (.xlsx): every fault by its cell, and nothing is run.

    Limits that clash whatever is funded are found too, by a quick look at bounds; that all limits can hold is for a run
    to say.
    """
    from spendreview.cli.terminal.progress import steps

    with refusals_as_json(as_json), steps() as progress:
        review, said = _checked(source, shares, annotate, progress.tell)
    if as_json:
        from spendreview.report.as_json import check_json

        click.echo(check_json(review))
    else:
        _show(review)
    if said:
        click.echo(said, err=True)


def _checked(
    source: Path, shares: Path | None, annotate: Path | None, tell: Callable[[str], None]
) -> tuple[Review, str]:
    """The review, and a line on the marked copy where one was asked for."""
    if annotate is None:
        return _sound(source, shares, tell), ""
    from spendreview.cli.marking import checked_and_marked

    return checked_and_marked(source, annotate, lambda: _sound(source, shares, tell))


def _sound(source: Path, shares: Path | None, tell: Callable[[str], None]) -> Review:
    """The review, once the model can be built of it and no limits clash on their face."""
    tell(f"reading {source.name}")
    from spendreview.allocation.allocate import check_bounds, prepare
    from spendreview.errors import found_before
    from spendreview.review import load_review

    review = load_review(source, shares)
    tell("building the model")
    with found_before(review.warnings):
        check_bounds(prepare(review))
    return review


def _show(review: Review) -> None:
    """What it holds on standard output, its warnings on standard error: tables on a terminal, plain lines in a pipe."""
    from spendreview.cli.terminal.streams import shows_tables

    if shows_tables(sys.stdout):
        from spendreview.cli.terminal.grounds import show_contents
        from spendreview.cli.terminal.screen import Screen

        show_contents(Screen.on(sys.stdout), review)
    else:
        from spendreview.report.screen import contents

        click.echo(contents(review))
    if shows_tables(sys.stderr):
        from spendreview.cli.terminal.problems import show_warnings
        from spendreview.cli.terminal.screen import Screen

        show_warnings(Screen.on(sys.stderr), review.warnings, "")
        return
    from spendreview.cli.terminal.plain import warning_lines

    for line in warning_lines(review.warnings):
        click.echo(line, err=True)
