"""``spendreview vfm``: the value-for-money ledger, one file per command. What they need is imported when they run."""

from __future__ import annotations

import click

from spendreview.cli.vfm.checks import checks
from spendreview.cli.vfm.compare import compare
from spendreview.cli.vfm.correct import correct
from spendreview.cli.vfm.coverage import coverage
from spendreview.cli.vfm.export import export
from spendreview.cli.vfm.history import history
from spendreview.cli.vfm.importing import audit, import_
from spendreview.cli.vfm.position import position
from spendreview.cli.vfm.resolve import resolve
from spendreview.cli.vfm.savings import savings
from spendreview.cli.vfm.verify import verify

__all__ = ["vfm"]


@click.group(
    short_help="The ledger of savings: import, checks, position.",
    epilog="Example: spendreview vfm import return.xlsx",
)
def vfm() -> None:
    """The value-for-money ledger: what departments claim, what of it counts, what auditors make of it.

    Nothing in it is ever changed: a later return supersedes, a correction takes an entry's place, and both stay.
    """


for command in (
    import_,
    audit,
    checks,
    position,
    compare,
    history,
    correct,
    resolve,
    savings,
    coverage,
    verify,
    export,
):
    vfm.add_command(command)
