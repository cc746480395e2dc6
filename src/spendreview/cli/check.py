"""``spendreview check``: everything up to the solve, and where asked a copy of the workbook with every fault marked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spendreview.cli.options import SOURCE, check_no_input, check_output, json_option, refusals_as_json
from spendreview.errors import ScenarioError, SpendReviewError, found_before

if TYPE_CHECKING:
    from spendreview.review import Review
    from spendreview.tabular.annotate import Marking

HINT = "'--annotate'"
OTHER_SUFFIXES = (".xlsm", ".xltx", ".xltm")
"""Kinds of workbook that Excel opens under their own ending alone."""

ABOUT_THE_FILE = re.compile(r"WB00\d")
"""Codes of faults for which the workbook cannot be read at all."""


@click.command(
    short_help="Find every fault, by sheet and cell.",
    epilog="Example: spendreview check review.xlsx --annotate review-marked.xlsx",
)
@SOURCE
@click.option(
    "--annotate",
    "out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="OUT",
    help="Write a copy of the workbook in which every cell with a fault or a warning is marked and says why.",
)
@json_option
def check(source: Path, out: Path | None, as_json: bool) -> None:
    """Check SOURCE, a scenario (.yaml) or a review workbook (.xlsx): every fault by its cell, and nothing is run."""
    with refusals_as_json(as_json):
        review = _checked(source) if out is None else _checked_and_marked(source, out)
    if as_json:
        from spendreview.report.as_json import check_json

        click.echo(check_json(review))
        return
    from spendreview.report.screen import contents

    click.echo(contents(review))
    for warning in review.warnings:
        click.echo(f"warning: {warning}", err=True)


def _checked(source: Path) -> Review:
    from spendreview.allocation.allocate import prepare
    from spendreview.review import load_review

    review = load_review(source)
    with found_before(review.warnings):
        prepare(review)
    return review


def _checked_and_marked(source: Path, out: Path) -> Review:
    from spendreview.review.load import workbook_of
    from spendreview.tabular.annotate import annotate

    try:
        workbook = workbook_of(source)
    except ScenarioError as error:
        error.add_note(f"{out} was not written: the scenario does not say which workbook to copy.")
        raise
    _check_copy(out, source, workbook)
    try:
        review = _checked(source)
    except SpendReviewError as error:
        _mark_refused(error, workbook, out)
        raise
    marking = annotate(workbook, out, (), review.warnings)
    count = len(review.warnings)
    found = f"{_counted(count, 'warning')}, no fault" if count else "no fault, no warning"
    click.echo(f"{_marked(marking, out)}: {found}{_unmarked(marking)}", err=True)
    return review


def _check_copy(out: Path, source: Path, workbook: Path) -> None:
    """Refuse a path that cannot take the copy: another kind of file, no folder, or what is read."""
    suffix = workbook.suffix.casefold()
    if suffix in OTHER_SUFFIXES and out.suffix.casefold() != suffix:
        raise click.BadParameter(f"{out} does not end in {suffix}, as {workbook.name} does", param_hint=HINT)
    check_output(out, suffix if suffix in OTHER_SUFFIXES else ".xlsx", HINT)
    check_no_input(out, source, workbook, hint=HINT)


def _mark_refused(error: SpendReviewError, workbook: Path, out: Path) -> None:
    """Mark what was found, and let the error say where; a copy that cannot be written is one problem more."""
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
    if marking.elsewhere:
        said += f"; {_counted(marking.elsewhere, 'problem')} above not marked, being in no cell of the workbook"
    return said


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"
