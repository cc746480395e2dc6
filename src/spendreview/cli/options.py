"""Arguments and options that several commands share, and what holds of every path that is written to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spendreview.cli.paths import complete_source, forbidden_in

if TYPE_CHECKING:
    from spendreview.errors import OutputError

SOURCE = click.argument("source", type=click.Path(path_type=Path), metavar="SOURCE", shell_complete=complete_source)
"""A scenario or a review workbook; whether it is there is for the reader to say, in the words of a problem."""

json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON instead.")

shares_option = click.option(
    "--shares",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="SETTLEMENT.xlsx",
    help="Hold the shares edited by hand in this settlement workbook.",
)
"""A settlement workbook handed in again; whether it is there is for the reader to say."""

OUT = "'-o'"
PUBLISH = "'--publish'"
ANNOTATE = "'--annotate'"
"""How each option that names a file to write is called in a usage error."""


def check_no_input(out: Path | None, *inputs: Path, option: str = OUT) -> None:
    """Refuse to write a result over what it was made from."""
    for path in inputs:
        if out is not None and _is_one(out, path):
            raise click.BadParameter(f"{out} is what is read: name another file", param_hint=option)


def _is_one(a: Path, b: Path) -> bool:
    """Whether two paths name one file, be it there or not."""
    if os.path.normcase(os.path.realpath(a)) == os.path.normcase(os.path.realpath(b)):
        return True
    return os.path.exists(a) and os.path.exists(b) and os.path.samefile(a, b)


def check_apart(out: Path | None, publish: Path | None) -> None:
    """Refuse one path for two workbooks: the second would replace the first."""
    if out is None or publish is None:
        return
    if _is_one(out, publish):
        raise click.BadParameter(f"{publish} is where -o writes: name another file", param_hint=PUBLISH)


def check_output(out: Path | None, option: str = OUT, *, suffix: str = ".xlsx") -> None:
    """Refuse a path that cannot take a workbook before an hour's work is done for it.

    raises  OutputError OUT01 where the workbook that it replaces is open in Excel, OUT02 where its folder takes no file
    """
    if out is None:
        return
    check_name(out, option)
    if out.suffix.casefold() != suffix:
        raise click.BadParameter(f"{out} does not end in {suffix}", param_hint=option)
    if not os.path.isdir(out.absolute().parent):
        raise click.BadParameter(f"there is no folder {out.absolute().parent}", param_hint=option)
    _check_can_be_written(out)


def check_name(path: Path, option: str) -> None:
    """Refuse a name that Windows could not hold, on every platform: results are handed on."""
    reason = forbidden_in(path)
    if reason is not None:
        raise click.BadParameter(f"{reason}, which Windows does not take: choose another name", param_hint=option)


def _check_can_be_written(out: Path) -> None:
    """Excel holds what it has open against every writer; a protected folder takes no file, which only trying tells."""
    from tempfile import TemporaryFile

    try:
        if os.path.isfile(out):
            out.open("r+b").close()
    except PermissionError:
        raise _refused("OUT01", out, "it cannot be replaced", "close it in Excel, then run again") from None
    try:
        TemporaryFile(dir=out.absolute().parent).close()
    except OSError as error:
        found = f"it cannot be written: {error.strerror or error}"
        raise _refused("OUT02", out, found, "a folder that is there, that you may write to, with room") from None


def _refused(code: str, out: Path, found: str, wanted: str) -> OutputError:
    from spendreview.errors import OutputError, Place, Problem

    return OutputError(Problem(code=code, place=Place(file=out.name), found=found, wanted=wanted))


@contextmanager
def refusals_as_json(asked: bool) -> Iterator[None]:
    """Where JSON was asked for, let standard output hold a document even where there is no result."""
    from spendreview.errors import SpendReviewError

    try:
        yield
    except SpendReviewError as error:
        if asked:
            from spendreview.report.documents import refused_json

            click.echo(refused_json(error))
        raise
