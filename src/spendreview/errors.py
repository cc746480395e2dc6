"""Places, problems, and the one family of exceptions.

SpendReviewError            .problems: tuple[Problem, ...]
|- WorkbookError     3      the workbook is not as declared
|- ScenarioError     3      unknown key, clash, bad value
|- LedgerError       3      an entry or a return that cannot be taken
|- StoreError        3      a store that cannot be opened, read or written
`- AllocationError   4      infeasible, unbounded, or stopped without a settlement
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands: a file, and a sheet and cell of it, or a line and column (both from 1)."""

    file: str
    sheet: str | None = None
    cell: str | None = None
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        if self.line is not None:
            return f"{self.file}:{self.line}:{self.column or 1}"
        if self.sheet is None:
            return self.file
        return f"{self.file} › {self.sheet}" + (f"!{self.cell}" if self.cell else "")


MOST_SHOWN = 200
"""Characters of a message that are shown to a reader: a cell may hold thirty-two thousand."""


def brief(text: str) -> str:
    """The text as it is shown, cut where it is too long; JSON has it whole."""
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1].rstrip() + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault or warning: a stable code, its place, what was found and what was wanted."""

    code: str
    place: Place
    found: str
    wanted: str

    def __str__(self) -> str:
        wanted = f"; wanted {self.wanted}" if self.wanted else ""
        return f"{self.place}  {self.code}  {brief(self.found)}{wanted}"

    def as_record(self) -> dict[str, object]:
        """The problem for a machine: code, file, sheet, cell, line, column, found, wanted."""
        place = self.place
        return {
            "code": self.code,
            "file": place.file,
            "sheet": place.sheet,
            "cell": place.cell,
            "line": place.line,
            "column": place.column,
            "found": self.found,
            "wanted": self.wanted,
        }


class SpendReviewError(Exception):
    """Something that a user can put right; carries every problem found, not only the first, and warnings before it."""

    exit_code = 3

    ending = "Nothing was run."
    """What follows for what was asked, said after how many problems there are; empty where a problem says it all."""

    def __init__(self, problems: Problem | Iterable[Problem], warnings: Iterable[Problem] = ()) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        self.warnings: tuple[Problem, ...] = tuple(warnings)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class WorkbookError(SpendReviewError):
    """The workbook is not as declared."""


class ScenarioError(SpendReviewError):
    """A scenario holds an unknown key, a clash or a bad value."""


class LedgerError(SpendReviewError):
    """An entry or a return that the ledger cannot take."""

    ending = ""


class StoreError(SpendReviewError):
    """A store that cannot be opened, read or written to."""

    ending = ""


class AllocationError(SpendReviewError):
    """No settlement: infeasible, unbounded, or stopped before one was found."""

    exit_code = 4
    ending = ""


class OutputError(SpendReviewError):
    """A result could not be written where the user asked."""

    ending = ""


@dataclass(slots=True)
class Findings:
    """Faults and warnings gathered on the way; raised together, once."""

    faults: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def fault(self, code: str, place: Place, found: str, wanted: str = "") -> None:
        """Note a fault: nothing runs while one stands."""
        self.faults.append(Problem(code=code, place=place, found=found, wanted=wanted))

    def warn(self, code: str, place: Place, found: str, wanted: str = "") -> None:
        """Note a warning: it never stops a run, and is kept with its results."""
        self.warnings.append(Problem(code=code, place=place, found=found, wanted=wanted))


@contextmanager
def found_before(warnings: Iterable[Problem]) -> Iterator[None]:
    """Whatever is raised inside carries these warnings, which were found before it."""
    try:
        yield
    except SpendReviewError as error:
        error.warnings = (*warnings, *error.warnings)
        raise


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like this one, or None where nothing is close; case does not count."""
    folded = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """What to ask for in place of an unknown word: the nearest known one, or the words given."""
    near = nearest(word, known)
    return f"{near!r}?" if near is not None else otherwise
