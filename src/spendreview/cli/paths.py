"""Paths that complete what has been typed of one, and names that every platform can write."""

from __future__ import annotations

import os
import re
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem

SOURCES = (".yaml", ".yml", ".xlsx", ".xlsm")
"""What a scenario or a review workbook is called at its end."""

LONGEST_NAME = 255
"""Bytes in a name, on Linux; Windows counts letters and takes as many."""

LOCK_FILE = "~$"
"""How the name of the file begins that Excel puts beside a workbook it has open."""

RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])", re.IGNORECASE)
"""Names of devices on Windows, whatever stands behind a point after them."""

FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
"""What no file name on Windows may hold."""


def entries(typed: str, *, folders: bool, files: bool, suffixes: tuple[str, ...] = ()) -> list[tuple[str, bool]]:
    """What the folder holds that goes on as typed: each path, and whether it is a folder; by name.

    suffixes  how a file must end, in any case; without one, any file
    """
    path = os.path.expanduser(typed)
    last = os.path.basename(path)
    head, start = path[: len(path) - len(last)], os.path.normcase(last)
    try:
        found = sorted(os.scandir(head or os.curdir), key=lambda entry: entry.name)
    except OSError:
        return []
    return [
        (head + entry.name, entry.is_dir())
        for entry in found
        if os.path.normcase(entry.name).startswith(start)
        and (start or not entry.name.startswith("."))
        and not entry.name.startswith(LOCK_FILE)
        and (folders if entry.is_dir() else files and (not suffixes or entry.name.casefold().endswith(suffixes)))
    ]


def complete_source(ctx: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem[str]]:
    """Scenarios and workbooks that go on as typed, and the shell's own folders."""
    from click.shell_completion import CompletionItem

    found = entries(typed, folders=False, files=True, suffixes=SOURCES)
    return [CompletionItem(typed, type="dir"), *(CompletionItem(path, type="path") for path, _ in found)]


def forbidden_in(path: PurePath) -> str | None:
    """Why a disk, of Windows above all, could not hold a file or folder of this name, in words; None where it could.

    A review goes from desk to desk, and most of these run Windows: so no platform writes such a name.

    >>> from pathlib import PureWindowsPath
    >>> forbidden_in(PureWindowsPath("out/con.xlsx"))
    "'con' is a device on Windows"
    >>> forbidden_in(PureWindowsPath("C:settlement.xlsx"))
    """
    name = path.name
    bad = FORBIDDEN.search(name)
    if bad is not None:
        return f"the name {name!r} holds {bad[0]!r}"
    if name.endswith((" ", ".")) and name not in (".", ".."):
        return f"the name {name!r} ends in a {'blank' if name.endswith(' ') else 'full stop'}"
    if len(name.encode(errors="replace")) > LONGEST_NAME:
        return f"the name {name[:20]!r}... is longer than {LONGEST_NAME} letters"
    device = name.partition(".")[0].rstrip(" ")
    return f"{device!r} is a device on Windows" if RESERVED.fullmatch(device) else None
