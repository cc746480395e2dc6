"""``spendreview vfm correct``: an entry of its own takes the place of another."""

from __future__ import annotations

import click

from spendreview.cli.options import json_option, refusals_as_json
from spendreview.cli.vfm.options import ending, opened, show_findings, store_option, who, who_option


def _changes(ctx: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    changes: dict[str, str] = {}
    for text in given:
        column, equals, value = text.partition("=")
        if not equals or not column.strip():
            raise click.BadParameter(f"{text!r} is not column=value, such as gross=12.5")
        if column.strip() in changes:
            raise click.BadParameter(f"{column.strip()} is set twice")
        changes[column.strip()] = value.strip()
    return changes


@click.command(
    short_help="Put an entry right, or withdraw it.",
    epilog="Example: spendreview vfm correct 42 --reason 'typing error' --set gross=12.5",
)
@click.argument("entry", type=click.IntRange(min=1))
@click.option("--reason", required=True, metavar="WHY", help="Why; it stays with the entry.")
@click.option(
    "--set",
    "changes",
    multiple=True,
    metavar="COLUMN=VALUE",
    callback=_changes,
    help="What a column of its sheet should have said; may be repeated. Without it the entry is withdrawn.",
)
@who_option
@store_option
@json_option
def correct(entry: int, reason: str, changes: dict[str, str], by: str | None, store: str | None, as_json: bool) -> None:
    """Take the place of ENTRY, a number that `vfm history` shows (of any row: by its initiative, programme or
    department): with other values, or with nothing.

    What was entered stays, and earlier positions come back with --known-at. An entry is corrected once; then correct
    the correction.
    """
    name = who(by)
    with refusals_as_json(as_json), ending("Nothing was corrected."), opened(store) as ledger:
        from spendreview.ledger.correct import correct as corrected

        done = corrected(ledger, entry, reason, changes, name)
    if as_json:
        from spendreview.report.vfm.as_json import corrected_json

        click.echo(corrected_json(done))
        return
    from spendreview.report.lines import line
    from spendreview.report.vfm.words import head_words

    how = "withdraws" if done.now is None else "takes the place of"
    click.echo(f"Entry {done.entry} {how} entry {done.corrects}, which stays in the ledger.")
    click.echo(line("Was" if done.now is not None else "Withdrawn", [done.was], ""))
    if done.now is not None:
        click.echo(line("Is", [done.now], ""))
    if done.changed:
        shown = [f"{name} {was or 'blank'}, now {now or 'blank'}" for name, (was, now) in done.changed.items()]
        click.echo(line("Changed", shown, "; "))
    click.echo(line("Ledger", [head_words(done.head)], ""))
    show_findings(done.findings)
