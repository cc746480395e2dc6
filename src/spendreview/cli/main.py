"""The group of all commands, and the one place where problems become printed lines and an exit code.

What nobody foresaw is a bug: it keeps its traceback.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn

import click

from spendreview import __version__
from spendreview.cli.check import check
from spendreview.cli.completion import completion
from spendreview.cli.example import example
from spendreview.cli.model import model
from spendreview.cli.run import run
from spendreview.cli.template import template
from spendreview.cli.terminal.interrupts import heed_interrupts, is_interrupted
from spendreview.cli.terminal.streams import EXIT_INTERRUPTED, INTERRUPTED, prepare_streams, shows_tables, takes_no_more
from spendreview.cli.vfm import vfm

if TYPE_CHECKING:
    from spendreview.errors import SpendReviewError

EXIT_BUG = 70

COMPLETE_VAR = "_SPENDREVIEW_COMPLETE"
"""The environment variable through which a shell asks for completions, whatever the program file is called."""

EXIT_CODES = {
    0: "done",
    2: "the command was not understood",
    3: "what is handed in or stored is at fault, or no result can be written",
    4: "there is no settlement: limits and rules that cannot all hold are named",
    EXIT_BUG: "a fault of the program, with its traceback",
    EXIT_INTERRUPTED: "interrupted with Ctrl-C",
}

EPILOG = "\n".join(
    [
        "\b\nExit codes:",
        *(f"  {code:<4} {words}" for code, words in EXIT_CODES.items()),
        "\nExample: spendreview run scenarios/csr2007.yaml -o settlement.xlsx",
    ]
)


class Commands(click.Group):
    """Runs a command; a SpendReviewError ends it with every problem on standard error and its exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Invoke the command, and give what goes wrong its place, its words and its exit code."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            # Whoever reads our output has had enough: no fault of ours.
            if sys.stderr is not None:
                sys.stderr.close()
            ctx.exit(0)
        except KeyboardInterrupt:
            _end_interrupted(ctx)
        except Exception as error:
            if is_interrupted():
                _end_interrupted(ctx)
            if takes_no_more(error):
                raise
            from spendreview.errors import SpendReviewError

            if isinstance(error, SpendReviewError):
                report(error)
                ctx.exit(error.exit_code)
            import traceback

            traceback.print_exc()
            click.echo(f"spendreview {__version__}: this is a fault of the program; please report it.", err=True)
            ctx.exit(EXIT_BUG)


def _end_interrupted(ctx: click.Context) -> NoReturn:
    click.echo(INTERRUPTED, err=True)
    ctx.exit(EXIT_INTERRUPTED)


def report(error: SpendReviewError) -> None:
    """Every problem with its place and its code: tables on a terminal, a line each in a pipe."""
    if shows_tables(sys.stderr):
        from spendreview.cli.terminal.problems import show_error
        from spendreview.cli.terminal.screen import Screen

        show_error(Screen.on(sys.stderr), error)
        return
    from spendreview.cli.terminal.plain import error_lines

    for line in error_lines(error):
        click.echo(line, err=True)


@click.group(
    cls=Commands,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "--version", prog_name="spendreview", message="%(prog)s %(version)s")
def cli() -> None:
    """Settle a Spending Review: limits, bids and priorities in; an indicative settlement out.

    Then keep a ledger of its value for money: what departments claim, what of it counts, what auditors make of it.

    The tool informs; ministers decide.
    """


for command in (run, check, vfm, template, example, model, completion):
    cli.add_command(command)


def main() -> None:
    """Entry point: output loses only what the terminal cannot show, and a shell may ask for completions."""
    prepare_streams()
    heed_interrupts()
    if COMPLETE_VAR in os.environ:
        from spendreview.cli.shells import register_shells

        register_shells()
    try:
        cli(complete_var=COMPLETE_VAR)
    except SystemExit as ending:
        if ending.code == EXIT_INTERRUPTED:
            _leave(EXIT_INTERRUPTED)
        raise
    except OSError as error:
        if not takes_no_more(error):
            raise
        _say_no_room(error)
        sys.exit(3)


def _say_no_room(error: OSError) -> None:
    """Say that what is printed finds no room, where there is still room to say it."""
    from spendreview.errors import OutputError, Place, Problem

    found, wanted = f"it cannot be written: {error.strerror}", "a disk with room, or a terminal"
    with suppress(OSError, ValueError):
        report(OutputError(Problem(code="OUT02", place=Place(file="standard output"), found=found, wanted=wanted)))
    for stream in (sys.stdout, sys.stderr):
        # Closed here: Python would try once more to write what is left, and end with an exit code of its own.
        with suppress(OSError, ValueError, AttributeError):
            stream.close()


def _leave(code: int) -> None:
    """End at once: Python would send itself the signal again where it came while a class was being made."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code)
