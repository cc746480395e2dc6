"""What ``check --annotate`` adds: a copy of the workbook in which every fault and warning is marked in its cell."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spendreview.cli.options import ANNOTATE, check_no_input, check_output

if TYPE_CHECKING:
    from spendreview.errors import SpendReviewError
    from spendreview.review import Review
    from spendreview.tabular.annotate import Marking

OTHER_SUFFIXES = (".xlsm", ".xltx", ".xltm")
"""Kinds of workbook that Excel opens under their own ending alone."""

ABOUT_THE_FILE = re.compile(r"WB00\d")
"""Codes of faults for which the workbook cannot be read at all."""


def checked_and_marked(source: Path, out: Path, checked: Callable[[], Review]) -> tuple[Review, str]:
    """The review and a line on the copy; what is refused is marked too, and the error says where.

    checked  checks ``source``
    """
    from spendreview.errors import ScenarioError, SpendReviewError
    from spendreview.review.load import workbook_of
    from spendreview.tabular.annotate import annotate

    try:
        workbook = workbook_of(source)
    except ScenarioError as error:
        error.add_note(f"{out} was not written: the scenario does not say which workbook to copy.")
        raise
    _check_copy(out, source, workbook)
    try:
        review = checked()
    except SpendReviewError as error:
        _mark_refused(error, workbook, out)
        raise
    marking = annotate(workbook, out, (), review.warnings)
    count = len(review.warnings)
    found = f"{_counted(count, 'warning')}, no fault" if count else "no fault, no warning"
    return review, f"{_marked(marking, out)}: {found}{_unmarked(marking)}"


def _check_copy(out: Path, source: Path, workbook: Path) -> None:
    """Refuse a path that cannot take the copy: another kind of file, no folder, or what is read."""
    suffix = workbook.suffix.casefold()
    if suffix in OTHER_SUFFIXES and out.suffix.casefold() != suffix:
        raise click.BadParameter(f"{out} does not end in {suffix}, as {workbook.name} does", param_hint=ANNOTATE)
    check_output(out, ANNOTATE, suffix=suffix if suffix in OTHER_SUFFIXES else ".xlsx")
    check_no_input(out, source, workbook, option=ANNOTATE)


def _mark_refused(error: SpendReviewError, workbook: Path, out: Path) -> None:
    """Mark what was found, and let the error say where; a copy that cannot be written is one problem more."""
    from spendreview.errors import SpendReviewError
    from spendreview.tabular.annotate import annotate

    if any(ABOUT_THE_FILE.fullmatch(problem.code) for problem in error.problems):
        error.add_note(f"{out} was not written: there are no cells to mark in a workbook that cannot be read.")
        return
    try:
        marking = annotate(workbook, out, error.problems, error.warnings)
    except SpendReviewError as refused:
        error.problems += refused.problems
        return
    error.add_note(_marked(marking, out) + _unmarked(marking))


def _marked(marking: Marking, out: Path) -> str:
    return f"{_counted(marking.cells, 'cell')} marked in {out}"


def _unmarked(marking: Marking) -> str:
    """What the copy does not show."""
    said = f"; {marking.left:,} more not marked, being too many" if marking.left else ""
    if marking.wordless:
        why = "it holds a discussion" if marking.wordless == 1 else "they hold discussions"
        said += f"; {marking.wordless:,} of them coloured only: {why}"
    if marking.elsewhere:
        said += f"; {_counted(marking.elsewhere, 'problem')} above not marked, being in no cell of the workbook"
    return said


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"
