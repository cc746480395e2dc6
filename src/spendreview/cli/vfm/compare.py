"""``spendreview vfm compare``: programmes side by side."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spendreview.cli.options import check_output, json_option, refusals_as_json
from spendreview.cli.vfm.options import as_at_option, known_at_option, opened, out_option, store_option

if TYPE_CHECKING:
    from spendreview.ledger.records import Position


@click.command(short_help="Programmes side by side.", epilog="Example: spendreview vfm compare gershon csr07")
@click.argument("programmes", nargs=-1, metavar="[PROGRAMME]...")
@as_at_option
@known_at_option
@out_option
@store_option
@json_option
def compare(
    programmes: tuple[str, ...],
    as_at: dt.date | None,
    known_at: dt.date | None,
    out: Path | None,
    store: str | None,
    as_json: bool,
) -> None:
    """Each PROGRAMME in its final year: target, reported, counting, evidenced, forecast, over- or under-delivery.

    Without a PROGRAMME, all that the ledger has.
    """
    from spendreview.cli.terminal.progress import steps

    with refusals_as_json(as_json), steps() as progress:
        check_output(out)
        from spendreview.ledger.moments import refused
        from spendreview.ledger.position import compare as compared

        progress.tell("asking the ledger")
        with opened(store, out=out) as ledger:
            found = compared(ledger, list(dict.fromkeys(programmes)), as_at=as_at, known_at=known_at)
            if not found:
                raise refused("LG818", ledger.name, "no programme is in the ledger yet", "a return that defines one")
        if out is not None:
            from spendreview.report.vfm.book import write_comparison

            progress.tell(f"writing {out.name}")
            write_comparison(found, out)
    if as_json:
        from spendreview.report.vfm.as_json import compare_json

        click.echo(compare_json(found))
        return
    _show(found)
    if out is not None:
        click.echo(f"\nWorkbook: {out}", err=True)


def _show(found: Sequence[Position]) -> None:
    """Tables on a terminal, plain ones in a pipe."""
    from spendreview.cli.terminal.streams import shows_tables

    if shows_tables(sys.stdout):
        from spendreview.cli.terminal.screen import Screen
        from spendreview.cli.terminal.vfm import show_comparison

        show_comparison(Screen.on(sys.stdout), found)
        return
    from spendreview.report.vfm.screen import compared_lines

    click.echo(compared_lines(found))
