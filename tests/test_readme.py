"""README's examples are run, so that they stay true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from spendreview.cli import cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def outputs() -> list[str]:
    return re.findall(r"^```text\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize(
    ("number", "source"),
    [(0, "scenarios/csr2007.yaml"), (1, "scenarios/sr2025.yaml"), (2, "workbooks/worked_example.xlsx")],
)
def test_what_readme_shows_is_what_is_printed(number: int, source: str) -> None:
    result = CliRunner().invoke(cli, ["run", str(ROOT / source)])
    assert result.exit_code == 0
    assert result.stdout == outputs()[number]


def test_readme_is_short_and_begins_with_its_two_commands() -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    assert "spendreview run scenarios/csr2007.yaml" in blocks[0]
    assert "pytest" in blocks[1]
    assert len(README.splitlines()) < 150


def test_the_files_that_readme_names_are_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
