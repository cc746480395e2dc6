"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from spendreview.cli.paths import complete_source, forbidden_in

if TYPE_CHECKING:
    from spendreview.errors import OutputError

SOURCE = click.argument("source", type=click.Path(path_type=Path), metavar="SOURCE", shell_complete=complete_source)
"""A scenario or a review workbook; whether it is there is for the reader to say, in the words of a problem."""

json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON instead.")


def check_no_input(out: Path | None, *inputs: Path) -> None:
    """Refuse to write a result over what it was made from."""
    for path in inputs:
        if out is not None and out.exists() and path.exists() and out.samefile(path):
            raise click.BadParameter(f"{out} is what is read: name another file", param_hint="'-o'")


def check_output(out: Path | None, hint: str = "'-o'") -> None:
    """Refuse a path that cannot take a workbook before an hour's work is done for it.

    raises  OutputError OUT01 where the workbook that it replaces is open in Excel, OUT02 where its folder takes no file
    """
    if out is None:
        return
    check_name(out, hint)
    if out.suffix.casefold() != ".xlsx":
        raise click.BadParameter(f"{out} does not end in .xlsx", param_hint=hint)
    if not out.absolute().parent.is_dir():
        raise click.BadParameter(f"there is no folder {out.absolute().parent}", param_hint=hint)
    _check_can_be_written(out)


def check_name(path: Path, hint: str) -> None:
    """Refuse a name that Windows could not hold, on every platform: results are handed on."""
    reason = forbidden_in(path)
    if reason is not None:
        raise click.BadParameter(f"{reason}, which Windows does not allow: choose another name", param_hint=hint)


def _check_can_be_written(out: Path) -> None:
    """Excel holds what it has open against every writer; a protected folder takes no file, which only trying tells."""
    from tempfile import TemporaryFile

    try:
        if out.is_file():
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
