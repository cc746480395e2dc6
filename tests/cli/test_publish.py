"""``spendreview run --publish``: where it writes, and what it refuses before the work is done."""

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from spendreview.cli import cli
from tests import making

ROOT = Path(__file__).parents[2]


def run(*arguments):
    return CliRunner().invoke(cli, ["run", *map(str, arguments)])


def test_run_publishes_beside_the_settlement_workbook(tmp_path):
    source = ROOT / "tests/examples/worked_example.xlsx"
    out, publish = tmp_path / "out.xlsx", tmp_path / "publish.xlsx"
    result = run(source, "-o", out, "--publish", publish)
    assert result.exit_code == 0
    assert f"Workbook for publication: {publish}" in result.stderr
    assert openpyxl.load_workbook(publish).sheetnames[:4] == ["Cover", "Contents", "Notes", "Table_1"]
    assert openpyxl.load_workbook(out).sheetnames[0] == "Cover"


@pytest.mark.parametrize(
    ("publish", "said"),
    [("out.xlsx", "is where -o writes"), ("p.csv", "does not end in .xlsx"), ("no/p.xlsx", "there is no folder")],
)
def test_a_path_that_cannot_be_is_refused_before_the_solve(publish, said, tmp_path):
    """The source does not even exist: the paths are looked at first."""
    result = run(tmp_path / "absent.yaml", "-o", tmp_path / "out.xlsx", "--publish", tmp_path / publish)
    assert result.exit_code == 2
    assert "--publish" in result.stderr
    assert said in " ".join(result.stderr.split())


def test_one_path_written_two_ways_is_one_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run("absent.yaml", "-o", "out.xlsx", "--publish", tmp_path / "sub" / ".." / "out.xlsx")
    assert result.exit_code == 2


def test_an_input_is_not_published_over(tmp_path):
    source = making.write(tmp_path / "in.xlsx", making.small_review())
    before = source.read_bytes()
    result = run(source, "--publish", source)
    assert result.exit_code == 2
    assert "--publish" in result.stderr
    assert source.read_bytes() == before
