"""``spendreview run``: the main job."""

from __future__ import annotations

from pathlib import Path

import click

from spendreview.cli.options import SOURCE, json_option, refusals_as_json
from spendreview.errors import found_before


@click.command(
    short_help="Find the indicative settlement.",
    epilog="Example: spendreview run scenarios/csr2007.yaml -o settlement.xlsx",
)
@SOURCE
@click.option(
    "-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Settlement workbook to write (.xlsx)."
)
@json_option
def run(source: Path, out: Path | None, as_json: bool) -> None:
    """Find the indicative settlement for SOURCE, a scenario (.yaml) or a review workbook (.xlsx)."""
    from spendreview.allocation import allocate
    from spendreview.cli.options import check_no_input, check_output
    from spendreview.review import load_review

    check_output(out)
    with refusals_as_json(as_json):
        review = load_review(source)
        check_no_input(out, source, review.workbook.path)
        with found_before(review.warnings):
            settlement = allocate(review)
        if out is not None:
            from spendreview.report import write_settlement

            write_settlement(settlement, out)
    if as_json:
        from spendreview.report.as_json import settlement_json

        click.echo(settlement_json(settlement))
        return
    from spendreview.report.screen import summary

    click.echo(summary(settlement))
    if out is not None:
        click.echo(f"\nSettlement workbook: {out}", err=True)
