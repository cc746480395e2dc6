"""Options that the ledger's commands share: which ledger, as at which date, and who."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spendreview.cli.options import check_no_input

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from spendreview.errors import Problem
    from spendreview.store import Store
    from spendreview.terms import Year

WHO = "SPENDREVIEW_BY"
"""The environment variable that says who enters something."""

BY = "'--by'"
"""How the option is called in a usage error."""


def _complete_file(ctx: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem[str]]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(typed, type="file")]


store_option = click.option(
    "--store",
    metavar="URL",
    shell_complete=_complete_file,
    help="The ledger: a path, or postgresql://user@host/database. Else SPENDREVIEW_STORE, else spendreview.db here.",
)

out_option = click.option(
    "-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Workbook with charts to write (.xlsx)."
)

who_option = click.option(
    "--by",
    metavar="NAME",
    envvar=WHO,
    help=f"Who enters it, kept with every entry. Else {WHO}, else who is logged in.",
)


def _date(ctx: click.Context, parameter: click.Parameter, text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise click.BadParameter(f"{text!r} is not a date such as 2009-03-31") from None


def _moment(ctx: click.Context, parameter: click.Parameter, text: str | None) -> dt.date | dt.datetime | None:
    """A date, or a time; one without a zone is UTC."""
    if text is None:
        return None
    for read in (dt.date.fromisoformat, dt.datetime.fromisoformat):
        with suppress(ValueError):
            return read(text.strip())
    wanted = "a date such as 2009-03-31, or a time such as 2009-03-31T17:00:00Z"
    raise click.BadParameter(f"{text!r} is not {wanted}")


def financial_year(ctx: click.Context, parameter: click.Parameter, text: str | None) -> Year | None:
    """The year written ``2010-11``; a usage error where it is none."""
    from spendreview.terms import Year

    if text is None:
        return None
    try:
        return Year.parse(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


as_at_option = click.option(
    "--as-at", metavar="DATE", callback=_date, help="What returns say up to this date. Default: the latest there is."
)

known_at_option = click.option(
    "--known-at",
    metavar="DATE",
    callback=_moment,
    help="What the ledger held then, whatever came in later: a date (its end) or a time, UTC. Default: all.",
)


def who(name: str | None) -> str:
    """Who enters something: as given, or whoever is logged in; a usage error where nobody can be named."""
    import getpass

    given = name.strip() if name is not None else ""
    if name is not None and not given:
        raise click.BadParameter("a name is wanted", param_hint=BY)
    if given:
        return given
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        raise click.UsageError(f"nobody is logged in by name: say who with --by NAME, or set {WHO}") from None


@contextmanager
def opened(where: str | None, *, out: Path | None = None) -> Iterator[Store]:
    """The store that is named, which must be there, open; ``out`` may not be its file.

    raises  StoreError ST701 to ST712
    """
    from spendreview.store import open_store

    with open_store(where) as store:
        if store.where.path is not None:
            check_no_input(out, store.where.path)
        yield store


@contextmanager
def ending(words: str) -> Iterator[None]:
    """Say after the problems of whatever the ledger refuses inside what that means: nothing of it is in."""
    from spendreview.errors import LedgerError

    try:
        yield
    except LedgerError as error:
        error.ending = words
        raise


def show_findings(findings: Sequence[Problem]) -> None:
    """Remarks, on standard error."""
    import sys

    from spendreview.cli.terminal.streams import shows_tables

    if not findings:
        return
    if shows_tables(sys.stderr):
        from spendreview.cli.terminal.problems import show_warnings
        from spendreview.cli.terminal.screen import Screen

        show_warnings(Screen.on(sys.stderr), findings, "; each with --json")
        return
    from spendreview.cli.terminal.plain import warning_lines

    for line in warning_lines(findings):
        click.echo(line, err=True)
