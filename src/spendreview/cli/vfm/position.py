"""``spendreview vfm position``: where a programme stands."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spendreview.cli.options import check_output, json_option, refusals_as_json
from spendreview.cli.vfm.options import (
    as_at_option,
    financial_year,
    known_at_option,
    opened,
    out_option,
    store_option,
)

if TYPE_CHECKING:
    from spendreview.ledger.records import Position
    from spendreview.terms import Year

SPLITS = ("department", "strand", "stage", "type", "initiative", "programme")
"""What a position may be split by."""


@click.command(
    short_help="Where a programme stands against its target.",
    epilog="Example: spendreview vfm position --programme csr07 --by strand",
)
@click.option("--programme", metavar="CODE", help="The programme. Default: all of them, each saving once.")
@click.option("--year", metavar="YEAR", callback=financial_year, help="Such as 2010-11. Default: its final year.")
@as_at_option
@known_at_option
@click.option("--by", type=click.Choice(SPLITS), help="What to split it by.")
@out_option
@store_option
@json_option
def position(
    programme: str | None,
    year: Year | None,
    as_at: dt.date | None,
    known_at: dt.date | None,
    by: str | None,
    out: Path | None,
    store: str | None,
    as_json: bool,
) -> None:
    """Where a programme stands: what is reported, what of it counts, and what auditors found, against its target."""
    from spendreview.cli.terminal.progress import steps

    with refusals_as_json(as_json), steps() as progress:
        check_output(out)
        from spendreview.ledger.position import position as position_of
        from spendreview.ledger.records import Split

        progress.tell("asking the ledger")
        with opened(store, out=out) as ledger:
            split = Split(by) if by is not None else None
            found = position_of(ledger, programme, year=year, as_at=as_at, known_at=known_at, by=split)
        if out is not None:
            from spendreview.report.vfm.book import write_position

            progress.tell(f"writing {out.name}")
            write_position(found, out)
    if as_json:
        from spendreview.report.vfm.as_json import position_json

        click.echo(position_json(found))
        return
    _show(found)
    if out is not None:
        click.echo(f"\nWorkbook: {out}", err=True)


def _show(found: Position) -> None:
    """Tables on a terminal, plain lines in a pipe."""
    from spendreview.cli.terminal.streams import shows_tables

    if shows_tables(sys.stdout):
        from spendreview.cli.terminal.screen import Screen
        from spendreview.cli.terminal.vfm import show_position

        show_position(Screen.on(sys.stdout), found)
        return
    from spendreview.report.vfm.screen import position_lines

    click.echo(position_lines(found))
