"""``spendreview template``: blank workbooks to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from spendreview.cli.options import check_output
from spendreview.cli.vfm.options import financial_year

if TYPE_CHECKING:
    from spendreview.review.sheets import Years
    from spendreview.terms import Year

MOST_YEARS = 5
"""A plan has one to five years."""

DEFLATOR_GROWTH = 1.02
"""By how much the example's deflator rises a year."""


BLANK = ("return_id", "department", "as_at", "reported_by", "period")
"""Settings of a return that nobody may leave at an example: it would be a return of a department that said nothing."""

EXAMPLE = "Example: spendreview template review my-review.xlsx --years 3"


@click.group(epilog=EXAMPLE)
def template() -> None:
    """Write a blank workbook to fill in."""


OUT = click.argument("out", type=click.Path(dir_okay=False, path_type=Path), metavar="OUT.xlsx")
FORCE = click.option("--force", is_flag=True, help="Overwrite OUT.xlsx if it is there.")


@template.command(short_help="A review: every sheet with its headers and drop-downs.", epilog=EXAMPLE)
@OUT
@click.option(
    "--baseline-year", callback=financial_year, default="2025-26", show_default=True, help="The year before the plan."
)
@click.option(
    "--years", type=click.IntRange(1, MOST_YEARS), default=3, show_default=True, help="How many years the plan has."
)
@FORCE
def review(out: Path, baseline_year: Year, years: int, force: bool) -> None:
    """Write a blank review workbook to OUT.xlsx: every sheet with its headers, notes and drop-downs."""
    from spendreview.review.sheets import SHEETS, Years
    from spendreview.tabular.template import write_workbook

    _check_free(out, force)
    context = Years(baseline_year, tuple(baseline_year + ahead for ahead in range(1, years + 1)))
    write_workbook(out, SHEETS, context, examples=_examples(context))
    click.echo(f"{out}: {len(SHEETS)} sheets, baseline {baseline_year}, plan {', '.join(map(str, context.plan))}")
    click.echo(f"Fill it in, then: spendreview check {out}")


@template.command(
    short_help="A department's return to the ledger, or an auditor's report.",
    epilog="Example: spendreview template vfm ho-2009-q4.xlsx",
)
@OUT
@click.option("--audits", is_flag=True, help="An auditor's report instead: the sheet Audits alone, never in a return.")
@FORCE
def vfm(out: Path, audits: bool, force: bool) -> None:
    """Write a blank return to the value-for-money ledger to OUT.xlsx; with --audits, a blank auditor's report."""
    from spendreview.ledger.sheets import AUDITS, RETURN, SHEETS
    from spendreview.tabular.template import write_workbook

    _check_free(out, force)
    sheets = [sheet for sheet in SHEETS if (sheet is AUDITS) is audits]
    write_workbook(out, sheets, None, examples={RETURN.title: dict.fromkeys(BLANK)})
    click.echo(f"{out}: {', '.join(sheet.title for sheet in sheets)}")
    click.echo(f"Fill it in, then: spendreview vfm {'audit' if audits else 'import'} {out}")


def _check_free(out: Path, force: bool) -> None:
    """Refuse a path that cannot take a workbook, or holds one that nobody said may go."""
    check_output(out, "'OUT.xlsx'")
    if out.exists() and not force:
        raise click.BadParameter(f"{out} is there already; --force overwrites it", param_hint="'OUT.xlsx'")


def _examples(years: Years) -> dict[str, dict[str, object]]:
    """Examples that depend on the years asked for, and those of sheets that declare none."""
    from spendreview.review.sheets import all_years, cost_columns, plan_years
    from spendreview.terms import Control

    first, last = str(years.baseline), str(years.plan[-1])
    return {
        "Review": {"baseline_year": first, "plan_years": ", ".join(plan_years(years))},
        "Scenario": {"key": "limits.total-RDEL.scale", "value": 1.01, "why": "What one per cent more would buy"},
        "Economy": {name: round(100 * DEFLATOR_GROWTH**t, 1) for t, name in enumerate(all_years(years))},
        "Bids": {name: None for name in cost_columns(years) if not name.startswith(Control.RDEL)},
        "Indicators": {"baseline_year": first, "target_year": last},
    }
