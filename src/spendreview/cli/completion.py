"""``spendreview completion``: the script that lets a shell complete commands, options and files."""

from __future__ import annotations

import click

SHELLS = ("bash", "zsh", "fish", "powershell")

EPILOG = """\b
bash (4.4 or newer), in ~/.bashrc:
  eval "$(spendreview completion bash)"

\b
zsh, in ~/.zshrc after compinit:
  eval "$(spendreview completion zsh)"

\b
fish, once:
  spendreview completion fish > ~/.config/fish/completions/spendreview.fish

\b
PowerShell, in the file that $PROFILE names:
  spendreview completion powershell | Out-String | Invoke-Expression

Example: spendreview completion powershell
"""


@click.command(short_help="Print the script for Tab in your shell.", epilog=EPILOG)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that makes SHELL complete commands, options, files and names at the Tab key."""
    from spendreview.cli.main import COMPLETE_VAR
    from spendreview.cli.shells import script

    click.echo(script(shell, ctx.find_root().command, "spendreview", COMPLETE_VAR), nl=False)
