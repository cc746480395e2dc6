"""One small LP file per constraint family, to be read beside the equation. ``UPDATE_GOLDEN=1`` writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from spendreview.allocation.model import FAMILIES, Family, build
from spendreview.review import Review, load_review
from tests.allocation.golden_review import every_family

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Review:
    return load_review(every_family(tmp_path_factory.mktemp("golden") / "every_family.xlsx"))


def lp_text(review: Review, family: Family, folder: Path) -> str:
    import pyomo.environ  # noqa: F401  registers the file formats

    path = folder / f"{family.name}.lp"
    build(review, [family]).write(str(path), io_options={"symbolic_solver_labels": True})
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_a_family_gives_the_rows_that_its_equation_says(family: Family, review: Review, tmp_path: Path) -> None:
    text = lp_text(review, family, tmp_path)
    golden = GOLDEN / f"{family.name}.lp"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8")
    assert len(family.index(build(review, []).data)) > 0


def test_no_golden_file_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*.lp")} == {family.name for family in FAMILIES}


def test_every_family_says_sentence_equation_and_dual() -> None:
    for family in FAMILIES:
        assert family.sentence.endswith("."), family.name
        assert "Dual:" in family.doc, family.name
        assert "for every" in family.doc, family.name
