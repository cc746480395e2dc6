"""docs/cli.md: every command, from the command line's own help."""

import textwrap
from collections.abc import Iterator

import click

from spendreview.cli import cli
from spendreview.cli.main import EXIT_CODES
from spendreview.tabular.describe import markdown_table

INTRO = """# Commands

Results go to standard output, everything else to standard error. In a pipe both are plain lines, and JSON is ASCII. On
a terminal they are tables as wide as it is, with colour, and a line tells what goes on: it is gone at the end.
`NO_COLOR` takes the colour away, `TERM=dumb` the tables too; `FORCE_COLOR` brings both into a pipe. Ctrl-C ends a run
at any moment, and no file is ever half-written. A file name that Windows could not hold is refused on every platform.

![The settlement of the Comprehensive Spending Review 2007 on a terminal of 80 columns](pictures/terminal-run.svg)

![The faults of a review workbook on a terminal, by sheet and cell](pictures/terminal-check.svg)

The same run [on a terminal of 60 columns](pictures/terminal-narrow.svg); `python docs/pictures/terminal.py` makes the
pictures again.

| Exit code | Meaning |
| --- | --- |
{codes}
"""


def page() -> str:
    """The whole page, a section for each command in the order of its name."""
    codes = "\n".join(f"| {code} | {words} |" for code, words in EXIT_CODES.items())
    return "\n".join(
        [INTRO.format(codes=codes), *(_section(path, command) for path, command in commands(cli, "spendreview"))]
    )


def commands(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    """Every command that can be run, with the words that run it."""
    for name in sorted(group.commands):
        command = group.commands[name]
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        elif not command.hidden:
            yield f"{path} {name}", command


def _section(path: str, command: click.Command) -> str:
    context = click.Context(command, info_name=path)
    usage = " ".join([path, *command.collect_usage_pieces(context)])
    parts = [f"## {path}", f"```\n{usage}\n```", _paragraphs(command.help or "")]
    options = [option for option in command.params if isinstance(option, click.Option) and not option.hidden]
    if options:
        rows = [_option(option) for option in options]
        parts.append(markdown_table(("Option", "Default", "Meaning"), rows))
    if command.epilog:
        parts.append(_example(command.epilog))
    return "\n\n".join(parts) + "\n"


def _paragraphs(text: str) -> str:
    return "\n\n".join(_as_it_stands(part) if "\b" in part else " ".join(part.split()) for part in text.split("\n\n"))


def _as_it_stands(part: str) -> str:
    """A paragraph that click leaves unwrapped: a first line that announces the rest, and the rest as code."""
    first, *rest = part.replace("\b", "").strip().splitlines()
    announced, code = ([first], rest) if first.endswith(":") else ([], [first, *rest])
    return "\n\n".join([*announced, f"```\n{textwrap.dedent(chr(10).join(code))}\n```"])


def _option(option: click.Option) -> tuple[str, str, str]:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    value = "" if option.is_flag else f" {(option.metavar or option.type.name).upper()}"
    return names + value, str(option.default) if option.show_default else "", option.help or ""


def _example(epilog: str) -> str:
    """The blocks of an epilog; a block that keeps its lines, and what is an example, is code below its first words."""
    return "\n\n".join(_block(block) for block in epilog.strip().split("\n\n"))


def _block(block: str) -> str:
    title, _, code = block.removeprefix("\b\n").partition("\n")
    if block.startswith("Example: "):
        title, code = "Example:", block.removeprefix("Example: ")
    return f"{title}\n\n```\n{textwrap.dedent(code)}\n```" if code else block
