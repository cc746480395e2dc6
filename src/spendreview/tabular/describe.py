"""A declared sheet in words: the notes on a template's headers, and the tables of the documentation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Any

from spendreview.tabular.cells import ListOf, options_of
from spendreview.tabular.raw import Kind, listed
from spendreview.tabular.schema import Column, Family, Setting, Sheet

COLUMN_HEADINGS = ("Column", "Required", "What it takes", "Unit", "Default", "Meaning")
SETTING_HEADINGS = ("Setting", "Required", "What it takes", "Default", "Meaning", "Example")


def takes(item: Column | Family | Setting) -> str:
    """What a cell may hold, with the sheet whose codes it names."""
    target = item.refers_to if isinstance(item, Column) else None
    if target is None:
        return item.kind.wanted
    if isinstance(item.kind, ListOf):
        return f"codes of the sheet {target}, {item.kind.separator!r} between several"
    return f"a code of the sheet {target}"


def required(item: Column | Family | Setting) -> str:
    """Whether it must be there: no blank cell, only the header, or neither."""
    if isinstance(item, Column | Setting) and item.required:
        return "yes"
    return "the header" if isinstance(item, Column | Family) and item.header else "no"


def default(value: Any) -> str:
    """What a blank is read as; nothing where it stays blank."""
    if value is None or value == ():
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value.value if isinstance(value, Enum) else value)


def note(column: Column) -> str:
    """The note on a column's header: whether it is required, its meaning, what it takes, its unit, its default."""
    lines = ["Required." if column.required else "May be blank.", _meaning(column), f"Takes {takes(column)}."]
    if column.unit:
        lines.append(f"Unit: {column.unit}.")
    if default(column.default):
        lines.append(f"Blank: {default(column.default)}.")
    return "\n".join(line for line in lines if line)


def _meaning(item: Column | Family) -> str:
    unique = isinstance(item, Column) and item.key and "unique" not in item.help
    return f"{item.help} Each once." if unique else item.help


def setting_note(setting: Setting) -> str:
    """A setting's meaning in one line, for the row that it stands in."""
    blank = f" Blank: {default(setting.default)}." if default(setting.default) else ""
    return f"{'Required. ' if setting.required else ''}{setting.help} Takes {setting.kind.wanted}.{blank}"


def sheet_markdown(sheet: Sheet) -> str:
    """A sheet's section of the documentation: its guidance, and a table of its columns or settings."""
    must = "The workbook must have this sheet." if sheet.required else "Optional."
    parts = [f"## {sheet.title}", f"{sheet.guidance} {must}", _columns(sheet)]
    if sheet.settings:
        parts += ["The settings:", _settings(sheet.settings)]
    return "\n\n".join(parts)


def _columns(sheet: Sheet) -> str:
    rows = []
    for item in sheet.columns:
        name = item.name if isinstance(item, Column) else item.pattern
        rows.append((f"`{name}`", required(item), takes(item), item.unit, default(item.default), _meaning(item)))
    return markdown_table(COLUMN_HEADINGS, rows)


def _settings(settings: Iterable[Setting]) -> str:
    rows = [
        (f"`{item.name}`", required(item), takes(item), default(item.default), item.help, default(item.example))
        for item in settings
    ]
    return markdown_table(SETTING_HEADINGS, rows)


def markdown_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown; bars inside cells are kept as text.

    >>> print(markdown_table(["a", "b"], [["1", "x|y"]]))
    | a | b |
    | --- | --- |
    | 1 | x\\|y |
    """
    lines = [list(headings), ["---"] * len(headings), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def refusal(kind: Kind) -> str:
    """The message of a cell that refuses what was typed."""
    options = options_of(kind)
    return f"This cell takes {listed(options) if options else kind.wanted}."
