"""``spendreview vfm export``: the ledger as workbooks that can be imported again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spendreview.cli.options import check_output, json_option, refusals_as_json
from spendreview.cli.vfm.options import as_at_option, known_at_option, opened, store_option

if TYPE_CHECKING:
    from spendreview.ledger.export import Exported

OUT = "'OUT.xlsx'"


@click.command(
    short_help="Write the ledger as workbooks that can be imported.", epilog="Example: spendreview vfm export all.xlsx"
)
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path), metavar="OUT.xlsx")
@as_at_option
@known_at_option
@click.option("--force", is_flag=True, help="Overwrite what is there.")
@store_option
@json_option
def export(
    out: Path, as_at: dt.date | None, known_at: dt.date | None, force: bool, store: str | None, as_json: bool
) -> None:
    """Write what stands to OUT.xlsx, a return that can be imported, and what auditors found to OUT-audits.xlsx."""
    from spendreview.cli.terminal.progress import steps

    with refusals_as_json(as_json), steps() as progress:
        from spendreview.ledger.export import audits_beside
        from spendreview.ledger.export import export as exported

        for path in (out, audits_beside(out)):
            check_output(path, OUT)
            if path.exists() and not force:
                raise click.BadParameter(f"{path} is there already; --force overwrites it", param_hint=OUT)
        progress.tell(f"writing {out.name}")
        with opened(store, out=out) as ledger:
            done = exported(ledger, out, as_at=as_at, known_at=known_at)
    if as_json:
        from spendreview.report.vfm.as_json import exported_json

        click.echo(exported_json(done))
    else:
        click.echo("\n".join(_lines(done)))
        for path in done.stale:
            click.echo(f"warning: {path} is of an earlier export and no part of this one; do not import it", err=True)


def _lines(done: Exported) -> list[str]:
    from spendreview.report.lines import line
    from spendreview.report.vfm.words import head_words

    rows = [f"{count:,} {title}" for title, count in done.rows.items() if count]
    files = ", ".join(map(str, done.files))
    return [
        f"{files}: what stands as at {done.as_at.isoformat()}",
        line("Rows", rows or ["none"], ", "),
        line("Ledger", [head_words(done.head)], ""),
    ]
