"""``spendreview vfm resolve``: which of two that look alike counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from spendreview.cli.options import json_option, refusals_as_json
from spendreview.cli.vfm.options import ending, opened, store_option, who, who_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spendreview.ledger.checks.resolve import Resolved

RULINGS = ("counts", "held_back", "open")


@click.command(
    short_help="Decide which of two duplicates counts.",
    epilog="Example: spendreview vfm resolve MOJ-7 --reason 'Another lot of the contract'",
)
@click.argument("initiative")
@click.option("--reason", required=True, metavar="WHY", help="Why; it stays with the entry.")
@click.option(
    "--ruling",
    type=click.Choice(RULINGS),
    default="counts",
    show_default=True,
    help="counts; held_back: gives way to the others; open: as the rule has it.",
)
@click.option("--instead-of", metavar="OTHER", help="The initiative that is held back in its favour.")
@who_option
@store_option
@json_option
def resolve(
    initiative: str,
    reason: str,
    ruling: str,
    instead_of: str | None,
    by: str | None,
    store: str | None,
    as_json: bool,
) -> None:
    """Rule on INITIATIVE, which checks VFM11, 12 or 13 found to claim what another one claims: whether it counts.

    Without a ruling the one counts that claimed first. A ruling is an entry of its own, and a later one overrules it.
    """
    name = who(by)
    if instead_of is not None and (instead_of == initiative or ruling != "counts"):
        said = f"{instead_of} cannot be held back in favour of {initiative}, unless that is another one and counts"
        raise click.BadParameter(said, param_hint="'--instead-of'")
    with refusals_as_json(as_json), ending("Nothing was decided."), opened(store) as ledger:
        from spendreview.ledger.checks.resolve import resolve as resolved
        from spendreview.ledger.words import Ruling

        done = resolved(ledger, initiative, Ruling(ruling), reason, name, instead_of=instead_of)
    if as_json:
        from spendreview.report.vfm.as_json import resolved_json

        click.echo(resolved_json(done))
    else:
        _show(done)


SAID = {"counts": "counts", "held_back": "is held back", "open": "is open again: of several the first to claim counts"}


def _show(done: Sequence[Resolved]) -> None:
    from spendreview.report.lines import line
    from spendreview.report.vfm.words import head_words

    for own in done:
        click.echo(f"Entry {own.entry}: {own.initiative} {SAID[own.ruling.value]}.")
        if own.beside:
            click.echo(line("Beside it", list(own.beside), ", "))
    click.echo(line("Holds", [f"as at {done[0].since.isoformat()} and later"], ""))
    click.echo(line("Ledger", [head_words(done[0].head)], ""))
