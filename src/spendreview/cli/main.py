"""The group of all commands, and the one place where problems become printed lines and an exit code.

0 done; 2 usage; 3 input; 4 infeasible; anything else is a bug, keeps its traceback, and exits 70.
"""

from __future__ import annotations

import sys
import traceback
from collections import Counter
from typing import Any

import click

from spendreview import __version__
from spendreview.cli.check import check
from spendreview.cli.example import example
from spendreview.cli.model import model
from spendreview.cli.run import run
from spendreview.cli.template import template
from spendreview.errors import AllocationError, OutputError, SpendReviewError

EXIT_BUG = 70


class Commands(click.Group):
    """Runs a command; a SpendReviewError ends it with every problem on standard error and its exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Invoke the command, and give what goes wrong its place, its words and its exit code."""
        try:
            return super().invoke(ctx)
        except SpendReviewError as error:
            report(error)
            ctx.exit(error.exit_code)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            # Whoever reads our output has had enough: no fault of ours.
            sys.stderr.close()
            ctx.exit(0)
        except Exception:
            traceback.print_exc()
            click.echo(f"spendreview {__version__}: this is a fault of the program; please report it.", err=True)
            ctx.exit(EXIT_BUG)


def report(error: SpendReviewError) -> None:
    """Every problem on a line of its own, then how many there are and in which files."""
    if isinstance(error, AllocationError):
        click.echo("No settlement: these cannot all hold.", err=True)
    for problem in error.problems:
        click.echo(str(problem), err=True)
    if not isinstance(error, AllocationError):
        for warning in error.warnings:
            click.echo(f"warning: {warning}", err=True)
    files = Counter(problem.place.file for problem in error.problems)
    if not isinstance(error, AllocationError | OutputError):
        counts = ", ".join(f"{count} problem{'s' if count > 1 else ''} in {file}" for file, count in files.items())
        click.echo(f"{counts}. Nothing was run.", err=True)
    for note in getattr(error, "__notes__", ()):
        click.echo(note, err=True)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", prog_name="spendreview", message="%(prog)s %(version)s")
def cli() -> None:
    """Settle a Spending Review: limits, bids and priorities in; an indicative settlement out.

    The tool informs; ministers decide.
    """


for command in (run, check, template, example, model):
    cli.add_command(command)


def main() -> None:
    """Entry point: output is UTF-8, or loses only what the terminal cannot show."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    cli()
