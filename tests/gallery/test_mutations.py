"""Two thousand spoilt workbooks: each is read or refused with a code and a place, and never breaks the program."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spendreview.cli import cli
from spendreview.errors import Problem, SpendReviewError
from spendreview.review import load_review
from tests.allocation.golden_review import ENOUGH, every_family
from tests.gallery import mutations
from tests.gallery.mutations import Mutation

NUMBERS = st.integers(0, 2**20)
OWN = settings(
    deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@cache
def good() -> bytes:
    """A workbook in which every rule and every family of constraints has a row, with money enough for a settlement."""
    with tempfile.TemporaryDirectory() as folder:
        return every_family(Path(folder) / "review.xlsx", ENOUGH).read_bytes()


def judge(content: bytes, folder: Path) -> int:
    """Run the file: a settlement, a conflict, or faults, each with its code and what was found there; the exit code."""
    path = folder / "review.xlsx"
    path.write_bytes(content)
    faults = faults_of(path)
    for fault in faults:
        assert fault.place.file == "review.xlsx"
        assert fault.code
        assert fault.found
    result = CliRunner().invoke(cli, ["check" if faults else "run", str(path)])
    assert "Traceback" not in result.output, result.output
    assert result.exit_code in ({3} if faults else {0, 3, 4}), result.output
    return result.exit_code


def faults_of(path: Path) -> tuple[Problem, ...]:
    """What stands in the way of reading it."""
    try:
        load_review(path)
    except SpendReviewError as error:
        return error.problems
    return ()


def test_the_good_workbook_is_good(tmp_path: Path) -> None:
    (tmp_path / "review.xlsx").write_bytes(good())
    result = CliRunner().invoke(cli, ["run", str(tmp_path / "review.xlsx")])
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("kinds", "count"),
    [(mutations.CELL_MUTATIONS, 800), (mutations.ROW_MUTATIONS, 400), (mutations.PART_MUTATIONS, 400)],
    ids=["cells", "rows", "parts"],
)
def test_no_spoilt_part_breaks_the_program(kinds: tuple[Mutation, ...], count: int, tmp_path: Path) -> None:
    steps, codes = st.lists(st.tuples(st.sampled_from(kinds), NUMBERS, NUMBERS), min_size=1, max_size=3), set()

    @settings(OWN, max_examples=count)
    @given(steps)
    def spoil(steps: list[tuple[Mutation, int, int]]) -> None:
        parts = mutations.unpacked(good())
        for mutate, place, payload in steps:
            mutate(parts, place, payload)
        codes.add(judge(mutations.packed(parts), tmp_path))

    spoil()
    assert codes >= {0, 3}


def test_no_spoilt_byte_breaks_the_program(tmp_path: Path) -> None:
    codes = set()

    @settings(OWN, max_examples=400)
    @given(place=NUMBERS, payload=NUMBERS)
    def spoil(place: int, payload: int) -> None:
        codes.add(judge(mutations.spoilt_bytes(good(), place, payload), tmp_path))

    spoil()
    assert codes >= {0, 3}
