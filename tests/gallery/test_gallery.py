"""Every exhibit: the right exit code, exactly the right codes and places, the right reading, and never a traceback."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from spendreview.allocation.allocate import allocate, prepare
from spendreview.cli import cli
from spendreview.codes import CODES
from spendreview.errors import Place, Problem, SpendReviewError
from spendreview.report import write_settlement
from spendreview.review import load_review
from tests.gallery import EXHIBITS
from tests.gallery.exhibit import Exhibit, Outcome
from tests.gallery.reading import misread
from tests.gallery.refusals import bid, told
from tests.gallery.scenarios import on_sheet
from tests.ledger.checks.cases import CASES as OF_CHECKS
from tests.ledger.gallery import EXHIBITS as OF_THE_LEDGER
from tests.making import Rows, added, changed, small_review, write

TESTS = Path(__file__).parents[1]

ELSEWHERE = dict.fromkeys(
    ("RW420", "SC017", "SC018", "SC019", "SC024", "SC025", "SC026"), "review/test_held.py"
) | dict.fromkeys(("RW424", "RW425", "SC027", "SC028", "SC029"), "review/test_handed.py")
"""Codes that no single input provokes, each with the file of the test that does."""

ROOMS = {"LG": ("ledger", "cli"), "ST": ("store", "ledger", "cli")}
"""Folders of tests in which codes are provoked that no workbook provokes: by corrections, questions, or a store."""

FAULT = re.compile(r"^(?!warning: ).*?  [A-Z]{2,3}\d{2,3}  ", re.MULTILINE)
"""A line of a fault; those of warnings say so."""


def invoked(exhibit: Exhibit, path: Path) -> Result:
    """The command line run on the exhibit, in this process."""
    options = [option.format(folder=path.parent) for option in exhibit.options]
    return CliRunner().invoke(cli, [exhibit.command, str(path), *options])


def problems(exhibit: Exhibit, path: Path) -> list[str]:
    """What the library says of the same input: code and place of every fault, or else of every warning."""
    try:
        review = load_review(path)
        if exhibit.command == "check":
            return [_told(problem) for problem in prepare(review).data.review.warnings]
        settlement = allocate(review)
        if "-o" in exhibit.options:
            write_settlement(settlement, Path(exhibit.options[-1].format(folder=path.parent)))
        return [_told(problem) for problem in settlement.warnings]
    except SpendReviewError as error:
        return [_told(problem) for problem in error.problems]


def _told(problem: Problem) -> str:
    place = _place(problem.place)
    return f"{problem.code} {place}" if place else problem.code


def _place(place: Place) -> str:
    if place.line is not None:
        return f"{place.line}:{place.column}"
    return f"{place.sheet or ''}!{place.cell}" if place.cell else place.sheet or ""


@pytest.mark.parametrize("exhibit", EXHIBITS, ids=lambda exhibit: exhibit.name)
def test_an_exhibit_is_what_it_is_said_to_be(exhibit: Exhibit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = exhibit.make(tmp_path)
    if exhibit.around is not None:
        exhibit.around(monkeypatch)
    result = invoked(exhibit, path)
    assert "Traceback" not in result.output
    assert result.exit_code == exhibit.exit_code, result.output
    assert sorted(problems(exhibit, path)) == sorted(exhibit.problems)
    for code in exhibit.codes:
        assert code in result.output
    if exhibit.exit_code == 3:
        # One problem a line: none is swallowed, none told twice.
        assert len(FAULT.findall(result.stderr)) == len(exhibit.problems)
    if exhibit.reads is not None:
        assert misread(load_review(path), exhibit.reads) == []


def test_every_code_has_an_exhibit_or_a_test_of_its_own() -> None:
    provoked = {code for exhibit in (*EXHIBITS, *OF_THE_LEDGER) for code in exhibit.codes}
    provoked |= {case.check for case in OF_CHECKS if case.wheres}
    assert provoked <= set(CODES)
    for code in set(CODES) - provoked:
        rooms = ROOMS.get(code.rstrip("0123456789"), ())
        files = [path for room in rooms for path in sorted((TESTS / room).glob("test_*.py"))]
        assert code in ELSEWHERE or files, f"{code} has no exhibit"
        texts = [path.read_text(encoding="utf-8") for path in files or [TESTS / ELSEWHERE[code]]]
        assert any(f'"{code}' in text for text in texts), f"{code} is not in its test"


def test_there_are_exhibits_enough_of_each_kind_and_no_name_stands_twice() -> None:
    names = Counter(exhibit.name for exhibit in EXHIBITS)
    assert [name for name, count in names.items() if count > 1] == []
    outcomes = Counter(exhibit.outcome for exhibit in EXHIBITS)
    assert outcomes[Outcome.REFUSED] >= 80
    assert outcomes[Outcome.WARNED] >= 20
    assert outcomes[Outcome.HARMLESS] >= 10
    assert outcomes[Outcome.INFEASIBLE] >= 5


def test_a_refusal_ends_with_how_many_problems_there_are_and_a_slip_gets_the_nearest_word(tmp_path: Path) -> None:
    rows = changed("Bids", 2, **{"RDEL 2008-09": "x"})
    rows["Limits"][0]["control"] = "RDLE"
    result = CliRunner().invoke(cli, ["check", str(write(tmp_path / "review.xlsx", rows))])
    assert "did you mean 'RDEL'" in result.stderr
    assert "2 problems in review.xlsx. Nothing was run." in result.stderr


@pytest.mark.parametrize(
    ("rows", "nearest"),
    [
        (bid(2, **{"RDEL 2008-9": 3}), "'RDEL 2008-09'?"),
        (told(baseline_yeer="2007-08"), "'baseline_year'?"),
        (bid(2, department="HOO"), "'HO'?"),
        (bid(4, requires="DH-1; DH-9"), "'DH-"),
        (changed("Limits", 1, scope="group:Sekurity"), "'group:Security'?"),
        (changed("Indicators", 0, direction="dwon"), "did you mean 'down'"),
        (added("Economy", {"series": "gdp_deflater"}), "'gdp_deflator'?"),
        (on_sheet(("objectve", "weighted")), "'objective'?"),
        (on_sheet(("limits.totl-RDEL.add", 1)), "'total-RDEL'?"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_unknown_name_gets_the_nearest_known_one(rows: Rows, nearest: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["check", str(write(tmp_path / "review.xlsx", rows))])
    assert result.exit_code == 3
    assert nearest in result.stderr


@pytest.mark.parametrize("sheet", ["Economy", "Departments", "Baselines", "Limits", "Bids", "Indicators", "Effects"])
def test_a_wrong_reading_is_noticed_in_every_cell(sheet: str, tmp_path: Path) -> None:
    review = load_review(write(tmp_path / "review.xlsx", small_review()))
    assert misread(review, small_review()) == []
    for number, record in enumerate(small_review()[sheet]):
        for name, cell in record.items():
            rows = changed(sheet, number, **{name: cell + 0.001 if isinstance(cell, int | float) else f"{cell}x"})
            if cell not in {"yes", "no"}:
                assert len(misread(review, rows)) == 1, (sheet, number, name)
    assert misread(review, small_review() | {sheet: small_review()[sheet][1:]})
