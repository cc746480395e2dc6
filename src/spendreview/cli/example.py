"""``spendreview example``: the shipped reviews, to look at and to change."""

from __future__ import annotations

import os
from pathlib import Path

import click

from spendreview.cli.options import check_name


def _complete_name(ctx: click.Context, parameter: click.Parameter, typed: str) -> list[str]:
    from spendreview.examples import example_names

    return [name for name in example_names() if name.startswith(typed)]


@click.command(short_help="Copy out a shipped example.", epilog="Example: spendreview example csr2007 my-review")
@click.argument("name", required=False, shell_complete=_complete_name)
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
def example(name: str | None, folder: Path | None) -> None:
    """Copy the shipped example NAME, its workbook and scenarios, into FOLDER; without NAME, list them.

    Files that are already there are left alone.
    """
    from spendreview.examples import copy_example, example_names

    if name is None:
        click.echo("\n".join(example_names()))
        return
    if name not in example_names():
        raise click.BadParameter(f"{name!r}; there are {', '.join(example_names())}", param_hint="'NAME'")
    for part in (folder, *folder.parents) if folder is not None else ():
        if not os.path.exists(part):
            check_name(part, "'FOLDER'")
    for path, copied in copy_example(name, folder or Path(name)):
        click.echo(f"{path}" if copied else f"{path} was there already: left alone")
