"""One exhibit: an input that plants one thing, and all that the program must say of it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests import making
from tests.making import Rows

Make = Callable[[Path], Path]
"""Makes the input in a folder, and gives the path to check."""


class Outcome(Enum):
    """What the program makes of an input."""

    REFUSED = "refused"
    WARNED = "read with a warning"
    HARMLESS = "read without a word"
    INFEASIBLE = "no settlement"


EXIT_CODES = {Outcome.REFUSED: 3, Outcome.WARNED: 0, Outcome.HARMLESS: 0, Outcome.INFEASIBLE: 4}


@dataclass(frozen=True, kw_only=True)
class Exhibit:
    """One input and what must come of it.

    problems   every problem, exactly: code and place as ``WB102 Bids!H7``, ``SC004 4:1`` in a scenario, or the
               code alone where the file as a whole is meant; faults where it is refused or infeasible, else warnings
    reads      the rows that must have been read, written plainly; None where nothing is read, or that is not the point
    command    check, or run for what only a run can show
    options    further words of the command line; {folder} is where the input lies
    around     what has to be otherwise in the world meanwhile: a file that is locked, a solver in trouble
    heavy      large or far-flung: run first in a process of its own, whose memory is measured
    """

    name: str
    outcome: Outcome
    make: Make
    problems: tuple[str, ...] = ()
    reads: Rows | None = None
    command: str = "check"
    options: tuple[str, ...] = ()
    around: Callable[[pytest.MonkeyPatch], None] | None = None
    heavy: bool = False

    @property
    def exit_code(self) -> int:
        """What the command must end with."""
        return EXIT_CODES[self.outcome]

    @property
    def codes(self) -> set[str]:
        """The codes that the exhibit provokes."""
        return {problem.split()[0] for problem in self.problems}


def plain(rows: Rows | None = None) -> Rows:
    """The small review, or the rows given, with a link strength: nothing is left to warn of."""
    rows = copy.deepcopy(rows) if rows is not None else making.small_review()
    rows.setdefault("Scenario", []).append({"key": "link_strength", "value": 1})
    return rows


def book(rows: Rows | None = None, edit: Callable[[Any], object] | None = None) -> Make:
    """Writes rows as a workbook, which ``edit`` may then change as somebody would in Excel (an openpyxl workbook)."""
    rows = plain(rows)

    def make(folder: Path) -> Path:
        path = making.write(folder / "review.xlsx", rows)
        if edit is not None:
            opened = openpyxl.load_workbook(path)
            edit(opened)
            opened.save(path)
        return path

    return make


def parts(changes: dict[str, Callable[[bytes], bytes | None]], rows: Rows | None = None) -> Make:
    """Writes rows as a workbook, then changes parts of the file: by sheet title, or by the part's own name."""
    rows = plain(rows)
    named = {making.part_of(rows, key) if key in rows else key: change for key, change in changes.items()}
    return lambda folder: making.repacked(making.write(folder / "review.xlsx", rows), named)


def replaced(old: str, new: str) -> Callable[[bytes], bytes]:
    """A change of a part that puts ``new`` for ``old``, which must stand there."""

    def change(content: bytes) -> bytes:
        assert old.encode() in content, old
        return content.replace(old.encode(), new.encode(), 1)

    return change


def refused(name: str, source: Rows | Make, *problems: str, **more: Any) -> Exhibit:
    """An input that cannot be used, with the code and place of every fault."""
    return Exhibit(name=name, outcome=Outcome.REFUSED, make=_make(source), problems=problems, **more)


def warned(name: str, source: Rows | Make, *problems: str, reads: Rows | None = None, **more: Any) -> Exhibit:
    """An input that is read with warnings, and the rows that it must be read as; the rows themselves where plain."""
    reads = reads if reads is not None else source if isinstance(source, dict) else making.small_review()
    return Exhibit(name=name, outcome=Outcome.WARNED, make=_make(source), problems=problems, reads=plain(reads), **more)


def harmless(name: str, source: Rows | Make, *, reads: Rows | None = None, **more: Any) -> Exhibit:
    """An input that is read as its own rows where those are plain, as the rows given, or as the small review."""
    reads = reads if reads is not None else source if isinstance(source, dict) else making.small_review()
    return Exhibit(name=name, outcome=Outcome.HARMLESS, make=_make(source), reads=plain(reads), **more)


def infeasible(name: str, source: Rows | Make, *problems: str, **more: Any) -> Exhibit:
    """An input without a settlement, and every limit, rule and bid of the conflict."""
    return Exhibit(name=name, outcome=Outcome.INFEASIBLE, make=_make(source), problems=problems, command="run", **more)


def _make(source: Rows | Make) -> Make:
    return book(source) if isinstance(source, dict) else source
