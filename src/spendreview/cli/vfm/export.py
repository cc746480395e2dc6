"""``spendreview vfm export``: the ledger as workbooks that can be imported again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from spendreview.cli.options import check_output, json_option, refusals_as_json
from spendreview.cli.vfm.options import as_at_option, known_at_option, opened, store_option

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
        for path in (out, out.with_stem(f"{out.stem}-audits")):
            check_output(path, OUT)
            if path.exists() and not force:
                raise click.BadParameter(f"{path} is there already; --force overwrites it", param_hint=OUT)
        from spendreview.ledger.export import export as exported

        progress.tell(f"writing {out.name}")
        with opened(store, out=out) as ledger:
            done = exported(ledger, out, as_at, known_at)
    _ = done
