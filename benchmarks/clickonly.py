"""The limit of start-up: a command line with click and nothing else. `python -m benchmarks.clickonly --help`."""

import click


@click.group()
@click.version_option("0")
def cli():
    """Find an indicative settlement."""


@cli.command()
@click.argument("workbook", type=click.Path())
@click.option("-o", "--out", type=click.Path(), help="Settlement workbook to write.")
def run(workbook, out):
    """Find the indicative settlement for WORKBOOK."""


@cli.command()
@click.argument("workbook", type=click.Path())
def check(workbook):
    """Report every problem in WORKBOOK."""


if __name__ == "__main__":
    cli()
