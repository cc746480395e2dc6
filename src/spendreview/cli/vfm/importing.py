"""``spendreview vfm import`` and ``vfm audit``: returns and auditors' reports into the ledger."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spendreview.cli.options import json_option, refusals_as_json
from spendreview.cli.vfm.options import ending, show_findings, store_option, who, who_option

if TYPE_CHECKING:
    from spendreview.ledger.imports import Reading
    from spendreview.ledger.records import Imported

EPILOG = "Example: spendreview vfm import return.xlsx --by 'A. Smith'"


@click.command("import", short_help="Take in returns and auditors' reports.", epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="RETURN.xlsx...")
@store_option
@who_option
@json_option
def import_(files: tuple[Path, ...], store: str | None, by: str | None, as_json: bool) -> None:
    """Take RETURN workbooks into the ledger: all of them together, or none where one has a fault.

    The order does not matter, and a file that is in already changes nothing. The first import makes the ledger.
    """
    _take_in(files, store, by, as_json, reports=False)


@click.command(short_help="Take in an auditor's report.", epilog="Example: spendreview vfm audit nao-july-2010.xlsx")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="REPORT.xlsx...")
@store_option
@who_option
@json_option
def audit(files: tuple[Path, ...], store: str | None, by: str | None, as_json: bool) -> None:
    """Take REPORT workbooks into the ledger: what auditors graded, a workbook with the sheet Audits alone.

    Whoever holds the auditor's report enters it; it is never part of a department's return.
    """
    _take_in(files, store, by, as_json, reports=True)


def _take_in(files: Sequence[Path], where: str | None, by: str | None, as_json: bool, *, reports: bool) -> None:
    from spendreview.cli.terminal.progress import steps

    name = who(by)
    with refusals_as_json(as_json), steps() as progress:
        from spendreview.ledger.imports import checked_store, file_all, read_each

        read = read_each(files, progress.count)
        if reports:
            _check_reports(read)
        progress.tell("holding it against the ledger")
        with ending("Nothing was imported."), checked_store(where, read) as store:
            found = file_all(store, read, name, progress.count)
    if as_json:
        from spendreview.report.vfm.as_json import import_json

        click.echo(import_json(found))
    else:
        _show(found)


def _check_reports(read: Sequence[Reading]) -> None:
    from spendreview.ledger.handed import AUDIT

    returns = [own.handed.file for own in read if own.handed is not None and own.handed.kind != AUDIT]
    if returns:
        said = f"{', '.join(returns)}: a return, not an auditor's report; `spendreview vfm import` takes it"
        raise click.BadParameter(said, param_hint="'REPORT.xlsx...'")


def _show(found: Sequence[Imported]) -> None:
    """What became of each file on standard output, remarks on standard error."""
    from spendreview.cli.terminal.streams import shows_tables

    if shows_tables(sys.stdout):
        from spendreview.cli.terminal.screen import Screen
        from spendreview.cli.terminal.vfm import show_imported

        show_imported(Screen.on(sys.stdout), found)
    else:
        from spendreview.report.vfm.screen import imported_lines

        click.echo(imported_lines(found))
    show_findings([problem for own in found for problem in own.findings])
