"""README's examples are run, so that they stay true."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from spendreview.cli import cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def outputs() -> list[str]:
    return re.findall(r"^```text\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def test_what_readme_shows_is_what_is_printed() -> None:
    result = CliRunner().invoke(cli, ["run", str(ROOT / "scenarios/csr2007.yaml")])
    assert result.exit_code == 0
    assert result.stdout == outputs()[0]


def test_the_settlement_to_check_by_hand_is_as_readme_says() -> None:
    result = CliRunner().invoke(cli, ["run", str(ROOT / "workbooks/worked_example.xlsx"), "--json"])
    (score,) = re.findall(r"/ 3 = ([\d.]+)\.", README)
    assert json.loads(result.stdout)["score"] == pytest.approx(float(score), abs=0.0005)


def test_the_comparison_that_readme_shows_is_what_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its notes and the head, which depends on when the figures were imported, come below what is shown."""
    monkeypatch.setenv("SPENDREVIEW_STORE", str(tmp_path / "published.db"))
    books = sorted(map(str, (ROOT / "workbooks" / "vfm").glob("*.xlsx")))
    imported = CliRunner().invoke(cli, ["vfm", "import", *books, "--by", "README"])
    assert imported.exit_code == 0
    result = CliRunner().invoke(cli, ["vfm", "compare", "gershon", "csr07", "oep", "sr2025"])
    assert result.exit_code == 0
    assert result.stdout.split("\nWhat must be known")[0] == outputs()[1]


def test_readme_is_short_and_begins_with_its_two_commands() -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    assert "spendreview run scenarios/csr2007.yaml" in blocks[0]
    assert "pytest" in blocks[1]
    assert len(README.splitlines()) < 150


def test_the_files_that_readme_names_are_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
