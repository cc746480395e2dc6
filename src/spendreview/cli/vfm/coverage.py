"""``spendreview vfm coverage``: budgets under review, and themes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from spendreview.cli.options import json_option, refusals_as_json
from spendreview.cli.vfm.options import as_at_option, financial_year, known_at_option, opened, store_option

if TYPE_CHECKING:
    from spendreview.terms import Year


@click.command(
    short_help="Budgets under review by department, and themes.",
    epilog="Example: spendreview vfm coverage --year 2010-11",
)
@click.option("--year", metavar="YEAR", callback=financial_year, help="Of the budgets. Default: the latest of each.")
@as_at_option
@known_at_option
@store_option
@json_option
def coverage(
    year: Year | None, as_at: dt.date | None, known_at: dt.date | None, store: str | None, as_json: bool
) -> None:
    """How much of each department's budget reviews cover, of which half is wanted, and which themes are in place.

    From the sheets Reviews (the register of the Public Value Programme), Budgets and Themes.
    """
    with refusals_as_json(as_json):
        from spendreview.ledger.coverage import coverage as coverage_of

        with opened(store) as ledger:
            found = coverage_of(ledger, year=year, as_at=as_at, known_at=known_at)
    from spendreview.report.vfm.coverage import coverage_json, coverage_lines

    click.echo(coverage_json(found) if as_json else coverage_lines(found))
