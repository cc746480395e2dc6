"""``spendreview run``: the main job."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spendreview.cli.options import SOURCE, json_option

if TYPE_CHECKING:
    from spendreview.allocation import Settlement
    from spendreview.cli.terminal.progress import Steps


@click.command(
    short_help="Find the indicative settlement.",
    epilog="Example: spendreview run scenarios/csr2007.yaml -o settlement.xlsx",
)
@SOURCE
@click.option(
    "-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Settlement workbook to write (.xlsx)."
)
@json_option
def run(source: Path, out: Path | None, as_json: bool) -> None:
    """Find the indicative settlement for SOURCE, a scenario (.yaml) or a review workbook (.xlsx)."""
    from spendreview.cli.options import check_output
    from spendreview.cli.terminal.progress import steps

    check_output(out)
    with steps() as progress:
        settlement = _settled(source, out, progress)
        if out is not None:
            from spendreview.report import write_settlement

            progress.tell(f"writing {out.name}")
            write_settlement(settlement, out)
    if as_json:
        from spendreview.report.as_json import settlement_json

        click.echo(settlement_json(settlement))
        return
    _show(settlement)
    if out is not None:
        click.echo(f"\nSettlement workbook: {out}", err=True)


def _settled(source: Path, out: Path | None, progress: Steps) -> Settlement:
    """The settlement, each step told as it begins."""
    progress.tell(f"reading {source.name}")
    from spendreview.allocation import allocate
    from spendreview.cli.options import check_no_input
    from spendreview.cli.terminal.progress import stoppable
    from spendreview.review import load_review

    review = load_review(source)
    check_no_input(out, source, review.workbook.path)
    with stoppable(progress.clear):
        return allocate(review, progress=progress.tell)


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
