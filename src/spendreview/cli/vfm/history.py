"""``spendreview vfm history``: all that was ever said of an initiative, a programme or a department."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spendreview.cli.options import check_output, json_option, refusals_as_json
from spendreview.cli.vfm.options import as_at_option, known_at_option, opened, store_option

if TYPE_CHECKING:
    from spendreview.ledger.records import HistoryLine
    from spendreview.ledger.subjects import Subject
    from spendreview.store import Head


@click.command(
    short_help="All that was ever said of an initiative, a programme, a department.",
    epilog="Example: spendreview vfm history HO-PROC-01",
)
@click.argument("code")
@as_at_option
@known_at_option
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Workbook to write (.xlsx).")
@store_option
@json_option
def history(
    code: str,
    as_at: dt.date | None,
    known_at: dt.date | None,
    out: Path | None,
    store: str | None,
    as_json: bool,
) -> None:
    """Every entry on CODE: when it came, from whom and which cell, and what took its place.

    Of an initiative its definitions, claims, findings and rulings. Of a programme its definitions, targets, findings,
    posts, savings taken out, what binds and themes. Of a department (or ALL) its targets, findings, posts, savings
    taken out, reviews, budgets, outturn and themes. Where a code is several of these, the first is meant.
    """
    with refusals_as_json(as_json):
        check_output(out)
        subject, found, head = _asked(code, as_at, known_at, out, store)
    if as_json:
        from spendreview.report.vfm.history import history_json

        click.echo(history_json(subject, code, found, head))
        return
    _show(code, found, head)
    if out is not None:
        click.echo(f"\nWorkbook: {out}", err=True)


def _asked(
    code: str, as_at: dt.date | None, known_at: dt.date | None, out: Path | None, store: str | None
) -> tuple[Subject, tuple[HistoryLine, ...], Head]:
    """What the code is, its entries, written where asked, and the last entry of the ledger that was known."""
    with opened(store, out=out) as ledger:
        from spendreview.ledger.history import history as said_of
        from spendreview.ledger.moments import head_at, moment_of
        from spendreview.ledger.subjects import subject_of

        found = said_of(ledger, code, as_at, known_at)
        with ledger.reading() as reader:
            subject = subject_of(reader, ledger.name, code)
            head = head_at(reader, moment_of(reader, as_at, known_at))
    if out is not None:
        from spendreview.report.vfm.book_history import write_history

        write_history(code, found, head, out)
    return subject, found, head


def _show(code: str, found: Sequence[HistoryLine], head: Head) -> None:
    """A table on a terminal, plain lines in a pipe."""
    from spendreview.cli.terminal.streams import shows_tables

    if shows_tables(sys.stdout):
        from spendreview.cli.terminal.screen import Screen
        from spendreview.cli.terminal.vfm_history import show_history

        show_history(Screen.on(sys.stdout), code, found, head)
        return
    from spendreview.report.vfm.history import history_lines

    click.echo(history_lines(code, found, head))
