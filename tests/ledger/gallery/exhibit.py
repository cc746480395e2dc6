"""One exhibit: workbooks of which one thing is planted in, and all that the ledger must say of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests import making
from tests.ledger.books import book, small_return
from tests.making import Rows

Make = Callable[[Path], Path]
"""Makes the input in a folder, and gives the path to hand in."""


class Outcome(Enum):
    """What the ledger makes of it."""

    REFUSED = "refused"
    WARNED = "taken in with a remark"
    HARMLESS = "taken in without a word"


@dataclass(frozen=True, kw_only=True)
class Exhibit:
    """Workbooks handed in together, and what must come of it.

    problems  every fault where they are refused, else every remark, exactly: ``WB102 Claims!C5``, the code alone where
              the file as a whole is meant, and with ``name.xlsx:`` before it where it is of another file than the first
    before    what was handed in before, one after the other
    around    what has to be otherwise in the world meanwhile
    """

    name: str
    outcome: Outcome
    makes: tuple[Make, ...]
    problems: tuple[str, ...] = ()
    before: tuple[Rows, ...] = ()
    around: Callable[[pytest.MonkeyPatch], None] | None = None

    @property
    def exit_code(self) -> int:
        """What the command must end with."""
        return 3 if self.outcome is Outcome.REFUSED else 0

    @property
    def codes(self) -> set[str]:
        """The codes that the exhibit provokes."""
        return {re.sub(r"^[^ ]+: ", "", problem).split()[0] for problem in self.problems}


Source = Rows | Make


def _makes(sources: tuple[Source, ...]) -> tuple[Make, ...]:
    def make(source: Source, number: int) -> Make:
        name = "ho.xlsx" if number == 1 else f"other{number}.xlsx"
        return (lambda folder: book(folder, source, name)) if isinstance(source, dict) else source

    return tuple(make(source, number) for number, source in enumerate(sources, start=1))


def _exhibit(
    outcome: Outcome, name: str, source: Source | tuple[Source, ...], problems: tuple[str, ...], more: Any
) -> Exhibit:
    sources = source if isinstance(source, tuple) else (source,)
    return Exhibit(name=name, outcome=outcome, makes=_makes(sources), problems=problems, **more)


def refused(name: str, source: Source | tuple[Source, ...], *problems: str, **more: Any) -> Exhibit:
    """What the ledger cannot take, with the code and place of every fault."""
    return _exhibit(Outcome.REFUSED, name, source, problems, more)


def warned(name: str, source: Source | tuple[Source, ...], *problems: str, **more: Any) -> Exhibit:
    """What it takes, with the code and place of every remark."""
    return _exhibit(Outcome.WARNED, name, source, problems, more)


def harmless(name: str, source: Source | tuple[Source, ...], **more: Any) -> Exhibit:
    """What it takes without a word."""
    return _exhibit(Outcome.HARMLESS, name, source, (), more)


def edited(edit: Callable[[Any], object], rows: Rows | None = None) -> Make:
    """The small return, or the rows given, changed as somebody would in Excel (an openpyxl workbook)."""

    def make(folder: Path) -> Path:
        path = book(folder, rows)
        opened = openpyxl.load_workbook(path)
        edit(opened)
        opened.save(path)
        return path

    return make


def typed(sheet: str, cell: str, value: Any, rows: Rows | None = None) -> Make:
    """The same with one cell typed over."""

    def edit(opened: Any) -> None:
        opened[sheet][cell] = value

    return edited(edit, rows)


def parts(changes: dict[str, Callable[[bytes], bytes | None]]) -> Make:
    """The small return with parts of the file changed: by sheet title, or by the part's own name."""
    rows = small_return()
    named = {making.part_of(rows, key) if key in rows else key: change for key, change in changes.items()}
    return lambda folder: making.repacked(book(folder, rows), named)
