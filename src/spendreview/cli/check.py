"""``spendreview check``: everything up to the solve."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spendreview.cli.options import SOURCE, json_option

if TYPE_CHECKING:
    from spendreview.review import Review


@click.command(short_help="Find every fault, by sheet and cell.", epilog="Example: spendreview check review.xlsx")
@SOURCE
@json_option
def check(source: Path, as_json: bool) -> None:
    """Check SOURCE, a scenario (.yaml) or a review workbook (.xlsx): every fault by its cell, and nothing is run."""
    from spendreview.cli.terminal.progress import steps

    with steps() as progress:
        review = _checked(source, progress.tell)
    if as_json:
        from spendreview.report.as_json import check_json

        click.echo(check_json(review))
        return
    _show(review)


def _checked(source: Path, tell: Callable[[str], None]) -> Review:
    """The review, once the model can be built of it."""
    tell(f"reading {source.name}")
    from spendreview.allocation.allocate import prepare
    from spendreview.review import load_review

    review = load_review(source)
    tell("building the model")
    return prepare(review).data.review


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
    for warning in review.warnings:
        click.echo(f"warning: {warning}", err=True)
