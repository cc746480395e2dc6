"""``spendreview vfm history``: all that was ever said of one initiative."""

from __future__ import annotations

import datetime as dt

import click

from spendreview.cli.options import json_option
from spendreview.cli.vfm.options import as_at_option, known_at_option, store_option


@click.command(
    short_help="All that was ever said of an initiative.", epilog="Example: spendreview vfm history HO-PROC-01"
)
@click.argument("initiative")
@as_at_option
@known_at_option
@store_option
@json_option
def history(initiative: str, as_at: dt.date | None, known_at: str | None, store: str | None, as_json: bool) -> None:
    """Every entry on INITIATIVE: when it came, from whom and which cell, and what took its place."""
