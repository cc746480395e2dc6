"""``spendreview run``: the main job."""

from __future__ import annotations

from pathlib import Path

import click

from spendreview.cli.options import SOURCE, json_option, refusals_as_json, shares_option


@click.command(
    short_help="Find the indicative settlement.",
    epilog="Example: spendreview run scenarios/csr2007.yaml -o settlement.xlsx",
)
@SOURCE
@click.option(
    "-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Settlement workbook to write (.xlsx)."
)
@click.option(
    "--publish",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Workbook for publication to write (.xlsx): values only, one table a sheet, fit for a screen reader.",
)
@shares_option
@json_option
def run(source: Path, out: Path | None, publish: Path | None, shares: Path | None, as_json: bool) -> None:
    """Find the indicative settlement for SOURCE, a scenario (.yaml) or a review workbook (.xlsx)."""
    from spendreview.allocation import allocate
    from spendreview.cli.options import PUBLISH, check_apart, check_no_input, check_output
    from spendreview.errors import found_before
    from spendreview.review import load_review

    check_output(out)
    check_output(publish, PUBLISH)
    check_apart(out, publish)
    with refusals_as_json(as_json):
        review = load_review(source, shares)
        inputs = [source, review.workbook.path, *([review.shares.path] if review.shares is not None else [])]
        check_no_input(out, *inputs)
        check_no_input(publish, *inputs, option=PUBLISH)
        with found_before(review.warnings):
            settlement = allocate(review)
        if out is not None:
            from spendreview.report import write_settlement

            write_settlement(settlement, out)
        if publish is not None:
            from spendreview.report import write_publication

            write_publication(settlement, publish)
    if as_json:
        from spendreview.report.as_json import settlement_json

        click.echo(settlement_json(settlement))
        return
    from spendreview.report.screen import summary

    click.echo(summary(settlement))
    if out is not None:
        click.echo(f"\nSettlement workbook: {out}", err=True)
    if publish is not None:
        click.echo(f"\nWorkbook for publication: {publish}", err=True)
