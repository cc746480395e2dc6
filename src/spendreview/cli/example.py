"""``spendreview example``: the shipped reviews, to look at and to change."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(short_help="Copy out a shipped example.", epilog="Example: spendreview example csr2007 my-review")
@click.argument("name", required=False)
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
    for path, copied in copy_example(name, folder or Path(name)):
        click.echo(f"{path}" if copied else f"{path} was there already: left alone")
