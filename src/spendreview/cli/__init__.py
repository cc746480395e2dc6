"""The command line: one file per command, each thin over the library. Heavy imports wait until a command needs them."""

from spendreview.cli.main import cli, main

__all__ = ["cli", "main"]
