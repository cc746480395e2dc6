"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from spendreview.errors import SpendReviewError

SOURCE = click.argument("source", type=click.Path(path_type=Path), metavar="SOURCE")
"""A scenario or a review workbook; whether it is there is for the reader to say, in the words of a problem."""

json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON instead.")


def check_no_input(out: Path | None, *inputs: Path, hint: str = "'-o'") -> None:
    """Refuse to write a result over what it was made from."""
    for path in inputs:
        if out is not None and out.exists() and path.exists() and out.samefile(path):
            raise click.BadParameter(f"{out} is what is read: name another file", param_hint=hint)


def check_output(out: Path | None, suffix: str = ".xlsx", hint: str = "'-o'") -> None:
    """Refuse a path that cannot take a workbook before an hour's work is done for it."""
    if out is None:
        return
    if out.suffix.casefold() != suffix:
        raise click.BadParameter(f"{out} does not end in {suffix}", param_hint=hint)
    if not out.absolute().parent.is_dir():
        raise click.BadParameter(f"there is no folder {out.absolute().parent}", param_hint=hint)


@contextmanager
def refusals_as_json(asked: bool) -> Iterator[None]:
    """Where JSON was asked for, let standard output hold a document even where there is no result."""
    try:
        yield
    except SpendReviewError as error:
        if asked:
            from spendreview.report.as_json import refused_json

            click.echo(refused_json(error))
        raise
