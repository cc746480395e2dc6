"""``spendreview vfm checks``: what the 28 checks find, by cell."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spendreview.cli.options import check_output, json_option, refusals_as_json
from spendreview.cli.vfm.options import as_at_option, known_at_option, opened, store_option

if TYPE_CHECKING:
    from spendreview.ledger.checks.records import Checked

LEVELS = ("E", "W")
"""What keeps a claim from counting, and what warns."""


@click.command(
    short_help="What the 28 checks find, by cell.",
    epilog="Example: spendreview vfm checks --department HO -o checks.xlsx",
)
@click.option("--programme", metavar="CODE", help="The programme, with all within it. Default: all of them.")
@click.option("--department", metavar="CODE", help="The department. Default: all of them.")
@click.option(
    "--level",
    type=click.Choice(LEVELS, case_sensitive=False),
    metavar="E|W",
    help="E: what keeps a claim from counting; W: warnings. Default: both.",
)
@as_at_option
@known_at_option
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Workbook to write (.xlsx).")
@store_option
@json_option
def checks(
    programme: str | None,
    department: str | None,
    level: str | None,
    as_at: dt.date | None,
    known_at: dt.date | None,
    out: Path | None,
    store: str | None,
    as_json: bool,
) -> None:
    """What the 28 checks find on the claims that stand: the cell, what stands there, and what is wanted.

    What a check keeps from counting is kept and shown as other improvement. Nothing is stored: a correction or a later
    return shows at once. Whatever was found, the exit code is 0.
    """
    from spendreview.cli.terminal.progress import steps

    with refusals_as_json(as_json), steps() as progress:
        check_output(out)
        from spendreview.ledger.checks.ask import checks as asked
        from spendreview.ledger.words import Force

        progress.tell("checking claims")
        with opened(store, out=out) as ledger:
            force = None if level is None else Force(level.upper())
            found = asked(ledger, programme, department=department, level=force, as_at=as_at, known_at=known_at)
        if out is not None:
            from spendreview.report.vfm.book_checked import write_checks

            progress.tell(f"writing {out.name}")
            write_checks(found, out)
    if as_json:
        from spendreview.report.vfm.checked_json import checked_json

        click.echo(checked_json(found))
        return
    _show(found)
    if out is not None:
        click.echo(f"\nWorkbook: {out}", err=True)


def _show(found: Checked) -> None:
    """Tables on a terminal, plain lines in a pipe."""
    from spendreview.cli.terminal.streams import shows_tables

    if shows_tables(sys.stdout):
        from spendreview.cli.terminal.screen import Screen
        from spendreview.cli.terminal.vfm_checks import show_checks

        show_checks(Screen.on(sys.stdout), found)
        return
    from spendreview.report.vfm.checked_lines import checked_lines

    click.echo(checked_lines(found))
