"""``spendreview check``: everything up to the solve."""

from __future__ import annotations

from pathlib import Path

import click

from spendreview.cli.options import SOURCE, json_option, shares_option


@click.command(short_help="Find every fault, by sheet and cell.", epilog="Example: spendreview check review.xlsx")
@SOURCE
@shares_option
@json_option
def check(source: Path, shares: Path | None, as_json: bool) -> None:
    """Check SOURCE, a scenario (.yaml) or a review workbook (.xlsx): every fault by its cell, and nothing is run.

    Limits that clash whatever is funded are found too, by a quick look at bounds; that all limits can hold is for a run
    to say.
    """
    from spendreview.allocation.allocate import check_bounds, prepare
    from spendreview.review import load_review

    prepared = prepare(load_review(source, shares))
    check_bounds(prepared)
    review = prepared.data.review
    if as_json:
        from spendreview.report.as_json import check_json

        click.echo(check_json(review))
        return
    from spendreview.report.screen import contents

    click.echo(contents(review))
    for warning in review.warnings:
        click.echo(f"warning: {warning}", err=True)
