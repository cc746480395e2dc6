"""How four shells ask for completions, and what they are told. Imported when one asks."""

from __future__ import annotations

import json
import os
import re
from typing import Any, ClassVar

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
)

from spendreview.cli.paths import entries

BASH = """\
%(complete_func)s() {
    local IFS=$'\\n' answer kind value
    answer=$(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD="$COMP_CWORD" %(complete_var)s=bash_complete "$1")
    while IFS=, read -r kind value; do
        value=${value%%$'\\r'}
        case $kind in
            file) compopt -o default ;;
            dir) compopt -o plusdirs -o filenames ;;
            path) compopt -o filenames; COMPREPLY+=("$value") ;;
            plain) COMPREPLY+=("$value") ;;
        esac
    done <<< "$answer"
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""
"""Paths are handed over as file names, so that bash quotes their blanks and goes on after a folder."""

POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s, %(prog_name)s.exe -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = $commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition }
    [string[]]$words = @($before | ForEach-Object {
        if ($_ -is [System.Management.Automation.Language.ConstantExpressionAst] -or
            $_ -is [System.Management.Automation.Language.ExpandableStringExpressionAst]) { $_.Value }
        else { $_.Extent.Text }
    })
    $saved = $env:%(complete_var)s, $env:COMP_WORDS, $env:COMP_CWORD
    try {
        $env:%(complete_var)s = 'powershell_complete'
        $env:COMP_WORDS = ConvertTo-Json -Compress -InputObject $words
        $env:COMP_CWORD = $wordToComplete
        $answer = & $commandAst.GetCommandName() 2>$null
    }
    finally { $env:%(complete_var)s, $env:COMP_WORDS, $env:COMP_CWORD = $saved }
    if (-not $answer) { return }
    foreach ($found in (ConvertFrom-Json -InputObject ($answer -join ''))) {
        [System.Management.Automation.CompletionResult]::new($found.value, $found.shown, $found.kind, $found.tip)
    }
}
"""
"""Words go out and answers come back as ASCII JSON: Windows PowerShell reads programs in another code page."""

PLAIN_WORD = re.compile(r"[\w.:/\\+=-]+", re.ASCII)
"""What PowerShell takes as one word without quotation marks."""

QUOTES = re.compile("(['‘’‚‛])")
"""What ends a single-quoted text in PowerShell: the typographic marks do too."""


class Bash(BashComplete):
    """bash 4.4 or newer, Git Bash on Windows included."""

    source_template: ClassVar[str] = BASH


class Zsh(ZshComplete):
    """zsh: its script knows words, and folders and files of its own finding; a path that we found is a word."""

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """One item as the script reads it: three lines, none of them empty, since it would lose an empty one."""
        word = _as_word(item)
        return super().format_completion(word if word.value else CompletionItem(os.curdir, type=word.type))


class Fish(FishComplete):
    """fish: as zsh."""

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """One item as the script reads it."""
        return super().format_completion(_as_word(item))


def _as_word(item: CompletionItem[Any]) -> CompletionItem[Any]:
    return CompletionItem(item.value, help=item.help) if item.type == "path" else item


class PowerShell(ShellComplete):
    """Windows PowerShell 5.1 and PowerShell 7."""

    name: ClassVar[str] = "powershell"
    source_template: ClassVar[str] = POWERSHELL

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the cursor, unquoted by PowerShell; and the one at it, its quotation marks still on."""
        words = json.loads(os.environ.get("COMP_WORDS") or "[]")
        return [str(word) for word in words], os.environ.get("COMP_CWORD", "").strip("'\"")

    def complete(self) -> str:
        """One line of JSON: value, shown, kind and tip of each."""
        args, incomplete = self.get_completion_args()
        items = self.get_completions(args, incomplete)
        return json.dumps([answer for item in items for answer in _answers(item, incomplete)])

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """The JSON of one item alone."""
        return json.dumps(_answers(item, item.value))


def _answers(item: CompletionItem[Any], incomplete: str) -> list[dict[str, str]]:
    """What PowerShell shows for an item; it has no way to fall back on its own files, so these are listed here."""
    if item.type in ("file", "dir"):
        found = entries(incomplete, folders=True, files=item.type == "file")
        return [_answer(path, "ProviderContainer" if folder else "ProviderItem") for path, folder in found]
    return [_answer(item.value, "ProviderItem" if item.type == "path" else "ParameterValue", item.help)]


def _answer(value: str, kind: str, tip: str | None = None) -> dict[str, str]:
    return {"value": quoted(value), "shown": value, "kind": kind, "tip": tip or value}


def quoted(value: str) -> str:
    """The value as PowerShell must be given it.

    >>> quoted("csr2007"), quoted("my review.xlsx"), quoted("it's")
    ('csr2007', "'my review.xlsx'", "'it''s'")
    """
    return value if PLAIN_WORD.fullmatch(value) else "'" + QUOTES.sub(r"\1\1", value) + "'"


def register_shells() -> None:
    """Let click know them, in the place of its own."""
    for kind in (Bash, Zsh, Fish, PowerShell):
        add_completion_class(kind)


def script(shell: str, cli: Any, name: str, variable: str) -> str:
    """The script that makes a shell complete the program called ``name``."""
    from click.shell_completion import get_completion_class

    register_shells()
    kind = get_completion_class(shell)
    assert kind is not None  # the command takes no other
    # Not bash's own source(): that runs bash, which Windows need not have, to look at its version.
    return ShellComplete.source(kind(cli, {}, name, variable))
