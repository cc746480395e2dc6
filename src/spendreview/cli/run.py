"""``spendreview run``: the main job."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spendreview.cli.options import (
    PUBLISH,
    SOURCE,
    check_apart,
    check_no_input,
    check_output,
    json_option,
    refusals_as_json,
    shares_option,
)

if TYPE_CHECKING:
    from spendreview.allocation import Settlement
    from spendreview.cli.terminal.progress import Steps
    from spendreview.review import Review


@click.command(
    short_help="Find the indicative settlement.",
    epilog="Example: spendreview run scenarios/csr2007.yaml -o settlement.xlsx",
)
@SOURCE
@click.option(
    "-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Settlement workbook to write (.xlsx)."
)
@click.option(
    "--publish",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Workbook for publication to write (.xlsx): values only, one table a sheet, fit for a screen reader.",
)
@shares_option
@json_option
def run(source: Path, out: Path | None, publish: Path | None, shares: Path | None, as_json: bool) -> None:
    """Find the indicative settlement for SOURCE, a scenario (.yaml) or a review workbook (.xlsx)."""
    from spendreview.cli.terminal.progress import steps

    with refusals_as_json(as_json), steps() as progress:
        check_output(out)
        check_output(publish, PUBLISH)
        check_apart(out, publish)
        review = _read(source, shares, progress)
        inputs = [source, review.workbook.path, *([review.shares.path] if review.shares is not None else [])]
        check_no_input(out, *inputs)
        check_no_input(publish, *inputs, option=PUBLISH)
        settlement = _settled(review, progress)
        _write(settlement, out, publish, progress)
    if as_json:
        from spendreview.report.as_json import settlement_json

        click.echo(settlement_json(settlement))
        return
    _show(settlement)
    _say_written(out, publish)


def _read(source: Path, shares: Path | None, progress: Steps) -> Review:
    progress.tell(f"reading {source.name}")
    from spendreview.review import load_review

    return load_review(source, shares)


def _settled(review: Review, progress: Steps) -> Settlement:
    """The settlement, each step told as it begins."""
    from spendreview.allocation import allocate
    from spendreview.cli.terminal.progress import stoppable
    from spendreview.errors import found_before

    with found_before(review.warnings), stoppable(progress.clear):
        return allocate(review, progress=progress.tell)


def _write(settlement: Settlement, out: Path | None, publish: Path | None, progress: Steps) -> None:
    """The workbooks that were asked for."""
    if out is not None:
        from spendreview.report import write_settlement

        progress.tell(f"writing {out.name}")
        write_settlement(settlement, out)
    if publish is not None:
        from spendreview.report import write_publication

        progress.tell(f"writing {publish.name}")
        write_publication(settlement, publish)


def _show(settlement: Settlement) -> None:
    """Tables on a terminal, plain lines in a pipe."""
    from spendreview.cli.terminal.streams import shows_tables

    if shows_tables(sys.stdout):
        from spendreview.cli.terminal.screen import Screen
        from spendreview.cli.terminal.settled import show_settlement

        show_settlement(Screen.on(sys.stdout), settlement)
        return
    from spendreview.report.screen import summary

    click.echo(summary(settlement))


def _say_written(out: Path | None, publish: Path | None) -> None:
    if out is not None:
        click.echo(f"\nSettlement workbook: {out}", err=True)
    if publish is not None:
        click.echo(f"\nWorkbook for publication: {publish}", err=True)
