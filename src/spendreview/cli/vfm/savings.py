"""``spendreview vfm savings``: what counts less what was taken out of DEL, as an overlay for a review."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spendreview.cli.options import check_no_input, check_output, json_option, refusals_as_json
from spendreview.cli.vfm.options import as_at_option, known_at_option, opened, store_option

if TYPE_CHECKING:
    from fractions import Fraction


def _part(ctx: click.Context, parameter: click.Parameter, number: float) -> Fraction:
    """The part as it was typed; a usage error for what is no number at all."""
    from fractions import Fraction
    from math import isnan

    if isnan(number):
        raise click.BadParameter("a number from 0 to 1 is wanted")
    return Fraction(str(number))


@click.command(
    short_help="Savings for a review: over-delivery, or a shortfall.",
    epilog="Example: spendreview vfm savings --workbook review.xlsx -o savings.yaml",
)
@click.option(
    "--recycle",
    type=click.FloatRange(0, 1),
    callback=_part,
    default=1.0,
    show_default=True,
    metavar="FRACTION",
    help="The part of over-delivery that is offered, 0 to 1. A shortfall is taken whole.",
)
@click.option(
    "--workbook",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="REVIEW.xlsx",
    help="The review that the overlay is for: it names it, so that `spendreview run` takes the overlay alone.",
)
@as_at_option
@known_at_option
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Overlay to write (.yaml).")
@store_option
@json_option
def savings(
    recycle: Fraction,
    workbook: Path | None,
    as_at: dt.date | None,
    known_at: dt.date | None,
    out: Path | None,
    store: str | None,
    as_json: bool,
) -> None:
    """What counts and frees cash, less what was taken out of DEL at the settlement: by department, control and year.

    What goes beyond it may be recycled; a shortfall is a pressure that the settlement pays for. With -o it is an
    overlay of `saving` rules for `spendreview run`, whose sources name the entries. Ministers decide on either.
    """
    with refusals_as_json(as_json):
        check_output(out, suffix=".yaml")
        if workbook is not None:
            check_no_input(out, workbook)
        from spendreview.ledger.savings import savings as savings_of

        with opened(store, out=out) as ledger:
            found = savings_of(ledger, recycle=recycle, as_at=as_at, known_at=known_at)
        if out is not None:
            from spendreview.report.vfm.savings import write_overlay

            write_overlay(found, out, workbook)
    from spendreview.report.vfm.savings import savings_json, savings_lines

    click.echo(savings_json(found) if as_json else savings_lines(found))
    if out is not None and not as_json:
        click.echo(f"\nOverlay: {out}", err=True)
