"""docs/cli.md: every command, from the command line's own help."""

import textwrap
from collections.abc import Iterator

import click

from spendreview.cli import cli
from spendreview.tabular.describe import markdown_table

INTRO = """# Commands

Results go to standard output, everything else to standard error. Exit codes: 0 done; 2 the command was not understood;
3 something handed in must be put right, or a result cannot be written; 4 there is no settlement; 70 a fault of the
program, which prints its traceback.
"""


def page() -> str:
    """The whole page, a section for each command in the order of its name."""
    return "\n".join([INTRO, *(_section(path, command) for path, command in commands(cli, "spendreview"))])


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
    before, colon, command = epilog.partition("Example: ")
    shown = [_paragraphs(before.strip())] if before.strip() else []
    return "\n\n".join([*shown, f"Example:\n\n```\n{command.strip()}\n```"] if colon else shown)
